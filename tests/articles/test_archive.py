"""The archive page: what is found, in which order, and what a mistyped address gets."""

import datetime
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pytest_django import Settings

from articles.models import Article, DatePrecision
from articles.services.search import index
from tests.factories import (
    make_annotation,
    make_article,
    make_member,
    make_project,
    make_source,
    make_story,
    make_user,
)

pytestmark = pytest.mark.django_db

ARCHIVE = "/archive/"


@pytest.fixture
def client() -> Client:
    client = Client()
    client.force_login(make_user("reader"))
    return client


def published(title: str, text: str = "A text.", **fields: Any) -> Article:
    """An article that can be searched."""
    article = make_article(title=title, paragraphs=(text,), **fields)
    index([article])
    return article


def titles(client: Client, **query: str) -> list[str]:
    response = client.get(ARCHIVE, query)
    assert response.status_code == 200
    return [row.article.title for row in response.context["results"].rows]


def test_needs_a_sign_in() -> None:
    response = Client().get(ARCHIVE)
    assert response.status_code == 302
    assert response["Location"].startswith(reverse("login"))


def test_takes_no_post(client: Client) -> None:
    assert client.post(ARCHIVE).status_code == 405


def test_a_row_tells_an_article_apart(client: Client) -> None:
    published(
        "Pier closes",
        "The council voted.",
        source=make_source("Ellery Post"),
        published=datetime.date(2016, 6, 9),
        published_precision=DatePrecision.DAY,
    )
    page = client.get(ARCHIVE).content.decode()
    for shown in ("Pier closes", "The council voted.", "Ellery Post", "2016", "English"):
        assert shown in page


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("pier", {"Pier closes", "Old pier"}),
        ("closing", {"Pier closes"}),
        ('"old pier"', {"Old pier"}),
        ("pier -old", {"Pier closes"}),
        ("ferry or harbour", {"Ferry strike", "Harbour fair"}),
        ("nothing", set()),
        ("Häuser", {"Das Haus"}),
        ("haus -pier", {"Das Haus"}),
    ],
)
def test_search_in_the_words_of_each_language(client: Client, query: str, found: set[str]) -> None:
    published("Pier closes")
    published("Old pier")
    published("Ferry strike")
    published("Harbour fair")
    published("Das Haus", "Die Häuser am Hafen.", language="de")
    assert set(titles(client, q=query)) == found


def test_what_was_searched_is_marked_and_html_is_text(client: Client) -> None:
    published("Pier <script>alert(1)</script>", "The <b>pier</b> is closed.")
    page = client.get(ARCHIVE, {"q": "pier"}).content.decode()
    assert "<mark>Pier</mark> &lt;script&gt;" in page
    assert "<mark>pier</mark>" in page
    assert "<script>alert" not in page
    assert "<b>" not in page


def test_a_match_in_the_title_comes_first(client: Client) -> None:
    published("Weather", "A long day at the pier with rain and wind.")
    published("The pier")
    published("Fog", "The pier was not to be seen.")
    assert titles(client, q="pier")[0] == "The pier"


def test_filters(client: Client) -> None:
    post, story = make_source("Ellery Post"), make_story("The pier")
    day = DatePrecision.DAY
    first = published(
        "First", source=post, published=datetime.date(2016, 6, 9), published_precision=day
    )
    published("Second", story=story, published=datetime.date(2017, 1, 1), published_precision=day)
    published("Third", language="fr")
    assert titles(client, source=str(first.source_id)) == ["First"]
    assert titles(client, source="unknown") == ["Second", "Third"]
    assert titles(client, story=str(story.pk)) == ["Second"]
    assert titles(client, language="fr") == ["Third"]
    assert titles(client, **{"from": "2016-06-10"}) == ["Second"]
    assert titles(client, to="2016-06-09") == ["First"]
    assert titles(client, **{"from": "2016-06-09", "to": "2017-01-01"}) == ["Second", "First"]


def test_a_month_is_in_the_range_of_each_of_its_days(client: Client) -> None:
    published(
        "In June",
        published=datetime.date(2016, 6, 1),
        published_precision=DatePrecision.MONTH,
    )
    assert titles(client, **{"from": "2016-06-20"}) == ["In June"]
    assert titles(client, **{"from": "2016-07-01"}) == []


def test_order(client: Client) -> None:
    for title, year in (("b", 2015), ("a", 2017), ("C", 2016)):
        published(
            title, published=datetime.date(year, 1, 1), published_precision=DatePrecision.YEAR
        )
    published("undated")
    assert titles(client) == ["a", "C", "b", "undated"]
    assert titles(client, sort="oldest") == ["b", "C", "a", "undated"]
    assert titles(client, sort="title") == ["a", "b", "C", "undated"]
    assert titles(client, sort="added") == ["undated", "C", "a", "b"]


