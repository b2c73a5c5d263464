"""Several connections that annotate one article."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

import pytest
from django.contrib.auth.models import User
from django.db import OperationalError, connection, transaction

from annotations.models import Annotation, Kind, Project
from annotations.services import annotations
from annotations.services.annotations import Content
from annotations.services.errors import ForeignReferent
from articles.models import Article, TextVersion
from tests.annotations.services.marking import mark
from tests.factories import make_label, make_member, make_project_article

pytestmark = pytest.mark.django_db(transaction=True)


def elsewhere(work: Callable[[], object], *, patience: str = "60s") -> None:
    """Do it in another connection. Raises OperationalError when a lock makes it wait longer."""

    def run() -> None:
        try:
            with connection.cursor() as cursor:
                cursor.execute(f"SET lock_timeout = '{patience}'")
            work()
        finally:
            connection.close()

    with ThreadPoolExecutor() as pool:
        pool.submit(run).result()


def test_a_label_deleted_meanwhile(project: Project, version: TextVersion, alice: User) -> None:
    made, label = mark(project, version, alice), make_label(project)
    content = Content(kind=Kind.HIGHLIGHT, label=label)
    type(label).objects.all().delete()
    with pytest.raises(ForeignReferent, match="deleted meanwhile"):
        mark(project, version, alice, content=content)
    with pytest.raises(ForeignReferent, match="deleted meanwhile"):
        annotations.update(annotation=made, content=content, revision=1, by=alice)
    assert Annotation.objects.get().label is None


def test_others_annotate_an_article_that_is_being_annotated(
    project: Project, article: Article, version: TextVersion, alice: User
) -> None:
    make_project_article(project, article)
    bob = make_member(project)
    with transaction.atomic():
        mark(project, version, alice)
        elsewhere(lambda: mark(project, version, bob))
    assert Annotation.objects.count() == 2


def test_the_text_that_is_being_annotated_stays_the_present_one(
    project: Project, article: Article, version: TextVersion, alice: User
) -> None:
    same = Article.objects.filter(pk=article.pk)
    with transaction.atomic():
        mark(project, version, alice)
        with pytest.raises(OperationalError, match="lock timeout"):
            elsewhere(lambda: same.update(current_version=None), patience="300ms")
    elsewhere(lambda: same.update(current_version=None))


def test_requests_that_race_make_one_row(
    project: Project, version: TextVersion, alice: User
) -> None:
    key, together = uuid4(), threading.Barrier(6)

    def submit(_: int) -> int:
        try:
            together.wait()
            return mark(project, version, alice, idempotency_key=key).pk
        finally:
            connection.close()

    with ThreadPoolExecutor(6) as pool:
        made = set(pool.map(submit, range(6)))
    assert made == {Annotation.objects.get().pk}
