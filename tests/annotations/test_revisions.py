"""What every form that edits a row does with the revision it was filled in from."""

import pytest

from tests import factories
from tests.annotations.reading_room import ReadingRoom

pytestmark = pytest.mark.django_db

FORMS = {
    "claim": {"statement": "The pier is unsafe.", "note": "A note."},
    "entity": {"name": "Ana", "kind": "person", "aliases": "", "description": "A mayor."},
    "label": {"name": "Doubt", "colour": "rose", "shortcut": "", "definition": "When in doubt."},
    "project": {"name": "Harbour study", "guidelines": "All of it."},
}


@pytest.fixture(params=FORMS)
def form(request: pytest.FixtureRequest, room: ReadingRoom) -> tuple[str, dict[str, str]]:
    """The address of a form whose row has what FORMS says, and that."""
    values = FORMS[request.param]
    match request.param:
        case "claim":
            path = f"claims/{factories.make_claim(room.project, **values).pk}/edit/"
        case "entity":
            entity = factories.make_entity(
                room.project, "Ana", kind="person", description=values["description"]
            )
            path = f"entities/{entity.pk}/edit/"
        case "label":
            path = f"codebook/{factories.make_label(room.project, **values).pk}/edit/"
        case _:
            room.project.guidelines = values["guidelines"]
            room.project.save(update_fields=["guidelines"])
            path = "settings/"
    return room.url(path), values


def revision_on(page: bytes) -> str:
    return page.decode().split('name="revision" value="')[1].split('"')[0]


def test_a_mistake_does_not_make_a_stale_form_fresh(
    room: ReadingRoom, form: tuple[str, dict[str, str]]
) -> None:
    client, (url, values) = room.client(room.alice), form
    required, optional = next(iter(values)), list(values)[-1]
    assert revision_on(client.get(url).content) == "1"
    client.post(url, values | {optional: "Theirs.", "revision": "1"})
    refused = client.post(url, values | {required: "", "revision": "1"})
    assert (refused.status_code, revision_on(refused.content)) == (422, "1")
    again = client.post(url, values | {optional: "Mine.", "revision": revision_on(refused.content)})
    assert (again.status_code, revision_on(again.content)) == (409, "2")
    assert "Theirs." in again.content.decode()


def test_only_what_differs_is_shown_twice(
    room: ReadingRoom, form: tuple[str, dict[str, str]]
) -> None:
    client, (url, values) = room.client(room.alice), form
    optional = list(values)[-1]
    client.post(url, values | {optional: "Theirs.", "revision": "1"})
    page = client.post(url, values | {optional: "Mine.", "revision": "1"}).content.decode()
    assert page.count("Saved now:") == 1
    assert "(empty)" not in page
