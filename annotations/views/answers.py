"""What the annotating views send back: pieces of the page to a script, a page to a plain form."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import resolve, reverse
from django.utils.http import urlencode

from annotations.access import ProjectAccess, open_articles
from annotations.forms.annotations import AnnotationForm
from annotations.models import AnchorState, Annotation, Kind
from annotations.queries.anchor_states import quotes_before
from annotations.queries.compare import compare_page
from annotations.queries.reader import touched_blocks
from annotations.queries.referents import replies_to
from annotations.views.cards import Card, Named
from annotations.views.frame import wants_fragment
from annotations.views.panes import MOST_PANES, marked_blocks, pane_ids
from annotations.views.reading import TOOLBAR_KINDS, desk_context, place_of
from annotations.views.tables import TouchedRows, touched_rows
from articles.models import Article, TextVersion


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


def answer_saved(
    request: HttpRequest,
    access: ProjectAccess,
    annotation: Annotation,
    *,
    status: int,
    before: Annotation | None = None,
    appears: bool = False,
    said: str = "",
) -> HttpResponse:
    """The touched blocks, the card and the table rows; `before` is the annotation as it was.

    Without `before` the card is new on the page; `appears`: it comes back after a deletion, or from
    among the orphans. `said` is told to who hears the page.
    """
    if not wants_fragment(request):
        return redirect(place_of(access, annotation))
    new = before is None or appears
    replies = replies_to(Annotation.objects.filter(pk=annotation.pk))
    orphaned = annotation.state == AnchorState.ORPHANED
    cards = (
        f"orphans-{annotation.version.article_id}" if orphaned else f"cards-{annotation.version_id}"
    )
    context = desk_context(access) | {
        "blocks": _touched(access, annotation, before),
        "gone": annotation.pk if appears else None,
        "card": Card(
            annotation,
            Named.by(annotation),
            may_edit=access.may_edit(annotation),
            replies=replies.get(annotation.pk, ()),
            may_confirm=access.may_confirm(annotation),
            quote_before=quotes_before([annotation]).get(annotation.pk, ""),
        ),
        "card_target": f"#{cards}" if new else f"#a-{annotation.pk}",
        "card_swap": "beforeend" if new else "outerHTML",
        "rows": _rows(request, access, [annotation, *([before] if before else [])]),
    }
    response = render(request, "annotations/_saved.html", context, status=status)
    detail = {"id": annotation.pk, "kind": annotation.kind, "said": said}
    detail["restored"] = appears and not said
    response["HX-Trigger"] = json.dumps({"annotation:saved": detail})
    return response


def answer_deleted(
    request: HttpRequest, access: ProjectAccess, annotation: Annotation
) -> HttpResponse:
    """The touched blocks, the card taken away, and a toast with the way back."""
    if not wants_fragment(request):
        return redirect(place_of(access, annotation))
    context = desk_context(access) | {
        "blocks": _touched(access, annotation),
        "gone": annotation.pk,
        "toast": annotation,
        "rows": _rows(request, access, [annotation]),
    }
    response = render(request, "annotations/_saved.html", context)
    response["HX-Trigger"] = json.dumps({"annotation:deleted": {"id": annotation.pk}})
    return response


def _touched(
    access: ProjectAccess, annotation: Annotation, before: Annotation | None = None
) -> object:
    """The blocks that it is in, and was; none for an orphan, whose text is not on the page."""
    if annotation.state == AnchorState.ORPHANED:
        return ()
    spans = [(annotation.start, annotation.end)]
    if before and before.version_id == annotation.version_id:
        spans.append((before.start, before.end))
    blocks = touched_blocks(project=access.project, version=annotation.version, spans=spans)
    cards = {
        row.pk: Card(row, Named.by(row), may_edit=False)
        for block in blocks
        for run in block.runs
        for row in run.annotations
    }
    return marked_blocks(blocks, annotation.version, cards)


def _rows(
    request: HttpRequest, access: ProjectAccess, annotations: Sequence[Annotation]
) -> TouchedRows | None:
    """The rows of the tables that changed, when the request comes from a page that has tables."""
    articles = _panes_of(request, access)
    if not articles:
        return None
    page = compare_page(project=access.project, articles=articles)
    named = [Named.by(row) for row in annotations]
    return touched_rows(
        page,
        claims={claim.pk for names in named for claim in names.claims},
        entities={entity.pk for names in named for entity in names.entities},
    )


def _panes_of(request: HttpRequest, access: ProjectAccess) -> tuple[Article, ...]:
    """The articles side by side on the page that the request was made from.

    Whatever that address is, the change is made by now: where it is none of ours there are no rows.
    """
    try:
        match = resolve(urlsplit(request.headers.get("HX-Current-URL", "")).path)
        if match.view_name != "annotations:compare" or match.kwargs["slug"] != access.project.slug:
            return ()
        pks = pane_ids(match.kwargs["ids"])
        return open_articles(access, pks) if len(pks) <= MOST_PANES else ()
    except (Http404, ValueError):
        return ()


def fragment_or_page(
    request: HttpRequest, fragment: str, context: dict[str, object], status: int
) -> HttpResponse:
    if wants_fragment(request):
        return render(request, fragment, context, status=status)
    page = "annotations/annotate.html"
    return render(request, page, context | {"fragment": fragment, "plain": True}, status=status)
