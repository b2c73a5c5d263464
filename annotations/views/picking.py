"""Suggestions while somebody types: entities, claims, articles."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from annotations.access import open_project
from annotations.forms.pickers import PICKERS, picker
from annotations.models import Role
from annotations.queries.pane_choices import articles_to_open
from annotations.views.frame import wants_fragment
from annotations.views.panes import MOST_PANES, pane_ids
from articles.models import Article


@require_safe
def pick_entity(request: HttpRequest, slug: str) -> HttpResponse:
    """The radio list of a picker of entities for what was typed."""
    return _pick(request, slug, "entity")


@require_safe
def pick_claim(request: HttpRequest, slug: str) -> HttpResponse:
    """The radio list of a picker of claims for what was typed."""
    return _pick(request, slug, "claim")


@require_safe
def pick_article(request: HttpRequest, slug: str) -> HttpResponse:
    """Articles to open beside those in `panes`."""
    access = open_project(request.user, slug)
    panes = pane_ids(request.GET.get("panes", ""))[:MOST_PANES]
    text = request.GET.get("text", "").replace("\x00", "")[:200].strip()
    options = [
        ArticleOption(
            article,
            in_project,
            reverse("annotations:compare", args=[slug, ",".join(map(str, [*panes, article.pk]))]),
        )
        for article, in_project in articles_to_open(
            project=access.project, text=text, without=panes
        )
    ]
    context = {"options": options, "text": text, "project": access.project, "section": "projects"}
    if wants_fragment(request):
        return render(request, "annotations/_article_options.html", context)
    context |= {"title": "Open beside", "fragment": "annotations/_article_options.html"}
    return render(request, "annotations/annotate.html", context)


@dataclass(frozen=True, slots=True)
class ArticleOption:
    article: Article
    in_project: bool
    url: str


def _pick(request: HttpRequest, slug: str, usual: str) -> HttpResponse:
    access = open_project(request.user, slug, at_least=Role.ANNOTATOR)
    spec = PICKERS.get(request.GET.get("field", ""), PICKERS[usual])
    text = request.GET.get(f"{spec.name}_text", "").replace("\x00", "")[:300].strip()
    kind = request.GET.get(f"{spec.name}_kind", "")
    shown = picker(access.project, spec, text=text, kind=kind)
    return render(request, "annotations/_picker_options.html", {"picker": shown})
