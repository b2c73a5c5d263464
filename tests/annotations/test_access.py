from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser, User
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.http import Http404
from django.test.utils import CaptureQueriesContext

from annotations import access
from annotations.access import ProjectAccess, open_project
from annotations.models import Project, Role
from articles.models import Article
from tests.factories import (
    make_annotation,
    make_article,
    make_claim,
    make_entity,
    make_label,
    make_member,
    make_project,
    make_user,
)

pytestmark = pytest.mark.django_db

BEYOND_BIGINT = 10**30


@pytest.fixture
def project() -> Project:
    return make_project(slug="syria")


def enter(project: Project, role: Role = Role.READER) -> ProjectAccess:
    return open_project(make_member(project, role), project.slug)


class TestOpenProject:
    def test_members_enter_with_their_role(self, project: Project) -> None:
        alice = make_member(project, Role.CURATOR)
        opened = open_project(alice, "syria", at_least=Role.ANNOTATOR)
        assert (opened.project, opened.role, opened.user) == (project, Role.CURATOR, alice)

    def test_takes_one_query(self, project: Project) -> None:
        alice = make_member(project)
        with CaptureQueriesContext(connection) as queries:
            assert open_project(alice, "syria").project.name == project.name
        assert len(queries) == 1

    @pytest.mark.parametrize("at_least", list(Role))
    def test_strangers_cannot_tell_it_from_one_that_does_not_exist(
        self, project: Project, at_least: Role
    ) -> None:
        elsewhere = make_member(make_project(), Role.MANAGER)
        administrator = make_user(is_superuser=True, is_staff=True)
        people: list[User | AnonymousUser] = [make_user(), elsewhere, administrator]
        messages = set()
        for person in [*people, AnonymousUser()]:
            for slug in ("syria", "nothing"):
                with pytest.raises(Http404) as caught:
                    open_project(person, slug, at_least=at_least)
                messages.add((isinstance(person, User), str(caught.value)))
        assert len(messages) == 2

    @pytest.mark.parametrize("role", list(Role))
    @pytest.mark.parametrize("at_least", list(Role))
    def test_roles(self, project: Project, role: Role, at_least: Role) -> None:
        member = make_member(project, role)
        if list(Role).index(role) >= list(Role).index(at_least):
            assert open_project(member, "syria", at_least=at_least).role == role
        else:
            with pytest.raises(PermissionDenied, match=f"needs the role {at_least.label}"):
                open_project(member, "syria", at_least=at_least)

    @pytest.mark.parametrize(
        ("role", "may"),
        [
            (Role.READER, (False, False, False)),
            (Role.ANNOTATOR, (True, False, False)),
            (Role.CURATOR, (True, True, False)),
            (Role.MANAGER, (True, True, True)),
        ],
    )
    def test_what_a_role_may(
        self, project: Project, role: Role, may: tuple[bool, bool, bool]
    ) -> None:
        opened = enter(project, role)
        assert (opened.may_annotate, opened.may_curate, opened.may_manage) == may


@pytest.mark.parametrize(
    ("role", "own", "others"),
    [
        (Role.READER, False, False),
        (Role.ANNOTATOR, True, False),
        (Role.CURATOR, True, True),
        (Role.MANAGER, True, True),
    ],
)
def test_who_may_edit(project: Project, role: Role, own: bool, others: bool) -> None:
    opened, article = enter(project, role), make_article()
    mine = make_annotation(project, article, created_by=opened.user)
    theirs = make_annotation(project, article, created_by=make_user())
    imported = make_annotation(project, article)
    assert opened.may_edit(mine) is own
    assert opened.may_edit(theirs) is others
    assert opened.may_edit(imported) is others
    foreign = make_annotation(make_project(), article, created_by=opened.user)
    assert not opened.may_edit(foreign)
    assert opened.may_change(opened.user.pk) is own
    assert opened.may_change(make_user().pk) is others
    assert opened.may_change(None) is others


class TestArticles:
    def test_any_of_the_archive_with_its_text(self) -> None:
        article = make_article()
        opened = access.open_article(article.pk)
        with CaptureQueriesContext(connection) as queries:
            assert opened.current_version
            assert opened.current_version.body
        assert not queries.captured_queries

    def test_several_in_the_order_asked_for_in_one_query(self) -> None:
        articles = [make_article() for _ in range(3)]
        pks = [articles[2].pk, articles[0].pk, articles[2].pk]
        with CaptureQueriesContext(connection) as queries:
            opened = access.open_articles(pks)
        assert [article.pk for article in opened] == pks
        assert len(queries) == 1

    def test_missing_ones(self) -> None:
        article = make_article()
        textless = Article.objects.create(title="Being created")
        for pk in (0, textless.pk, article.pk + 1000, BEYOND_BIGINT):
            with pytest.raises(Http404):
                access.open_article(pk)
            with pytest.raises(Http404):
                access.open_articles([article.pk, pk])


@pytest.mark.parametrize(
    ("opens", "make"),
    [
        (access.open_annotation, lambda project: make_annotation(project, make_article())),
        (access.open_entity, make_entity),
        (access.open_claim, make_claim),
        (access.open_label, make_label),
    ],
)
def test_rows_open_in_their_project_only(
    project: Project, opens: Callable[[ProjectAccess, int], Any], make: Callable[[Project], Any]
) -> None:
    row, foreign, entered = make(project), make(make_project()), enter(project)
    assert opens(entered, row.pk) == row
    for pk in (foreign.pk, 0, BEYOND_BIGINT):
        with pytest.raises(Http404):
            opens(entered, pk)


def test_members_open_in_their_project_only(project: Project) -> None:
    entered, stranger = enter(project), make_user()
    assert access.open_member(entered, entered.user.pk).role == Role.READER
    with pytest.raises(Http404):
        access.open_member(entered, stranger.pk)
