"""What every page of a project shows around its content, and who asks for it."""

from typing import Any

from django.contrib.auth.models import User
from django.http import HttpRequest, QueryDict

from annotations.access import ProjectAccess


def project_frame(access: ProjectAccess, tab: str) -> dict[str, Any]:
    """The context of a project's page; `tab` is the entry of its navigation that is marked."""
    return {"access": access, "project": access.project, "tab": tab, "section": "projects"}


def posted(request: HttpRequest) -> QueryDict | None:
    """What a form is bound to: nothing before it is sent, and even an empty submission after."""
    return request.POST if request.method == "POST" else None


def wants_fragment(request: HttpRequest) -> bool:
    """True when a script asks for one part of the page, which then is all that is sent."""
    return request.headers.get("HX-Request-Type") == "partial"


def searched(request: HttpRequest) -> str:
    """What the page's search field asks for; without NUL characters, which no query can carry."""
    return request.GET.get("q", "").replace("\x00", "")


def signed_in(request: HttpRequest) -> User:
    """The user of a request that the sign-in middleware let through."""
    assert isinstance(request.user, User)
    return request.user
