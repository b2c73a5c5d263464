"""Taking back what a batch brought into the archive."""

from collections.abc import Iterable

from django.contrib.auth.models import User
from django.db import models, transaction
from django.db.models import ProtectedError, RestrictedError
from django.utils import timezone

from articles.models import Article, ImportBatch, ImportItem
from articles.services.acting import acting
from articles.services.errors import Referred, UndoRefused

Status = ImportItem.Status


@transaction.atomic
def undo(*, batch: ImportBatch, by: User | None) -> int:
    """Delete the articles that a batch made; how many.

    Its items and their raw bytes stay and can be imported again. Raises UndoRefused, and deletes
    none, when something refers to one of the articles.
    """
    batch = ImportBatch.objects.select_for_update().get(pk=batch.pk)
    items = list(batch.items.select_for_update().filter(status=Status.COMMITTED))
    articles = Article.objects.filter(pk__in={item.article_id for item in items})
    batch.items.filter(pk__in=[item.pk for item in items]).update(
        status=Status.UNDONE, article=None
    )
    referred = []
    count = 0
    for article in articles:
        with acting(by):
            reason = _delete(article)
        if reason:
            referred.append(Referred(article, reason))
        count += 1
    if referred:
        raise UndoRefused(referred)
    if count:
        batch.undone_at = timezone.now()
        batch.save(update_fields=["undone_at"])
    return count


def _delete(article: Article) -> str:
    """Delete an article; what refers to it when that keeps it from being deleted."""
    later = ImportItem.objects.filter(article=article, status=Status.COMMITTED).count()
    if later:
        return f"{later} later import{'s' if later > 1 else ''} of it"
    pk = article.pk
    try:
        with transaction.atomic():
            article.delete()
    except ProtectedError as error:
        return _named(error.protected_objects)
    except RestrictedError as error:
        return _named(error.restricted_objects)
    finally:
        # A refused deletion must still be able to name its article.
        article.pk = pk
    return ""


def _named(rows: Iterable[models.Model]) -> str:
    """What kinds of things these are. Not which nor how many: they may be of a project that the
    person who undoes an import is not a member of."""
    return " and ".join(sorted({str(type(row)._meta.verbose_name_plural) for row in rows}))
