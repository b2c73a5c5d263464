"""The source of an import item: accepted as proposed, or set by an editor."""

from django.contrib.auth.models import User
from django.db import transaction

from articles.core.sources import CONFIDENT, host_of, key
from articles.models import ImportItem, Source
from articles.services import sources
from articles.services.errors import Refused
from articles.services.items import lock_staged

Status = ImportItem.Status


@transaction.atomic
def accept_source(*, item: ImportItem, by: User | None) -> int:
    """Make the proposed source exist, recognised by its name from now on.

    The batch's other staged items with the same proposal get it, too; how many items got it.
    Raises Refused when no source is proposed, and NotStaged.
    """
    present = lock_staged(item)
    if not present.source_name:
        raise Refused(f"No source is proposed for “{present.name}”: choose one.")
    return _give(present, sources.create(name=present.source_name, by=by), by)


def is_sure(item: ImportItem) -> bool:
    """Whether an item proposes a new source so surely that nobody needs to be asked."""
    confidence = item.proposal.get("source", {}).get("confidence", 0)
    return bool(item.source_name) and confidence >= CONFIDENT


@transaction.atomic
def set_source(
    *, item: ImportItem, by: User | None, source: Source | None = None, name: str = ""
) -> ImportItem:
    """Give an item this source, the one of this name (made when there is none), or none.

    Raises NotStaged, and Refused for a name that can't be a source's.
    """
    present = lock_staged(item)
    if source is None and name.strip():
        source = sources.create(name=name, by=by)
    present.source = source
    present.source_name = ""
    present.save(update_fields=["source", "source_name"])
    return present


def _give(item: ImportItem, source: Source, by: User | None) -> int:
    if item.proposal.get("source", {}).get("rule") == "host":
        sources.learn(source=source, hosts=[host_of(item.url)], by=by)
    waiting = (
        ImportItem.objects.select_for_update()
        .filter(batch_id=item.batch_id, status=Status.STAGED, source__isnull=True)
        .exclude(source_name="")
        .order_by("pk")
        .values_list("pk", "source_name")
    )
    folded = key(item.source_name)
    same = [pk for pk, name in waiting if key(name) == folded]
    return ImportItem.objects.filter(pk__in=same).update(source=source, source_name="")
