"""Somebody says that an annotation stands where it is."""

import pytest
from django.contrib.auth.models import User

from annotations.models import Annotation
from annotations.services import annotations
from annotations.services.errors import EditConflict, NothingToConfirm
from annotations.services.reanchoring import go_back
from annotations.services.standing import confirm
from articles.models import Article
from tests.annotations.services.reanchoring.following import EDITED, PIER, revise, state

pytestmark = pytest.mark.django_db


def test_it_is_exact(changed: Annotation, bob: User) -> None:
    confirmed = confirm(annotation=changed, revision=2, by=bob)
    assert (confirmed.state, confirmed.revision, confirmed.updated_by) == ("exact", 3, bob)


def test_twice_is_once(changed: Annotation, bob: User) -> None:
    confirm(annotation=changed, revision=2, by=bob)
    assert confirm(annotation=changed, revision=2, by=bob).revision == 3


def test_not_what_was_changed_since(changed: Annotation, article: Article, bob: User) -> None:
    revise(article, "So.", PIER, EDITED)
    with pytest.raises(EditConflict):
        confirm(annotation=changed, revision=2, by=bob)
    assert state(changed)[0] == "changed"


def test_not_what_stands_elsewhere_since_the_text_was_taken_back(
    changed: Annotation, article: Article, bob: User
) -> None:
    old, new = article.versions.order_by("number")
    go_back(gone=new, present=old, by=bob)
    with pytest.raises(EditConflict):
        confirm(annotation=changed, revision=2, by=bob)
    assert state(changed) == ("exact", "the pier was unsafe", 1)


def test_not_what_was_deleted_since(changed: Annotation, bob: User) -> None:
    annotations.delete(annotation=changed, revision=2, by=bob)
    for revision in (2, 3):
        with pytest.raises(EditConflict):
            confirm(annotation=changed, revision=revision, by=bob)


def test_not_an_orphan(orphan: Annotation, bob: User) -> None:
    with pytest.raises(NothingToConfirm, match="Re-attach"):
        confirm(annotation=orphan, revision=2, by=bob)
