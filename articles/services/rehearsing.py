"""What would become of what is read, were it imported: nothing in the archive is changed.

What a rehearsal has read counts for what comes after it as if it were in the archive. It is kept
in a temporary table, which only their own connection sees: a transaction that is rolled back at the
end would lock sources and articles for as long as it takes, and memory does not hold an archive.
"""

import logging
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import DataError, connection, transaction

from articles.core.minhash import bands
from articles.core.sources import key as folded
from articles.core.version_texts import VersionText
from articles.models import ImportItem
from articles.services import batches
from articles.services.errors import Refused
from articles.services.examining import Examined
from articles.services.item_sources import is_sure
from articles.services.outcomes import Ready, text_to_import
from articles.services.settling import Fate, addresses_of, settle
from articles.services.staging import unkeepable

log = logging.getLogger(__name__)

Status = ImportItem.Status

_TABLES = """
    DROP TABLE IF EXISTS pg_temp.rehearsed, pg_temp.rehearsed_key;
    CREATE TEMPORARY TABLE rehearsed (
        number bigint PRIMARY KEY,
        sha256 text NOT NULL,
        name text NOT NULL,
        title text NOT NULL,
        url text NOT NULL,
        source_id bigint,
        external_id text NOT NULL,
        text_sha256 text NOT NULL,
        signature bytea NOT NULL
    );
    CREATE TEMPORARY TABLE rehearsed_key (
        key bigint, number bigint, PRIMARY KEY (key, number)
    );
"""
_LAST = "SELECT coalesce(max(number), 0) FROM rehearsed"
_COPY = "COPY rehearsed FROM STDIN"
_COPY_KEYS = "COPY rehearsed_key FROM STDIN"
# Nobody has counted these tables: keys are looked up one by one ("OFFSET 0" keeps the planner from
# joining), and then rows by their numbers.
_NUMBERS = """
    SELECT DISTINCT found.number
    FROM unnest(%s::bigint[]) AS asked (key)
    CROSS JOIN LATERAL (
        SELECT number FROM rehearsed_key WHERE key = asked.key OFFSET 0 LIMIT 50
    ) found
"""
# The newest version of an article comes first.
_ROWS = "SELECT * FROM rehearsed WHERE number = ANY(%s) ORDER BY number DESC"


@dataclass(frozen=True, slots=True)
class Rehearsed:
    """What something that was read would become; `message` says why it would not be imported."""

    status: ImportItem.Status
    message: str = ""


def begin() -> None:
    """Forget what was rehearsed on this connection."""
    with connection.cursor() as cursor:
        cursor.execute(_TABLES)


def rehearse(files: Sequence[Examined], *, source_name: str = "") -> list[Rehearsed]:
    """What importing these would make of each, after all that was rehearsed before.

    `source_name` names the source that all would have, which may not exist yet. What the database
    refuses would be refused by an import, too, and the others stay.
    """
    try:
        return _rehearse(files, source_name)
    except (DataError, UnicodeError):
        return [_alone(file, source_name) for file in files]


def _alone(file: Examined, source_name: str) -> Rehearsed:
    try:
        (found,) = _rehearse([file], source_name)
        return found
    except (DataError, UnicodeError) as error:
        log.warning("A record could not be imported: %s", file.arrival.name, exc_info=True)
        return Rehearsed(Status.FAILED, unkeepable(file, error).item.problems[0]["message"])


@transaction.atomic
def _rehearse(files: Sequence[Examined], source_name: str) -> list[Rehearsed]:
    batches.mark_imported(files)
    staged = [file for file in files if file.item.status == Status.STAGED]
    firsts, verdicts = _without_copies(staged)
    ready: list[tuple[ImportItem, VersionText]] = []
    for file in firsts:
        try:
            if file.text is not None:
                ready.append((file.item, text_to_import(Ready(file.item, file.text))))
        except Refused as refusal:
            verdicts[id(file.item)] = Rehearsed(Status.STAGED, str(refusal))
    with_sources = _with_sources([item for item, _ in ready], source_name)
    try:
        keys = {id(item): set(_keys(item, text)) for item, text in ready}
        settled = settle(
            items=[item for item, _ in ready],
            texts=[text for _, text in ready],
            earlier=_earlier([key for found in keys.values() for key in found]),
        )
        kept: dict[int, tuple[VersionText, set[int]]] = {}
        for one, (item, text) in zip(settled, ready, strict=True):
            verdicts[id(item)] = Rehearsed(_STATUS[one.fate], one.message)
            if one.fate in (Fate.ARTICLE, Fate.VERSION):
                kept[id(item)] = text, keys[id(item)]
        _note(firsts, kept)
    finally:
        for item in with_sources:
            item.source_id = None
    return [verdicts.get(id(file.item)) or Rehearsed(Status(file.item.status)) for file in files]


