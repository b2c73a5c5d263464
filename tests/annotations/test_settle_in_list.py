"""Saying in the list of what waits whether an annotation still stands, and taking it back."""

import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from annotations.models import AnchorState, Annotation
from annotations.services import annotations
from annotations.services.annotations import Content
from tests import factories
from tests.annotations.reading_room import ReadingRoom
from tests.annotations.revising import revise, state

pytestmark = pytest.mark.django_db

ACTIONS = ("confirm", "orphan")
SAID = {"confirm": "Confirmed", "orphan": "Kept under “Text gone”"}


def address(room: ReadingRoom, annotation: Annotation, action: str) -> str:
    return room.url(f"annotations/{annotation.pk}/{action}/")


def told(response: object) -> dict[str, object]:
    return dict(json.loads(response["HX-Trigger"])["annotation:settled"])  # type: ignore[index]


@pytest.mark.parametrize("action", ACTIONS)
def test_a_script_gets_the_row_and_the_counts(
    room: ReadingRoom, changed: Annotation, action: str
) -> None:
    response = room.script(room.bob).post(
        address(room, changed, action), {"revision": 2, "list": "state=changed"}
    )
    page = response.content.decode()
    assert response.status_code == 200
    assert SAID[action] in page
    assert address(room, changed, "unsettle") in page
    assert 'hx-target="#waiting-left" hx-swap="innerHTML settle:0">0<' in page
    assert told(response) == {"id": changed.pk, "said": SAID[action], "left": 0}
    assert 'hx-target="#a-' not in page


def test_undone_the_row_asks_again(room: ReadingRoom, changed: Annotation) -> None:
    client = room.script(room.bob)
    for action, revision in (("confirm", 2), ("orphan", 4)):
        client.post(address(room, changed, action), {"revision": revision, "list": ""})
        response = client.post(
            address(room, changed, "unsettle"), {"revision": revision + 1, "list": ""}
        )
        page = response.content.decode()
        assert "<del>unsafe</del><ins>dangerous</ins>" in page
        assert address(room, changed, "confirm") in page
        assert f'name="revision" value="{revision + 2}"' in page
        assert told(response)["left"] == 1
        assert state(changed) == AnchorState.CHANGED


@pytest.mark.parametrize("action", ACTIONS)
def test_a_plain_form_comes_back_to_the_list(
    room: ReadingRoom, changed: Annotation, action: str
) -> None:
    client = room.client(room.bob)
    sent = {"revision": 2, "list": "state=changed&mine=1&next=//elsewhere.example"}
    response = client.post(address(room, changed, action), sent)
    back = f"waiting/?state=changed&mine=1&settled={changed.pk}"
    assert response["Location"] == room.url(f"{back}#settled-{changed.pk}")
    page = client.get(room.url(back)).content.decode()
    assert SAID[action] in page
    undo = {"revision": 3, "list": "state=changed&mine=1"}
    response = client.post(address(room, changed, "unsettle"), undo)
    assert response["Location"] == room.url(f"waiting/?state=changed&mine=1#waiting-{changed.pk}")
    page = client.get(response["Location"]).content.decode()
    assert f'id="waiting-{changed.pk}"' in page
    assert "settled-" not in page


def test_nobody_else_is_offered_to_take_it_back(room: ReadingRoom, changed: Annotation) -> None:
    room.client(room.bob).post(address(room, changed, "confirm"), {"revision": 2, "list": ""})
    for user in (room.carol, room.rita):
        page = room.client(user).get(room.url(f"waiting/?settled={changed.pk}"))
        assert "unsettle" not in page.content.decode()


def test_an_address_that_names_what_is_not_there_shows_the_list(
    room: ReadingRoom, changed: Annotation
) -> None:
    foreign = factories.make_annotation(factories.make_project(), factories.make_article())
    for settled in (foreign.pk, foreign.pk + 1, 10**30, "x"):
        page = room.client(room.bob).get(room.url(f"waiting/?settled={settled}"))
        assert page.status_code == 200
        assert f'id="waiting-{changed.pk}"' in page.content.decode()
        assert "settled-" not in page.content.decode()


@pytest.mark.parametrize("action", [*ACTIONS, "unsettle"])
@pytest.mark.parametrize("sent", [{"revision": 1}, {}, {"revision": "x"}])
def test_the_row_says_what_changed_meanwhile(
    room: ReadingRoom, changed: Annotation, action: str, sent: dict[str, object]
) -> None:
    theirs = Content(kind="highlight", note="a note by carol")
    annotations.update(annotation=changed, content=theirs, revision=2, by=room.carol)
    response = room.script(room.bob).post(address(room, changed, action), {"list": ""} | sent)
    page = response.content.decode()
    assert response.status_code == 409
    assert "a note by carol" in page
    assert 'name="revision" value="3"' in page
    assert state(changed) == AnchorState.CHANGED


