"""Whatever people and articles write, the reader shows it as text."""

from html.parser import HTMLParser
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from annotations.models import Kind, Position, Reply
from tests.factories import (
    make_annotation,
    make_article,
    make_claim,
    make_entity,
    make_label,
    make_member,
    make_project,
    make_source,
)

HOSTILE = """<script src=x></script><img src=x onerror=alert(1)> "x' onmouseover='a' & {{ 7 }}"""

pytestmark = pytest.mark.django_db


class Elements(HTMLParser):
    """What a browser would make of a page: its elements' names and attributes, and its text."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.images = 0
        self.sources: list[str] = []
        self.handlers: list[str] = []
        self.text: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.images += tag == "img"
        self.handlers += [name for name, _ in attrs if name.startswith("on")]
        if tag == "script":
            self.sources += [value or "" for name, value in attrs if name == "src"]

    def handle_data(self, data: str) -> None:
        self.text.append(data)


@pytest.fixture
def everything_hostile() -> tuple[User, str]:
    project = make_project(HOSTILE, slug="hostile")
    user = make_member(project, username="x'><script src=x></script>")
    article = make_article(
        title=HOSTILE,
        kicker=HOSTILE,
        dateline=HOSTILE,
        authors=[HOSTILE],
        source=make_source(HOSTILE),
        paragraphs=(HOSTILE, "A second paragraph."),
    )
    entity, claim = make_entity(project, HOSTILE), make_claim(project, HOSTILE)
    by: dict[str, Any] = {
        "created_by": user,
        "note": HOSTILE,
        "label": make_label(project, HOSTILE[:80]),
    }
    end = len(HOSTILE)
    highlight = make_annotation(project, article, end=end, **by)
    make_annotation(project, article, end=end - 1, kind=Kind.ENTITY, entity=entity, **by)
    make_annotation(
        project, article, start=3, end=end, kind=Kind.CLAIM, claim=claim, speaker=entity, **by
    )
    stance: dict[str, Any] = {"kind": Kind.STANCE, "position": Position.OPPOSES, "holder": entity}
    make_annotation(project, article, start=5, end=end, target_claim=claim, **stance, **by)
    make_annotation(project, article, start=7, end=end, target_entity=entity, **stance, **by)
    Reply.objects.create(annotation=highlight, text=HOSTILE, created_by=user)
    other = make_article(title=HOSTILE, paragraphs=(HOSTILE,))
    make_annotation(project, other, end=end, kind=Kind.ENTITY, entity=entity, **by)
    return user, f"{article.pk},{other.pk}"


def test_reader_and_compare_show_it_as_text(everything_hostile: tuple[User, str]) -> None:
    user, ids = everything_hostile
    client = Client()
    client.force_login(user)
    for address in (
        reverse("annotations:read", args=["hostile", ids.split(",")[0]]),
        reverse("annotations:compare", args=["hostile", ids]),
    ):
        response = client.get(address)
        assert response.status_code == 200
        found = Elements()
        found.feed(response.content.decode())
        assert found.images == 0
        assert found.handlers == []
        assert all(source.startswith("/static/") for source in found.sources)
        assert HOSTILE in "".join(found.text)
