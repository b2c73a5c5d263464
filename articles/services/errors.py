"""What the services of the library refuse, with a message for the person who asked."""

from collections.abc import Sequence
from dataclasses import dataclass

from articles.models import Article

# A message that names thousands is not read.
_NAMED = 20


class Refused(Exception):
    """A change that cannot be made; the message says why and what to do."""


class NotStaged(Refused):
    """An import item that is no longer staged: its fields can't be changed any more."""


class TitleMissing(Refused):
    """An article without a title."""


class StorageFull(Refused):
    """No room for more raw files."""


class BatchFull(Refused):
    """A batch that would have more items than one may have."""


class NameTaken(Refused):
    """A name or host that another source is recognised by."""


@dataclass(frozen=True, slots=True)
class Referred:
    """An article that must stay, and what refers to it, such as "annotations"."""

    article: Article
    by: str


class UndoRefused(Refused):
    """A batch that can't be undone because something refers to its articles."""

    MESSAGE = (
        "Nothing was undone, because some of its articles are in use: {}. "
        "Remove what refers to them first."
    )

    def __init__(self, referred: Sequence[Referred]) -> None:
        self.referred = tuple(referred)
        titles = "; ".join(f"“{entry.article.title}” ({entry.by})" for entry in self.named)
        super().__init__(self.MESSAGE.format(titles + self.and_more))

    @property
    def named(self) -> tuple[Referred, ...]:
        """Those that a message names."""
        return self.referred[:_NAMED]

    @property
    def and_more(self) -> str:
        more = len(self.referred) - _NAMED
        return f"; and {more:,} more" if more > 0 else ""
