"""Reading an article, and the way to one annotation of it and to what that one was before."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from annotations.access import (
    ProjectAccess,
    open_annotation,
    open_article,
    open_project,
)
from annotations.models import Annotation, Kind
from annotations.queries import history
from annotations.queries.desk import remember_project
from annotations.queries.reader import reader_page
from annotations.views.frame import project_frame
from annotations.views.panes import Filters, int_or_none, pane

TOOLBAR_KINDS = (
    ("claim", "Claim", "c", "message-square-quote"),
    ("entity", "Entity", "e", "tag"),
    ("stance", "Stance", "s", "scale"),
    ("highlight", "Highlight", "h", "highlighter"),
)


@require_safe
def read(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    access = open_project(request.user, slug)
    remember_project(request.session, access.project)
    article = open_article(pk)
    page = reader_page(project=access.project, article=article)
    shown = pane(page, access, Filters.from_query(request.GET.dict()))
    context = desk_context(access) | {
        "pane": shown,
        "panes_open": str(pk),
        "removed": removed(request, access),
    }
    return render(request, "annotations/read.html", context)


@require_safe
def annotation(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """The deep link of an annotation: its article, at its place."""
    access = open_project(request.user, slug)
    return redirect(place_of(access, open_annotation(access, pk)))


@require_safe
def annotation_history(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """What an annotation said, and where it stood, since it was made."""
    access = open_project(request.user, slug)
    shown = open_annotation(access, pk)
    context = {
        **project_frame(access, "overview"),
        "annotation": shown,
        "article": shown.version.article,
        "states": history.annotation_history(shown),
    }
    return render(request, "annotations/annotation_history.html", context)


def place_of(access: ProjectAccess, annotation: Annotation) -> str:
    """The address of an annotation in its article; a deleted one's offers to undo that."""
    page = reverse("annotations:read", args=[access.project.slug, annotation.version.article_id])
    if annotation.deleted_at:
        return f"{page}?{urlencode({'deleted': annotation.pk})}"
    return f"{page}#a-{annotation.pk}"


def desk_context(access: ProjectAccess) -> dict[str, object]:
    """What every page and fragment with annotations on it needs."""
    return {
        "project": access.project,
        "access": access,
        "section": "projects",
        "may_annotate": access.may_annotate,
        "desk": reverse("annotations:project", args=[access.project.slug]),
        "labels": access.project.labels.all(),
        "kinds": Kind.choices,
        "toolbar_kinds": TOOLBAR_KINDS,
    }


def removed(request: HttpRequest, access: ProjectAccess) -> Annotation | None:
    """The annotation that was just deleted without scripts, to offer the way back."""
    pk = int_or_none(request.GET.get("deleted", ""))
    if pk is None:
        return None
    found = open_annotation(access, pk)
    return found if found.deleted_at and access.may_edit(found) else None
