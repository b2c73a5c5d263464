import pytest

from annotations.models import Entity
from tests import factories
from tests.annotations.reading_room import ReadingRoom

pytestmark = pytest.mark.django_db

CONTENT = {"name": "Ana Lindqvist", "kind": "person", "aliases": "Mayor", "description": "Mayor."}


@pytest.fixture
def ana(room: ReadingRoom) -> Entity:
    return factories.make_entity(room.project, "Ana", kind="place", created_by=room.bob)


def test_saves(room: ReadingRoom, ana: Entity) -> None:
    for user in (room.bob, room.carol):
        ana.refresh_from_db()
        response = room.client(user).post(
            room.url(f"entities/{ana.pk}/edit/"), CONTENT | {"revision": ana.revision}
        )
        assert response.status_code == 302
    ana.refresh_from_db()
    assert (ana.name, ana.kind, ana.aliases) == ("Ana Lindqvist", "person", ["Mayor"])
    assert ana.updated_by == room.carol


def test_a_stale_form_shows_both_texts_and_overwrites_nothing(
    room: ReadingRoom, ana: Entity
) -> None:
    client, url = room.client(room.carol), room.url(f"entities/{ana.pk}/edit/")
    client.post(url, CONTENT | {"revision": 1})
    response = client.post(url, CONTENT | {"name": "Mine", "aliases": "Ours", "revision": 1})
    page = response.content.decode()
    assert response.status_code == 409
    for text in ('value="Mine"', "Ana Lindqvist", "Ours", "Mayor", "carol changed this"):
        assert text in page
    ana.refresh_from_db()
    assert ana.name == "Ana Lindqvist"
    assert client.post(url, CONTENT | {"name": "Mine", "revision": 2}).status_code == 302


def test_a_name_that_is_taken_offers_the_merge(room: ReadingRoom, ana: Entity) -> None:
    other = factories.make_entity(room.project, "Ana Lindqvist")
    response = room.client(room.carol).post(
        room.url(f"entities/{ana.pk}/edit/"), CONTENT | {"revision": 1}
    )
    assert response.status_code == 422
    assert room.url(f"entities/{other.pk}/merge/?absorb={ana.pk}") in response.content.decode()


@pytest.mark.parametrize(
    ("fields", "field"),
    [({"name": ""}, "name"), ({"kind": "x"}, "kind"), ({"aliases": "a" * 301}, "aliases")],
)
def test_what_breaks_a_rule_is_refused_at_its_field(
    room: ReadingRoom, ana: Entity, fields: dict[str, str], field: str
) -> None:
    response = room.client(room.carol).post(
        room.url(f"entities/{ana.pk}/edit/"), CONTENT | fields | {"revision": 1}
    )
    assert response.status_code == 422
    assert list(response.context["form"].errors) == [field]


def test_annotators_edit_their_own_only(room: ReadingRoom, ana: Entity) -> None:
    others = factories.make_entity(room.project, created_by=room.carol)
    assert room.client(room.bob).get(room.url(f"entities/{ana.pk}/edit/")).status_code == 200
    assert room.client(room.bob).get(room.url(f"entities/{others.pk}/edit/")).status_code == 403
    assert room.client(room.rita).get(room.url(f"entities/{ana.pk}/edit/")).status_code == 403
    assert room.client(room.sam).get(room.url(f"entities/{ana.pk}/edit/")).status_code == 404
