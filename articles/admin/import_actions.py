"""What is done with chosen items of a batch, and with all of it."""

from collections.abc import Callable, Sequence
from time import monotonic

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.defaultfilters import pluralize
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.views.decorators.http import require_POST

from articles.admin.import_batch import chosen_items, editor
from articles.forms.import_items import known_date, language_code
from articles.models import ImportBatch, ImportItem, Source
from articles.queries.import_items import ItemFilter, find_items, ready_items
from articles.queries.import_report import Report, batch_report, count_versions
from articles.queries.item_conditions import WAITING, proposed
from articles.services import (
    bulk_fields,
    committing,
    item_sources,
    matching,
    queueing,
    restaging,
    undoing,
)
from articles.services.errors import Refused, UndoRefused

Status = ImportItem.Status
Items = QuerySet[ImportItem]

MOST_INLINE = 50
"""More items than these are imported by a job, and the page shows how far it has come."""
_TAKING_UP_SECONDS = 15
"""How long somebody waits while items are taken up again; the rest is for another time."""
_MOST_MESSAGES = 10


@require_POST
def change_batch(request: HttpRequest, pk: int) -> HttpResponse:
    """Import, change, leave out or take up again the chosen items, or import all that are ready."""
    batch = get_object_or_404(ImportBatch, pk=pk)
    action = request.POST.get("action", "")
    change = _ACTIONS.get(action)
    chosen = ready_items(batch) if action == "import-all" else chosen_items(request, batch)
    if change is None:
        messages.error(request, "That is not something to do with items.")
    elif chosen is None:
        messages.warning(request, "Nothing was chosen: tick the items first.")
    else:
        try:
            change(request, batch, chosen)
        except Refused as refusal:
            messages.error(request, str(refusal))
        except ValidationError as error:
            messages.error(request, error.messages[0])
    return _back(request, batch)


@require_POST
def undo_batch(request: HttpRequest, pk: int) -> HttpResponse:
    batch = get_object_or_404(ImportBatch, pk=pk)
    before = batch_report(batch)
    try:
        count = undoing.start(batch=batch, by=editor(request))
    except UndoRefused as refusal:
        messages.error(request, _in_use(refusal))
    else:
        if count is None:
            messages.info(request, "It is being undone. You can leave this page and come back.")
        elif count:
            messages.success(
                request,
                f"Undone: {_taken_back(before)}. The files are kept and can be imported again.",
            )
        else:
            messages.info(request, "There is nothing to undo: no item of this batch is imported.")
    return redirect("admin:articles_importbatch_change", batch.pk)


def _in_use(refusal: UndoRefused) -> SafeString:
    """Why nothing was undone, with the articles to go to."""
    named = format_html_join(
        "; ",
        '“<a href="{}">{}</a>” ({})',
        (
            (entry.article.get_absolute_url(), entry.article.title, entry.by)
            for entry in refusal.named
        ),
    )
    return format_html(refusal.MESSAGE, format_html("{}{}", named, refusal.and_more))


def _taken_back(before: Report) -> str:
    """What an import brought, as it is said when it is gone."""
    brought = (
        (before.articles, f"{articles(before.articles)} deleted"),
        (
            before.versions,
            f"{before.versions:,} new text version{pluralize(before.versions)} taken back",
        ),
        (
            before.sightings,
            f"{before.sightings:,} sighting{pluralize(before.sightings)} of known articles removed",
        ),
    )
    return ", ".join(text for count, text in brought if count)


def _import(request: HttpRequest, batch: ImportBatch, chosen: Items) -> None:
    made: list[Source] = []
    if request.POST.get("accept-sources"):
        if request.POST.get("all"):
            # The filter may have found them by what is proposed.
            chosen = batch.items.filter(pk__in=list(chosen.order_by().values_list("pk", flat=True)))
        made = item_sources.accept_sure(batch=batch, items=chosen, by=editor(request))
    guesses = chosen.filter(proposed(), status=Status.STAGED).count()
    _commit(request, batch, chosen)
    if made:
        _tell_accepted(request, made)
    if guesses:
        have = "1 of them has" if guesses == 1 else f"{guesses:,} of them have"
        messages.warning(request, f"{have} no source: nobody accepted the one that was proposed.")


def _commit(request: HttpRequest, batch: ImportBatch, chosen: Items) -> None:
    if chosen.count() > MOST_INLINE:
        count = queueing.queue(batch=batch, items=chosen, by=editor(request))
        if count:
            messages.info(
                request,
                f"{articles(count)} are being imported. You can leave this page and come back.",
            )
        else:
            messages.info(request, "There is nothing to import: none of them is staged.")
        return
    report = committing.commit(items=chosen.order_by("position").iterator(), by=editor(request))
    if report.committed:
        messages.success(request, f"{_imported(report.committed)} imported.")
    if report.duplicates:
        count = len(report.duplicates)
        messages.info(request, f"{count:,} in the archive already: seen elsewhere, or again.")
    if report.skipped:
        count = len(report.skipped)
        messages.info(request, f"{count:,} passed over: not staged any more.")
    _tell(request, [entry.message for entry in report.refused])
    if not (report.committed or report.duplicates or report.skipped or report.refused):
        messages.info(request, "There is nothing to import: no item is ready.")


