"""Annotations, the deleted ones too, to look through."""

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.text import Truncator

from annotations.admin.membership import OwnProjectsAdmin
from annotations.models import Annotation


@admin.register(Annotation)
class AnnotationAdmin(OwnProjectsAdmin):
    list_display = (
        "short_quote",
        "kind",
        "referent",
        "article",
        "project",
        "created_by",
        "created_at",
        "is_deleted",
    )
    list_filter = (
        ("project", admin.RelatedOnlyFieldListFilter),
        "kind",
        "state",
        ("created_by", admin.RelatedOnlyFieldListFilter),
        ("deleted_at", admin.EmptyFieldListFilter),
    )
    search_fields = ("quote", "note")
    ordering = ("-pk",)
    # The exact number of a million rows is nothing to wait for.
    show_full_result_count = False
    list_per_page = 50
    exclude = ("idempotency_key",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Annotation]:
        return (
            super()
            .get_queryset(request)
            .select_related(
                "project",
                "label",
                "created_by",
                "version__article",
                "entity__merged_into",
                "claim__merged_into",
                "target_entity__merged_into",
                "target_claim__merged_into",
            )
            .defer("version__body", "version__blocks")
        )

    def get_view_on_site_url(self, obj: Annotation | None = None) -> str | None:
        if obj is None:
            return None
        return reverse("annotations:annotation", args=[obj.project.slug, obj.pk])

    @admin.display(description="quote", ordering="quote")
    def short_quote(self, annotation: Annotation) -> str:
        return Truncator(annotation.quote).chars(60)

    @admin.display(description="entity or claim")
    def referent(self, annotation: Annotation) -> str:
        named = (
            annotation.entity
            or annotation.claim
            or annotation.target_entity
            or annotation.target_claim
        )
        return Truncator(str(named.canonical)).chars(60) if named else "–"

    @admin.display(description="article")
    def article(self, annotation: Annotation) -> str:
        return Truncator(annotation.version.article.title).chars(40)

    @admin.display(description="deleted", boolean=True)
    def is_deleted(self, annotation: Annotation) -> bool:
        return annotation.deleted_at is not None
