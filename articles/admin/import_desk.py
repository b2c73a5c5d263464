"""The import desk: files and pasted text brought in, one request for each file or one for all."""

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from articles.admin.import_batch import editor
from articles.forms.editors import UploadForm
from articles.forms.numbers import row_number
from articles.models import ImportBatch, ImportItem, Source
from articles.queries.imports import recent_batches
from articles.services import batches, sources
from articles.services.previews import PASTED


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
        "sources": Source.objects.values_list("name", flat=True),
        "limit": filesizeformat(settings.IMPORT_MAX_FILE_BYTES),
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
    if len(files) != 1:
        return JsonResponse({"message": "Send one file in each request."}, status=400)
    form = UploadForm({"source": request.POST.get("source", "")})
    if not form.is_valid():
        return JsonResponse({"message": form.errors["source"][0]}, status=422)
    source = _source(request, form.cleaned_data["source"])
    # A file of a dropped folder comes with its path, which a file name cannot hold.
    item = _stage(request, batch, files[0], source, name=request.POST.get("name", ""))
    problem = item.problems[0]["message"] if item.problems else ""
    return JsonResponse(
        {
            "status": item.status,
            "label": item.get_status_display(),
            "title": item.title,
            "message": "" if item.status == ImportItem.Status.STAGED else problem,
        }
    )


def _stage_all(
    request: HttpRequest, files: list[UploadedFile], text: str, source_name: str
) -> HttpResponse:
    batch = _batch_to_extend(request)
    source = _source(request, source_name)
    if batch is None:
        batch = batches.create_batch(origin=ImportBatch.Origin.ADMIN, by=editor(request))
    for file in files:
        _stage(request, batch, file, source)
    if text.strip():
        by = editor(request)
        batches.stage(batch=batch, name=PASTED, raw=text.encode(), by=by, source=source)
    return redirect("admin:articles_importbatch_change", batch.pk)


def _stage(
    request: HttpRequest,
    batch: ImportBatch,
    file: UploadedFile,
    source: Source | None,
    *,
    name: str = "",
) -> ImportItem:
    name = name or file.name or "unnamed"
    if file.file is None:
        raise ValueError(f"{name} came without a body")
    by = editor(request)
    return batches.stage(batch=batch, name=name, raw=file.file, by=by, source=source)


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
    }
