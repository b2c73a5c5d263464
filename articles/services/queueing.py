"""Importing many staged items in a job that can be left alone, stopped and resumed."""

from collections.abc import Iterable, Iterator

from django.contrib.auth.models import User
from django.db import connection, transaction
from django.db.models import QuerySet
from django.utils import timezone
from procrastinate.contrib.django import app

from articles.core.problems import NOT_IMPORTED
from articles.models import ImportBatch, ImportItem
from articles.services import learning
from articles.services.committing import GROUP, commit_group
from articles.services.rereading import reread
from articles.services.search_index import index_missing

Status = ImportItem.Status

JOB = "articles.commit_queued"

SEARCHABLE_AT_ONCE = 400
"""Of no more queued items than this, search entries are written together with the articles."""

_FORGET = """
    UPDATE articles_importitem
    SET problems = jsonb_path_query_array(problems, '$[*] ? (@.code != $code)', %(vars)s::jsonb)
    WHERE batch_id = %(batch)s AND status = 'queued' AND problems @> %(pattern)s::jsonb
"""


@transaction.atomic
def queue(
    *,
    batch: ImportBatch,
    items: QuerySet[ImportItem] | Iterable[ImportItem] | None = None,
    by: User | None,
) -> int:
    """Have a job import these items of a batch, or all of them, that are staged; how many.

    Nobody changes them meanwhile. What was queued before and is still waiting goes on.
    """
    batch = ImportBatch.objects.select_for_update().get(pk=batch.pk)
    staged = batch.items.filter(status=Status.STAGED).order_by()
    if isinstance(items, QuerySet):
        staged = staged.filter(pk__in=items.order_by().values("pk"))
    elif items is not None:
        staged = staged.filter(pk__in=[item.pk for item in items])
    is_busy = batch.items.filter(status=Status.QUEUED).exists()
    count = staged.update(status=Status.QUEUED)
    if not count:
        return 0
    _forget_refusals(batch)
    batch.queued_by = by
    batch.queued_count = count + (batch.queued_count if is_busy else 0)
    if not is_busy or batch.queued_at is None:
        batch.queued_at = timezone.now()
    batch.save(update_fields=["queued_by", "queued_at", "queued_count"])
    _defer(batch)
    return count


@transaction.atomic
def stop(*, batch: ImportBatch, by: User | None) -> int:
    """Stage again what is queued and not imported yet; how many.

    What is imported stays; the job ends with the group that it works on.
    """
    batch = ImportBatch.objects.select_for_update().get(pk=batch.pk)
    count = batch.items.filter(status=Status.QUEUED).order_by().update(status=Status.STAGED)
    batch.queued_count = max(0, batch.queued_count - count)
    batch.save(update_fields=["queued_count"])
    return count


def lock_of(batch: ImportBatch) -> str:
    """The name under which jobs that import a batch, or undo it, run one after the other."""
    return f"{JOB}:{batch.pk}"


def _defer(batch: ImportBatch) -> None:
    # One that finds nothing left ends at once.
    app.configure_task(JOB, lock=lock_of(batch)).defer(batch_id=batch.pk)


def commit_queued(*, batch_id: int, processes: int | None = None) -> int:
    """Import the queued items of a batch in their order, in groups; how many were tried.

    Each group is a transaction, so that one who is killed, or stopped, loses at most the work on
    one group and goes on where it was. Several at once take turns and import each item once.
    """
    batch = ImportBatch.objects.select_related("queued_by").filter(pk=batch_id).first()
    if batch is None:
        return 0
    queued = batch.items.filter(status=Status.QUEUED)
    searchable = queued.count() <= SEARCHABLE_AT_ONCE
    count = 0
    for group in reread(_groups(queued), processes=processes):
        commit_group(group=group, expected=Status.QUEUED, by=batch.queued_by, searchable=searchable)
        count += len(group)
    learning.defer(batch=batch)
    if batch.items.filter(article__isnull=False, article__search_entry__isnull=True).exists():
        index_missing(processes=processes)
    return count


def _groups(queued: QuerySet[ImportItem]) -> Iterator[list[ImportItem]]:
    """What is queued, group by group in the order of positions, as it is when it is asked for."""
    last = 0
    following = queued.select_related("file").order_by("position")
    while group := list(following.filter(position__gt=last)[:GROUP]):
        yield group
        last = group[-1].position


def _forget_refusals(batch: ImportBatch) -> None:
    """Take the reason of an earlier refusal from items that are tried again."""
    with connection.cursor() as cursor:
        cursor.execute(
            _FORGET,
            {
                "batch": batch.pk,
                "vars": f'{{"code": "{NOT_IMPORTED}"}}',
                "pattern": f'[{{"code": "{NOT_IMPORTED}"}}]',
            },
        )
