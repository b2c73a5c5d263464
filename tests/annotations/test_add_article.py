import pytest

from articles.models import Article
from articles.services import search
from tests import factories
from tests.annotations.reading_room import ReadingRoom

pytestmark = pytest.mark.django_db


@pytest.fixture
def other() -> Article:
    article = factories.make_article(title="Herring season opens")
    search.index([Article.objects.with_text().get(pk=article.pk)])
    return article


def test_offers_what_the_project_lacks(room: ReadingRoom, other: Article) -> None:
    (choice,) = room.client(room.bob).get(room.url("articles/add/")).context["choices"]
    assert (choice.article, choice.in_project) == (other, False)


def test_searches_the_archive_and_says_what_the_project_has(
    room: ReadingRoom, other: Article
) -> None:
    search.index([Article.objects.with_text().get(pk=room.article.pk)])
    client = room.client(room.bob)
    for text, found in (
        ("herring", [(other, False)]),
        ("pier", [(room.article, True), (other, False)]),
        ("snow", []),
        ("a\x00", []),
    ):
        choices = client.get(room.url("articles/add/"), {"q": text}).context["choices"]
        assert [(one.article, one.in_project) for one in choices] == found, text
    assert client.get(room.url("articles/add/"), {"q": '"'}).status_code == 200


def test_adds_an_article_and_goes_back(room: ReadingRoom, other: Article) -> None:
    back = room.url("articles/add/") + "?q=herring"
    response = room.client(room.bob).post(
        room.url("articles/add/"), {"article": other.pk, "next": back}
    )
    assert response.headers["Location"] == back
    link = room.project.article_links.get(article=other)
    assert link.added_by == room.bob


def test_goes_nowhere_else(room: ReadingRoom, other: Article) -> None:
    response = room.client(room.bob).post(
        room.url("articles/add/"), {"article": other.pk, "next": "https://elsewhere.example/"}
    )
    assert response.headers["Location"] == room.url("")


@pytest.mark.parametrize("article", ["", "x", "0", str(10**30)])
def test_an_article_that_does_not_exist_is_said_so(room: ReadingRoom, article: str) -> None:
    response = room.client(room.bob).post(
        room.url("articles/add/"), {"article": article}, follow=True
    )
    assert "There is no such article" in response.content.decode()
    assert room.project.article_links.count() == 1


def test_readers_may_not(room: ReadingRoom, other: Article) -> None:
    response = room.client(room.rita).post(room.url("articles/add/"), {"article": other.pk})
    assert response.status_code == 403
    response = room.client(room.sam).post(room.url("articles/add/"), {"article": other.pk})
    assert response.status_code == 404


class TestRemoveArticle:
    def test_takes_out_what_nobody_worked_on(self, room: ReadingRoom) -> None:
        room.client(room.carol).post(room.url(f"articles/{room.article.pk}/remove/"))
        assert not room.project.article_links.exists()

    def test_keeps_what_has_annotations_and_says_why(self, room: ReadingRoom) -> None:
        room.annotate("ferry pier")
        response = room.client(room.carol).post(
            room.url(f"articles/{room.article.pk}/remove/"), follow=True
        )
        assert "Delete those first" in response.content.decode()
        assert room.project.article_links.exists()

    def test_wrong_method_and_number(self, room: ReadingRoom) -> None:
        client = room.client(room.carol)
        assert client.get(room.url(f"articles/{room.article.pk}/remove/")).status_code == 405
        assert client.post(room.url("articles/999999/remove/")).status_code == 404
