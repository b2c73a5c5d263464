import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from annotations.models import Kind, Rendering
from tests import factories
from tests.annotations.reading_room import ReadingRoom

pytestmark = pytest.mark.django_db


def found(room: ReadingRoom, **query: str) -> list[str]:
    response = room.client(room.rita).get(room.url("claims/"), query)
    assert response.status_code == 200
    return [row.claim.statement for row in response.context["rows"]]


def test_counts_renderings_by_article_and_absences(room: ReadingRoom) -> None:
    claim = factories.make_claim(room.project, "The pier is unsafe.")
    merged = factories.make_claim(room.project, "It is not safe.", merged_into=claim)
    other, third = factories.make_article(), factories.make_article()
    room.annotate("unsafe", kind=Kind.CLAIM, claim=claim, rendering=Rendering.ATTRIBUTES)
    room.annotate("pier", kind=Kind.CLAIM, claim=claim, rendering=Rendering.ATTRIBUTES)
    factories.make_annotation(
        room.project, other, kind=Kind.CLAIM, claim=merged, rendering=Rendering.DENIES
    )
    for article in (other, third):
        factories.make_absence(claim, article)
    (row,) = room.client(room.rita).get(room.url("claims/")).context["rows"]
    assert (row.claim, row.mentions, row.articles, row.absent) == (claim, 3, 2, 1)
    assert [(count.rendering, count.articles) for count in row.renderings] == [
        (Rendering.ATTRIBUTES, 1),
        (Rendering.DENIES, 1),
    ]


def test_searches_and_sorts(room: ReadingRoom) -> None:
    pier = factories.make_claim(room.project, "The pier is unsafe.")
    factories.make_claim(room.project, "Ferries are late.", merged_into=pier)
    factories.make_claim(room.project, "A second inspection is wanted.")
    room.annotate("unsafe", kind=Kind.CLAIM, claim=pier)
    both = ["A second inspection is wanted.", "The pier is unsafe."]
    assert found(room) == both
    assert found(room, sort="statement") == both
    assert found(room, sort="articles") == both[::-1]
    for text in ("PIER", "unsafe pier", "ferries"):
        assert found(room, q=text) == ["The pier is unsafe."], text
    assert found(room, q="100%") == []
    assert found(room, q="\x00") == both
    assert found(room, q="pier is unsafe . the pier is unsafe nonsense") == both[1:]
    assert found(room, q=" " * 200 + "nonsense") == both


@pytest.mark.parametrize("sort", ["recent", "articles"])
def test_takes_as_many_queries_for_many_claims(room: ReadingRoom, sort: str) -> None:
    client = room.client(room.rita)
    counts = []
    for number in (1, 50):
        for _ in range(number):
            factories.make_annotation(room.project, room.article, kind=Kind.CLAIM)
        with CaptureQueriesContext(connection) as queries:
            client.get(room.url("claims/"), {"sort": sort})
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_a_script_gets_the_list_alone(room: ReadingRoom) -> None:
    page = room.script(room.rita).get(room.url("claims/")).content.decode()
    assert page.lstrip().startswith('<div id="claim-list"')


def test_other_projects_claims_are_not_listed(room: ReadingRoom) -> None:
    factories.make_claim(factories.make_project(), "Foreign")
    assert found(room) == []
    assert room.client(room.sam).get(room.url("claims/")).status_code == 404


class TestCreateClaim:
    def test_makes_one(self, room: ReadingRoom) -> None:
        room.client(room.bob).post(room.url("claims/new/"), {"statement": " The pier\nis shut. "})
        claim = room.project.claims.get()
        assert (claim.statement, claim.created_by) == ("The pier is shut.", room.bob)

    def test_the_same_twice_is_one(self, room: ReadingRoom) -> None:
        client, url = room.client(room.bob), room.url("claims/new/")
        first = client.post(url, {"statement": "The pier is shut.", "note": "One\r\nTwo"})
        again = client.post(url, {"statement": "the  pier is SHUT.", "note": "One\r\nTwo"})
        assert again.headers["Location"] == first.headers["Location"]
        assert room.project.claims.count() == 1

    def test_a_note_for_a_claim_that_exists_is_not_lost(self, room: ReadingRoom) -> None:
        claim = factories.make_claim(room.project, "The pier is shut.")
        response = room.client(room.bob).post(
            room.url("claims/new/"), {"statement": "The pier is shut.", "note": "Since May."}
        )
        page = response.content.decode()
        assert response.status_code == 422
        assert "Since May." in page
        assert room.url(f"claims/{claim.pk}/") in page

    def test_a_statement_has_an_end(self, room: ReadingRoom) -> None:
        response = room.client(room.bob).post(room.url("claims/new/"), {"statement": "a" * 2001})
        assert response.status_code == 422
        assert "2,001 characters; 2,000 are allowed" in response.content.decode()

    def test_without_a_statement_says_so(self, room: ReadingRoom) -> None:
        response = room.client(room.bob).post(room.url("claims/new/"), {})
        assert response.status_code == 422

    def test_readers_may_not(self, room: ReadingRoom) -> None:
        assert room.client(room.rita).get(room.url("claims/new/")).status_code == 403
