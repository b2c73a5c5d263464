"""Where the import area hangs in the admin, and who may use it."""

from collections.abc import Callable
from functools import wraps
from typing import Any, cast

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import URLPattern, path

from articles.admin import import_batch, import_desk, import_item
from articles.models import ImportBatch
from articles.queries.imports import with_counts

View = Callable[..., HttpResponseBase]


@admin.register(ImportBatch)
class ImportBatchAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    """The list of imports; the pages behind it are views of their own.

    To bring files in, somebody needs the permission to add batches; to correct, import and undo,
    the one to change them; to look, the one to view them.
    """

    list_display = [
        "__str__",
        "items_shown",
        "imported_shown",
        "created_by",
        "origin",
        "created_at",
    ]
    list_filter = ["origin", "created_at", ("created_by", admin.RelatedOnlyFieldListFilter)]
    list_select_related = ["created_by"]
    search_fields = ["items__name", "items__title"]
    search_help_text = "Names or titles of the files"
    show_full_result_count = False

    def get_queryset(self, request: HttpRequest) -> QuerySet[ImportBatch]:
        return with_counts(super().get_queryset(request))

    @admin.display(description="files", ordering="items_all")
    def items_shown(self, batch: ImportBatch) -> int:
        count: int = getattr(batch, "items_all", 0)
        return count

    @admin.display(description="imported", ordering="items_committed")
    def imported_shown(self, batch: ImportBatch) -> int:
        count: int = getattr(batch, "items_committed", 0)
        return count

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        # A batch is undone, not deleted: its items say where articles come from.
        return False

    def get_urls(self) -> list[URLPattern]:
        add, change, view = (
            self._for_editors(permission) for permission in ("add", "change", "view")
        )
        item = self._for_editors("view", posting="change")
        ours = [
            path("add/", add(import_desk.import_desk), name="articles_importbatch_add"),
            path("start/", add(import_desk.start_batch), name="articles_importbatch_start"),
            path(
                "<int:pk>/upload/",
                add(import_desk.upload_file),
                name="articles_importbatch_upload",
            ),
            path(
                "<int:pk>/change/",
                view(import_batch.import_batch),
                name="articles_importbatch_change",
            ),
            path(
                "<int:pk>/items/",
                change(import_batch.change_batch),
                name="articles_importbatch_items",
            ),
            path(
                "<int:pk>/undo/", change(import_batch.undo_batch), name="articles_importbatch_undo"
            ),
            path(
                "item/<int:pk>/", item(import_item.import_item), name="articles_importitem_change"
            ),
            path(
                "item/<int:pk>/line/", change(import_item.set_line), name="articles_importitem_line"
            ),
            path(
                "item/<int:pk>/source/",
                change(import_item.set_source),
                name="articles_importitem_source",
            ),
            path(
                "item/<int:pk>/encoding/",
                change(import_item.set_encoding),
                name="articles_importitem_encoding",
            ),
            path(
                "item/<int:pk>/state/",
                change(import_item.set_state),
                name="articles_importitem_state",
            ),
            path("item/<int:pk>/raw/", view(import_item.raw_file), name="articles_importitem_raw"),
        ]
        return [*ours, *super().get_urls()]

    def _for_editors(self, permission: str, *, posting: str = "") -> Callable[[View], View]:
        """Wrap a view for the admin, for people with this permission on batches."""

        def may(needed: str, request: HttpRequest) -> bool:
            if needed == "add":
                return self.has_add_permission(request)
            if needed == "change":
                return self.has_change_permission(request)
            return self.has_view_permission(request)

        def decorate(view: View) -> View:
            @wraps(view)
            def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
                is_post = request.method == "POST"
                if not may(posting if posting and is_post else permission, request):
                    raise PermissionDenied
                return view(request, *args, **kwargs)

            return cast(View, self.admin_site.admin_view(guarded))

        return decorate
