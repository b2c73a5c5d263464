"""Why a change to an annotation was not made, and what to do about it."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from annotations.access import ProjectAccess
from annotations.models import Annotation
from annotations.views.frame import fragment_or_page
from annotations.views.reading import place_of
from articles.models import TextVersion


def show_problem(
    request: HttpRequest,
    access: ProjectAccess,
    problem: str,
    advice: str,
    *,
    status: int = 422,
    link: str = "",
    link_text: str = "",
) -> HttpResponse:
    """Why nothing could be done, with what was typed so that it can be copied."""
    typed = [
        value
        for name, value in request.POST.items()
        if isinstance(value, str) and (name == "note" or name.endswith("_text")) and value.strip()
    ]
    context = {
        "project": access.project,
        "section": "projects",
        "title": "Not saved" if request.method == "POST" else "Not possible",
        "problem": problem,
        "advice": advice,
        "kept": "\n".join(typed),
        "link": link,
        "link_text": link_text,
        "back": reverse("annotations:project", args=[access.project.slug]),
    }
    return fragment_or_page(request, "annotations/_problem.html", context, status)


def show_stale(request: HttpRequest, access: ProjectAccess, version: TextVersion) -> HttpResponse:
    """The article was revised since its text was opened: 409."""
    return show_problem(
        request,
        access,
        "The article was revised while you had it open.",
        "Nothing was saved, because the passage may stand elsewhere now. "
        "Open the new text and select the passage there.",
        status=409,
        link=reverse("annotations:read", args=[access.project.slug, version.article_id]),
        link_text="Open the new text",
    )


def show_deleted(
    request: HttpRequest, access: ProjectAccess, annotation: Annotation
) -> HttpResponse:
    """What somebody wants to change was deleted: 409, and the way to where it can be restored."""
    return show_problem(
        request,
        access,
        "This annotation was deleted meanwhile.",
        "Those who may edit it can restore it on the article’s page.",
        status=409,
        link=place_of(access, annotation),
        link_text="Open the article",
    )


def show_changed(
    request: HttpRequest, access: ProjectAccess, annotation: Annotation, verb: str
) -> HttpResponse:
    """What it says now, with the offer to do it ("delete", "restore") all the same: 409."""
    slug = access.project.slug
    context = {
        "project": access.project,
        "section": "projects",
        "title": f"{verb.capitalize()} this annotation?",
        "article": annotation.version.article,
        "annotation": annotation,
        "verb": verb,
        "action": reverse(f"annotations:{verb}_annotation", args=[slug, annotation.pk]),
        "back": place_of(access, annotation),
    }
    return fragment_or_page(request, "annotations/_form_anyway.html", context, 409)
