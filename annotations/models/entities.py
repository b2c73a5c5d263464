"""Persons, organisations, places and events that a project's articles name."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.urls import reverse

from annotations.models.edited import Edited
from annotations.models.projects import Project
from articles.models.history import keeps_history


class EntityKind(models.TextChoices):
    PERSON = "person", "person"
    ORGANISATION = "organisation", "organisation"
    PLACE = "place", "place"
    EVENT = "event", "event"
    OTHER = "other", "other"


class EntityQuerySet(models.QuerySet["Entity"]):
    def registered(self) -> "EntityQuerySet":
        """Without those that were merged into another."""
        return self.filter(merged_into__isnull=True)


@keeps_history()
class Entity(Edited):
    """Somebody or something named in articles; annotations of kind entity are its mentions.

    Merging is reversible: the mentions of a merged entity keep pointing to it, and whatever lists
    mentions follows `merged_into`, which always names an entity that is not merged itself. When an
    entity that others were merged into is merged in its turn, they come along: `merged_through`
    keeps which one they came with, so that unmerging that one takes them with it again.
    """

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="entities")
    kind = models.CharField(max_length=12, choices=EntityKind, default=EntityKind.PERSON)
    name = models.CharField(max_length=300)
    aliases = ArrayField(
        models.CharField(max_length=300),
        default=list,
        blank=True,
        help_text="Other names it goes by, as articles print them.",
    )
    description = models.TextField(blank=True)
    merged_into = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="merged"
    )
    merged_through = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, editable=False, related_name="+"
    )

    objects = EntityQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        verbose_name_plural = "entities"
        constraints = [
            models.UniqueConstraint(
                "project",
                Lower("name"),
                condition=Q(merged_into__isnull=True),
                name="entity_name_unique",
            ),
            models.CheckConstraint(condition=~Q(name=""), name="entity_name_not_empty"),
            models.CheckConstraint(
                condition=Q(kind__in=EntityKind.values), name="entity_kind_known"
            ),
            models.CheckConstraint(
                condition=~Q(merged_into=models.F("id")), name="entity_not_merged_into_itself"
            ),
            models.CheckConstraint(
                condition=Q(merged_through__isnull=True)
                | Q(merged_into__isnull=False) & ~Q(merged_through=models.F("id")),
                name="entity_merged_through_another",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("annotations:entity", args=[self.project.slug, self.pk])

    @property
    def canonical(self) -> "Entity":
        """The entity it was merged into, or itself."""
        return self.merged_into or self
