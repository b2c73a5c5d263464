"""What the import says of each file, for people and for programs."""

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from articles.core import blocks
from articles.core.formats.records import FileFormat
from articles.core.problems import placed
from articles.forms.dates import shown_date
from articles.models import ImportFile, ImportItem
from articles.services import mappings
from articles.services.arrivals import options_of
from articles.services.examining import Examined
from articles.services.item_sources import is_sure

Status = ImportItem.Status

NEW_SOURCE = "new, from its header lines"
STATUS = {
    Status.COMMITTED: "imported",
    Status.DUPLICATE: "duplicate",
    Status.STAGED: "staged",
    Status.FAILED: "failed",
}

_SHOWN_PROBLEMS = 8
_SHOWN_COLUMNS = 20
_SHOWN_RECORDS = 20


@dataclass(frozen=True, slots=True)
class FileReport:
    """One file or record: what it is called and what became of it.

    `file` is the name of the file, and `record` the number of a record in it. `status` is imported,
    duplicate, staged (kept, but not imported), ready (in a dry run), skipped or failed.
    `source_note` says where the source comes from.
    """

    file: str
    status: str
    item: ImportItem | None = None
    message: str = ""
    body: str = ""
    source_name: str = ""
    source_note: str = ""
    record: int | None = None
    line: int | None = None

    @property
    def has_failed(self) -> bool:
        return self.status in ("failed", "staged")


def report_of(file: Examined, status: str, message: str = "") -> FileReport:
    """What became of something that was read."""
    item, arrival = file.item, file.arrival
    source_name, note = _source_of(item)
    return FileReport(
        arrival.name if arrival.file is None or arrival.line is None else arrival.file.name,
        status,
        item,
        message,
        file.text.body if file.text else "",
        source_name,
        note,
        arrival.record,
        arrival.line,
    )


def failed(file: Examined, message: str) -> FileReport:
    """Something that was read and could not be kept."""
    return report_of(file, "failed", message)


def waiting(file: ImportFile) -> FileReport:
    """A file with records whose encoding or columns somebody has to say something of."""
    options = options_of(file)
    where = f", or in the admin, in import {file.batch_id}" if file.batch_id else ""
    messages = []
    if options.is_uncertain and options.doubt:
        messages.append(f"{options.doubt.message} Say it with --encoding NAME{where}.")
        messages.append(f"The likeliest is {options.encoding}.")
    options = replace(options, doubt=None)
    if not mappings.is_sure(FileFormat(file.format), options, remembered=False):
        columns = options.columns
        more = " …" if len(columns) > _SHOWN_COLUMNS else ""
        messages.append(
            "It is not clear which columns are title and text. It has: "
            f"{', '.join(columns[:_SHOWN_COLUMNS])}{more}. Say so with "
            f"--map title=COLUMN --map body=COLUMN{where}."
        )
    return FileReport(file.name, "staged", message=" ".join(messages))


def _source_of(item: ImportItem) -> tuple[str, str]:
    """The name of the source that is known or accepted, and where it comes from."""
    if item.source is not None:
        return item.source.name, "recognised"
    if is_sure(item):
        return item.source_name, NEW_SOURCE
    if item.source_name:
        return "", f"perhaps {item.source_name}"
    return "", ""


def as_json(report: FileReport) -> str:
    """One line of JSON. Lines of a text count from 1; dates are as long as their precision."""
    item = report.item or ImportItem()
    problems: list[Mapping[str, object]] = [
        {"line": problem["line"], "message": problem["message"]} for problem in item.problems
    ]
    if doubt := _doubt(item):
        problems.insert(0, {"line": None, "message": doubt})
    if report.message:
        problems.insert(0, {"line": None, "message": report.message})
    return json.dumps(
        {
            "file": report.file,
            "record": report.record,
            "line": report.line,
            "status": report.status,
            "article": item.article_id,
            "title": item.title,
            "kicker": item.kicker,
            "source": report.source_name,
            "authors": item.authors,
            "external_id": item.external_id,
            "dateline": item.dateline,
            "published": shown_date(item),
            "language": item.language,
            "blocks": item.block_counts,
            "removed": [
                {"line": cut["line"], "rule": cut["rule"], "text": cut["text"]}
                for cut in item.removed
            ],
            "problems": problems,
            "body": report.body,
        },
        ensure_ascii=False,
    )


