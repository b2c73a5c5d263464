"""Pages about imports: recent batches, a batch's items, an item among its neighbours."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from articles.models import ImportBatch, ImportItem

Status = ImportItem.Status


def with_counts(batches: QuerySet[ImportBatch]) -> QuerySet[ImportBatch]:
    """Batches with how many items they have in each state, as `items_<state>`."""
    counts = {
        f"items_{status.value}": Count("items", filter=Q(items__status=status)) for status in Status
    }
    return batches.annotate(items_all=Count("items"), **counts)


def recent_batches(limit: int = 8) -> list[ImportBatch]:
    """The newest batches that hold anything."""
    filled = ImportBatch.objects.filter(Exists(ImportItem.objects.filter(batch=OuterRef("pk"))))
    newest = filled.select_related("created_by").order_by("-id")
    return list(with_counts(newest)[:limit])


@dataclass(frozen=True, slots=True)
class StateCount:
    """A state, its name, and how many of a batch's items are in it."""

    state: str
    label: str
    count: int


def state_counts(batch: ImportBatch) -> tuple[StateCount, ...]:
    """The states that a batch's items are in."""
    counts: Counter[str] = Counter(
        dict(batch.items.order_by().values_list("status").annotate(Count("id")))
    )
    return tuple(
        StateCount(status.value, str(status.label), counts[status.value])
        for status in Status
        if counts[status.value]
    )


def blocks_in_words(block_counts: Mapping[str, int]) -> str:
    """Each kind of block with its number: "1 caption, 15 paragraphs"."""
    return ", ".join(
        f"{count} {kind.replace('_', ' ')}{'' if count == 1 else 's'}"
        for kind, count in sorted(block_counts.items())
    )


def neighbours(item: ImportItem) -> tuple[int | None, int | None]:
    """The keys of the items before and after one in its batch."""
    others = ImportItem.objects.filter(batch_id=item.batch_id)
    before = others.filter(position__lt=item.position).order_by("-position")
    after = others.filter(position__gt=item.position).order_by("position")
    return (
        before.values_list("pk", flat=True).first(),
        after.values_list("pk", flat=True).first(),
    )
