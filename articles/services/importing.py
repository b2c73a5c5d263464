"""Articles straight into the archive, as the command line brings them."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.contrib.auth.models import User
from django.db import DataError, IntegrityError, connection, transaction
from django.db.models import prefetch_related_objects

from articles.core.sources import key
from articles.models import ImportBatch, ImportItem, Source
from articles.services.arrivals import Group
from articles.services.batches import keep, place
from articles.services.committing import commit_unwritten
from articles.services.examining import Examined, examine, light_of
from articles.services.item_sources import is_sure, make_proposed
from articles.services.staging import advance, unkeepable
from articles.services.text_work import Light

log = logging.getLogger(__name__)

Status = ImportItem.Status


@dataclass(frozen=True, slots=True)
class ImportedFile:
    """What a file or record became, as it was read in the end.

    `refusal` says why a staged one was not imported. `has_new_source` tells that its source was
    made, or learnt a name, for it.
    """

    examined: Examined
    refusal: str = ""
    has_new_source: bool = False

    @property
    def item(self) -> ImportItem:
        return self.examined.item


def import_group(
    *,
    batch: ImportBatch,
    group: Group,
    examined: Sequence[Examined],
    light: Light,
    by: User | None,
    searchable: bool = True,
) -> list[ImportedFile]:
    """Stage a group and commit it, in one transaction, without reading it again.

    A source that is sure from the header lines is accepted. What can't be imported stays in the
    batch with the status that staging gives it. What was read before a source was known is read
    again, knowing it. When the database refuses the group (its bytes were imported or its source
    deleted since it was examined), each of it is examined again and imported by itself.

    Without `searchable`, the search entries are left to `search_index.index_missing`. Raises
    Superseded and BatchFull, with none imported.
    """
    try:
        with transaction.atomic():
            imported = _import(batch, examined, light, by, searchable)
            if group.file is not None:
                advance(group)
            return imported
    except (DataError, IntegrityError, UnicodeError):
        pass
    with transaction.atomic():
        imported = [_alone(batch, file, by) for file in examined]
        if group.file is not None:
            advance(group)
        return imported


def _alone(batch: ImportBatch, file: Examined, by: User | None) -> ImportedFile:
    """Import one of a refused group, knowing what is in the archive by now."""
    arrival = file.arrival
    if arrival.source is not None and not Source.objects.filter(pk=arrival.source.pk).exists():
        arrival = replace(arrival, source=None)
    light = light_of(batch=batch)
    (again,) = examine([arrival], light)
    try:
        with transaction.atomic():
            (imported,) = _import(batch, [again], light, by, searchable=True)
            # References are checked when a transaction ends: too late for the others.
            connection.check_constraints()
        return imported
    except (DataError, IntegrityError, UnicodeError) as error:
        log.warning("A record could not be imported: %s", arrival.name, exc_info=True)
        failed = unkeepable(again, error)
        keep(batch=batch, files=[failed], by=by)
        return ImportedFile(failed)


def _import(
    batch: ImportBatch,
    examined: Sequence[Examined],
    light: Light,
    by: User | None,
    searchable: bool,
) -> list[ImportedFile]:
    if not examined:
        return []
    files = list(examined)
    new_sources = _accept_sources(files, by)
    present = light_of(batch=batch)
    if present.known != light.known:
        files = _read_knowing(files, present)
    items = place(batch=batch, files=files)
    refused = commit_unwritten(
        items=items, texts=[file.text for file in files], by=by, searchable=searchable
    )
    _name_articles_of_copies(items)
    # They are reported.
    prefetch_related_objects(items, "source")
    refusals = {entry.item.pk: entry.message for entry in refused}
    return [
        ImportedFile(file, refusals.get(item.pk, ""), id(item) in new_sources)
        for file, item in zip(files, items, strict=True)
    ]


def _name_articles_of_copies(items: Sequence[ImportItem]) -> None:
    """Copies of an item that was staged with them have its article, now that there is one."""
    articles = {item.sha256: item.article for item in items if item.status == Status.COMMITTED}
    copies = [
        item
        for item in items
        if item.status == Status.DUPLICATE and item.article_id is None and item.sha256 in articles
    ]
    for item in copies:
        item.article = articles[item.sha256]
    if copies:
        ImportItem.objects.bulk_update(copies, ["article"])


def _accept_sources(files: Sequence[Examined], by: User | None) -> set[int]:
    """Make the sources that are surely proposed; `id()` of each item that got one.

    What can't be a source's name stays a proposal.
    """
    sure = [f.item for f in files if f.item.status == Status.STAGED and is_sure(f.item)]
    made = make_proposed(sure, by)
    accepted = set()
    for item in sure:
        if (source := made.get(key(item.source_name))) is not None:
            item.source, item.source_name = source, ""
            accepted.add(id(item))
    return accepted


def _read_knowing(files: Sequence[Examined], light: Light) -> list[Examined]:
    """These, those without a source read again: it may be one that is known by now."""
    unknown = [
        file for file in files if file.item.status == Status.STAGED and file.item.source_id is None
    ]
    again = examine([file.arrival for file in unknown], light)
    fresh = {id(file): new for file, new in zip(unknown, again, strict=True)}
    return [fresh.get(id(file), file) for file in files]