def test_pages_hold_every_article_once(client: Client) -> None:
    for number in range(60):
        make_article(title=f"Article {number:02}")
    found = [title for page in "123" for title in titles(client, page=page, sort="title")]
    assert found == [f"Article {number:02}" for number in range(60)]
    page = client.get(ARCHIVE, {"page": "2", "sort": "title", "q": ""}).content.decode()
    assert "?sort=title&amp;page=3" in page or "?sort=title&page=3" in page


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ({"page": "abc"}, "The page must be a number"),
        ({"page": "-1"}, "Pages count from 1"),
        ({"page": "99"}, "There is no page 99"),
        ({"page": "9" * 5000}, ""),
        ({"from": "yesterday"}, "“yesterday” is no date"),
        ({"to": "2016-13-40"}, "is no date"),
        ({"from": "2017-01-01", "to": "2016-01-01"}, "nothing is in between"),
        ({"source": "7777777"}, "There is no source"),
        ({"source": "9" * 40}, "There is no source"),
        ({"language": "xx"}, "There is no language"),
        ({"story": "x"}, "There is no story"),
        ({"sort": "id; drop table"}, "There is no order"),
        ({"q": "x" * 10_000}, "Only the first"),
        ({"q": "a\x00b"}, ""),
    ],
)
def test_a_mistyped_address_gets_the_page_and_a_message(
    client: Client, query: dict[str, str], message: str
) -> None:
    make_article(title="Still here")
    response = client.get(ARCHIVE, query)
    assert response.status_code == 200
    assert message in response.content.decode().replace("&quot;", '"')


def test_naughty_strings_as_queries_and_titles(client: Client, shared_dir: Path) -> None:
    naughty = json.loads((shared_dir / "data" / "blns.json").read_text())
    for text in naughty:
        assert client.get(ARCHIVE, {"q": text}).status_code == 200
    stored = [text for text in naughty if text.strip() and "\x00" not in text]
    for text in stored[::10]:
        published(text, text.strip())
    found = [title for page in "123" for title in titles(client, page=page, sort="added")]
    assert set(stored[::10]) <= set(found)


def test_a_swap_gets_the_results_alone(client: Client) -> None:
    make_article(title="Pier closes")
    response = client.get(ARCHIVE, {"sort": "title"}, headers={"HX-Request": "true"})
    page = response.content.decode()
    assert "<html" not in page
    assert 'id="results"' in page
    assert response["HX-Push-Url"] == "/archive/?sort=title"
    assert "HX-Request" in response["Vary"]
    assert "HX-Request" in client.get(ARCHIVE)["Vary"]


def test_annotations_of_others_projects_are_not_counted(client: Client) -> None:
    article = make_article()
    mine, theirs = make_project(), make_project()
    user = make_member(mine)
    make_annotation(mine, article)
    make_annotation(theirs, article)
    make_annotation(theirs, article, start=6, end=9)
    client.force_login(user)
    assert "1 annotation in your projects" in " ".join(client.get(ARCHIVE).content.decode().split())


def test_right_to_left_titles_say_so(client: Client) -> None:
    make_article(title="خبر", language="ar")
    assert 'lang="ar" dir="rtl"' in client.get(ARCHIVE).content.decode()


def test_an_empty_archive_says_what_to_do(settings: Settings) -> None:
    editor = Client()
    editor.force_login(make_user(is_staff=True, is_superuser=True))
    settings.OFFER_SAMPLE = True
    page = editor.get(ARCHIVE).content.decode()
    assert "The archive is empty" in page
    assert reverse("annotations:load_sample") in page
    settings.OFFER_SAMPLE = False
    assert reverse("annotations:load_sample") not in editor.get(ARCHIVE).content.decode()


@pytest.mark.parametrize("query", [{}, {"q": "council"}])
def test_as_many_queries_for_many_articles_as_for_few(
    client: Client, query: dict[str, str], many_articles: Callable[[int], None]
) -> None:
    many_articles(10)
    client.get(ARCHIVE, query)
    with CaptureQueriesContext(connection) as few:
        client.get(ARCHIVE, query)
    many_articles(990)
    with CaptureQueriesContext(connection) as many:
        client.get(ARCHIVE, query)
    assert len(many) == len(few)


def test_a_search_reads_the_index_and_not_all_vectors(many_articles: Callable[[int], None]) -> None:
    many_articles(10)
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM articles_matching(%s, 'council')", [["english"]])
        assert cursor.fetchone() == (10,)
        cursor.execute(
            "SELECT seq_scan, idx_scan > 0 FROM pg_stat_xact_user_tables"
            " WHERE relname = 'articles_searchentry'"
        )
        assert cursor.fetchone() == (0, True)
