import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.test.utils import CaptureQueriesContext

from annotations.queries.counts import annotation_counts
from annotations.services import annotations
from tests.factories import (
    make_annotation,
    make_article,
    make_member,
    make_project,
    make_user,
    make_version,
)

pytestmark = pytest.mark.django_db


def test_counts_what_the_user_may_see() -> None:
    project, elsewhere = make_project(), make_project()
    alice = make_member(project)
    one, two, three = (make_article() for _ in range(3))
    make_annotation(project, one)
    make_version(one)
    make_annotation(project, one)
    make_annotation(elsewhere, one)
    annotations.delete(annotation=make_annotation(project, two), revision=1, by=alice)
    make_annotation(elsewhere, three)
    pks = [one.pk, two.pk, three.pk]
    with CaptureQueriesContext(connection) as queries:
        assert annotation_counts(alice, pks) == {one.pk: 2}
    assert len(queries) == 1
    assert annotation_counts(make_user(is_superuser=True), pks) == {}
    assert annotation_counts(AnonymousUser(), pks) == {}
