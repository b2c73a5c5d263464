"""An article of a project, and annotations of it that an edit changed or left without text."""

from collections.abc import Iterator

import pytest
from django.contrib.auth.models import User

from annotations.models import Annotation, Project
from annotations.queries.consistency import findings
from articles.models import Article
from tests.annotations.services.reanchoring.following import EDITED, PIER, annotate, revise
from tests.factories import make_article, make_member, make_project_article, make_user


@pytest.fixture
def article(project: Project) -> Article:
    article = make_article()
    make_project_article(project, article)
    return article


@pytest.fixture
def bob(project: Project) -> User:
    return make_member(project, username="bob")


@pytest.fixture
def editor() -> User:
    return make_user("editor", is_staff=True)


@pytest.fixture(autouse=True)
def _everything_fits_together() -> Iterator[None]:
    yield
    assert list(findings()) == []


@pytest.fixture
def changed(project: Project, article: Article, bob: User) -> Annotation:
    """Bob's annotation whose text was edited; its revision is 2."""
    annotation = annotate(project, article, "the pier was unsafe", created_by=bob)
    revise(article, PIER, EDITED)
    return Annotation.objects.select_related("version").get(pk=annotation.pk)


@pytest.fixture
def orphan(project: Project, article: Article, bob: User) -> Annotation:
    annotation = annotate(project, article, "second inspection", created_by=bob)
    revise(article, PIER, EDITED)
    return Annotation.objects.select_related("version").get(pk=annotation.pk)
