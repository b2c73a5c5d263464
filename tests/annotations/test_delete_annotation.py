"""Deleting an annotation at once, and taking that back."""

import pytest

from annotations.models import Annotation
from tests.annotations.reading_room import ReadingRoom, make_reading_room

pytestmark = pytest.mark.django_db


@pytest.fixture
def room() -> ReadingRoom:
    return make_reading_room()


@pytest.fixture
def highlight(room: ReadingRoom) -> Annotation:
    return room.annotate("ferry pier")


def delete(room: ReadingRoom, annotation: Annotation) -> str:
    return room.url(f"annotations/{annotation.pk}/delete/")


def restore(room: ReadingRoom, annotation: Annotation) -> str:
    return room.url(f"annotations/{annotation.pk}/restore/")


def test_a_script_gets_a_toast_with_the_way_back(room: ReadingRoom, highlight: Annotation) -> None:
    client = room.script(room.bob)
    page = client.post(delete(room, highlight)).content.decode()
    assert f'hx-target="#a-{highlight.pk}" hx-swap="delete"' in page
    assert restore(room, highlight) in page
    assert "<mark" not in page
    assert not Annotation.objects.present().exists()
    page = client.post(restore(room, highlight)).content.decode()
    assert f'id="a-{highlight.pk}"' in page
    assert f'data-a="{highlight.pk}"' in page
    assert Annotation.objects.present().get() == highlight


def test_a_plain_form_leads_to_the_offer_to_undo(room: ReadingRoom, highlight: Annotation) -> None:
    client = room.client(room.bob)
    response = client.post(delete(room, highlight))
    assert response["Location"] == room.url(f"read/{room.article.pk}/?deleted={highlight.pk}")
    response = client.post(restore(room, highlight))
    assert response["Location"] == room.url(f"read/{room.article.pk}/#a-{highlight.pk}")


def test_twice_is_once(room: ReadingRoom, highlight: Annotation) -> None:
    client = room.client(room.bob)
    for url in (delete, delete, restore, restore):
        assert client.post(url(room, highlight)).status_code == 302
    assert Annotation.objects.present().count() == 1


def test_only_its_author_and_curators(room: ReadingRoom, highlight: Annotation) -> None:
    highlight.created_by = room.alice
    highlight.save()
    for user, status in ((room.bob, 403), (room.rita, 403), (room.sam, 404), (room.carol, 302)):
        assert room.client(user).post(delete(room, highlight)).status_code == status
        assert room.client(user).post(restore(room, highlight)).status_code == status


def test_unknown_ones_get_404(room: ReadingRoom) -> None:
    for what in ("delete", "restore"):
        assert room.client(room.bob).post(room.url(f"annotations/999/{what}/")).status_code == 404


def test_wrong_method(room: ReadingRoom, highlight: Annotation) -> None:
    for url in (delete, restore):
        assert room.client(room.bob).get(url(room, highlight)).status_code == 405
