"""What somebody said of where an annotation stands is taken back."""

import pytest
from django.contrib.auth.models import User

from annotations.models import Annotation
from annotations.queries.anchor_states import quotes_before
from annotations.services import annotations
from annotations.services.errors import EditConflict, NothingSaid, StaleVersion
from annotations.services.reanchoring import go_back
from annotations.services.standing import confirm, orphan, reattach, unsettle
from annotations.views.standing import Settling
from articles.models import Article
from tests.annotations.services.reanchoring.following import EDITED, PIER, revise, state
from tests.factories import text_of

pytestmark = pytest.mark.django_db

IN_DOUBT = ("changed", "the pier was dangerous", 2)


@pytest.mark.parametrize("settle", [confirm, orphan])
def test_it_waits_as_it_did(changed: Annotation, bob: User, settle: Settling) -> None:
    settle(annotation=changed, revision=2, by=bob)
    waits = unsettle(annotation=changed, revision=3, by=bob)
    assert state(waits) == IN_DOUBT
    assert (waits.revision, waits.updated_by) == (4, bob)
    assert quotes_before([waits]) == {waits.pk: "the pier was unsafe"}


def test_a_re_attached_one_goes_back_too(article: Article, changed: Annotation, bob: User) -> None:
    reattach(annotation=changed, revision=2, version=text_of(article), start=0, end=5, by=bob)
    assert state(unsettle(annotation=changed, revision=3, by=bob)) == IN_DOUBT


@pytest.mark.parametrize("settle", [confirm, orphan])
def test_twice_is_once(changed: Annotation, bob: User, settle: Settling) -> None:
    settle(annotation=changed, revision=2, by=bob)
    for _ in range(2):
        assert unsettle(annotation=changed, revision=3, by=bob).revision == 4


def test_what_is_said_after_holds(changed: Annotation, bob: User) -> None:
    confirm(annotation=changed, revision=2, by=bob)
    unsettle(annotation=changed, revision=3, by=bob)
    assert state(orphan(annotation=changed, revision=4, by=bob)) == (
        "orphaned",
        "the pier was unsafe",
        1,
    )
    unsettle(annotation=changed, revision=5, by=bob)
    assert state(confirm(annotation=changed, revision=6, by=bob))[0] == "exact"


def test_what_was_confirmed_again_is_what_a_later_text_is_compared_with(
    article: Article, changed: Annotation, bob: User
) -> None:
    confirm(annotation=changed, revision=2, by=bob)
    unsettle(annotation=changed, revision=3, by=bob)
    confirm(annotation=changed, revision=4, by=bob)
    revise(article, PIER, EDITED.replace("dangerous", "rotten"))
    present = Annotation.objects.get()
    assert quotes_before([present]) == {present.pk: "the pier was dangerous"}


@pytest.mark.parametrize("settle", [confirm, orphan])
def test_and_the_text_is_taken_back(
    article: Article, changed: Annotation, bob: User, settle: Settling
) -> None:
    old, new = article.versions.order_by("number")
    settle(annotation=changed, revision=2, by=bob)
    unsettle(annotation=changed, revision=3, by=bob)
    go_back(gone=new, present=old, by=bob)
    assert state(changed) == ("exact", "the pier was unsafe", 1)


@pytest.mark.parametrize("settle", [confirm, orphan])
def test_not_when_the_article_has_another_text_by_now(
    article: Article, changed: Annotation, bob: User, settle: Settling
) -> None:
    settle(annotation=changed, revision=2, by=bob)
    revise(article, PIER)
    with pytest.raises(StaleVersion):
        unsettle(annotation=changed, revision=3, by=bob)
    assert state(changed)[0] == "orphaned"


def test_not_what_was_changed_or_deleted_since(changed: Annotation, bob: User) -> None:
    confirm(annotation=changed, revision=2, by=bob)
    annotations.delete(annotation=changed, revision=3, by=bob)
    with pytest.raises(EditConflict):
        unsettle(annotation=changed, revision=3, by=bob)


@pytest.mark.parametrize("revision", [0, 1, 2, 4, 99])
def test_not_where_nobody_said_anything(changed: Annotation, bob: User, revision: int) -> None:
    confirm(annotation=changed, revision=2, by=bob)
    with pytest.raises(NothingSaid):
        unsettle(annotation=changed, revision=revision, by=bob)
