"""CSV for spreadsheets: one row per annotation."""

import csv
from collections.abc import Iterable, Iterator
from itertools import chain, islice

from annotations.exports.rows import Selection, rows
from annotations.exports.values import NamedEntity, Person, Row, StatedClaim, timestamp
from annotations.models import Project
from articles.core.spreadsheets import defused, undefused

__all__ = ["ALIAS_SEPARATOR", "COLUMNS", "defused", "stream", "undefused"]

COLUMNS = (
    "project", "annotation", "article", "article_title", "source", "published", "language",
    "version", "kind", "label", "start", "end", "quote", "prefix", "suffix", "state",
    "entity_id", "entity", "entity_kind", "entity_aliases",
    "claim_id", "claim", "rendering", "speaker_id", "speaker",
    "holder_id", "holder", "position",
    "target_entity_id", "target_entity", "target_claim_id", "target_claim",
    "note", "created_by", "created_at", "updated_by", "updated_at", "revision", "replies",
)  # fmt: skip

ALIAS_SEPARATOR = " | "

_BYTE_ORDER_MARK = "\ufeff"
_ROWS_PER_PIECE = 200


def stream(project: Project, selection: Selection) -> Iterator[str]:
    """The file in pieces: a byte order mark (Excel needs it), the header, the rows."""
    writer = csv.writer(_Lines())
    table = chain([COLUMNS], (_cells(project, row) for row in rows(project, selection)))
    yield _BYTE_ORDER_MARK
    while piece := "".join(writer.writerow(cells) for cells in islice(table, _ROWS_PER_PIECE)):
        yield piece


class _Lines:
    """A file whose `write` hands the line back, so that the writer's result is the line."""

    def write(self, line: str) -> str:
        return line


def _cells(project: Project, row: Row) -> Iterable[str | int]:
    passage = row.passage
    cells = (
        project.slug, row.id, passage.article, passage.title, passage.source_name,
        passage.published, passage.language, passage.version,
        row.kind, row.label, row.start, row.end, row.quote, row.prefix, row.suffix, row.state,
        *_entity(row.entity),
        row.entity.kind if row.entity else "",
        ALIAS_SEPARATOR.join(row.entity.aliases) if row.entity else "",
        *_claim(row.claim), row.rendering, *_entity(row.speaker),
        *_entity(row.holder), row.position,
        *_entity(row.target_entity), *_claim(row.target_claim),
        row.note, _username(row.created_by), timestamp(row.created_at),
        _username(row.updated_by), timestamp(row.updated_at), row.revision, len(row.replies),
    )  # fmt: skip
    return [defused(cell) if isinstance(cell, str) else cell for cell in cells]


def _entity(entity: NamedEntity | None) -> tuple[int | str, str]:
    return (entity.id, entity.name) if entity else ("", "")


def _claim(claim: StatedClaim | None) -> tuple[int | str, str]:
    return (claim.id, claim.statement) if claim else ("", "")


def _username(person: Person | None) -> str:
    return person.username if person else ""
