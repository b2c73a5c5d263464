"""Uploads: what an editor brought, what was read from it, and what became of it."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from articles.core.formats.records import FileFormat, RecordFormat
from articles.core.problems import UNCERTAIN_ENCODING
from articles.models.articles import Article, DatePrecision
from articles.models.sources import Source


def _choices(formats: type[FileFormat] | type[RecordFormat]) -> list[tuple[str, str]]:
    return [(format_.value, format_.value) for format_ in formats]


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
    undo_refusal = models.TextField(
        blank=True, help_text="Why a job did not undo it, when its turn came."
    )
    queued_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    queued_at = models.DateTimeField(null=True)
    queued_count = models.PositiveIntegerField(
        default=0, help_text="Items that were queued for importing together, at the last time."
    )
    recurring = ArrayField(
        models.BigIntegerField(),
        default=list,
        help_text="Keys of lines that several of its items have.",
    )

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

    @property
    def refusal_mark(self) -> dict[str, str]:
        """What a refusal says beside its reason: in which queue of the batch, told by its time."""
        return {"queued": self.queued_at.isoformat() if self.queued_at else ""}


class ImportFile(models.Model):
    """A file that holds records: how they are read, and how far that has come.

    A file that is one article has none: it is an item by itself.
    """

    class State(models.TextChoices):
        WAITING = "waiting", "waits for its editor"
        READING = "reading", "being read"
        READ = "read", "read"
        STOPPED = "stopped", "stopped"
        FAILED = "failed", "not readable"

    batch = models.ForeignKey(ImportBatch, on_delete=models.CASCADE, related_name="files")
    name = models.TextField(help_text="The file's name or path, as given.")
    size = models.PositiveBigIntegerField(help_text="In bytes.")
    sha256 = models.CharField(max_length=64, help_text="Of its bytes, which are stored under it.")
    format = models.CharField(max_length=8, choices=_choices(FileFormat))
    options = models.JSONField(
        default=dict, help_text="How its records are read: encoding, columns, mapping."
    )
    source = models.ForeignKey(
        Source,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
        help_text="What its editor says all of its records come from.",
    )
    state = models.CharField(max_length=8, choices=State, default=State.READING)
    records = models.PositiveIntegerField(
        default=0, help_text="How many of its records were staged or refused so far."
    )
    reading_since = models.DateTimeField(
        null=True, help_text="When its reading began, or went on, for the last time."
    )
    records_then = models.PositiveIntegerField(
        default=0, help_text="How many of its records were staged or refused by then."
    )
    problems = models.JSONField(default=list, help_text="What to look at: line, code, message.")

    class Meta:
        ordering = ["batch", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(sha256__regex="^[0-9a-f]{64}$"), name="file_sha256_is_one"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def waits_for(self) -> str:
        """What its editor has to say first while it waits: "its encoding" or "its columns"."""
        doubt = self.options.get("doubt") or {}
        return "its encoding" if doubt.get("code") == UNCERTAIN_ENCODING else "its columns"


class ImportItem(models.Model):
    """One article-to-be of a batch: its raw bytes, what was parsed, what was removed.

    It is a whole file or one record of one. Its raw bytes are `size` bytes from `raw_offset` in the
    stored file `raw_sha256`: the file it came in, or one that several were packed into.

    The metadata columns hold what will become (or became) the article's; `proposal` keeps what the
    cleaning rules said of each, with confidence, rule and line. Lines are counted from 1 in the
    decoded text.
    """

    class Status(models.TextChoices):
        STAGED = "staged", "staged"
        QUEUED = "queued", "being imported"
        COMMITTED = "committed", "imported"
        DUPLICATE = "duplicate", "already there"
        FAILED = "failed", "not readable"
        DISMISSED = "dismissed", "left out"
        UNDONE = "undone", "undone"

    class Match(models.TextChoices):
        SAME_TEXT = "same-text", "the same text"
        SAME_ADDRESS = "same-address", "the same address or id"
        SIMILAR = "similar", "a similar text"

    class Decision(models.TextChoices):
        SEPARATE = "separate", "a separate article"
        SAME = "same", "the same article, seen elsewhere"
        VERSION = "version", "a new version of it"
        RELATED = "related", "separate, of the same story"

    batch = models.ForeignKey(ImportBatch, on_delete=models.CASCADE, related_name="items")
    file = models.ForeignKey(
        ImportFile,
        on_delete=models.CASCADE,
        null=True,
        related_name="items",
        help_text="The file that holds this record; empty when the item is a file of its own.",
    )
    record = models.PositiveIntegerField(null=True, help_text="Number in its file, from 1.")
    line = models.PositiveIntegerField(null=True, help_text="Where it begins in its file, from 1.")
    format = models.CharField(
        max_length=8, choices=_choices(RecordFormat), default=RecordFormat.TEXT.value
    )
    position = models.PositiveIntegerField(help_text="From 1, in the order of the upload.")
    name = models.TextField(help_text="The file's name or path, as given.")
    status = models.CharField(max_length=10, choices=Status, default=Status.STAGED)
    size = models.PositiveBigIntegerField(help_text="Of the raw bytes.")
    sha256 = models.CharField(max_length=64, blank=True, help_text="Of the raw bytes.")
    raw_sha256 = models.CharField(
        max_length=64, blank=True, help_text="The stored file that has them; empty: not kept."
    )
    raw_offset = models.PositiveBigIntegerField(default=0, help_text="Where in it they begin.")
    encoding = models.CharField(max_length=40, blank=True)
    encoding_confidence = models.FloatField(null=True, help_text="From 0 to 1.")
    is_repaired = models.BooleanField(
        null=True,
        default=None,
        help_text="Whether its editor had wrongly decoded characters repaired; empty: not said.",
    )

    stated = models.JSONField(
        default=dict,
        help_text="What its file states of it outside of its bytes: given, encoding, fetched.",
    )

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

    text_sha256 = models.CharField(
        max_length=64, blank=True, help_text="Of the cleaned text; empty when there is none."
    )
    line_keys = ArrayField(
        models.BigIntegerField(),
        default=list,
        help_text="Keys of its short lines: what recurs in a batch is no article's.",
    )
    recurring = models.JSONField(
        default=dict, help_text="Key of a line → role: what was learnt before, and used to read it."
    )

    match = models.ForeignKey(
        Article,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
        help_text="The article in the archive that this may be, or be a version of.",
    )
    match_kind = models.CharField(max_length=12, choices=Match, blank=True)
    similarity = models.FloatField(null=True, help_text="Of both texts, from 0 to 1.")
    decision = models.CharField(
        max_length=8, choices=Decision, blank=True, help_text="What its editor says it is."
    )

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
                condition=Q(raw_sha256__regex="^([0-9a-f]{64})?$"), name="item_raw_sha256_is_one"
            ),
            models.CheckConstraint(
                condition=Q(text_sha256__regex="^([0-9a-f]{64})?$"), name="item_text_sha256_is_one"
            ),
            models.CheckConstraint(
                condition=~Q(status="committed") | Q(article__isnull=False),
                name="item_committed_has_article",
            ),
        ]
        indexes = [
            models.Index(fields=["sha256"], name="item_by_sha256"),
            models.Index(fields=["batch", "status", "position"], name="item_by_status"),
            models.Index(fields=["file", "record"], name="item_of_file"),
            # The same text twice in a batch, as long as it waits there.
            models.Index(
                fields=["text_sha256"],
                condition=Q(status__in=["staged", "queued"]),
                name="item_by_text",
            ),
        ]

    def __str__(self) -> str:
        return self.name
