from datetime import timedelta

import pytest
from django.contrib.auth.models import User

from annotations.models import Membership, Project, ProjectArticle, Role
from annotations.services import annotations, claims, projects
from annotations.services.errors import ArticleInUse, EditConflict, InvalidContent, LastManager
from tests.factories import (
    make_annotation,
    make_article,
    make_claim,
    make_project,
    make_user,
    text_of,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def alice() -> User:
    return make_user("alice")


def role_of(project: Project, user: User) -> str:
    return Membership.objects.get(project=project, user=user).role


class TestCreate:
    def test_its_creator_manages_it(self, alice: User) -> None:
        project = projects.create(name="  Syria  talks ", by=alice, guidelines="Mark claims.")
        assert (project.name, project.slug) == ("Syria talks", "syria-talks")
        assert role_of(project, alice) == Role.MANAGER

    @pytest.mark.parametrize(
        ("name", "slugs"),
        [
            ("Syria", ["syria", "syria-2", "syria-3"]),
            ("New", ["new-2", "new-3", "new-4"]),
            ("سوريا", ["project", "project-2", "project-3"]),
            ("x" * 200, ["x" * 52, "x" * 52 + "-2", "x" * 52 + "-3"]),
        ],
    )
    def test_slugs_are_unique_and_never_an_address_of_another_page(
        self, alice: User, name: str, slugs: list[str]
    ) -> None:
        assert [projects.create(name=name, by=alice).slug for _ in slugs] == slugs

    @pytest.mark.parametrize("name", ["", "  ", "x" * 201])
    def test_bad_names(self, alice: User, name: str) -> None:
        with pytest.raises(InvalidContent):
            projects.create(name=name, by=alice)


def test_update(alice: User) -> None:
    project = projects.create(name="Syria", by=alice)
    changed = projects.update(project=project, revision=1, by=alice, name="Syria talks")
    assert (changed.name, changed.slug, changed.revision) == ("Syria talks", "syria", 2)
    with pytest.raises(EditConflict):
        projects.update(project=project, revision=1, by=alice, guidelines="Other.")


class TestArticles:
    def test_added_once(self, alice: User) -> None:
        project, article = make_project(), make_article()
        for by in (alice, make_user()):
            projects.add_article(project_id=project.pk, article_id=article.pk, by=by)
        assert ProjectArticle.objects.get(project=project, article=article).added_by == alice

    def test_removed_while_nothing_was_done(self, alice: User) -> None:
        project, article = make_project(), make_article()
        projects.add_article(project_id=project.pk, article_id=article.pk, by=alice)
        projects.remove_article(project=project, article=article, by=alice)
        assert not ProjectArticle.objects.exists()

    def test_kept_when_annotated_or_looked_through(self, alice: User) -> None:
        project, article = make_project(), make_article()
        annotation = make_annotation(project, article)
        absence = claims.record_absence(
            claim=make_claim(project), version=text_of(article), by=alice
        )
        with pytest.raises(ArticleInUse) as caught:
            projects.remove_article(project=project, article=article, by=alice)
        assert (caught.value.annotations, caught.value.absences) == (1, 1)
        annotations.delete(annotation=annotation, revision=annotation.revision, by=alice)
        claims.withdraw_absence(absence=absence, by=alice)
        projects.remove_article(project=project, article=article, by=alice)

    def test_work_of_another_project_does_not_matter(self, alice: User) -> None:
        project, article = make_project(), make_article()
        projects.add_article(project_id=project.pk, article_id=article.pk, by=alice)
        make_annotation(make_project(), article)
        projects.remove_article(project=project, article=article, by=alice)
        assert not project.articles.exists()


class TestMembers:
    def test_joins_and_changes_role(self, alice: User) -> None:
        project, bob = projects.create(name="Syria", by=alice), make_user("bob")
        projects.set_member(project=project, user=bob, role=Role.READER, by=alice)
        projects.set_member(project=project, user=bob, role="curator", by=alice)
        assert role_of(project, bob) == Role.CURATOR
        projects.remove_member(project=project, user=bob, by=alice)
        assert not Membership.objects.filter(user=bob).exists()

    def test_the_last_manager_stays_one(self, alice: User) -> None:
        project, bob = projects.create(name="Syria", by=alice), make_user("bob")
        with pytest.raises(LastManager):
            projects.set_member(project=project, user=alice, role=Role.CURATOR, by=alice)
        with pytest.raises(LastManager):
            projects.remove_member(project=project, user=alice, by=alice)
        projects.set_member(project=project, user=alice, role=Role.MANAGER, by=alice)
        projects.set_member(project=project, user=bob, role=Role.MANAGER, by=alice)
        projects.remove_member(project=project, user=alice, by=bob)

    def test_an_unknown_role(self, alice: User) -> None:
        with pytest.raises(InvalidContent):
            projects.set_member(project=make_project(), user=alice, role="owner", by=alice)


def test_a_form_sent_twice_makes_one_project(alice: User) -> None:
    first = projects.create_once(name="Study", guidelines=" All of it. ", by=alice)
    assert projects.create_once(name="Study ", guidelines="All of it.", by=alice) == first
    assert projects.create_once(name="Study", guidelines="Other.", by=alice) != first
    assert projects.create_once(name="Study", guidelines="All of it.", by=make_user()) != first
    Project.objects.filter(pk=first.pk).update(created_at=first.created_at - timedelta(minutes=2))
    assert projects.create_once(name="Study", guidelines="All of it.", by=alice) != first


def test_guidelines_have_an_end(alice: User) -> None:
    with pytest.raises(InvalidContent, match="20,001 characters; 20,000 are allowed"):
        projects.create(name="Study", guidelines="a" * 20_001, by=alice)
