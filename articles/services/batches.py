"""Bringing files in: batches, and the items staged in them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import IO

from django.conf import settings
from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Max
from django.template.defaultfilters import filesizeformat

from articles.core.decoding import Undecodable
from articles.core.fingerprints import sha256_hex
from articles.core.sources import KnownSource
from articles.models import ImportBatch, ImportItem, Source
from articles.services import raw as raw_files
from articles.services.fields import take_over
from articles.services.items import same_bytes
from articles.services.previews import UNNAMED, Preview, ProblemNote, named, read
from articles.services.sources import recognised

Status = ImportItem.Status

_LONGEST_NAME = 1000


@dataclass(frozen=True, slots=True)
class Examined:
    """A file that was read but not kept: an unsaved item, its bytes and what they become."""

    item: ImportItem
    content: bytes | None
    preview: Preview | None


def create_batch(*, origin: ImportBatch.Origin, by: User | None) -> ImportBatch:
    """An empty batch."""
    return ImportBatch.objects.create(origin=origin, created_by=by)


def stage(
    *,
    batch: ImportBatch,
    name: str,
    raw: bytes | IO[bytes],
    by: User | None,
    source: Source | None = None,
) -> ImportItem:
    """Keep a file's bytes and stage what they become, as the batch's next item.

    A file that can't be imported becomes an item, too, whose status and problems say why: failed
    when it is too large, empty, binary or in an unknown encoding, duplicate when its bytes are
    imported, or staged in this batch, already. `source` replaces the proposed one.
    """
    (item,) = keep(batch=batch, files=[examine(name=name, raw=raw, source=source)], by=by)
    return item


def keep(*, batch: ImportBatch, files: Sequence[Examined], by: User | None) -> list[ImportItem]:
    """Keep the bytes of examined files, and their items as the batch's next ones."""
    # Before the batch is locked: writing a file to the disk for good takes its time.
    for file in files:
        if file.content is not None:
            file.item.raw_sha256 = raw_files.store(file.content)
    return _append(batch, [file.item for file in files])


def rehearse(examined: Examined) -> Examined:
    """Say of an examined file what keeping it would, changing nothing in the archive."""
    _mark_duplicates([examined.item], None)
    return examined


def examine(
    *,
    name: str,
    raw: bytes | IO[bytes],
    source: Source | None = None,
    known: tuple[KnownSource, ...] | None = None,
) -> Examined:
    """Read a file as `stage` does, keeping and changing nothing.

    `known` are the sources to recognise, where the caller has them at hand. Whether its bytes were
    brought before is not looked at.
    """
    item = ImportItem(name=_printable(name), source=source)
    content = _read_within_limit(raw)
    if content is None:
        limit = filesizeformat(settings.IMPORT_MAX_FILE_BYTES)
        item.size = _size(raw)
        _fail(
            item,
            "too-large",
            f"The file has {filesizeformat(item.size)}, and at most {limit} can be imported. "
            "Nothing of it was kept: split it into one file per article and bring those.",
        )
        return Examined(item, None, None)
    item.size = len(content)
    item.sha256 = sha256_hex(content)
    try:
        found = read(content, known=recognised() if known is None else known, name=named(item.name))
    except Undecodable as error:
        _fail(item, "unreadable", str(error))
        return Examined(item, content, None)
    take_over(item, found)
    return Examined(item, content, found)


@transaction.atomic(savepoint=False)
def _append(batch: ImportBatch, items: list[ImportItem]) -> list[ImportItem]:
    # Uploads to one batch run at the same time: its row hands out the positions one by one.
    batch = ImportBatch.objects.select_for_update().get(pk=batch.pk)
    last = batch.items.aggregate(last=Max("position"))["last"] or 0
    for position, item in enumerate(items, last + 1):
        item.batch = batch
        item.position = position
    _mark_duplicates(items, batch)
    return ImportItem.objects.bulk_create(items)


def _mark_duplicates(items: Sequence[ImportItem], batch: ImportBatch | None) -> None:
    twins = same_bytes(items, batch=batch)
    for item in items:
        if item.status != Status.STAGED:
            continue
        twin = twins.setdefault(item.sha256, item)
        if twin is item:
            continue
        item.status = Status.DUPLICATE
        item.article = twin.article
        where = f"are item {twin.position} here, “{twin.name}”"
        if twin.article is not None:
            where = f"are imported already, as “{twin.article.title}”"
        _note(item, "same-bytes", f"The same bytes {where}.")


def _fail(item: ImportItem, code: str, message: str) -> None:
    item.status = Status.FAILED
    _note(item, code, message)


def _note(item: ImportItem, code: str, message: str) -> None:
    item.problems = [ProblemNote(line=None, code=code, message=message), *item.problems]


def _read_within_limit(raw: bytes | IO[bytes]) -> bytes | None:
    """All the bytes, or None when there are more than can be imported."""
    limit = settings.IMPORT_MAX_FILE_BYTES
    content = raw if isinstance(raw, bytes) else raw.read(limit + 1)
    return None if len(content) > limit else content


def _size(raw: bytes | IO[bytes]) -> int:
    """The size of a file that was read in part."""
    return len(raw) if isinstance(raw, bytes) else raw.seek(0, 2)


def _printable(name: str) -> str:
    """A name without what a database or a page can't show; paths need not be valid Unicode."""
    text = name.encode("utf-8", "backslashreplace").decode("utf-8")
    return "".join(c if c.isprintable() else "\ufffd" for c in text)[:_LONGEST_NAME] or UNNAMED
