"""Files straight into the archive, as the command line brings them."""

from dataclasses import dataclass
from typing import IO

from django.contrib.auth.models import User
from django.db import IntegrityError, transaction

from articles.core.sources import KnownSource
from articles.models import ImportBatch, ImportItem, Source
from articles.services.batches import Examined, examine, keep
from articles.services.committing import commit_just_staged
from articles.services.errors import Refused
from articles.services.item_sources import accept_source, is_sure

Status = ImportItem.Status


@dataclass(frozen=True, slots=True)
class ImportedFile:
    """The item that a file became; `refusal` says why a staged one was not imported.

    `has_new_source` tells that its source was made, or learnt a name, for it.
    """

    item: ImportItem
    refusal: str = ""
    has_new_source: bool = False


def import_file(
    *,
    batch: ImportBatch,
    name: str,
    raw: bytes | IO[bytes],
    by: User | None,
    source: Source | None = None,
    known: tuple[KnownSource, ...] | None = None,
) -> ImportedFile:
    """Stage a file and commit it in one transaction; the text is read once for both.

    `known` are the sources to recognise, where the caller has them at hand. A source that is sure
    from the header lines is accepted. A file that can't be imported stays in the batch with the
    status that staging gives it.
    """
    examined = examine(name=name, raw=raw, source=source, known=known)
    try:
        return _import(batch, examined, by)
    except IntegrityError:
        if examined.content is None:
            raise
    # The same bytes were imported meanwhile, or the source was deleted: look again.
    return _import(batch, examine(name=name, raw=examined.content, source=source), by)


@transaction.atomic
def _import(batch: ImportBatch, examined: Examined, by: User | None) -> ImportedFile:
    item = keep(batch=batch, examined=examined, by=by)
    if item.status != Status.STAGED or examined.preview is None:
        return ImportedFile(item)
    has_new_source = is_sure(item)
    if has_new_source:
        accept_source(item=item, by=by)
        item.refresh_from_db(fields=["source", "source_name"])
    try:
        commit_just_staged(item=item, found=examined.preview, by=by)
    except Refused as refusal:
        return ImportedFile(item, str(refusal), has_new_source)
    return ImportedFile(item, has_new_source=has_new_source)
