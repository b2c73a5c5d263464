"""Finding an article to open beside others."""

import pytest

from tests import factories
from tests.annotations.reading_room import ReadingRoom

pytestmark = pytest.mark.django_db


def pick(room: ReadingRoom, **query: str) -> str:
    response = room.script(room.rita).get(room.url("pick/article/"), query)
    assert response.status_code == 200
    return response.content.decode()


def test_the_projects_own_without_words_the_archives_with_them(room: ReadingRoom) -> None:
    ours = factories.make_article(title="Council votes")
    factories.make_project_article(room.project, ours)
    theirs = factories.make_article(title="Ferry stops")
    open_now = str(room.article.pk)
    page = pick(room, panes=open_now)
    assert room.url(f"compare/{open_now},{ours.pk}/") in page
    assert "Ferry stops" not in page
    page = pick(room, panes=open_now, text="stops ferry")
    assert room.url(f"compare/{open_now},{theirs.pk}/") in page
    assert "not in the project yet" in page


def test_what_is_open_is_not_offered(room: ReadingRoom) -> None:
    assert "Pier to close" not in pick(room, panes=str(room.article.pk), text="pier")


def test_without_scripts_it_is_a_page(room: ReadingRoom) -> None:
    response = room.client(room.rita).get(
        room.url("pick/article/"), {"panes": str(room.article.pk), "text": "\x00%"}
    )
    assert "<html" in response.content.decode()


def test_panes_that_are_none_get_404(room: ReadingRoom) -> None:
    assert room.client(room.rita).get(room.url("pick/article/?panes=x")).status_code == 404
    assert room.client(room.rita).get(room.url("pick/article/")).status_code == 404


def test_strangers_get_404(room: ReadingRoom) -> None:
    url = room.url(f"pick/article/?panes={room.article.pk}")
    assert room.client(room.sam).get(url).status_code == 404


def test_only_get(room: ReadingRoom) -> None:
    assert room.client(room.rita).post(room.url("pick/article/")).status_code == 405


@pytest.mark.parametrize("panes", ["9" * 5000, "9" * 19, "x"])
def test_numbers_that_no_article_has_get_404(room: ReadingRoom, panes: str) -> None:
    response = room.script(room.rita).get(room.url("pick/article/"), {"panes": panes})
    assert response.status_code == 404
