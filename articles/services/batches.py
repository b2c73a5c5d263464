"""Batches, and the items that are appended to them."""

from collections.abc import Sequence
from typing import IO

from django.conf import settings
from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Max, prefetch_related_objects
from django.template.defaultfilters import filesizeformat

from articles.core.formats.records import RecordFormat
from articles.core.previews import ProblemNote
from articles.core.problems import Problem
from articles.models import ImportBatch, ImportItem, Source
from articles.services import matching
from articles.services import raw as raw_files
from articles.services.arrivals import Arrival, printable
from articles.services.copying import copy, take_ids
from articles.services.errors import BatchFull
from articles.services.examining import Examined, examine, light_of
from articles.services.items import same_bytes

Status = ImportItem.Status


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
    """Keep the bytes of one article and stage what they become, as the batch's next item.

    What can't be imported becomes an item, too, whose status and problems say why: failed when it
    is too large, empty, binary or in an unknown encoding, duplicate when its bytes are imported, or
    staged in this batch, already. `source` replaces the proposed one. Raises BatchFull.
    """
    arrival = one_article(name, raw, source=source)
    examined = examine([arrival], light_of(batch=batch))
    (item,) = keep(batch=batch, files=examined, by=by)
    return item


def one_article(
    name: str,
    raw: bytes | IO[bytes],
    *,
    format: RecordFormat = RecordFormat.TEXT,
    source: Source | None = None,
) -> Arrival:
    """The bytes of one article; of a file that is too large for one, nothing is read further."""
    limit = settings.IMPORT_MAX_ARTICLE_BYTES
    content = raw if isinstance(raw, bytes) else raw.read(limit + 1)
    if len(content) <= limit:
        return Arrival(printable(name), content, format, source=source, size=len(content))
    size = len(content) if isinstance(raw, bytes) else raw.seek(0, 2)
    return refused(
        name,
        size,
        Problem(
            None,
            "too-large",
            f"The file has {filesizeformat(size)}, and one article may have at most "
            f"{filesizeformat(limit)} (IMPORT_MAX_ARTICLE_BYTES). Nothing of it was kept: split it "
            "into one file per article, or have whoever runs the site allow more.",
        ),
        source=source,
    )


def refused(name: str, size: int, problem: Problem, *, source: Source | None = None) -> Arrival:
    """A file of `size` bytes of which nothing is kept, and why."""
    return Arrival(printable(name), None, source=source, size=size, problem=problem)


def keep(*, batch: ImportBatch, files: Sequence[Examined], by: User | None) -> list[ImportItem]:
    """Keep the bytes of examined files, and their items as the batch's next ones.

    Articles that they may be are looked for. However many they are, they take a constant number of
    queries. Raises BatchFull.
    """
    # Before the batch is locked: writing a file to the disk for good takes its time.
    _store(files)
    with transaction.atomic(savepoint=False):
        items = _placed(batch, files)
        _find_matches(files, batch)
        copy(items)
    return items


def place(*, batch: ImportBatch, files: Sequence[Examined]) -> list[ImportItem]:
    """As `keep`, without writing the items, which have their keys: the caller does, once.

    Inside a transaction, and without looking for articles that they may be. Raises BatchFull.
    """
    _store(files)
    return _placed(batch, files)


def mark_imported(files: Sequence[Examined]) -> None:
    """Mark those of examined files whose bytes are imported, changing nothing in the archive."""
    items = [file.item for file in files]
    _mark_duplicates(items, None)
    prefetch_related_objects(items, "source")


def _placed(batch: ImportBatch, files: Sequence[Examined]) -> list[ImportItem]:
    """Their items, with keys and the batch's next positions, those with known bytes marked so."""
    items = [file.item for file in files]
    # Uploads to one batch run at the same time: its row hands out the positions one by one.
    batch = ImportBatch.objects.select_for_update().get(pk=batch.pk)
    last = batch.items.aggregate(last=Max("position"))["last"] or 0
    if last + len(items) > settings.IMPORT_MAX_BATCH_ITEMS:
        raise BatchFull(
            f"One import holds at most {settings.IMPORT_MAX_BATCH_ITEMS:,} items "
            "(IMPORT_MAX_BATCH_ITEMS), and this one would have more. Begin a new import for the "
            "rest."
        )
    for position, item in enumerate(items, last + 1):
        item.batch = batch
        item.position = position
    _mark_duplicates(items, batch)
    for item, pk in zip(items, take_ids(ImportItem, len(items)), strict=True):
        item.pk = pk
    return items


def _find_matches(files: Sequence[Examined], batch: ImportBatch) -> None:
    staged = [file for file in files if file.item.status == Status.STAGED]
    signatures = [file.text.signature if file.text else b"" for file in staged]
    matching.find(items=[file.item for file in staged], signatures=signatures, batch=batch)


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
        if twin.position is None:
            where = f"are those of “{twin.name}”"
        if twin.article is not None:
            where = f"are imported already, as “{twin.article.title}”"
        note = ProblemNote(line=None, code="same-bytes", message=f"The same bytes {where}.")
        item.problems = [note, *item.problems]


def _store(files: Sequence[Examined]) -> None:
    """Keep the bytes that are not part of a stored file yet, those of several files together."""
    unkept = [file for file in files if file.content is not None and not file.item.raw_sha256]
    if not unkept:
        return
    places = raw_files.places({file.item.sha256 for file in unkept})
    fresh = {
        file.item.sha256: file.content
        for file in unkept
        if file.content is not None and file.item.sha256 not in places
    }
    if len(fresh) == 1:
        ((sha256, content),) = fresh.items()
        places[sha256] = raw_files.store(content), 0
    elif fresh:
        packed, offsets = raw_files.pack(list(fresh.values()))
        places |= {sha256: (packed, at) for sha256, at in zip(fresh, offsets, strict=True)}
    for file in unkept:
        file.item.raw_sha256, file.item.raw_offset = places[file.item.sha256]
