"""The export page and the files it hands out."""

import csv
import io
import json
from typing import Any, cast

import pytest
from django.contrib.auth.models import User
from django.http import StreamingHttpResponse
from django.test import Client
from django.urls import reverse

from annotations.exports.formats import FORMATS
from annotations.models import Kind, Project, Role
from tests.factories import (
    make_annotation,
    make_article,
    make_label,
    make_member,
    make_project,
    make_project_article,
    make_user,
)

pytestmark = pytest.mark.django_db

TYPES = {
    "csv": "text/csv; charset=utf-8; header=present",
    "jsonl": "application/jsonl; charset=utf-8",
    "w3c": 'application/ld+json; profile="http://www.w3.org/ns/anno.jsonld"; charset=utf-8',
    "w3c-lines": "application/jsonl; charset=utf-8",
}


@pytest.fixture
def project() -> Project:
    project = make_project("Harbour Study")
    article = make_article(title="Old pier closes")
    make_project_article(project, article)
    make_annotation(project, article, label=make_label(project, "lead"))
    make_annotation(project, article, kind=Kind.ENTITY)
    return project


@pytest.fixture
def url(project: Project) -> str:
    return reverse("annotations:export", args=[project.slug])


@pytest.fixture
def reader(project: Project, client: Client) -> User:
    """A member of the lowest role, signed in."""
    user = make_member(project, Role.READER)
    client.force_login(user)
    return user


def text_of(response: object) -> str:
    """All of a streamed answer, which the test client's type knows nothing of."""
    return b"".join(cast(StreamingHttpResponse, response)).decode()


def test_the_page_offers_every_format_and_counts(client: Client, reader: User, url: str) -> None:
    page = client.get(url)
    assert page.status_code == 200
    assert page.context["count"] == 2
    for name in FORMATS:
        assert f'name="format" value="{name}"' in page.content.decode()


def test_a_filter_changes_the_count_and_stays_chosen(
    client: Client, reader: User, url: str
) -> None:
    page = client.get(url, {"kind": ["entity"]})
    assert page.context["count"] == 1
    assert 'value="entity" checked' in page.content.decode()


def test_by_where_they_stand(client: Client, reader: User, project: Project, url: str) -> None:
    project.annotations.filter(kind=Kind.ENTITY).update(state="changed")
    assert client.get(url, {"state": ["changed", "moved"]}).context["count"] == 1
    assert client.get(url, {"state": "lost"}).status_code == 422
    response = client.get(url, {"format": "csv", "state": "changed"})
    rows = list(csv.DictReader(io.StringIO(text_of(response), newline="")))
    assert [(row["kind"], row["state"]) for row in rows] == [("entity", "changed")]


@pytest.mark.parametrize("name", FORMATS)
def test_a_file_is_streamed_as_an_attachment(
    client: Client, reader: User, url: str, name: str
) -> None:
    response = client.get(url, {"format": name})
    assert response.status_code == 200
    assert response.streaming
    assert response["Content-Type"] == TYPES[name]
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Disposition"].startswith('attachment; filename="harbour-study-2')
    assert response["Content-Disposition"].endswith(f'.{FORMATS[name].ending}"')
    assert "The h" in text_of(response)


def test_the_file_has_what_the_filters_let_pass(
    client: Client, reader: User, project: Project, url: str
) -> None:
    label = project.labels.get()
    response = client.get(url, {"format": "csv", "label": str(label.pk)})
    rows = list(csv.DictReader(io.StringIO(text_of(response), newline="")))
    assert [row["label"] for row in rows] == ["lead"]


def test_identifiers_begin_with_the_sites_address(client: Client, reader: User, url: str) -> None:
    document = json.loads(text_of(client.get(url, {"format": "w3c"})))
    assert document["first"]["items"][0]["id"].startswith("http://testserver/projects/")


def test_a_filter_that_names_nothing_of_the_project_is_refused(
    client: Client, reader: User, url: str
) -> None:
    elsewhere = make_label(make_project(), "other")
    queries: tuple[dict[str, Any], ...] = (
        {"label": elsewhere.pk}, {"kind": "nonsense"}, {"article": "x"},
    )  # fmt: skip
    for query in queries:
        response = client.get(url, {**query, "format": "csv"})
        assert response.status_code == 422
        assert "valid" in response.content.decode()


def test_an_unknown_format_is_refused(client: Client, reader: User, url: str) -> None:
    assert client.get(url, {"format": "exe"}).status_code == 422


@pytest.mark.parametrize("query", [{}, {"format": "csv"}])
def test_a_stranger_does_not_learn_that_the_project_exists(
    client: Client, url: str, query: dict[str, str]
) -> None:
    client.force_login(make_user(is_staff=True, is_superuser=True))
    assert client.get(url, query).status_code == 404
    assert client.get(reverse("annotations:export", args=["nowhere"]), query).status_code == 404


def test_it_takes_no_post(client: Client, reader: User, url: str) -> None:
    assert client.post(url).status_code == 405
