import json
from uuid import UUID

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from annotations.models import Absence, Annotation, ClaimLink, Kind, Project, Reply, Role
from annotations.services import projects, sample
from articles.models import Article, ImportBatch
from tests import factories

pytestmark = pytest.mark.django_db


def test_makes_what_a_good_researcher_would() -> None:
    ina = factories.make_user("ina")
    project = sample.load(by=ina)
    assert project.memberships.get().role == Role.MANAGER
    assert {article.source.name for article in project.articles.all() if article.source} == {
        "Tessmark Courier",
        "Northern Ledger",
    }
    assert 4 <= project.labels.count() <= 5
    assert {annotation.kind for annotation in project.annotations.all()} == set(Kind)
    for claim in project.claims.all():
        articles = claim.mentions.values("version__article").distinct().count()
        absences = claim.absences.values("article").count()
        assert articles + absences == 2, claim
    assert ClaimLink.objects.exists()
    assert Reply.objects.exists()
    assert Absence.objects.exists()
    assert ImportBatch.objects.get().origin == ImportBatch.Origin.SAMPLE


def test_every_quote_stands_where_it_says() -> None:
    project = sample.load(by=factories.make_user())
    for annotation in project.annotations.select_related("version"):
        body = annotation.version.body
        assert body[annotation.start : annotation.end] == annotation.quote


def test_the_articles_are_dated_cleaned_and_of_one_story() -> None:
    project = sample.load(by=factories.make_user())
    articles = list(project.articles.all())
    assert all(article.published and article.authors for article in articles)
    assert len({article.story_id for article in articles} - {None}) == 1
    for article in articles:
        assert article.import_items.get().removed
        assert article.current_version is not None
        assert "Share" not in article.current_version.body


def test_loaded_twice_it_is_made_once() -> None:
    ina, josef = factories.make_user(), factories.make_user()
    project = sample.load(by=ina)
    projects.set_member(project=project, user=josef, role=Role.READER, by=ina)
    annotations = Annotation.objects.count()
    project.name = "Renamed"
    project.save(update_fields=["name"])
    assert sample.load(by=ina) == sample.load(by=josef) == project
    assert Annotation.objects.count() == annotations
    assert project.memberships.get(user=josef).role == Role.READER


def test_who_is_no_member_gets_a_sample_of_their_own() -> None:
    ina, josef = factories.make_user(), factories.make_user()
    first, second = sample.load(by=ina), sample.load(by=josef)
    assert first.slug != second.slug
    assert [member.user for member in first.memberships.all()] == [ina]
    assert [member.user for member in second.memberships.all()] == [josef]
    assert Article.objects.count() == 2


def test_no_annotation_makes_a_project_the_sample() -> None:
    """Idempotency keys come with requests, and so might the one by which a sample was known."""
    project = factories.make_project()
    key = UUID("6f0a3f0e-6f4f-5b43-9c55-2f1f4c1f9d10")
    factories.make_annotation(project, factories.make_article(), idempotency_key=key)
    assert sample.load(by=factories.make_user()) != project
    assert not project.memberships.exists()


def test_somebodys_project_of_the_same_name_is_left_alone() -> None:
    name = json.loads((sample.FOLDER / "project.json").read_text("utf-8"))["name"]
    private = factories.make_project(name, slug="sample-the-blue-river")
    project = sample.load(by=factories.make_user())
    assert project != private
    assert not private.memberships.exists()


def test_the_command(capsys: pytest.CaptureFixture[str]) -> None:
    factories.make_user("ina")
    call_command("load_sample", "--user", "ina")
    assert "/projects/sample-the-blue-river/" in capsys.readouterr().out
    with pytest.raises(CommandError, match="no user “nobody”"):
        call_command("load_sample", "--user", "nobody")


class TestView:
    def test_staff_come_to_the_two_side_by_side(self) -> None:
        client = Client()
        client.force_login(factories.make_user(is_staff=True))
        response = client.post("/projects/new/sample/")
        project = Project.objects.get(is_sample=True)
        first, second = project.article_links.order_by("id").values_list("article", flat=True)
        assert response.headers["Location"] == (
            f"/projects/{project.slug}/compare/{first},{second}/"
        )
        assert client.get(response.headers["Location"]).status_code == 200

    def test_others_may_not(self) -> None:
        client = Client()
        client.force_login(factories.make_user())
        assert client.post("/projects/new/sample/").status_code == 403
        assert client.get("/projects/new/sample/").status_code == 405
        assert not Article.objects.exists()
