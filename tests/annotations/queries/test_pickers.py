import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from annotations.models import Claim, Entity, Kind, Project
from annotations.queries.pickers import suggest_claims, suggest_entities
from annotations.services import entities
from tests.factories import (
    make_annotation,
    make_article,
    make_claim,
    make_entity,
    make_project,
    make_user,
)

pytestmark = pytest.mark.django_db


def names(project: Project, text: str, limit: int = 8) -> list[str]:
    found = suggest_entities(project=project, text=text, limit=limit)
    return [suggestion.entity.name for suggestion in found]


class TestEntities:
    @pytest.mark.parametrize(
        ("text", "exact"),
        [
            ("Sergey Shoigu", True),
            ("sergey  SHOIGU", True),
            ("S. Shoigú", True),
            ("shoi", False),
            ("Serg", False),
            ("Sergei Shoigu", False),
            ("Shoygu", False),
            ("Shoigu Sergey", False),
            ("Defence Minister Sergey Shoigu", False),
        ],
    )
    def test_finds_by_name_alias_beginning_and_likeness(
        self, project: Project, text: str, exact: bool
    ) -> None:
        shoigu = make_entity(project, "Sergey Shoigu", aliases=["S. Shoigu"])
        make_entity(project, "Ali Shamkhani")
        make_entity(project, "Damascus")
        first, *others = suggest_entities(project=project, text=text)
        assert (first.entity, first.exact) == (shoigu, exact)
        assert not any(other.exact for other in others)

    def test_other_scripts(self, project: Project) -> None:
        make_entity(project, "علي شمخاني")
        make_entity(project, "Шойгу")
        assert names(project, "شمخاني") == ["علي شمخاني"]
        assert names(project, "шойгу") == ["Шойгу"]

    def test_what_fits_better_comes_first(self, project: Project) -> None:
        for name in ("Aleppo", "Iran Air", "Tehran", "Iran"):
            make_entity(project, name)
        assert names(project, "iran")[:2] == ["Iran", "Iran Air"]

    def test_says_which_name_fits(self, project: Project) -> None:
        make_entity(project, "Asharq Al-Awsat", aliases=["The Middle East"])
        (found,) = suggest_entities(project=project, text="middle east")
        assert (found.matched_name, found.score) == ("The Middle East", 90.0)

    def test_nothing_like_it(self, project: Project) -> None:
        make_entity(project, "Sergey Shoigu")
        assert names(project, "Beirut") == []

    def test_names_of_merged_ones_lead_to_the_canonical(self, project: Project) -> None:
        shoigu, shoygu = make_entity(project, "Shoigu"), make_entity(project, "Kuzhugetovich")
        entities.merge(into=shoigu, absorbed=[shoygu], by=make_user())
        (found,) = suggest_entities(project=project, text="kuzhugetovich")
        assert (found.entity, found.matched_name) == (shoigu, "Kuzhugetovich")
        assert names(project, "") == ["Shoigu"]

    def test_without_text_those_used_last(self, project: Project) -> None:
        article = make_article()
        never, first, last = (make_entity(project, name) for name in ("Never", "First", "Last"))
        for entity in (last, first, last):
            make_annotation(project, article, kind=Kind.ENTITY, entity=entity)
        assert names(project, " ") == ["Last", "First", never.name]
        assert names(project, "", limit=2) == ["Last", "First"]

    def test_of_its_own_project(self, project: Project) -> None:
        make_entity(make_project(), "Moscow")
        assert names(project, "Moscow") == []
        assert names(project, "") == []

    def test_limit(self, project: Project) -> None:
        for number in range(12):
            make_entity(project, f"Moscow {number}")
        assert len(names(project, "moscow")) == 8
        assert len(names(project, "moscow", limit=3)) == 3

    @pytest.mark.parametrize("text", ["", "moscow 7"])
    def test_queries_do_not_grow(self, project: Project, text: str) -> None:
        Entity.objects.bulk_create(
            Entity(project=project, name=f"Moscow {number}") for number in range(1000)
        )
        with CaptureQueriesContext(connection) as queries:
            found = suggest_entities(project=project, text=text)
            assert {suggestion.entity.project.slug for suggestion in found} == {project.slug}
        assert len(queries) <= 3


class TestClaims:
    def test_by_words_and_by_passage(self, project: Project) -> None:
        wanted = make_claim(project, "Iran appointed Shamkhani to coordinate operations in Syria.")
        make_claim(project, "The ferry pier of Port Ellery is closed.")
        for text in (
            "Shamkhani",
            "iran appointed shamkhani",
            "Tehran has appointed Ali Shamkhani to coordinate operations in Syria, sources said",
        ):
            (found,) = suggest_claims(project=project, text=text)
            assert (found.claim, found.exact) == (wanted, False)
        (found,) = suggest_claims(project=project, text=wanted.statement.upper())
        assert found.exact

    def test_without_text_those_used_last(self, project: Project) -> None:
        article = make_article()
        a, b, never = (make_claim(project) for _ in range(3))
        for claim in (b, a):
            make_annotation(project, article, kind=Kind.CLAIM, claim=claim)
        found = suggest_claims(project=project, text="")
        assert [suggestion.claim for suggestion in found] == [a, b, never]

    @pytest.mark.parametrize("text", ["", "rained 7"])
    def test_queries_do_not_grow(self, project: Project, text: str) -> None:
        Claim.objects.bulk_create(
            Claim(project=project, statement=f"It rained {number} times.") for number in range(1000)
        )
        with CaptureQueriesContext(connection) as queries:
            found = suggest_claims(project=project, text=text)
            assert {suggestion.claim.project.slug for suggestion in found} == {project.slug}
        assert len(queries) <= 3
