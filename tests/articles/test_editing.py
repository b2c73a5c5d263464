"""Changing articles: search entries follow title, language and text; files can come again."""

import logging
from concurrent.futures import ThreadPoolExecutor
from threading import Event
from time import sleep

import pytest
from django.apps import apps
from django.db import connection, transaction

from articles.models import Article, ImportItem, SearchEntry
from articles.services import batches, committing, editing, restaging, search, undoing, versions
from tests.articles.likeness import archived, brought, text
from tests.articles.texts import plain_page
from tests.factories import make_article, make_batch, make_story, make_user

pytestmark = pytest.mark.django_db


def finds(query: str, configuration: str = "english") -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT article_id FROM articles_searchentry"
            " WHERE vector @@ websearch_to_tsquery(%s::regconfig, %s)",
            [configuration, query],
        )
        return [row[0] for row in cursor.fetchall()]


def test_words_of_title_and_body_are_found_by_their_stems() -> None:
    article = make_article(title="Ferries are closing")
    assert search.index([article]) == 1
    assert finds("ferry") == finds("fishermen") == [article.pk]
    assert SearchEntry.objects.get().configuration == "english"


def test_a_change_of_title_or_language_is_indexed() -> None:
    article = make_article(title="Ferries")
    search.index([article])
    article.title, article.language = "Trams", "ar"
    editing.change_article(article=article, changed={"title", "language"}, by=None)
    assert finds("trams", "arabic") == [article.pk]
    assert SearchEntry.objects.get().configuration == "arabic"


def test_a_body_above_the_limit_is_indexed_in_part(caplog: pytest.LogCaptureFixture) -> None:
    words = " ".join(f"word{number:07}" for number in range(120_000))
    article = make_article(paragraphs=(words,))
    with caplog.at_level(logging.WARNING):
        search.index([article])
    assert finds("word0000000") == [article.pk]
    assert finds("word0119999") == []
    assert "characters can be searched" in caplog.text


def test_an_article_is_in_one_story() -> None:
    one, two = make_article(), make_article(story=make_story())
    story = make_story()
    editing.set_story_articles(story=story, articles=[one, two], by=None)
    assert set(story.articles.all()) == {one, two}
    editing.set_story_articles(story=story, articles=[two], by=None)
    assert list(story.articles.all()) == [two]


def test_deleting_an_article_lets_its_file_be_imported_again() -> None:
    item = batches.stage(batch=make_batch(), name="a", raw=plain_page(), by=None)
    committing.commit(items=[item], by=None)
    editing.delete_article(article=Article.objects.get(), by=None)
    item.refresh_from_db()
    assert (item.status, item.article) == (ImportItem.Status.UNDONE, None)
    restaging.restage(item=item, by=None)
    assert len(committing.commit(items=[item], by=None).committed) == 1


@pytest.mark.django_db(transaction=True)
def test_a_text_that_is_being_added_goes_with_its_article() -> None:
    article, item = archived(1), brought(text(1, edited=8))
    added = Event()

    def add() -> None:
        try:
            with transaction.atomic():
                made = text(1, edited=8)
                versions.add_version(article=article, item=item, text=made, by=None)
                added.set()
                sleep(0.5)
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        adding = pool.submit(add)
        assert added.wait(60)
        editing.delete_article(article=article, by=None)
        adding.result()
    item.refresh_from_db()
    assert (item.status, item.article) == (ImportItem.Status.UNDONE, None)
    assert not Article.objects.exists()


def test_history_names_who_changed_and_deleted() -> None:
    one, two = make_user(), make_user()
    item = batches.stage(batch=make_batch(), name="a", raw=plain_page(), by=one)
    committing.commit(items=[item], by=one)
    article = Article.objects.get()
    article.title = "Trams"
    editing.change_article(article=article, changed={"title"}, by=two)
    editing.set_story_articles(story=make_story(), articles=[article], by=one)
    undoing.undo(batch=item.batch, by=two)
    events = apps.get_model("articles.ArticleEvent").objects.order_by("pgh_id")
    named = [(event.pgh_label, event.pgh_context["user"]) for event in events]
    changed = [("changed", user.pk) for user in (two, one)]
    assert named == [*changed, ("deleted", two.pk)]
