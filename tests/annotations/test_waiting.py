"""The annotations that wait for somebody since their articles were revised."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import factories
from tests.annotations.reading_room import ReadingRoom, make_reading_room
from tests.annotations.revising import revise

pytestmark = pytest.mark.django_db


@pytest.fixture
def room() -> ReadingRoom:
    """Bob's text changed, Carol's is gone, and one of Bob's stayed."""
    room = make_reading_room()
    room.annotate("the pier was unsafe")
    room.annotate("ferry pier")
    room.annotate("second inspection", created_by=room.carol)
    revise(
        room.article,
        ("unsafe", "dangerous"),
        ("Fishermen dispute the finding and want a second inspection", "So"),
    )
    return room


def test_the_projects_page_leads_there(room: ReadingRoom) -> None:
    page = room.client(room.rita).get(room.url("")).content.decode()
    assert f'href="{room.url("waiting/")}?state=changed">1 passage changed: confirm</a>' in page
    assert f'href="{room.url("waiting/")}?state=orphaned">1 gone: re-attach</a>' in page


def test_nothing_waits() -> None:
    room = make_reading_room()
    assert "waiting/" not in room.client(room.rita).get(room.url("")).content.decode()
    page = room.client(room.rita).get(room.url("waiting/")).content.decode()
    assert "Nothing waits" in page


@pytest.mark.parametrize(
    ("query", "listed"),
    [
        ("", [True, True]),
        ("?state=changed", [True, False]),
        ("?state=orphaned", [False, True]),
        ("?state=moved", [False, False]),
        ("?state=nonsense", [True, True]),
        ("?mine=1", [True, False]),
    ],
)
def test_which(room: ReadingRoom, query: str, listed: list[bool]) -> None:
    page = room.client(room.bob).get(room.url(f"waiting/{query}")).content.decode()
    assert ["the pier was dangerous" in page, "second inspection" in page] == listed
    assert ">ferry pier<" not in page


def test_what_changed_and_who_is_asked(room: ReadingRoom) -> None:
    page = room.client(room.rita).get(room.url("waiting/")).content.decode()
    assert "<del>unsafe</del><ins>dangerous</ins>" in page
    assert "bob is asked" in page
    assert "carol is asked" in page


def test_who_asks_is_told_what_is_theirs(room: ReadingRoom) -> None:
    page = room.client(room.bob).get(room.url("waiting/")).content.decode()
    assert "you are asked" in page
    assert "bob is asked" not in page


@pytest.mark.parametrize("query", ["?state=moved", "?state=moved&mine=1"])
def test_an_empty_filter_does_not_say_that_nothing_waits(room: ReadingRoom, query: str) -> None:
    page = room.client(room.bob).get(room.url(f"waiting/{query}")).content.decode()
    assert "Nothing moved waits" in page
    assert "every annotation stands" not in page
    assert f'<a href="{room.url("waiting/")}">Show all that waits</a>' in page


def test_queries_do_not_grow(room: ReadingRoom) -> None:
    client = room.client(room.bob)
    counts = []
    for number in (1, 40):
        for _ in range(number):
            article = factories.make_article()
            factories.make_annotation(room.project, article, state="moved")
        with CaptureQueriesContext(connection) as queries:
            assert client.get(room.url("waiting/")).status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_who_may_see_it(room: ReadingRoom) -> None:
    assert room.client(room.sam).get(room.url("waiting/")).status_code == 404
    assert room.client(room.rita).post(room.url("waiting/")).status_code == 405
