"""The page of a batch: its items, what to do with them, and taking it all back."""

from collections.abc import Iterator

from django.contrib import messages
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from articles.admin.item_facts import item_row
from articles.forms.numbers import row_number
from articles.models import ImportBatch, ImportItem, Source
from articles.queries.imports import state_counts
from articles.services import committing, items, restaging, undoing
from articles.services.errors import Refused, UndoRefused

Status = ImportItem.Status

PAGE_SIZE = 100
_MOST_MESSAGES = 10


@require_GET
def import_batch(request: HttpRequest, pk: int) -> HttpResponse:
    batch = get_object_or_404(ImportBatch.objects.select_related("created_by"), pk=pk)
    return render(request, "admin/imports/batch.html", batch_context(request, batch))


def batch_context(request: HttpRequest, batch: ImportBatch) -> dict[str, object]:
    """What the page of a batch, and its table alone, show."""
    counts = state_counts(batch)
    state = request.GET.get("state", "")
    found = batch.items.select_related("source", "article").order_by("position")
    if state in Status.values:
        found = found.filter(status=state)
    page = Paginator(found, PAGE_SIZE).get_page(request.GET.get("page"))
    by_state = {count.state: count.count for count in counts}
    return {
        "section": "import",
        "batch": batch,
        "counts": counts,
        "total": sum(by_state.values()),
        "staged": by_state.get(Status.STAGED, 0),
        "committed": by_state.get(Status.COMMITTED, 0),
        "state": state,
        "page": page,
        "rows": [item_row(item) for item in page.object_list],
        "sources": Source.objects.values_list("name", flat=True),
    }


@require_POST
def change_batch(request: HttpRequest, pk: int) -> HttpResponse:
    """Import, leave out or take up again the chosen items, or import all that are staged."""
    batch = get_object_or_404(ImportBatch, pk=pk)
    action = request.POST.get("action", "")
    chosen = [number for text in request.POST.getlist("item") if (number := row_number(text))]
    selected = batch.items.filter(pk__in=chosen).order_by("position")
    if action == "import-all":
        _commit(request, batch.items.filter(status=Status.STAGED).order_by("position").iterator())
    elif not chosen:
        messages.warning(request, "Nothing was chosen: tick the items first.")
    elif action == "import":
        _commit(request, selected.iterator())
    elif action in ("dismiss", "restage"):
        _change_state(request, action, list(selected))
    else:
        messages.error(request, "That is not something to do with items.")
    return redirect("admin:articles_importbatch_change", batch.pk)


@require_POST
def undo_batch(request: HttpRequest, pk: int) -> HttpResponse:
    batch = get_object_or_404(ImportBatch, pk=pk)
    try:
        count = undoing.undo(batch=batch, by=editor(request))
    except UndoRefused as refusal:
        messages.error(request, str(refusal))
    else:
        if count:
            messages.success(
                request,
                f"Undone: {articles(count)} deleted. The files are kept and can be imported again.",
            )
        else:
            messages.info(request, "There is nothing to undo: no item of this batch is imported.")
    return redirect("admin:articles_importbatch_change", batch.pk)


def _commit(request: HttpRequest, chosen: Iterator[ImportItem]) -> None:
    report = committing.commit(items=chosen, by=editor(request))
    if report.committed:
        messages.success(request, f"{articles(len(report.committed))} imported.")
    if report.duplicates:
        count = len(report.duplicates)
        messages.info(request, f"{count} with bytes that are imported already: nothing changed.")
    if report.skipped:
        count = len(report.skipped)
        messages.info(request, f"{count} passed over: not staged any more.")
    _tell(request, [entry.message for entry in report.refused])
    if not (report.committed or report.duplicates or report.skipped or report.refused):
        messages.info(request, "There is nothing to import: no item is staged.")


def _change_state(request: HttpRequest, action: str, selected: list[ImportItem]) -> None:
    refusals = []
    for item in selected:
        try:
            if action == "dismiss":
                items.dismiss(item=item, by=editor(request))
            else:
                restaging.restage(item=item, by=editor(request))
        except Refused as refusal:
            refusals.append(str(refusal))
    done = len(selected) - len(refusals)
    if done:
        messages.success(
            request, f"{done} {'left out' if action == 'dismiss' else 'staged again'}."
        )
    _tell(request, refusals)


def _tell(request: HttpRequest, refusals: list[str]) -> None:
    for message in refusals[:_MOST_MESSAGES]:
        messages.error(request, message)
    if len(refusals) > _MOST_MESSAGES:
        messages.error(request, f"And {len(refusals) - _MOST_MESSAGES} more.")


def articles(count: int) -> str:
    return "1 article" if count == 1 else f"{count:,} articles"


def editor(request: HttpRequest) -> User:
    """Who acts; the admin lets only signed-in users in."""
    if not isinstance(request.user, User):
        raise PermissionDenied
    return request.user
