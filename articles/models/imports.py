"""Uploads: what an editor brought, what was read from it, and what became of it."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from articles.models.articles import Article, DatePrecision
from articles.models.sources import Source


class ImportBatch(models.Model):
    """One upload: some files brought together, staged, then committed or undone together."""

    class Origin(models.TextChoices):
        ADMIN = "admin", "admin"
        COMMAND = "command", "command line"
        SAMPLE = "sample", "sample"

    origin = models.CharField(max_length=8, choices=Origin, default=Origin.ADMIN)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)
    committed_at = models.DateTimeField(null=True)
    undone_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-id"]
        verbose_name_plural = "import batches"
        constraints = [
            models.CheckConstraint(
                condition=Q(undone_at__isnull=True) | Q(committed_at__isnull=False),
                name="batch_undone_after_commit",
            )
        ]

    def __str__(self) -> str:
        return f"Import {self.pk}"


class ImportItem(models.Model):
    """One file or record of a batch: its raw bytes, what was parsed, what was removed.

    The metadata columns hold what will become (or became) the article's; `proposal` keeps what the
    cleaning rules said of each, with confidence, rule and line. Lines are counted from 1 in the
    decoded text.
    """

    class Status(models.TextChoices):
        STAGED = "staged", "staged"
        COMMITTED = "committed", "imported"
        DUPLICATE = "duplicate", "already there"
        FAILED = "failed", "not readable"
        DISMISSED = "dismissed", "left out"
        UNDONE = "undone", "undone"

    batch = models.ForeignKey(ImportBatch, on_delete=models.CASCADE, related_name="items")
    position = models.PositiveIntegerField(help_text="From 1, in the order of the upload.")
    name = models.TextField(help_text="The file's name or path, as given.")
    status = models.CharField(max_length=10, choices=Status, default=Status.STAGED)
    size = models.PositiveBigIntegerField(help_text="Of the raw file, in bytes.")
    sha256 = models.CharField(
        max_length=64, blank=True, help_text="Of the raw bytes, which are stored under it."
    )
    encoding = models.CharField(max_length=40, blank=True)
    encoding_confidence = models.FloatField(null=True, help_text="From 0 to 1.")

    title = models.TextField(blank=True)
    kicker = models.TextField(blank=True)
    source = models.ForeignKey(
        Source, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    source_name = models.CharField(
        max_length=200, blank=True, help_text="A source that is proposed but does not exist yet."
    )
    authors = ArrayField(models.TextField(), default=list, blank=True)
    external_id = models.CharField(max_length=200, blank=True)
    url = models.TextField(blank=True)
    dateline = models.TextField(blank=True)
    published = models.DateField(null=True, blank=True)
    published_precision = models.CharField(max_length=8, choices=DatePrecision, blank=True)
    language = models.CharField(max_length=16, blank=True)

    proposal = models.JSONField(default=dict, help_text="Field → value, confidence, rule, line.")
    line_roles = models.JSONField(
        default=dict, help_text="Line number → role, chosen by the editor."
    )
    removed = models.JSONField(
        default=list, help_text="What is left out: line, rule, reason, text."
    )
    problems = models.JSONField(default=list, help_text="What to look at: line, code, message.")
    block_counts = models.JSONField(default=dict, help_text="Kind of block → how many.")

    article = models.ForeignKey(
        Article,
        on_delete=models.SET_NULL,
        null=True,
        related_name="import_items",
        help_text="What it became, or the article that has the same bytes already.",
    )

    class Meta:
        ordering = ["batch", "position"]
        constraints = [
            models.UniqueConstraint(fields=["batch", "position"], name="item_position_unique"),
            models.UniqueConstraint(
                fields=["sha256"],
                condition=Q(status="committed"),
                name="item_bytes_imported_once",
            ),
            models.CheckConstraint(
                condition=Q(sha256__regex="^([0-9a-f]{64})?$"), name="item_sha256_is_one"
            ),
            models.CheckConstraint(
                condition=~Q(status="committed") | Q(article__isnull=False),
                name="item_committed_has_article",
            ),
        ]
        indexes = [models.Index(fields=["sha256"], name="item_by_sha256")]

    def __str__(self) -> str:
        return self.name
