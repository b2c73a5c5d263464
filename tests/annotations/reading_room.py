"""A project with its cast, an article open in it, and how the reader's scripts would ask."""

from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import User
from django.test import Client

from annotations.models import Annotation, Project, Role
from articles.models import Article, TextVersion
from tests import factories

HTMX = {"HX-Request": "true", "HX-Request-Type": "partial"}


@dataclass(frozen=True)
class ReadingRoom:
    """Alice manages, Carol curates, Bob annotates, Rita reads, Sam is a stranger."""

    project: Project
    article: Article
    alice: User
    carol: User
    bob: User
    rita: User
    sam: User

    @property
    def version(self) -> TextVersion:
        assert self.article.current_version is not None
        return self.article.current_version

    def client(self, user: User) -> Client:
        client = Client()
        client.force_login(user)
        return client

    def script(self, user: User, **headers: str) -> Client:
        """A client that sends what htmx sends."""
        client = Client(headers=HTMX | headers)
        client.force_login(user)
        return client

    def span(self, words: str) -> dict[str, int]:
        """Where `words` first stand in the text."""
        start = self.version.body.index(words)
        return {"version": self.version.pk, "start": start, "end": start + len(words)}

    def annotate(self, words: str, **fields: Any) -> Annotation:
        place = self.span(words)
        fields.setdefault("created_by", self.bob)
        return factories.make_annotation(
            self.project, self.article, start=place["start"], end=place["end"], **fields
        )

    def url(self, path: str) -> str:
        return f"/projects/{self.project.slug}/{path}"


def make_reading_room() -> ReadingRoom:
    project = factories.make_project("Harbour study")
    article = factories.make_article(title="Pier to close")
    factories.make_project_article(project, article)
    return ReadingRoom(
        project=project,
        article=article,
        alice=factories.make_member(project, Role.MANAGER, username="alice"),
        carol=factories.make_member(project, Role.CURATOR, username="carol"),
        bob=factories.make_member(project, Role.ANNOTATOR, username="bob"),
        rita=factories.make_member(project, Role.READER, username="rita"),
        sam=factories.make_user("sam"),
    )
