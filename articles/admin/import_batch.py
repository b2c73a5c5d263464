"""The page of a batch: its items in a table, and what is done with many of them."""

from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET
from django_htmx.http import push_url

from articles.admin.import_preview import preview_context
from articles.admin.item_rows import item_row, problem_label
from articles.admin.progress_panel import progress_context
from articles.core.languages import NAMES
from articles.forms.import_items import item_filter
from articles.forms.numbers import row_number
from articles.models import ImportBatch, ImportItem
from articles.queries.import_facets import Choice, item_facets
from articles.queries.import_items import (
    ItemFilter,
    find_items,
    known_source_names,
    new_source_names,
    rows_of,
    with_row_facts,
)
from articles.queries.import_report import batch_report
from articles.queries.item_conditions import READY
from articles.requests import is_swap

Status = ImportItem.Status

PAGE_SIZE = 50
_TAKEN_UP = (Status.DISMISSED, Status.UNDONE, Status.DUPLICATE)
CHANGE = "articles.change_importbatch"
"""The permission that correcting, importing and undoing need."""
ITEMS_CHANGED = "items-changed"
"""The event at which the page of a batch shows its table again."""
_COLUMNS = (
    ("title", "Title"),
    ("state", "State"),
    ("source", "Source"),
    ("date", "Date"),
    ("language", "Language"),
    ("match", "To check"),
)


@require_GET
def import_batch(request: HttpRequest, pk: int) -> HttpResponse:
    """The page or, for a swap by htmx, its table."""
    batch = get_object_or_404(ImportBatch.objects.select_related("created_by", "queued_by"), pk=pk)
    wanted = item_filter(request.GET.dict())
    found = find_items(batch, wanted).values_list("pk", flat=True)
    page = Paginator(found, PAGE_SIZE).get_page(request.GET.get("page"))
    rows = [item_row(item) for item in rows_of(batch, page.object_list)]
    focused = row_number(request.GET.get("item", ""))
    context = _table(request, batch, wanted) | {"page": page, "rows": rows, "focused": focused}
    if is_swap(request):
        response = render(request, "admin/imports/_items.html", context)
        return push_url(response, f"{request.path}{_address(request.GET)}")
    if focused is None and rows:
        focused = rows[0].item.pk
    context |= progress_context(batch) | _focused(request, batch, focused)
    context["brought"] = batch_report(batch)
    return render(request, "admin/imports/batch.html", context | {"focused": focused})


def _table(request: HttpRequest, batch: ImportBatch, wanted: ItemFilter) -> dict[str, object]:
    """What stands around the rows of the table."""
    facets = item_facets(batch)
    return {
        "section": "import",
        "batch": batch,
        "wanted": wanted,
        "facets": facets,
        "problem_choices": [
            Choice(choice.value, problem_label(choice.value), choice.count)
            for choice in facets.problems
        ],
        "ready": facets.count(READY),
        "committed": facets.count(Status.COMMITTED),
        "new_sources": new_source_names(batch) if facets.has_proposals else [],
        "may_take_up": any(map(facets.count, _TAKEN_UP)),
        "decisions": ImportItem.Decision.choices,
        "columns": _columns(wanted.sort),
        "may_change": request.user.has_perm(CHANGE),
        "sources": known_source_names(),
        "languages": sorted(NAMES.values()),
    }


def chosen_items(request: HttpRequest, batch: ImportBatch) -> QuerySet[ImportItem] | None:
    """The items that a form is about: those ticked, or all that the address finds; None: none."""
    if request.POST.get("all"):
        return find_items(batch, item_filter(request.GET.dict()))
    chosen = [number for text in request.POST.getlist("item") if (number := row_number(text))]
    return batch.items.filter(pk__in=chosen).order_by("position") if chosen else None


def editor(request: HttpRequest) -> User:
    """Who acts; the admin lets only signed-in users in."""
    if not isinstance(request.user, User):
        raise PermissionDenied
    return request.user


def _columns(sort: str) -> list[tuple[str, str, str, str]]:
    """Of each column: its name, what clicking it sorts by, and how it is sorted now."""
    found = []
    for name, label in _COLUMNS:
        now = {name: "ascending", f"-{name}": "descending"}.get(sort, "none")
        click = f"-{name}" if now == "ascending" else "" if now == "descending" else name
        found.append((name, label, click, now))
    return found


def _focused(request: HttpRequest, batch: ImportBatch, focused: int | None) -> dict[str, object]:
    """The preview of an item of the batch."""
    found = with_row_facts(ImportItem.objects.select_related("batch"))
    item = found.filter(batch=batch, pk=focused).first() if focused else None
    return preview_context(request, item) if item else {}


def _address(query: QueryDict) -> str:
    """The query string without what asks for nothing."""
    asked = query.copy()
    for name in [name for name, value in query.items() if not value]:
        del asked[name]
    return f"?{asked.urlencode()}" if asked else ""
