import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from annotations.models import EntityKind, Kind
from tests import factories
from tests.annotations.reading_room import ReadingRoom

pytestmark = pytest.mark.django_db


def found(room: ReadingRoom, **query: str) -> list[str]:
    response = room.client(room.rita).get(room.url("entities/"), query)
    assert response.status_code == 200
    return [row.entity.name for row in response.context["rows"]]


def test_counts_mentions_of_what_was_merged_too(room: ReadingRoom) -> None:
    shoigu = factories.make_entity(room.project, "Sergey Shoigu")
    sergei = factories.make_entity(room.project, "Sergei Shoigu", merged_into=shoigu)
    room.annotate("Mayor", kind=Kind.ENTITY, entity=shoigu)
    room.annotate("Ana", kind=Kind.ENTITY, entity=sergei)
    room.annotate("pier", kind=Kind.ENTITY, entity=sergei, deleted_at="2026-01-01T00:00Z")
    (row,) = room.client(room.rita).get(room.url("entities/")).context["rows"]
    assert (row.entity, row.mentions, row.articles) == (shoigu, 2, 1)


def test_searches_names_aliases_and_what_was_merged(room: ReadingRoom) -> None:
    shoigu = factories.make_entity(room.project, "Sergey Shoigu", aliases=["Defence Minister"])
    factories.make_entity(room.project, "Sergei", aliases=["Шойгу"], merged_into=shoigu)
    factories.make_entity(room.project, "Ana Lindqvist")
    for text in ("sergey", "defence", "ШОЙГУ", "sergei", "shoigu ser"):
        assert found(room, q=text) == ["Sergey Shoigu"], text
    for text in ("nobody", "sergey nobody", "%", "_"):
        assert found(room, q=text) == [], text
    assert found(room, q="a\x00na") == ["Ana Lindqvist"]


def test_filters_by_kind_and_sorts(room: ReadingRoom) -> None:
    ellery = factories.make_entity(room.project, "ellery", kind=EntityKind.PLACE)
    ana = factories.make_entity(room.project, "Ana")
    factories.make_entity(room.project, "Zoe")
    room.annotate("Port Ellery", kind=Kind.ENTITY, entity=ellery)
    assert found(room) == ["Ana", "ellery", "Zoe"]
    assert found(room, sort="mentions") == ["ellery", "Ana", "Zoe"]
    assert found(room, sort="recent") == ["Zoe", "Ana", "ellery"]
    assert found(room, sort="password") == ["Ana", "ellery", "Zoe"]
    assert found(room, kind="place") == ["ellery"]
    assert found(room, kind="nonsense") == ["Ana", "ellery", "Zoe"]
    assert ana.pk


def test_pages(room: ReadingRoom) -> None:
    for number in range(45):
        factories.make_entity(room.project, f"Entity {number:02}")
    assert len(found(room)) == 40
    assert found(room, page="2")[0] == "Entity 40"


@pytest.mark.parametrize("sort", ["name", "mentions"])
def test_takes_as_many_queries_for_many_entities(room: ReadingRoom, sort: str) -> None:
    client = room.client(room.rita)
    counts = []
    for number in (1, 60):
        for _ in range(number):
            factories.make_annotation(room.project, room.article, kind=Kind.ENTITY)
        with CaptureQueriesContext(connection) as queries:
            client.get(room.url("entities/"), {"sort": sort})
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_a_script_gets_the_list_alone(room: ReadingRoom) -> None:
    page = room.script(room.rita).get(room.url("entities/")).content.decode()
    assert page.lstrip().startswith('<div id="entity-list"')


def test_other_projects_entities_are_not_listed(room: ReadingRoom) -> None:
    factories.make_entity(factories.make_project(), "Foreign")
    assert found(room) == []
    assert room.client(room.sam).get(room.url("entities/")).status_code == 404


class TestCreateEntity:
    def test_makes_one(self, room: ReadingRoom) -> None:
        room.client(room.bob).post(
            room.url("entities/new/"),
            {"name": "Ana  Lindqvist", "kind": "person", "aliases": "Mayor\n\n mayor \nAna"},
        )
        entity = room.project.entities.get()
        assert (entity.name, entity.aliases) == ("Ana Lindqvist", ["Mayor", "Ana"])

    def test_shows_the_one_of_the_same_name(self, room: ReadingRoom) -> None:
        ana = factories.make_entity(room.project, "Ana")
        response = room.client(room.bob).post(
            room.url("entities/new/"), {"name": "ANA", "kind": "person"}
        )
        assert response.status_code == 422
        assert room.url(f"entities/{ana.pk}/") in response.content.decode()

    def test_readers_may_not(self, room: ReadingRoom) -> None:
        assert room.client(room.rita).get(room.url("entities/new/")).status_code == 403
