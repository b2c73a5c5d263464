"""The claims of a project: the list, and one with how every article treats it."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Count, Exists, F, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from annotations.models import (
    Absence,
    AnchorState,
    Annotation,
    Claim,
    ClaimLink,
    ClaimQuerySet,
    Kind,
    Project,
    ProjectArticle,
    Rendering,
)
from annotations.queries.passages import (
    ArticlePassages,
    FirstPassages,
    by_article,
    first_passages,
    in_context,
)
from articles.models import Article

CLAIMS_PER_PAGE = 30
PASSAGES_PER_PAGE = 60
ARTICLES_PER_PAGE = 60
SORTS = {"recent": "newest", "articles": "in most articles", "statement": "by statement"}


@dataclass(frozen=True, slots=True)
class RenderingCount:
    """In how many articles a claim is rendered so."""

    rendering: Rendering
    articles: int


@dataclass(frozen=True, slots=True)
class ClaimRow:
    """A claim with its mentions and those of the claims merged into it."""

    claim: Claim
    mentions: int
    articles: int
    renderings: tuple[RenderingCount, ...]
    absent: int
    """Number of articles in whose present text somebody looked for it in vain."""


@dataclass(frozen=True, slots=True)
class ArticleCoding:
    """How one article treats a claim: mentions, checked absences, or neither: not coded yet.

    `earlier_absences` are those of texts that the article no longer has, and `orphaned` renderings
    those of passages that the present text does not have. They say nothing about it. `page` is the
    page of the claim's passages that its first mention is on.
    """

    article: Article
    renderings: tuple[Rendering, ...]
    orphaned: tuple[Rendering, ...]
    mentions: int
    page: int
    absences: tuple[Absence, ...]
    earlier_absences: tuple[Absence, ...]

    @property
    def state(self) -> str:
        if self.renderings:
            return "mentioned"
        return "absent" if self.absences else "not_coded"


@dataclass(frozen=True, slots=True)
class LinkedClaim:
    """A claim link as seen from one of its ends; `outgoing` when that end bears on the other."""

    link: ClaimLink
    other: Claim
    outgoing: bool


@dataclass(frozen=True, slots=True)
class ClaimPage:
    claim: Claim
    mentions: tuple[ArticlePassages, ...]
    page: Page[Annotation]
    codings: tuple[ArticleCoding, ...]
    codings_page: Page[ProjectArticle]
    links: tuple[LinkedClaim, ...]
    stances: FirstPassages
    merged: tuple[Claim, ...]


def claim_rows(
    *, project: Project, text: str = "", sort: str = "recent", page: object = 1
) -> tuple[tuple[ClaimRow, ...], Page[Claim]]:
    """A page of the claims whose statement has every word of `text`. Five queries."""
    claims = Claim.objects.registered().filter(project=project)
    for word in text.split():
        worded = Q(statement__icontains=word)
        merged = Claim.objects.filter(worded, merged_into=OuterRef("pk"))
        claims = claims.filter(worded | Exists(merged))
    shown = Paginator(_sorted(claims, sort), CLAIMS_PER_PAGE).get_page(page)  # type: ignore[arg-type]
    return _rows(list(shown)), shown


def merge_effects(*, claim: Claim, absorbed: Sequence[int]) -> tuple[ClaimRow, ...]:
    """What merging would bring: each of the other claims with its mentions. Four queries."""
    others = Claim.objects.registered().filter(project=claim.project_id, pk__in=absorbed)
    return _rows(list(others.exclude(pk=claim.pk)))


def claim_page(*, claim: Claim, page: object = 1, codings_page: object = 1) -> ClaimPage:
    """A claim with how the project's articles treat it, in a constant number of queries.

    `page` is one of its passages and `codings_page` one of the articles, of which those with
    mentions and absences come first.
    """
    merged = tuple(claim.merged.select_related("updated_by").order_by("id"))
    everyone = [claim.pk, *(one.pk for one in merged)]
    mentions = Annotation.objects.present().filter(claim__in=everyone)
    shown = Paginator(in_context(mentions), PASSAGES_PER_PAGE).get_page(page)  # type: ignore[arg-type]
    stances = Annotation.objects.present().filter(target_claim__in=everyone)
    articles = _articles(claim.project_id, everyone, mentions)
    listed = Paginator(articles, ARTICLES_PER_PAGE).get_page(codings_page)  # type: ignore[arg-type]
    return ClaimPage(
        claim=claim,
        mentions=by_article(shown),
        page=shown,
        codings=_codings(listed, everyone, mentions),
        codings_page=listed,
        links=_links(everyone),
        stances=first_passages(stances, limit=PASSAGES_PER_PAGE),
        merged=merged,
    )


def _articles(
    project_id: int, claim_ids: Sequence[int], mentions: QuerySet[Annotation]
) -> QuerySet[ProjectArticle]:
    """The project's articles: first those in which somebody found the claim or looked for it."""
    mentioned = mentions.filter(version__article=OuterRef("article"))
    missed = Absence.objects.filter(claim__in=claim_ids, article=OuterRef("article"))
    return (
        ProjectArticle.objects.filter(project=project_id)
        .annotate(is_coded=Exists(mentioned) | Exists(missed))
        .select_related("article__source")
        .order_by(F("is_coded").desc(), F("article__published").asc(nulls_last=True), "article_id")
    )


