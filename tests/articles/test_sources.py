"""The list of sources and the page of one."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from articles.models import SourceName
from tests.factories import make_article, make_source, make_user

pytestmark = pytest.mark.django_db

SOURCES = reverse("articles:sources")


@pytest.fixture
def client() -> Client:
    client = Client()
    client.force_login(make_user("reader"))
    return client


def test_lists_sources_with_their_articles_counted(client: Client) -> None:
    post = make_source("Ellery Post")
    make_article(source=post)
    make_article(source=post)
    make_article()
    page = client.get(SOURCES)
    assert [(row.name, row.article_count) for row in page.context["sources"]] == [
        ("Ellery Post", 2)
    ]
    assert page.context["unknown_count"] == 1


def test_a_source_shows_its_names_and_its_articles_only(client: Client) -> None:
    post = make_source("Ellery Post", description="A weekly.")
    SourceName.objects.create(source=post, text="ELLERY POST online", key="ellery post online")
    make_article(title="Pier closes", source=post)
    make_article(title="Elsewhere")
    page = client.get(reverse("articles:source", args=[post.pk])).content.decode()
    for shown in ("Ellery Post", "A weekly.", "ELLERY POST online", "Pier closes"):
        assert shown in page
    assert "Elsewhere" not in page


def test_no_such_source(client: Client) -> None:
    assert client.get(reverse("articles:source", args=[10**6])).status_code == 404
    assert client.get(f"/archive/sources/{'9' * 30}/").status_code == 404


def test_as_many_queries_for_many_as_for_few(
    client: Client, many_articles: Callable[[int], None]
) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            client.get(SOURCES)
        return len(captured)

    make_source()
    client.get(SOURCES)
    few = queries()
    for _ in range(40):
        make_article(source=make_source())
    many_articles(300)
    assert queries() == few
