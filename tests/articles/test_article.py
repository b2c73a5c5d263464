"""An article's own page."""

import datetime

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from articles.models import DatePrecision
from articles.services import sightings
from tests.factories import (
    make_article,
    make_batch,
    make_item,
    make_member,
    make_project,
    make_source,
    make_story,
    make_user,
    make_version,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def client() -> Client:
    client = Client()
    client.force_login(make_user("reader"))
    return client


def address(pk: int) -> str:
    return reverse("articles:article", args=[pk])


def test_needs_a_sign_in() -> None:
    assert Client().get(address(make_article().pk)).status_code == 302


def test_shows_the_article_as_it_was_published(client: Client) -> None:
    article = make_article(
        title="Pier closes",
        kicker="PHOTO",
        dateline="PORT ELLERY",
        authors=["Ana Roth"],
        external_id="55",
        url="https://example.org/pier",
        source=make_source("Ellery Post"),
        published=datetime.date(2016, 6, 1),
        published_precision=DatePrecision.MONTH,
    )
    page = client.get(address(article.pk)).content.decode()
    for shown in ("Pier closes", "PHOTO", "PORT ELLERY", "Ana Roth", "55", "Ellery Post"):
        assert shown in page
    assert "June 2016" in page
    assert "1 June 2016" not in page
    assert "example.org/pier" in page


def test_says_what_is_unknown(client: Client) -> None:
    page = client.get(address(make_article().pk)).content.decode().lower()
    assert "source unknown" in page or "unknown source" in page
    assert "date unknown" in page


def test_every_paragraph_is_a_block_with_nothing_but_its_text(client: Client) -> None:
    article = make_article(paragraphs=("One & two.", "Three."))
    page = client.get(address(article.pk)).content.decode()
    assert ">One &amp; two.</p>" in page
    assert ">Three.</p>" in page


def test_an_older_version_is_read_by_its_number(client: Client) -> None:
    article = make_article(paragraphs=("The old text.",))
    make_version(article, paragraphs=("The new text.",))
    assert "The new text." in client.get(address(article.pk)).content.decode()
    page = client.get(address(article.pk), {"version": "1"}).content.decode()
    assert "The old text." in page
    assert "The new text." not in page


def test_a_number_written_otherwise_is_the_same_version(client: Client) -> None:
    page = client.get(address(make_article().pk), {"version": "01"}).content.decode()
    assert "There is no text version" not in page


@pytest.mark.parametrize("version", ["9", "x", "9" * 5000, "-1", "\x00", "١"])
def test_a_version_that_does_not_exist_is_said(client: Client, version: str) -> None:
    response = client.get(address(make_article().pk), {"version": version})
    assert response.status_code == 200
    assert "There is no text version" in response.content.decode()


def test_what_was_removed_is_listed_with_its_reason(client: Client) -> None:
    article = make_article()
    item = make_item(
        removed=[
            {"line": 4, "rule": "select-page-menu", "reason": "It is a menu.", "text": "Select"}
        ]
    )
    make_version(article, import_item=item)
    page = client.get(address(article.pk)).content.decode()
    for shown in ("select-page-menu", "It is a menu.", "Select"):
        assert shown in page


@pytest.mark.parametrize("permission", ["view_importbatch", "change_importbatch", ""])
def test_who_may_look_at_imports_can_download_the_file(client: Client, permission: str) -> None:
    article = make_article()
    item = make_item(sha256="0" * 64)
    make_version(article, import_item=item)
    raw = reverse("admin:articles_importitem_raw", args=[item.pk])
    assert raw not in client.get(address(article.pk)).content.decode()
    editor = make_user(is_staff=True)
    editor.user_permissions.set(Permission.objects.filter(codename=permission))
    client.force_login(editor)
    assert (raw in client.get(address(article.pk)).content.decode()) == bool(permission)


def test_leads_to_the_projects_of_the_visitor_only(client: Client) -> None:
    article, mine = make_article(), make_project("Mine")
    make_project("Theirs")
    client.force_login(make_member(mine))
    page = client.get(address(article.pk)).content.decode()
    assert reverse("annotations:read", args=["mine", article.pk]) in page
    assert "Theirs" not in page


def test_right_to_left(client: Client) -> None:
    article = make_article(title="خبر", language="ar", paragraphs=("نص",))
    assert 'dir="rtl"' in client.get(address(article.pk)).content.decode()


def test_no_such_article(client: Client) -> None:
    assert client.get(address(10**6)).status_code == 404
    assert client.get(f"/archive/{'9' * 30}/").status_code == 404


def test_takes_no_post(client: Client) -> None:
    assert client.post(address(make_article().pk)).status_code == 405


def test_versions_say_when_by_whom_and_from_which_file(client: Client) -> None:
    article = make_article()
    item = make_item(make_batch(created_by=make_user("ana")), name="later.html")
    make_version(article, paragraphs=("Later.",), import_item=item)
    page = client.get(address(article.pk)).content.decode()
    assert "Version 1" in page
    assert "ana" in page
    assert "from later.html" in page
    assert reverse("articles:version", args=[article.pk, 2]) in page
    assert reverse("articles:version", args=[article.pk, 1]) not in page


def test_one_version_is_no_list_of_versions(client: Client) -> None:
    assert "Text versions" not in client.get(address(make_article().pk)).content.decode()


def test_where_else_it_was_seen(client: Client) -> None:
    article = make_article(url="https://example.org/a")
    for url in ("https://example.net/copy", "javascript:alert(1)"):
        item = make_item(
            source=make_source(), url=url, published=datetime.date(2024, 5, 1),
            published_precision=DatePrecision.MONTH,
        )  # fmt: skip
        sightings.note(item=item, article=article)
    page = client.get(address(article.pk)).content.decode()
    assert "Also seen at" in page
    assert '<a href="https://example.net/copy" rel="noopener nofollow">' in page
    assert "May 2024" in page
    assert "javascript:alert(1)" in page
    assert 'href="javascript' not in page


def test_a_sighting_says_where_and_when(client: Client) -> None:
    article = make_article()
    item = make_item(name="copy.txt", source_name="The Shore Post", url="https://shore.test/9")
    sightings.note(item=item, article=article)
    page = client.get(address(article.pk)).content.decode()
    seen = page[page.index("Also seen at") :]
    assert "<bdi>The Shore Post</bdi>" in seen
    assert "https://shore.test/9" in seen
    assert f"{item.sighting.created_at:%-d %b %Y}" in seen
    assert "in copy.txt" in seen


@pytest.mark.parametrize(("others", "are_named"), [(0, False), (1, True), (5, True), (6, False)])
def test_the_others_of_its_story_where_they_are_few(
    client: Client, others: int, are_named: bool
) -> None:
    story = make_story("Ferry <strike>")
    article = make_article(story=story)
    for number in range(others):
        make_article(
            title=f"Told <again> {number}", story=story, source=make_source(f"Paper {number}"),
            published=datetime.date(2024, 5, number + 1), published_precision=DatePrecision.DAY,
        )  # fmt: skip
    make_article(title="Told <again> elsewhere")
    page = client.get(address(article.pk)).content.decode()
    assert f'?story={story.pk}">All of “Ferry &lt;strike&gt;” in the archive</a>' in page
    assert ("Told &lt;again&gt; 0</a>" in page, "Paper 0" in page) == (are_named, are_named)
    assert page.count("Told &lt;again&gt;") == (others if are_named else 0)
    assert ("1 May 2024" in page) == are_named


def test_no_story(client: Client) -> None:
    assert "same story" not in client.get(address(make_article().pk)).content.decode()


def test_queries_do_not_grow_with_its_story(
    client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    story = make_story("Ferry strike")
    article = make_article(story=story)
    for count in (1, 4, 20):
        for _ in range(count):
            make_article(story=story, source=make_source())
        with django_assert_max_num_queries(14):
            client.get(address(article.pk))


def test_queries_do_not_grow_with_versions_and_sightings(
    client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    article = make_article()
    for count in (1, 20):
        for number in range(count):
            make_version(article, paragraphs=(f"Version {count} {number}.",))
            item = make_item(url=f"https://example.net/{count}/{number}", source=make_source())
            sightings.note(item=item, article=article)
        with django_assert_max_num_queries(13):
            client.get(address(article.pk))


def test_a_paragraph_in_another_language_says_so(client: Client) -> None:
    article = make_article()
    make_version(article, paragraphs=("He said:", "قال الرئيس إن المحادثات"), languages=("", "ar"))
    page = client.get(address(article.pk)).content.decode()
    assert '<p class="block-paragraph" data-start="0">He said:</p>' in page
    assert (
        '<p class="block-paragraph" data-start="10" lang="ar" dir="rtl">'
        "قال الرئيس إن المحادثات</p>" in page
    )
