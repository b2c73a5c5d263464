"""The page of an import item: its fields beside every line of its text."""

from dataclasses import replace
from io import BytesIO

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from articles.admin.attachments import attachment
from articles.admin.import_batch import editor
from articles.admin.import_match import match_pane
from articles.admin.import_preview import body_texts, read_item
from articles.admin.item_facts import ROLE_GROUPS, flags, hints, shown_facts, shown_lines
from articles.admin.item_questions import questions
from articles.admin.item_rows import state_of
from articles.core import blocks
from articles.core.lines import Disposition
from articles.forms.editors import EncodingForm, ItemForm
from articles.forms.numbers import row_number
from articles.models import ImportItem, Source
from articles.queries.imports import neighbours
from articles.requests import is_swap
from articles.services import fields
from articles.services.errors import Refused
from articles.services.fields import PROBLEM_OF
from articles.services.items import lock
from articles.services.previews import Preview, chosen_encoding, raw_bytes

Status = ImportItem.Status

LINES_A_PAGE = 500
_LINES_IN_SIGHT = 8
VIEWS = {"lines": "All lines", "cleaned": "Cleaned", "raw": "Raw"}


@require_http_methods(["GET", "POST"])
def import_item(request: HttpRequest, pk: int) -> HttpResponse:
    """The page; posting saves the fields."""
    item = get_item(pk)
    if request.method == "GET":
        return item_page(request, item)
    try:
        form, overtaken = _save(request, item)
    except Refused as refusal:
        return item_page(request, get_item(pk), error=str(refusal), status=409)
    if form.errors:
        return item_page(request, item, form=form, status=422)
    if overtaken:
        return item_page(request, get_item(pk), form=form, error=overtaken, status=409)
    if is_swap(request):
        return item_page(request, get_item(pk), saved=True)
    messages.success(request, "Saved.")
    query = request.GET.urlencode()
    address = reverse("admin:articles_importitem_change", args=[pk])
    return redirect(f"{address}?{query}" if query else address)


@require_GET
def raw_file(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The bytes as they came, to save and not to show."""
    item = get_item(pk)
    try:
        content = raw_bytes(item)
    except FileNotFoundError:
        raise Http404("Nothing of this file was kept.") from None
    return attachment(BytesIO(content), item.name)


def get_item(pk: int) -> ImportItem:
    """The item with what its page shows. Raises Http404."""
    found = ImportItem.objects.select_related(
        "batch__created_by", "source", "article", "match__source", "match__current_version", "file"
    )
    return get_object_or_404(found, pk=pk)


def item_page(
    request: HttpRequest,
    item: ImportItem,
    *,
    form: ItemForm | None = None,
    found: Preview | None = None,
    error: str = "",
    saved: bool = False,
    status: int = 200,
) -> HttpResponse:
    """The page, or the part of it that htmx asked for.

    `found` is what the item's bytes become, where a change has read them.
    """
    template = "admin/imports/_item.html" if is_swap(request) else "admin/imports/item.html"
    context = _context(request, item, form, found or read_item(item)) | {
        "error": error,
        "saved": saved,
    }
    return render(request, template, context, status=status)


@transaction.atomic
def _save(request: HttpRequest, item: ImportItem) -> tuple[ItemForm, str]:
    """The form, saved unless it has errors, and what somebody else made of its fields meanwhile.

    Raises Refused.
    """
    # Locked before it is compared: whoever saves at the same time is seen, or waits.
    present = lock(item)
    form = ItemForm(present, request.POST)
    if not form.is_valid():
        return form, ""
    if overtaken := form.overtaken():
        return form, _overtaken(form, overtaken)
    fields.change_fields(item=present, fields=form.changes(), by=editor(request))
    return form, ""


def _overtaken(form: ItemForm, names: list[str]) -> str:
    """What somebody else made of fields that were changed here, too."""
    present = "; ".join(
        f"{form[name].label.lower()}: “{form[name].field.prepare_value(form.initial[name])}”"
        for name in names
    )
    return f"Somebody changed this meanwhile ({present}). Save again to replace that by yours."


def _context(
    request: HttpRequest, item: ImportItem, form: ItemForm | None, found: Preview | None
) -> dict[str, object]:
    problems = fields.open_problems(item)
    paginator = Paginator(range(len(found.lines) if found else 0), LINES_A_PAGE)
    page = paginator.get_page(request.GET.get("page"))
    before, after = neighbours(item)
    form = form or ItemForm(item)
    state, state_label = state_of(item)
    readable = {Status.STAGED, Status.FAILED, *(() if item.encoding else (Status.DISMISSED,))}
    view = request.GET.get("view", "")
    asked = questions(item, found)
    # What is asked above is not said a second time.
    problems = [problem for problem in problems if problem["code"] not in asked.codes]
    flagged = flags(item, problems)
    if asked.dates:
        flagged["published"] = f"Say above which day {asked.raw_date} is."
    return {
        "section": "import",
        "item": item,
        "batch": item.batch,
        "state": state,
        "state_label": state_label,
        "view": view if view in VIEWS else "lines",
        "views": VIEWS.items(),
        "texts": body_texts(found) if found and view == "cleaned" else (),
        "form": form,
        "form_fields": [(field, flagged.get(field.name, "")) for field in form],
        "encoding_form": EncodingForm(initial={"encoding": chosen_encoding(item) or ""}),
        # Its source is asked beside the field, as on no other page.
        "questions": replace(asked, new_source=""),
        "match_pane": match_pane(item, found, chosen=row_number(request.GET.get("match", ""))),
        "hints": [] if asked.dates else list(hints(item)),
        "source_flag": flagged.get("source", ""),
        "facts": list(shown_facts(item)),
        "problems": [
            problem["message"]
            for problem in problems
            if not problem["line"] and PROBLEM_OF.get(problem["code"]) not in flagged
        ],
        "found": found,
        "blocks": blocks.in_words(found.block_counts) if found else "",
        "lines": shown_lines(item, found, problems, page.start_index(), page.end_index())
        if found
        else (),
        "page": page,
        "text_begins": _text_begins(found, shown=page.number) if found else "",
        "role_groups": ROLE_GROUPS,
        "sources": Source.objects.values_list("name", flat=True),
        "before": before,
        "after": after,
        "is_staged": item.status == Status.STAGED,
        "can_be_read_again": bool(item.raw_sha256) and item.status in readable,
        "can_be_taken_up": item.status in (Status.UNDONE, Status.DISMISSED, Status.DUPLICATE)
        and bool(item.encoding),
    }


def _text_begins(found: Preview, *, shown: int) -> str:
    """The address of the first line of the text, from a page of lines; "" where it is in sight."""
    body = (line.number for line in found.lines if line.role.disposition is Disposition.BODY)
    first = next(body, 0)
    if first <= _LINES_IN_SIGHT:
        return ""
    page = (first - 1) // LINES_A_PAGE + 1
    return f"#line-{first}" if page == shown else f"?page={page}#line-{first}"
