"""Where the import area hangs in the admin, and who may use it."""

from functools import wraps
from typing import Any, cast

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import URLPattern, path

from articles.admin.import_routes import ROUTES, Route, View
from articles.models import ImportBatch
from articles.queries.imports import with_counts


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

    @admin.display(description="items", ordering="items_all")
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
        ours = [path(route.path, self._guarded(route), name=route.name) for route in ROUTES]
        return [*ours, *super().get_urls()]

    def _guarded(self, route: Route) -> View:
        """The view of a route, for people with its permission on batches."""

        @wraps(route.view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            needed = route.posting if route.posting and request.method == "POST" else route.needs
            if not self._may(needed, request):
                raise PermissionDenied
            return route.view(request, *args, **kwargs)

        return cast(View, self.admin_site.admin_view(guarded))

    def _may(self, needed: str, request: HttpRequest) -> bool:
        if needed == "add":
            return self.has_add_permission(request)
        if needed == "change":
            return self.has_change_permission(request)
        return self.has_view_permission(request)
