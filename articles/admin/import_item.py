"""The page of an import item: its fields beside every line of its text."""

from collections.abc import Callable
from io import BytesIO

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from articles.admin.import_batch import batch_context, editor
from articles.admin.item_facts import ROLE_GROUPS, flags, hints, shown_lines
from articles.core.decoding import Undecodable
from articles.core.lines import Role
from articles.forms.editors import EncodingForm, ItemForm
from articles.forms.numbers import row_number
from articles.models import ImportItem, Source
from articles.queries.imports import blocks_in_words, neighbours
from articles.services import committing, fields, item_sources, items, restaging
from articles.services.errors import Refused
from articles.services.previews import Preview, chosen_encoding, preview, raw_bytes

Status = ImportItem.Status

LINES_A_PAGE = 500

_ROLES = frozenset({"", *(role.value for role in Role)})


@require_http_methods(["GET", "POST"])
def import_item(request: HttpRequest, pk: int) -> HttpResponse:
    """The page; posting saves the fields."""
    item = _item(pk)
    if request.method == "GET":
        return _answer(request, item)
    form = ItemForm(item, request.POST)
    if not form.is_valid():
        return _answer(request, item, form=form, status=422)
    changes = form.changes()
    return _change(
        request, item, lambda: fields.change_fields(item=item, fields=changes, by=editor(request))
    )


@require_POST
def set_line(request: HttpRequest, pk: int) -> HttpResponse:
    """Say what a line is; no role leaves it to the rules again."""
    item = _item(pk)
    number, role = row_number(request.POST.get("line", "")), request.POST.get("quick", "")
    if "quick" not in request.POST:
        role = request.POST.get("role", "")
    if number is None or role not in _ROLES:
        return _answer(request, item, error="That is no line, or no role of a line.", status=422)
    chosen = Role(role) if role else None
    return _change(
        request,
        item,
        lambda: fields.set_line_role(item=item, line=number, role=chosen, by=editor(request)),
    )


@require_POST
def set_source(request: HttpRequest, pk: int) -> HttpResponse:
    """Accept the proposed source, or give the item the one whose name was entered."""
    item = _item(pk)
    name = request.POST.get("source", "")

    def change() -> object:
        if "accept" in request.POST:
            return item_sources.accept_source(item=item, by=editor(request))
        return item_sources.set_source(item=item, name=name, by=editor(request))

    return _change(request, item, change)


@require_POST
def set_encoding(request: HttpRequest, pk: int) -> HttpResponse:
    item = _item(pk)
    form = EncodingForm(request.POST)
    if not form.is_valid():
        return _answer(request, item, error="Choose one of the encodings listed.", status=422)
    encoding = form.cleaned_data["encoding"]
    return _change(
        request,
        item,
        lambda: fields.set_encoding(item=item, encoding=encoding, by=editor(request)),
    )


@require_POST
def set_state(request: HttpRequest, pk: int) -> HttpResponse:
    """Import this item, leave it out, or take it up again."""
    item = _item(pk)
    action = request.POST.get("action")
    if action == "import":
        return _commit(request, item)
    change = {"dismiss": items.dismiss, "restage": restaging.restage}.get(action or "")
    if change is None:
        raise Http404
    return _change(request, item, lambda: change(item=item, by=editor(request)))


