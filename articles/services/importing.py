"""Files straight into the archive, as the command line brings them."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib.auth.models import User
from django.db import transaction

from articles.models import ImportBatch, ImportItem
from articles.services.batches import Examined, keep
from articles.services.committing import commit_just_staged
from articles.services.item_sources import accept_source, is_sure


@dataclass(frozen=True, slots=True)
class ImportedFile:
    """The item that a file became; `refusal` says why a staged one was not imported.

    `has_new_source` tells that its source was made, or learnt a name, for it.
    """

    item: ImportItem
    refusal: str = ""
    has_new_source: bool = False


@transaction.atomic
def import_files(
    *, batch: ImportBatch, files: Sequence[Examined], by: User | None
) -> list[ImportedFile]:
    """Stage examined files and commit them, all in one transaction, without reading them again.

    A source that is sure from the header lines is accepted. A file that can't be imported stays in
    the batch with the status that staging gives it. Raises IntegrityError or DataError, with none
    imported, when the database refuses one: its bytes were imported or its source deleted since it
    was examined. Examine them again then, and import each by itself.
    """
    items = keep(batch=batch, files=files, by=by)
    staged = [
        (item, file.preview)
        for item, file in zip(items, files, strict=True)
        if item.status == ImportItem.Status.STAGED and file.preview is not None
    ]
    new_sources = set()
    for item, _ in staged:
        if is_sure(item):
            accept_source(item=item, by=by)
            item.refresh_from_db(fields=["source", "source_name"])
            new_sources.add(item.pk)
    refusals = {
        refused.item.pk: refused.message for refused in commit_just_staged(staged=staged, by=by)
    }
    return [ImportedFile(item, refusals.get(item.pk, ""), item.pk in new_sources) for item in items]
