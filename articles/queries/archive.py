"""The archive's list: search, filters, order and paging, in a constant number of queries."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from math import ceil
from typing import Any

from django.contrib.postgres.search import SearchHeadline, SearchQuery, SearchRank
from django.db.models import F, Func, IntegerField, OrderBy, Q, TextField, Value
from django.db.models.expressions import RawSQL
from django.db.models.functions import Cast, Coalesce, Left, Lower, Substr

from articles.models import Article, ArticleQuerySet, DatePrecision
from articles.queries.facets import search_configurations
from articles.queries.snippets import START, STOP, Part, parts

PAGE_SIZE = 25
COUNTED = 10_000
"""Results are counted exactly, and can be paged through, up to this many."""
RANKED = 1_000
"""The best matches are looked for among this many: reading every vector of a common word takes
seconds in a large archive."""

_FIRST_LINE = 240
# A headline costs time in proportion to the text; matches further behind are found but not shown.
_HEADLINE_TEXT = 60_000


class Sort(StrEnum):
    BEST = "best"
    NEWEST = "newest"
    OLDEST = "oldest"
    TITLE = "title"
    ADDED = "added"


@dataclass(frozen=True, slots=True)
class ArchiveParams:
    """What is asked of the archive. `text` is in PostgreSQL's websearch syntax."""

    text: str = ""
    source: int | None = None
    source_unknown: bool = False
    language: str = ""
    story: int | None = None
    published_from: date | None = None
    published_to: date | None = None
    sort: Sort = Sort.BEST
    page: int = 1


@dataclass(frozen=True, slots=True)
class ResultRow:
    """An article as a line of the list; `snippet` is its first line, or where the words are."""

    article: Article
    title: tuple[Part, ...]
    snippet: tuple[Part, ...]
    words: int

    @property
    def pk(self) -> int:
        return self.article.pk


@dataclass(frozen=True, slots=True)
class ResultPage:
    """One page of results.

    `total` is exact unless `more_than_total`. `reachable` is how many of them the pages show.
    `page` is the one asked for or, when there are not so many, the last one.
    """

    rows: tuple[ResultRow, ...]
    sort: Sort
    total: int
    more_than_total: bool
    reachable: int
    page: int
    pages: int

    @property
    def first(self) -> int:
        """The place of the first row in all results, from 1."""
        return (self.page - 1) * PAGE_SIZE + 1

    @property
    def last(self) -> int:
        return self.first + len(self.rows) - 1


def search_articles(params: ArchiveParams) -> ResultPage:
    """The page of articles that `params` ask for. Three queries, four with a search."""
    found = _filtered(params)
    counted = found[: COUNTED + 1].count()
    total = min(counted, COUNTED)
    sort = params.sort if params.text or params.sort != Sort.BEST else Sort.NEWEST
    reachable = min(total, RANKED) if sort == Sort.BEST else total
    pages = max(1, ceil(reachable / PAGE_SIZE))
    page = min(params.page, pages)
    start = (page - 1) * PAGE_SIZE
    ids = _ordered(found, params.text, sort).values_list("pk", flat=True)
    return ResultPage(
        rows=_rows(list(ids[start : min(start + PAGE_SIZE, reachable)]), params.text),
        sort=sort,
        total=total,
        more_than_total=counted > COUNTED,
        reachable=reachable,
        page=page,
        pages=pages,
    )


def _filtered(params: ArchiveParams) -> ArticleQuerySet:
    articles = Article.objects.all()
    if params.text:
        articles = articles.filter(pk__in=_matching(params.text))
    if params.source_unknown:
        articles = articles.filter(source__isnull=True)
    elif params.source is not None:
        articles = articles.filter(source=params.source)
    if params.language:
        articles = articles.filter(language=params.language)
    if params.story is not None:
        articles = articles.filter(story=params.story)
    if params.published_from:
        articles = articles.filter(_not_before(params.published_from))
    if params.published_to:
        # A month or a year is stored as its first day, so it is in range when it has begun.
        articles = articles.filter(published__lte=params.published_to)
    return articles


def _matching(text: str) -> RawSQL:
    """The ids of the articles that match, each looked up with its own language's configuration."""
    configurations = list(search_configurations()) or ["simple"]
    return RawSQL("SELECT * FROM articles_matching(%s, %s)", [configurations, text])


def _not_before(day: date) -> Q:
    """Published on `day` or later, or in a month or year that has it and is all that is known."""
    return (
        Q(published__gte=day)
        | Q(published=day.replace(day=1), published_precision=DatePrecision.MONTH)
        | Q(published=day.replace(month=1, day=1), published_precision=DatePrecision.YEAR)
    )


def _ordered(found: ArticleQuerySet, text: str, sort: Sort) -> ArticleQuerySet:
    newest: tuple[OrderBy, OrderBy] = (
        F("published").desc(nulls_last=True),
        F("id").desc(),
    )
    if sort == Sort.BEST:
        candidates = found.order_by(*newest).values("pk")[:RANKED]
        rank = SearchRank(F("search_entry__vector"), _query(text), normalization=Value(1))
        return Article.objects.filter(pk__in=candidates).alias(rank=rank).order_by("-rank", *newest)
    if sort == Sort.OLDEST:
        return found.order_by(F("published").asc(nulls_last=True), "id")
    if sort == Sort.TITLE:
        return found.order_by(Lower("title"), "id")
    if sort == Sort.ADDED:
        return found.order_by("-id")
    return found.order_by(*newest)


def _rows(ids: list[int], text: str) -> tuple[ResultRow, ...]:
    found = Article.objects.filter(pk__in=ids).select_related("source")
    shown = _highlighted(text) if text else {"shown_title": F("title"), "shown_text": _first_line()}
    # What is annotated has no place in the type of an article.
    articles: Iterable[Any] = found.annotate(**shown, words=F("current_version__word_count"))
    by_id = {article.pk: article for article in articles}
    return tuple(
        ResultRow(
            article=by_id[pk],
            title=parts(by_id[pk].shown_title or by_id[pk].title),
            snippet=parts(by_id[pk].shown_text or ""),
            words=by_id[pk].words or 0,
        )
        for pk in ids
        if pk in by_id
    )


def _highlighted(text: str) -> dict[str, Any]:
    """Title and the best passage of each text, with what was searched between START and STOP."""
    query, configuration = _query(text), F("search_entry__configuration")
    return {
        "shown_title": SearchHeadline(
            F("title"),
            query,
            config=configuration,
            highlight_all=True,
            start_sel=START,
            stop_sel=STOP,
        ),
        "shown_text": SearchHeadline(
            Left("current_version__body", _HEADLINE_TEXT),
            query,
            config=configuration,
            max_words=34,
            min_words=20,
            start_sel=START,
            stop_sel=STOP,
        ),
    }


def _query(text: str) -> SearchQuery:
    """The search as the configuration of each row's entry understands it."""
    return SearchQuery(text, config=F("search_entry__configuration"), search_type="websearch")


def _first_line() -> Substr:
    """The beginning of the first paragraph: a caption that stands before it says little."""
    start = Func(
        F("current_version__blocks"),
        Value('strict $[*] ? (@[0] == "paragraph")[1]'),
        template="jsonb_path_query_first(%(expressions)s::jsonpath)",
        output_field=TextField(),
    )
    return Substr(
        "current_version__body", Coalesce(Cast(start, IntegerField()), 0) + 1, _FIRST_LINE
    )
