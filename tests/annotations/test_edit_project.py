import pytest

from tests.annotations.reading_room import ReadingRoom

pytestmark = pytest.mark.django_db


def test_saves_name_and_guidelines_and_keeps_the_address(room: ReadingRoom) -> None:
    slug = room.project.slug
    room.client(room.alice).post(
        room.url("settings/"), {"name": "Pier study", "guidelines": "All of it.", "revision": 1}
    )
    room.project.refresh_from_db()
    assert (room.project.name, room.project.guidelines) == ("Pier study", "All of it.")
    assert room.project.slug == slug


def test_a_stale_form_shows_both_texts_and_overwrites_nothing(room: ReadingRoom) -> None:
    client = room.client(room.alice)
    client.post(room.url("settings/"), {"name": "Theirs", "revision": 1})
    response = client.post(room.url("settings/"), {"name": "Mine", "revision": 1})
    page = response.content.decode()
    assert response.status_code == 409
    assert 'value="Mine"' in page
    assert "Theirs" in page
    assert '<input type="hidden" name="revision" value="2">' in page
    room.project.refresh_from_db()
    assert room.project.name == "Theirs"


@pytest.mark.parametrize("revision", ["", "x", "-1", "99999999999999999999"])
def test_a_form_without_a_real_revision_changes_nothing(room: ReadingRoom, revision: str) -> None:
    response = room.client(room.alice).post(
        room.url("settings/"), {"name": "Mine", "revision": revision}
    )
    assert response.status_code in (409, 422)
    room.project.refresh_from_db()
    assert room.project.name == "Harbour study"


def test_only_managers(room: ReadingRoom) -> None:
    assert room.client(room.carol).get(room.url("settings/")).status_code == 403
    assert room.client(room.sam).get(room.url("settings/")).status_code == 404
