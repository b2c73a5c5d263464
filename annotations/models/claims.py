"""Propositions that articles assert, attribute, hedge, deny or leave out."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from annotations.models.edited import Edited
from annotations.models.projects import Project
from articles.models import Article, TextVersion
from articles.models.history import keeps_history


class ClaimQuerySet(models.QuerySet["Claim"]):
    def registered(self) -> "ClaimQuerySet":
        """Without those that were merged into another."""
        return self.filter(merged_into__isnull=True)


@keeps_history()
class Claim(Edited):
    """A proposition in the researcher's words; annotations of kind claim are its mentions.

    Merging is reversible, as with entities: mentions keep pointing to the merged claim.
    """

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="claims")
    statement = models.TextField(help_text="One proposition, in your own words, as a sentence.")
    note = models.TextField(blank=True)
    merged_into = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="merged"
    )
    merged_through = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, editable=False, related_name="+"
    )

    objects = ClaimQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(condition=~Q(statement=""), name="claim_statement_not_empty"),
            models.CheckConstraint(
                condition=~Q(merged_into=F("id")), name="claim_not_merged_into_itself"
            ),
            models.CheckConstraint(
                condition=Q(merged_through__isnull=True)
                | Q(merged_into__isnull=False) & ~Q(merged_through=F("id")),
                name="claim_merged_through_another",
            ),
        ]

    def __str__(self) -> str:
        return self.statement

    def get_absolute_url(self) -> str:
        return reverse("annotations:claim", args=[self.project.slug, self.pk])

    @property
    def canonical(self) -> "Claim":
        """The claim it was merged into, or itself."""
        return self.merged_into or self


@keeps_history()
class ClaimLink(models.Model):
    """How one claim bears on another."""

    class Kind(models.TextChoices):
        SUPPORTS = "supports", "supports"
        CONTRADICTS = "contradicts", "contradicts"
        ELABORATES = "elaborates", "elaborates"

    from_claim = models.ForeignKey(Claim, on_delete=models.CASCADE, related_name="links_out")
    to_claim = models.ForeignKey(Claim, on_delete=models.CASCADE, related_name="links_in")
    kind = models.CharField(max_length=12, choices=Kind)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["from_claim", "to_claim", "kind"], name="claim_link_unique"
            ),
            models.CheckConstraint(
                condition=~Q(from_claim=F("to_claim")), name="claim_link_between_two"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=["supports", "contradicts", "elaborates"]),
                name="claim_link_kind_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.from_claim_id} {self.kind} {self.to_claim_id}"


@keeps_history()
class Absence(models.Model):
    """Somebody looked for a claim in an article's text and did not find it."""

    claim = models.ForeignKey(Claim, on_delete=models.CASCADE, related_name="absences")
    article = models.ForeignKey(Article, on_delete=models.PROTECT, related_name="+")
    version = models.ForeignKey(
        TextVersion,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="The text looked through.",
    )
    note = models.TextField(blank=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["claim", "version", "created_by"], name="absence_once_per_person"
            )
        ]

    def __str__(self) -> str:
        return f"claim {self.claim_id} not in article {self.article_id}"
