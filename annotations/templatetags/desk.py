"""What pages of the library show of the desk."""

from collections.abc import Iterable, Mapping, Sequence

from django import template
from django.http import HttpRequest

from annotations.access import ProjectAccess
from annotations.models import Annotation
from annotations.queries.counts import annotation_counts as count_annotations
from annotations.queries.desk import Desk, desk_of, projects_with
from articles.core.word_diff import Part
from articles.models import Article

register = template.Library()


@register.simple_tag(takes_context=True)
def desk(context: template.RequestContext) -> Desk:
    """The visitor's projects and the current one; asked once for a request."""
    request: HttpRequest = context["request"]
    known: Desk | None = getattr(request, "_desk", None)
    if known is None:
        known = desk_of(request.user, request.session)
        request._desk = known  # type: ignore[attr-defined]
    return known


@register.simple_tag(takes_context=True)
def annotation_counts(
    context: template.RequestContext, articles: Iterable[Article]
) -> dict[int, int]:
    """Article id → annotations in the visitor's projects; one query for all of `articles`."""
    request: HttpRequest = context["request"]
    return count_annotations(request.user, [article.pk for article in articles])


@register.simple_tag(takes_context=True)
def projects_having(context: template.RequestContext, article: Article) -> frozenset[str]:
    """The slugs of the visitor's projects that `article` belongs to; one query."""
    request: HttpRequest = context["request"]
    return projects_with(request.user, article.pk)


@register.filter
def count_of(counts: Mapping[int, int], pk: int) -> int:
    return counts.get(pk, 0)


@register.filter
def parts_of(differences: Mapping[int, Sequence[Part]] | None, pk: int) -> Sequence[Part]:
    """What changed in the quote of an annotation; nothing on pages that do not ask."""
    return differences.get(pk, ()) if differences else ()


@register.filter
def may_change(access: ProjectAccess, created_by_id: int | None) -> bool:
    return access.may_change(created_by_id)


@register.filter
def may_confirm(access: ProjectAccess, annotation: Annotation) -> bool:
    return access.may_confirm(annotation)
