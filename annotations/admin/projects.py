"""Projects in the administration: the one place where a superuser may let somebody in."""

from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.auth.models import User
from django.db.models import Count, QuerySet
from django.forms.models import BaseInlineFormSet
from django.http import HttpRequest

from annotations.admin.membership import OwnProjectsAdmin
from annotations.models import Membership, Project, Role
from articles.services.acting import acting


class MembershipFormSet(BaseInlineFormSet):  # type: ignore[type-arg]
    def clean(self) -> None:
        super().clean()
        kept = [
            form.cleaned_data
            for form in self.forms
            if form.cleaned_data and not form.cleaned_data.get("DELETE")
        ]
        if not any(self.errors) and not any(row.get("role") == Role.MANAGER for row in kept):
            raise forms.ValidationError("A project keeps at least one manager.")


class MembershipInline(admin.TabularInline):  # type: ignore[type-arg]
    model = Membership
    formset = MembershipFormSet
    fields = ("user", "role", "created_at")
    readonly_fields = ("created_at",)
    autocomplete_fields = ("user",)
    extra = 0
    verbose_name = "member"

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        # The list of projects is limited to one's own, whose members every member sees.
        return True

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return _is_superuser(request)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return _is_superuser(request)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return _is_superuser(request)


@admin.register(Project)
class ProjectAdmin(OwnProjectsAdmin):
    """Superusers find every project by its name, to change who its members are; no more of it.

    Name and guidelines are edited on the project's own settings page, which knows revisions.
    """

    project_path = "memberships__user"
    list_display = ("name", "slug", "managers", "member_count", "created_at")
    search_fields = ("name", "slug")
    fields = ("name", "slug", "created_by", "created_at")
    readonly_fields = fields
    inlines = (MembershipInline,)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Project]:
        members = Count("memberships", distinct=True)
        shown = Project.objects.all()
        if not _is_superuser(request):
            shown = shown.filter(pk__in=super().get_queryset(request).values("pk"))
        return shown.annotate(member_count=members).prefetch_related("memberships__user")

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return _is_superuser(request)

    def save_related(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        assert isinstance(request.user, User)
        with acting(request.user):
            super().save_related(request, *args, **kwargs)

    @admin.display(description="managers")
    def managers(self, project: Project) -> str:
        return ", ".join(
            sorted(
                membership.user.get_username()
                for membership in project.memberships.all()
                if membership.role == Role.MANAGER
            )
        )

    @admin.display(description="members", ordering="member_count")
    def member_count(self, project: Project) -> int:
        count: int = project.member_count  # type: ignore[attr-defined]
        return count


def _is_superuser(request: HttpRequest) -> bool:
    return bool(getattr(request.user, "is_superuser", False))
