"""Making an annotation: by a script, and by a plain form."""

import uuid
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from annotations.models import Annotation, Claim, Entity, Kind
from tests import factories
from tests.annotations.reading_room import ReadingRoom

pytestmark = pytest.mark.django_db


def fields(room: ReadingRoom, words: str, kind: str, **more: Any) -> dict[str, Any]:
    return {**room.span(words), "kind": kind, "key": str(uuid.uuid4()), **more}


def test_a_script_gets_the_touched_block_and_the_card_only(room: ReadingRoom) -> None:
    response = room.script(room.bob).post(
        room.url("annotations/new/"), fields(room, "ferry pier", "highlight")
    )
    assert response.status_code == 201
    annotation = Annotation.objects.get()
    page = response.content.decode()
    assert annotation.quote == "ferry pier"
    assert annotation.created_by == room.bob
    assert page.count("<hx-partial") == 2
    assert f'hx-target="#b-{room.version.pk}-0" hx-swap="outerHTML settle:0"' in page
    assert f'hx-target="#cards-{room.version.pk}" hx-swap="beforeend settle:0"' in page
    assert f'id="a-{annotation.pk}"' in page
    assert str(annotation.pk) in response["HX-Trigger"]


def test_saving_takes_few_queries_however_much_is_marked_there(room: ReadingRoom) -> None:
    client, sent = room.script(room.bob), fields(room, "ferry pier", "highlight")
    counts = []
    for _ in range(2):
        with CaptureQueriesContext(connection) as queries:
            client.post(room.url("annotations/new/"), sent | {"key": str(uuid.uuid4())})
        counts.append(len(queries))
        for _ in range(50):
            room.annotate("ferry pier", kind=Kind.HIGHLIGHT)
    # The session, its user, the member, the text; the present text held, the annotation, the
    # article in the project, and the begin and end of these three; what else the block has.
    assert counts == [10, 10]


def test_a_plain_form_leads_to_the_deep_link(room: ReadingRoom) -> None:
    response = room.client(room.bob).post(
        room.url("annotations/new/"), fields(room, "ferry pier", "highlight")
    )
    assert response.status_code == 302
    annotation = Annotation.objects.get()
    assert response["Location"] == room.url(f"read/{room.article.pk}/#a-{annotation.pk}")


def test_the_form_is_a_fragment_for_a_script_and_a_page_otherwise(room: ReadingRoom) -> None:
    query = fields(room, "Ana Lindqvist", "entity")
    url = room.url("annotations/new/")
    fragment = room.script(room.bob).get(url, query).content.decode()
    page = room.client(room.bob).get(url, query).content.decode()
    assert "<html" not in fragment
    assert "<html" in page
    for shown in (fragment, page):
        assert 'name="entity_text" value="Ana Lindqvist"' in shown
        assert 'value="new-entity" checked' in shown


def test_an_entity_of_the_same_name_is_preselected(room: ReadingRoom) -> None:
    entity = factories.make_entity(room.project, "Ana Lindquist", aliases=["Ana Lindqvist"])
    page = (
        room.script(room.bob)
        .get(room.url("annotations/new/"), fields(room, "Ana Lindqvist", "entity"))
        .content.decode()
    )
    assert f'value="entity-{entity.pk}" checked' in page


@pytest.mark.parametrize(
    ("name", "kind", "meant"),
    [
        ("Ana Lindqwist", "person", True),
        ("Mayor Ana Lindqvist", "person", True),
        ("Ana Lindqvist Foundation", "organisation", False),
        ("Ana Lundberg", "person", False),
    ],
)
def test_what_enter_takes(room: ReadingRoom, name: str, kind: str, meant: bool) -> None:
    entity = factories.make_entity(room.project, name, kind=kind)
    page = (
        room.script(room.bob)
        .get(room.url("annotations/new/"), fields(room, "Ana Lindqvist", "entity"))
        .content.decode()
    )
    assert (f'value="entity-{entity.pk}" checked' in page) is meant
    assert ('value="new-entity" checked' in page) is not meant


def test_a_new_entity_is_registered_with_the_mention(room: ReadingRoom) -> None:
    sent = fields(room, "Ana Lindqvist", "entity", entity="new-entity")
    sent |= {"entity_text": " Ana  Lindqvist ", "entity_kind": "person"}
    room.client(room.bob).post(room.url("annotations/new/"), sent)
    entity = Entity.objects.get()
    assert (entity.name, entity.kind, entity.created_by) == ("Ana Lindqvist", "person", room.bob)
    assert Annotation.objects.get().entity == entity


def test_the_quote_is_remembered_as_a_name(room: ReadingRoom) -> None:
    entity = factories.make_entity(room.project, "A. Lindqvist")
    sent = fields(room, "Mayor Ana Lindqvist", "entity", entity=f"entity-{entity.pk}")
    room.client(room.bob).post(room.url("annotations/new/"), sent | {"remember": "on"})
    entity.refresh_from_db()
    assert entity.aliases == ["Mayor Ana Lindqvist"]


def test_a_new_claim_with_its_rendering_and_a_new_speaker(room: ReadingRoom) -> None:
    sent = fields(room, "the pier was unsafe", "claim", claim="new-claim", rendering="attributes")
    sent |= {"claim_text": "The pier is unsafe.", "speaker": "new-entity"}
    sent |= {"speaker_text": "Ana Lindqvist", "speaker_kind": "person"}
    room.client(room.bob).post(room.url("annotations/new/"), sent)
    annotation = Annotation.objects.get()
    assert annotation.claim
    assert annotation.claim.statement == "The pier is unsafe."
    assert annotation.rendering == "attributes"
    assert annotation.speaker
    assert annotation.speaker.name == "Ana Lindqvist"


def test_a_stance_towards_a_claim(room: ReadingRoom) -> None:
    claim = factories.make_claim(room.project)
    sent = fields(room, "Fishermen dispute", "stance", holder="outlet", position="opposes")
    room.client(room.bob).post(
        room.url("annotations/new/"), sent | {"target": f"claim-{claim.pk}", "note": "why"}
    )
    annotation = Annotation.objects.get()
    assert (annotation.holder, annotation.position) == (None, "opposes")
    assert annotation.target_claim == claim
    assert annotation.note == "why"


def test_sent_twice_makes_one_annotation_and_one_claim(room: ReadingRoom) -> None:
    sent = fields(room, "the pier was unsafe", "claim", claim="new-claim", rendering="asserts")
    sent |= {"claim_text": "The pier is unsafe.", "speaker": "outlet"}
    client = room.script(room.bob)
    for _ in range(2):
        assert client.post(room.url("annotations/new/"), sent).status_code == 201
    assert (Annotation.objects.count(), Claim.objects.count()) == (1, 1)


def test_like_another_annotation_proposes_its_referent(room: ReadingRoom) -> None:
    other = room.annotate("Ana Lindqvist", kind=Kind.ENTITY)
    query = fields(room, "she told", "entity", like=other.pk)
    page = room.script(room.bob).get(room.url("annotations/new/"), query).content.decode()
    assert f'value="entity-{other.entity_id}" checked' in page


def test_looking_something_up_without_scripts_saves_nothing(room: ReadingRoom) -> None:
    entity = factories.make_entity(room.project, "Ana Lindqvist")
    sent = fields(room, "told reporters", "entity", entity="new-entity", look="entity")
    page = (
        room.client(room.bob)
        .post(room.url("annotations/new/"), sent | {"entity_text": "Lindqvist", "note": "kept"})
        .content.decode()
    )
    assert f'value="entity-{entity.pk}"' in page
    assert ">kept</textarea>" in page
    assert not Annotation.objects.exists()
