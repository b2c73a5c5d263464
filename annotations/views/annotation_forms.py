"""The forms in which an annotation is made, changed and replied to."""

from dataclasses import dataclass
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.http import urlencode

from annotations.access import ProjectAccess
from annotations.forms.annotations import AnnotationForm
from annotations.models import AnchorState, Annotation, Kind
from annotations.views.frame import fragment_or_page
from annotations.views.reading import TOOLBAR_KINDS, desk_context, place_of
from articles.models import TextVersion


@dataclass(frozen=True, slots=True)
class KindTab:
    kind: str
    name: str
    url: str


def show_form(
    request: HttpRequest,
    access: ProjectAccess,
    form: AnnotationForm,
    *,
    status: int = 200,
    version: TextVersion | None = None,
    start: int = 0,
    end: int = 0,
    key: UUID | None = None,
    annotation: Annotation | None = None,
    conflict: bool = False,
) -> HttpResponse:
    """The form of a new annotation (version, start, end, key) or of `annotation`."""
    slug = access.project.slug
    if annotation:
        version, start, end = annotation.version, annotation.start, annotation.end
        action = reverse("annotations:edit_annotation", args=[slug, annotation.pk])
        back = place_of(access, annotation)
        title = f"Edit {Kind(form.kind).label}"
        # Somebody who saves on top of a conflict has seen the present state; everybody else starts
        # from the state that their form was made of.
        revision = str(annotation.revision)
        if form.is_bound and not conflict:
            revision = form.data.get("revision", "")
        tabs = []
    else:
        assert version is not None
        action = reverse("annotations:new_annotation", args=[slug])
        back = reverse("annotations:read", args=[slug, version.article_id])
        title = f"New {Kind(form.kind).label}"
        revision = ""
        place = urlencode({"version": version.pk, "start": start, "end": end})
        tabs = [
            KindTab(kind, name, f"{action}?{place}&kind={kind}")
            for kind, name, _, _ in TOOLBAR_KINDS
        ]
    context = desk_context(access) | {
        "form": form,
        "form_id": annotation.pk if annotation else "new",
        "kind": form.kind,
        "quote": form.quote,
        "action": action,
        "back": back,
        "title": title,
        "article": version.article,
        "version": version,
        "start": start,
        "end": end,
        "is_here": annotation is None or annotation.state != AnchorState.ORPHANED,
        "key": key,
        "annotation": annotation,
        "revision": revision,
        "conflict": annotation if conflict else None,
        "tabs": tabs,
        "more": "annotations/_form_more.html" if annotation and not annotation.deleted_at else "",
    }
    return fragment_or_page(request, "annotations/_form.html", context, status)


def show_reply_form(
    request: HttpRequest,
    access: ProjectAccess,
    annotation: Annotation,
    *,
    status: int = 200,
    text: str = "",
    error: str = "",
) -> HttpResponse:
    context = {
        "project": access.project,
        "section": "projects",
        "title": "Reply",
        "article": annotation.version.article,
        "annotation": annotation,
        "action": reverse("annotations:reply", args=[access.project.slug, annotation.pk]),
        "back": place_of(access, annotation),
        "text": text,
        "error": error,
    }
    return fragment_or_page(request, "annotations/_form_reply.html", context, status)
