"""Articles: their fields, and their texts to look at."""

from typing import Any

from django.contrib import admin
from django.contrib.auth.models import User
from django.db.models import QuerySet
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from articles.core.languages import name as language_name
from articles.forms.dates import shown_date
from articles.forms.editors import ArticleForm
from articles.models import Article, TextVersion
from articles.services import editing


class TextVersionInline(admin.StackedInline):  # type: ignore[type-arg]
    model = TextVersion
    fk_name = "article"
    fields = ("text_shown", "word_count", "created_at", "file_shown", "removed_shown")
    readonly_fields = ("text_shown", "word_count", "created_at", "file_shown", "removed_shown")
    extra = 0
    can_delete = False
    verbose_name_plural = "text versions (never changed; a new text is a new version)"

    def get_queryset(self, request: HttpRequest) -> QuerySet[TextVersion]:
        return super().get_queryset(request).select_related("import_item").order_by("-number")

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    @admin.display(description="text")
    def text_shown(self, version: TextVersion) -> SafeString:
        return render_to_string("admin/articles/_version_text.html", {"version": version})

    @admin.display(description="raw file")
    def file_shown(self, version: TextVersion) -> SafeString | str:
        item = version.import_item
        if item is None:
            return "None: it was not imported from a file."
        address = reverse("admin:articles_importitem_raw", args=[item.pk])
        size = f"{item.size:,} bytes"
        return format_html('<a href="{}">{}</a> ({})', address, item.name, size)

    @admin.display(description="removed lines")
    def removed_shown(self, version: TextVersion) -> SafeString | str:
        item = version.import_item
        if item is None or not item.removed:
            return "None."
        return render_to_string("admin/articles/_removed_lines.html", {"removed": item.removed})


@admin.register(Article)
class ArticleAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    form = ArticleForm
    inlines = [TextVersionInline]
    list_display = ["title", "source", "date_shown", "language_shown", "story", "words_shown"]
    list_filter = [
        ("source", admin.RelatedOnlyFieldListFilter),
        "language",
        ("published", admin.DateFieldListFilter),
    ]
    list_select_related = ["source", "story", "current_version"]
    list_per_page = 50
    show_full_result_count = False
    ordering = ["-id"]
    search_fields = ["title", "external_id", "url", "source__name"]
    search_help_text = "Title, identifier, address or source; the archive's search looks into texts"
    autocomplete_fields = ["source", "story"]

    @admin.display(description="date", ordering="published")
    def date_shown(self, article: Article) -> str:
        return shown_date(article) or "unknown"

    @admin.display(description="language", ordering="language")
    def language_shown(self, article: Article) -> str:
        return language_name(article.language)

    @admin.display(description="words")
    def words_shown(self, article: Article) -> str:
        return f"{article.current_version.word_count:,}" if article.current_version else "–"

    def has_add_permission(self, request: HttpRequest) -> bool:
        # Articles come by import, so that their raw bytes are always kept.
        return False

    def save_model(self, request: HttpRequest, obj: Article, form: Any, change: bool) -> None:
        assert isinstance(request.user, User)
        editing.change_article(article=obj, changed=form.changed_columns(), by=request.user)

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> tuple[Any, Any, Any, Any]:
        """As usual, without naming what keeps an article from being deleted: it may be what a
        project says of it, and the person asking need not be a member."""
        deletable, counts, lacking, protected = super().get_deleted_objects(objs, request)
        if protected:
            protected = ["What people say about it in their projects."]
        return deletable, counts, lacking, protected

    def delete_model(self, request: HttpRequest, obj: Article) -> None:
        assert isinstance(request.user, User)
        editing.delete_article(article=obj, by=request.user)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Article]) -> None:
        assert isinstance(request.user, User)
        editing.delete_articles(articles=queryset, by=request.user)
