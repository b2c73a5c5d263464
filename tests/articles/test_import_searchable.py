"""Search entries in bulk: all of them, once, whatever was interrupted."""

from collections.abc import Iterator

import pytest
from django.db import connection

from articles.models import Article, SearchEntry
from articles.services import search, search_index
from tests.factories import make_article, make_version

INDEX = "SELECT count(*) FROM pg_indexes WHERE indexname = 'search_entry_vector'"


def has_index() -> bool:
    with connection.cursor() as cursor:
        cursor.execute(INDEX)
        (count,) = cursor.fetchone()
    return bool(count)


def entries() -> dict[int, tuple[str, str]]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT article_id, configuration, vector::text FROM articles_searchentry")
        return {pk: (configuration, vector) for pk, configuration, vector in cursor.fetchall()}


@pytest.fixture
def index_back(transactional_db: None) -> Iterator[None]:
    """The index is dropped outside of a transaction: whoever comes after finds it again."""
    yield
    search_index.index_missing(processes=1)
    assert has_index()


@pytest.mark.django_db
def test_entries_written_together_are_those_written_one_by_one() -> None:
    articles = [
        make_article(title="The pier closes", language="en"),
        make_article(title="Der Kai wird geschlossen", language="de"),
        make_article(title="Unbekannt", language="und", paragraphs=("One.", "Two words.")),
        make_article(
            title="Long", paragraphs=tuple((f"word{n} " * 9).strip() for n in range(1200))
        ),
        make_article(title="Much", paragraphs=(" ".join(f"w{n:08}" for n in range(90_000)),)),
    ]
    articles = list(Article.objects.select_related("current_version").order_by("pk"))
    search.index(articles)
    one_by_one = entries()
    SearchEntry.objects.all().delete()
    search_index.index_new(articles)
    assert entries() == one_by_one
    assert {configuration for configuration, _ in one_by_one.values()} == {
        "english",
        "german",
        "simple",
    }


@pytest.mark.usefixtures("transactional_db")
def test_only_what_is_missing_is_written() -> None:
    old, new = make_article(title="Old"), make_article(title="New")
    make_article(title="Newer")
    search.index([old])
    SearchEntry.objects.update(configuration="danish")
    assert search_index.index_missing(processes=2) == 2
    assert search_index.index_missing(processes=2) == 0
    assert entries()[old.pk][0] == "danish"
    assert entries()[new.pk][0] == "english"


@pytest.mark.usefixtures("index_back")
def test_a_missing_index_is_built() -> None:
    make_article()
    with connection.cursor() as cursor:
        cursor.execute("DROP INDEX search_entry_vector")
    assert search_index.index_missing(processes=1) == 1
    assert has_index()


@pytest.mark.usefixtures("index_back")
def test_for_many_new_articles_the_index_is_built_anew_and_a_kill_is_made_good(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    articles = [make_article(title=f"Article {n}") for n in range(6)]
    monkeypatch.setattr(search_index, "REBUILD_FROM", 3)
    monkeypatch.setattr(search_index, "_CHUNK", 2)
    write_all = search_index._write_all
    done: list[list[search_index._Missing]] = []

    def some(missing: list[search_index._Missing]) -> None:
        if len(done) == 2:
            raise KeyboardInterrupt
        assert not has_index()
        done.append(missing)
        write_all(missing)

    with monkeypatch.context() as patch:
        patch.setattr(search_index, "_write_all", some)
        with pytest.raises(KeyboardInterrupt):
            search_index.index_missing(processes=1)
    assert SearchEntry.objects.count() == 4
    assert not has_index()
    assert search_index.index_missing(processes=1) == 2
    assert SearchEntry.objects.count() == len(articles)
    assert has_index()


@pytest.mark.usefixtures("index_back")
def test_a_few_new_articles_leave_the_index_where_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search_index, "REBUILD_FROM", 3)
    search.index([make_article() for _ in range(4)])
    for _ in range(3):
        make_article()

    def never() -> None:
        raise AssertionError

    monkeypatch.setattr(search_index, "_drop_index", never)
    assert search_index.index_missing(processes=1) == 3


@pytest.mark.django_db
def test_a_text_that_changed_meanwhile_keeps_its_newer_entry() -> None:
    article = make_article()
    make_version(article, paragraphs=("A later text of the council.",))
    search.index([Article.objects.select_related("current_version").get(pk=article.pk)])
    newer = entries()
    search_index.index_new([article])
    assert entries() == newer
