from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from annotations.models import Kind, Position, Rendering
from tests import factories
from tests.annotations.reading_room import ReadingRoom

pytestmark = pytest.mark.django_db


def test_shows_mentions_in_context_with_their_deep_links(room: ReadingRoom) -> None:
    ana = factories.make_entity(room.project, "Ana Lindqvist")
    mention = room.annotate("Ana Lindqvist", kind=Kind.ENTITY, entity=ana)
    page = room.client(room.rita).get(room.url(f"entities/{ana.pk}/")).content.decode()
    assert 'Mayor <mark class="">Ana Lindqvist</mark> said the pier was unsafe.' in page
    assert room.url(f"annotations/{mention.pk}/") in page


def test_gathers_names_stances_and_claims(room: ReadingRoom) -> None:
    ana = factories.make_entity(room.project, "Ana Lindqvist")
    merged = factories.make_entity(room.project, "Mayor Ana", merged_into=ana)
    room.annotate("Ana Lindqvist", kind=Kind.ENTITY, entity=ana)
    room.annotate("Mayor", kind=Kind.ENTITY, entity=merged)
    room.annotate("she", kind=Kind.ENTITY, entity=ana)
    room.annotate("unsafe", kind=Kind.CLAIM, rendering=Rendering.ATTRIBUTES, speaker=merged)
    room.annotate("too long", kind=Kind.STANCE, holder=ana, position=Position.OPPOSES)
    room.annotate("dispute", kind=Kind.STANCE, target_entity=merged)
    shown = room.client(room.rita).get(room.url(f"entities/{ana.pk}/")).context["shown"]
    assert {(name.name, name.registered) for name in shown.names} == {
        ("Ana Lindqvist", True),
        ("Mayor", False),
        ("she", False),
    }
    assert [one.count for one in (shown.spoken, shown.held, shown.towards)] == [1, 1, 1]
    assert shown.merged == (merged,)
    assert shown.articles == 1


def test_a_merged_entity_leads_to_its_whole(room: ReadingRoom) -> None:
    ana = factories.make_entity(room.project, "Ana")
    merged = factories.make_entity(room.project, "Anna", merged_into=ana)
    response = room.client(room.rita).get(room.url(f"entities/{merged.pk}/"))
    assert response.headers["Location"] == room.url(f"entities/{ana.pk}/")


def test_takes_as_many_queries_for_many_mentions(room: ReadingRoom) -> None:
    ana = factories.make_entity(room.project)
    client = room.client(room.rita)
    counts = []
    for number in (1, 30):
        for _ in range(number):
            article = factories.make_article(source=factories.make_source())
            for kind, field in (
                (Kind.ENTITY, "entity"),
                (Kind.STANCE, "holder"),
                (Kind.STANCE, "target_entity"),
                (Kind.CLAIM, "speaker"),
            ):
                label = factories.make_label(room.project)
                named: dict[str, Any] = {field: ana}
                factories.make_annotation(room.project, article, kind=kind, label=label, **named)
        with CaptureQueriesContext(connection) as queries:
            client.get(room.url(f"entities/{ana.pk}/"))
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_what_is_not_there(room: ReadingRoom) -> None:
    ana = factories.make_entity(room.project)
    foreign = factories.make_entity(factories.make_project())
    client = room.client(room.alice)
    for pk in (foreign.pk, 0, 10**30):
        assert client.get(room.url(f"entities/{pk}/")).status_code == 404
    assert room.client(room.sam).get(room.url(f"entities/{ana.pk}/")).status_code == 404
    assert client.post(room.url(f"entities/{ana.pk}/")).status_code == 405


class TestAddAlias:
    def test_keeps_a_wording(self, room: ReadingRoom) -> None:
        ana = factories.make_entity(room.project, "Ana")
        room.client(room.bob).post(room.url(f"entities/{ana.pk}/names/add/"), {"alias": "Mayor"})
        ana.refresh_from_db()
        assert ana.aliases == ["Mayor"]

    def test_a_wording_that_cannot_be_stored_is_said_so(self, room: ReadingRoom) -> None:
        ana = factories.make_entity(room.project, "Ana")
        response = room.client(room.bob).post(
            room.url(f"entities/{ana.pk}/names/add/"), {"alias": "a\x00b"}, follow=True
        )
        assert "NUL" in response.content.decode()

    def test_readers_may_not(self, room: ReadingRoom) -> None:
        ana = factories.make_entity(room.project)
        response = room.client(room.rita).post(room.url(f"entities/{ana.pk}/names/add/"))
        assert response.status_code == 403
