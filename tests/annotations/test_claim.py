import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from annotations.models import ClaimLink, Kind, Position, Rendering
from annotations.queries import claims as queries
from tests import factories
from tests.annotations.reading_room import ReadingRoom
from tests.annotations.revising import revise

pytestmark = pytest.mark.django_db


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


def test_a_passage_that_is_gone_says_nothing_about_the_present_text(room: ReadingRoom) -> None:
    claim = factories.make_claim(room.project)
    room.annotate("second inspection", kind=Kind.CLAIM, claim=claim, rendering=Rendering.HEDGES)
    revise(
        room.article, ("Fishermen dispute the finding and want a second inspection", "Nobody spoke")
    )
    response = room.client(room.bob).get(room.url(f"claims/{claim.pk}/"))
    (coding,) = response.context["shown"].codings
    assert (coding.state, coding.mentions) == ("not_coded", 1)
    assert (coding.renderings, coding.orphaned) == ((), (Rendering.HEDGES,))
    assert "An earlier text:" in response.content.decode()


def test_an_absence_of_an_earlier_text_is_history(room: ReadingRoom) -> None:
    claim = factories.make_claim(room.project)
    factories.make_absence(claim, room.article, created_by=room.bob)
    factories.make_version(room.article)
    response = room.client(room.bob).get(room.url(f"claims/{claim.pk}/"))
    (coding,) = response.context["shown"].codings
    assert (coding.state, coding.absences, len(coding.earlier_absences)) == ("not_coded", (), 1)
    page = response.content.decode()
    assert "not coded yet" in page
    assert "in an earlier text (version 1)" in page
    (row,) = room.client(room.bob).get(room.url("claims/")).context["rows"]
    assert row.absent == 0


def test_pages_the_articles_and_leads_to_the_page_of_a_passage(
    room: ReadingRoom, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queries, "ARTICLES_PER_PAGE", 2)
    monkeypatch.setattr(queries, "PASSAGES_PER_PAGE", 2)
    claim = factories.make_claim(room.project)
    articles = [room.article, *(factories.make_article() for _ in range(3))]
    for article in articles[1:]:
        factories.make_project_article(room.project, article)
    factories.make_absence(claim, articles[3])
    for article in articles[1:3]:
        for start in (0, 10):
            factories.make_annotation(
                room.project, article, start=start, end=start + 5, kind=Kind.CLAIM, claim=claim
            )
    client, url = room.client(room.rita), room.url(f"claims/{claim.pk}/")
    first = client.get(url)
    second = client.get(url, {"articles": 2, "page": 2})
    codings = [*first.context["shown"].codings, *second.context["shown"].codings]
    assert [one.article.pk for one in codings] == [
        *(article.pk for article in articles[1:]),
        room.article.pk,
    ]
    assert [one.page for one in codings[:2]] == [1, 2]
    assert f'{url}?page=2#article-{articles[2].pk}"' in first.content.decode()
    assert f'id="article-{articles[2].pk}"' in second.content.decode()
    assert "2 of 4" in first.content.decode()


def test_a_list_that_is_cut_says_so(room: ReadingRoom, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queries, "PASSAGES_PER_PAGE", 2)
    claim = factories.make_claim(room.project)
    for words in ("pier", "unsafe", "Mayor"):
        room.annotate(words, kind=Kind.STANCE, target_claim=claim, target_entity=None)
    page = room.client(room.rita).get(room.url(f"claims/{claim.pk}/")).content.decode()
    assert "2 of 3" in page


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
    assert len(shown.stances.groups) == 1
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

    def test_numbers_beyond_any_row_are_nothing(self, room: ReadingRoom) -> None:
        claim = factories.make_claim(room.project)
        url = room.url(f"claims/{claim.pk}/merge/")
        for absorb in ("9" * 5000, "9" * 30, "-1", "x"):
            assert room.client(room.carol).get(url, {"absorb": absorb}).status_code == 200
            assert room.client(room.carol).post(url, {"absorb": absorb}).status_code == 302
