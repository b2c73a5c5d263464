"""How far a batch's work has come: files being read, items being imported; and stopping it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST
from django_htmx.http import trigger_client_event

from articles.admin.import_batch import ITEMS_CHANGED, editor
from articles.admin.progress_panel import progress_context
from articles.models import ImportBatch, ImportFile
from articles.services import queueing, reading_files
from articles.services.errors import Refused


@require_GET
def progress(request: HttpRequest, pk: int) -> HttpResponse:
    """The panel by itself, which asks for itself again as long as something is under way.

    `busy` is how many things were under way when it was shown last: when one of them is done, the
    table is shown again.
    """
    batch = get_object_or_404(ImportBatch.objects.select_related("queued_by"), pk=pk)
    context = progress_context(batch)
    response = render(request, "admin/imports/_progress.html", context)
    has_changed = request.GET.get("busy", "") != str(context["busy"])
    return trigger_client_event(response, ITEMS_CHANGED) if has_changed else response


@require_POST
def stop_batch(request: HttpRequest, pk: int) -> HttpResponse:
    """Stage again what waits to be imported."""
    batch = get_object_or_404(ImportBatch, pk=pk)
    count = queueing.stop(batch=batch, by=editor(request))
    if count:
        messages.info(request, f"Stopped: {count:,} are staged again. What is imported stays.")
    else:
        messages.info(request, "There was nothing left to stop.")
    return redirect("admin:articles_importbatch_change", batch.pk)


@require_POST
def set_file_state(request: HttpRequest, pk: int) -> HttpResponse:
    """Stop the reading of a file, or go on with it."""
    file = get_object_or_404(ImportFile, pk=pk)
    change = reading_files.stop if request.POST.get("action") == "stop" else reading_files.resume
    try:
        change(file=file, by=editor(request))
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("admin:articles_importbatch_change", file.batch_id)
