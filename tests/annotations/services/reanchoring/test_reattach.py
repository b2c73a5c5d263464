"""Somebody puts an annotation on a passage of the present text."""

import pytest
from django.contrib.auth.models import User

from annotations.core.anchors import SpanOutsideText
from annotations.models import AnchorState, Annotation
from annotations.services import annotations
from annotations.services.errors import EditConflict, InvalidContent, OtherArticle, StaleVersion
from annotations.services.standing import reattach
from articles.models import Article, TextVersion
from tests.annotations.services.reanchoring.following import PIER, state
from tests.factories import make_article, make_version, text_of

pytestmark = pytest.mark.django_db


def place_of(version: TextVersion, words: str) -> dict[str, int]:
    start = version.body.index(words)
    return {"start": start, "end": start + len(words)}


@pytest.mark.parametrize("which", ["orphan", "changed"])
def test_it_is_exact_there(
    which: str, request: pytest.FixtureRequest, article: Article, bob: User
) -> None:
    annotation = request.getfixturevalue(which)
    version = text_of(article)
    placed = reattach(
        annotation=annotation,
        revision=2,
        version=version,
        **place_of(version, " pier was dangerous"),
        by=bob,
    )
    assert state(placed) == ("exact", "pier was dangerous", 2)
    assert (placed.revision, placed.updated_by) == (3, bob)


def test_only_on_the_present_text(orphan: Annotation, article: Article, bob: User) -> None:
    version = text_of(article)
    place = place_of(version, "ferry")
    make_version(article, paragraphs=(PIER,))
    with pytest.raises(StaleVersion):
        reattach(annotation=orphan, revision=2, version=version, **place, by=bob)


def test_not_to_another_article(orphan: Annotation, bob: User) -> None:
    version = text_of(make_article())
    with pytest.raises(OtherArticle):
        reattach(annotation=orphan, revision=2, version=version, start=0, end=3, by=bob)


@pytest.mark.parametrize(
    ("start", "end", "error"),
    [(0, 999_999, SpanOutsideText), (5, 5, SpanOutsideText), (3, 4, InvalidContent)],
)
def test_only_to_a_passage(
    orphan: Annotation, article: Article, bob: User, start: int, end: int, error: type[Exception]
) -> None:
    with pytest.raises(error):
        reattach(
            annotation=orphan, revision=2, version=text_of(article), start=start, end=end, by=bob
        )


def test_not_what_was_changed_since(orphan: Annotation, article: Article, bob: User) -> None:
    annotations.delete(annotation=orphan, revision=2, by=bob)
    for revision in (2, 3):
        with pytest.raises(EditConflict):
            reattach(
                annotation=orphan,
                revision=revision,
                version=text_of(article),
                start=0,
                end=3,
                by=bob,
            )
    assert state(orphan)[0] == AnchorState.ORPHANED
