"""The lines of an imported text and the role each one plays."""

import re
from dataclasses import dataclass
from enum import StrEnum
from hashlib import blake2b

from .blocks import BlockKind


class Disposition(StrEnum):
    """What becomes of a line: part of the body, a field of the article, or taken out."""

    BODY = "body"
    METADATA = "metadata"
    REMOVED = "removed"
    BLANK = "blank"


class Role(StrEnum):
    """What a line is. `disposition` follows from it, and `block_kind` where it is body."""

    BLANK = "blank"

    TITLE = "title"
    KICKER = "kicker"
    BYLINE = "byline"
    DATE_LINE = "date_line"
    DATELINE = "dateline"
    SOURCE_LINE = "source_line"
    URL = "url"

    STANDFIRST = "standfirst"
    PARAGRAPH = "paragraph"
    HEADING = "heading"
    CAPTION = "caption"
    QUOTATION = "quotation"
    LIST_ITEM = "list_item"

    SITE_HEADER = "site_header"
    REPEATED_TITLE = "repeated_title"
    NAVIGATION = "navigation"
    SHARING = "sharing"
    SUBSCRIBE = "subscribe"
    COOKIES = "cookies"
    RELATED = "related"
    ADVERTISEMENT = "advertisement"
    CATEGORY = "category"
    COMMENTS = "comments"
    COPYRIGHT = "copyright"
    MEDIA_ID = "media_id"
    SEPARATOR = "separator"
    ABOUT_AUTHOR = "about_author"
    FOOTER = "footer"
    BOILERPLATE = "boilerplate"

    @property
    def disposition(self) -> Disposition:
        if self is Role.BLANK:
            return Disposition.BLANK
        if self in _METADATA:
            return Disposition.METADATA
        return Disposition.BODY if self in _BLOCK_KINDS else Disposition.REMOVED

    @property
    def block_kind(self) -> BlockKind | None:
        """The kind of block such a line becomes; None for lines that are not body."""
        return _BLOCK_KINDS.get(self)

    @property
    def label(self) -> str:
        """The name shown to editors."""
        return _LABELS.get(self) or self.value.replace("_", " ").capitalize()


_METADATA = frozenset(
    {
        Role.TITLE,
        Role.KICKER,
        Role.BYLINE,
        Role.DATE_LINE,
        Role.DATELINE,
        Role.SOURCE_LINE,
        Role.URL,
    }
)
_BLOCK_KINDS = {
    # A standfirst is prose that belongs to the article; the reader shows it as its first paragraph.
    Role.STANDFIRST: BlockKind.PARAGRAPH,
    Role.PARAGRAPH: BlockKind.PARAGRAPH,
    Role.HEADING: BlockKind.HEADING,
    Role.CAPTION: BlockKind.CAPTION,
    Role.QUOTATION: BlockKind.QUOTATION,
    Role.LIST_ITEM: BlockKind.LIST_ITEM,
}
_LABELS = {
    Role.URL: "Address",
    Role.MEDIA_ID: "Identifier",
    Role.SUBSCRIBE: "Subscription offer",
    Role.COOKIES: "Cookie notice",
    Role.ABOUT_AUTHOR: "About the author",
    Role.BOILERPLATE: "Not the article",
}
_LONGEST_KEY = 300
_DIGITS = re.compile(r"\d+")

EDITOR = "editor"
"""The rule of a line whose role an editor chose."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the decoded text, as it stands there, and what the rules made of it.

    `number` counts from 1. `rule` is a stable short name, `reason` a sentence for the editor.
    """

    number: int
    text: str
    role: Role
    rule: str
    reason: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Removed:
    """A line, or a part of one, that is not in the body and not the value of a field."""

    line: int
    rule: str
    reason: str
    text: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a rule says about a line or a group of lines."""

    role: Role
    rule: str
    reason: str
    confidence: float


def line_key(text: str) -> int:
    """A number of 64 bits, with sign, that lines share which differ only in case, numbers and
    white space; the same on every machine.

    0 for blank lines, and for lines over 300 characters: those are text of one article.

    >>> line_key("  12 Comments ") == line_key("3  comments"), line_key(" ")
    (True, 0)
    """
    text = text.strip()
    if not text or len(text) > _LONGEST_KEY:
        return 0
    folded = _DIGITS.sub("0", " ".join(text.casefold().split()))
    digest = blake2b(folded.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest, "big", signed=True)
