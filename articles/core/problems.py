"""What went wrong, or needs a look, in a text that is being imported."""

from dataclasses import dataclass

NOT_IMPORTED = "not-imported"
"""The code of the problem that says why an item that was queued is staged again."""


@dataclass(frozen=True, slots=True)
class Problem:
    """Something an editor should know.

    `line` counts from 1 in the decoded text; None means the whole text. `code` is stable and
    short (for filters and tests), `message` is a sentence that says what to do.
    """

    line: int | None
    code: str
    message: str
