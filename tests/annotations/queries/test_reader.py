from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from annotations.models import AnchorState, Annotation, Entity, Kind, Project, Reply
from annotations.queries.reader import ReaderPage, reader_page, reader_pages, touched_blocks
from annotations.services import entities
from articles.models import Article
from tests.annotations.queries.full_pages import annotate, touch_everything
from tests.factories import (
    make_annotation,
    make_article,
    make_claim,
    make_entity,
    make_project,
    make_version,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def article() -> Article:
    return Article.objects.with_text().get(
        pk=make_article(paragraphs=("In Aleppo it rained.", "😀 Nobody left.", "It went on.")).pk
    )


def texts(page: ReaderPage) -> list[list[tuple[str, int]]]:
    """Each block as (text, how many marks cover it)."""
    return [[(run.text, len(run.marks)) for run in block.runs] for block in page.blocks]


class TestReaderPage:
    def test_runs_joined_are_the_body(self, project: Project, article: Article) -> None:
        make_annotation(project, article, start=3, end=24)
        make_annotation(project, article, start=3, end=9)
        page = reader_page(project=project, article=article)
        assert texts(page) == [
            [("In ", 0), ("Aleppo", 2), (" it rained.", 1)],
            [("😀 ", 1), ("Nobody left.", 0)],
            [("It went on.", 0)],
        ]
        body = page.version.body
        for block in page.blocks:
            assert "".join(run.text for run in block.runs) == body[block.start : block.end]
            assert all(body[run.start :].startswith(run.text) for run in block.runs)
        assert [block.index for block in page.blocks] == [0, 1, 2]

    def test_the_outermost_comes_first(self, project: Project, article: Article) -> None:
        inner = make_annotation(project, article, start=3, end=9)
        outer = make_annotation(project, article, start=0, end=20)
        same = make_annotation(project, article, start=3, end=12)
        page = reader_page(project=project, article=article)
        assert page.annotations == (outer, same, inner)
        assert [mark.id for mark in page.blocks[0].runs[1].marks] == [outer.pk, same.pk, inner.pk]

    def test_only_what_is_there_now(self, project: Project, article: Article) -> None:
        version = article.current_version
        make_annotation(project, article)
        newer = make_version(article, paragraphs=("In Homs it rained.",))
        make_annotation(make_project(), article, version=newer)
        deleted = make_annotation(project, article, version=newer)
        entities_left = make_annotation(project, article, version=newer)
        Annotation.objects.filter(pk=deleted.pk).update(deleted_at="2016-06-16T00:00Z")
        page = reader_page(project=project, article=article)
        assert page.version == newer != version
        assert page.annotations == (entities_left,)

    def test_replies_without_deleted_ones(
        self, project: Project, article: Article, alice: User
    ) -> None:
        talked_about = make_annotation(project, article)
        quiet = make_annotation(project, article, start=3)
        for text in ("first", "second"):
            Reply.objects.create(annotation=talked_about, text=text, created_by=alice)
        Reply.objects.create(
            annotation=quiet, text="gone", created_by=alice, deleted_at="2016-06-16T00:00Z"
        )
        page = reader_page(project=project, article=article)
        assert [reply.text for reply in page.replies[talked_about.pk]] == ["first", "second"]
        assert quiet.pk not in page.replies

    def test_mentions_of_a_merged_entity_know_the_canonical_one(
        self, project: Project, article: Article, alice: User
    ) -> None:
        shoigu, shoygu = make_entity(project, "Shoigu"), make_entity(project, "Shoygu")
        make_annotation(project, article, kind=Kind.ENTITY, entity=shoygu)
        entities.merge(into=shoigu, absorbed=[shoygu], by=alice)
        (mention,) = reader_page(project=project, article=article).annotations
        assert mention.entity
        assert (mention.entity, mention.entity.canonical) == (shoygu, shoigu)

    def test_an_article_without_text(self, project: Project) -> None:
        with pytest.raises(ValueError, match="no text"):
            reader_page(project=project, article=Article.objects.create(title="A"))


def test_queries_do_not_grow(project: Project, alice: User) -> None:
    counts = {}
    for number in (0, 10, 1000):
        article = Article.objects.with_text().get(pk=make_article().pk)
        annotate(project, article, alice, number)
        with CaptureQueriesContext(connection) as queries:
            page = reader_page(project=project, article=article)
            touch_everything(page)
        assert len(page.annotations) == number
        counts[number] = len(queries)
    assert counts[0] <= counts[10] == counts[1000] == 7


def test_several_pages_take_the_queries_of_one(project: Project, alice: User) -> None:
    articles = [Article.objects.with_text().get(pk=make_article().pk) for _ in range(4)]
    for article in articles:
        annotate(project, article, alice, 10)
    with CaptureQueriesContext(connection) as queries:
        pages = reader_pages(project=project, articles=articles)
        for page in pages:
            touch_everything(page)
    assert [page.article for page in pages] == articles
    assert [len(page.annotations) for page in pages] == [10] * 4
    assert len(queries) == 7


class TestTouchedBlocks:
    @pytest.mark.parametrize(
        ("spans", "touched"),
        [
            ([(3, 9)], [0]),
            ([(19, 23)], [0, 1]),
            ([(20, 22)], []),
            ([(3, 9), (40, 41), (3, 4)], [0, 2]),
            ([(0, 49)], [0, 1, 2]),
            ([], []),
        ],
    )
    def test_are_those_that_have_a_character_of_a_span(
        self,
        project: Project,
        article: Article,
        spans: list[tuple[int, int]],
        touched: list[int],
    ) -> None:
        version = article.current_version
        assert version
        assert len(version.body) == 49
        blocks = touched_blocks(project=project, version=version, spans=spans)
        assert [block.index for block in blocks] == touched

    def test_are_painted_as_on_the_page(self, project: Project, article: Article) -> None:
        for start, end in ((0, 24), (3, 9), (22, 23), (36, 40), (38, 49)):
            make_annotation(project, article, start=start, end=end)
        version = article.current_version
        assert version
        page = reader_page(project=project, article=article)
        for spans in ([(3, 9)], [(24, 26)], [(0, 1), (40, 41)]):
            for block in touched_blocks(project=project, version=version, spans=spans):
                assert block == page.blocks[block.index]

    def test_show_of_each_kind_what_the_page_shows(
        self, project: Project, article: Article, alice: User
    ) -> None:
        annotate(project, article, alice, 40)
        merged = make_claim(project, merged_into=make_claim(project))
        named = make_entity(project, merged_into=make_entity(project))
        stance: dict[str, Any] = {"kind": Kind.STANCE, "position": "opposes"}
        make_annotation(project, article, kind=Kind.CLAIM, claim=merged)
        make_annotation(project, article, **stance, target_claim=merged)
        make_annotation(project, article, **stance, target_entity=named)
        make_annotation(project, article, state=AnchorState.MOVED)
        make_annotation(project, article, deleted_at=timezone.now())
        make_annotation(make_project(), article)
        page = reader_page(project=project, article=article)
        blocks = touched_blocks(project=project, version=page.version, spans=[(0, 49)])
        assert blocks == page.blocks
        marks = {mark.id: mark for block in blocks for run in block.runs for mark in run.marks}
        assert len(marks) == 44
        assert {mark.claim for mark in marks.values()} >= {None, merged.canonical.pk}
        assert {mark.entity for mark in marks.values()} >= {None, named.canonical.pk}
        assert any(mark.colour for mark in marks.values())

    def test_queries_do_not_grow(self, project: Project, article: Article, alice: User) -> None:
        version = article.current_version
        assert version
        annotate(project, article, alice, 100)
        with CaptureQueriesContext(connection) as queries:
            (block,) = touched_blocks(project=project, version=version, spans=[(0, 1)])
            assert any(mark.entity for run in block.runs for mark in run.marks)
        assert len(queries) == 1


def test_entities_are_one_object_for_all_their_mentions(project: Project, article: Article) -> None:
    entity = make_entity(project)
    for _ in range(3):
        make_annotation(project, article, kind=Kind.ENTITY, entity=entity)
    page = reader_page(project=project, article=article)
    assert len({id(annotation.entity) for annotation in page.annotations}) == 1
    assert Entity.objects.count() == 1