def test_a_plain_form_that_is_late_comes_back_to_the_list_too(
    room: ReadingRoom, changed: Annotation
) -> None:
    response = room.client(room.bob).post(
        address(room, changed, "confirm"), {"revision": 1, "list": "mine=1"}
    )
    page = response.content.decode()
    assert response.status_code == 409
    assert f'href="{room.url("waiting/")}?mine=1"' in page
    assert 'name="list" value="mine=1"' in page


def test_what_was_deleted_meanwhile_has_no_actions(room: ReadingRoom, changed: Annotation) -> None:
    annotations.delete(annotation=changed, revision=2, by=room.carol)
    response = room.script(room.bob).post(
        address(room, changed, "confirm"), {"revision": 2, "list": ""}
    )
    page = response.content.decode()
    assert response.status_code == 409
    assert "carol deleted this annotation" in page
    assert "<button" not in page


def test_what_the_article_lost_meanwhile_is_said(room: ReadingRoom, changed: Annotation) -> None:
    room.article.refresh_from_db()
    paragraphs = room.version.body.split("\n\n")
    revise(room.article, (next(text for text in paragraphs if "dangerous" in text), "So."))
    response = room.script(room.bob).post(
        address(room, changed, "confirm"), {"revision": 2, "list": ""}
    )
    page = response.content.decode()
    assert response.status_code == 409
    assert "Its text is gone" in page
    assert "Open in the reader" in page
    assert address(room, changed, "orphan") not in page


def test_a_text_that_came_meanwhile_is_not_undone(room: ReadingRoom, changed: Annotation) -> None:
    client = room.script(room.bob)
    client.post(address(room, changed, "orphan"), {"revision": 2, "list": ""})
    room.article.refresh_from_db()
    revise(room.article, ("ferry", "boat"))
    response = client.post(address(room, changed, "unsettle"), {"revision": 3, "list": ""})
    assert response.status_code == 409
    assert 'role="alert"' in response.content.decode()


def test_a_double_click_is_one(room: ReadingRoom, changed: Annotation) -> None:
    client = room.script(room.bob)
    for action, revision in (("confirm", 2), ("unsettle", 3), ("orphan", 4), ("unsettle", 5)):
        for _ in range(2):
            sent = {"revision": revision, "list": ""}
            response = client.post(address(room, changed, action), sent)
            assert response.status_code == 200
        assert Annotation.objects.get().revision == revision + 1


def test_who_sees_the_actions(room: ReadingRoom, changed: Annotation) -> None:
    confirms, opens = [], []
    for user in (room.alice, room.carol, room.bob, room.rita):
        page = room.client(user).get(room.url("waiting/")).content.decode()
        confirms.append(address(room, changed, "orphan") in page)
        opens.append("Open in the reader" in page)
    assert confirms == [True, False, True, False]
    assert opens == [True, True, True, False]


@pytest.mark.parametrize("action", [*ACTIONS, "unsettle"])
def test_who_may(room: ReadingRoom, changed: Annotation, action: str) -> None:
    statuses = [
        room.script(user)
        .post(address(room, changed, action), {"revision": 99, "list": ""})
        .status_code
        for user in (room.carol, room.rita, room.sam, room.alice, room.bob)
    ]
    assert statuses == [403, 403, 404, 409, 409]


def test_an_answer_takes_as_many_queries_whatever_waits(
    room: ReadingRoom, changed: Annotation
) -> None:
    client = room.script(room.bob)
    counts = []
    for number in (0, 30):
        for _ in range(number):
            room.annotate("ferry pier", state="moved")
        revision = Annotation.objects.get(pk=changed.pk).revision
        with CaptureQueriesContext(connection) as queries:
            sent = {"revision": revision, "list": ""}
            client.post(address(room, changed, "confirm"), sent)
        counts.append(len(queries))
        client.post(address(room, changed, "unsettle"), {"revision": revision + 1, "list": ""})
    assert counts[0] == counts[1]


def test_what_is_left_of_many_pages_is_on_the_first(room: ReadingRoom, changed: Annotation) -> None:
    for _ in range(51):
        room.annotate("ferry pier", state="moved")
    page = room.client(room.bob).get(room.url("waiting/?mine=1&page=2")).content.decode()
    assert 'name="list" value="mine=1&amp;page=2&amp;pages=1"' in page
    response = room.script(room.bob).post(
        address(room, changed, "confirm"), {"revision": 2, "list": "mine=1&page=2&pages=1"}
    )
    assert f'href="{room.url("waiting/")}?mine=1"' in response.content.decode()
