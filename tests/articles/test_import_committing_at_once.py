"""One article for one text, whoever commits at the same time."""

import itertools
from concurrent.futures import Future, ThreadPoolExecutor
from time import sleep
from typing import Any

import pytest
from django.db import connection

from articles.models import Article, ImportBatch, ImportItem, TextVersion
from articles.services import batches, committing, outcomes, undoing
from articles.services.editing import delete_article, delete_articles
from articles.services.fields import Fields, change_fields
from articles.services.settling import Settled, settle
from tests.articles.texts import distinct_page, plain_page
from tests.factories import make_batch

Status = ImportItem.Status
pytestmark = pytest.mark.django_db(transaction=True)
_number = itertools.count(3000)


def staged(raw: bytes) -> ImportItem:
    return batches.stage(batch=make_batch(), name="a.txt", raw=raw, by=None)


def test_the_same_bytes_committed_at_the_same_time_are_one_article() -> None:
    waiting = [staged(plain_page(number=999)) for _ in range(4)]
    _commit_at_once([[item] for item in (*waiting, *waiting)])
    assert Article.objects.count() == 1
    statuses = sorted(ImportItem.objects.values_list("status", flat=True))
    assert statuses == [Status.COMMITTED, *[Status.DUPLICATE] * 3]
    assert set(ImportItem.objects.values_list("article", flat=True)) == {Article.objects.get().pk}


def test_one_text_in_different_bytes_committed_at_the_same_time_is_one_article() -> None:
    page = plain_page(number=998)
    items = [staged(page + b"\n" * number) for number in range(4)]
    _commit_at_once([[item] for item in items])
    assert Article.objects.count() == 1
    statuses = sorted(ImportItem.objects.values_list("status", flat=True))
    assert statuses == [Status.COMMITTED, *[Status.DUPLICATE] * 3]


def test_versions_of_the_same_articles_in_another_order_do_not_wait_for_each_other() -> None:
    addresses = [f"https://herald.example/{number}" for number in range(12)]
    _commit_at_once([[_at(address) for address in addresses]])
    batches_ = [[_at(address) for address in order] for order in (addresses, addresses[::-1])]
    _commit_at_once(batches_)
    assert Article.objects.count() == 12
    assert TextVersion.objects.count() == 36


def test_an_article_that_is_deleted_at_the_same_time_gets_no_version(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    address = "https://herald.example/gone"
    committing.commit(items=[_at(address)], by=None)
    known = Article.objects.get()

    def settled_in_the_last_moment(**asked: Any) -> list[Settled]:
        found = settle(**asked)
        with ThreadPoolExecutor(1) as other:
            other.submit(_delete, known.pk).result()
        return found

    monkeypatch.setattr(outcomes, "settle", settled_in_the_last_moment)
    report = committing.commit(items=[again := _at(address)], by=None)
    assert [item.pk for item in report.committed] == [again.pk]
    assert Article.objects.get().pk != known.pk


@pytest.mark.parametrize("count", [1, 3])
def test_articles_are_deleted_while_their_import_is_undone(
    monkeypatch: pytest.MonkeyPatch, count: int
) -> None:
    batch = make_batch()
    raws = [distinct_page(next(_number)) for _ in range(count)]
    for raw in raws:
        batches.stage(batch=batch, name="a.txt", raw=raw, by=None)
    committing.commit(items=batch.items.order_by("position"), by=None)
    doomed = list(Article.objects.order_by("-pk"))
    lock_articles = undoing._lock_articles

    def lock_articles_when_others_wait(batch: ImportBatch) -> None:
        deleting.append(other.submit(_delete_all, doomed))
        # For as long as the other one needs to lock what it can.
        sleep(0.5)
        lock_articles(batch)

    deleting: list[Future[None]] = []
    monkeypatch.setattr(undoing, "_lock_articles", lock_articles_when_others_wait)
    with ThreadPoolExecutor(1) as other:
        assert undoing.undo(batch=batch, by=None) == count
        deleting[0].result()
    assert not Article.objects.exists()
    assert set(batch.items.values_list("status", flat=True)) == {Status.UNDONE}


def _delete_all(articles: list[Article]) -> None:
    try:
        delete_articles(articles=articles, by=None)
    finally:
        connection.close()


def _delete(article: int) -> None:
    try:
        if found := Article.objects.filter(pk=article).first():
            delete_article(article=found, by=None)
    finally:
        connection.close()


def _at(address: str) -> ImportItem:
    """An item with a text of its own, at an address."""
    item = staged(distinct_page(next(_number)))
    change_fields(item=item, fields=Fields(title=address, url=address), by=None)
    return item


def _commit_at_once(groups: list[list[ImportItem]]) -> None:
    def commit(items: list[ImportItem]) -> None:
        try:
            committing.commit(items=items, by=None)
        finally:
            connection.close()

    with ThreadPoolExecutor(len(groups)) as pool:
        list(pool.map(commit, groups))
