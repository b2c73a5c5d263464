"""The addresses of the import area, and the permission on batches that each of them needs."""

from collections.abc import Callable
from typing import NamedTuple

from django.http.response import HttpResponseBase

from articles.admin import (
    import_actions,
    import_batch,
    import_cells,
    import_desk,
    import_file,
    import_item,
    import_preview,
    import_progress,
    import_report,
    item_changes,
)

View = Callable[..., HttpResponseBase]


class Route(NamedTuple):
    """`posting` is the permission that a POST needs where it is another one."""

    path: str
    name: str
    view: View
    needs: str
    posting: str = ""


ROUTES = (
    Route("add/", "articles_importbatch_add", import_desk.import_desk, "add"),
    Route("start/", "articles_importbatch_start", import_desk.start_batch, "add"),
    Route("<int:pk>/upload/", "articles_importbatch_upload", import_desk.upload_file, "add"),
    Route("<int:pk>/missing/", "articles_importbatch_missing", import_desk.missing_files, "add"),
    Route("<int:pk>/change/", "articles_importbatch_change", import_batch.import_batch, "view"),
    Route("<int:pk>/items/", "articles_importbatch_items", import_actions.change_batch, "change"),
    Route("<int:pk>/undo/", "articles_importbatch_undo", import_actions.undo_batch, "change"),
    Route("<int:pk>/stop/", "articles_importbatch_stop", import_progress.stop_batch, "change"),
    Route("<int:pk>/report/", "articles_importbatch_report", import_report.import_report, "view"),
    Route(
        "<int:pk>/report.csv", "articles_importbatch_report_file", import_report.report_file, "view"
    ),
    Route(
        "file/<int:pk>/mapping/",
        "articles_importfile_mapping",
        import_file.map_columns,
        "view",
        "change",
    ),
    Route(
        "file/<int:pk>/encoding/",
        "articles_importfile_encoding",
        import_file.choose_encoding,
        "change",
    ),
    Route("file/<int:pk>/raw/", "articles_importfile_raw", import_file.whole_file, "view"),
    Route(
        "file/<int:pk>/state/",
        "articles_importfile_state",
        import_progress.set_file_state,
        "change",
    ),
    Route("<int:pk>/progress/", "articles_importbatch_progress", import_progress.progress, "view"),
    Route(
        "item/<int:pk>/", "articles_importitem_change", import_item.import_item, "view", "change"
    ),
    Route("item/<int:pk>/raw/", "articles_importitem_raw", import_item.raw_file, "view"),
    Route(
        "item/<int:pk>/preview/", "articles_importitem_preview", import_preview.preview_item, "view"
    ),
    Route(
        "item/<int:pk>/cell/", "articles_importitem_cell", import_cells.edit_cell, "view", "change"
    ),
    Route("item/<int:pk>/line/", "articles_importitem_line", item_changes.set_line, "change"),
    Route("item/<int:pk>/source/", "articles_importitem_source", item_changes.set_source, "change"),
    Route("item/<int:pk>/match/", "articles_importitem_match", item_changes.set_match, "change"),
    Route("item/<int:pk>/date/", "articles_importitem_date", item_changes.set_date, "change"),
    Route(
        "item/<int:pk>/encoding/",
        "articles_importitem_encoding",
        item_changes.set_encoding,
        "change",
    ),
    Route("item/<int:pk>/repair/", "articles_importitem_repair", item_changes.set_repair, "change"),
    Route("item/<int:pk>/state/", "articles_importitem_state", item_changes.set_state, "change"),
)
