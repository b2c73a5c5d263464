"""What an export contains, read once for every format.

Everything here is a generator: an export of any size takes the memory of one chunk. The annotations
come from one server-side cursor, so those of one export are those of one moment.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from django.contrib.auth.models import User
from django.db.models import Exists, F, OuterRef, Q

from annotations.exports.values import (
    NamedEntity,
    Passage,
    Person,
    Remark,
    Row,
    StatedClaim,
    partial_date,
)
from annotations.models import (
    Absence,
    Annotation,
    AnnotationQuerySet,
    Claim,
    ClaimLink,
    Entity,
    Kind,
    Project,
    Reply,
)
from articles.models import TextVersion

CHUNK = 2_000
"""Annotations held in memory together; each chunk costs three more queries for what it names."""

TEXT_CHUNK = 100
"""Texts held in memory together: a body may be megabytes."""


@dataclass(frozen=True, slots=True)
class Selection:
    """Which annotations of a project: an empty filter lets everything pass."""

    kinds: tuple[str, ...] = ()
    labels: tuple[int, ...] = ()
    articles: tuple[int, ...] = ()
    people: tuple[int, ...] = ()
    states: tuple[str, ...] = ()


_COLUMNS = (
    "id", "kind", "start", "end", "quote", "prefix", "suffix", "state", "note",
    "rendering", "position", "revision", "created_at", "updated_at",
    "entity_id", "claim_id", "speaker_id", "holder_id", "target_entity_id", "target_claim_id",
    "label__name",
    "created_by_id", "created_by__username", "created_by__first_name", "created_by__last_name",
    "updated_by_id", "updated_by__username", "updated_by__first_name", "updated_by__last_name",
    "version__number", "version__sha256", "version__article_id", "version__article__title",
    "version__article__published", "version__article__published_precision",
    "version__article__language", "version__article__source_id", "version__article__source__name",
)  # fmt: skip

_ENTITY_FIELDS = ("entity_id", "speaker_id", "holder_id", "target_entity_id")
_CLAIM_FIELDS = ("claim_id", "target_claim_id")


def rows(project: Project, selection: Selection) -> Iterator[Row]:
    """The chosen annotations that are not deleted: by article, in reading order."""
    records = (
        chosen(project, selection)
        .order_by("version__article_id", "version__number", "start", "-end", "id")
        .values(*_COLUMNS)
        .iterator(chunk_size=CHUNK)
    )
    while chunk := list(islice(records, CHUNK)):
        yield from _resolved(chunk)


def chosen(project: Project, selection: Selection) -> AnnotationQuerySet:
    """The annotations of a project that a selection lets pass."""
    found = Annotation.objects.present().filter(project=project)
    if selection.kinds:
        found = found.filter(kind__in=selection.kinds)
    if selection.labels:
        found = found.filter(label__in=selection.labels)
    if selection.articles:
        found = found.filter(version__article__in=selection.articles)
    if selection.people:
        found = found.filter(created_by__in=selection.people)
    if selection.states:
        found = found.filter(state__in=selection.states)
    return found


def versions(project: Project, selection: Selection) -> Iterator[TextVersion]:
    """The texts of the project's articles: the present ones and those that carry annotations."""
    marked = Annotation.objects.present().filter(project=project, version=OuterRef("pk"))
    found = TextVersion.objects.filter(
        Exists(project.article_links.filter(article=OuterRef("article"))) | Exists(marked)
    ).filter(Q(article__current_version=F("pk")) | Exists(marked))
    if selection.articles:
        found = found.filter(article__in=selection.articles)
    found = found.select_related("article__source", "article__story")
    yield from found.order_by("article", "number").iterator(chunk_size=TEXT_CHUNK)


def entities(project: Project) -> Iterator[Entity]:
    """The registry of the project, merged ones after those they were merged into."""
    found = project.entities.order_by(F("merged_into").asc(nulls_first=True), "id")
    yield from found.iterator(chunk_size=CHUNK)


def claims(project: Project) -> Iterator[Claim]:
    """The claims of the project, merged ones after those they were merged into."""
    found = project.claims.order_by(F("merged_into").asc(nulls_first=True), "id")
    yield from found.iterator(chunk_size=CHUNK)


def claim_links(project: Project) -> Iterator[ClaimLink]:
    """How the project's claims bear on each other."""
    found = ClaimLink.objects.filter(from_claim__project=project).select_related("created_by")
    yield from found.order_by("id").iterator(chunk_size=CHUNK)


