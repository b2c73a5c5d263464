"""Pages about imports: recent batches, a batch's items, an item among its neighbours."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import (
    BigIntegerField,
    Count,
    Exists,
    ExpressionWrapper,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
)
from django.db.models.functions import Coalesce
from django.utils import timezone

from articles.core.problems import NOT_IMPORTED
from articles.models import ImportBatch, ImportFile, ImportItem

Status = ImportItem.Status

_RECENT = 8


def with_counts(batches: QuerySet[ImportBatch]) -> QuerySet[ImportBatch]:
    """Batches with how many items they have in each state, as `items_<state>`."""
    counts = {
        f"items_{status.value}": Count("items", filter=Q(items__status=status)) for status in Status
    }
    return batches.annotate(items_all=Count("items"), **counts)


def recent_batches() -> list[ImportBatch]:
    """The newest batches that hold anything, with how many files of each wait for an editor."""
    items = ImportItem.objects.filter(batch=OuterRef("pk"))
    files = ImportFile.objects.filter(batch=OuterRef("pk"))
    filled = ImportBatch.objects.filter(Exists(items) | Exists(files))
    newest = filled.select_related("created_by").order_by("-id")
    waiting = files.filter(state=ImportFile.State.WAITING).order_by().values("batch")
    counted = Subquery(waiting.annotate(number=Count("pk")).values("number"))
    return list(with_counts(newest).annotate(files_waiting=Coalesce(counted, 0))[:_RECENT])


def present_files(batch: ImportBatch, names: Sequence[str]) -> set[tuple[str, int]]:
    """Of the files with these names, those that a batch has: name and size in bytes.

    A file that was not readable, or of which nothing was kept, may be sent again.
    """
    single = batch.items.filter(file=None, name__in=names).exclude(status=Status.FAILED)
    whole = batch.files.filter(name__in=names).exclude(state=ImportFile.State.FAILED)
    return {*single.values_list("name", "size"), *whole.values_list("name", "size")}


def with_bytes_read(files: QuerySet[ImportFile]) -> QuerySet[ImportFile]:
    """Files with where in them the last record ends that was staged, as `bytes_read`.

    None where records are not read as they stand there: in archives and documents.
    """
    last = ImportItem.objects.filter(file=OuterRef("pk"), raw_sha256=OuterRef("sha256"))
    end = ExpressionWrapper(F("raw_offset") + F("size"), BigIntegerField())
    return files.annotate(
        bytes_read=Subquery(last.order_by("-record").annotate(end=end).values("end")[:1])
    )


@dataclass(frozen=True, slots=True)
class Reading:
    """How far the reading of a file has come; `share` is from 0 to 1, None where nobody can tell.

    `per_second` is 0 and `seconds_left` None while nobody can tell.
    """

    share: float | None
    per_second: float
    seconds_left: float | None


def reading(file: ImportFile) -> Reading:
    """Of a file `with_bytes_read`: records a second since its reading began or went on last."""
    bytes_read: int | None = getattr(file, "bytes_read", None)
    share = min(1.0, bytes_read / file.size) if bytes_read is not None and file.size else None
    done = file.records - file.records_then
    if file.reading_since is None or done <= 0:
        return Reading(share, 0.0, None)
    passed = (timezone.now() - file.reading_since).total_seconds()
    per_second = done / passed if passed > 0 else 0.0
    left = file.records * (1 - share) / share if share else None
    seconds_left = left / per_second if left is not None and per_second else None
    return Reading(share, per_second, seconds_left)


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
    mark = {"code": NOT_IMPORTED} | batch.refusal_mark
    counts = batch.items.aggregate(
        left=Count("id", filter=Q(status=Status.QUEUED)),
        refused=Count("id", filter=Q(status=Status.STAGED, problems__contains=[mark])),
    )
    total, left = batch.queued_count, counts["left"]
    tried = max(0, total - left)
    refused = min(counts["refused"], tried)
    # Items that are imported by themselves later would be counted as the job's time.
    seconds = (timezone.now() - batch.queued_at).total_seconds() if left else 0.0
    per_second = tried / seconds if seconds > 0 else 0.0
    return Progress(
        total=total,
        done=tried - refused,
        refused=refused,
        left=left,
        per_second=per_second,
        seconds_left=left / per_second if per_second else None,
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
