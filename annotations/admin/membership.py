"""What staff may see of projects in the administration: those they are members of."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest


class OwnProjectsAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    """Lists only what belongs to projects of the visitor, who may be a superuser; read-only.

    Membership is looked up through `project_path`, the way from the model to its project's members.
    """

    project_path = "project__memberships__user"

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        rows: QuerySet[Any] = super().get_queryset(request)
        # One membership of a person per project, so the join repeats no row.
        return rows.filter(**{self.project_path: request.user})

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
