"""A text is taken back, and its annotations stand where they stood before."""

import pytest
from django.contrib.auth.models import User

from annotations.models import Annotation, Project
from annotations.services import annotations, standing
from annotations.services.annotations import Content
from annotations.services.standing import confirm, reattach
from articles.models import Article
from articles.services import versions
from articles.services.errors import UndoRefused
from tests.annotations.services.reanchoring.following import (
    EDITED,
    FISHERMEN,
    PIER,
    annotate,
    revise,
    state,
)
from tests.factories import PARAGRAPHS, text_of

pytestmark = pytest.mark.django_db


def test_its_orphans_stand_where_they_stood(
    project: Project, article: Article, editor: User
) -> None:
    kept = annotate(project, article, "second inspection")
    deleted = annotate(project, article, "ferry pier")
    annotations.delete(annotation=deleted, revision=1, by=editor)
    revise(article, "Nobody spoke.", by=editor)
    assert (state(kept)[0], state(deleted)[0]) == ("orphaned", "orphaned")
    versions.take_back(version=text_of(article), by=editor)
    assert state(kept) == ("exact", "second inspection", 1)
    assert state(deleted) == ("exact", "ferry pier", 1)


def test_what_was_in_doubt_is_again(article: Article, changed: Annotation, editor: User) -> None:
    revise(article, "Nobody spoke.", by=editor)
    assert state(changed)[0] == "orphaned"
    versions.take_back(version=text_of(article), by=editor)
    assert state(changed) == ("changed", "the pier was dangerous", 2)


def test_what_followed_goes_back(project: Project, article: Article, editor: User) -> None:
    followed = annotate(project, article, "ferry pier")
    revise(article, "So.", *PARAGRAPHS, by=editor)
    assert state(followed) == ("exact", "ferry pier", 2)
    versions.take_back(version=text_of(article), by=editor)
    assert state(followed) == ("exact", "ferry pier", 1)
    assert Annotation.objects.get().updated_by == editor


def test_and_keeps_what_was_said_since(
    changed: Annotation, article: Article, bob: User, editor: User
) -> None:
    said = Content(kind="highlight", note="Still.")
    annotations.update(annotation=changed, content=said, revision=2, by=bob)
    confirm(annotation=changed, revision=3, by=bob)
    versions.take_back(version=text_of(article), by=editor)
    assert state(changed) == ("exact", "the pier was unsafe", 1)
    assert Annotation.objects.get().note == "Still."


def test_an_orphan_that_was_found_again_is_one_again(
    orphan: Annotation, article: Article, editor: User
) -> None:
    revise(article, PIER, EDITED, FISHERMEN)
    assert state(orphan)[2] == 3
    versions.take_back(version=text_of(article), by=editor)
    assert state(orphan) == ("orphaned", "second inspection", 1)


def test_not_a_text_that_somebody_annotated(
    project: Project, changed: Annotation, article: Article, editor: User
) -> None:
    annotate(project, article, "ferry pier")
    with pytest.raises(UndoRefused, match="annotations"):
        versions.take_back(version=text_of(article), by=editor)
    assert state(changed) == ("changed", "the pier was dangerous", 2)


def test_what_somebody_said_is_gone_stands_where_it_was_marked(
    article: Article, changed: Annotation, bob: User
) -> None:
    standing.orphan(annotation=changed, revision=2, by=bob)
    versions.take_back(version=text_of(article), by=bob)
    assert state(changed) == ("exact", "the pier was unsafe", 1)


@pytest.fixture
def said_gone(article: Article, changed: Annotation, bob: User) -> Annotation:
    """Exact on version 1, changed on 2 and 3, and said to be gone from 3."""
    revise(article, PIER, EDITED.replace("dangerous", "rotten"))
    there = Annotation.objects.select_related("version").get(pk=changed.pk)
    assert state(there) == ("changed", "the pier was rotten", 3)
    gone = standing.orphan(annotation=there, revision=there.revision, by=bob)
    assert state(gone) == ("orphaned", "the pier was unsafe", 1)
    return gone


def test_what_somebody_said_is_gone_goes_back_to_the_text_between(
    article: Article, said_gone: Annotation, bob: User
) -> None:
    second = versions.take_back(version=text_of(article), by=bob)
    assert state(said_gone) == ("changed", "the pier was dangerous", 2)
    versions.take_back(version=second, by=bob)
    assert state(said_gone) == ("exact", "the pier was unsafe", 1)


def test_also_when_it_was_edited_or_put_elsewhere_since(
    article: Article, said_gone: Annotation, bob: User
) -> None:
    content = Content(kind="highlight", note="Gone.")
    edited = annotations.update(
        annotation=said_gone, content=content, revision=said_gone.revision, by=bob
    )
    text = text_of(article)
    reattach(annotation=edited, revision=edited.revision, version=text, start=0, end=5, by=bob)
    versions.take_back(version=text, by=bob)
    assert state(said_gone) == ("changed", "the pier was dangerous", 2)
    assert Annotation.objects.get().note == "Gone."


def test_not_what_an_earlier_text_left_without_a_passage(
    article: Article, orphan: Annotation, bob: User
) -> None:
    revise(article, PIER)
    versions.take_back(version=text_of(article), by=bob)
    assert state(orphan) == ("orphaned", "second inspection", 1)


def test_not_what_was_said_to_be_gone_from_an_earlier_text(
    article: Article, changed: Annotation, bob: User
) -> None:
    gone = standing.orphan(annotation=changed, revision=2, by=bob)
    revise(article, PIER)
    versions.take_back(version=text_of(article), by=bob)
    assert state(gone) == ("orphaned", "the pier was unsafe", 1)
