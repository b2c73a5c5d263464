"""The entities of a project: the list, and one with everything that is said of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Count, Exists, F, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce, Lower

from annotations.models import (
    Annotation,
    AnnotationQuerySet,
    Entity,
    EntityKind,
    EntityQuerySet,
    Kind,
    Project,
)
from annotations.queries.passages import (
    ArticlePassages,
    FirstPassages,
    by_article,
    first_passages,
    in_context,
)

ENTITIES_PER_PAGE = 40
PASSAGES_PER_PAGE = 60
SORTS = {"name": "by name", "mentions": "most mentioned", "recent": "newest"}


@dataclass(frozen=True, slots=True)
class EntityRow:
    """An entity with its mentions and those of the entities merged into it."""

    entity: Entity
    mentions: int
    articles: int


@dataclass(frozen=True, slots=True)
class NameUsed:
    """A wording by which articles name an entity."""

    name: str
    mentions: int
    articles: int
    registered: bool
    """True when it is the entity's name or one of its aliases."""


@dataclass(frozen=True, slots=True)
class EntityPage:
    """One entity. `stances` and `claims` are passages in which it takes part."""

    entity: Entity
    mentions: tuple[ArticlePassages, ...]
    page: Page[Annotation]
    names: tuple[NameUsed, ...]
    articles: int
    held: FirstPassages
    towards: FirstPassages
    spoken: FirstPassages
    merged: tuple[Entity, ...]


def entity_rows(
    *, project: Project, text: str = "", kind: str = "", sort: str = "name", page: object = 1
) -> tuple[tuple[EntityRow, ...], Page[Entity]]:
    """A page of the entities whose name or alias has every word of `text`. Three queries."""
    entities = Entity.objects.registered().filter(project=project)
    if kind in EntityKind.values:
        entities = entities.filter(kind=kind)
    for word in text.split():
        named = Q(name__icontains=word) | Q(aliases__icontains=word)
        merged = Entity.objects.filter(named, merged_into=OuterRef("pk"))
        entities = entities.filter(named | Exists(merged))
    shown = Paginator(_sorted(entities, sort), ENTITIES_PER_PAGE).get_page(page)  # type: ignore[arg-type]
    counts = _mention_counts([entity.pk for entity in shown])
    rows = tuple(EntityRow(entity, *counts.get(entity.pk, (0, 0))) for entity in shown)
    return rows, shown


def kind_counts(project: Project) -> dict[str, int]:
    """How many entities of each kind a project has. One query."""
    return dict(
        Entity.objects.registered()
        .filter(project=project)
        .order_by()
        .values_list("kind")
        .annotate(number=Count("id"))
    )


def entity_page(*, entity: Entity, page: object = 1) -> EntityPage:
    """An entity with its mentions, in a constant number of queries."""
    merged = tuple(entity.merged.select_related("updated_by").order_by("name"))
    everyone = [entity.pk, *(one.pk for one in merged)]
    mentions = Annotation.objects.present().filter(entity__in=everyone)
    shown = Paginator(in_context(mentions), PASSAGES_PER_PAGE).get_page(page)  # type: ignore[arg-type]
    return EntityPage(
        entity=entity,
        mentions=by_article(shown),
        page=shown,
        names=_names_used((entity, *merged), mentions),
        articles=mentions.aggregate(number=Count("version__article", distinct=True))["number"],
        held=_passages(Annotation.objects.filter(holder__in=everyone)),
        towards=_passages(Annotation.objects.filter(target_entity__in=everyone)),
        spoken=_passages(Annotation.objects.filter(speaker__in=everyone)),
        merged=merged,
    )


def merge_effects(*, entity: Entity, absorbed: Sequence[int]) -> tuple[EntityRow, ...]:
    """What merging would bring: each of the other entities with its mentions. Three queries."""
    others = Entity.objects.registered().filter(project=entity.project_id, pk__in=absorbed)
    entities = list(others.exclude(pk=entity.pk))
    counts = _mention_counts([one.pk for one in entities])
    return tuple(EntityRow(one, *counts.get(one.pk, (0, 0))) for one in entities)


def _passages(annotations: AnnotationQuerySet) -> FirstPassages:
    return first_passages(annotations.present(), limit=PASSAGES_PER_PAGE)


def _names_used(entities: Sequence[Entity], mentions: AnnotationQuerySet) -> tuple[NameUsed, ...]:
    known = {name.casefold() for one in entities for name in (one.name, *one.aliases)}
    used = (
        mentions.order_by()
        .values_list("quote")
        .annotate(number=Count("id"), articles=Count("version__article", distinct=True))
        .order_by("-number", "quote")[:PASSAGES_PER_PAGE]
    )
    return tuple(
        NameUsed(quote, number, articles, registered=quote.casefold() in known)
        for quote, number, articles in used
    )


def _sorted(entities: EntityQuerySet, sort: str) -> QuerySet[Entity]:
    if sort == "recent":
        return entities.order_by("-id")
    if sort != "mentions":
        return entities.order_by(Lower("name"), "id")
    # Two correlated counts, each by an index, instead of one with an OR that would scan.
    mentions = Annotation.objects.present().filter(kind=Kind.ENTITY).order_by()
    own = mentions.filter(entity=OuterRef("pk")).values("entity")
    absorbed = mentions.filter(entity__merged_into=OuterRef("pk")).values("entity__merged_into")
    number = Coalesce(_count(own), 0) + Coalesce(_count(absorbed), 0)
    return entities.annotate(mention_count=number).order_by(
        F("mention_count").desc(), Lower("name"), "id"
    )


def _count(grouped: QuerySet[Annotation, Any]) -> Subquery:
    counted = grouped.annotate(number=Count("pk")).values("number")
    return Subquery(counted, output_field=IntegerField())


def _mention_counts(entity_ids: list[int]) -> dict[int, tuple[int, int]]:
    absorbed = Entity.objects.filter(merged_into__in=entity_ids).values_list("pk", flat=True)
    counted = (
        Annotation.objects.present()
        .filter(entity__in=[*entity_ids, *absorbed])
        .order_by()
        .annotate(canonical=Coalesce("entity__merged_into", "entity"))
        .values_list("canonical")
        .annotate(mentions=Count("id"), articles=Count("version__article", distinct=True))
    )
    return {entity: (mentions, articles) for entity, mentions, articles in counted}
