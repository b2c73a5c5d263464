"""Stories, with their articles."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.contrib.auth.models import User
from django.db.models import Count, QuerySet
from django.forms import ModelForm
from django.http import HttpRequest

from articles.forms.editors import StoryForm
from articles.models import Story
from articles.services import editing


@admin.register(Story)
class StoryAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    form = StoryForm
    list_display = ["title", "article_count", "created_at"]
    search_fields = ["title", "summary"]
    search_help_text = "Title or summary"

    def get_queryset(self, request: HttpRequest) -> QuerySet[Story]:
        found: QuerySet[Story] = super().get_queryset(request)
        return found.annotate(article_count=Count("articles"))

    @admin.display(description="articles", ordering="article_count")
    def article_count(self, story: Story) -> int:
        count: int = getattr(story, "article_count", 0)
        return count

    def save_related(
        self, request: HttpRequest, form: ModelForm[Story], formsets: Any, change: bool
    ) -> None:
        super().save_related(request, form, formsets, change)
        assert isinstance(request.user, User)
        chosen = form.cleaned_data["articles"]
        editing.set_story_articles(story=form.instance, articles=chosen, by=request.user)
