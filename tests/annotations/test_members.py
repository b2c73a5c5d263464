import pytest

from annotations.models import Membership, Role
from tests.annotations.reading_room import ReadingRoom

pytestmark = pytest.mark.django_db


def role_of(room: ReadingRoom, username: str) -> str | None:
    membership = Membership.objects.filter(project=room.project, user__username=username).first()
    return membership.role if membership else None


def test_every_member_sees_the_members_and_managers_the_forms(room: ReadingRoom) -> None:
    for user, forms in ((room.rita, False), (room.carol, False), (room.alice, True)):
        page = room.client(user).get(room.url("members/")).content.decode()
        assert "carol" in page
        assert ("Add a member" in page) is forms
    assert room.client(room.sam).get(room.url("members/")).status_code == 404


def test_adds_by_user_name(room: ReadingRoom) -> None:
    room.client(room.alice).post(room.url("members/"), {"username": " sam ", "role": "reader"})
    assert role_of(room, "sam") == Role.READER


def test_an_unknown_name_or_role_is_said_so(room: ReadingRoom) -> None:
    for fields in (
        {"username": "nobody", "role": "reader"},
        {"username": "sam", "role": "king"},
        {"username": "a\x00b", "role": "reader"},
        {},
    ):
        response = room.client(room.alice).post(room.url("members/"), fields)
        assert response.status_code == 422, fields
    assert role_of(room, "sam") is None


def test_the_last_manager_stays_one(room: ReadingRoom) -> None:
    client = room.client(room.alice)
    for path, fields in (
        (f"members/{room.alice.pk}/remove/", {}),
        (f"members/{room.alice.pk}/role/", {"role": "reader"}),
        ("members/", {"username": "alice", "role": "reader"}),
    ):
        response = client.post(room.url(path), fields, follow=True)
        assert "last manager" in response.content.decode(), path
        assert role_of(room, "alice") == Role.MANAGER


def test_changes_a_role(room: ReadingRoom) -> None:
    room.client(room.alice).post(room.url(f"members/{room.bob.pk}/role/"), {"role": "curator"})
    assert role_of(room, "bob") == Role.CURATOR


def test_removes_a_member_whose_annotations_stay(room: ReadingRoom) -> None:
    annotation = room.annotate("ferry pier")
    room.client(room.alice).post(room.url(f"members/{room.bob.pk}/remove/"))
    assert role_of(room, "bob") is None
    annotation.refresh_from_db()
    assert annotation.created_by == room.bob


def test_a_manager_who_leaves_is_sent_to_their_projects(room: ReadingRoom) -> None:
    client = room.client(room.alice)
    client.post(room.url(f"members/{room.carol.pk}/role/"), {"role": "manager"})
    response = client.post(room.url(f"members/{room.alice.pk}/remove/"))
    assert response.headers["Location"] == "/projects/"


@pytest.mark.parametrize("who", ["carol", "bob", "rita"])
def test_only_managers_change_members(room: ReadingRoom, who: str) -> None:
    client = room.client(getattr(room, who))
    assert client.post(room.url("members/"), {"username": "sam"}).status_code == 403
    for action in ("role", "remove"):
        assert client.post(room.url(f"members/{room.bob.pk}/{action}/")).status_code == 403


def test_wrong_method_and_somebody_who_is_no_member(room: ReadingRoom) -> None:
    client = room.client(room.alice)
    assert client.get(room.url(f"members/{room.bob.pk}/remove/")).status_code == 405
    assert client.post(room.url(f"members/{room.sam.pk}/remove/")).status_code == 404
