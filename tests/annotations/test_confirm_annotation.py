"""Saying that a changed or moved annotation still stands."""

import pytest

from annotations.models import AnchorState, Annotation
from annotations.services import annotations
from annotations.services.annotations import Content
from annotations.services.reanchoring import go_back
from tests.annotations.reading_room import ReadingRoom
from tests.annotations.revising import revise, state

pytestmark = pytest.mark.django_db


@pytest.fixture
def orphan(room: ReadingRoom) -> Annotation:
    annotation = room.annotate("second inspection")
    revise(
        room.article, ("Fishermen dispute the finding and want a second inspection", "Nobody spoke")
    )
    return annotation


def confirm(room: ReadingRoom, annotation: Annotation) -> str:
    return room.url(f"annotations/{annotation.pk}/confirm/")


def test_the_card_shows_what_changed_and_asks(room: ReadingRoom, changed: Annotation) -> None:
    page = room.client(room.bob).get(room.url(f"read/{room.article.pk}/")).content.decode()
    assert 'data-state="changed"' in page
    assert "<del>unsafe</del><ins>dangerous</ins>" in page
    assert f'href="{confirm(room, changed)}"' in page
    assert "k-highlight st-changed" in page


def test_others_see_who_is_asked(room: ReadingRoom, changed: Annotation) -> None:
    page = room.client(room.rita).get(room.url(f"read/{room.article.pk}/")).content.decode()
    assert confirm(room, changed) not in page
    assert "bob is asked to look at it" in page


def test_a_plain_form(room: ReadingRoom, changed: Annotation) -> None:
    client = room.client(room.bob)
    page = client.get(confirm(room, changed)).content.decode()
    assert "<del>unsafe</del><ins>dangerous</ins>" in page
    assert 'name="revision" value="2"' in page
    response = client.post(confirm(room, changed), {"revision": 2})
    assert response["Location"] == room.url(f"read/{room.article.pk}/#a-{changed.pk}")
    assert state(changed) == AnchorState.EXACT
    assert "Nothing is in doubt" in client.get(confirm(room, changed)).content.decode()


def test_a_script_gets_card_and_text_without_the_flag(
    room: ReadingRoom, changed: Annotation
) -> None:
    page = room.script(room.bob).post(confirm(room, changed), {"revision": 2})
    assert page.status_code == 200
    assert f'hx-target="#a-{changed.pk}"' in page.content.decode()
    assert "chip-state" not in page.content.decode()
    assert "st-changed" not in page.content.decode()
    assert '"said": "Confirmed"' in page["HX-Trigger"]


def test_twice_is_once(room: ReadingRoom, changed: Annotation) -> None:
    client = room.client(room.bob)
    for _ in range(2):
        assert client.post(confirm(room, changed), {"revision": 2}).status_code == 302
    assert Annotation.objects.get().revision == 3


def test_where_it_stands_since_its_text_was_taken_back_is_said(
    room: ReadingRoom, changed: Annotation
) -> None:
    old, new = room.article.versions.order_by("number")
    go_back(gone=new, present=old, by=None)
    response = room.script(room.bob).post(confirm(room, changed), {"revision": 2})
    page = response.content.decode()
    assert response.status_code == 409
    assert "It stands at <q" in page
    assert "the pier was unsafe</q>" in page
    assert "Confirmed" not in response.headers.get("HX-Trigger", "")


@pytest.mark.parametrize("sent", [{"revision": 1}, {}, {"revision": "x"}])
def test_what_was_changed_since_is_shown_first(
    room: ReadingRoom, changed: Annotation, sent: dict[str, object]
) -> None:
    theirs = Content(kind="highlight", note="a note by carol")
    annotations.update(annotation=changed, content=theirs, revision=2, by=room.carol)
    for client in (room.client(room.bob), room.script(room.bob)):
        response = client.post(confirm(room, changed), sent)
        page = response.content.decode()
        assert response.status_code == 409
        assert "a note by carol" in page
        assert 'name="revision" value="3"' in page
    assert state(changed) == AnchorState.CHANGED


def test_a_deleted_one_is_said_to_be(room: ReadingRoom, changed: Annotation) -> None:
    annotations.delete(annotation=changed, revision=2, by=room.carol)
    for response in (
        room.script(room.bob).get(confirm(room, changed)),
        room.script(room.bob).post(confirm(room, changed), {"revision": 2}),
    ):
        assert response.status_code == 409
        assert "deleted meanwhile" in response.content.decode()


def test_an_orphan_is_to_be_re_attached_instead(room: ReadingRoom, orphan: Annotation) -> None:
    response = room.script(room.bob).post(confirm(room, orphan), {"revision": 2})
    assert response.status_code == 409
    assert "Re-attach it instead" in response.content.decode()


def test_only_its_author_and_managers(room: ReadingRoom, changed: Annotation) -> None:
    for user, status in ((room.carol, 403), (room.rita, 403), (room.sam, 404), (room.alice, 302)):
        response = room.client(user).post(confirm(room, changed), {"revision": 2})
        assert response.status_code == status


def test_unknown_ones_get_404(room: ReadingRoom) -> None:
    assert room.client(room.bob).post(room.url("annotations/999/confirm/")).status_code == 404
