"""What annotations name, fetched once for many of them.

A join would build every entity again for each of its mentions: with 2,000 annotations that takes
most of a page's time.
"""

from collections.abc import Mapping, Sequence
from operator import itemgetter
from typing import TypeVar

from django.contrib.auth.models import User
from django.db.models import ForeignKey, Model, QuerySet

from annotations.models import Annotation, AnnotationQuerySet, Claim, Entity, Label, Project, Reply

_ENTITIES = ("entity", "speaker", "holder", "target_entity")
_CLAIMS = ("claim", "target_claim")
_PEOPLE = ("created_by", "updated_by", "deleted_by")

Row = TypeVar("Row", Entity, Claim)


def attach_referents(annotations: Sequence[Annotation], *, project: Project) -> None:
    """Fill in everything a card names: at most 4 queries, whatever the number of annotations.

    Annotations of one entity share one object, and it knows its canonical one and its project.
    """
    entities = _with_canonical(Entity.objects.filter(pk__in=_named(annotations, *_ENTITIES)))
    claims = _with_canonical(Claim.objects.filter(pk__in=_named(annotations, *_CLAIMS)))
    labels = Label.objects.in_bulk(_named(annotations, "label"))
    people = User.objects.in_bulk(_named(annotations, *_PEOPLE))
    for entity in entities.values():
        entity.project = entity.canonical.project = project
    for claim in claims.values():
        claim.project = claim.canonical.project = project
    for label in labels.values():
        label.project = project
    attach(annotations, entities, *_ENTITIES)
    attach(annotations, claims, *_CLAIMS)
    attach(annotations, labels, "label")
    attach(annotations, people, *_PEOPLE)
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


def attach_replies(annotations: Sequence[Annotation], *, among: AnnotationQuerySet) -> None:
    """Make `annotation.replies.all()` the replies that are not deleted, with their authors.

    `among` is the query that found the annotations: in one for 2,000 keys, the keys alone take
    longer than all its rows. And where prefetch_related makes a queryset for every annotation, here
    those without replies, nearly all, share one.
    """
    found = Reply.objects.filter(annotation__in=among.order_by().values("pk"))
    replies: dict[int, list[Reply]] = {}
    for reply in found.filter(deleted_at__isnull=True).select_related("created_by"):
        replies.setdefault(reply.annotation_id, []).append(reply)
    nothing = _loaded([])
    for annotation in annotations:
        own = replies.get(annotation.pk)
        vars(annotation)["_prefetched_objects_cache"] = {
            "replies": _loaded(own) if own else nothing
        }


def _loaded(replies: list[Reply]) -> QuerySet[Reply]:
    rows = Reply.objects.all()
    rows._result_cache = replies
    return rows


def _with_canonical(rows: QuerySet[Row]) -> dict[int, Row]:
    return {row.pk: row for row in rows.select_related("merged_into")}


def _named(annotations: Sequence[Annotation], *fields: str) -> set[int]:
    named: set[int | None] = set()
    for field in fields:
        named.update(map(itemgetter(f"{field}_id"), map(vars, annotations)))
    return {pk for pk in named if pk is not None}
