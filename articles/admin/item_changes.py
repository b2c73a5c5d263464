"""What an editor says of one import item, from its own page, from the preview or from the table."""

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST
from django_htmx.http import trigger_client_event

from articles.admin.import_batch import ITEMS_CHANGED, editor
from articles.admin.import_item import get_item, item_page
from articles.admin.import_preview import preview_context
from articles.core.lines import Role
from articles.forms.editors import EncodingForm
from articles.forms.import_items import known_date
from articles.forms.numbers import row_number
from articles.models import Article, ImportItem
from articles.services import committing, fields, item_sources, items, matching, restaging
from articles.services.errors import Refused
from articles.services.previews import Unreadable

Status = ImportItem.Status

_ROLES = frozenset({"", *(role.value for role in Role)})


@require_POST
def set_line(request: HttpRequest, pk: int) -> HttpResponse:
    """Say what a line is; no role leaves it to the rules again."""
    item = get_item(pk)
    number, role = row_number(request.POST.get("line", "")), request.POST.get("quick", "")
    if "quick" not in request.POST:
        role = request.POST.get("role", "")
    if number is None or role not in _ROLES:
        return _refuse(request, item, "That is no line, or no role of a line.")
    chosen = Role(role) if role else None
    return _change(
        request,
        item,
        lambda: fields.set_line_role(item=item, line=number, role=chosen, by=editor(request)),
    )


@require_POST
def set_source(request: HttpRequest, pk: int) -> HttpResponse:
    """Accept the proposed source, or give the item the one whose name was entered."""
    item = get_item(pk)
    name = request.POST.get("source", "")

    def change() -> object:
        if "accept" in request.POST:
            return item_sources.accept_source(item=item, by=editor(request))
        return item_sources.set_source(item=item, name=name, by=editor(request))

    return _change(request, item, change)


@require_POST
def set_date(request: HttpRequest, pk: int) -> HttpResponse:
    """Give the item one of the days that its date may mean."""
    item = get_item(pk)
    try:
        published, precision = known_date(request.POST.get("published", ""))
    except ValidationError as error:
        return _refuse(request, item, error.messages[0])
    changes = fields.Fields(published=published, published_precision=precision)
    return _change(
        request, item, lambda: fields.change_fields(item=item, fields=changes, by=editor(request))
    )


@require_POST
def set_match(request: HttpRequest, pk: int) -> HttpResponse:
    """Say what the item is to the article it matches, or to another one that was shown."""
    item = get_item(pk)
    decision = request.POST.get("decision", "")
    number = row_number(request.POST.get("match", ""))
    match = Article.objects.filter(pk=number).first() if number is not None else None
    if number is not None and match is None:
        return _refuse(request, item, "The article is gone: look again at what is alike.")
    return _change(
        request,
        item,
        lambda: matching.decide(item=item, decision=decision, match=match, by=editor(request)),
    )


@require_POST
def set_encoding(request: HttpRequest, pk: int) -> HttpResponse:
    item = get_item(pk)
    form = EncodingForm(request.POST)
    if not form.is_valid():
        return _refuse(request, item, "Choose one of the encodings listed.")
    encoding = form.cleaned_data["encoding"]
    return _change(
        request,
        item,
        lambda: fields.set_encoding(item=item, encoding=encoding, by=editor(request)),
    )


@require_POST
def set_repair(request: HttpRequest, pk: int) -> HttpResponse:
    """Have characters that were decoded wrongly before put right, or leave them as they came."""
    item = get_item(pk)
    repaired = request.POST.get("repaired") == "1"
    return _change(
        request,
        item,
        lambda: fields.set_repair(item=item, repaired=repaired, by=editor(request)),
    )


@require_POST
def set_state(request: HttpRequest, pk: int) -> HttpResponse:
    """Import this item, leave it out, or take it up again."""
    item = get_item(pk)
    action = request.POST.get("action")
    if action == "import":
        return _commit(request, item)
    change = {"dismiss": items.dismiss, "restage": restaging.restage}.get(action or "")
    if change is None:
        raise Http404
    return _change(request, item, lambda: change(item=item, by=editor(request)))


def _commit(request: HttpRequest, item: ImportItem) -> HttpResponse:
    report = committing.commit(items=[item], by=editor(request))
    if report.refused:
        return _refuse(request, item, report.refused[0].message, status=409)
    if report.committed:
        messages.success(request, f"“{report.committed[0].title}” is imported.")
    elif report.duplicates:
        messages.info(request, "It is in the archive already: seen elsewhere, or again.")
    else:
        messages.info(request, "Nothing changed: this item is not staged any more.")
    return redirect("admin:articles_importbatch_change", item.batch_id)


def _change(request: HttpRequest, item: ImportItem, change: Callable[[], object]) -> HttpResponse:
    """Make a change and show the item as it is then, with the message if it was refused."""
    try:
        changed = change()
    except Refused as refusal:
        return _refuse(request, get_item(item.pk), str(refusal), status=409)
    except Unreadable as error:
        return _refuse(request, item, f"“{item.name}” can’t be read: {error}", status=409)
    except FileNotFoundError:
        message = f"Nothing of “{item.name}” was kept: bring it again."
        return _refuse(request, item, message, status=409)
    item = get_item(item.pk)
    if not request.headers.get("HX-Request"):
        messages.success(request, "Saved.")
        return redirect(_address(request, item))
    back = request.POST.get("back")
    if back == "batch":
        return trigger_client_event(HttpResponse(status=204), ITEMS_CHANGED)
    found = changed.preview if isinstance(changed, fields.ReadAgain) else None
    if back == "pane":
        context = preview_context(request, item, found=found)
        response = render(request, "admin/imports/_preview.html", context)
        return trigger_client_event(response, ITEMS_CHANGED)
    return item_page(request, item, found=found, saved=True)


def _refuse(
    request: HttpRequest, item: ImportItem, message: str, *, status: int = 422
) -> HttpResponse:
    if not request.headers.get("HX-Request"):
        messages.error(request, message)
        return redirect(_address(request, item))
    back = request.POST.get("back")
    if back == "batch":
        refused = {"message": message}
        response = render(request, "admin/imports/_refused.html", refused, status=status)
        return trigger_client_event(response, ITEMS_CHANGED)
    if back == "pane":
        context = preview_context(request, item, error=message)
        return render(request, "admin/imports/_preview.html", context, status=status)
    return item_page(request, item, error=message, status=status)


def _address(request: HttpRequest, item: ImportItem) -> str:
    """The page that a plain form was sent from."""
    if request.POST.get("back") in ("batch", "pane"):
        address = reverse("admin:articles_importbatch_change", args=[item.batch_id])
        query = request.GET.urlencode()
        return f"{address}?{query}" if query else address
    address = reverse("admin:articles_importitem_change", args=[item.pk])
    page = request.GET.get("page", "")
    return f"{address}?page={page}" if page.isdecimal() else address
