"""What an editor says of one import item, from its own page, from the preview or from the table."""

from collections.abc import Callable
from functools import wraps

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
from articles.services.previews import Preview, Unreadable

Change = Callable[[HttpRequest, ImportItem], object]

_ROLES = frozenset({"", *(role.value for role in Role)})


def _changing(change: Change) -> Callable[[HttpRequest, int], HttpResponse]:
    """The view that makes a change and shows the item as it is then.

    What was entered and is no answer (ValidationError) and what is refused is said beside the item
    as it is. A change that leads elsewhere returns the response itself.
    """

    @require_POST
    @wraps(change)
    def view(request: HttpRequest, pk: int) -> HttpResponse:
        item = get_item(pk)
        try:
            changed = change(request, item)
        except ValidationError as error:
            return _refuse(request, item, error.messages[0])
        except Refused as refusal:
            return _refuse(request, get_item(pk), str(refusal), status=409)
        except Unreadable as error:
            return _refuse(request, item, f"“{item.name}” can’t be read: {error}", status=409)
        except FileNotFoundError:
            message = f"Nothing of “{item.name}” was kept: bring it again."
            return _refuse(request, item, message, status=409)
        if isinstance(changed, HttpResponse):
            return changed
        found = changed.preview if isinstance(changed, fields.ReadAgain) else None
        return _show(request, get_item(pk), found)

    return view


@_changing
def set_line(request: HttpRequest, item: ImportItem) -> object:
    """Say what a line is; no role leaves it to the rules again."""
    number = row_number(request.POST.get("line", ""))
    role = request.POST.get("quick", request.POST.get("role", ""))
    if number is None or role not in _ROLES:
        raise ValidationError("That is no line, or no role of a line.")
    chosen = Role(role) if role else None
    return fields.set_line_role(item=item, line=number, role=chosen, by=editor(request))


@_changing
def set_source(request: HttpRequest, item: ImportItem) -> object:
    """Accept the proposed source, or give the item the one whose name was entered."""
    if "accept" in request.POST:
        return item_sources.accept_source(item=item, by=editor(request))
    name = request.POST.get("source", "")
    return item_sources.set_source(item=item, name=name, by=editor(request))


@_changing
def set_date(request: HttpRequest, item: ImportItem) -> object:
    """Give the item one of the days that its date may mean."""
    published, precision = known_date(request.POST.get("published", ""))
    changes = fields.Fields(published=published, published_precision=precision)
    return fields.change_fields(item=item, fields=changes, by=editor(request))


@_changing
def set_match(request: HttpRequest, item: ImportItem) -> object:
    """Say what the item is to the article it matches, or to another one that was shown."""
    decision = request.POST.get("decision", "")
    number = row_number(request.POST.get("match", ""))
    match = Article.objects.filter(pk=number).first() if number is not None else None
    if number is not None and match is None:
        raise ValidationError("The article is gone: look again at what is alike.")
    return matching.decide(item=item, decision=decision, match=match, by=editor(request))


@_changing
def set_encoding(request: HttpRequest, item: ImportItem) -> object:
    """Read the item's bytes again, in this encoding."""
    form = EncodingForm(request.POST)
    if not form.is_valid():
        raise ValidationError("Choose one of the encodings listed.")
    encoding = form.cleaned_data["encoding"]
    return fields.set_encoding(item=item, encoding=encoding, by=editor(request))


@_changing
def set_repair(request: HttpRequest, item: ImportItem) -> object:
    """Have characters that were decoded wrongly before put right, or leave them as they came."""
    repaired = request.POST.get("repaired") == "1"
    return fields.set_repair(item=item, repaired=repaired, by=editor(request))


@_changing
def set_state(request: HttpRequest, item: ImportItem) -> object:
    """Import this item, leave it out, or take it up again."""
    match request.POST.get("action"):
        case "import":
            return _commit(request, item)
        case "dismiss":
            return items.dismiss(item=item, by=editor(request))
        case "restage":
            return restaging.restage(item=item, by=editor(request))
    raise Http404


def _commit(request: HttpRequest, item: ImportItem) -> HttpResponse:
    report = committing.commit(items=[item], by=editor(request))
    if report.refused:
        raise Refused(report.refused[0].message)
    if report.committed:
        messages.success(request, f"“{report.committed[0].title}” is imported.")
    elif report.duplicates:
        messages.info(request, "It is in the archive already: seen elsewhere, or again.")
    else:
        messages.info(request, "Nothing changed: this item is not staged any more.")
    return redirect("admin:articles_importbatch_change", item.batch_id)


def _show(request: HttpRequest, item: ImportItem, found: Preview | None) -> HttpResponse:
    """The part of the page that asked, or that page."""
    if not request.headers.get("HX-Request"):
        messages.success(request, "Saved.")
        return redirect(_address(request, item))
    back = request.POST.get("back")
    if back == "batch":
        return trigger_client_event(HttpResponse(status=204), ITEMS_CHANGED)
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
