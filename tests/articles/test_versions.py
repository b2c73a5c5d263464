"""New versions of articles, and taking them back."""

import datetime
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.apps import apps
from django.contrib.auth.models import User
from django.db import connection

from articles.models import Article, Fingerprint, ImportItem, SearchEntry, Sighting, TextVersion
from articles.services import versions
from articles.services.errors import Refused, UndoRefused
from tests.articles.likeness import archived, brought, text
from tests.factories import make_annotation, make_project, make_source, make_user, text_of

pytestmark = pytest.mark.django_db
Status = ImportItem.Status


def revise(article: Article, *, edited: int = 8, **fields: Any) -> TextVersion:
    made = text(1, edited=edited)
    return versions.add_version(article=article, item=brought(made, **fields), text=made, by=None)


def test_a_new_version_is_the_present_text() -> None:
    article = archived(1, title="Fire")
    before = text_of(article)
    fingerprint = bytes(Fingerprint.objects.get().signature)
    version = revise(article, title="Fire put out")
    article.refresh_from_db()
    assert article.current_version == version
    assert (version.number, version.body) == (2, text(1, edited=8).body)
    assert version.word_count == 120
    assert TextVersion.objects.get(pk=before.pk).body == before.body
    assert version.import_item is not None
    assert version.import_item.status == Status.COMMITTED
    assert version.import_item.article == article
    assert bytes(Fingerprint.objects.get().signature) != fingerprint
    assert "put" in SearchEntry.objects.get().vector


def test_what_the_article_takes_over() -> None:
    source = make_source()
    article = archived(
        1, title="Fire", kicker="LIVE", authors=["Ana"], published=datetime.date(2024, 5, 1),
        published_precision="day", url="https://example.org/a",
    )  # fmt: skip
    revise(
        article, title="Fire put out", authors=["Ana", "Ben"], source=source, external_id="9",
        published=datetime.date(2024, 5, 3), published_precision="day",
        url="https://example.org/a?utm_source=x",
    )  # fmt: skip
    article.refresh_from_db()
    assert (article.title, article.kicker, article.authors) == (
        "Fire put out", "LIVE", ["Ana", "Ben"],
    )  # fmt: skip
    assert (article.published, article.url) == (
        datetime.date(2024, 5, 1), "https://example.org/a",
    )  # fmt: skip
    assert (article.source, article.external_id) == (source, "9")


def test_history_says_what_it_was_and_who_changed_it() -> None:
    article, ana = archived(1, title="Fire"), make_user("ana")
    made = text(1, edited=8)
    versions.add_version(article=article, item=brought(made, title="Flood"), text=made, by=ana)
    event = apps.get_model("articles.ArticleEvent").objects.latest("pgh_id")
    assert (event.title, event.pgh_context["user"]) == ("Fire", ana.pk)


def test_the_present_text_again_is_no_version() -> None:
    article = archived(1)
    item = brought(text(1), url="https://example.net/copy")
    version = versions.add_version(article=article, item=item, text=text(1), by=None)
    assert version == text_of(article)
    assert TextVersion.objects.count() == 1
    item.refresh_from_db()
    assert (item.status, item.article) == (Status.DUPLICATE, article)
    assert Sighting.objects.get().url == "https://example.net/copy"


def test_followers_are_called(monkeypatch: pytest.MonkeyPatch) -> None:
    calls: list[tuple[int, int, User | None]] = []

    def follow(old: TextVersion, new: TextVersion, by: User | None) -> None:
        calls.append((old.number, new.number, by))

    monkeypatch.setattr(versions, "on_new_version", [follow])
    article, ana = archived(1), make_user()
    made = text(1, edited=8)
    versions.add_version(article=article, item=brought(made), text=made, by=ana)
    assert calls == [(1, 2, ana)]


def test_an_article_that_is_gone() -> None:
    article = archived(1)
    item = brought(text(1, edited=8))
    Article.objects.filter(pk=article.pk).update(current_version=None)
    article.delete()
    article.pk = 999
    with pytest.raises(Refused, match="gone"):
        versions.add_version(article=article, item=item, text=text(1, edited=8), by=None)


def test_taking_a_version_back() -> None:
    article = archived(1, title="Fire", kicker="LIVE")
    fingerprint = bytes(Fingerprint.objects.get().signature)
    first = text_of(article)
    version = revise(article, title="Fire put out", kicker="NEWS", external_id="9")
    assert versions.take_back(version=version, by=None) == first
    article.refresh_from_db()
    assert article.current_version == first
    assert (article.title, article.kicker, article.external_id) == ("Fire", "LIVE", "")
    assert list(article.versions.all()) == [first]
    assert bytes(Fingerprint.objects.get().signature) == fingerprint
    assert "put" not in SearchEntry.objects.get().vector


def test_what_was_changed_since_stays_when_a_version_is_taken_back() -> None:
    article = archived(1, title="Fire", kicker="LIVE")
    version = revise(article, title="Fire put out", kicker="NEWS")
    Article.objects.filter(pk=article.pk).update(title="The editor’s own")
    versions.take_back(version=version, by=None)
    article.refresh_from_db()
    assert (article.title, article.kicker) == ("The editor’s own", "LIVE")


def test_a_version_with_annotations_is_not_taken_back() -> None:
    article = archived(1, title="Fire")
    version = revise(article, title="Fire put out")
    article.refresh_from_db()
    make_annotation(make_project(), article)
    with pytest.raises(UndoRefused, match=r"Fire put out.*annotations"):
        versions.take_back(version=version, by=None)
    article.refresh_from_db()
    assert article.current_version == version
    assert article.title == "Fire put out"


def test_only_the_newest_version_is_taken_back() -> None:
    article = archived(1)
    second = revise(article)
    third = revise(article, edited=16)
    with pytest.raises(Refused, match="later text versions"):
        versions.take_back(version=second, by=None)
    versions.take_back(version=third, by=None)
    first = versions.take_back(version=second, by=None)
    with pytest.raises(Refused, match="no other text"):
        versions.take_back(version=first, by=None)


@pytest.mark.django_db(transaction=True)
def test_two_new_versions_at_once_get_two_numbers() -> None:
    article = archived(1)
    items = [brought(text(1, edited=count), name=str(count)) for count in (4, 8, 12)]

    def add(item: ImportItem) -> None:
        made = text(1, edited=int(item.name))
        try:
            versions.add_version(article=article, item=item, text=made, by=None)
        finally:
            connection.close()

    with ThreadPoolExecutor(3) as pool:
        list(pool.map(add, items))
    article.refresh_from_db()
    assert sorted(article.versions.values_list("number", flat=True)) == [1, 2, 3, 4]
    assert article.current_version == article.versions.latest("number")
