"""Taking back what a batch brought into the archive."""

import logging
from collections.abc import Iterable, Iterator, Sequence

from django.contrib.auth.models import User
from django.db import models, transaction
from django.db.models import ProtectedError, QuerySet, RestrictedError
from django.utils import timezone
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from articles.models import Article, ImportBatch, ImportItem, Sighting, TextVersion
from articles.services import versions
from articles.services.acting import acting
from articles.services.errors import Referred, Refused, UndoRefused

log = logging.getLogger(__name__)

Status = ImportItem.Status

JOB = "articles.undo_batch"

AT_ONCE = 10_000
"""Items that are undone while somebody waits: some seconds. More are left to a job."""

_CHUNK = 1_000


@transaction.atomic
def undo(*, batch: ImportBatch, by: User | None) -> int:
    """Take back what a batch brought: articles, new versions, sightings; how many items brought it.

    Its items and their raw bytes stay and can be imported again. What is still queued is staged
    again. Raises UndoRefused, and changes nothing, when something refers to one of the articles.
    """
    batch = ImportBatch.objects.select_for_update().get(pk=batch.pk)
    batch.items.filter(status=Status.QUEUED).update(status=Status.STAGED)
    list(_undone(batch).select_for_update(of=("self",)).values_list("pk"))
    # Whoever refers to one of the articles by now is seen below; who wants to, waits.
    _lock_articles(batch)
    if referred := _later(batch):
        raise UndoRefused(referred)
    made = list(_made(batch).order_by("article").values_list("article_id", flat=True))
    added = list(_added(batch))
    count = _undone(batch).update(status=Status.UNDONE, article=None)
    Sighting.objects.filter(import_item__batch=batch).delete()
    with acting(by):
        for version in added:
            referred += _take_back(version, by)
        for start in range(0, len(made), _CHUNK):
            referred += _delete(made[start : start + _CHUNK])
    if referred:
        raise UndoRefused(referred)
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
    if referred := _later(batch):
        raise UndoRefused(referred)
    present = ImportBatch.objects.select_for_update().get(pk=batch.pk)
    present.items.filter(status=Status.QUEUED).update(status=Status.STAGED)
    present.undo_refusal = ""
    present.save(update_fields=["undo_refusal"])
    job = app.configure_task(JOB, lock=f"articles.commit_queued:{batch.pk}")
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
    is_seen = models.Q(status=Status.DUPLICATE, sighting__isnull=False)
    keys = batch.items.filter(models.Q(status=Status.COMMITTED) | is_seen).order_by()
    return ImportItem.objects.filter(pk__in=keys.values("pk"))


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
    is_seen = models.Q(status=Status.DUPLICATE, sighting__isnull=False)
    others = (
        ImportItem.objects.filter(models.Q(status=Status.COMMITTED) | is_seen)
        .filter(article__in=_made(batch).values("article"))
        .exclude(batch=batch)
    )
    counts = dict(others.order_by().values_list("article").annotate(models.Count("pk")))
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
    except ProtectedError as error:
        return _referred(error.protected_objects)
    except RestrictedError as error:
        return _referred(error.restricted_objects)
    return []


def _referred(rows: Iterable[models.Model]) -> list[Referred]:
    """The articles that these rows refer to, and what kinds of things the rows are.

    Not which nor how many: they may be of a project that the person who undoes an import is not a
    member of.
    """
    kinds: dict[tuple[type[models.Model], int], set[str]] = {}
    for row in rows:
        kind = str(type(row)._meta.verbose_name_plural)
        for model, pk in _references(row):
            kinds.setdefault((model, pk), set()).add(kind)
    texts = TextVersion.objects.filter(pk__in=[pk for model, pk in kinds if model is TextVersion])
    article_of = dict(texts.values_list("pk", "article_id"))
    by_article: dict[int, set[str]] = {}
    for (model, pk), names in kinds.items():
        by_article.setdefault(article_of[pk] if model is TextVersion else pk, set()).update(names)
    found = Article.objects.in_bulk(by_article)
    return [Referred(found[pk], " and ".join(sorted(by_article[pk]))) for pk in sorted(found)]


def _references(row: models.Model) -> Iterator[tuple[type[models.Model], int]]:
    """The articles and text versions that a row refers to."""
    for field in type(row)._meta.concrete_fields:
        pk = getattr(row, field.attname)
        for model in (Article, TextVersion):
            if field.related_model is model and pk is not None:
                yield model, pk
