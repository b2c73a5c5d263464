"""Articles straight into the archive, as the command line brings them."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib.auth.models import User
from django.db import transaction

from articles.core.sources import host_of, key
from articles.models import ImportBatch, ImportItem, Source
from articles.services import sources
from articles.services.batches import keep
from articles.services.committing import commit_just_staged
from articles.services.examining import Examined
from articles.services.item_sources import is_sure


@dataclass(frozen=True, slots=True)
class ImportedFile:
    """The item that a file or record became; `refusal` says why a staged one was not imported.

    `has_new_source` tells that its source was made, or learnt a name, for it.
    """

    item: ImportItem
    refusal: str = ""
    has_new_source: bool = False


@transaction.atomic
def import_files(
    *, batch: ImportBatch, files: Sequence[Examined], by: User | None
) -> list[ImportedFile]:
    """Stage what was examined and commit it, in one transaction, without reading it again.

    A source that is sure from the header lines is accepted. What can't be imported stays in the
    batch with the status that staging gives it. Raises IntegrityError or DataError, with none
    imported, when the database refuses one: its bytes were imported or its source deleted since it
    was examined. Examine them again then, and import each by itself.
    """
    new_sources = accept_sources(files=files, by=by)
    items = keep(batch=batch, files=files, by=by)
    staged = [
        (item, file.text)
        for item, file in zip(items, files, strict=True)
        if item.status == ImportItem.Status.STAGED and file.text is not None
    ]
    refusals = {
        refused.item.pk: refused.message for refused in commit_just_staged(staged=staged, by=by)
    }
    return [
        ImportedFile(item, refusals.get(item.pk, ""), id(item) in new_sources) for item in items
    ]


def accept_sources(*, files: Sequence[Examined], by: User | None) -> set[int]:
    """Make the sources that examined files surely propose; `id()` of each item that got one.

    What proposes the same source less surely gets it, too.
    """
    made: dict[str, Source] = {}
    for file in files:
        item = file.item
        folded = key(item.source_name)
        if item.status != ImportItem.Status.STAGED or not is_sure(item) or folded in made:
            continue
        made[folded] = sources.create(name=item.source_name, by=by)
    accepted = set()
    for file in files:
        item = file.item
        source = made.get(key(item.source_name)) if item.source_name else None
        if source is None:
            continue
        if is_sure(item) and item.proposal.get("source", {}).get("rule") == "host":
            sources.learn(source=source, hosts=[host_of(item.url)], by=by)
        item.source, item.source_name = source, ""
        accepted.add(id(item))
    return accepted
