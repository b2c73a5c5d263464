"""Pages about imports: recent batches, a batch's items, an item among its neighbours."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from articles.models import ImportBatch, ImportFile, ImportItem

Status = ImportItem.Status

NOT_IMPORTED = "not-imported"
"""The code of the problem that says why an item that was queued is staged again."""


def with_counts(batches: QuerySet[ImportBatch]) -> QuerySet[ImportBatch]:
    """Batches with how many items they have in each state, as `items_<state>`."""
    counts = {
        f"items_{status.value}": Count("items", filter=Q(items__status=status)) for status in Status
    }
    return batches.annotate(items_all=Count("items"), **counts)


def recent_batches(limit: int = 8) -> list[ImportBatch]:
    """The newest batches that hold anything."""
    items = ImportItem.objects.filter(batch=OuterRef("pk"))
    files = ImportFile.objects.filter(batch=OuterRef("pk"))
    filled = ImportBatch.objects.filter(Exists(items) | Exists(files))
    newest = filled.select_related("created_by").order_by("-id")
    return list(with_counts(newest)[:limit])


def present_files(batch: ImportBatch, names: Sequence[str]) -> set[tuple[str, int]]:
    """Of the files with these names, those that a batch has: name and size in bytes.

    A file that was not readable, or of which nothing was kept, may be sent again.
    """
    single = batch.items.filter(file=None, name__in=names).exclude(status=Status.FAILED)
    whole = batch.files.filter(name__in=names).exclude(state=ImportFile.State.FAILED)
    return {*single.values_list("name", "size"), *whole.values_list("name", "size")}


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the job has come that imports the queued items of a batch.

    `done` are those that are imported or were there already, `refused` those that are staged
    again with the reason. `per_second` is 0 and `seconds_left` None while nobody can tell.
    """

    total: int
    done: int
    refused: int
    left: int
    per_second: float
    seconds_left: float | None

    @property
    def is_running(self) -> bool:
        return self.left > 0


def commit_progress(batch: ImportBatch) -> Progress:
    """The progress of what was queued last; all zero when nothing ever was."""
    if batch.queued_at is None:
        return Progress(total=0, done=0, refused=0, left=0, per_second=0.0, seconds_left=None)
    mark = {"code": NOT_IMPORTED} | refusal_mark(batch)
    counts = batch.items.aggregate(
        left=Count("id", filter=Q(status=Status.QUEUED)),
        refused=Count("id", filter=Q(status=Status.STAGED, problems__contains=[mark])),
    )
    total, left = batch.queued_count, counts["left"]
    tried = max(0, total - left)
    refused = min(counts["refused"], tried)
    end = timezone.now() if left or batch.committed_at is None else batch.committed_at
    seconds = (end - batch.queued_at).total_seconds()
    per_second = tried / seconds if seconds > 0 else 0.0
    return Progress(
        total=total,
        done=tried - refused,
        refused=refused,
        left=left,
        per_second=per_second,
        seconds_left=left / per_second if per_second else None,
    )


def refusal_mark(batch: ImportBatch) -> dict[str, str]:
    """What a refusal says beside its reason: in which queue of the batch, told by its time."""
    return {"queued": batch.queued_at.isoformat() if batch.queued_at else ""}


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
