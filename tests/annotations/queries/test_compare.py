import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test.utils import CaptureQueriesContext

from annotations.models import Kind, Project, Rendering
from annotations.queries.compare import ClaimCell, ComparePage, compare_page
from annotations.services import claims, entities
from articles.models import Article
from tests.annotations.queries.full_pages import annotate, touch_everything
from tests.factories import (
    make_annotation,
    make_article,
    make_claim,
    make_entity,
    make_project,
    make_user,
    make_version,
    text_of,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def articles() -> list[Article]:
    texts = (
        "Sergey Shoigu met the press. Shoigu left. Sergey\nShoigu spoke.",
        "Sergei Shoigu came.",
        "Nobody came.",
    )
    pks = [make_article(paragraphs=(text,)).pk for text in texts]
    found = Article.objects.with_text().in_bulk(pks)
    return [found[pk] for pk in pks]


def compare(project: Project, articles: list[Article]) -> ComparePage:
    return compare_page(project=project, articles=articles)


def cell_of(page: ComparePage, row: int, pane: int) -> ClaimCell:
    cell = page.claims[row].cells[pane]
    assert cell is not None
    return cell


class TestClaims:
    def test_three_states_are_told_apart(
        self, project: Project, articles: list[Article], alice: User
    ) -> None:
        claim = make_claim(project)
        make_annotation(project, articles[0], kind=Kind.CLAIM, claim=claim)
        absence = claims.record_absence(claim=claim, version=text_of(articles[1]), by=alice)
        page = compare(project, articles)
        (row,) = page.claims
        mentioned, absent, not_coded = row.cells
        assert mentioned
        assert mentioned.absences == ()
        assert absent
        assert (absent.renderings, absent.absences) == ((), (absence,))
        assert not_coded is None
        assert not row.is_shared

    def test_renderings_in_the_order_of_the_text(
        self, project: Project, articles: list[Article]
    ) -> None:
        claim = make_claim(project)
        places = [(20, "denies"), (0, "hedges"), (10, "denies"), (30, "asserts")]
        made = {
            start: make_annotation(
                project,
                articles[0],
                kind=Kind.CLAIM,
                claim=claim,
                start=start,
                end=start + 5,
                rendering=rendering,
            )
            for start, rendering in places
        }
        cell = cell_of(compare(project, articles), 0, 0)
        assert [(use.rendering, use.annotations) for use in cell.renderings] == [
            (Rendering.HEDGES, (made[0],)),
            (Rendering.DENIES, (made[10], made[20])),
            (Rendering.ASSERTS, (made[30],)),
        ]
        assert cell.annotations == (made[0], made[10], made[20], made[30])

    def test_a_mention_wins_over_an_absence_and_the_contradiction_shows(
        self, project: Project, articles: list[Article], alice: User
    ) -> None:
        claim = make_claim(project)
        absence = claims.record_absence(claim=claim, version=text_of(articles[0]), by=alice)
        make_annotation(project, articles[0], kind=Kind.CLAIM, claim=claim)
        cell = cell_of(compare(project, articles), 0, 0)
        assert cell.absences == (absence,)
        assert [use.rendering for use in cell.renderings] == [Rendering.ASSERTS]

    def test_an_absence_says_nothing_about_a_newer_text(
        self, project: Project, articles: list[Article], alice: User
    ) -> None:
        claims.record_absence(claim=make_claim(project), version=text_of(articles[0]), by=alice)
        make_version(articles[0], paragraphs=("Sergey Shoigu met the press again.",))
        assert compare(project, articles).claims == ()

    def test_merged_claims_are_one_row(
        self, project: Project, articles: list[Article], alice: User
    ) -> None:
        one, same = make_claim(project), make_claim(project)
        make_annotation(project, articles[0], kind=Kind.CLAIM, claim=one)
        make_annotation(project, articles[1], kind=Kind.CLAIM, claim=same)
        claims.record_absence(claim=same, version=text_of(articles[2]), by=alice)
        claims.merge(into=one, absorbed=[same], by=alice)
        page = compare(project, articles)
        (row,) = page.claims
        assert (row.claim, row.is_shared) == (one, True)
        assert (cell_of(page, 0, 2).renderings, len(cell_of(page, 0, 2).absences)) == ((), 1)
        assert page.shared_claims == {one.pk}

    def test_only_those_of_the_panes_and_shared_ones_first(
        self, project: Project, articles: list[Article]
    ) -> None:
        alone, shared, elsewhere = (make_claim(project) for _ in range(3))
        make_annotation(project, articles[0], kind=Kind.CLAIM, claim=alone)
        make_annotation(project, articles[0], kind=Kind.CLAIM, claim=shared, start=8, end=13)
        make_annotation(project, articles[1], kind=Kind.CLAIM, claim=shared)
        make_annotation(project, articles[2], kind=Kind.CLAIM, claim=elsewhere)
        make_annotation(make_project(), articles[0], kind=Kind.CLAIM)
        page = compare(project, articles[:2])
        assert [row.claim for row in page.claims] == [shared, alone]
        assert [row.is_shared for row in page.claims] == [True, False]


class TestEntities:
    def test_names_with_counts(self, project: Project, articles: list[Article]) -> None:
        shoigu = make_entity(project, "Sergei Shoigu")
        for start, end in ((29, 35), (0, 13), (42, 55)):
            make_annotation(
                project, articles[0], kind=Kind.ENTITY, entity=shoigu, start=start, end=end
            )
        make_annotation(project, articles[1], kind=Kind.ENTITY, entity=shoigu, start=0, end=13)
        page = compare(project, articles)
        (row,) = page.entities
        left, right, none = row.cells
        assert left
        assert right
        assert [(use.name, use.count) for use in left.names] == [
            ("Sergey Shoigu", 2),
            ("Shoigu", 1),
        ]
        assert len(left.annotations) == 3
        assert [(use.name, use.count) for use in right.names] == [("Sergei Shoigu", 1)]
        assert none is None
        assert row.is_shared
        assert page.shared_entities == {shoigu.pk}

    def test_merged_entities_are_one_row(
        self, project: Project, articles: list[Article], alice: User
    ) -> None:
        one, same = make_entity(project), make_entity(project)
        make_annotation(project, articles[0], kind=Kind.ENTITY, entity=one)
        make_annotation(project, articles[1], kind=Kind.ENTITY, entity=same)
        entities.merge(into=one, absorbed=[same], by=alice)
        (row,) = compare(project, articles).entities
        assert (row.entity, row.is_shared) == (one, True)


def test_an_article_beside_itself_shares_nothing(project: Project, articles: list[Article]) -> None:
    make_annotation(project, articles[0], kind=Kind.CLAIM)
    make_annotation(project, articles[0], kind=Kind.ENTITY)
    page = compare(project, [articles[0], articles[0]])
    assert [pane.article for pane in page.panes] == [articles[0]] * 2
    assert page.claims[0].cells[0] == page.claims[0].cells[1]
    assert (page.shared_claims, page.shared_entities) == (frozenset(), frozenset())


@pytest.mark.parametrize("panes", [2, 4])
@pytest.mark.parametrize("number", [0, 10, 300])
def test_queries_do_not_grow(project: Project, alice: User, panes: int, number: int) -> None:
    articles = [Article.objects.with_text().get(pk=make_article().pk) for _ in range(panes)]
    for article in articles:
        annotate(project, article, alice, number)
        claims.record_absence(claim=make_claim(project), version=text_of(article), by=make_user())
    with CaptureQueriesContext(connection) as queries:
        page = compare(project, articles)
        for pane in page.panes:
            touch_everything(pane)
        cells = [cell for row in page.claims for cell in row.cells if cell]
        finders = [str(absence.created_by) for cell in cells for absence in cell.absences]
        rows = [row.claim for row in page.claims] + [row.entity for row in page.entities]
        assert all(row.project.slug == project.slug for row in rows)
        assert len(set(finders)) == panes
    assert len(queries) <= 8
