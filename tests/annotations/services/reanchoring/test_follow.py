"""Annotations follow their article to its next text."""

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test.utils import CaptureQueriesContext

from annotations.models import Annotation, Project
from annotations.queries.history import annotation_history
from annotations.services import annotations
from annotations.services.annotations import Content
from annotations.services.errors import EditConflict
from annotations.services.reanchoring import follow
from articles.models import Article
from tests.annotations.services.reanchoring.following import (
    EDITED,
    FISHERMEN,
    MAYOR,
    PIER,
    annotate,
    revise,
    state,
)
from tests.factories import (
    PARAGRAPHS,
    make_annotation,
    make_article,
    make_project,
    make_project_article,
    make_version,
    text_of,
)

pytestmark = pytest.mark.django_db


def test_every_state(project: Project, article: Article, editor: User) -> None:
    exact = annotate(project, article, "ferry pier")
    changed = annotate(project, article, "the pier was unsafe")
    orphaned = annotate(project, article, "second inspection")
    revise(article, "An update.", PIER, EDITED, by=editor)
    assert state(exact) == ("exact", "ferry pier", 2)
    assert state(changed) == ("changed", "the pier was dangerous", 2)
    assert state(orphaned) == ("orphaned", "second inspection", 1)


def test_a_moved_paragraph(project: Project, article: Article) -> None:
    fishermen = annotate(project, article, "dispute the finding")
    revise(article, FISHERMEN, PIER, MAYOR)
    assert state(fishermen) == ("moved", "dispute the finding", 2)


def test_of_every_project_and_deleted_ones_too(
    project: Project, article: Article, bob: User
) -> None:
    other = make_project()
    make_project_article(other, article)
    theirs = annotate(other, article, "ferry pier")
    deleted = annotate(project, article, "ferry pier", created_by=bob)
    annotations.delete(annotation=deleted, revision=1, by=bob)
    revise(article, "An update.", *PARAGRAPHS)
    assert state(theirs) == state(deleted) == ("exact", "ferry pier", 2)
    annotations.restore(annotation=deleted, revision=3, by=bob)


def test_the_revision_rises_and_says_who_did_it(
    project: Project, article: Article, bob: User, editor: User
) -> None:
    annotation = annotate(project, article, "ferry pier", created_by=bob, updated_by=bob)
    revise(article, "An update.", *PARAGRAPHS, by=editor)
    with pytest.raises(EditConflict):
        annotations.update(
            annotation=annotation, content=Content(kind="highlight"), revision=1, by=bob
        )
    first, present = annotation_history(Annotation.objects.get(pk=annotation.pk))
    assert (first.annotation.start, first.annotation.version.number) == (68, 1)
    assert (present.annotation.revision, present.by) == (2, editor)


def test_what_nobody_confirmed_stays_in_doubt(project: Project, article: Article) -> None:
    changed = annotate(project, article, "the pier was unsafe")
    moved = annotate(project, article, "dispute the finding")
    revise(article, FISHERMEN, PIER, EDITED)
    revise(article, "An update.", FISHERMEN, PIER, EDITED)
    assert state(changed) == ("changed", "the pier was dangerous", 3)
    assert state(moved) == ("moved", "dispute the finding", 3)


def test_an_orphan_whose_text_comes_back_is_to_be_confirmed(
    project: Project, article: Article
) -> None:
    orphan = annotate(project, article, "second inspection")
    revise(article, PIER)
    revise(article, PIER, "Nothing new.")
    assert Annotation.objects.get().revision == 2
    revise(article, *PARAGRAPHS)
    assert state(orphan) == ("moved", "second inspection", 4)


def test_other_articles_stay(project: Project, article: Article) -> None:
    other = make_article()
    make_project_article(project, other)
    annotation = annotate(project, other, "ferry pier")
    revise(article, PIER)
    assert state(annotation) == ("exact", "ferry pier", 1)
    assert Annotation.objects.get().revision == 1


def test_queries_do_not_grow(project: Project) -> None:
    counts = []
    for number in (1, 300):
        article = make_article()
        make_project_article(project, article)
        for place in range(number):
            make_annotation(project, article, start=place % 40, end=60 + place % 90)
        old, new = text_of(article), make_version(article, paragraphs=("So.", *PARAGRAPHS))
        with CaptureQueriesContext(connection) as queries:
            follow(old=old, new=new, by=None)
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 6


def test_a_new_version_takes_the_annotations_along(
    project: Project, article: Article, editor: User
) -> None:
    from articles.services.versions import on_new_version

    annotation = annotate(project, article, "ferry pier")
    old, new = text_of(article), make_version(article, paragraphs=("So.", *PARAGRAPHS))
    for notify in on_new_version:
        notify(old, new, editor)
    assert state(annotation) == ("exact", "ferry pier", 2)


def test_an_article_that_nobody_annotated(article: Article) -> None:
    revise(article, PIER)
    assert text_of(article).number == 2
