import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from annotations.models import ClaimLink, Kind, Position, Rendering
from tests import factories
from tests.annotations.reading_room import ReadingRoom, make_reading_room

pytestmark = pytest.mark.django_db


@pytest.fixture
def room() -> ReadingRoom:
    return make_reading_room()


def test_tells_mentioned_absent_and_not_coded_apart(room: ReadingRoom) -> None:
    claim = factories.make_claim(room.project)
    absent, uncoded = factories.make_article(), factories.make_article()
    for article in (absent, uncoded):
        factories.make_project_article(room.project, article)
    room.annotate("unsafe", kind=Kind.CLAIM, claim=claim, rendering=Rendering.HEDGES)
    factories.make_absence(claim, absent, created_by=room.bob)
    response = room.client(room.rita).get(room.url(f"claims/{claim.pk}/"))
    states = {one.article.pk: one.state for one in response.context["shown"].codings}
    assert states == {
        room.article.pk: "mentioned",
        absent.pk: "absent",
        uncoded.pk: "not_coded",
    }
    page = response.content.decode()
    assert "not coded yet" in page
    assert "looked for in vain by bob" in page


def test_shows_passages_links_stances_and_what_was_merged(room: ReadingRoom) -> None:
    claim = factories.make_claim(room.project, "The pier is unsafe.")
    merged = factories.make_claim(room.project, "It may fall.", merged_into=claim)
    other = factories.make_claim(room.project, "It was inspected.")
    ana = factories.make_entity(room.project, "Ana")
    mention = room.annotate(
        "unsafe", kind=Kind.CLAIM, claim=merged, rendering=Rendering.ATTRIBUTES, speaker=ana
    )
    room.annotate(
        "dispute",
        kind=Kind.STANCE,
        position=Position.OPPOSES,
        target_claim=claim,
        target_entity=None,
    )
    ClaimLink.objects.create(from_claim=other, to_claim=merged, kind="contradicts")
    response = room.client(room.rita).get(room.url(f"claims/{claim.pk}/"))
    shown, page = response.context["shown"], response.content.decode()
    assert shown.mentions[0].passages[0].annotation == mention
    assert (shown.links[0].other, shown.links[0].outgoing) == (other, False)
    assert len(shown.stances) == 1
    assert shown.merged == (merged,)
    assert room.url(f"annotations/{mention.pk}/") in page
    assert "is contradicted by" in page


def test_a_merged_claim_leads_to_its_whole(room: ReadingRoom) -> None:
    claim = factories.make_claim(room.project)
    merged = factories.make_claim(room.project, merged_into=claim)
    response = room.client(room.rita).get(room.url(f"claims/{merged.pk}/"))
    assert response.headers["Location"] == room.url(f"claims/{claim.pk}/")


def test_takes_as_many_queries_for_many_articles(room: ReadingRoom) -> None:
    claim = factories.make_claim(room.project)
    client = room.client(room.rita)
    counts = []
    for number in (1, 25):
        for _ in range(number):
            article = factories.make_article(source=factories.make_source())
            factories.make_project_article(room.project, article)
            factories.make_annotation(
                room.project,
                article,
                kind=Kind.CLAIM,
                claim=claim,
                speaker=factories.make_entity(room.project),
            )
            ClaimLink.objects.create(
                from_claim=claim, to_claim=factories.make_claim(room.project), kind="supports"
            )
            factories.make_absence(claim, article, created_by=factories.make_user())
        with CaptureQueriesContext(connection) as queries:
            client.get(room.url(f"claims/{claim.pk}/"))
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_what_is_not_there(room: ReadingRoom) -> None:
    claim = factories.make_claim(room.project)
    foreign = factories.make_claim(factories.make_project())
    client = room.client(room.alice)
    for pk in (foreign.pk, 0, 10**30):
        assert client.get(room.url(f"claims/{pk}/")).status_code == 404
    assert room.client(room.sam).get(room.url(f"claims/{claim.pk}/")).status_code == 404
    assert client.post(room.url(f"claims/{claim.pk}/")).status_code == 405


class TestEditClaim:
    def test_saves(self, room: ReadingRoom) -> None:
        claim = factories.make_claim(room.project, created_by=room.bob)
        room.client(room.bob).post(
            room.url(f"claims/{claim.pk}/edit/"),
            {"statement": "The pier is safe.", "note": "Any wording.", "revision": 1},
        )
        claim.refresh_from_db()
        assert (claim.statement, claim.note) == ("The pier is safe.", "Any wording.")

    def test_a_stale_form_shows_both_texts(self, room: ReadingRoom) -> None:
        claim = factories.make_claim(room.project)
        client, url = room.client(room.carol), room.url(f"claims/{claim.pk}/edit/")
        client.post(url, {"statement": "Theirs.", "revision": 1})
        response = client.post(url, {"statement": "Mine.", "revision": 1})
        page = response.content.decode()
        assert response.status_code == 409
        assert "Mine." in page
        assert "Theirs." in page
        claim.refresh_from_db()
        assert claim.statement == "Theirs."

    def test_annotators_edit_their_own_only(self, room: ReadingRoom) -> None:
        claim = factories.make_claim(room.project, created_by=room.carol)
        url = room.url(f"claims/{claim.pk}/edit/")
        for user, status in (
            (room.bob, 403),
            (room.rita, 403),
            (room.sam, 404),
            (room.carol, 200),
        ):
            assert room.client(user).get(url).status_code == status


class TestMergeClaim:
    def test_shows_merges_and_undoes(self, room: ReadingRoom) -> None:
        claim = factories.make_claim(room.project, "The pier is unsafe.")
        same = factories.make_claim(room.project, "The pier is not safe.")
        client, url = room.client(room.carol), room.url(f"claims/{claim.pk}/merge/")
        assert client.get(url).context["candidates"] == [same]
        assert "0 passages" in client.get(url, {"absorb": same.pk}).content.decode()
        client.post(url, {"absorb": same.pk})
        same.refresh_from_db()
        assert same.merged_into == claim
        client.post(room.url(f"claims/{same.pk}/unmerge/"))
        same.refresh_from_db()
        assert same.merged_into is None

    def test_curators_only(self, room: ReadingRoom) -> None:
        claim = factories.make_claim(room.project)
        for user, status in ((room.bob, 403), (room.sam, 404)):
            client = room.client(user)
            assert client.get(room.url(f"claims/{claim.pk}/merge/")).status_code == status
            assert client.post(room.url(f"claims/{claim.pk}/unmerge/")).status_code == status