def _codings(
    listed: Iterable[ProjectArticle], claim_ids: Sequence[int], mentions: QuerySet[Annotation]
) -> tuple[ArticleCoding, ...]:
    listed = list(listed)
    rendered: dict[tuple[int, bool], list[Rendering]] = defaultdict(list)
    numbers: dict[int, int] = defaultdict(int)
    before: dict[int, int] = {}
    passages = 0
    for article_id, rendering, is_orphan, number in _by_article_and_rendering(mentions):
        rendered[article_id, is_orphan].append(Rendering(rendering))
        numbers[article_id] += number
        before.setdefault(article_id, passages)
        passages += number
    absences: dict[tuple[int, bool], list[Absence]] = defaultdict(list)
    for absence in (
        Absence.objects.filter(
            claim__in=claim_ids, article__in=[link.article_id for link in listed]
        )
        .select_related("created_by", "version", "article")
        .defer("version__body", "version__blocks")
        .order_by("created_at")
    ):
        is_of_present_text = absence.version_id == absence.article.current_version_id
        absences[absence.article_id, is_of_present_text].append(absence)
    return tuple(
        ArticleCoding(
            article=link.article,
            renderings=_in_order(rendered[link.article_id, False]),
            orphaned=_in_order(rendered[link.article_id, True]),
            mentions=numbers[link.article_id],
            page=before.get(link.article_id, 0) // PASSAGES_PER_PAGE + 1,
            absences=tuple(absences[link.article_id, True]),
            earlier_absences=tuple(absences[link.article_id, False]),
        )
        for link in listed
    )


def _in_order(renderings: Iterable[Rendering]) -> tuple[Rendering, ...]:
    return tuple(sorted(renderings, key=list(Rendering).index))


def _by_article_and_rendering(
    mentions: QuerySet[Annotation],
) -> Iterable[tuple[int, str, bool, int]]:
    """The articles in the order in which `in_context` lists their passages.

    Each with a rendering, whether its passages are gone from the present text, and how many.
    """
    published = F("version__article__published")
    return (
        mentions.annotate(is_orphan=Q(state=AnchorState.ORPHANED))
        .order_by(published.asc(nulls_last=True), "version__article", "rendering", "is_orphan")
        .values_list("version__article", "rendering", "is_orphan")
        .annotate(number=Count("id"))
    )


def _links(claim_ids: Sequence[int]) -> tuple[LinkedClaim, ...]:
    links = (
        ClaimLink.objects.filter(Q(from_claim__in=claim_ids) | Q(to_claim__in=claim_ids))
        .select_related("from_claim__merged_into", "to_claim__merged_into", "created_by")
        .order_by("kind", "id")
    )
    found = []
    for link in links:
        outgoing = link.from_claim_id in claim_ids
        other = (link.to_claim if outgoing else link.from_claim).canonical
        found.append(LinkedClaim(link=link, other=other, outgoing=outgoing))
    return tuple(found)


def _rows(claims: Sequence[Claim]) -> tuple[ClaimRow, ...]:
    canonical = {claim.pk: claim.pk for claim in claims}
    for merged in Claim.objects.filter(merged_into__in=list(canonical)).only("merged_into"):
        canonical[merged.pk] = merged.merged_into_id or merged.pk
    articles: dict[int, set[int]] = defaultdict(set)
    rendered: dict[tuple[int, str], set[int]] = defaultdict(set)
    mentions: dict[int, int] = defaultdict(int)
    for claim_id, article_id, rendering, number in (
        Annotation.objects.present()
        .filter(claim__in=list(canonical))
        .order_by()
        .values_list("claim", "version__article", "rendering")
        .annotate(number=Count("id"))
    ):
        claim_id = canonical[claim_id]
        articles[claim_id].add(article_id)
        rendered[claim_id, rendering].add(article_id)
        mentions[claim_id] += number
    absent: dict[int, set[int]] = defaultdict(set)
    for claim_id, article_id in Absence.objects.filter(
        claim__in=list(canonical), version=F("article__current_version")
    ).values_list("claim", "article"):
        absent[canonical[claim_id]].add(article_id)
    return tuple(
        ClaimRow(
            claim=claim,
            mentions=mentions[claim.pk],
            articles=len(articles[claim.pk]),
            renderings=tuple(
                RenderingCount(rendering, len(rendered[claim.pk, rendering]))
                for rendering in Rendering
                if rendered[claim.pk, rendering]
            ),
            absent=len(absent[claim.pk] - articles[claim.pk]),
        )
        for claim in claims
    )


def _sorted(claims: ClaimQuerySet, sort: str) -> QuerySet[Claim]:
    if sort == "statement":
        return claims.order_by("statement", "id")
    if sort != "articles":
        return claims.order_by("-id")
    mentions = Annotation.objects.present().filter(kind=Kind.CLAIM).order_by()
    own = mentions.filter(claim=OuterRef("pk")).values("claim")
    absorbed = mentions.filter(claim__merged_into=OuterRef("pk")).values("claim__merged_into")
    number = Coalesce(_article_count(own), 0) + Coalesce(_article_count(absorbed), 0)
    return claims.annotate(article_count=number).order_by(F("article_count").desc(), "-id")


def _article_count(grouped: QuerySet[Annotation, Any]) -> Subquery:
    counted = grouped.annotate(number=Count("version__article", distinct=True)).values("number")
    return Subquery(counted, output_field=IntegerField())
