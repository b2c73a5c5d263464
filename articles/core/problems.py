"""What went wrong, or needs a look, in a text that is being imported."""

import re
from dataclasses import dataclass

NOT_IMPORTED = "not-imported"
"""The code of the problem that says why an item that was queued is staged again."""

UNCERTAIN_ENCODING = "uncertain-encoding"
"""The problem of what somebody has to choose the encoding of before it can be imported."""


@dataclass(frozen=True, slots=True)
class Problem:
    """Something an editor should know.

    `line` counts from 1 in the decoded text; None means the whole text. `code` is stable and
    short (for filters and tests), `message` is a sentence that says what to do.
    """

    line: int | None
    code: str
    message: str


def placed(line: int | None, message: str) -> str:
    """A problem's message with the line where it is, which it may name itself.

    >>> placed(3, "the key is there twice"), placed(3, "Line 3: this is not JSON")
    ('Line 3: the key is there twice', 'Line 3: this is not JSON')
    """
    if not line or re.match(rf"Line {line}\b", message):
        return message
    return f"Line {line}: {message}"
