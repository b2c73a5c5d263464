"""What a file is and what the records in it are, whatever its format."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

from ..problems import UNCERTAIN_ENCODING, Problem


class FileFormat(StrEnum):
    """What a file is. Only a ZIP archive holds files; every other one holds one or more records."""

    TEXT = "text"
    HTML = "html"
    JSON = "json"
    JSON_LINES = "jsonl"
    CSV = "csv"
    FEED = "feed"
    WARC = "warc"
    DOCX = "docx"
    RTF = "rtf"
    ZIP = "zip"


class RecordFormat(StrEnum):
    """How the bytes of one record are read.

    OBJECT is one JSON value, ROW the one data row of a table (without its header), ENTRY one
    entry of a feed as a document of its own.
    """

    TEXT = "text"
    HTML = "html"
    OBJECT = "object"
    ROW = "row"
    ENTRY = "entry"
    DOCX = "docx"
    RTF = "rtf"


class ArticleField(StrEnum):
    """What a format or a mapping can state of an article."""

    TITLE = "title"
    BODY = "body"
    KICKER = "kicker"
    SOURCE = "source"
    AUTHORS = "authors"
    PUBLISHED = "published"
    URL = "url"
    EXTERNAL_ID = "external_id"
    LANGUAGE = "language"
    DATELINE = "dateline"


@dataclass(frozen=True, slots=True)
class Options:
    """How the records of one file are read; stored with the file as JSON.

    `mapping` says which column (for JSON a path such as "meta.date") becomes which field; an empty
    one means that none is known yet. `producer` names the program that wrote the file when it is
    recognised: "doccano", "label-studio", "prodigy", "nexis", "factiva", "proquest". `date_order`
    is "dmy" or "mdy" where other dates of the file tell how 03/04/2024 is read, else "". `doubt` is
    what to know of an encoding that was guessed; where that `is_uncertain`, somebody has to choose.
    """

    encoding: str = ""
    delimiter: str = ""
    quote: str = ""
    columns: tuple[str, ...] = ()
    mapping: Mapping[ArticleField, str] = field(default_factory=lambda: MappingProxyType({}))
    producer: str = ""
    date_order: str = ""
    doubt: Problem | None = None

    @property
    def is_uncertain(self) -> bool:
        return self.doubt is not None and self.doubt.code == UNCERTAIN_ENCODING


@dataclass(frozen=True, slots=True)
class Limits:
    """What is refused, with the limit named. Sizes are bytes, `seconds` are for one file."""

    file_bytes: int
    record_bytes: int
    records: int
    members: int
    unpacked_bytes: int
    ratio: int
    seconds: int


# A plain one: records travel between processes.
_NOTHING: Mapping[ArticleField, str] = {}


WHOLE = MappingProxyType(
    {
        FileFormat.TEXT: RecordFormat.TEXT,
        FileFormat.HTML: RecordFormat.HTML,
        FileFormat.DOCX: RecordFormat.DOCX,
        FileFormat.RTF: RecordFormat.RTF,
    }
)
"""Formats of files that are one article, unless a news database wrote several into one."""


@dataclass(frozen=True, slots=True)
class Stated:
    """What a format states of a record outside of its content.

    `given` are values of fields, `encoding` is set where the content does not tell it, and
    `fetched` is when the record was seen, which is not when it was published: ISO 8601, a day or
    a moment, as the format has it. `missing` says why the end of it is, "" where it is whole.
    """

    given: Mapping[ArticleField, str] = field(default_factory=lambda: _NOTHING)
    encoding: str = ""
    fetched: str = ""
    missing: str = ""


@dataclass(frozen=True, slots=True)
class Record:
    """One article-to-be in a file.

    `number` counts from 1, `line` is where it begins in the file (None where lines mean nothing).
    `content` are its raw bytes; `offset` is where the file has exactly these bytes, None where it
    does not have them as they are (unpacked, re-encoded or taken out of a document).
    """

    number: int
    format: RecordFormat
    content: bytes
    offset: int | None = None
    line: int | None = None
    name: str = ""
    stated: Stated = field(default_factory=Stated)


@dataclass(frozen=True, slots=True)
class BadRecord:
    """A part of a file that can't be read; the others are. `message` says why and what to do."""

    number: int
    code: str
    message: str
    line: int | None = None
    name: str = ""


class Unreadable(ValueError):
    """A file of which nothing can be read; the message says why and what to do."""

    def __init__(self, message: str, *, code: str = "unreadable", line: int | None = None) -> None:
        super().__init__(message)
        self.code = code
        self.line = line
