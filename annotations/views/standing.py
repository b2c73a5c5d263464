"""Where an annotation stands after its article was revised: confirming it, or putting it elsewhere.

As with the other views of the reader, a script gets pieces of the page and a plain form a redirect.
"""

from dataclasses import dataclass
from typing import Protocol

from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods, require_POST

from annotations.access import ProjectAccess, open_annotation, open_article, open_project
from annotations.core.anchors import SpanOutsideText
from annotations.forms.standing import PassageForm
from annotations.models import AnchorState, Annotation, Role
from annotations.queries.anchor_states import quotes_before
from annotations.services import standing
from annotations.services.errors import EditConflict, Refused, StaleVersion
from annotations.views.answers import answer_saved
from annotations.views.frame import fragment_or_page, wants_fragment
from annotations.views.panes import int_or_none
from annotations.views.reading import desk_context, place_of
from annotations.views.refusals import show_deleted, show_stale
from annotations.views.waiting import SAID, WaitingList, answer_in_list
from articles.core.text_diff import compare


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why the form is shown again."""

    status: int = 200
    error: str = ""


@require_http_methods(["GET", "HEAD", "POST"])
def confirm_annotation(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """A moved or changed annotation is right where it is."""
    return _settle(request, slug, pk, standing.confirm)


@require_http_methods(["GET", "HEAD", "POST"])
def orphan_annotation(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """The present text does not have what a moved or changed annotation is about."""
    return _settle(request, slug, pk, standing.orphan)


@require_POST
def unsettle_annotation(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Take back what was just said of where an annotation stands."""
    return _settle(request, slug, pk, standing.unsettle)


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
        standing.reattach(
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


def _settle(request: HttpRequest, slug: str, pk: int, settle: Settling) -> HttpResponse:
    access = open_project(request.user, slug, at_least=Role.ANNOTATOR)
    annotation = open_annotation(access, pk)
    if not access.may_confirm(annotation):
        raise PermissionDenied("Only its author and managers confirm where an annotation stands.")
    if request.method != "POST":
        return _show_confirm(request, access, annotation)
    asking = WaitingList.asking(request)
    in_row = asking if wants_fragment(request) else None
    try:
        present = settle(annotation=annotation, revision=_revision(request), by=access.user)
    except EditConflict:
        if in_row:
            return answer_in_list(request, access, in_row, annotation, status=409)
        return _show_confirm(request, access, open_annotation(access, pk), status=409)
    except Refused as error:
        if in_row:
            return answer_in_list(
                request, access, in_row, annotation, status=409, problem=str(error)
            )
        return _show_reattach(request, access, annotation, Refusal(409, str(error)))
    if asking:
        return answer_in_list(request, access, asking, present)
    said = SAID.get(AnchorState(present.state), "It waits again")
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
    asking = WaitingList.asking(request)
    return desk_context(access) | {
        "article": annotation.version.article,
        "annotation": annotation,
        "revision": annotation.revision,
        "waiting": asking,
        "back": asking.address(access.project) if asking else place_of(access, annotation),
        "plain": not wants_fragment(request),
    }


def _revision(request: HttpRequest) -> int:
    """The revision that the person saw; 0, which no row has, when the form does not say."""
    return int_or_none(request.POST.get("revision", "")) or 0
