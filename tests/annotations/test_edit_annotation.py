"""Changing an annotation; a conflict shows both texts and overwrites nothing."""

from typing import Any

import pytest

from annotations.models import Annotation, Kind
from annotations.services import annotations
from annotations.services.annotations import Content
from tests import factories
from tests.annotations.reading_room import ReadingRoom

pytestmark = pytest.mark.django_db


@pytest.fixture
def mention(room: ReadingRoom) -> Annotation:
    return room.annotate("Ana Lindqvist", kind=Kind.ENTITY, note="first")


def edit(room: ReadingRoom, mention: Annotation) -> str:
    return room.url(f"annotations/{mention.pk}/edit/")


def fields(mention: Annotation, **more: Any) -> dict[str, Any]:
    sent = {"revision": mention.revision, "entity": f"entity-{mention.entity_id}", "note": "second"}
    return sent | more


def test_the_form_shows_what_it_says(room: ReadingRoom, mention: Annotation) -> None:
    for client in (room.client(room.bob), room.script(room.bob)):
        page = client.get(edit(room, mention)).content.decode()
        assert f'value="entity-{mention.entity_id}" checked' in page
        assert ">first</textarea>" in page


def test_a_script_gets_the_block_and_the_card(room: ReadingRoom, mention: Annotation) -> None:
    label = factories.make_label(room.project, "Framing")
    response = room.script(room.bob).post(edit(room, mention), fields(mention, label=label.pk))
    page = response.content.decode()
    assert response.status_code == 200
    assert f'hx-target="#a-{mention.pk}" hx-swap="outerHTML settle:0"' in page
    mention.refresh_from_db()
    assert (mention.note, mention.label, mention.updated_by) == ("second", label, room.bob)


def test_a_plain_form_leads_back_to_the_passage(room: ReadingRoom, mention: Annotation) -> None:
    response = room.client(room.bob).post(edit(room, mention), fields(mention))
    assert response["Location"] == room.url(f"read/{room.article.pk}/#a-{mention.pk}")


def test_a_stale_form_gets_409_with_both_texts(room: ReadingRoom, mention: Annotation) -> None:
    annotations.update(
        annotation=mention,
        content=Content(kind=Kind.ENTITY, entity=mention.entity, note="theirs"),
        revision=1,
        by=room.carol,
    )
    client = room.script(room.bob)
    response = client.post(edit(room, mention), fields(mention, note="mine"))
    page = response.content.decode()
    assert response.status_code == 409
    assert "carol changed this annotation" in page
    assert "theirs" in page
    assert ">mine</textarea>" in page
    assert Annotation.objects.get().note == "theirs"
    assert 'name="revision" value="2"' in page
    again = client.post(edit(room, mention), fields(mention, note="mine", revision=2))
    assert again.status_code == 200
    assert Annotation.objects.get().note == "mine"


def test_one_deleted_meanwhile_is_a_conflict(room: ReadingRoom, mention: Annotation) -> None:
    annotations.delete(annotation=mention, revision=mention.revision, by=room.carol)
    response = room.script(room.bob).post(edit(room, mention), fields(mention))
    assert response.status_code == 409
    assert "It was deleted" in response.content.decode()


def test_one_deleted_meanwhile_is_restored_with_mine(
    room: ReadingRoom, mention: Annotation
) -> None:
    for client, status in ((room.client(room.bob), 302), (room.script(room.bob), 200)):
        mention.refresh_from_db()
        stale = mention.revision
        annotations.delete(annotation=mention, revision=stale, by=room.carol)
        sent = fields(mention, note="mine", revision=stale)
        page = client.post(edit(room, mention), sent).content.decode()
        assert "carol deleted this annotation" in page
        assert "Restore it with mine" in page
        assert f'name="revision" value="{stale + 1}"' in page
        assert 'name="restore" value="1"' in page
        response = client.post(edit(room, mention), sent | {"revision": stale + 1, "restore": 1})
        assert response.status_code == status
        assert Annotation.objects.present().get().note == "mine"
    assert f'hx-target="#cards-{room.version.pk}"' in response.content.decode()


def test_one_restored_and_changed_meanwhile_is_not_overwritten(
    room: ReadingRoom, mention: Annotation
) -> None:
    annotations.delete(annotation=mention, revision=1, by=room.carol)
    annotations.restore(annotation=mention, revision=2, by=room.carol)
    theirs = Content(kind=Kind.ENTITY, entity=mention.entity, note="theirs")
    annotations.update(annotation=mention, content=theirs, revision=3, by=room.carol)
    sent = fields(mention, note="mine", revision=2, restore=1)
    response = room.script(room.bob).post(edit(room, mention), sent)
    assert response.status_code == 409
    assert "Keep mine on top" in response.content.decode()
    assert Annotation.objects.get().note == "theirs"


def test_the_form_of_a_deleted_one_is_a_message(room: ReadingRoom, mention: Annotation) -> None:
    annotations.delete(annotation=mention, revision=1, by=room.carol)
    for client in (room.client(room.bob), room.script(room.bob)):
        response = client.get(edit(room, mention))
        assert response.status_code == 409
        assert "deleted meanwhile" in response.content.decode()
        assert f"?deleted={mention.pk}" in response.content.decode()


@pytest.mark.parametrize("broken", [{"revision": ""}, {"revision": "x"}, {"entity": "entity-0"}])
def test_what_breaks_a_rule_gets_422(
    room: ReadingRoom, mention: Annotation, broken: dict[str, Any]
) -> None:
    response = room.script(room.bob).post(edit(room, mention), fields(mention) | broken)
    assert response.status_code == 422
    assert ">second</textarea>" in response.content.decode()
    assert Annotation.objects.get().note == "first"


def test_other_peoples_are_changed_by_curators_only(room: ReadingRoom, mention: Annotation) -> None:
    mention.created_by = room.alice
    mention.save()
    for user, status in ((room.bob, 403), (room.rita, 403), (room.sam, 404)):
        assert room.client(user).get(edit(room, mention)).status_code == status
        assert room.client(user).post(edit(room, mention), fields(mention)).status_code == status
    assert room.client(room.carol).post(edit(room, mention), fields(mention)).status_code == 302


def test_annotations_of_other_projects_are_not_there(room: ReadingRoom) -> None:
    foreign = factories.make_annotation(factories.make_project("Elsewhere"), room.article)
    assert room.client(room.alice).get(edit(room, foreign)).status_code == 404


def test_wrong_method(room: ReadingRoom, mention: Annotation) -> None:
    assert room.client(room.bob).delete(edit(room, mention)).status_code == 405
