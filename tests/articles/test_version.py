"""A text version beside another one."""

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from articles.models import Article
from articles.services import versions
from tests.articles.likeness import as_text, brought
from tests.factories import make_article, make_batch, make_user, make_version

pytestmark = pytest.mark.django_db


@pytest.fixture
def client() -> Client:
    client = Client()
    client.force_login(make_user("reader"))
    return client


@pytest.fixture
def article() -> Article:
    """Three versions: Monday, Tuesday, and Tuesday with one more paragraph."""
    article = make_article(title="Pier", paragraphs=("The pier closed on Monday morning.",))
    make_version(article, paragraphs=("The pier closed on Tuesday morning.",))
    make_version(article, paragraphs=("The pier closed on Tuesday morning.", "Boats waited."))
    return article


def address(article: Article, number: int, query: str = "") -> str:
    return reverse("articles:version", args=[article.pk, number]) + query


def shown(client: Client, article: Article, number: int, query: str = "") -> str:
    response = client.get(address(article, number, query))
    assert response.status_code == 200
    return response.content.decode()


def test_needs_a_sign_in(article: Article) -> None:
    assert Client().get(address(article, 1)).status_code == 302


def test_what_changed_since_the_version_before(client: Client, article: Article) -> None:
    page = shown(client, article, 2)
    assert "closed on <del>Monday</del><ins>Tuesday</ins> morning." in page
    assert "Boats" not in page
    assert "1 word</del> taken out" in page


def test_the_first_version_is_compared_with_the_next(client: Client, article: Article) -> None:
    assert "<del>Monday</del><ins>Tuesday</ins>" in shown(client, article, 1)


@pytest.mark.parametrize(("number", "against"), [(1, 3), (3, 1)])
def test_any_two_versions_the_older_one_first(
    client: Client, article: Article, number: int, against: int
) -> None:
    page = shown(client, article, number, f"?against={against}")
    assert "<del>Monday</del><ins>Tuesday</ins>" in page
    assert "<ins>Boats waited.</ins>" in page


def test_the_same_version_twice_says_so(client: Client, article: Article) -> None:
    page = shown(client, article, 2, "?against=2")
    assert "<del>" not in page
    assert "Tuesday" in page


@pytest.mark.parametrize(("show", "word"), [("old", "Monday"), ("new", "Tuesday")])
def test_either_text_by_itself(client: Client, article: Article, show: str, word: str) -> None:
    page = shown(client, article, 2, f"?show={show}")
    assert (
        f'<p class="block-paragraph" data-start="0">The pier closed on {word} morning.</p>' in page
    )
    assert "<del>" not in page


def test_an_article_with_one_text_shows_it(client: Client) -> None:
    page = shown(client, make_article(paragraphs=("It rained.",)), 1)
    assert "It rained." in page
    assert "Changes" not in page


def test_the_title_that_it_had_then(client: Client) -> None:
    article, ana = make_article(title="Pier to close"), make_user("ana")
    made = as_text(("The pier is closed.",))
    item = brought(made, batch=make_batch(created_by=ana), title="Pier closed", name="b.html")
    versions.add_version(article=article, item=item, text=made, by=ana)
    page = shown(client, article, 2)
    assert "Pier <del>to close</del> <ins>closed</ins>" in page
    assert "ana" in page
    assert "from b.html" in page


@pytest.mark.parametrize("query", ["?against=9", "?against=x", "?against=99999999999999999999"])
def test_a_version_that_does_not_exist_is_said_and_replaced(
    client: Client, article: Article, query: str
) -> None:
    page = shown(client, article, 2, query)
    assert "There is no text version" in page
    assert "<del>Monday</del>" in page


def test_what_does_not_exist(client: Client, article: Article) -> None:
    assert client.get(address(article, 9)).status_code == 404
    assert client.get(reverse("articles:version", args=[0, 1])).status_code == 404


def test_takes_no_post(client: Client, article: Article) -> None:
    assert client.post(address(article, 1)).status_code == 405


def test_text_is_never_markup_and_runs_its_own_way(client: Client) -> None:
    article = make_article(language="ar", paragraphs=("<script>alert(1)</script> وصل الوزير",))
    make_version(article, paragraphs=("<script>alert(1)</script> وصل الرئيس",))
    page = shown(client, article, 2)
    assert "<script>alert" not in page
    assert 'lang="ar" dir="rtl"' in page
    assert "<ins>الرئيس</ins>" in page


def test_queries_do_not_grow_with_versions(
    client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    article = make_article(paragraphs=("Version 1.",))
    for count in (1, 20):
        for number in range(count):
            make_version(article, paragraphs=(f"Version {count} {number}.",))
        with django_assert_max_num_queries(10):
            client.get(address(article, article.versions.count()))
