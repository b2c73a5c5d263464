from typing import Any
from uuid import uuid4

import pytest
from django.contrib.auth.models import User

from annotations.models import Annotation, Kind, Project
from annotations.services.annotations import Content
from annotations.services.errors import SubmittedBefore, SubmittedElsewhere
from articles.models import Article, TextVersion
from tests.annotations.services.marking import mark
from tests.factories import make_member, make_project, make_version

pytestmark = pytest.mark.django_db


def test_the_same_key_makes_one_row(project: Project, version: TextVersion, alice: User) -> None:
    key = uuid4()
    first = mark(project, version, alice, idempotency_key=key)
    second = mark(project, version, alice, idempotency_key=key, start=5)
    assert first == second
    assert Annotation.objects.get().quote == "Ana Lindqvist"


@pytest.mark.parametrize(
    "other", [{"start": 0}, {"content": Content(kind=Kind.HIGHLIGHT, note="other")}]
)
def test_the_same_key_with_other_content_is_refused(
    project: Project, version: TextVersion, alice: User, other: dict[str, Any]
) -> None:
    key = uuid4()
    first = mark(project, version, alice, idempotency_key=key)
    with pytest.raises(SubmittedBefore, match="kept") as caught:
        mark(project, version, alice, idempotency_key=key, **other)
    assert caught.value.made == first


def test_the_same_key_after_a_deletion_is_refused(
    project: Project, version: TextVersion, alice: User
) -> None:
    key = uuid4()
    made = mark(project, version, alice, idempotency_key=key)
    Annotation.objects.filter(pk=made.pk).update(deleted_at=made.created_at)
    with pytest.raises(SubmittedBefore, match="deleted since"):
        mark(project, version, alice, idempotency_key=key)


def test_a_repeat_is_answered_although_the_text_changed_meanwhile(
    project: Project, version: TextVersion, article: Article, alice: User
) -> None:
    key = uuid4()
    first = mark(project, version, alice, idempotency_key=key)
    make_version(article)
    assert mark(project, version, alice, idempotency_key=key) == first


def test_keys_are_each_persons_own(project: Project, version: TextVersion, alice: User) -> None:
    key = uuid4()
    mark(project, version, alice, idempotency_key=key)
    mark(project, version, make_member(project), idempotency_key=key)
    assert Annotation.objects.count() == 2


def test_a_key_used_in_another_project_is_refused(
    project: Project, version: TextVersion, alice: User
) -> None:
    key = uuid4()
    mark(make_project(), version, alice, idempotency_key=key)
    with pytest.raises(SubmittedElsewhere):
        mark(project, version, alice, idempotency_key=key)
