"""Outlets, and the names and hosts by which their articles are recognised."""

from django.conf import settings
from django.db import models
from django.db.models.functions import Lower
from django.urls import reverse

from articles.core.lines import Role
from articles.models.history import keeps_history


@keeps_history()
class Source(models.Model):
    """An outlet that publishes."""

    name = models.CharField(max_length=200, help_text="As readers know it: Asharq Al-Awsat.")
    description = models.TextField(blank=True, help_text="Who is behind it, where, since when.")
    language = models.CharField(
        max_length=16,
        blank=True,
        help_text="ISO 639-1 code of the language it mostly publishes in.",
    )
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(Lower("name"), name="source_name_unique"),
            models.CheckConstraint(condition=~models.Q(name=""), name="source_name_not_empty"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("articles:source", args=[self.pk])


@keeps_history()
class SourceName(models.Model):
    """One name or host that an article's text may carry, and the source it stands for."""

    class Kind(models.TextChoices):
        NAME = "name", "name"
        HOST = "host", "host"

    source = models.ForeignKey(Source, on_delete=models.CASCADE, related_name="names")
    kind = models.CharField(max_length=8, choices=Kind, default=Kind.NAME)
    text = models.CharField(max_length=200, help_text="The name or host as it appears in articles.")
    key = models.CharField(
        max_length=200,
        editable=False,
        help_text="The text with case, hyphens and punctuation folded: what is compared.",
    )

    class Meta:
        ordering = ["kind", "text"]
        constraints = [
            models.UniqueConstraint(fields=["kind", "key"], name="source_recognised_by_one_name"),
            models.CheckConstraint(condition=~models.Q(key=""), name="source_name_key_not_empty"),
        ]

    def __str__(self) -> str:
        return self.text


class KnownLine(models.Model):
    """A short line that recurs in a source's articles, and what it is.

    An editor's word stays; what was only counted holds when it was seen often enough.
    """

    source = models.ForeignKey(Source, on_delete=models.CASCADE, related_name="known_lines")
    key = models.BigIntegerField(help_text="Of the line with case and digits folded.")
    text = models.TextField(help_text="The line as it was seen first.")
    seen = models.PositiveIntegerField(
        default=0, help_text="How many of its latest articles had it when they were counted."
    )
    role = models.CharField(
        max_length=16,
        blank=True,
        choices=[(role.value, role.label) for role in Role],
        help_text="What an editor says it is; empty: nobody said.",
    )
    taught_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["source", "key"], name="known_line_once_per_source")
        ]

    def __str__(self) -> str:
        return self.text