def _imported(items: Sequence[ImportItem]) -> str:
    """What items have become: articles, new text versions, or some of both."""
    versions = count_versions(items)
    parts = [articles(len(items) - versions)] if len(items) > versions else []
    if versions:
        parts.append(f"{versions:,} new text version{pluralize(versions)}")
    return " and ".join(parts)


def _tell_accepted(request: HttpRequest, made: list[Source]) -> None:
    named = format_html_join(
        ", ",
        '<a href="{}">{}</a>',
        ((source.get_absolute_url(), source.name) for source in made[:_MOST_MESSAGES]),
    )
    more = f" and {len(made) - _MOST_MESSAGES:,} more" if len(made) > _MOST_MESSAGES else ""
    what = "Accepted source" if len(made) == 1 else "Accepted sources"
    messages.info(request, format_html("{}: {}{}.", what, named, more))


def _import_all(request: HttpRequest, batch: ImportBatch, chosen: Items) -> None:
    _import(request, batch, chosen)
    if waiting := find_items(batch, ItemFilter(state=WAITING)).count():
        it = "1 item is" if waiting == 1 else f"{waiting:,} items are"
        messages.warning(request, f"{it} left, about which something is to be decided first.")


def _dismiss(request: HttpRequest, batch: ImportBatch, chosen: Items) -> None:
    asked = chosen.count()
    count = bulk_fields.dismiss(batch=batch, items=chosen, by=editor(request))
    messages.success(request, f"{count:,} left out.")
    if asked > count:
        messages.info(request, f"{asked - count:,} stay as they are: they are not staged.")


def _take_up(request: HttpRequest, batch: ImportBatch, chosen: Items) -> None:
    end = monotonic() + _TAKING_UP_SECONDS
    statuses = dict(chosen.exclude(status=Status.STAGED).values_list("pk", "status"))
    # Those that may be staged again come first: each time brings all of them nearer.
    asked = sorted(statuses, key=lambda pk: statuses[pk] not in (Status.DISMISSED, Status.UNDONE))
    tried, refusals = 0, []
    for pk in asked:
        item = batch.items.filter(pk=pk).first()
        tried += 1
        try:
            if item is not None:
                restaging.restage(item=item, by=editor(request))
        except Refused as refusal:
            refusals.append(str(refusal))
        if monotonic() > end:
            break
    if tried > len(refusals):
        messages.success(request, f"{tried - len(refusals):,} staged again.")
    if left := len(asked) - tried:
        messages.warning(request, f"{left:,} are left: take them up again, too, to go on.")
    _tell(request, refusals)


def _set_source(request: HttpRequest, batch: ImportBatch, chosen: Items) -> None:
    name = " ".join(request.POST.get("source", "").split())
    count = bulk_fields.set_source(batch=batch, items=chosen, name=name, by=editor(request))
    _tell_set(request, count, f"source {name}" if name else "no source")


def _set_date(request: HttpRequest, batch: ImportBatch, chosen: Items) -> None:
    text = request.POST.get("published", "").strip()
    published, precision = known_date(text)
    count = bulk_fields.set_date(
        batch=batch, items=chosen, published=published, precision=precision, by=editor(request)
    )
    _tell_set(request, count, f"date {text}" if text else "no date")


def _set_language(request: HttpRequest, batch: ImportBatch, chosen: Items) -> None:
    text = request.POST.get("language", "").strip()
    code = language_code(text)
    count = bulk_fields.set_language(batch=batch, items=chosen, language=code, by=editor(request))
    _tell_set(request, count, f"language {text}" if text else "no language")


def _decide(request: HttpRequest, batch: ImportBatch, chosen: Items) -> None:
    decision = request.POST.get("decision", "")
    decided = matching.decide_many(batch=batch, items=chosen, decision=decision, by=editor(request))
    if decided.count:
        messages.success(request, f"{decided.count:,} decided.")
    if decided.passed_over:
        count = decided.passed_over
        messages.warning(request, f"{count:,} passed over: not staged, or without a match.")


_ACTIONS: dict[str, Callable[[HttpRequest, ImportBatch, Items], None]] = {
    "import": _import,
    "import-all": _import_all,
    "dismiss": _dismiss,
    "restage": _take_up,
    "set-source": _set_source,
    "set-date": _set_date,
    "set-language": _set_language,
    "decide": _decide,
}


def _tell_set(request: HttpRequest, count: int, what: str) -> None:
    if count:
        messages.success(request, f"{count:,} {'has' if count == 1 else 'have'} the {what} now.")
    else:
        messages.warning(request, "Nothing was changed: none of them is staged.")


def _tell(request: HttpRequest, refusals: list[str]) -> None:
    for message in refusals[:_MOST_MESSAGES]:
        messages.error(request, message)
    if len(refusals) > _MOST_MESSAGES:
        messages.error(request, f"And {len(refusals) - _MOST_MESSAGES:,} more.")


def _back(request: HttpRequest, batch: ImportBatch) -> HttpResponse:
    """To the page as it was: its filter, its order and its row in focus stand in the address."""
    address = reverse("admin:articles_importbatch_change", args=[batch.pk])
    query = request.GET.urlencode()
    return redirect(f"{address}?{query}" if query else address)


def articles(count: int) -> str:
    return "1 article" if count == 1 else f"{count:,} articles"
