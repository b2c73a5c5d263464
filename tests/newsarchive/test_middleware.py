"""Headers of every answer, health checks, and what to say when something goes wrong."""

from unittest import mock

import pytest
from django.conf import LazySettings
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError
from django.test import Client, RequestFactory

from newsarchive import health
from newsarchive.middleware import client_address

POLICY = {
    "default-src": "'self'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data:",
    "object-src": "'none'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
    "form-action": "'self'",
}


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/sign-in/", "/nowhere/", "/admin/", "/admin/auth/user/add/"])
def test_policy_is_strict_on_every_page(admin_client: Client, path: str) -> None:
    response = admin_client.get(path)
    directives = response.headers["Content-Security-Policy"].split("; ")
    assert dict(directive.split(" ", 1) for directive in directives) == POLICY
    assert "HX-Request" in response.headers["Vary"]
    assert response.headers["X-Frame-Options"] == "DENY"
    assert response.headers["X-Content-Type-Options"] == "nosniff"


def test_process_answers_without_database_host_or_session(client: Client) -> None:
    response = client.get("/healthz", headers={"Host": "10.0.0.7"})
    assert (response.status_code, response.content) == (200, b"ok\n")


@pytest.mark.django_db
def test_ready_with_database_and_migrations(client: Client) -> None:
    assert client.get("/readyz", headers={"Host": "10.0.0.7"}).status_code == 200


@pytest.mark.django_db
def test_not_ready_without_migrations(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(health, "_ready_before", set())
    monkeypatch.setattr(health, "unapplied_migrations", lambda: 1)
    response = client.get("/readyz")
    assert response.status_code == 503
    assert "migrate" in response.content.decode()


def test_not_ready_without_database(client: Client) -> None:
    with mock.patch("newsarchive.health.connection.cursor", side_effect=DatabaseError):
        response = client.get("/readyz")
    assert (response.status_code, response.content) == (503, b"the database does not answer\n")


@pytest.mark.parametrize(
    ("proxies", "forwarded", "address"),
    [
        (0, "6.6.6.6", "9.9.9.9"),
        (1, "6.6.6.6, 1.1.1.1", "1.1.1.1"),
        (2, "6.6.6.6, 1.1.1.1, 2.2.2.2", "1.1.1.1"),
        (1, "", "9.9.9.9"),
        (3, "1.1.1.1", "1.1.1.1"),
    ],
)
def test_client_address_believes_only_our_proxies(
    settings: LazySettings, proxies: int, forwarded: str, address: str
) -> None:
    settings.PROXY_COUNT = proxies
    headers = {"X-Forwarded-For": forwarded} if forwarded else {}
    request = RequestFactory().get("/", headers=headers, REMOTE_ADDR="9.9.9.9")
    assert client_address(request) == address


@pytest.mark.django_db
def test_form_out_of_date_says_that_nothing_is_lost() -> None:
    client = Client(enforce_csrf_checks=True)
    response = client.post("/sign-in/", {"username": "a"})
    assert response.status_code == 403
    assert "Nothing was lost" in response.content.decode()
    fragment = client.post("/sign-in/", headers={"HX-Request": "true"})
    assert fragment.headers["Content-Type"].startswith("text/plain")


@pytest.mark.django_db
def test_form_with_too_much_text_is_refused_with_its_limit(client: Client) -> None:
    response = client.post("/sign-in/", {"username": "x" * (26 * 1024 * 1024)})
    assert response.status_code == 400
    assert "more than 25.0" in response.content.decode()


@pytest.mark.django_db
def test_large_file_reaches_the_view(client: Client) -> None:
    upload = SimpleUploadedFile("large.txt", b"x" * (26 * 1024 * 1024))
    assert client.post("/sign-in/", {"username": "a", "file": upload}).status_code == 200


@pytest.mark.django_db
def test_unknown_page_is_told_to_the_signed_in(client: Client) -> None:
    client.force_login(User.objects.create_user("alice"))
    response = client.get("/nowhere/")
    assert response.status_code == 404
    assert "Nothing here" in response.content.decode()
