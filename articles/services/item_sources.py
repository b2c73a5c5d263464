"""The source of an import item: accepted as proposed, or set by an editor."""

from collections.abc import Iterable, Mapping

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import QuerySet

from articles.core.sources import CONFIDENT, host_of, key
from articles.models import ImportBatch, ImportItem, Source
from articles.queries.item_conditions import proposed, surely_proposed
from articles.services import sources
from articles.services.errors import Refused
from articles.services.items import lock_many, lock_staged

Status = ImportItem.Status


@transaction.atomic
def accept_source(*, item: ImportItem, by: User | None) -> int:
    """Make the proposed source exist, recognised by its name from now on.

    The batch's other staged items with the same proposal get it, too; how many items got it.
    Raises Refused when no source is proposed, or a name that can't be one's, and NotStaged.
    """
    present = lock_staged(item)
    if not present.source_name:
        raise Refused(f"No source is proposed for “{present.name}”: choose one.")
    sources.check_source_name(present.source_name)
    return _give(make_proposed([present], by), batch_id=present.batch_id)


@transaction.atomic
def accept_sure(
    *, batch: ImportBatch, items: QuerySet[ImportItem], by: User | None
) -> list[Source]:
    """Accept what those of these items that are staged propose so surely that nobody is asked.

    The batch's other staged items with the same proposals get the sources, too.
    """
    sure = lock_many(batch, items).filter(surely_proposed(), status=Status.STAGED)
    # Of thousands with one proposal, one tells all.
    alike = {
        (item.source_name, host_of(item.url), item.proposal["source"].get("rule")): item
        for item in sure.only("source_name", "url", "proposal").iterator()
    }
    made = make_proposed(alike.values(), by)
    _give(made, batch_id=batch.pk)
    return sorted(set(made.values()), key=lambda source: source.name.casefold())


def make_proposed(items: Iterable[ImportItem], by: User | None) -> dict[str, Source]:
    """Make the sources that items propose, by the keys of the names that they propose.

    What can't be a source's name stays a proposal.
    """
    made: dict[str, Source] = {}
    # In one order everywhere: two imports that make the same sources never wait for each other.
    for item in sorted(items, key=lambda item: key(item.source_name)):
        folded = key(item.source_name)
        if folded not in made:
            try:
                made[folded] = sources.create(name=item.source_name, by=by)
            except Refused:
                continue
        if item.proposal.get("source", {}).get("rule") == "host":
            sources.learn(source=made[folded], hosts=[host_of(item.url)], by=by)
    return made


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


def _give(made: Mapping[str, Source], *, batch_id: int) -> int:
    """Give a batch's staged items the sources that they propose; how many got one."""
    waiting = ImportItem.objects.filter(proposed(), batch_id=batch_id, status=Status.STAGED)
    names: dict[Source, list[str]] = {}
    for name in waiting.order_by().values_list("source_name", flat=True).distinct():
        if (source := made.get(key(name))) is not None:
            names.setdefault(source, []).append(name)
    return sum(
        waiting.filter(source_name__in=same).update(source=source, source_name="")
        for source, same in names.items()
    )
