"""The preview beside a batch's table: one item, cleaned, raw, or with what was taken out."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET

from articles.admin.import_match import match_pane
from articles.admin.item_facts import ShownLine, shown_lines
from articles.admin.item_questions import questions
from articles.admin.item_rows import item_row
from articles.core.blocks import Block
from articles.forms.numbers import row_number
from articles.models import ImportItem
from articles.queries.import_items import with_row_facts
from articles.services.fields import open_problems
from articles.services.previews import Preview, Unreadable, preview

VIEWS = {"cleaned": "Cleaned", "diff": "All lines", "raw": "Raw"}
MOST_LINES = 400


@require_GET
def preview_item(request: HttpRequest, pk: int) -> HttpResponse:
    """The pane; without scripts, the batch's page with it."""
    item = get_object_or_404(with_row_facts(ImportItem.objects.select_related("batch")), pk=pk)
    if request.headers.get("HX-Request") == "true":
        return render(request, "admin/imports/_preview.html", preview_context(request, item))
    view = request.GET.get("view", "")
    address = reverse("admin:articles_importbatch_change", args=[item.batch_id])
    return redirect(f"{address}?item={item.pk}{f'&view={view}' if view in VIEWS else ''}")


def preview_context(
    request: HttpRequest, item: ImportItem, *, found: Preview | None = None, error: str = ""
) -> dict[str, object]:
    """What the pane shows of an item."""
    found = found or read_item(item)
    view = request.GET.get("view", "")
    view = view if view in VIEWS else "cleaned"
    asked = questions(item, found)
    return {
        "item": item,
        "pane_problems": [p for p in item_row(item).problems if p["code"] not in asked.codes],
        "pane_views": VIEWS.items(),
        "view": view,
        "found": found,
        "texts": body_texts(found) if found and view == "cleaned" else (),
        "lines": _lines(item, found) if found and view != "cleaned" else (),
        "lines_left": max(0, len(found.lines) - MOST_LINES) if found else 0,
        "questions": asked,
        "pane_error": error,
        "match_pane": match_pane(item, found, chosen=row_number(request.GET.get("match", ""))),
    }


def read_item(item: ImportItem) -> Preview | None:
    """What an item's bytes become; None where they can't be read or were not kept."""
    if not item.raw_sha256:
        return None
    try:
        return preview(item)
    except (Unreadable, FileNotFoundError):
        return None


def body_texts(found: Preview) -> list[tuple[Block, str]]:
    """The blocks of the body, each with its text."""
    return [(block, found.body[block.start : block.end]) for block in found.blocks]


def _lines(item: ImportItem, found: Preview) -> tuple[ShownLine, ...]:
    return shown_lines(item, found, open_problems(item), 1, MOST_LINES)
