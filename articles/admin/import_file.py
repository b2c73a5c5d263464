"""A file that holds records: what its columns mean, and its bytes as they came."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from articles.admin.attachments import attachment
from articles.admin.import_batch import editor
from articles.core.encodings import Candidate
from articles.core.formats.records import Unreadable
from articles.forms.editors import EncodingForm
from articles.forms.mappings import MappingForm
from articles.models import ImportFile
from articles.requests import is_swap
from articles.services import file_encoding, mappings
from articles.services.arrivals import options_of
from articles.services.errors import Refused
from articles.services.raw import open_raw

PRODUCERS = {
    "doccano": "doccano",
    "label-studio": "Label Studio",
    "prodigy": "Prodigy",
    "nexis": "Nexis Uni",
    "factiva": "Factiva",
    "proquest": "ProQuest",
}


@require_http_methods(["GET", "POST"])
def map_columns(request: HttpRequest, pk: int) -> HttpResponse:
    """Say what the columns of a file mean; posting it has the file read."""
    file = get_object_or_404(ImportFile.objects.select_related("batch", "source"), pk=pk)
    asked = request.POST if request.method == "POST" else request.GET
    encoding, delimiter = asked.get("encoding", ""), asked.get("delimiter", "")
    try:
        proposed = mappings.proposed(file, encoding=encoding, delimiter=delimiter)
    except (Unreadable, FileNotFoundError) as error:
        return _page(request, file, error=str(error), status=422)
    form = MappingForm(proposed, asked)
    form.found_order = mappings.dates_of(file, proposed.options, form.mapping)
    if request.method == "GET":
        return _page(request, file, form=form)
    if form.complaints:
        return _page(request, file, form=form, status=422)
    try:
        mappings.confirm(
            file=file,
            mapping=form.mapping,
            by=editor(request),
            encoding=encoding,
            delimiter=delimiter,
            date_order=form.said_order,
        )
    except Refused as refusal:
        return _page(request, file, form=form, error=str(refusal), status=409)
    messages.success(request, f"“{file.name}” is being read. The same columns are known from now.")
    return redirect("admin:articles_importbatch_change", file.batch_id)


@require_POST
def choose_encoding(request: HttpRequest, pk: int) -> HttpResponse:
    """Read a file's records in an encoding; one whose columns are not known asks for them next."""
    file = get_object_or_404(ImportFile.objects.select_related("batch", "source"), pk=pk)
    encoding = request.POST.get("encoding", "")
    try:
        file = file_encoding.choose(file=file, encoding=encoding, by=editor(request))
    except Refused as refusal:
        return _page(request, file, error=str(refusal), status=409)
    if file.state == ImportFile.State.WAITING:
        return redirect("admin:articles_importfile_mapping", file.pk)
    messages.success(request, f"“{file.name}” is being read as {encoding or 'found'}.")
    return redirect("admin:articles_importbatch_change", file.batch_id)


@require_GET
def whole_file(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The bytes as they came, to save and not to show."""
    file = get_object_or_404(ImportFile, pk=pk)
    try:
        content = open_raw(file.sha256)
    except FileNotFoundError:
        raise Http404("Nothing of this file was kept.") from None
    return attachment(content, file.name)


def _page(
    request: HttpRequest,
    file: ImportFile,
    *,
    form: MappingForm | None = None,
    error: str = "",
    status: int = 200,
) -> HttpResponse:
    producer = form.proposed.options.producer if form else ""
    options = options_of(file)
    context = {
        "section": "import",
        "file": file,
        "batch": file.batch,
        "form": form,
        "error": error,
        "producer": PRODUCERS.get(producer, producer),
        "is_waiting": file.state == ImportFile.State.WAITING,
        "has_columns": file.format in mappings.MAPPED,
        "options": options,
        "encodings": _encodings(file) if options.is_uncertain else (),
        "encoding_form": EncodingForm(initial={"encoding": options.encoding}),
        "why_decided": file_encoding.why_decided(file),
    }
    template = "_mapping.html" if is_swap(request) and request.method == "GET" else "mapping.html"
    return render(request, f"admin/imports/{template}", context, status=status)


def _encodings(file: ImportFile) -> tuple[Candidate, ...]:
    try:
        return file_encoding.choices(file)
    except FileNotFoundError:
        return ()
