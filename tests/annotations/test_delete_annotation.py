"""Deleting an annotation at once, and taking that back."""

import pytest

from annotations.models import Annotation
from annotations.services import annotations
from annotations.services.annotations import Content
from tests.annotations.reading_room import ReadingRoom

pytestmark = pytest.mark.django_db


@pytest.fixture
def highlight(room: ReadingRoom) -> Annotation:
    return room.annotate("ferry pier")


def delete(room: ReadingRoom, annotation: Annotation) -> str:
    return room.url(f"annotations/{annotation.pk}/delete/")


def restore(room: ReadingRoom, annotation: Annotation) -> str:
    return room.url(f"annotations/{annotation.pk}/restore/")


def seen(annotation: Annotation) -> dict[str, int]:
    """What a form says that was opened on the annotation as it is now."""
    return {"revision": Annotation.objects.get(pk=annotation.pk).revision}


def test_a_script_gets_a_toast_with_the_way_back(room: ReadingRoom, highlight: Annotation) -> None:
    client = room.script(room.bob)
    page = client.post(delete(room, highlight), seen(highlight)).content.decode()
    assert f'hx-target="#a-{highlight.pk}" hx-swap="delete"' in page
    assert restore(room, highlight) in page
    assert "<mark" not in page
    assert not Annotation.objects.present().exists()
    assert 'name="revision" value="2"' in page
    page = client.post(restore(room, highlight), seen(highlight)).content.decode()
    assert f'id="a-{highlight.pk}"' in page
    assert f'data-a="{highlight.pk}"' in page
    assert Annotation.objects.present().get() == highlight


def test_a_plain_form_leads_to_the_offer_to_undo(room: ReadingRoom, highlight: Annotation) -> None:
    client = room.client(room.bob)
    response = client.post(delete(room, highlight), seen(highlight))
    assert response["Location"] == room.url(f"read/{room.article.pk}/?deleted={highlight.pk}")
    response = client.post(restore(room, highlight), seen(highlight))
    assert response["Location"] == room.url(f"read/{room.article.pk}/#a-{highlight.pk}")


def test_twice_is_once(room: ReadingRoom, highlight: Annotation) -> None:
    client = room.client(room.bob)
    for url in (delete, delete, restore, restore):
        assert client.post(url(room, highlight), seen(highlight)).status_code == 302
    assert Annotation.objects.present().count() == 1


@pytest.mark.parametrize("sent", [{"revision": 1}, {}, {"revision": "x"}, {"revision": "9" * 18}])
def test_what_was_changed_since_is_shown_first(
    room: ReadingRoom, highlight: Annotation, sent: dict[str, object]
) -> None:
    theirs = Content(kind="highlight", note="a long note by carol")
    annotations.update(annotation=highlight, content=theirs, revision=1, by=room.carol)
    for client in (room.client(room.bob), room.script(room.bob)):
        response = client.post(delete(room, highlight), sent)
        page = response.content.decode()
        assert response.status_code == 409
        assert "a long note by carol" in page
        assert "Delete it anyway" in page
        assert f'action="{delete(room, highlight)}"' in page
        assert 'name="revision" value="2"' in page
        assert Annotation.objects.present().exists()
    assert room.script(room.bob).post(delete(room, highlight), {"revision": 2}).status_code == 200
    assert not Annotation.objects.present().exists()


def test_another_deletion_than_ones_own_is_shown_first(
    room: ReadingRoom, highlight: Annotation
) -> None:
    annotations.delete(annotation=highlight, revision=1, by=room.bob)
    annotations.restore(annotation=highlight, revision=2, by=room.carol)
    annotations.delete(annotation=highlight, revision=3, by=room.carol)
    for client in (room.client(room.bob), room.script(room.bob)):
        response = client.post(restore(room, highlight), {"revision": 2})
        page = response.content.decode()
        assert response.status_code == 409
        assert "Restore it anyway" in page
        assert "carol changed it last" in page
    assert f'hx-target="#pane-{room.article.pk} [data-slot]"' in page
    room.client(room.bob).post(restore(room, highlight), {"revision": 4})
    assert Annotation.objects.present().exists()


def test_the_cards_say_which_state_they_show(room: ReadingRoom, highlight: Annotation) -> None:
    Annotation.objects.update(revision=7)
    page = room.client(room.bob).get(room.url(f"read/{room.article.pk}/")).content.decode()
    assert 'data-revision="7"' in page


def test_without_scripts_the_page_of_the_form_deletes_and_replies(
    room: ReadingRoom, highlight: Annotation
) -> None:
    client = room.client(room.bob)
    page = client.get(room.url(f"annotations/{highlight.pk}/edit/")).content.decode()
    form = page[page.index(f'action="{delete(room, highlight)}"') :].split("</form>")[0]
    assert 'name="revision" value="1"' in form
    assert f'action="{room.url(f"annotations/{highlight.pk}/reply/")}"' in page
    response = client.post(delete(room, highlight), {"revision": 1})
    page = client.get(room.url(f"annotations/{highlight.pk}/"), follow=True).content.decode()
    assert client.get(response["Location"]).content.decode().count(restore(room, highlight)) == 1
    form = page[page.index(restore(room, highlight)) :].split("</form>")[0]
    assert 'name="revision" value="2"' in form


def test_only_its_author_and_curators(room: ReadingRoom, highlight: Annotation) -> None:
    highlight.created_by = room.alice
    highlight.save()
    for user, status in ((room.bob, 403), (room.rita, 403), (room.sam, 404), (room.carol, 302)):
        assert (
            room.client(user).post(delete(room, highlight), seen(highlight)).status_code == status
        )
        assert (
            room.client(user).post(restore(room, highlight), seen(highlight)).status_code == status
        )


def test_unknown_ones_get_404(room: ReadingRoom) -> None:
    for what in ("delete", "restore"):
        assert room.client(room.bob).post(room.url(f"annotations/999/{what}/")).status_code == 404


def test_wrong_method(room: ReadingRoom, highlight: Annotation) -> None:
    for url in (delete, restore):
        assert room.client(room.bob).get(url(room, highlight)).status_code == 405
