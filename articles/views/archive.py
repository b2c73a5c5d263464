"""The archive: every article, searched and filtered."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from articles.views.results import answer_with_results


@require_safe
def archive(request: HttpRequest) -> HttpResponse:
    return answer_with_results(request, "articles/archive.html")
