"""Making, changing and deleting annotations, and replying to them.

Each view answers a script with the touched pieces of the page and a plain form with a redirect.
"""

import uuid

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_http_methods, require_POST

from annotations.access import ProjectAccess, open_annotation, open_project
from annotations.core.anchors import SpanOutsideText, anchor
from annotations.forms.annotations import AnnotationForm, PlaceForm
from annotations.models import Annotation, Kind, Role
from annotations.services import annotations, replies
from annotations.services.errors import (
    EditConflict,
    InvalidContent,
    Refused,
    StaleVersion,
    SubmittedBefore,
    SubmittedElsewhere,
)
from annotations.views.annotation_forms import show_form, show_reply_form
from annotations.views.answers import answer_deleted, answer_saved
from annotations.views.panes import int_or_none
from annotations.views.refusals import show_changed, show_deleted, show_problem, show_stale
from articles.models import TextVersion

# Texts, and of their articles what an annotation and its form need.
_TEXTS = TextVersion.objects.select_related("article").only(
    "article",
    "number",
    "body",
    "blocks",
    "article__current_version",
    "article__title",
    "article__language",
)


@require_http_methods(["GET", "HEAD", "POST"])
def new_annotation(request: HttpRequest, slug: str) -> HttpResponse:
    access = open_project(request.user, slug, at_least=Role.ANNOTATOR)
    sent = request.POST if request.method == "POST" else request.GET
    place = PlaceForm(sent)
    if not place.is_valid():
        return show_problem(
            request,
            access,
            "The passage is not described as it should be.",
            f"Select it in the text again. ({_complaints(place)})",
        )
    version = get_object_or_404(_TEXTS, pk=place.cleaned_data["version"])
    is_look = request.method != "POST" or "look" in request.POST
    # What is sent is checked by the service, which knows a form that was saved before.
    if is_look and version.article.current_version_id != version.pk:
        return show_stale(request, access, version)
    start, end = place.cleaned_data["start"], place.cleaned_data["end"]
    try:
        quote = anchor(version.body, start, end).quote
    except SpanOutsideText as error:
        return show_problem(
            request, access, "The passage is not within the text.", f"Select it again. ({error})"
        )
    kind = Kind(place.cleaned_data["kind"])
    like = _like(access, place.cleaned_data["like"])
    form = AnnotationForm(
        sent if request.method == "POST" else None,
        project=access.project,
        kind=kind,
        quote=quote.strip(),
        like=like,
    )
    key = place.cleaned_data["key"]
    span = {"version": version, "start": start, "end": end, "key": key or uuid.uuid4()}
    if is_look:
        return show_form(request, access, form, **span)
    if not form.is_valid():
        return show_form(request, access, form, status=422, **span)
    try:
        made, is_new = form.create(version=version, start=start, end=end, by=access.user, key=key)
    except StaleVersion:
        return show_stale(request, access, version)
    except (SubmittedBefore, SubmittedElsewhere) as error:
        form.add_error(None, str(error))
        return show_form(request, access, form, status=409, **span | {"key": uuid.uuid4()})
    except Refused as error:
        form.add_error(None, str(error))
        return show_form(request, access, form, status=422, **span)
    return answer_saved(request, access, made, status=201, is_new=is_new)


@require_http_methods(["GET", "HEAD", "POST"])
def edit_annotation(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    access, annotation = _own_annotation(request, slug, pk)
    kind = Kind(annotation.kind)
    form = AnnotationForm(
        request.POST if request.method == "POST" else None,
        project=access.project,
        kind=kind,
        quote=annotation.quote,
        says=annotation,
    )
    if annotation.deleted_at and request.method != "POST":
        return show_deleted(request, access, annotation)
    if request.method != "POST" or "look" in request.POST:
        return show_form(request, access, form, annotation=annotation)
    revision, restore = _revision(request), "restore" in request.POST
    if not revision:
        form.add_error(None, "The form does not say which state it changes. Open it again.")
    if not form.is_valid():
        return show_form(request, access, form, status=422, annotation=annotation)
    try:
        form.change(annotation, revision=revision, by=access.user, restore=restore)
    except EditConflict:
        present = open_annotation(access, pk)
        return show_form(request, access, form, status=409, annotation=present, conflict=True)
    except Refused as error:
        form.add_error(None, str(error))
        return show_form(request, access, form, status=422, annotation=annotation)
    changed = open_annotation(access, pk)
    return answer_saved(request, access, changed, status=200, before=annotation, appears=restore)


@require_POST
def delete_annotation(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    access, annotation = _own_annotation(request, slug, pk)
    revision = _revision(request)
    try:
        annotations.delete(annotation=annotation, revision=revision, by=access.user)
    except EditConflict:
        return show_changed(request, access, open_annotation(access, pk), "delete")
    return answer_deleted(request, access, open_annotation(access, pk))


@require_POST
def restore_annotation(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    access, annotation = _own_annotation(request, slug, pk)
    revision = _revision(request)
    try:
        annotations.restore(annotation=annotation, revision=revision, by=access.user)
    except EditConflict:
        return show_changed(request, access, open_annotation(access, pk), "restore")
    return answer_saved(request, access, open_annotation(access, pk), status=200, appears=True)


@require_http_methods(["GET", "HEAD", "POST"])
def reply(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    access = open_project(request.user, slug, at_least=Role.ANNOTATOR)
    annotation = open_annotation(access, pk)
    if request.method != "POST":
        show = show_deleted if annotation.deleted_at else show_reply_form
        return show(request, access, annotation)
    text = request.POST.get("text", "")
    if annotation.deleted_at:
        error = "The annotation was deleted meanwhile. Nothing was saved; your reply is still here."
        return show_reply_form(request, access, annotation, status=409, text=text, error=error)
    try:
        replies.add(annotation=annotation, text=text, by=access.user)
    except InvalidContent as error:
        message = str(error)
        return show_reply_form(request, access, annotation, status=422, text=text, error=message)
    return answer_saved(request, access, annotation, status=201, before=annotation)


def _own_annotation(request: HttpRequest, slug: str, pk: int) -> tuple[ProjectAccess, Annotation]:
    access = open_project(request.user, slug, at_least=Role.ANNOTATOR)
    annotation = open_annotation(access, pk)
    if not access.may_edit(annotation):
        raise PermissionDenied("Only its author and curators may change an annotation.")
    return access, annotation


def _revision(request: HttpRequest) -> int:
    """The revision that the person saw; 0, which no row has, when the form does not say."""
    return int_or_none(request.POST.get("revision", "")) or 0


def _like(access: ProjectAccess, pk: int | None) -> Annotation | None:
    """The annotation whose referent is proposed; none when it is not (any more) of this project."""
    if pk is None:
        return None
    return (
        Annotation.objects.present().with_referents().filter(project=access.project, pk=pk).first()
    )


def _complaints(place: PlaceForm) -> str:
    return "; ".join(
        f"{name}: {' '.join(map(str, errors))}" for name, errors in place.errors.items()
    )
