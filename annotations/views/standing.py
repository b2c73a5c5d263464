"""Where an annotation stands after its article was revised: confirming it, or putting it elsewhere.

As with the other views of the reader, a script gets pieces of the page and a plain form a redirect.
"""

from dataclasses import dataclass
from typing import Protocol

from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe

from annotations.access import ProjectAccess, open_annotation, open_article, open_project
from annotations.core.anchors import SpanOutsideText
from annotations.forms.standing import PassageForm
from annotations.models import AnchorState, Annotation, Role
from annotations.queries.anchor_states import (
    UNSETTLED,
    count_unsettled,
    quotes_before,
    unsettled,
)
from annotations.queries.passages import by_article, in_context
from annotations.services import reanchoring
from annotations.services.errors import EditConflict, Refused, StaleVersion
from annotations.views.answers import answer_saved
from annotations.views.frame import fragment_or_page, project_frame, wants_fragment
from annotations.views.panes import int_or_none
from annotations.views.reading import desk_context, place_of
from annotations.views.refusals import show_deleted, show_stale
from articles.core.text_diff import compare

PASSAGES_PER_PAGE = 50


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why the form is shown again."""

    status: int = 200
    error: str = ""


@require_safe
def waiting(request: HttpRequest, slug: str) -> HttpResponse:
    """The annotations that somebody has to look at since their articles were revised."""
    access = open_project(request.user, slug)
    state = request.GET.get("state", "")
    state = state if state in UNSETTLED else ""
    mine = access.user.pk if "mine" in request.GET else None
    found = in_context(unsettled(access.project, state=state, by=mine))
    page = Paginator(found, PASSAGES_PER_PAGE).get_page(request.GET.get("page"))
    before = quotes_before(page.object_list)
    context = {
        **project_frame(access, "overview"),
        "differences": {
            row.pk: compare(before[row.pk], row.quote).parts
            for row in page.object_list
            if row.pk in before
        },
        "groups": by_article(page.object_list),
        "page": page,
        "state": state,
        "mine": mine,
        "counts": count_unsettled(access.project, by=mine),
    }
    return render(request, "annotations/waiting.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def confirm_annotation(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """ "It still stands": a moved or changed annotation is right where it is."""
    return _settle(request, slug, pk, reanchoring.confirm, said="Confirmed")


@require_http_methods(["GET", "HEAD", "POST"])
def orphan_annotation(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """ "It is gone": the present text does not have what a moved or changed annotation is about."""
    return _settle(request, slug, pk, reanchoring.orphan, said="Kept under “Text gone”")


@require_http_methods(["GET", "HEAD", "POST"])
def reattach_annotation(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Put an annotation on a passage of the article's present text."""
    access = open_project(request.user, slug, at_least=Role.ANNOTATOR)
    annotation = open_annotation(access, pk)
    if not access.may_edit(annotation):
        raise PermissionDenied("Only its author and curators may move an annotation.")
    if annotation.deleted_at:
        return show_deleted(request, access, annotation)
    if request.method != "POST":
        return _show_reattach(request, access, annotation)
    article = open_article(annotation.version.article_id)
    form = PassageForm(request.POST, article=article)
    if not form.is_valid():
        error = " ".join(str(message) for messages in form.errors.values() for message in messages)
        return _show_reattach(request, access, annotation, Refusal(422, error))
    try:
        reanchoring.reattach(
            annotation=annotation, revision=_revision(request), by=access.user, **form.place()
        )
    except EditConflict:
        present = open_annotation(access, pk)
        place = form.place()
        wanted = place["version"].body[place["start"] : place["end"]]
        return _show_reattach(request, access, present, Refusal(409), wanted=wanted)
    except StaleVersion as error:
        return show_stale(request, access, error.version)
    except (Refused, SpanOutsideText) as error:
        return _show_reattach(request, access, annotation, Refusal(422, str(error)))
    return _answer(request, access, annotation, said="Attached")


class Settling(Protocol):
    """A service that says of an annotation whether it stands where it is."""

    def __call__(self, *, annotation: Annotation, revision: int, by: User) -> Annotation: ...


def _settle(
    request: HttpRequest, slug: str, pk: int, settle: Settling, *, said: str
) -> HttpResponse:
    access = open_project(request.user, slug, at_least=Role.ANNOTATOR)
    annotation = open_annotation(access, pk)
    if not access.may_confirm(annotation):
        raise PermissionDenied("Only its author and managers confirm where an annotation stands.")
    if request.method != "POST":
        return _show_confirm(request, access, annotation)
    try:
        settle(annotation=annotation, revision=_revision(request), by=access.user)
    except EditConflict:
        return _show_confirm(request, access, open_annotation(access, pk), status=409)
    except Refused as error:
        return _show_reattach(request, access, annotation, Refusal(409, str(error)))
    return _answer(request, access, annotation, said=said)


def _answer(
    request: HttpRequest, access: ProjectAccess, before: Annotation, *, said: str
) -> HttpResponse:
    """The annotation as it is now; its card changes lists where it became an orphan, or was one."""
    present = open_annotation(access, before.pk)
    orphan = AnchorState.ORPHANED
    appears = (before.state == orphan) != (present.state == orphan)
    return answer_saved(
        request, access, present, status=200, before=before, appears=appears, said=said
    )


def _show_confirm(
    request: HttpRequest, access: ProjectAccess, annotation: Annotation, *, status: int = 200
) -> HttpResponse:
    if annotation.deleted_at:
        return show_deleted(request, access, annotation)
    before = quotes_before([annotation]).get(annotation.pk, "")
    context = _context(request, access, annotation) | {
        "title": "Does it still stand?",
        "diff": compare(before, annotation.quote).parts if before else (),
        "conflict": annotation if status == 409 else None,
        "more": "annotations/_form_more.html" if access.may_edit(annotation) else "",
    }
    return fragment_or_page(request, "annotations/_form_confirm.html", context, status)


def _show_reattach(
    request: HttpRequest,
    access: ProjectAccess,
    annotation: Annotation,
    refusal: Refusal = Refusal(),
    *,
    wanted: str = "",
) -> HttpResponse:
    conflict = refusal.status == 409 and not refusal.error
    revision = annotation.revision
    if request.method == "POST" and not conflict:
        revision = _revision(request)
    context = _context(request, access, annotation) | {
        "title": "Attach it to a passage",
        "error": refusal.error,
        "conflict": annotation if conflict else None,
        "revision": revision,
        "wanted": wanted,
        "sent": request.POST,
        "words": request.POST.get("words", ""),
    }
    return fragment_or_page(request, "annotations/_form_reattach.html", context, refusal.status)


def _context(
    request: HttpRequest, access: ProjectAccess, annotation: Annotation
) -> dict[str, object]:
    return desk_context(access) | {
        "article": annotation.version.article,
        "annotation": annotation,
        "revision": annotation.revision,
        "back": place_of(access, annotation),
        "plain": not wants_fragment(request),
    }


def _revision(request: HttpRequest) -> int:
    """The revision that the person saw; 0, which no row has, when the form does not say."""
    return int_or_none(request.POST.get("revision", "")) or 0
