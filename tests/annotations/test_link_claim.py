import pytest

from annotations.models import Claim, ClaimLink
from tests import factories
from tests.annotations.reading_room import ReadingRoom

pytestmark = pytest.mark.django_db


@pytest.fixture
def claim(room: ReadingRoom) -> Claim:
    return factories.make_claim(room.project, "The pier is unsafe.")


@pytest.fixture
def other(room: ReadingRoom) -> Claim:
    return factories.make_claim(room.project, "An inspection found rot.")


def test_offers_the_other_claims_and_searches(
    room: ReadingRoom, claim: Claim, other: Claim
) -> None:
    client, url = room.client(room.bob), room.url(f"claims/{claim.pk}/links/add/")
    assert client.get(url).context["candidates"] == [other]
    assert client.get(url, {"q": "rot"}).context["candidates"] == [other]
    assert client.get(url, {"q": "zzzz"}).context["candidates"] == []


def test_links_once(room: ReadingRoom, claim: Claim, other: Claim) -> None:
    for _ in range(2):
        room.client(room.bob).post(
            room.url(f"claims/{claim.pk}/links/add/"), {"kind": "elaborates", "claim": other.pk}
        )
    link = ClaimLink.objects.get()
    assert (link.from_claim, link.to_claim, link.created_by) == (claim, other, room.bob)


def test_what_cannot_be_linked_is_said_so(room: ReadingRoom, claim: Claim, other: Claim) -> None:
    foreign = factories.make_claim(factories.make_project())
    for fields in (
        {},
        {"kind": "supports"},
        {"kind": "loves", "claim": other.pk},
        {"kind": "supports", "claim": claim.pk},
        {"kind": "supports", "claim": foreign.pk},
        {"kind": "supports", "claim": 10**30},
    ):
        response = room.client(room.bob).post(room.url(f"claims/{claim.pk}/links/add/"), fields)
        assert response.status_code == 422, fields
        assert "Choose a claim of this project" in response.content.decode()
    assert not ClaimLink.objects.exists()


class TestUnlinkClaim:
    def link(self, room: ReadingRoom, claim: Claim, other: Claim) -> ClaimLink:
        return ClaimLink.objects.create(
            from_claim=claim, to_claim=other, kind="supports", created_by=room.carol
        )

    def test_removes(self, room: ReadingRoom, claim: Claim, other: Claim) -> None:
        link = self.link(room, claim, other)
        room.client(room.carol).post(room.url(f"claims/{other.pk}/links/{link.pk}/remove/"))
        assert not ClaimLink.objects.exists()

    def test_others_need_to_be_curators(
        self, room: ReadingRoom, claim: Claim, other: Claim
    ) -> None:
        link = self.link(room, claim, other)
        url = room.url(f"claims/{claim.pk}/links/{link.pk}/remove/")
        for user, status in ((room.bob, 403), (room.rita, 403), (room.sam, 404)):
            assert room.client(user).post(url).status_code == status
        assert room.client(room.carol).get(url).status_code == 405

    def test_a_link_of_other_claims_is_not_there(self, room: ReadingRoom, claim: Claim) -> None:
        elsewhere = factories.make_project()
        link = self.link(room, factories.make_claim(elsewhere), factories.make_claim(elsewhere))
        url = room.url(f"claims/{claim.pk}/links/{link.pk}/remove/")
        assert room.client(room.carol).post(url).status_code == 404

    def test_only_from_the_pages_of_its_claims(
        self, room: ReadingRoom, claim: Claim, other: Claim
    ) -> None:
        third = factories.make_claim(room.project)
        link = self.link(room, claim, other)
        url = f"claims/{{}}/links/{link.pk}/remove/"
        assert room.client(room.carol).post(room.url(url.format(third.pk))).status_code == 404
        other.merged_into = third
        other.save(update_fields=["merged_into"])
        assert room.client(room.carol).post(room.url(url.format(third.pk))).status_code == 302
