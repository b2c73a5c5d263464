"""Undoing a batch: all of what it brought, or nothing with the reasons."""

import itertools
from concurrent.futures import ThreadPoolExecutor
from time import sleep

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from annotations.models import Project
from annotations.services.texts import hold_present
from articles.models import Article, ImportBatch, ImportItem, SearchEntry, Sighting, TextVersion
from articles.services import batches, committing, queueing, restaging, undoing
from articles.services.errors import UndoRefused
from articles.services.previews import raw_bytes
from tests.articles.texts import distinct_page
from tests.factories import (
    make_annotation,
    make_batch,
    make_project,
    make_project_article,
    make_user,
)

Status = ImportItem.Status
pytestmark = pytest.mark.django_db
_number = itertools.count(9000)


def brought(*pages: bytes, batch: ImportBatch | None = None) -> ImportBatch:
    """A batch of these pages, committed."""
    batch = batch or make_batch()
    for number, page in enumerate(pages):
        batches.stage(batch=batch, name=f"{number}.txt", raw=page, by=None)
    committing.commit(items=batch.items.order_by("position"), by=None)
    return batch


def at(url: str, page: bytes) -> bytes:
    """A page that states its address."""
    title, _, rest = page.partition(b"\n\n")
    return title + b"\n\n" + url.encode() + b"\n\n" + rest


def some_pages(count: int) -> list[bytes]:
    return [distinct_page(next(_number)) for _ in range(count)]


def test_all_of_it_goes_and_the_items_stay() -> None:
    pages = some_pages(3)
    batch, other = brought(*pages), brought(*some_pages(1))
    assert undoing.undo(batch=batch, by=None) == 3
    assert batch.items.filter(status=Status.UNDONE, article=None).count() == 3
    assert Article.objects.count() == TextVersion.objects.count() == 1
    assert SearchEntry.objects.get().article == other.items.get().article
    assert [raw_bytes(item) for item in batch.items.order_by("position")] == pages
    batch.refresh_from_db()
    assert batch.undone_at is not None
    assert undoing.undo(batch=batch, by=None) == 0


def test_queries_do_not_grow_with_the_articles() -> None:
    counts = []
    for size in (2, 30):
        batch = brought(*some_pages(size))
        with CaptureQueriesContext(connection) as queries:
            undoing.undo(batch=batch, by=make_user())
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_a_new_version_is_taken_back() -> None:
    url = "https://herald.example/pier"
    one, two = (distinct_page(next(_number), title="The pier closes") for _ in range(2))
    first = brought(at(url, one))
    article = Article.objects.get()
    second = brought(at(url, two))
    assert article.versions.count() == 2
    assert undoing.undo(batch=second, by=None) == 1
    article.refresh_from_db()
    assert article.current_version == article.versions.get()
    assert second.items.get().status == Status.UNDONE
    assert undoing.undo(batch=first, by=None) == 1
    assert not Article.objects.exists()


def test_an_article_with_a_version_of_a_later_batch_stays() -> None:
    url = "https://herald.example/quay"
    one, two = (distinct_page(next(_number), title="The quay opens") for _ in range(2))
    first = brought(at(url, one), *some_pages(1))
    brought(at(url, two))
    with pytest.raises(UndoRefused, match="1 later import of it"):
        undoing.undo(batch=first, by=None)
    assert Article.objects.count() == 2
    assert set(first.items.values_list("status", flat=True)) == {Status.COMMITTED}


def test_a_sighting_goes_and_its_article_stays() -> None:
    page = distinct_page(next(_number))
    first = brought(page)
    second = brought(at("https://wire.example/7", page))
    assert Sighting.objects.get().article == Article.objects.get()
    with pytest.raises(UndoRefused, match="later import"):
        undoing.undo(batch=first, by=None)
    assert undoing.undo(batch=second, by=None) == 1
    assert not Sighting.objects.exists()
    assert second.items.get().status == Status.UNDONE
    assert undoing.undo(batch=first, by=None) == 1


def test_every_article_that_is_in_use_is_named() -> None:
    batch = brought(*some_pages(4))
    project = make_project()
    used = [item.article for item in batch.items.order_by("position")[1:3]]
    for article in used:
        assert article is not None
        make_annotation(project, article)
        make_project_article(project, article)
    with pytest.raises(UndoRefused) as refusal:
        undoing.undo(batch=batch, by=None)
    assert [entry.article for entry in refusal.value.referred] == used
    assert {entry.by for entry in refusal.value.referred} == {"annotations and project articles"}
    assert Article.objects.count() == 4
    assert set(batch.items.values_list("status", flat=True)) == {Status.COMMITTED}


def test_what_was_undone_can_be_imported_again() -> None:
    batch = brought(*some_pages(2))
    undoing.undo(batch=batch, by=None)
    for item in batch.items.all():
        restaging.restage(item=item, by=None)
    assert len(committing.commit(items=batch.items.all(), by=None).committed) == 2
    batch.refresh_from_db()
    assert batch.undone_at is None


def test_a_large_batch_is_undone_by_a_job(monkeypatch: pytest.MonkeyPatch) -> None:
    batch, user = brought(*some_pages(2)), make_user()
    monkeypatch.setattr(undoing, "AT_ONCE", 1)
    assert undoing.start(batch=batch, by=user) is None
    assert undoing.is_running(batch)
    assert Article.objects.count() == 2
    assert undoing.undo_later(batch_id=batch.pk, user_id=user.pk) == 2
    assert not Article.objects.exists()


def test_a_job_that_may_not_undo_says_why_on_the_batch(monkeypatch: pytest.MonkeyPatch) -> None:
    batch = brought(*some_pages(2))
    monkeypatch.setattr(undoing, "AT_ONCE", 1)
    undoing.start(batch=batch, by=None)
    annotation = make_annotation(make_project(), Article.objects.all()[0])
    assert undoing.undo_later(batch_id=batch.pk, user_id=None) == 0
    batch.refresh_from_db()
    assert "(annotations" in batch.undo_refusal
    assert Article.objects.count() == 2
    annotation.delete()
    Project.objects.all().delete()
    undoing.start(batch=batch, by=None)
    batch.refresh_from_db()
    assert batch.undo_refusal == ""


def test_what_is_queued_is_staged_again_before_the_job_that_undoes(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    batch = brought(*some_pages(2))
    batches.stage(batch=batch, name="late.txt", raw=some_pages(1)[0], by=None)
    queueing.queue(batch=batch, by=None)
    monkeypatch.setattr(undoing, "AT_ONCE", 1)
    undoing.start(batch=batch, by=None)
    assert batch.items.get(name="late.txt").status == Status.STAGED


@pytest.mark.django_db(transaction=True)
def test_an_annotation_made_while_its_article_is_undone_keeps_it() -> None:
    batch = brought(*some_pages(1))
    project, article = make_project(), Article.objects.get()
    assert article.current_version is not None
    with ThreadPoolExecutor(1) as threads:
        with transaction.atomic():
            # As the desk does; what it writes is not there for others yet.
            hold_present(article.current_version)
            make_annotation(project, article)
            refusal = threads.submit(_refusal_of_undoing, batch)
            sleep(1)
        assert "annotations" in refusal.result(timeout=60)
    assert Article.objects.get() == article


def _refusal_of_undoing(batch: ImportBatch) -> str:
    try:
        undoing.undo(batch=batch, by=None)
    except UndoRefused as refusal:
        return str(refusal)
    finally:
        connection.close()
    return "undone"