def as_text(report: FileReport) -> Iterator[str]:
    """The lines a person reads of a file; of a record, less."""
    item = report.item
    article = f", article {item.article_id}" if item and item.article_id else ""
    yield f"{_where(report)}: {_IN_WORDS[report.status]}{article}"
    if report.message:
        yield f"  {report.message}"
    if item is None:
        return
    if (item.title or item.block_counts) and report.record is None:
        yield from _facts(report, item)
    for problem in item.problems[:_SHOWN_PROBLEMS]:
        yield f"  ! {placed(problem['line'], problem['message'])}"
    if len(item.problems) > _SHOWN_PROBLEMS:
        yield f"  ! and {len(item.problems) - _SHOWN_PROBLEMS} more"


@dataclass
class Summary:
    """What became of all files, and which reports a person wants to read one by one.

    Of files, all; of the records of a file only some that were not imported, and then how many.
    """

    counts: Counter[str] = field(default_factory=Counter)
    failed: int = 0
    _records: dict[str, Counter[str]] = field(default_factory=dict)
    _remarks: dict[str, str] = field(default_factory=dict)

    def add(self, report: FileReport) -> bool:
        """Count a report; whether it is one to read."""
        self.counts[report.status] += 1
        self.failed += report.has_failed
        if report.record is None or report.item is None:
            return True
        name = _container(report.item, report.file)
        if name not in self._records:
            self._records[name] = Counter()
            self._remarks[name] = _remark(report.item)
        of_file = self._records[name]
        of_file[report.status] += 1
        return report.has_failed and of_file["failed"] + of_file["staged"] <= _SHOWN_RECORDS

    def lines(self) -> list[str]:
        """The last lines: "2 imported, 1 failed", before it the same of each file with records."""
        files = [
            f"{name}: {_totals(counts)} {self._remarks[name]}".rstrip()
            for name, counts in self._records.items()
        ]
        return [*files, _totals(self.counts) if self.counts else "Nothing was left to import."]


def _doubt(item: ImportItem) -> str:
    """What to know of how the encoding of a record's file was found."""
    found = options_of(item.file).doubt if item.file is not None else None
    return found.message if found else ""


def _remark(item: ImportItem) -> str:
    """What to know of how a record's file was read: its encoding, and columns that say nothing."""
    unused = mappings.unused(options_of(item.file)) if item.file is not None else ()
    if not unused:
        return _doubt(item)
    more = " …" if len(unused) > _SHOWN_COLUMNS else ""
    names = ", ".join(unused[:_SHOWN_COLUMNS])
    return f"{_doubt(item)} Not used: {names}{more}.".lstrip()


def _container(item: ImportItem, name: str) -> str:
    return item.file.name if item.file is not None else name


def _where(report: FileReport) -> str:
    if report.record is None or report.item is None or report.item.name == report.file:
        return report.file
    line = f" (line {report.line:,})" if report.line else ""
    return f"{report.file}, record {report.record:,}{line}"


def _totals(counts: Mapping[str, int]) -> str:
    return ", ".join(f"{count} {_IN_WORDS[status]}" for status, count in counts.items()) + "."


def _facts(report: FileReport, item: ImportItem) -> Iterator[str]:
    source = report.source_name or "unknown"
    facts = {
        "kicker": item.kicker,
        "title": item.title,
        "source": f"{source} ({report.source_note})" if report.source_note else source,
        "authors": ", ".join(item.authors),
        "id": item.external_id,
        "dateline": item.dateline,
        "date": _date(item),
        "language": item.language,
        "blocks": blocks.in_words(item.block_counts),
        "removed": _removed(item),
    }
    yield from (f"  {name:<9} {value}" for name, value in facts.items() if value)


def _date(item: ImportItem) -> str:
    hint = item.proposal.get("date_hint") or {}
    if item.published or not hint.get("value"):
        return shown_date(item) or "unknown"
    return f"unknown; “{hint['value']}” in line {hint['line']} is only a hint"


def _removed(item: ImportItem) -> str:
    rules = Counter(cut["rule"] for cut in item.removed)
    each = ", ".join(f"{rule} ×{count}" if count > 1 else rule for rule, count in rules.items())
    return f"{len(item.removed)} ({each})" if rules else ""


_IN_WORDS = {
    "imported": "imported",
    "duplicate": "already there",
    "staged": "not imported yet",
    "ready": "can be imported",
    "skipped": "skipped",
    "failed": "failed",
}
