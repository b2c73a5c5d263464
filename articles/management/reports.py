"""What the import says of each file, for people and for programs."""

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from articles.forms.dates import shown_date
from articles.models import ImportItem
from articles.queries.imports import blocks_in_words

_SHOWN_PROBLEMS = 8


@dataclass(frozen=True, slots=True)
class FileReport:
    """One file: what it is called and what became of it.

    `status` is imported, duplicate, staged (kept, but not imported), ready (in a dry run), skipped
    or failed. `source_note` says where the source comes from.
    """

    file: str
    status: str
    item: ImportItem | None = None
    message: str = ""
    body: str = ""
    source_name: str = ""
    source_note: str = ""

    @property
    def has_failed(self) -> bool:
        return self.status in ("failed", "staged")


def as_json(report: FileReport) -> str:
    """One line of JSON. Lines of a text count from 1; dates are as long as their precision."""
    item = report.item or ImportItem()
    problems: list[Mapping[str, object]] = [
        {"line": problem["line"], "message": problem["message"]} for problem in item.problems
    ]
    if report.message:
        problems.insert(0, {"line": None, "message": report.message})
    return json.dumps(
        {
            "file": report.file,
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
    """The lines a person reads."""
    item = report.item
    article = f", article {item.article_id}" if item and item.article_id else ""
    yield f"{report.file}: {_STATUS[report.status]}{article}"
    if report.message:
        yield f"  {report.message}"
    if item is None:
        return
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
        "blocks": blocks_in_words(item.block_counts),
        "removed": _removed(item),
    }
    if item.title or item.block_counts:
        yield from (f"  {name:<9} {value}" for name, value in facts.items() if value)
    for problem in item.problems[:_SHOWN_PROBLEMS]:
        where = f"line {problem['line']}: " if problem["line"] else ""
        yield f"  ! {where}{problem['message']}"
    if len(item.problems) > _SHOWN_PROBLEMS:
        yield f"  ! and {len(item.problems) - _SHOWN_PROBLEMS} more"


def totals(counts: Mapping[str, int]) -> str:
    """The last line: "2 imported, 1 failed"."""
    return ", ".join(f"{count} {_STATUS[status]}" for status, count in counts.items()) + "."


def _date(item: ImportItem) -> str:
    hint = item.proposal.get("date_hint") or {}
    if item.published or not hint.get("value"):
        return shown_date(item) or "unknown"
    return f"unknown; “{hint['value']}” in line {hint['line']} is only a hint"


def _removed(item: ImportItem) -> str:
    rules = Counter(cut["rule"] for cut in item.removed)
    each = ", ".join(f"{rule} ×{count}" if count > 1 else rule for rule, count in rules.items())
    return f"{len(item.removed)} ({each})" if rules else ""


_STATUS = {
    "imported": "imported",
    "duplicate": "already there",
    "staged": "not imported yet",
    "ready": "can be imported",
    "skipped": "skipped",
    "failed": "failed",
}
