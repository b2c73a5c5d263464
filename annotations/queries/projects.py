"""The pages of projects: which one belongs to, what is in one, what happened there of late."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.auth.models import User
from django.core.paginator import Page, Paginator
from django.db.models import Count, F, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from annotations.models import (
    Absence,
    Annotation,
    Kind,
    Membership,
    Project,
    ProjectArticle,
    Reply,
    Role,
)
from articles.models import Article
from articles.queries.archive import ArchiveParams, search_articles

ARTICLES_PER_PAGE = 30
CHOICES_SHOWN = 25
EVENTS_SHOWN = 8


@dataclass(frozen=True, slots=True)
class ProjectRow:
    """A project that somebody is a member of."""

    project: Project
    role: Role
    articles: int
    annotations: int
    members: int
    last_annotated: datetime | None


@dataclass(frozen=True, slots=True)
class ArticleRow:
    """An article of a project and how many annotations of each kind the project has on it."""

    article: Article
    added_at: datetime
    claims: int
    entities: int
    stances: int
    highlights: int
    absences: int

    @property
    def annotations(self) -> int:
        return self.claims + self.entities + self.stances + self.highlights


@dataclass(frozen=True, slots=True)
class ArticleChoice:
    """An article of the archive that a project has or may add."""

    article: Article
    in_project: bool


@dataclass(frozen=True, slots=True)
class Happening:
    """Something that somebody did in a project: `kind` is annotated, replied or looked_for."""

    kind: str
    at: datetime
    by: User | None
    article: Article
    annotation: Annotation | None = None
    reply: Reply | None = None
    absence: Absence | None = None


def projects_of(user: User) -> tuple[ProjectRow, ...]:
    """The projects of a member, by name. One query."""
    annotations = Annotation.objects.present().filter(project=OuterRef("project"))
    memberships = (
        Membership.objects.filter(user=user)
        .select_related("project")
        .annotate(
            articles=_count(ProjectArticle.objects.filter(project=OuterRef("project"))),
            annotations=_count(annotations),
            members=_count(Membership.objects.filter(project=OuterRef("project"))),
            last_annotated=Subquery(annotations.order_by("-id").values("created_at")[:1]),
        )
        .order_by("project__name", "project__id")
    )
    return tuple(
        ProjectRow(
            project=membership.project,
            role=Role(membership.role),
            articles=membership.articles,
            annotations=membership.annotations,
            members=membership.members,
            last_annotated=membership.last_annotated,
        )
        for membership in memberships
    )


def project_articles(
    *, project: Project, text: str = "", page: object = 1
) -> tuple[tuple[ArticleRow, ...], Page[ProjectArticle]]:
    """A page of a project's articles whose title or source has `text`. Four queries."""
    links = (
        ProjectArticle.objects.filter(project=project)
        .select_related("article__source")
        .order_by(F("article__published").desc(nulls_last=True), "-id")
    )
    for word in text.split():
        links = links.filter(
            Q(article__title__icontains=word) | Q(article__source__name__icontains=word)
        )
    shown = Paginator(links, ARTICLES_PER_PAGE).get_page(page)  # type: ignore[arg-type]
    counts = _kind_counts(project, [link.article_id for link in shown])
    rows = tuple(
        ArticleRow(
            article=link.article,
            added_at=link.added_at,
            claims=counts[link.article_id, Kind.CLAIM],
            entities=counts[link.article_id, Kind.ENTITY],
            stances=counts[link.article_id, Kind.STANCE],
            highlights=counts[link.article_id, Kind.HIGHLIGHT],
            absences=counts[link.article_id, "absence"],
        )
        for link in shown
    )
    return rows, shown


def article_choices(*, project: Project, text: str) -> tuple[ArticleChoice, ...]:
    """Articles that the archive's search finds; without one, new ones that the project lacks."""
    present = ProjectArticle.objects.filter(project=project)
    if not text.strip():
        lacking = Article.objects.exclude(pk__in=present.values("article"))
        newest = lacking.select_related("source").order_by("-id")[:CHOICES_SHOWN]
        return tuple(ArticleChoice(article, in_project=False) for article in newest)
    rows = search_articles(ArchiveParams(text=text)).rows
    articles = [row.article for row in rows]
    known = set(present.filter(article__in=articles).values_list("article", flat=True))
    return tuple(ArticleChoice(article, article.pk in known) for article in articles)


def happenings(project: Project) -> tuple[Happening, ...]:
    """What people did of late, newest first. Three queries."""
    annotations = (
        Annotation.objects.present()
        .filter(project=project)
        .with_referents()
        .select_related("version__article__source")
        .defer("version__body", "version__blocks")
        .order_by("-id")[:EVENTS_SHOWN]
    )
    replies = (
        Reply.objects.filter(
            annotation__project=project,
            annotation__deleted_at__isnull=True,
            deleted_at__isnull=True,
        )
        .select_related("created_by", "annotation__version__article__source")
        .defer("annotation__version__body", "annotation__version__blocks")
        .order_by("-id")[:EVENTS_SHOWN]
    )
    absences = (
        Absence.objects.filter(claim__project=project)
        .select_related("created_by", "claim__merged_into", "article__source")
        .order_by("-id")[:EVENTS_SHOWN]
    )
    events = [
        *(
            Happening(
                "annotated",
                annotation.created_at,
                annotation.created_by,
                annotation.version.article,
                annotation=annotation,
            )
            for annotation in annotations
        ),
        *(
            Happening(
                "replied",
                reply.created_at,
                reply.created_by,
                reply.annotation.version.article,
                annotation=reply.annotation,
                reply=reply,
            )
            for reply in replies
        ),
        *(
            Happening(
                "looked_for",
                absence.created_at,
                absence.created_by,
                absence.article,
                absence=absence,
            )
            for absence in absences
        ),
    ]
    events.sort(key=lambda event: event.at, reverse=True)
    return tuple(events[:EVENTS_SHOWN])


def members(project: Project) -> QuerySet[Membership]:
    """The members with how much each annotated; the most powerful first. One query."""
    return (
        Membership.objects.filter(project=project)
        .select_related("user")
        .annotate(
            annotations=_count(
                Annotation.objects.present().filter(
                    project=OuterRef("project"), created_by=OuterRef("user")
                )
            )
        )
        .order_by("user__username")
    )


def _kind_counts(project: Project, article_ids: Sequence[int]) -> dict[tuple[int, str], int]:
    counts: dict[tuple[int, str], int] = defaultdict(int)
    annotations = (
        Annotation.objects.present()
        .filter(project=project, version__article__in=article_ids)
        .values_list("version__article", "kind")
        .annotate(number=Count("id"))
    )
    for article_id, kind, number in annotations:
        counts[article_id, kind] = number
    absences = (
        Absence.objects.filter(
            claim__project=project,
            article__in=article_ids,
            version=F("article__current_version"),
        )
        .values_list("article")
        .annotate(number=Count(Coalesce("claim__merged_into", "claim"), distinct=True))
    )
    for article_id, number in absences:
        counts[article_id, "absence"] = number
    return counts


def _count(queryset: QuerySet[Any]) -> Coalesce:
    """How many rows a correlated queryset has, as a column."""
    counted = queryset.order_by().values("project").annotate(number=Count("pk")).values("number")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)
