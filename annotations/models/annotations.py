"""Spans of articles and what somebody says of them."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Length

from annotations.models.claims import Claim
from annotations.models.edited import Edited
from annotations.models.entities import Entity
from annotations.models.projects import Label, Project
from articles.models import TextVersion
from articles.models.history import keeps_history


class Kind(models.TextChoices):
    HIGHLIGHT = "highlight", "highlight"
    CLAIM = "claim", "claim"
    ENTITY = "entity", "entity"
    STANCE = "stance", "stance"


class Rendering(models.TextChoices):
    """How an article renders a claim."""

    ASSERTS = "asserts", "asserts"
    ATTRIBUTES = "attributes", "attributes"
    HEDGES = "hedges", "hedges"
    DENIES = "denies", "denies"


class Position(models.TextChoices):
    """What a holder thinks of a target."""

    FAVOURS = "favours", "favours"
    OPPOSES = "opposes", "opposes"
    NEUTRAL = "neutral", "neutral"
    MIXED = "mixed", "mixed"


class AnchorState(models.TextChoices):
    """How an anchor came to stand where it stands, after its article was revised."""

    EXACT = "exact", "exact"
    MOVED = "moved", "moved"
    CHANGED = "changed", "changed"
    ORPHANED = "orphaned", "orphaned"


class AnnotationQuerySet(models.QuerySet["Annotation"]):
    def present(self) -> "AnnotationQuerySet":
        """Without the deleted ones."""
        return self.filter(deleted_at__isnull=True)

    def with_referents(self) -> "AnnotationQuerySet":
        """With everything a card names, in the same query."""
        return self.select_related(
            "label",
            "created_by",
            "entity__merged_into",
            "claim__merged_into",
            "speaker__merged_into",
            "holder__merged_into",
            "target_entity__merged_into",
            "target_claim__merged_into",
        )


def _kind_rule(kind: Kind, filled: Q, empty: Q) -> Q:
    return Q(kind=kind) & filled | ~Q(kind=kind) & empty


@keeps_history()
class Annotation(Edited):
    """A span of a text version and what somebody says of it.

    The anchor is `start`, `end` (code points of the version's body, half-open), the quote between
    them and up to 32 code points before and behind it. `version.body[start:end] == quote`, always;
    an orphaned annotation stays on the last version that has its quote.
    """

    project = models.ForeignKey(
        Project, on_delete=models.CASCADE, db_index=False, related_name="annotations"
    )
    version = models.ForeignKey(
        TextVersion, on_delete=models.PROTECT, db_index=False, related_name="+"
    )
    kind = models.CharField(max_length=10, choices=Kind)

    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    quote = models.TextField()
    prefix = models.CharField(max_length=32, blank=True)
    suffix = models.CharField(max_length=32, blank=True)
    state = models.CharField(max_length=10, choices=AnchorState, default=AnchorState.EXACT)

    label = models.ForeignKey(
        Label, on_delete=models.PROTECT, null=True, blank=True, db_index=False, related_name="+"
    )
    note = models.TextField(blank=True)

    entity = models.ForeignKey(
        Entity,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        db_index=False,
        related_name="mentions",
    )

    claim = models.ForeignKey(
        Claim,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        db_index=False,
        related_name="mentions",
    )
    rendering = models.CharField(max_length=10, choices=Rendering, blank=True)
    speaker = models.ForeignKey(
        Entity,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        db_index=False,
        related_name="+",
        help_text="Who says so in the article; empty: the outlet itself.",
    )

    holder = models.ForeignKey(
        Entity,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        db_index=False,
        related_name="+",
        help_text="Whose stance it is; empty: the outlet's.",
    )
    position = models.CharField(max_length=10, choices=Position, blank=True)
    target_entity = models.ForeignKey(
        Entity, on_delete=models.PROTECT, null=True, blank=True, db_index=False, related_name="+"
    )
    target_claim = models.ForeignKey(
        Claim, on_delete=models.PROTECT, null=True, blank=True, db_index=False, related_name="+"
    )

    deleted_at = models.DateTimeField(null=True, blank=True)
    deleted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        db_index=False,
        related_name="+",
    )
    idempotency_key = models.UUIDField(
        null=True,
        editable=False,
        help_text="Names the submission that made it: sent twice, made once.",
    )

    objects = AnnotationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(end__gt=F("start")), name="annotation_span_not_empty"
            ),
            models.CheckConstraint(
                condition=Q(end=F("start") + Length("quote")), name="annotation_quote_fills_span"
            ),
            models.CheckConstraint(condition=Q(kind__in=Kind.values), name="annotation_kind_known"),
            models.CheckConstraint(
                condition=Q(state__in=AnchorState.values), name="annotation_state_known"
            ),
            models.CheckConstraint(
                condition=_kind_rule(Kind.ENTITY, Q(entity__isnull=False), Q(entity__isnull=True)),
                name="annotation_entity_has_entity",
            ),
            models.CheckConstraint(
                condition=_kind_rule(
                    Kind.CLAIM,
                    Q(claim__isnull=False, rendering__in=Rendering.values),
                    Q(claim__isnull=True, rendering="", speaker__isnull=True),
                ),
                name="annotation_claim_has_rendering",
            ),
            models.CheckConstraint(
                condition=_kind_rule(
                    Kind.STANCE,
                    Q(position__in=Position.values)
                    & (
                        Q(target_entity__isnull=False, target_claim__isnull=True)
                        | Q(target_entity__isnull=True, target_claim__isnull=False)
                    ),
                    Q(
                        position="",
                        holder__isnull=True,
                        target_entity__isnull=True,
                        target_claim__isnull=True,
                    ),
                ),
                name="annotation_stance_has_one_target",
            ),
            models.CheckConstraint(
                condition=Q(deleted_at__isnull=True, deleted_by__isnull=True)
                | Q(deleted_at__isnull=False),
                name="annotation_deleted_at_some_time",
            ),
            models.UniqueConstraint(
                fields=["created_by", "idempotency_key"], name="annotation_submitted_once"
            ),
        ]
        indexes = [
            models.Index(
                fields=["version", "project", "start", "end"], name="annotation_on_version"
            ),
            models.Index(fields=["project", "kind", "id"], name="annotation_in_project"),
            *(
                models.Index(
                    fields=[field],
                    condition=Q(**{f"{field}__isnull": False}),
                    name=f"annotation_{field}",
                )
                for field in (
                    "label",
                    "entity",
                    "claim",
                    "speaker",
                    "holder",
                    "target_entity",
                    "target_claim",
                )
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind}: {self.quote[:60]}"


@keeps_history()
class Reply(models.Model):
    """A remark in the discussion of an annotation."""

    annotation = models.ForeignKey(Annotation, on_delete=models.CASCADE, related_name="replies")
    text = models.TextField()
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)
    edited_at = models.DateTimeField(null=True)
    deleted_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["id"]
        verbose_name_plural = "replies"
        constraints = [models.CheckConstraint(condition=~Q(text=""), name="reply_not_empty")]

    def __str__(self) -> str:
        return self.text[:60]
