"""What became of a batch, as a page and as a file for spreadsheets."""

import csv
from collections.abc import Iterator
from itertools import chain, islice

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from articles.admin.item_rows import state_of, whys
from articles.core.spreadsheets import defused
from articles.forms.dates import shown_date
from articles.models import ImportBatch, ImportItem
from articles.queries.import_report import (
    batch_report,
    not_imported,
    reported_items,
    unread_files,
)

COLUMNS = (
    "item", "file", "record", "line", "state", "title", "source", "published", "language",
    "article", "address", "reason",
)  # fmt: skip

_MOST_SHOWN = 200
_ROWS_PER_PIECE = 200
_BYTE_ORDER_MARK = "\ufeff"


@require_GET
def import_report(request: HttpRequest, pk: int) -> HttpResponse:
    batch = get_object_or_404(ImportBatch.objects.select_related("created_by"), pk=pk)
    items = not_imported(batch, limit=_MOST_SHOWN)
    context = {
        "section": "import",
        "batch": batch,
        "report": batch_report(batch),
        "rows": [(item, state_of(item), whys(item)) for item in items],
        "unread": unread_files(batch)[:_MOST_SHOWN],
        "is_cut": len(items) == _MOST_SHOWN,
    }
    return render(request, "admin/imports/report.html", context)


@require_GET
def report_file(request: HttpRequest, pk: int) -> StreamingHttpResponse:
    """The same item by item, as CSV."""
    batch = get_object_or_404(ImportBatch, pk=pk)
    response = StreamingHttpResponse(_lines(request, batch), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="import-{batch.pk}.csv"'
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _lines(request: HttpRequest, batch: ImportBatch) -> Iterator[str]:
    """The file in pieces: a byte order mark (Excel needs it), the header, the rows."""
    writer = csv.writer(_Lines())
    table = chain([list(COLUMNS)], (_cells(request, item) for item in reported_items(batch)))
    yield _BYTE_ORDER_MARK
    while piece := "".join(writer.writerow(cells) for cells in islice(table, _ROWS_PER_PIECE)):
        yield piece


def _cells(request: HttpRequest, item: ImportItem) -> list[str]:
    article = item.article
    cells = (
        str(item.position),
        item.name,
        str(item.record or ""),
        str(item.line or ""),
        state_of(item)[1],
        item.title,
        item.source.name if item.source else item.source_name,
        shown_date(item),
        item.language,
        request.build_absolute_uri(article.get_absolute_url()) if article else "",
        item.url,
        " ".join(whys(item)),
    )
    return [defused(cell) for cell in cells]


class _Lines:
    """A file whose `write` hands the line back, so that the writer's result is the line."""

    def write(self, line: str) -> str:
        return line
