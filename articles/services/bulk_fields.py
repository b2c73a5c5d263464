"""One field, or the state, of many items of a batch at once."""

import datetime

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import QuerySet

from articles.models import ImportBatch, ImportItem
from articles.services import sources
from articles.services.items import lock_many

Status = ImportItem.Status


@transaction.atomic
def set_source(
    *, batch: ImportBatch, items: QuerySet[ImportItem], name: str, by: User | None
) -> int:
    """Give these items the source of this name, made when there is none, or none for "".

    How many of them are staged and have it now. Raises Refused for a name that can't be a source's.
    """
    staged = _staged(batch, items)
    source = sources.create(name=name, by=by) if name.strip() else None
    return staged.update(source=source, source_name="")


@transaction.atomic
def set_date(
    *,
    batch: ImportBatch,
    items: QuerySet[ImportItem],
    published: datetime.date | None,
    precision: str,
    by: User | None,
) -> int:
    """Give these items this date; how many of them are staged and have it now."""
    return _staged(batch, items).update(published=published, published_precision=precision)


@transaction.atomic
def set_language(
    *, batch: ImportBatch, items: QuerySet[ImportItem], language: str, by: User | None
) -> int:
    """Give these items this language; how many of them are staged and have it now."""
    return _staged(batch, items).update(language=language)


@transaction.atomic
def dismiss(*, batch: ImportBatch, items: QuerySet[ImportItem], by: User | None) -> int:
    """Leave out those of these items that are staged or could not be read; how many.

    Their raw bytes stay.
    """
    return _with(batch, items, Status.STAGED, Status.FAILED).update(status=Status.DISMISSED)


def _staged(batch: ImportBatch, items: QuerySet[ImportItem]) -> QuerySet[ImportItem]:
    return _with(batch, items, Status.STAGED)


def _with(
    batch: ImportBatch, items: QuerySet[ImportItem], *statuses: Status
) -> QuerySet[ImportItem]:
    return lock_many(batch, items).filter(status__in=statuses)