@require_GET
def raw_file(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The bytes as they came, to save and not to show."""
    item = _item(pk)
    try:
        content = raw_bytes(item)
    except FileNotFoundError:
        raise Http404("Nothing of this file was kept.") from None
    name = item.name.replace("\\", "/").rpartition("/")[2] or "file"
    response = FileResponse(
        BytesIO(content), as_attachment=True, filename=name, content_type="application/octet-stream"
    )
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _commit(request: HttpRequest, item: ImportItem) -> HttpResponse:
    report = committing.commit(items=[item], by=editor(request))
    if report.refused:
        return _answer(request, item, error=report.refused[0].message, status=409)
    if report.committed:
        messages.success(request, f"“{report.committed[0].title}” is imported.")
    elif report.duplicates:
        messages.info(request, "The same bytes are imported already: nothing changed.")
    else:
        messages.info(request, "Nothing changed: this item is not staged any more.")
    return redirect("admin:articles_importbatch_change", item.batch_id)


def _change(request: HttpRequest, item: ImportItem, change: Callable[[], object]) -> HttpResponse:
    """Make a change and show the item as it is then, with the message if it was refused."""
    try:
        changed = change()
    except Refused as refusal:
        return _answer(request, _item(item.pk), error=str(refusal), status=409)
    if not request.headers.get("HX-Request"):
        messages.success(request, "Saved.")
    found = changed.preview if isinstance(changed, fields.ReadAgain) else None
    return _answer(request, _item(item.pk), found=found, saved=True)


def _answer(
    request: HttpRequest,
    item: ImportItem,
    *,
    form: ItemForm | None = None,
    found: Preview | None = None,
    error: str = "",
    saved: bool = False,
    status: int = 200,
) -> HttpResponse:
    """The page, the part of it that htmx asked for, or the way back to it after a plain post.

    `found` is what the item's bytes become, where the change has read them.
    """
    is_fragment = bool(request.headers.get("HX-Request"))
    from_batch = request.POST.get("back") == "batch"
    if request.method == "POST" and not is_fragment and form is None:
        if error:
            messages.error(request, error)
        return redirect(_address(item, from_batch, request.GET.get("page", "")))
    if from_batch:
        context = batch_context(request, item.batch) | {"error": error}
        return render(request, "admin/imports/_items.html", context, status=status)
    template = "admin/imports/_item.html" if is_fragment else "admin/imports/item.html"
    context = _context(request, item, form, found or _preview(item)) | {
        "error": error,
        "saved": saved,
    }
    return render(request, template, context, status=status)


def _address(item: ImportItem, from_batch: bool, page: str) -> str:
    if from_batch:
        return reverse("admin:articles_importbatch_change", args=[item.batch_id])
    address = reverse("admin:articles_importitem_change", args=[item.pk])
    return f"{address}?page={page}" if page.isdecimal() else address


def _context(
    request: HttpRequest, item: ImportItem, form: ItemForm | None, found: Preview | None
) -> dict[str, object]:
    problems = fields.open_problems(item)
    paginator = Paginator(range(len(found.lines) if found else 0), LINES_A_PAGE)
    page = paginator.get_page(request.GET.get("page"))
    before, after = neighbours(item)
    form = form or ItemForm(item)
    flagged = flags(item, problems)
    readable = {Status.STAGED, Status.FAILED, *(() if item.encoding else (Status.DISMISSED,))}
    return {
        "section": "import",
        "item": item,
        "batch": item.batch,
        "form": form,
        "form_fields": [(field, flagged.get(field.name, "")) for field in form],
        "encoding_form": EncodingForm(initial={"encoding": chosen_encoding(item) or ""}),
        "hints": list(hints(item)),
        "problems": [problem["message"] for problem in problems if not problem["line"]],
        "found": found,
        "blocks": blocks_in_words(found.block_counts) if found else "",
        "lines": shown_lines(item, found, problems, page.start_index(), page.end_index())
        if found
        else (),
        "page": page,
        "role_groups": ROLE_GROUPS,
        "sources": Source.objects.values_list("name", flat=True),
        "before": before,
        "after": after,
        "is_staged": item.status == Status.STAGED,
        "can_be_read_again": bool(item.raw_sha256) and item.status in readable,
        "can_be_taken_up": item.status in (Status.UNDONE, Status.DISMISSED, Status.DUPLICATE)
        and bool(item.encoding),
    }


def _preview(item: ImportItem) -> Preview | None:
    if not item.raw_sha256:
        return None
    try:
        return preview(item)
    except (Undecodable, FileNotFoundError):
        return None


def _item(pk: int) -> ImportItem:
    found = ImportItem.objects.select_related("batch__created_by", "source", "article")
    return get_object_or_404(found, pk=pk)
