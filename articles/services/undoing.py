"""Taking back what a batch brought into the archive."""

import logging
from collections.abc import Sequence

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Count, ProtectedError, Q, QuerySet, RestrictedError
from django.utils import timezone
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from articles.models import Article, ImportBatch, ImportItem, Sighting, TextVersion
from articles.services import queueing, versions
from articles.services.acting import acting
from articles.services.errors import Referred, Refused, UndoRefused
from articles.services.referring import referred

log = logging.getLogger(__name__)

Status = ImportItem.Status

JOB = "articles.undo_batch"

AT_ONCE = 10_000
"""Items that are undone while somebody waits: some seconds. More are left to a job."""

_CHUNK = 1_000
_BROUGHT = Q(status=Status.COMMITTED) | Q(status=Status.DUPLICATE, sighting__isnull=False)


@transaction.atomic
def undo(*, batch: ImportBatch, by: User | None) -> int:
    """Take back what a batch brought: articles, new versions, sightings; how many items brought it.

    Its items and their raw bytes stay and can be imported again. What is still queued is staged
    again. Raises UndoRefused, and changes nothing, when something refers to one of the articles.
    """
    batch = ImportBatch.objects.select_for_update().get(pk=batch.pk)
    batch.items.filter(status=Status.QUEUED).update(status=Status.STAGED)
    list(_undone(batch).select_for_update(of=("self",)).order_by("pk").values_list("pk"))
    # Whoever refers to one of the articles by now is seen below; who wants to, waits.
    _lock_articles(batch)
    if later := _later(batch):
        raise UndoRefused(later)
    made = list(_made(batch).order_by("article").values_list("article_id", flat=True))
    added = list(_added(batch))
    count = _undone(batch).update(status=Status.UNDONE, article=None)
    Sighting.objects.filter(import_item__batch=batch).delete()
    in_use: list[Referred] = []
    with acting(by):
        for version in added:
            in_use += _take_back(version, by)
        for start in range(0, len(made), _CHUNK):
            in_use += _delete(made[start : start + _CHUNK])
    if in_use:
        raise UndoRefused(in_use)
    batch.undo_refusal = ""
    if count:
        batch.undone_at = timezone.now()
    batch.save(update_fields=["undone_at", "undo_refusal"])
    return count


@transaction.atomic
def start(*, batch: ImportBatch, by: User | None) -> int | None:
    """Undo a batch now, or, when that takes long, in a job: then None. Raises UndoRefused.

    A job that finds, when its turn comes, that something refers to an article changes nothing but
    the batch's `undo_refusal`. What is queued is staged again at once.
    """
    if _undone(batch).count() <= AT_ONCE:
        return undo(batch=batch, by=by)
    if later := _later(batch):
        raise UndoRefused(later)
    present = ImportBatch.objects.select_for_update().get(pk=batch.pk)
    present.items.filter(status=Status.QUEUED).update(status=Status.STAGED)
    present.undo_refusal = ""
    present.save(update_fields=["undo_refusal"])
    job = app.configure_task(JOB, lock=queueing.lock_of(batch))
    job.defer(batch_id=batch.pk, user_id=by.pk if by else None)
    return None


def undo_later(*, batch_id: int, user_id: int | None) -> int:
    """What the job does: as `undo`, and 0 where that is refused by now: the batch keeps why."""
    batch = ImportBatch.objects.filter(pk=batch_id).first()
    if batch is None:
        return 0
    by = User.objects.filter(pk=user_id).first() if user_id else None
    try:
        return undo(batch=batch, by=by)
    except UndoRefused as refusal:
        log.warning("Import %s: %s", batch_id, refusal)
        ImportBatch.objects.filter(pk=batch_id).update(undo_refusal=str(refusal))
        return 0


def is_running(batch: ImportBatch) -> bool:
    """Whether a job is undoing the batch, or will."""
    waiting = ProcrastinateJob.objects.filter(task_name=JOB, status__in=["todo", "doing"])
    return waiting.filter(args__batch_id=batch.pk).exists()


def _undone(batch: ImportBatch) -> QuerySet[ImportItem]:
    """The items that brought something: an article or version, or a sighting of a known one."""
    return ImportItem.objects.filter(pk__in=batch.items.filter(_BROUGHT).order_by().values("pk"))


def _lock_articles(batch: ImportBatch) -> None:
    """Lock the articles that lose something, in the order of their keys, as commits do."""
    texts = TextVersion.objects.filter(import_item__in=_undone(batch))
    articles = Article.objects.filter(pk__in=texts.order_by().values("article"))
    list(articles.select_for_update(of=("self",)).order_by("pk").values_list("pk"))


def _made(batch: ImportBatch) -> QuerySet[TextVersion]:
    """The first texts of the articles that the batch made."""
    return TextVersion.objects.filter(
        number=1, import_item__batch=batch, import_item__status=Status.COMMITTED
    )


def _added(batch: ImportBatch) -> QuerySet[TextVersion]:
    """The later texts that the batch gave to articles it did not make, newest first."""
    return (
        TextVersion.objects.filter(import_item__batch=batch, number__gt=1)
        .exclude(article__in=_made(batch).values("article"))
        .select_related("article")
        .order_by("article", "-number")
    )


def _later(batch: ImportBatch) -> list[Referred]:
    """The articles that other batches brought again since."""
    others = ImportItem.objects.filter(_BROUGHT, article__in=_made(batch).values("article"))
    others = others.exclude(batch=batch).order_by()
    counts = dict(others.values_list("article").annotate(Count("pk")))
    return [
        Referred(article, f"{counts[pk]} later import{'s' if counts[pk] > 1 else ''} of it")
        for pk, article in sorted(Article.objects.in_bulk(counts).items())
    ]


def _take_back(version: TextVersion, by: User | None) -> list[Referred]:
    try:
        versions.take_back(version=version, by=by)
    except UndoRefused as refusal:
        return list(refusal.referred)
    except Refused:
        return [Referred(version.article, "later text versions")]
    return []


def _delete(articles: Sequence[int]) -> list[Referred]:
    """Delete articles with their texts; those that must stay keep all of these."""
    try:
        with transaction.atomic():
            Article.objects.filter(pk__in=articles).delete()
    except (ProtectedError, RestrictedError) as error:
        return referred(error)
    return []
