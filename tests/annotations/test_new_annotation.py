"""Making an annotation: by a script, and by a plain form."""

import re
import uuid
from typing import Any

import pytest
from django.utils import timezone

from annotations.forms.annotations import AnnotationForm
from annotations.models import Annotation, Claim, Entity, Kind, Label
from tests import factories
from tests.annotations.reading_room import ReadingRoom, make_reading_room

pytestmark = pytest.mark.django_db


@pytest.fixture
def room() -> ReadingRoom:
    return make_reading_room()


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


@pytest.mark.parametrize(
    "broken",
    [
        {"start": 5, "end": 5},
        {"start": 10, "end": 5},
        {"start": -1},
        {"end": 10_000_000},
        {"end": 99999999999999999999},
        {"start": "x"},
        {"kind": "opinion"},
        {"version": ""},
        {"key": "no-uuid"},
    ],
)
def test_places_that_are_none_get_422(room: ReadingRoom, broken: dict[str, Any]) -> None:
    sent = fields(room, "ferry pier", "highlight", note="my words") | broken
    for client in (room.client(room.bob), room.script(room.bob)):
        response = client.post(room.url("annotations/new/"), sent)
        assert response.status_code == 422
        assert "my words" in response.content.decode()
    assert not Annotation.objects.exists()


@pytest.mark.parametrize(
    ("broken", "message"),
    [
        ({"note": "x" * 100_000}, "A note has at most"),
        ({"note": "nul \x00 byte"}, "Null characters"),
        ({"entity": ""}, "Choose one of the list"),
        ({"entity": "entity-999999"}, "not in this project"),
        ({"entity": "entity-99999999999999999999999"}, "not in this project"),
        ({"entity": "claim-1"}, "not in this project"),
        ({"entity": "new-entity", "entity_text": " "}, "Write the name"),
        ({"entity": "new-entity", "entity_text": "x" * 400}, "at most 300"),
        ({"entity": "new-entity", "entity_text": "X\x00Y"}, "Null characters"),
        ({"entity": "new-entity", "entity_kind": "ghost", "entity_text": "X"}, "kinds of entity"),
        ({"label": "999"}, "Select a valid choice"),
    ],
)
def test_what_breaks_a_rule_gets_422_with_the_form(
    room: ReadingRoom, broken: dict[str, Any], message: str
) -> None:
    entity = factories.make_entity(room.project)
    sent = fields(room, "ferry pier", "entity", entity=f"entity-{entity.pk}", note="my words")
    response = room.script(room.bob).post(room.url("annotations/new/"), sent | broken)
    page = response.content.decode()
    assert response.status_code == 422
    assert message in page
    assert broken.get("note", "my words").replace("\x00", "") in page.replace("\x00", "")
    assert not Annotation.objects.exists()


def test_entities_of_another_project_are_refused(room: ReadingRoom) -> None:
    foreign = factories.make_entity(factories.make_project("Elsewhere"), "Secret")
    sent = fields(room, "ferry pier", "entity", entity=f"entity-{foreign.pk}")
    response = room.script(room.bob).post(room.url("annotations/new/"), sent)
    assert response.status_code == 422
    assert "Secret" not in response.content.decode()


def test_a_text_that_was_revised_gets_409_and_keeps_what_was_typed(room: ReadingRoom) -> None:
    sent = fields(room, "ferry pier", "highlight", note="my words")
    factories.make_version(room.article, paragraphs=("The new text.",))
    response = room.script(room.bob).post(room.url("annotations/new/"), sent)
    page = response.content.decode()
    assert response.status_code == 409
    assert "revised" in page
    assert "my words" in page
    assert not Annotation.objects.exists()


def test_unknown_versions_get_404(room: ReadingRoom) -> None:
    sent = fields(room, "ferry pier", "highlight") | {"version": 999999}
    assert room.client(room.bob).post(room.url("annotations/new/"), sent).status_code == 404


def test_readers_get_403_and_strangers_404(room: ReadingRoom) -> None:
    sent = fields(room, "ferry pier", "highlight")
    for user, status in ((room.rita, 403), (room.sam, 404)):
        client = room.client(user)
        assert client.get(room.url("annotations/new/"), sent).status_code == status
        assert client.post(room.url("annotations/new/"), sent).status_code == status
    assert not Annotation.objects.exists()


def test_wrong_method(room: ReadingRoom) -> None:
    assert room.client(room.bob).put(room.url("annotations/new/")).status_code == 405


@pytest.mark.parametrize("other", [{"note": "other words"}, {"start": 0}, {"label": "label"}])
def test_the_same_form_sent_with_other_content_makes_another(
    room: ReadingRoom, other: dict[str, Any]
) -> None:
    label = factories.make_label(room.project, "Framing")
    sent = fields(room, "ferry pier", "highlight", note="first")
    changed = sent | {name: label.pk if name == "label" else value for name, value in other.items()}
    for client in (room.client(room.bob), room.script(room.bob)):
        sent["key"] = changed["key"] = str(uuid.uuid4())
        client.post(room.url("annotations/new/"), sent)
        before = Annotation.objects.count()
        response = client.post(room.url("annotations/new/"), changed)
        page = response.content.decode()
        assert response.status_code == 409
        assert "was saved before" in page
        assert f">{changed['note']}</textarea>" in page
        assert Annotation.objects.count() == before
        key = re.search(r'name="key" value="([^"]+)"', page)
        assert key
        assert key[1] != sent["key"]
        client.post(room.url("annotations/new/"), changed | {"key": key[1]})
        assert Annotation.objects.count() == before + 1


def test_a_form_whose_annotation_was_deleted_makes_another(room: ReadingRoom) -> None:
    sent = fields(room, "ferry pier", "highlight", note="my words")
    client = room.script(room.bob)
    client.post(room.url("annotations/new/"), sent)
    Annotation.objects.update(deleted_at=timezone.now())
    response = client.post(room.url("annotations/new/"), sent)
    page = response.content.decode()
    assert response.status_code == 409
    assert "deleted since" in page
    assert ">my words</textarea>" in page
    assert sent["key"] not in page


@pytest.mark.django_db(transaction=True)
def test_a_label_deleted_before_the_commit_gets_422(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    room = make_reading_room()
    label = factories.make_label(room.project, "Doomed")
    made = room.annotate("ferry pier")
    sent = fields(room, "ferry pier", "highlight", label=label.pk, note="my words")
    checked = AnnotationForm.is_valid

    def is_valid(form: AnnotationForm) -> bool:
        valid = checked(form)
        Label.objects.all().delete()
        return valid

    monkeypatch.setattr(AnnotationForm, "is_valid", is_valid)
    for path in ("new", f"{made.pk}/edit"):
        response = room.script(room.bob).post(
            room.url(f"annotations/{path}/"), sent | {"revision": 1}
        )
        assert response.status_code == 422
        assert "The label was deleted meanwhile" in response.content.decode()
        assert ">my words</textarea>" in response.content.decode()
        label.save(force_insert=True)
    assert Annotation.objects.get().revision == 1
