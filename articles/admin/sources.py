"""Sources, with what they are recognised by."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.contrib.auth.models import User
from django.db.models import Count, QuerySet
from django.forms import BaseModelFormSet, ModelForm
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from articles.core.languages import name as language_name
from articles.core.lines import Role
from articles.core.recurrence import LEAST
from articles.forms.editors import SourceForm, SourceNameForm
from articles.models import KnownLine, Source, SourceName
from articles.services import sources
from articles.services.acting import acting


class SourceNameInline(admin.TabularInline):  # type: ignore[type-arg]
    model = SourceName
    form = SourceNameForm
    extra = 1
    verbose_name = "name or host"
    verbose_name_plural = "recognised by (names in header lines, hosts of addresses)"


class KnownLineInline(admin.TabularInline):  # type: ignore[type-arg]
    """What was learnt can be looked at and forgotten; it is taught where items are corrected."""

    model = KnownLine
    fields = ["text", "role_shown", "seen", "taught_by"]
    readonly_fields = ["text", "role_shown", "seen", "taught_by"]
    extra = 0
    verbose_name_plural = "lines it is known for (delete one to forget it)"

    def has_add_permission(self, request: HttpRequest, obj: Source | None = None) -> bool:
        return False

    def get_queryset(self, request: HttpRequest) -> QuerySet[KnownLine]:
        found: QuerySet[KnownLine] = super().get_queryset(request)
        return found.select_related("taught_by").order_by("-seen", "text")

    @admin.display(description="taken for")
    def role_shown(self, line: KnownLine) -> str:
        if line.role:
            return Role(line.role).label
        return Role.BOILERPLATE.label if line.seen >= LEAST else "too rare to tell"


@admin.register(Source)
class SourceAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    form = SourceForm
    inlines = [SourceNameInline, KnownLineInline]
    list_display = ["name", "language_shown", "articles_shown", "names_shown"]
    list_filter = ["language"]
    search_fields = ["name", "names__text"]
    search_help_text = "A source's name, or a name or host it is recognised by"

    def get_queryset(self, request: HttpRequest) -> QuerySet[Source]:
        found: QuerySet[Source] = super().get_queryset(request)
        return found.prefetch_related("names").annotate(article_count=Count("articles"))

    @admin.display(description="language", ordering="language")
    def language_shown(self, source: Source) -> str:
        return language_name(source.language) if source.language else "–"

    @admin.display(description="articles", ordering="article_count")
    def articles_shown(self, source: Source) -> SafeString:
        address = reverse("admin:articles_article_changelist")
        count: int = getattr(source, "article_count", 0)
        return format_html(
            '<a href="{}?source__id__exact={}">{}</a>', address, source.pk, f"{count:,}"
        )

    @admin.display(description="recognised by")
    def names_shown(self, source: Source) -> str:
        return ", ".join(name.text for name in source.names.all())

    def save_formset(
        self,
        request: HttpRequest,
        form: ModelForm[Source],
        formset: BaseModelFormSet[Any, Any],
        change: bool,
    ) -> None:
        assert isinstance(request.user, User)
        changed = formset.save(commit=False)
        with acting(request.user):
            for name in formset.deleted_objects:
                name.delete()
        for name in changed:
            sources.save_name(name=name, by=request.user)

    def save_related(
        self, request: HttpRequest, form: ModelForm[Source], formsets: Any, change: bool
    ) -> None:
        super().save_related(request, form, formsets, change)
        assert isinstance(request.user, User)
        sources.learn(source=form.instance, names=[form.instance.name], by=request.user)
