"""Importing in a job: in order, resumable at any point, stoppable, and once."""

import itertools
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from procrastinate.contrib.django.models import ProcrastinateJob

from articles.models import Article, Fingerprint, ImportBatch, ImportItem, SearchEntry, TextVersion
from articles.queries.imports import commit_progress
from articles.services import batches, committing, items, queueing, restaging
from articles.services.errors import NotStaged, Refused
from articles.services.fields import Fields, change_fields
from articles.services.previews import raw_bytes
from tests.articles.texts import distinct_page
from tests.factories import make_batch, make_user

Status = ImportItem.Status
pytestmark = pytest.mark.django_db
_number = itertools.count(5000)


def filled(count: int) -> ImportBatch:
    """A batch with so many staged items."""
    batch = make_batch()
    for _ in range(count):
        number = next(_number)
        raw = distinct_page(number)
        batches.stage(batch=batch, name=f"{number}.txt", raw=raw, by=None)
    return batch


@pytest.fixture
def groups_of_three(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queueing, "GROUP", 3)


def statuses(batch: ImportBatch) -> list[str]:
    return list(batch.items.order_by("position").values_list("status", flat=True))


def outcome(batch: ImportBatch) -> list[tuple[object, ...]]:
    """What a batch has become, without numbers that a run may leave out."""
    return [
        (
            item.position,
            item.status,
            item.article and item.article.title,
            item.article and item.article.current_version and item.article.current_version.body,
            item.article and hasattr(item.article, "search_entry"),
            item.article and hasattr(item.article, "fingerprint"),
        )
        for item in batch.items.select_related("article__current_version").order_by("position")
    ]


def test_queued_items_are_imported_in_their_order() -> None:
    batch, user = filled(4), make_user()
    assert queueing.queue(batch=batch, by=user) == 4
    assert statuses(batch) == [Status.QUEUED] * 4
    job = ProcrastinateJob.objects.get(task_name=queueing.JOB, args={"batch_id": batch.pk})
    assert job.lock == f"{queueing.JOB}:{batch.pk}"
    assert queueing.commit_queued(batch_id=batch.pk) == 4
    assert statuses(batch) == [Status.COMMITTED] * 4
    made = [item.article_id for item in batch.items.order_by("position")]
    assert made == sorted(made)  # type: ignore[type-var]  # none is None
    assert SearchEntry.objects.count() == Fingerprint.objects.count() == 4
    batch.refresh_from_db()
    assert (batch.queued_by, batch.queued_count) == (user, 4)
    assert batch.committed_at is not None


def test_some_items_are_queued_and_nobody_changes_them() -> None:
    batch = filled(3)
    first = batch.items.order_by("position")[:1]
    assert queueing.queue(batch=batch, items=batch.items.filter(pk__in=first), by=None) == 1
    assert queueing.queue(batch=batch, items=list(first), by=None) == 0
    assert statuses(batch) == [Status.QUEUED, Status.STAGED, Status.STAGED]
    queueing.commit_queued(batch_id=batch.pk)
    assert statuses(batch) == [Status.COMMITTED, Status.STAGED, Status.STAGED]


def test_nobody_changes_a_queued_item() -> None:
    batch = filled(1)
    item = batch.items.get()
    queueing.queue(batch=batch, by=None)
    with pytest.raises(NotStaged, match="stop the import"):
        change_fields(item=item, fields=Fields(title="Other"), by=None)
    with pytest.raises(NotStaged, match="stop the import"):
        items.dismiss(item=item, by=None)
    with pytest.raises(Refused, match="stop the import"):
        restaging.restage(item=item, by=None)
    again = batches.stage(batch=batch, name="again.txt", raw=raw_bytes(item), by=None)
    assert again.status == Status.DUPLICATE


def test_a_refused_item_is_staged_again_with_the_reason() -> None:
    batch = filled(3)
    untitled = batch.items.get(position=2)
    change_fields(item=untitled, fields=Fields(title=""), by=None)
    queueing.queue(batch=batch, by=None)
    queueing.commit_queued(batch_id=batch.pk)
    assert statuses(batch) == [Status.COMMITTED, Status.STAGED, Status.COMMITTED]
    untitled.refresh_from_db()
    assert untitled.problems[0]["code"] == "not-imported"
    assert "no title" in untitled.problems[0]["message"]
    batch.refresh_from_db()
    progress = commit_progress(batch)
    assert (progress.total, progress.done, progress.refused, progress.left) == (3, 2, 1, 0)

    change_fields(item=untitled, fields=Fields(title="Found"), by=None)
    queueing.queue(batch=batch, by=None)
    untitled.refresh_from_db()
    assert [note["code"] for note in untitled.problems if note["code"] == "not-imported"] == []
    queueing.commit_queued(batch_id=batch.pk)
    batch.refresh_from_db()
    progress = commit_progress(batch)
    assert (progress.total, progress.done, progress.refused, progress.left) == (1, 1, 0, 0)


def test_stopping_stages_the_rest_again(groups_of_three: None) -> None:
    batch = filled(5)
    queueing.queue(batch=batch, by=None)
    run = interrupted_after(batch, 1)
    assert run == 3
    assert queueing.stop(batch=batch, by=None) == 2
    assert statuses(batch) == [Status.COMMITTED] * 3 + [Status.STAGED] * 2
    assert queueing.commit_queued(batch_id=batch.pk) == 0
    batch.refresh_from_db()
    assert commit_progress(batch).total == commit_progress(batch).done == 3


class Killed(BaseException):
    """What a killed worker's work ends with."""


def interrupted_after(batch: ImportBatch, groups: int) -> int:
    """Run the job until so many groups are imported; how many items that were."""
    count = 0
    with pytest.MonkeyPatch.context() as patch:

        def some(**arguments: object) -> object:
            nonlocal count
            if count == groups:
                raise Killed
            count += 1
            return committing.commit_group(**arguments)  # type: ignore[arg-type]

        patch.setattr(queueing, "commit_group", some)
        with pytest.raises(Killed):
            queueing.commit_queued(batch_id=batch.pk)
    return batch.items.filter(status=Status.COMMITTED).count()


def test_killed_at_any_border_of_a_group_it_ends_as_if_it_had_not_been(
    groups_of_three: None,
) -> None:
    pages = [distinct_page(7000 + n) for n in range(8)]
    outcomes = []
    for killed_after in (None, 0, 1, 2):
        ImportItem.objects.update(status=Status.UNDONE, article=None)
        Article.objects.all().delete()
        batch = make_batch()
        for number, page in enumerate(pages):
            batches.stage(batch=batch, name=f"{number}.txt", raw=page, by=None)
        change_fields(item=batch.items.get(position=5), fields=Fields(title=""), by=None)
        queueing.queue(batch=batch, by=None)
        if killed_after is not None:
            interrupted_after(batch, killed_after)
        queueing.commit_queued(batch_id=batch.pk)
        outcomes.append(outcome(batch))
    assert outcomes[0] == outcomes[1] == outcomes[2] == outcomes[3]


@pytest.mark.usefixtures("transactional_db", "groups_of_three")
def test_two_jobs_of_one_batch_import_each_item_once() -> None:
    batch = filled(9)
    queueing.queue(batch=batch, by=None)

    def work() -> None:
        try:
            queueing.commit_queued(batch_id=batch.pk)
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        for run in [pool.submit(work) for _ in range(2)]:
            run.result()
    assert statuses(batch) == [Status.COMMITTED] * 9
    assert Article.objects.count() == TextVersion.objects.count() == 9
