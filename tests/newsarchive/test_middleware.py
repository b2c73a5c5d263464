"""Headers of every answer, health checks, and what to say when something goes wrong."""

from typing import Any
from unittest import mock

import pytest
from django.conf import LazySettings
from django.contrib.auth.models import User
from django.db import DatabaseError
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.test.client import MULTIPART_CONTENT
from django.urls import reverse

from newsarchive import health
from newsarchive.middleware import client_address

LONG = 26 * 1024 * 1024


class Unread:
    """The body of a request that nobody is to read."""

    def read(self, size: int = -1) -> bytes:
        raise AssertionError("the body was read")

    readline = read


def post_unread(
    client: Client, path: str, length: int = LONG, headers: dict[str, str] | None = None
) -> HttpResponse:
    """The answer to files of `length` bytes in all; fails when something reads them."""
    sent: dict[str, Any] = {
        "CONTENT_TYPE": MULTIPART_CONTENT,
        "CONTENT_LENGTH": str(length),
        "wsgi.input": Unread(),
    }
    response = client.generic("POST", path, headers=headers, **sent)
    assert isinstance(response, HttpResponse)
    return response


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
    monkeypatch.setattr(health, "_migrations_seen", False)
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


def desk() -> str:
    return reverse("admin:articles_importbatch_add")


@pytest.mark.django_db
def test_form_with_too_much_text_is_refused_with_its_limit(admin_client: Client) -> None:
    response = admin_client.post(desk(), {"text": "x" * (26 * 1024 * 1024)})
    assert response.status_code == 400
    assert "more than 25.0" in response.content.decode()


def test_import_desk_is_where_its_limit_expects_it(settings: LazySettings) -> None:
    assert desk().startswith(settings.IMPORT_PATH)


@pytest.mark.django_db
def test_long_request_is_refused_unread(client: Client) -> None:
    response = post_unread(client, "/sign-in/")
    assert response.status_code == 413
    assert "More than 25.0\xa0MB came at once" in response.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("is_staff", "length", "status"),
    [(True, LONG, None), (True, 100 * LONG, 413), (False, LONG, 413)],
)
def test_import_desk_takes_more_from_staff(
    client: Client, is_staff: bool, length: int, status: int | None
) -> None:
    client.force_login(User.objects.create_user("alice", is_staff=is_staff, is_superuser=is_staff))
    if status is None:
        with pytest.raises(AssertionError, match="was read"):
            post_unread(client, desk(), length)
    else:
        assert post_unread(client, desk(), length).status_code == status


@pytest.mark.django_db
def test_import_desk_takes_no_more_from_strangers(client: Client) -> None:
    response = post_unread(client, desk())
    assert response.status_code == 413
    assert "sign in again if you were signed out" in response.content.decode()


@pytest.mark.django_db
def test_import_desk_names_its_limit(admin_client: Client) -> None:
    response = post_unread(admin_client, desk(), 100 * LONG)
    assert "1.0\xa0GB (IMPORT_MAX_FILE_BYTES) came at once" in response.content.decode()


@pytest.mark.django_db
def test_script_hears_of_an_old_token_in_plain_words(db: None) -> None:
    client = Client(enforce_csrf_checks=True)
    response = client.post("/sign-in/", headers={"Accept": "application/json"})
    assert response.status_code == 403
    assert "out of date" in response.content.decode()
    assert response.headers["Content-Type"].startswith("text/plain")


@pytest.mark.django_db
def test_body_of_unknown_length_is_refused(client: Client) -> None:
    response = client.post("/sign-in/", {"username": "a"}, headers={"Transfer-Encoding": "chunked"})
    assert response.status_code == 411


@pytest.mark.django_db
def test_script_gets_a_plain_refusal(client: Client) -> None:
    response = post_unread(client, "/sign-in/", headers={"Accept": "application/json"})
    assert response.status_code == 413
    assert response.headers["Content-Type"].startswith("text/plain")


@pytest.mark.django_db
def test_unknown_page_is_told_to_the_signed_in(client: Client) -> None:
    client.force_login(User.objects.create_user("alice"))
    response = client.get("/nowhere/")
    assert response.status_code == 404
    assert "Nothing here" in response.content.decode()


@pytest.mark.django_db
def test_what_cannot_be_read_is_not_looked_at_for_an_address_that_is_none(settings: Any) -> None:
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 10
    client = Client(enforce_csrf_checks=True)
    client.cookies["csrftoken"] = "a" * 32
    response = client.post("/nowhere/", {"text": "x" * 100})
    assert response.status_code == 404
    assert "Nothing here" in response.content.decode()
