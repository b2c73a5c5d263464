"""Articles and the immutable versions of their text."""

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import HashIndex
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from articles.core import languages
from articles.core.blocks import Block, from_json
from articles.models.history import keeps_history
from articles.models.sources import Source


class DatePrecision(models.TextChoices):
    """How much of a publication date is known."""

    DAY = "day", "day"
    MONTH = "month", "month"
    YEAR = "year", "year"


@keeps_history()
class Story(models.Model):
    """Articles about the same event."""

    title = models.CharField(max_length=300)
    summary = models.TextField(blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["title"]
        verbose_name_plural = "stories"
        constraints = [
            models.CheckConstraint(condition=~Q(title=""), name="story_title_not_empty"),
        ]

    def __str__(self) -> str:
        return self.title


class ArticleQuerySet(models.QuerySet["Article"]):
    def with_text(self) -> "ArticleQuerySet":
        """With source, story and the present text version, in the same query."""
        return self.select_related("source", "story", "current_version")


@keeps_history()
class Article(models.Model):
    """One published piece, in one language, by one source or an unknown one."""

    source = models.ForeignKey(
        Source, on_delete=models.PROTECT, null=True, blank=True, related_name="articles"
    )
    story = models.ForeignKey(
        Story, on_delete=models.SET_NULL, null=True, blank=True, related_name="articles"
    )
    title = models.TextField()
    kicker = models.TextField(blank=True, help_text="The line above the title: PHOTO, OPINION …")
    authors = ArrayField(models.TextField(), default=list, blank=True)
    dateline = models.TextField(
        blank=True, help_text="Where the report was filed, as printed; it stays in the body, too."
    )
    published = models.DateField(
        null=True, blank=True, help_text="First day of the month or year when only that is known."
    )
    published_precision = models.CharField(max_length=8, choices=DatePrecision, blank=True)
    language = models.CharField(
        max_length=16, default="und", help_text="ISO 639-1 code; 'und' when it is not known."
    )
    url = models.TextField(blank=True, help_text="Where it was published. Never fetched.")
    external_id = models.CharField(
        max_length=200, blank=True, help_text="What its source calls it, such as a media id."
    )
    current_version = models.OneToOneField(
        "TextVersion",
        on_delete=models.RESTRICT,
        null=True,
        editable=False,
        related_name="+",
        help_text="The newest text. Empty only while the article is being created.",
    )
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    objects = ArticleQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(title=""), name="article_title_not_empty"),
            models.CheckConstraint(condition=~Q(language=""), name="article_language_not_empty"),
            models.CheckConstraint(
                condition=Q(published__isnull=True, published_precision="")
                | Q(published__isnull=False) & Q(published_precision__in=DatePrecision.values),
                name="article_date_has_precision",
            ),
        ]
        indexes = [
            models.Index(
                F("published").desc(nulls_last=True), F("id").desc(), name="article_by_date"
            ),
            models.Index("source", F("published").desc(nulls_last=True), name="article_by_source"),
            models.Index(
                "language", F("published").desc(nulls_last=True), name="article_by_language"
            ),
            models.Index(fields=["external_id"], name="article_by_external_id"),
            # A b-tree refuses long values, and addresses can be longer.
            HashIndex(fields=["url"], name="article_by_url"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("articles:article", args=[self.pk])

    @property
    def direction(self) -> str:
        """'rtl' or 'ltr': how its text runs."""
        return languages.direction(self.language)


class TextVersion(models.Model):
    """The text of an article at one time: a body, its blocks and its hash. Never changed.

    Offsets into `body` are Unicode code points. `blocks` is a list of [kind, start, end] that tile
    the body, with exactly two newlines between one block and the next.
    """

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField(help_text="1 for the first text of the article.")
    body = models.TextField()
    blocks = models.JSONField()
    sha256 = models.CharField(max_length=64, help_text="Of the body in UTF-8, in hexadecimal.")
    word_count = models.PositiveIntegerField()
    import_item = models.ForeignKey(
        "ImportItem", on_delete=models.PROTECT, null=True, related_name="versions"
    )
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["article", "number"]
        constraints = [
            models.UniqueConstraint(fields=["article", "number"], name="version_number_unique"),
            models.CheckConstraint(condition=Q(number__gte=1), name="version_number_from_one"),
            models.CheckConstraint(condition=~Q(body=""), name="version_body_not_empty"),
            models.CheckConstraint(
                condition=Q(sha256__regex="^[0-9a-f]{64}$"), name="version_sha256_is_one"
            ),
        ]
        indexes = [models.Index(fields=["sha256"], name="version_by_sha256")]
        triggers = [
            pgtrigger.Protect(
                name="text_is_immutable",
                operation=pgtrigger.UpdateOf(  # type: ignore[no-untyped-call]
                    "article_id", "number", "body", "blocks", "sha256"
                ),
            )
        ]

    def __str__(self) -> str:
        return f"{self.article_id} v{self.number}"

    def block_list(self) -> tuple[Block, ...]:
        """The blocks as values."""
        return from_json(self.blocks)
