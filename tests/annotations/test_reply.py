"""Replying to an annotation."""

import pytest

from annotations.models import Annotation, Reply
from annotations.services import annotations
from tests.annotations.reading_room import ReadingRoom

pytestmark = pytest.mark.django_db


@pytest.fixture
def highlight(room: ReadingRoom) -> Annotation:
    return room.annotate("ferry pier")


def url(room: ReadingRoom, annotation: Annotation) -> str:
    return room.url(f"annotations/{annotation.pk}/reply/")


def test_the_card_comes_back_with_the_reply(room: ReadingRoom, highlight: Annotation) -> None:
    response = room.script(room.carol).post(url(room, highlight), {"text": "Is <it> so?"})
    page = response.content.decode()
    assert response.status_code == 201
    assert f'hx-target="#a-{highlight.pk}"' in page
    assert "Is &lt;it&gt; so?" in page
    assert Reply.objects.get().created_by == room.carol


def test_a_plain_form_leads_back_to_the_passage(room: ReadingRoom, highlight: Annotation) -> None:
    client = room.client(room.carol)
    assert client.get(url(room, highlight)).status_code == 200
    response = client.post(url(room, highlight), {"text": "Is it so?"})
    assert response["Location"] == room.url(f"read/{room.article.pk}/#a-{highlight.pk}")


def test_an_empty_reply_gets_422(room: ReadingRoom, highlight: Annotation) -> None:
    response = room.script(room.bob).post(url(room, highlight), {"text": "  "})
    assert response.status_code == 422
    assert "field-error" in response.content.decode()
    assert not Reply.objects.exists()


def test_a_deleted_annotation_takes_no_replies(room: ReadingRoom, highlight: Annotation) -> None:
    annotations.delete(annotation=highlight, revision=1, by=room.bob)
    for client in (room.client(room.carol), room.script(room.carol)):
        response = client.post(url(room, highlight), {"text": "my long reply"})
        page = response.content.decode()
        assert response.status_code == 409
        assert "deleted meanwhile" in page
        assert ">my long reply</textarea>" in page
        assert client.get(url(room, highlight)).status_code == 409
    assert not Reply.objects.exists()


def test_readers_get_403_and_strangers_404(room: ReadingRoom, highlight: Annotation) -> None:
    for user, status in ((room.rita, 403), (room.sam, 404)):
        assert room.client(user).get(url(room, highlight)).status_code == status
        response = room.client(user).post(url(room, highlight), {"text": "x"})
        assert response.status_code == status


def test_unknown_ones_get_404(room: ReadingRoom) -> None:
    assert room.client(room.bob).get(room.url("annotations/999/reply/")).status_code == 404


def test_wrong_method(room: ReadingRoom, highlight: Annotation) -> None:
    assert room.client(room.bob).put(url(room, highlight)).status_code == 405
