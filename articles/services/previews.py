"""What an import item is now: every line with its role, the cleaned body, and why."""

from collections.abc import Mapping

from articles.core.formats.records import FileFormat, RecordFormat, Unreadable
from articles.core.lines import Role
from articles.core.previews import Preview, ProblemNote, RawRecord, RemovedLine, read
from articles.models import ImportFile, ImportItem
from articles.services.file_options import from_json, stated_from_json
from articles.services.raw import read_slice
from articles.services.sources import recognised
from articles.services.turns import turn

__all__ = [
    "PASTED",
    "UNNAMED",
    "Preview",
    "ProblemNote",
    "RemovedLine",
    "Unreadable",
    "chosen_encoding",
    "file_name",
    "named",
    "preview",
    "raw_bytes",
    "raw_record",
    "read_again",
]

PASTED = "pasted text"
UNNAMED = "unnamed"
"""What an item is called that came without a file, or from one without a name."""


def preview(item: ImportItem) -> Preview:
    """Read an item's raw bytes again, with the lines' roles and the encoding its editor chose.

    Raises Unreadable when they hold no text, FileNotFoundError when they were not kept.
    """
    return read_again(item, encoding=chosen_encoding(item), line_roles=item.line_roles)


def read_again(
    item: ImportItem, *, encoding: str | None, line_roles: Mapping[str, str] | None = None
) -> Preview:
    """As `preview`, in this encoding (None finds it out) and with these roles of lines.

    `line_roles` maps line numbers (as text, from 1) to roles.
    """
    record = raw_record(item, raw_bytes(item), encoding=encoding, line_roles=line_roles)
    known = recognised()
    with turn(len(record.content)):
        return read(record, known_sources=known)


def raw_record(
    item: ImportItem,
    content: bytes,
    *,
    encoding: str | None,
    line_roles: Mapping[str, str] | None = None,
) -> RawRecord:
    """An item's bytes and how they are read, as plain values that any process can work on."""
    return RawRecord(
        content=content,
        format=RecordFormat(item.format),
        options=from_json(item.file.options if item.file else {}),
        name=named(item),
        encoding=encoding,
        is_repaired=bool(item.is_repaired),
        line_roles=_roles(line_roles or {}),
        # As it was read before: what was learnt since must not change what its editor saw.
        recurring=_roles(item.recurring),
        stated=stated_from_json(item.stated),
    )


def _roles(kept: Mapping[str, str]) -> dict[int, Role]:
    return {int(number): Role(role) for number, role in kept.items()}


def raw_bytes(item: ImportItem) -> bytes:
    """The bytes that an item came as. Raises FileNotFoundError when they were not kept."""
    if not item.raw_sha256:
        raise FileNotFoundError(item.name)
    return read_slice(item.raw_sha256, item.raw_offset, item.size)


def named(item: ImportItem) -> str:
    """The name of the file that an item is, which may stand in for a title; else ""."""
    return file_name(item.name, item.file)


def file_name(name: str, file: ImportFile | None) -> str:
    """As `named`, of an item with this name that came in this file."""
    if name in (PASTED, UNNAMED) or (file and file.format != FileFormat.ZIP):
        return ""
    return name


def chosen_encoding(item: ImportItem) -> str | None:
    """The encoding that an editor chose for an item; None when it was found out."""
    return item.encoding if item.proposal.get("encoding", {}).get("rule") == "editor" else None
