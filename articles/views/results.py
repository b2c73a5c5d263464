"""The searchable list of articles, which the archive and the pages of sources show."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django_htmx.http import push_url

from articles.forms.archive import ArchiveForm
from articles.forms.numbers import row_number
from articles.models import Article, Source
from articles.queries.archive import search_articles
from articles.queries.facets import facets
from articles.requests import is_swap

FRAGMENT = "articles/_results.html"


def answer_with_results(
    request: HttpRequest, page: str, *, source: Source | None = None, **context: Any
) -> HttpResponse:
    """The template `page` or, for a swap by htmx, only the results, with their proper address."""
    form = ArchiveForm(
        request.GET,
        facets=facets(story=row_number(request.GET.get("story", ""))),
        source=source.pk if source else None,
    )
    params = form.params()
    results = search_articles(params)
    problems = list(form.problems)
    if params.page > results.page:
        problems.append(
            f"There is no page {params.page:,}: the last of {results.pages:,} is shown."
        )
    context |= {
        "section": "archive",
        "form": form,
        "results": results,
        "problems": problems,
        "source": source,
        "articles": [row.article for row in results.rows],
        "this_address": request.path + form.query(page=results.page),
        "previous_address": request.path + form.query(page=results.page - 1),
        "next_address": request.path + form.query(page=results.page + 1),
        "archive_is_empty": not (results.total or form.narrows) and not Article.objects.exists(),
        "offer_sample": settings.OFFER_SAMPLE,
    }
    if not is_swap(request):
        return render(request, page, context)
    response = render(request, FRAGMENT, context)
    return push_url(response, request.path + form.query(page=results.page))
