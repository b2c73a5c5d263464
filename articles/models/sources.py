"""Outlets, and the names and hosts by which their articles are recognised."""

from django.db import models
from django.db.models.functions import Lower

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
