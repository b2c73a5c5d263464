"""Somebody says that the passage of an annotation is gone."""

import pytest
from django.apps import apps
from django.contrib.auth.models import User
from django.db import connection

from annotations.models import Annotation
from annotations.services import annotations, standing
from annotations.services.errors import EditConflict, NoEarlierPlace, NothingInDoubt
from annotations.services.standing import confirm, reattach
from articles.models import Article
from tests.annotations.services.reanchoring.following import EDITED, PIER, revise, state
from tests.factories import text_of

pytestmark = pytest.mark.django_db


def test_it_stands_where_it_was_marked(changed: Annotation, bob: User) -> None:
    gone = standing.orphan(annotation=changed, revision=2, by=bob)
    assert state(gone) == ("orphaned", "the pier was unsafe", 1)
    assert (gone.revision, gone.updated_by) == (3, bob)


def test_and_where_it_was_confirmed_last(article: Article, changed: Annotation, bob: User) -> None:
    confirm(annotation=changed, revision=2, by=bob)
    revise(article, PIER, EDITED.replace("dangerous", "rotten"))
    gone = standing.orphan(annotation=changed, revision=4, by=bob)
    assert state(gone) == ("orphaned", "the pier was dangerous", 2)


def test_twice_is_once(changed: Annotation, bob: User) -> None:
    for _ in range(2):
        assert standing.orphan(annotation=changed, revision=2, by=bob).revision == 3


def test_it_can_be_re_attached(article: Article, changed: Annotation, bob: User) -> None:
    gone = standing.orphan(annotation=changed, revision=2, by=bob)
    back = reattach(annotation=gone, revision=3, version=text_of(article), start=0, end=5, by=bob)
    assert state(back) == ("exact", text_of(article).body[:5], 2)


def test_not_what_was_changed_or_deleted_since(changed: Annotation, bob: User) -> None:
    with pytest.raises(EditConflict):
        standing.orphan(annotation=changed, revision=1, by=bob)
    annotations.delete(annotation=changed, revision=2, by=bob)
    with pytest.raises(EditConflict):
        standing.orphan(annotation=changed, revision=3, by=bob)


def test_not_what_is_in_no_doubt(changed: Annotation, bob: User) -> None:
    confirm(annotation=changed, revision=2, by=bob)
    with pytest.raises(NothingInDoubt):
        standing.orphan(annotation=changed, revision=3, by=bob)


def test_not_without_a_text_that_has_it(changed: Annotation, bob: User) -> None:
    events = apps.get_model("annotations", "AnnotationEvent")._default_manager
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        events.filter(state="exact").delete()
    with pytest.raises(NoEarlierPlace):
        standing.orphan(annotation=changed, revision=2, by=bob)
