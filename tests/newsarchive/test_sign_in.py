"""Signing in: by one-time link, by password with a throttle, and what an ended session does."""

from datetime import timedelta

import pytest
import time_machine
from django.contrib.auth.models import User
from django.core.management import call_command
from django.core.management.base import CommandError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from annotations.models import Membership, Project, Role
from newsarchive.sign_in import sign_in_path

pytestmark = pytest.mark.django_db


@pytest.fixture
def alice() -> User:
    return User.objects.create_user("alice", password="a long password 7")


def signed_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


def test_link_signs_in_once(client: Client, alice: User) -> None:
    path = sign_in_path(alice)
    assert client.get(path).headers["Location"] == reverse("home")
    assert signed_in(client)
    second = Client()
    response = second.get(path)
    assert response.status_code == 410
    assert "no longer works" in response.content.decode()
    assert not signed_in(second)


def test_link_dies_after_an_hour(client: Client, alice: User) -> None:
    path = sign_in_path(alice)
    with time_machine.travel(timezone.now() + timedelta(minutes=61)):
        assert client.get(path).status_code == 410
    assert not signed_in(client)


def test_link_dies_with_the_password_and_at_any_other_sign_in(client: Client, alice: User) -> None:
    before_sign_in = sign_in_path(alice)
    client.force_login(alice)
    assert Client().get(before_sign_in).status_code == 410
    alice.refresh_from_db()
    before_change = sign_in_path(alice)
    alice.set_password("another long password 8")
    alice.save()
    assert Client().get(before_change).status_code == 410


@pytest.mark.parametrize("uid", ["MQ", "x", "OTk5OTk5OTk5OTk5OTk5OTk5OTk5OTk5", "ŋ"])
def test_made_up_link_is_refused(client: Client, uid: str) -> None:
    assert client.get(f"/sign-in/{uid}/abc-def/").status_code == 410


def test_link_of_a_deactivated_user_is_refused(client: Client, alice: User) -> None:
    path = sign_in_path(alice)
    User.objects.update(is_active=False)
    assert client.get(path).status_code == 410


def test_command_prints_a_link(
    client: Client, alice: User, capsys: pytest.CaptureFixture[str]
) -> None:
    call_command("sign_in_link", "alice")
    assert client.get(capsys.readouterr().out.strip()).status_code == 302
    with pytest.raises(CommandError, match="no active user 'bob'"):
        call_command("sign_in_link", "bob")


def test_command_makes_an_administrator_who_leads_general(
    client: Client, capsys: pytest.CaptureFixture[str]
) -> None:
    general, _ = Project.objects.get_or_create(slug="general", defaults={"name": "General"})
    call_command("create_administrator", "carol")
    lines = dict(line.split("  ", 1) for line in capsys.readouterr().out.splitlines())
    path = lines["Sign in"].split()[0]
    password = lines["Password"].split()[0]
    user = User.objects.get(username="carol", is_superuser=True, is_staff=True)
    assert Membership.objects.get(project=general, user=user).role == Role.MANAGER
    assert user.check_password(password)
    assert client.get(path).status_code == 302
    with pytest.raises(CommandError, match="already a user 'carol'"):
        call_command("create_administrator", "carol")


def test_password_signs_in_and_out(client: Client, alice: User) -> None:
    page = client.get(reverse("login"))
    assert page.status_code == 200
    credentials = {"username": "alice", "password": "a long password 7"}
    assert client.post(reverse("login"), credentials).headers["Location"] == reverse("home")
    assert client.get(reverse("logout")).status_code == 405
    assert client.post(reverse("logout")).status_code == 302
    assert not signed_in(client)


def test_wrong_passwords_close_the_door_for_a_while(client: Client, alice: User) -> None:
    wrong = {"username": "alice", "password": "wrong"}
    for _ in range(4):
        assert client.post(reverse("login"), wrong).status_code == 200
    response = client.post(reverse("login"), wrong)
    assert response.status_code == 429
    assert response.headers["Retry-After"] == "600"
    assert "Too many wrong passwords" in response.content.decode()
    right = {"username": "alice", "password": "a long password 7"}
    assert client.post(reverse("login"), right).status_code == 429
    with time_machine.travel(timezone.now() + timedelta(minutes=11)):
        assert client.post(reverse("login"), right).status_code == 302


def attempt(name: str, address: str, password: str = "wrong") -> int:
    credentials = {"username": name, "password": password}
    return Client().post(reverse("login"), credentials, REMOTE_ADDR=address).status_code


def test_many_names_from_one_address_close_the_door_there(alice: User) -> None:
    statuses = [attempt(f"name{number}", "192.0.2.1") for number in range(30)]
    assert statuses == [200] * 29 + [429]
    assert attempt("alice", "192.0.2.1", "a long password 7") == 429
    assert attempt("alice", "192.0.2.2", "a long password 7") == 302


def test_many_addresses_close_the_door_for_one_name(alice: User) -> None:
    statuses = [attempt("alice", f"192.0.2.{number}") for number in range(50)]
    assert statuses == [200] * 49 + [429]
    assert attempt("alice", "198.51.100.1", "a long password 7") == 429


def test_sign_in_forgets_no_failures_of_other_names(alice: User) -> None:
    for number in range(29):
        attempt(f"name{number}", "192.0.2.1")
    assert attempt("alice", "192.0.2.1", "a long password 7") == 302
    assert attempt("bob", "192.0.2.1") == 429


def test_password_change(client: Client, alice: User) -> None:
    client.force_login(alice)
    assert client.get(reverse("password_change")).status_code == 200
    response = client.post(
        reverse("password_change"),
        {
            "old_password": "a long password 7",
            "new_password1": "even longer one 9",
            "new_password2": "even longer one 9",
        },
    )
    assert response.headers["Location"] == reverse("password_change_done")
    assert client.get(reverse("password_change_done")).status_code == 200


def test_page_without_session_leads_to_sign_in_and_back(client: Client) -> None:
    response = client.get("/password/?a=1")
    assert response.status_code == 302
    assert response.headers["Location"] == "/sign-in/?next=/password/%3Fa%3D1"


def test_fragment_without_session_moves_the_whole_page(client: Client) -> None:
    response = client.post(
        "/password/",
        headers={"HX-Request": "true", "HX-Current-URL": "http://testserver/archive/?q=oil"},
    )
    assert response.headers["HX-Redirect"] == "/sign-in/?next=/archive/%3Fq%3Doil"
    assert response.content == b""


def test_fragment_cannot_lead_to_another_site(client: Client) -> None:
    response = client.get(
        "/password/", headers={"HX-Request": "true", "HX-Current-URL": "https://evil.test//x.test/"}
    )
    assert response.headers["HX-Redirect"].startswith("/sign-in/?next=")
