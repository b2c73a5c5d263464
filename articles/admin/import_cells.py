"""The cells of a batch's table, each saved by itself."""

from typing import cast

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods
from django_htmx.http import trigger_client_event

from articles.admin.import_batch import CHANGE, editor
from articles.admin.item_rows import CELLS, Cell, cell, item_row
from articles.forms.import_items import known_date, language_code
from articles.models import ImportItem
from articles.queries.import_items import with_row_facts
from articles.requests import is_swap
from articles.services import inline_edits
from articles.services.errors import Refused

_FRAGMENT = "admin/imports/_cell_answer.html"


@require_http_methods(["GET", "POST"])
def edit_cell(request: HttpRequest, pk: int) -> HttpResponse:
    """Save one field as it is typed; a GET shows the cell as it is now.

    Without scripts the form of a row sends all of its fields: those that differ are saved.
    """
    item = _item(pk)
    name = (request.POST if request.method == "POST" else request.GET).get("field", "")
    if is_swap(request):
        if name not in CELLS:
            raise Http404
        if request.method == "GET":
            return _answer(request, item, cell(item, name))
        saved, status = _save(request, item, name)
        return _answer(request, _item(pk), saved, status)
    if request.method == "POST":
        _save_all(request, item)
    address = reverse("admin:articles_importbatch_change", args=[item.batch_id])
    query = request.GET.urlencode()
    return redirect(f"{address}?{query}#item-{item.pk}" if query else f"{address}#item-{item.pk}")


def _save_all(request: HttpRequest, item: ImportItem) -> None:
    for name in CELLS:
        entered = _one_line(request.POST.get(name, ""))
        if name not in request.POST or entered == _one_line(request.POST.get(f"was-{name}", "")):
            continue
        saved, _ = _save(request, item, name)
        if saved.error:
            messages.error(request, saved.error)
        elif saved.present is not None:
            messages.error(
                request,
                f"“{item.name}”: the {CELLS[name].lower()} was changed meanwhile to "
                f"“{saved.present}”. Yours, “{saved.value}”, was not saved.",
            )
        else:
            messages.success(request, f"{CELLS[name]} saved.")


def _save(request: HttpRequest, item: ImportItem, name: str) -> tuple[Cell, int]:
    """The cell as it is shown after it was saved, or refused; and the status to answer with."""
    entered = _one_line(request.POST.get(name, ""))
    shown = _one_line(request.POST.get(f"was-{name}", ""))
    field = cast(inline_edits.Name, name)
    try:
        inline_edits.save_field(
            item=item,
            name=field,
            entered=_value(name, entered),
            shown=_stored(name, shown),
            by=editor(request),
        )
    except ValidationError as error:
        return cell(item, name).refused(entered, error.messages[0]), 422
    except inline_edits.Overtaken as overtaken:
        return cell(overtaken.present, name).overtaken(entered), 409
    except Refused as refusal:
        return cell(item, name).refused(entered, str(refusal)), 409
    return cell(_item(item.pk), name).saved(), 200


def _value(name: str, text: str) -> inline_edits.Value:
    if name == "published":
        return known_date(text)
    return language_code(text) if name == "language" else text


def _stored(name: str, text: str) -> inline_edits.Value:
    """What stood in a cell; a language that has no name here is a value all the same."""
    try:
        return _value(name, text)
    except ValidationError:
        return text


def _answer(request: HttpRequest, item: ImportItem, shown: Cell, status: int = 200) -> HttpResponse:
    context = {"row": item_row(item), "cell": shown, "may_change": request.user.has_perm(CHANGE)}
    response = render(request, _FRAGMENT, context, status=status)
    return trigger_client_event(response, "item-saved") if shown.is_saved else response


def _item(pk: int) -> ImportItem:
    return get_object_or_404(with_row_facts(ImportItem.objects.all()), pk=pk)


def _one_line(text: str) -> str:
    return " ".join(text.replace("\0", "").split())
