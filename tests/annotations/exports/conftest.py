"""One project with something of everything that an export says."""

import json
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User

from annotations.models import Absence, Annotation, ClaimLink, Kind, Project, Rendering, Reply, Role
from articles.models import Article
from tests.factories import (
    make_annotation,
    make_article,
    make_claim,
    make_entity,
    make_label,
    make_member,
    make_project,
    make_project_article,
    make_source,
    make_version,
)


@pytest.fixture
def naughty(shared_dir: Path) -> list[str]:
    """Strings that break software, without those PostgreSQL cannot hold."""
    strings = json.loads((shared_dir / "data" / "blns.json").read_text(encoding="utf-8"))
    return [text for text in strings if text and "\x00" not in text]


@pytest.fixture
def project() -> Project:
    return make_project("Port Ellery")


@pytest.fixture
def alice(project: Project) -> User:
    return make_member(project, Role.ANNOTATOR, username="alice", first_name="Alice")


@pytest.fixture
def article(project: Project) -> Article:
    article = make_article(
        title="Old pier closes",
        source=make_source("The Harbour Post"),
        published=date(2024, 5, 1),
        published_precision="month",
        paragraphs=("The 🛳️ pier of Port Ellery closes.", "“=1+1,” said Ana Lindqvist."),
    )
    make_project_article(project, article)
    return article


@pytest.fixture
def everything(project: Project, article: Article, alice: User) -> list[Annotation]:
    """An annotation of each kind and then some: merged referents, a reply, an older text."""
    kept = make_entity(project, "Ana Lindqvist", aliases=["Lindqvist", "the mayor"])
    absorbed = make_entity(project, "A. Lindqvist", merged_into=kept)
    pier = make_claim(project, "The pier closes.")
    unsafe = make_claim(project, "The pier is unsafe.")
    ClaimLink.objects.create(from_claim=unsafe, to_claim=pier, kind="supports", created_by=alice)
    assert article.current_version
    Absence.objects.create(
        claim=unsafe, article=article, version=article.current_version, created_by=alice
    )
    by: dict[str, Any] = {"created_by": alice, "updated_by": alice}
    body = article.current_version.body
    quoted = body.index("=1+1")
    annotations = [
        make_annotation(project, article, start=0, end=7, label=make_label(project, "lead"), **by),
        make_annotation(
            project, article, start=quoted, end=quoted + 4, kind=Kind.HIGHLIGHT, note="@sum", **by
        ),
        make_annotation(
            project, article, start=len(body) - 14, end=len(body) - 1, kind=Kind.ENTITY,
            entity=absorbed, **by,
        ),
        make_annotation(
            project, article, start=0, end=33, kind=Kind.CLAIM, claim=pier,
            rendering=Rendering.ATTRIBUTES, speaker=absorbed, **by,
        ),
        make_annotation(project, article, start=4, end=12, kind=Kind.CLAIM, claim=pier),
        make_annotation(
            project, article, start=6, end=16, kind=Kind.STANCE, holder=kept, position="opposes",
            target_entity=None, target_claim=pier, **by,
        ),
        make_annotation(project, article, start=1, end=9, kind=Kind.STANCE, position="mixed", **by),
    ]  # fmt: skip
    Reply.objects.create(annotation=annotations[3], text="Is she the speaker?", created_by=alice)
    deleted = make_annotation(project, article, start=0, end=3, note="gone")
    Annotation.objects.filter(pk=deleted.pk).update(deleted_at=deleted.created_at)
    make_version(article, paragraphs=("The pier of Port Ellery is closed now.",))
    return annotations


def cut(article: Article, version: int, start: int, end: int) -> str:
    return article.versions.get(number=version).body[start:end]


def total_length(pieces: Iterable[str]) -> int:
    """Read a stream to its end and keep nothing of it."""
    return sum(len(piece) for piece in pieces)
