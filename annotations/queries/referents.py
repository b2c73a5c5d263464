"""What annotations name, fetched once for many of them.

A join would build every entity again for each of its mentions: with 2,000 annotations that takes
most of a page's time.
"""

from collections.abc import Iterable, Mapping, Sequence
from operator import itemgetter
from typing import TypeVar

from django.contrib.auth.models import User
from django.db.models import ForeignKey, Model, QuerySet

from annotations.models import Annotation, AnnotationQuerySet, Claim, Entity, Label, Project, Reply

_ENTITIES = ("entity", "speaker", "holder", "target_entity")
_CLAIMS = ("claim", "target_claim")
Merged = TypeVar("Merged", Entity, Claim)
_NAMED_ENTITIES = Entity.objects.only("project", "kind", "name", "merged_into")
_NAMED_CLAIMS = Claim.objects.only("project", "statement", "merged_into")
PEOPLE = ("created_by", "updated_by", "deleted_by")


def attach_referents(
    annotations: Sequence[Annotation], *, project: Project, people: Sequence[str] = PEOPLE
) -> None:
    """Fill in everything a card names: at most 6 queries, whatever the number of annotations.

    Annotations of one entity share one object, and it knows its canonical one and its project. Of
    entities and claims only what names them is fetched: a page may have as many as annotations.
    """
    entities = _canonical_too(_NAMED_ENTITIES, _named(annotations, _ENTITIES))
    claims = _canonical_too(_NAMED_CLAIMS, _named(annotations, _CLAIMS))
    labels = Label.objects.in_bulk(_named(annotations, ["label"]))
    users = User.objects.in_bulk(_named(annotations, people))
    rows: list[Entity | Claim] = [*entities.values(), *claims.values()]
    for row in rows:
        row.project = project
        if row.merged_into_id and row.merged_into:
            row.merged_into.project = project
    for label in labels.values():
        label.project = project
    attach(annotations, entities, *_ENTITIES)
    attach(annotations, claims, *_CLAIMS)
    attach(annotations, labels, "label")
    attach(annotations, users, *people)
    attach(annotations, {project.pk: project}, "project")


def attach(annotations: Sequence[Annotation], rows: Mapping[int, Model], *fields: str) -> None:
    """Fill in what these foreign keys point to, from `rows` by primary key."""
    for name in fields:
        field = Annotation._meta.get_field(name)
        assert isinstance(field, ForeignKey)
        for annotation, pk in zip(
            annotations, map(itemgetter(field.attname), map(vars, annotations)), strict=True
        ):
            if pk is not None:
                field.set_cached_value(annotation, rows.get(pk))


def replies_to(annotations: AnnotationQuerySet) -> dict[int, list[Reply]]:
    """The replies that are not deleted, with their authors, by the annotation's primary key.

    Asked with the query that found the annotations: in one for 2,000 keys, the keys alone take
    longer than all its rows.
    """
    found = Reply.objects.filter(
        annotation__in=annotations.order_by().values("pk"), deleted_at__isnull=True
    )
    replies: dict[int, list[Reply]] = {}
    for reply in found.select_related("created_by"):
        replies.setdefault(reply.annotation_id, []).append(reply)
    return replies


def _canonical_too(rows: "QuerySet[Merged]", pks: set[int]) -> dict[int, Merged]:
    """By primary key, each with the one that it was merged into.

    Those are fetched by themselves: few rows are merged, and joining them to all takes longer.
    """
    found = rows.in_bulk(pks)
    merged = [row for row in found.values() if row.merged_into_id]
    into = rows.in_bulk({row.merged_into_id for row in merged})
    for row in merged:
        row.merged_into = into[row.merged_into_id]
    return found


def _named(annotations: Sequence[Annotation], fields: Iterable[str]) -> set[int]:
    named: set[int | None] = set()
    for field in fields:
        named.update(map(itemgetter(f"{field}_id"), map(vars, annotations)))
    return {pk for pk in named if pk is not None}