_STATUS = {
    Fate.ARTICLE: Status.COMMITTED,
    Fate.VERSION: Status.COMMITTED,
    Fate.SAME: Status.DUPLICATE,
    Fate.REFUSED: Status.STAGED,
}


def _without_copies(staged: Sequence[Examined]) -> tuple[list[Examined], dict[int, Rehearsed]]:
    """Those whose bytes are new, and what becomes of the others, by the `id()` of their item."""
    known = _with_keys([_key("bytes", file.item.sha256) for file in staged])
    names = {sha256: name for _, sha256, name, *_ in reversed(known)}
    firsts = []
    copies = {}
    for file in staged:
        if file.item.sha256 in names:
            message = f"The same bytes are in {names[file.item.sha256]}."
            copies[id(file.item)] = Rehearsed(Status.DUPLICATE, message)
        else:
            firsts.append(file)
    return firsts, copies


def _with_sources(items: Sequence[ImportItem], source_name: str) -> list[ImportItem]:
    """Give items whose source would be made a key that no source has; returns them."""
    changed = []
    for item in items:
        name = source_name or (item.source_name if is_sure(item) else "")
        if item.source_id is None and name:
            item.source_id = -1 - hash(folded(name)) % (1 << 60)
            changed.append(item)
    return changed


def _earlier(keys: Sequence[int]) -> Iterator[tuple[ImportItem, VersionText]]:
    """What was rehearsed before and has one of these keys."""
    found = _with_keys(keys)
    for _, _, name, title, url, source_id, external_id, sha256, signature in found:
        item = ImportItem(
            name=name, title=title, url=url, source_id=source_id, external_id=external_id
        )
        if sha256:
            yield item, VersionText("", [], sha256, 0, bytes(signature), [], {})


def _with_keys(keys: Sequence[int]) -> list[tuple[Any, ...]]:
    """The rows of what was rehearsed with any of these keys."""
    with connection.cursor() as cursor:
        cursor.execute(_NUMBERS, [list(keys)])
        if numbers := [number for (number,) in cursor.fetchall()]:
            cursor.execute(_ROWS, [numbers])
            rows: list[tuple[Any, ...]] = cursor.fetchall()
            return rows
    return []


def _note(
    firsts: Sequence[Examined], kept: Mapping[int, tuple[VersionText, Iterable[int]]]
) -> None:
    """Count these for what comes: all by their bytes, those that are `kept` by their text, too.

    Texts and their keys come by the `id()` of their item.
    """
    with connection.cursor() as cursor, connection.wrap_database_errors:
        cursor.execute(_LAST)
        ((last,),) = cursor.fetchall()
        with cursor.copy(_COPY) as copy:
            for number, file in enumerate(firsts, last + 1):
                item = file.item
                text, _ = kept.get(id(item), (None, ()))
                said = item.name, item.title, item.url, item.source_id, item.external_id
                like = (text.sha256, text.signature) if text else ("", b"")
                copy.write_row((number, item.sha256, *said, *like))
        with cursor.copy(_COPY_KEYS) as copy:
            for number, file in enumerate(firsts, last + 1):
                _, keys = kept.get(id(file.item), (None, ()))
                for key in (_key("bytes", file.item.sha256), *keys):
                    copy.write_row((key, number))


def _keys(item: ImportItem, text: VersionText) -> Iterator[int]:
    """What another text has in common with this one when it may be the same, or like it."""
    yield _key("text", text.sha256)
    for address in addresses_of(item):
        yield _key("address", address)
    for band in enumerate(bands(text.signature)):
        yield _key("band", band)


def _key(kind: str, value: object) -> int:
    """Sixty-four bits that are rarely those of anything else."""
    return hash((kind, value))
