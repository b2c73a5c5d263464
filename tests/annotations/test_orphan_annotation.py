"""Saying that the passage of a changed or moved annotation is gone."""

import pytest

from annotations.models import AnchorState, Annotation
from annotations.services import annotations
from annotations.services.annotations import Content
from articles.services import versions
from tests.annotations.reading_room import ReadingRoom
from tests.annotations.revising import state

pytestmark = pytest.mark.django_db


def gone(room: ReadingRoom, annotation: Annotation) -> str:
    return room.url(f"annotations/{annotation.pk}/orphan/")


def test_card_and_page_offer_it(room: ReadingRoom, changed: Annotation) -> None:
    client = room.client(room.bob)
    page = client.get(room.url(f"read/{room.article.pk}/")).content.decode()
    assert f'href="{gone(room, changed)}" data-orphan' in page
    for address in (gone(room, changed), room.url(f"annotations/{changed.pk}/confirm/")):
        assert f'formaction="{gone(room, changed)}"' in client.get(address).content.decode()


def test_a_plain_form(room: ReadingRoom, changed: Annotation) -> None:
    client = room.client(room.bob)
    response = client.post(gone(room, changed), {"revision": 2})
    assert response["Location"] == room.url(f"read/{room.article.pk}/#a-{changed.pk}")
    assert state(changed) == AnchorState.ORPHANED
    page = client.get(room.url(f"read/{room.article.pk}/")).content.decode()
    assert "<s>the pier was unsafe</s>" in page
    assert f'<a href="/archive/{room.article.pk}/?version=1">version 1</a>' in page


def test_a_script_gets_the_card_among_the_orphans(room: ReadingRoom, changed: Annotation) -> None:
    page = room.script(room.bob).post(gone(room, changed), {"revision": 2}).content.decode()
    assert f'hx-target="#orphans-{room.article.pk}" hx-swap="beforeend' in page
    assert f'hx-target="#a-{changed.pk}" hx-swap="delete"' in page
    assert "the pier was dangerous" in page  # its block, without the mark
    assert "st-changed" not in page


def test_twice_is_once(room: ReadingRoom, changed: Annotation) -> None:
    for _ in range(2):
        room.client(room.bob).post(gone(room, changed), {"revision": 2})
    assert Annotation.objects.get().revision == 3


def test_what_was_changed_since_is_shown_first(room: ReadingRoom, changed: Annotation) -> None:
    theirs = Content(kind="highlight", note="a note by carol")
    annotations.update(annotation=changed, content=theirs, revision=2, by=room.carol)
    response = room.script(room.bob).post(gone(room, changed), {"revision": 2})
    assert response.status_code == 409
    assert "a note by carol" in response.content.decode()
    assert state(changed) == AnchorState.CHANGED


def test_one_whose_text_was_taken_back_meanwhile(room: ReadingRoom, changed: Annotation) -> None:
    versions.take_back(version=room.version, by=None)
    response = room.script(room.bob).post(gone(room, changed), {"revision": 2})
    assert response.status_code == 409
    text = response.content.decode()
    assert "The article’s text changed, and this annotation with it, while you had it open" in text
    assert "It stands at" in text
    assert state(changed) == "exact"


def test_one_that_was_confirmed_meanwhile(room: ReadingRoom, changed: Annotation) -> None:
    client = room.script(room.bob)
    client.post(room.url(f"annotations/{changed.pk}/confirm/"), {"revision": 2})
    assert client.post(gone(room, changed), {"revision": 2}).status_code == 409
    response = client.post(gone(room, changed), {"revision": 3})
    assert response.status_code == 409
    assert "stands where somebody put it" in response.content.decode()


def test_only_its_author_and_managers(room: ReadingRoom, changed: Annotation) -> None:
    for user, status in ((room.carol, 403), (room.rita, 403), (room.sam, 404), (room.alice, 302)):
        response = room.client(user).post(gone(room, changed), {"revision": 2})
        assert response.status_code == status


def test_unknown_ones_get_404(room: ReadingRoom) -> None:
    assert room.client(room.bob).post(room.url("annotations/999/orphan/")).status_code == 404
