"""Several articles side by side, and the tables of what they say under them."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from annotations.access import open_articles, open_project
from annotations.queries.compare import compare_page
from annotations.queries.desk import remember_project
from annotations.views.panes import MOST_PANES, Filters, Pane, filter_choices, pane, pane_ids
from annotations.views.reading import desk_context, removed
from articles.models import Article


@require_safe
def compare(request: HttpRequest, slug: str, ids: str) -> HttpResponse:
    access = open_project(request.user, slug)
    remember_project(request.session, access.project)
    pks = pane_ids(ids)
    if len(pks) == 1:
        return redirect("annotations:read", slug, pks[0])
    if ",".join(map(str, pks)) != ids:
        return redirect("annotations:compare", slug, ",".join(map(str, pks)))
    if len(pks) > MOST_PANES:
        context = {"project": access.project, "section": "projects", "most": MOST_PANES}
        fewer = ",".join(map(str, pks[:MOST_PANES]))
        return render(request, "annotations/too_many.html", context | {"fewer": fewer}, status=422)
    articles = open_articles(pks)
    page = compare_page(project=access.project, articles=articles)
    filters = Filters.from_query(request.GET.dict())
    panes = [
        ComparePane(pane(found, access, filters), name, *_pane_links(slug, pks, place))
        for place, (found, name) in enumerate(zip(page.panes, _names(articles), strict=True))
    ]
    context = desk_context(access) | {
        "panes": panes,
        "panes_open": ids,
        "filters": filters,
        "choices": filter_choices(
            card for entry in panes for card in (*entry.pane.cards, *entry.pane.orphans)
        ),
        "tables": page,
        "may_add_pane": len(pks) < MOST_PANES,
        "removed": removed(request, access),
    }
    return render(request, "annotations/compare.html", context)


@dataclass(frozen=True, slots=True)
class ComparePane:
    """A pane, what its tab and its column are called, and where its buttons lead."""

    pane: Pane
    name: str
    close: str
    swap: str


def _names(articles: Sequence[Article]) -> list[str]:
    """The sources of the articles; titles of those that have none, or one with another of them."""
    sources = Counter(article.source_id for article in articles)
    return [
        article.source.name if article.source and sources[article.source_id] == 1 else article.title
        for article in articles
    ]


def _pane_links(slug: str, pks: list[int], place: int) -> tuple[str, str]:
    """Where closing a pane leads, and swapping it with the next one (the last: with the first)."""
    rest = [pk for pk in pks if pk != pks[place]]
    swapped = list(pks)
    other = (place + 1) % len(pks)
    swapped[place], swapped[other] = swapped[other], swapped[place]
    return (
        reverse("annotations:compare", args=[slug, ",".join(map(str, rest))]),
        reverse("annotations:compare", args=[slug, ",".join(map(str, swapped))]),
    )
