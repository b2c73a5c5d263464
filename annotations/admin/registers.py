"""The entities and claims of projects, to look through; they are changed on their pages."""

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from annotations.admin.membership import OwnProjectsAdmin
from annotations.models import Claim, Entity

OWN_PROJECTS = ("project", admin.RelatedOnlyFieldListFilter)


@admin.register(Entity)
class EntityAdmin(OwnProjectsAdmin):
    list_display = ("name", "kind", "other_names", "project", "merged_into", "updated_at")
    list_filter = (OWN_PROJECTS, "kind", ("merged_into", admin.EmptyFieldListFilter))
    list_select_related = ("project", "merged_into")
    search_fields = ("name", "aliases")
    ordering = ("name", "pk")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Entity]:
        return super().get_queryset(request).select_related("project")

    @admin.display(description="other names")
    def other_names(self, entity: Entity) -> str:
        return " · ".join(entity.aliases)


@admin.register(Claim)
class ClaimAdmin(OwnProjectsAdmin):
    list_display = ("statement", "project", "merged_into", "created_by", "updated_at")
    list_filter = (OWN_PROJECTS, ("merged_into", admin.EmptyFieldListFilter))
    list_select_related = ("project", "merged_into", "created_by")
    search_fields = ("statement", "note")
    ordering = ("-pk",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Claim]:
        return super().get_queryset(request).select_related("project")