def absences(project: Project, selection: Selection) -> Iterator[Absence]:
    """The checked absences; none where the selection asks for what only annotations have."""
    asks_others = selection.kinds and Kind.CLAIM not in selection.kinds
    if selection.labels or selection.states or asks_others:
        return
    found = Absence.objects.filter(claim__project=project).select_related("created_by", "version")
    if selection.articles:
        found = found.filter(article__in=selection.articles)
    if selection.people:
        found = found.filter(created_by__in=selection.people)
    yield from found.order_by("id").iterator(chunk_size=CHUNK)


def person_of(user: User) -> Person:
    """What an export says of a user."""
    return Person(user.pk, user.get_username(), user.get_full_name())


def _resolved(chunk: Sequence[Mapping[str, Any]]) -> Iterator[Row]:
    entity = _named_entities({record[field] for record in chunk for field in _ENTITY_FIELDS})
    claim = _stated_claims({record[field] for record in chunk for field in _CLAIM_FIELDS})
    remarks = _remarks([record["id"] for record in chunk])
    for record in chunk:
        yield Row(
            id=record["id"],
            passage=_passage(record),
            kind=record["kind"],
            start=record["start"],
            end=record["end"],
            quote=record["quote"],
            prefix=record["prefix"],
            suffix=record["suffix"],
            state=record["state"],
            label=record["label__name"] or "",
            note=record["note"],
            entity=entity.get(record["entity_id"]),
            claim=claim.get(record["claim_id"]),
            rendering=record["rendering"],
            speaker=entity.get(record["speaker_id"]),
            holder=entity.get(record["holder_id"]),
            position=record["position"],
            target_entity=entity.get(record["target_entity_id"]),
            target_claim=claim.get(record["target_claim_id"]),
            created_by=_person(record, "created_by"),
            created_at=record["created_at"],
            updated_by=_person(record, "updated_by"),
            updated_at=record["updated_at"],
            revision=record["revision"],
            replies=tuple(remarks.get(record["id"], ())),
        )


def _passage(record: Mapping[str, Any]) -> Passage:
    return Passage(
        article=record["version__article_id"],
        title=record["version__article__title"],
        source=record["version__article__source_id"],
        source_name=record["version__article__source__name"] or "",
        published=partial_date(
            record["version__article__published"], record["version__article__published_precision"]
        ),
        language=record["version__article__language"],
        version=record["version__number"],
        sha256=record["version__sha256"],
    )


def _person(record: Mapping[str, Any], field: str) -> Person | None:
    if record[f"{field}_id"] is None:
        return None
    name = f"{record[f'{field}__first_name']} {record[f'{field}__last_name']}".strip()
    return Person(record[f"{field}_id"], record[f"{field}__username"], name)


def _named_entities(ids: Iterable[int | None]) -> dict[int | None, NamedEntity]:
    found = Entity.objects.filter(pk__in=_known(ids)).select_related("merged_into")
    named: dict[int | None, NamedEntity] = {}
    for entity in found:
        marked = _named(entity) if entity.merged_into else None
        named[entity.pk] = _named(entity.canonical, marked)
    return named


def _named(entity: Entity, marked: NamedEntity | None = None) -> NamedEntity:
    return NamedEntity(entity.pk, entity.name, entity.kind, tuple(entity.aliases), marked)


def _stated_claims(ids: Iterable[int | None]) -> dict[int | None, StatedClaim]:
    found = Claim.objects.filter(pk__in=_known(ids)).select_related("merged_into")
    stated: dict[int | None, StatedClaim] = {}
    for claim in found:
        marked = StatedClaim(claim.pk, claim.statement) if claim.merged_into else None
        stated[claim.pk] = StatedClaim(claim.canonical.pk, claim.canonical.statement, marked)
    return stated


def _remarks(annotation_ids: Sequence[int]) -> dict[int, list[Remark]]:
    found = Reply.objects.filter(annotation__in=annotation_ids, deleted_at__isnull=True)
    remarks: dict[int, list[Remark]] = defaultdict(list)
    for reply in found.select_related("created_by").order_by("id"):
        remark = Remark(
            reply.pk, reply.text, person_of(reply.created_by), reply.created_at, reply.edited_at
        )
        remarks[reply.annotation_id].append(remark)
    return remarks


def _known(ids: Iterable[int | None]) -> list[int]:
    return [pk for pk in ids if pk is not None]
