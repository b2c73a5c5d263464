"""Articles-to-be as they come: the bytes of a file or of one record in it, before they are read."""

from dataclasses import dataclass, field

from articles.core.fingerprints import sha256_hex
from articles.core.formats.records import (
    BadRecord,
    FileFormat,
    Options,
    Record,
    RecordFormat,
    Stated,
)
from articles.core.item_columns import Columns
from articles.core.previews import ProblemNote, RawRecord
from articles.core.problems import Problem
from articles.models import ImportFile, ImportItem, Source
from articles.services.file_options import from_json, stated_to_json
from articles.services.previews import UNNAMED, file_name

GROUP_RECORDS = 200
GROUP_BYTES = 2_000_000
"""What is read, stored and staged together: enough to be quick, little enough to be held."""

_LONGEST_NAME = 1000


@dataclass(frozen=True, slots=True)
class Arrival:
    """The bytes of one article-to-be, or the problem that says why there are none.

    `file` is the one it is a record of, `offset` where that file has the bytes as they are, and
    `stated` what it says of them.
    """

    name: str
    content: bytes | None
    format: RecordFormat = RecordFormat.TEXT
    options: Options = field(default_factory=lambda: Options(mapping={}))
    source: Source | None = None
    file: ImportFile | None = None
    record: int | None = None
    line: int | None = None
    offset: int | None = None
    size: int = 0
    problem: Problem | None = None
    stated: Stated = field(default_factory=Stated)

    def item(self, columns: Columns | None = None) -> ImportItem:
        """The import item that this becomes, unsaved, with what its bytes were found to be.

        A source that its editor gave it wins over the one that is proposed.
        """
        said: Columns = {"source_id": None} | (columns or {})
        if self.source is not None:
            del said["source_id"]
            said |= {"source": self.source, "source_name": ""}
        content = self.content
        if content is not None:
            said["sha256"] = sha256_hex(content)
            if self.offset is not None and self.file is not None:
                said |= {"raw_sha256": self.file.sha256, "raw_offset": self.offset}
        return ImportItem(
            name=self.name,
            file=self.file,
            record=self.record,
            line=self.line,
            format=self.format.value,
            size=self.size if content is None else len(content),
            stated=stated_to_json(self.stated),
            **said,
        )

    def raw_record(self) -> RawRecord:
        """What is to be read."""
        return RawRecord(
            self.content or b"",
            self.format,
            self.options,
            file_name(self.name, self.file),
            source_id=self.source.pk if self.source else None,
            stated=self.stated,
        )


def arrival_of(file: ImportFile, found: Record | BadRecord, options: Options) -> Arrival:
    """One record of a file, or what can't be read of it."""
    name = _record_name(file, found)
    if isinstance(found, BadRecord):
        problem = Problem(found.line, found.code, found.message)
        return Arrival(name, None, file=file, record=found.number, line=found.line, problem=problem)
    return Arrival(
        name,
        found.content,
        found.format,
        options,
        file.source,
        file,
        found.number,
        found.line,
        found.offset,
        len(found.content),
        stated=found.stated,
    )


def options_of(file: ImportFile) -> Options:
    """How a file's records are read."""
    return from_json(file.options)


@dataclass
class Group:
    """What is read, stored and staged together.

    Where it is a part of a `file`, that one had `before` records staged before it and has `after`
    when it is staged, and `problems` are what to look at in the file then. `files` are unsaved
    ones that were found in an archive; their bytes are stored.
    """

    arrivals: list[Arrival] = field(default_factory=list)
    file: ImportFile | None = None
    files: list[ImportFile] = field(default_factory=list)
    before: int = 0
    after: int = 0
    is_last: bool = False
    problems: list[ProblemNote] = field(default_factory=list)
    size: int = 0

    def add(self, arrival: Arrival) -> None:
        self.arrivals.append(arrival)
        self.size += len(arrival.content or b"")

    @property
    def is_full(self) -> bool:
        return len(self.arrivals) >= GROUP_RECORDS or self.size >= GROUP_BYTES


def printable(name: str) -> str:
    """A name without what a database or a page can't show; paths need not be valid Unicode."""
    if name.isprintable() and 0 < len(name) <= _LONGEST_NAME:
        return name
    text = name.encode("utf-8", "backslashreplace").decode("utf-8")
    return "".join(c if c.isprintable() else "\ufffd" for c in text)[:_LONGEST_NAME] or UNNAMED


def _record_name(file: ImportFile, found: Record | BadRecord) -> str:
    if file.format == FileFormat.ZIP:
        return printable(f"{file.name}/{found.name}" if found.name else file.name)
    return f"{file.name}, record {found.number}"
