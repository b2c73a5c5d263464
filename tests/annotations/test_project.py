import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from annotations.models import Absence, Kind
from tests import factories
from tests.annotations.reading_room import ReadingRoom

pytestmark = pytest.mark.django_db


def test_shows_articles_with_counts_by_kind(room: ReadingRoom) -> None:
    claim = factories.make_claim(room.project)
    room.annotate("ferry pier", kind=Kind.CLAIM, claim=claim)
    room.annotate("Mayor", kind=Kind.ENTITY)
    Absence.objects.create(claim=claim, article=room.article, version=room.version)
    (row,) = room.client(room.rita).get(room.url("")).context["rows"]
    assert (row.claims, row.entities, row.stances, row.highlights) == (1, 1, 0, 0)
    assert row.absences == 1


def test_absences_of_an_earlier_text_do_not_count(room: ReadingRoom) -> None:
    factories.make_absence(factories.make_claim(room.project), room.article)
    factories.make_version(room.article)
    (row,) = room.client(room.rita).get(room.url("")).context["rows"]
    assert row.absences == 0


def test_deleted_annotations_do_not_count(room: ReadingRoom) -> None:
    room.annotate("ferry pier", deleted_at="2026-01-01T00:00Z")
    response = room.client(room.rita).get(room.url(""))
    assert response.context["rows"][0].annotations == 0
    assert response.context["happenings"] == ()


def test_searches_titles_and_sources(room: ReadingRoom) -> None:
    other = factories.make_article(title="Rain", source=factories.make_source("Ellery Post"))
    factories.make_project_article(room.project, other)
    client = room.client(room.rita)
    for text, found in (("pier", room.article), ("ellery rain", other)):
        (row,) = client.get(room.url(""), {"q": text}).context["rows"]
        assert row.article == found
    assert client.get(room.url(""), {"q": "snow"}).context["rows"] == ()


def test_a_script_gets_the_list_alone(room: ReadingRoom) -> None:
    response = room.script(room.rita).get(room.url(""), {"q": "pier"})
    page = response.content.decode()
    assert page.lstrip().startswith('<form id="project-articles"')
    assert "HX-Request" in response.headers["Vary"]


def test_takes_as_many_queries_for_many_articles(room: ReadingRoom) -> None:
    client = room.client(room.rita)
    counts = []
    for number in (1, 25):
        for _ in range(number):
            article = factories.make_article(source=factories.make_source())
            factories.make_project_article(room.project, article)
            factories.make_annotation(room.project, article, created_by=room.bob)
        with CaptureQueriesContext(connection) as queries:
            client.get(room.url(""))
        counts.append(len(queries))
    assert counts[0] == counts[1]


@pytest.mark.parametrize("page", ["0", "99", "x", ""])
def test_a_page_that_does_not_exist_is_the_nearest_one(room: ReadingRoom, page: str) -> None:
    assert room.client(room.rita).get(room.url(""), {"page": page}).context["rows"]


def test_strangers_see_nothing(room: ReadingRoom) -> None:
    assert room.client(room.sam).get(room.url("")).status_code == 404


def test_wrong_method(room: ReadingRoom) -> None:
    assert room.client(room.bob).post(room.url("")).status_code == 405
