"""The import desk: files and pasted text brought in, one request for each file or one for all."""

import json
from typing import BinaryIO, cast

from django.conf import settings
from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from articles.admin.import_batch import editor
from articles.forms.editors import UploadForm
from articles.forms.numbers import row_number
from articles.models import ImportBatch, ImportFile, ImportItem, Source
from articles.queries.import_items import known_source_names
from articles.queries.imports import present_files, recent_batches
from articles.services import batches, bringing, sources
from articles.services.arrivals import printable
from articles.services.bringing import Brought
from articles.services.errors import Refused
from articles.services.previews import PASTED

_MOST_ASKED = 2000


@require_http_methods(["GET", "POST"])
def import_desk(request: HttpRequest) -> HttpResponse:
    """The page to drop files on; as a plain form post, stages what it holds as a new batch."""
    is_post = request.method == "POST"
    form = UploadForm(request.POST if is_post else None)
    if is_post and form.is_valid():
        files, text = _files(request), form.cleaned_data["text"]
        if files or text.strip():
            return _stage_all(request, files, text, form.cleaned_data["source"])
        form.add_error(None, "Nothing to import yet: choose files, or paste a text.")
    context = {
        "section": "import",
        "form": form,
        "batch": _batch_to_extend(request),
        "batches": recent_batches(),
        "sources": known_source_names(),
        "most_bytes": settings.IMPORT_MAX_FILE_BYTES,
        "most_shown": filesizeformat(settings.IMPORT_MAX_FILE_BYTES),
    }
    status = 422 if form.errors else 200
    return render(request, "admin/imports/desk.html", context, status=status)


@require_POST
def start_batch(request: HttpRequest) -> HttpResponse:
    """An empty batch for the uploads of one page; answers with its addresses."""
    batch = batches.create_batch(origin=ImportBatch.Origin.ADMIN, by=editor(request))
    return JsonResponse(_addresses(batch), status=201)


@require_POST
def upload_file(request: HttpRequest, pk: int) -> HttpResponse:
    """Stage one file; answers with what became of it."""
    batch = get_object_or_404(ImportBatch, pk=pk)
    files = _files(request)
    if not files:
        message = "No file came, or not all of it. Nothing was kept: send it again."
        return JsonResponse({"message": message}, status=400)
    if len(files) > 1:
        return JsonResponse({"message": "Send one file in each request."}, status=400)
    form = UploadForm({"source": request.POST.get("source", "")})
    if not form.is_valid():
        return JsonResponse({"message": form.errors["source"][0]}, status=422)
    source = _source(request, form.cleaned_data["source"])
    # A file of a dropped folder comes with its path, which a file name cannot hold.
    name = request.POST.get("name", "")
    try:
        brought = _bring(request, batch, files[0], source, name=name)
    except Refused as refusal:
        return JsonResponse({"message": str(refusal)}, status=409)
    return JsonResponse(_told(brought))


@require_POST
def missing_files(request: HttpRequest, pk: int) -> HttpResponse:
    """Of files with these names and sizes, the numbers of those that the batch does not have."""
    batch = get_object_or_404(ImportBatch, pk=pk)
    try:
        asked = [(printable(str(name)), int(size)) for name, size in json.loads(request.body)]
    except (ValueError, TypeError, OverflowError, RecursionError):
        return JsonResponse({"message": "Send a list of names and sizes."}, status=400)
    if len(asked) > _MOST_ASKED:
        return JsonResponse({"message": f"Ask for at most {_MOST_ASKED} at once."}, status=400)
    there = present_files(batch, [name for name, _ in asked])
    missing = [number for number, file in enumerate(asked) if file not in there]
    return JsonResponse({"missing": missing})


def _stage_all(
    request: HttpRequest, files: list[UploadedFile], text: str, source_name: str
) -> HttpResponse:
    batch = _batch_to_extend(request)
    source = _source(request, source_name)
    if batch is None:
        batch = batches.create_batch(origin=ImportBatch.Origin.ADMIN, by=editor(request))
    try:
        for file in files:
            _bring(request, batch, file, source)
        if text.strip():
            by = editor(request)
            batches.stage(batch=batch, name=PASTED, raw=text.encode(), by=by, source=source)
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("admin:articles_importbatch_change", batch.pk)


def _bring(
    request: HttpRequest,
    batch: ImportBatch,
    file: UploadedFile,
    source: Source | None,
    *,
    name: str = "",
) -> Brought:
    name = name or file.name or "unnamed"
    if file.file is None:
        raise ValueError(f"{name} came without a body")
    content = cast(BinaryIO, file.file)
    return bringing.bring(batch=batch, name=name, file=content, by=editor(request), source=source)


def _told(brought: Brought) -> dict[str, str]:
    """What became of a file, for the row of its upload."""
    if brought.files:
        file, count = brought.files[0], len(brought.items)
        read = f"{count:,} article{'' if count == 1 else 's'} in it so far" if count else ""
        problem = file.problems[0]["message"] if file.problems else ""
        label = file.get_state_display()
        if file.state == ImportFile.State.WAITING:
            label = f"waits for {file.waits_for}"
            read = _ASKED[file.waits_for]
        return {
            "status": _STATUS_OF[ImportFile.State(file.state)],
            "label": label,
            "title": "",
            "message": problem or read,
        }
    if not brought.items:
        return {"status": "failed", "label": "nothing in it", "title": "", "message": ""}
    item = brought.items[0]
    problem = item.problems[0]["message"] if item.problems else ""
    return {
        "status": item.status,
        "label": item.get_status_display(),
        "title": item.title,
        "message": "" if item.status == ImportItem.Status.STAGED else problem,
    }


_ASKED = {
    "its encoding": "Choose its encoding on the next page.",
    "its columns": "Say what its columns mean on the next page.",
}
_STATUS_OF = {
    ImportFile.State.WAITING: "waiting",
    ImportFile.State.READING: "queued",
    ImportFile.State.READ: "staged",
    ImportFile.State.STOPPED: "dismissed",
    ImportFile.State.FAILED: "failed",
}
"""The state of an item whose colour a file's state has."""


def _files(request: HttpRequest) -> list[UploadedFile]:
    """The files of a form; a browser sends a nameless empty one for an empty field."""
    return [file for file in request.FILES.getlist("files") if file.name]


def _batch_to_extend(request: HttpRequest) -> ImportBatch | None:
    pk = row_number(request.GET.get("batch", ""))
    return None if pk is None else get_object_or_404(ImportBatch, pk=pk)


def _source(request: HttpRequest, name: str) -> Source | None:
    if not name:
        return None
    return sources.find(name) or sources.create(name=name, by=editor(request))


def _addresses(batch: ImportBatch) -> dict[str, str]:
    return {
        "upload": reverse("admin:articles_importbatch_upload", args=[batch.pk]),
        "page": reverse("admin:articles_importbatch_change", args=[batch.pk]),
        "missing": reverse("admin:articles_importbatch_missing", args=[batch.pk]),
    }
