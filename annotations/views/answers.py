"""What a change sends back: the touched pieces of the page to a script, a page to a plain form."""

import json
from collections.abc import Sequence
from urllib.parse import urlsplit

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import resolve, reverse

from annotations.access import ProjectAccess, open_articles
from annotations.models import AnchorState, Annotation
from annotations.queries.anchor_states import quotes_before
from annotations.queries.compare import compare_page
from annotations.queries.passages import passages_of_orphans
from annotations.queries.reader import touched_blocks
from annotations.queries.referents import replies_to
from annotations.views.cards import Card, Named
from annotations.views.frame import wants_fragment
from annotations.views.panes import MOST_PANES, MarkedBlock, marked_blocks, pane_ids
from annotations.views.reading import place_of
from annotations.views.tables import TouchedRows, touched_rows
from articles.models import Article


def answer_saved(
    request: HttpRequest,
    access: ProjectAccess,
    annotation: Annotation,
    *,
    status: int,
    before: Annotation | None = None,
    is_new: bool = False,
    appears: bool = False,
    said: str = "",
) -> HttpResponse:
    """The touched blocks, the card and the table rows; `before` is the annotation as it was.

    Without `before` the card is new on the page; `is_new`: the annotation was just made;
    `appears`: it comes back after a deletion, from among the orphans or to them. `said` is told to
    who hears the page.
    """
    if not wants_fragment(request):
        return redirect(place_of(access, annotation))
    is_added = before is None or appears
    replies = {} if is_new else replies_to(Annotation.objects.filter(pk=annotation.pk))
    orphaned = annotation.state == AnchorState.ORPHANED
    cards = (
        f"orphans-{annotation.version.article_id}" if orphaned else f"cards-{annotation.version_id}"
    )
    context = {
        "desk": reverse("annotations:project", args=[access.project.slug]),
        "blocks": _touched(access, annotation, before),
        "gone": annotation.pk if appears else None,
        "card": Card(
            annotation,
            Named.by(annotation),
            may_edit=access.may_edit(annotation),
            replies=replies.get(annotation.pk, ()),
            may_confirm=access.may_confirm(annotation),
            quote_before=quotes_before([annotation]).get(annotation.pk, ""),
            stood=passages_of_orphans([annotation]).get(annotation.pk),
        ),
        "card_target": f"#{cards}" if is_added else f"#a-{annotation.pk}",
        "card_swap": "beforeend" if is_added else "outerHTML",
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
    context = {
        "desk": reverse("annotations:project", args=[access.project.slug]),
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
) -> tuple[MarkedBlock, ...]:
    """The blocks of the text on the page that it is in, and was: an orphan stands on another."""
    standing = [row for row in (annotation, before) if row and row.state != AnchorState.ORPHANED]
    if not standing:
        return ()
    version = standing[0].version
    spans = [(row.start, row.end) for row in standing if row.version_id == version.pk]
    blocks = touched_blocks(project=access.project, version=version, spans=spans)
    return marked_blocks(blocks, version)


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
        return open_articles(pks) if len(pks) <= MOST_PANES else ()
    except (Http404, ValueError):
        return ()
