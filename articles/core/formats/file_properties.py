"""What a document's file says of itself, where its text says nothing of that.

Templates and programs fill these properties in, and the day a file was made is rarely the day of
publication: they never stand against a line of the text.
"""

from collections.abc import Iterable
from itertools import islice

from .. import bylines, dates
from ..extracted import Given
from .records import ArticleField

_RULE = "file-properties"
_ABOVE = 15
_NOBODY = frozenset(
    (
        "", "user", "admin", "administrator", "author", "owner", "unknown", "python-docx", "nexis",
        "microsoft office user", "microsoft", "un-named", "windows user", "libreoffice",
    )
)  # fmt: skip


def given_of(
    lines: Iterable[str], *, title: str, author: str, created: str
) -> dict[ArticleField, Given]:
    """The title where a line is equal to it; author and ISO date where no line on top has one."""
    top = [text for text in islice((" ".join(line.split()) for line in lines), 200) if text]
    top = top[:_ABOVE]
    found: dict[ArticleField, Given] = {}
    title, author = (" ".join(value.split())[:500] for value in (title, author))
    if title and any(line.casefold() == title.casefold() for line in top):
        found[ArticleField.TITLE] = Given((title,), _RULE, 0.8)
    if author.casefold() not in _NOBODY and not any(map(bylines.read, top)):
        found[ArticleField.AUTHORS] = Given((author,), _RULE, 0.3)
    if created and not any(map(dates.read, top)):
        found[ArticleField.PUBLISHED] = Given((created,), _RULE, 0.2)
    return found
