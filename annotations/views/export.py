"""Taking a project's annotations away as a file."""

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET

from annotations.access import ProjectAccess, open_project
from annotations.exports.addresses import Addresses
from annotations.exports.formats import FORMATS, Format
from annotations.exports.rows import Selection, chosen
from annotations.forms.export import ExportForm
from annotations.models import Project
from annotations.views.frame import project_frame

ARTICLES_LISTED = 300
"""Articles offered as a filter; any other of the project is chosen by its number in the address."""


@require_GET
def export(request: HttpRequest, slug: str) -> HttpResponseBase:
    """The choice of a format and filters; with a format in the address, the file."""
    access = open_project(request.user, slug)
    form = ExportForm(request.GET, project=access.project)
    if not form.is_valid():
        return _page(request, access, form, Selection(), status=422)
    selection = form.selection()
    if form.cleaned_data["format"]:
        addresses = Addresses.of(access.project, request.build_absolute_uri("/"))
        return _download(access.project, FORMATS[form.cleaned_data["format"]], selection, addresses)
    return _page(request, access, form, selection)


def _page(
    request: HttpRequest,
    access: ProjectAccess,
    form: ExportForm,
    selection: Selection,
    status: int = 200,
) -> HttpResponse:
    articles = access.project.articles.select_related("source").order_by("-pk")
    context = {
        **project_frame(access, "export"),
        "form": form,
        "selection": selection,
        "formats": FORMATS.values(),
        "articles": articles[:ARTICLES_LISTED],
        "articles_listed": ARTICLES_LISTED,
        "article_count": access.project.article_links.count(),
        "count": chosen(access.project, selection).count() if form.is_valid() else None,
    }
    return render(request, "annotations/export.html", context, status=status)


def _download(
    project: Project, chosen_format: Format, selection: Selection, addresses: Addresses
) -> StreamingHttpResponse:
    name = chosen_format.file_name(project, timezone.localdate())
    return StreamingHttpResponse(
        chosen_format.write(project, selection, addresses),
        content_type=chosen_format.content_type,
        headers={
            "Content-Disposition": content_disposition_header(as_attachment=True, filename=name)
            or "attachment",
            "X-Content-Type-Options": "nosniff",
            "Cache-Control": "private, no-store",
        },
    )
