import pytest

from annotations.models import Entity, Kind
from tests import factories
from tests.annotations.reading_room import ReadingRoom

pytestmark = pytest.mark.django_db


@pytest.fixture
def shoigu(room: ReadingRoom) -> Entity:
    return factories.make_entity(room.project, "Sergey Shoigu")


@pytest.fixture
def sergei(room: ReadingRoom) -> Entity:
    return factories.make_entity(room.project, "Sergei Shoigu", aliases=["Shoygu"])


def test_offers_near_duplicates_and_finds_others(
    room: ReadingRoom, shoigu: Entity, sergei: Entity
) -> None:
    minister = factories.make_entity(room.project, "Defence Minister")
    client, url = room.client(room.carol), room.url(f"entities/{shoigu.pk}/merge/")
    assert [one.entity for one in client.get(url).context["candidates"]] == [sergei]
    (found,) = client.get(url, {"q": "minister"}).context["candidates"]
    assert found.entity == minister


def test_shows_what_will_happen_before_it_does(
    room: ReadingRoom, shoigu: Entity, sergei: Entity
) -> None:
    room.annotate("Mayor", kind=Kind.ENTITY, entity=sergei)
    response = room.client(room.carol).get(
        room.url(f"entities/{shoigu.pk}/merge/"), {"absorb": sergei.pk}
    )
    page = response.content.decode()
    assert "1 mention in 1 article" in page
    assert "Shoygu" in page
    sergei.refresh_from_db()
    assert sergei.merged_into is None


def test_merges_and_undoes(room: ReadingRoom, shoigu: Entity, sergei: Entity) -> None:
    client = room.client(room.carol)
    response = client.post(
        room.url(f"entities/{shoigu.pk}/merge/"), {"absorb": sergei.pk}, follow=True
    )
    sergei.refresh_from_db()
    assert sergei.merged_into == shoigu
    assert "Merged into it" in response.content.decode()
    client.post(room.url(f"entities/{sergei.pk}/unmerge/"))
    sergei.refresh_from_db()
    assert sergei.merged_into is None


def test_ignores_itself_foreign_ones_and_nonsense(room: ReadingRoom, shoigu: Entity) -> None:
    foreign = factories.make_entity(factories.make_project(), "Foreign")
    chosen = [shoigu.pk, foreign.pk, "x", "-1", 10**30]
    for method in ("get", "post"):
        response = getattr(room.client(room.carol), method)(
            room.url(f"entities/{shoigu.pk}/merge/"), {"absorb": chosen}, follow=True
        )
        page = response.content.decode()
        assert response.status_code == 200
        assert "Foreign" not in page
    foreign.refresh_from_db()
    assert foreign.merged_into is None


def test_merging_into_a_merged_one_leads_to_its_whole(
    room: ReadingRoom, shoigu: Entity, sergei: Entity
) -> None:
    Entity.objects.filter(pk=sergei.pk).update(merged_into=shoigu)
    response = room.client(room.carol).get(room.url(f"entities/{sergei.pk}/merge/"))
    assert response.headers["Location"] == room.url(f"entities/{shoigu.pk}/merge/")


def test_undoing_what_is_not_merged_says_so(room: ReadingRoom, shoigu: Entity) -> None:
    response = room.client(room.carol).post(room.url(f"entities/{shoigu.pk}/unmerge/"), follow=True)
    assert "is not merged" in response.content.decode()


def test_curators_only(room: ReadingRoom, shoigu: Entity) -> None:
    for user, status in ((room.bob, 403), (room.rita, 403), (room.sam, 404)):
        client = room.client(user)
        assert client.get(room.url(f"entities/{shoigu.pk}/merge/")).status_code == status
        assert client.post(room.url(f"entities/{shoigu.pk}/unmerge/")).status_code == status
    assert (
        room.client(room.carol).get(room.url(f"entities/{shoigu.pk}/unmerge/")).status_code == 405
    )
