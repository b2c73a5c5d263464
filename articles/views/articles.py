"""One article as it was published, outside of any project."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from articles.queries.articles import article_page


@require_safe
def article(request: HttpRequest, pk: int) -> HttpResponse:
    asked = request.GET.get("version", "")
    page = article_page(pk, version=int(asked) if asked.isdecimal() and len(asked) < 10 else None)
    if page is None:
        raise Http404("no such article")
    context = {
        "section": "archive",
        "page": page,
        "missing_version": asked[:20] if asked and asked != str(page.version.number) else "",
    }
    return render(request, "articles/article.html", context)
