"""The sources, and one with its articles."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from articles.models import Source
from articles.queries.sources import source_page, source_rows, unknown_source_count
from articles.views.results import answer_with_results


@require_safe
def sources(request: HttpRequest) -> HttpResponse:
    return render(
        request,
        "articles/sources.html",
        {
            "section": "archive",
            "sources": source_rows(),
            "unknown_count": unknown_source_count(),
        },
    )


@require_safe
def source(request: HttpRequest, pk: int) -> HttpResponse:
    shown = get_object_or_404(Source, pk=pk)
    return answer_with_results(
        request, "articles/source.html", source=shown, about=source_page(shown)
    )
