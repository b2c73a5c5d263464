"""JSON Lines: one typed record per line, complete enough to build the project again.

A record comes after those that it names: project, labels, entities, claims, claim links, articles
with their texts, annotations with their replies, absences. The last line says how many annotations
there are, so that a file cut short shows.
"""

import json
from collections.abc import Iterator
from itertools import islice
from typing import Any

from django.contrib.auth.models import User

from annotations.exports import rows as reading
from annotations.exports.rows import Selection, person_of
from annotations.exports.values import (
    NamedEntity,
    Person,
    Row,
    StatedClaim,
    partial_date,
    timestamp,
)
from annotations.models import Absence, Claim, ClaimLink, Entity, Label, Project
from articles.models import TextVersion

FORMAT_VERSION = 1

_LINES_PER_PIECE = 100

Record = dict[str, Any]


def stream(project: Project, selection: Selection) -> Iterator[str]:
    """The file in pieces of whole lines."""
    lines = (
        json.dumps(record, ensure_ascii=False, separators=(",", ":")) + "\n"
        for record in _records(project, selection)
    )
    while piece := "".join(islice(lines, _LINES_PER_PIECE)):
        yield piece


def _records(project: Project, selection: Selection) -> Iterator[Record]:
    yield _project(project)
    yield from (_label(label) for label in project.labels.all())
    yield from (_entity(entity) for entity in reading.entities(project))
    yield from (_claim(claim) for claim in reading.claims(project))
    yield from (_claim_link(link) for link in reading.claim_links(project))
    yield from (_text(version) for version in reading.versions(project, selection))
    count = 0
    for row in reading.rows(project, selection):
        yield _annotation(row)
        count += 1
    yield from (_absence(absence) for absence in reading.absences(project, selection))
    yield {"type": "end", "annotations": count}


def _project(project: Project) -> Record:
    return {
        "type": "project",
        "format": "newsarchive",
        "format_version": FORMAT_VERSION,
        "slug": project.slug,
        "name": project.name,
        "guidelines": project.guidelines,
    }


def _label(label: Label) -> Record:
    return {
        "type": "label",
        "id": label.pk,
        "name": label.name,
        "colour": label.colour,
        "shortcut": label.shortcut,
        "definition": label.definition,
    }


def _entity(entity: Entity) -> Record:
    return {
        "type": "entity",
        "id": entity.pk,
        "kind": entity.kind,
        "name": entity.name,
        "aliases": entity.aliases,
        "description": entity.description,
        "merged_into": entity.merged_into_id,
    }


def _claim(claim: Claim) -> Record:
    return {
        "type": "claim",
        "id": claim.pk,
        "statement": claim.statement,
        "note": claim.note,
        "merged_into": claim.merged_into_id,
    }


def _claim_link(link: ClaimLink) -> Record:
    return {
        "type": "claim_link",
        "id": link.pk,
        "from_claim": link.from_claim_id,
        "to_claim": link.to_claim_id,
        "kind": link.kind,
        "created_by": _user(link.created_by),
        "created_at": timestamp(link.created_at),
    }


def _text(version: TextVersion) -> Record:
    article = version.article
    return {
        "type": "text",
        "article": article.pk,
        "version": version.number,
        "current": article.current_version_id == version.pk,
        "title": article.title,
        "kicker": article.kicker,
        "source": article.source.name if article.source else None,
        "story": article.story.title if article.story else None,
        "authors": article.authors,
        "dateline": article.dateline,
        "published": partial_date(article.published, article.published_precision) or None,
        "language": article.language,
        "url": article.url,
        "external_id": article.external_id,
        "sha256": version.sha256,
        "blocks": version.blocks,
        "body": version.body,
    }


def _annotation(row: Row) -> Record:
    record: Record = {
        "type": "annotation",
        "id": row.id,
        "article": row.passage.article,
        "version": row.passage.version,
        "kind": row.kind,
        "start": row.start,
        "end": row.end,
        "quote": row.quote,
        "prefix": row.prefix,
        "suffix": row.suffix,
        "state": row.state,
        "label": row.label or None,
        "note": row.note,
    }
    if row.entity:
        record["entity"] = _named(row.entity)
    if row.claim:
        record |= {
            "claim": _stated(row.claim),
            "rendering": row.rendering,
            "speaker": _named(row.speaker),
        }
    if row.position:
        record |= {
            "holder": _named(row.holder),
            "position": row.position,
            "target_entity": _named(row.target_entity),
            "target_claim": _stated(row.target_claim),
        }
    return record | {
        "created_by": _person(row.created_by),
        "created_at": timestamp(row.created_at),
        "updated_by": _person(row.updated_by),
        "updated_at": timestamp(row.updated_at),
        "revision": row.revision,
        "replies": [
            {
                "id": remark.id,
                "text": remark.text,
                "created_by": _person(remark.by),
                "created_at": timestamp(remark.at),
                "edited_at": timestamp(remark.edited_at) if remark.edited_at else None,
            }
            for remark in row.replies
        ],
    }


def _absence(absence: Absence) -> Record:
    return {
        "type": "absence",
        "id": absence.pk,
        "claim": absence.claim_id,
        "article": absence.article_id,
        "version": absence.version.number,
        "note": absence.note,
        "created_by": _user(absence.created_by),
        "created_at": timestamp(absence.created_at),
    }


def _named(entity: NamedEntity | None) -> Record | None:
    if entity is None:
        return None
    record: Record = {
        "id": entity.id,
        "name": entity.name,
        "kind": entity.kind,
        "aliases": entity.aliases,
    }
    return record | {"marked_as": _named(entity.marked)} if entity.marked else record


def _stated(claim: StatedClaim | None) -> Record | None:
    if claim is None:
        return None
    record: Record = {"id": claim.id, "statement": claim.statement}
    return record | {"marked_as": _stated(claim.marked)} if claim.marked else record


def _user(user: User | None) -> Record | None:
    return _person(person_of(user)) if user else None


def _person(person: Person | None) -> Record | None:
    if person is None:
        return None
    return {"id": person.id, "username": person.username, "name": person.name}
