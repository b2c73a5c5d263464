"""What is not annotated: places that are none, broken rules, revised texts, forms sent before."""

import re
import uuid
from dataclasses import replace
from typing import Any

import pytest
from django.utils import timezone

from annotations.forms.annotations import AnnotationForm
from annotations.models import Annotation, Label
from articles.services.editing import delete_article
from tests import factories
from tests.annotations.reading_room import ReadingRoom, make_reading_room
from tests.annotations.revising import revise

pytestmark = pytest.mark.django_db


def fields(room: ReadingRoom, words: str, kind: str, **more: Any) -> dict[str, Any]:
    return {**room.span(words), "kind": kind, "key": str(uuid.uuid4()), **more}


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


@pytest.mark.parametrize("look", [False, True])
def test_so_does_a_look_at_the_form(room: ReadingRoom, look: bool) -> None:
    sent = fields(room, "ferry pier", "highlight")
    factories.make_version(room.article, paragraphs=("The new text.",))
    client, url = room.script(room.bob), room.url("annotations/new/")
    response = client.post(url, sent | {"look": "1"}) if look else client.get(url, sent)
    assert response.status_code == 409
    assert "revised" in response.content.decode()


def test_a_repeat_is_answered_although_the_text_changed_meanwhile(room: ReadingRoom) -> None:
    sent = fields(room, "ferry pier", "highlight", note="my words")
    client, url = room.script(room.bob), room.url("annotations/new/")
    client.post(url, sent)
    revise(room.article, ("Fishermen dispute", "Some dispute"))
    response = client.post(url, sent)
    made = Annotation.objects.get()
    assert response.status_code == 201
    assert f'id="a-{made.pk}"' in response.content.decode()
    plain = room.client(room.bob).post(url, sent)
    assert plain["Location"] == room.url(f"read/{room.article.pk}/#a-{made.pk}")
    assert Annotation.objects.count() == 1


def test_an_article_that_was_deleted_gets_422_and_keeps_what_was_typed(
    room: ReadingRoom, monkeypatch: pytest.MonkeyPatch
) -> None:
    doomed = replace(room, article=factories.make_article())
    sent = fields(doomed, "ferry pier", "highlight", note="my words")
    checked = AnnotationForm.is_valid

    def is_valid(form: AnnotationForm) -> bool:
        delete_article(article=doomed.article, by=None)
        return checked(form)

    monkeypatch.setattr(AnnotationForm, "is_valid", is_valid)
    response = room.script(room.bob).post(room.url("annotations/new/"), sent)
    page = response.content.decode()
    assert response.status_code == 422
    assert "The article is gone" in page
    assert ">my words</textarea>" in page


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
