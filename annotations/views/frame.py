"""What every page of a project shows around its content, and who asks for it."""

from collections.abc import Iterable
from typing import Any

from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render

from annotations.access import ProjectAccess
from annotations.core.search_words import search_words
from annotations.views.panes import int_or_none


def project_frame(access: ProjectAccess, tab: str) -> dict[str, Any]:
    """The context of a project's page; `tab` is the entry of its navigation that is marked."""
    return {"access": access, "project": access.project, "tab": tab, "section": "projects"}


def posted(request: HttpRequest) -> QueryDict | None:
    """What a form is bound to: nothing before it is sent, and even an empty submission after."""
    return request.POST if request.method == "POST" else None


def wants_fragment(request: HttpRequest) -> bool:
    """True when a script asks for one part of the page, which then is all that is sent.

    Unlike `articles.requests.is_swap`, not where htmx asks for a page to take a part of it itself
    (`hx-select`), as the exports' form does: only this header tells the two apart.
    """
    return request.headers.get("HX-Request-Type") == "partial"


def fragment_or_page(
    request: HttpRequest, fragment: str, context: dict[str, object], status: int
) -> HttpResponse:
    """A form of the reader, to a script by itself and else on a page of its own."""
    if wants_fragment(request):
        return render(request, fragment, context, status=status)
    page = "annotations/annotate.html"
    return render(request, page, context | {"fragment": fragment, "plain": True}, status=status)


def searched(request: HttpRequest) -> str:
    """What the page's search field asks for, as far as it is searched for."""
    return " ".join(search_words(request.GET.get("q", "")))


def row_ids(texts: Iterable[str]) -> list[int]:
    """The numbers among `texts`, each once and none that no row can have."""
    numbers = (int_or_none(text) for text in texts)
    return list(dict.fromkeys(number for number in numbers if number is not None))


def signed_in(request: HttpRequest) -> User:
    """The user of a request that the sign-in middleware let through."""
    assert isinstance(request.user, User)
    return request.user
