"""One article as it was published, outside of any project."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from articles.forms.numbers import row_number
from articles.queries.articles import article_page
from articles.queries.versions import VersionPage, version_page


@require_safe
def article(request: HttpRequest, pk: int) -> HttpResponse:
    asked = request.GET.get("version", "")
    number = row_number(asked)
    page = article_page(pk, version=number)
    if page is None:
        raise Http404("no such article")
    context = {
        "section": "archive",
        "page": page,
        "missing_version": asked[:20] if asked and number != page.version.number else "",
    }
    return render(request, "articles/article.html", context)


@require_safe
def version(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """A text version beside another one: what changed, or either text."""
    asked = request.GET.get("against", "")
    page = None
    if (other := row_number(asked)) is not None:
        page = version_page(pk, number=number, against=other)
    missing = asked[:20] if asked and page is None else ""
    page = page or version_page(pk, number=number)
    if page is None:
        raise Http404("no such version")
    views = _views(page)
    show = request.GET.get("show", "")
    context = {
        "section": "archive",
        "page": page,
        "views": views.items(),
        "show": show if show in views else next(iter(views)),
        "blocks": page.old_blocks if show == "old" else page.new_blocks,
        "missing_version": missing,
    }
    return render(request, "articles/version.html", context)


def _views(page: VersionPage) -> dict[str, str]:
    """What can be shown, by its name in the address."""
    new = f"Version {page.new.number}"
    if page.old == page.new:
        return {"new": new}
    return {"changes": "Changes", "old": f"Version {page.old.number}", "new": new}
