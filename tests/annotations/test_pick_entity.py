"""Suggesting entities while somebody types."""

import pytest
from pytest_django import DjangoAssertNumQueries

from annotations.models import Kind
from tests import factories
from tests.annotations.reading_room import ReadingRoom

pytestmark = pytest.mark.django_db


def pick(room: ReadingRoom, **query: str) -> str:
    response = room.script(room.bob).get(room.url("pick/entity/"), query)
    assert response.status_code == 200
    return response.content.decode()


def test_names_and_aliases_with_their_mentions(room: ReadingRoom) -> None:
    entity = factories.make_entity(
        room.project, "Ana Lindqvist", aliases=["The Mayor"], kind="person"
    )
    room.annotate("Ana Lindqvist", kind=Kind.ENTITY, entity=entity)
    page = pick(room, field="entity", entity_text="the mayor")
    assert f'value="entity-{entity.pk}" checked' in page
    assert "person · also: The Mayor · 1 mention" in page
    assert 'value="new-entity"' in page


def test_the_outlet_itself_can_speak(room: ReadingRoom) -> None:
    page = pick(room, field="speaker", speaker_text="")
    assert 'name="speaker" value="outlet" checked' in page


def test_targets_are_entities_and_claims(room: ReadingRoom) -> None:
    claim = factories.make_claim(room.project, "The pier is unsafe.")
    page = pick(room, field="target", target_text="pier")
    assert f'value="claim-{claim.pk}"' in page
    assert 'value="new-entity"' in page
    assert 'value="new-claim"' in page


def test_entities_of_other_projects_are_not_suggested(room: ReadingRoom) -> None:
    factories.make_entity(factories.make_project("Elsewhere"), "Ana Lindqvist")
    assert "entity-" not in pick(room, field="entity", entity_text="Ana").replace("new-entity", "")


@pytest.mark.parametrize("text", ["\x00", "x" * 5000, "<b>", "%_", "\\"])
def test_any_text_is_taken(room: ReadingRoom, text: str) -> None:
    assert "<b>" not in pick(room, field="entity", entity_text=text).replace("<bdi>", "")


def test_an_unknown_field_is_the_usual_one(room: ReadingRoom) -> None:
    assert 'name="entity"' in pick(room, field="password")


def test_number_of_queries_does_not_grow(
    room: ReadingRoom, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    client = room.script(room.bob)
    for count in (3, 40):
        for _ in range(count):
            factories.make_entity(room.project)
        with django_assert_max_num_queries(9):
            client.get(room.url("pick/entity/"), {"entity_text": "Entity"})


def test_readers_get_403_and_strangers_404(room: ReadingRoom) -> None:
    assert room.client(room.rita).get(room.url("pick/entity/")).status_code == 403
    assert room.client(room.sam).get(room.url("pick/entity/")).status_code == 404


def test_only_get(room: ReadingRoom) -> None:
    assert room.client(room.bob).post(room.url("pick/entity/")).status_code == 405
