"""W3C Web Annotations in JSON-LD, as one collection or one annotation per line.

Web Annotation Data Model, W3C Recommendation of 23 February 2017. A passage is selected by position
and by quote; both count code points (4.2.4, which 4.2.5 refers to), as our offsets do. What the
model has no words for (renderings, speakers, stances) is mapped by the context written into the
file: no other context than the W3C's is referred to.
"""

import json
from collections.abc import Iterator
from itertools import islice
from typing import Any

from django.utils import timezone

from annotations.exports.addresses import URN, Addresses
from annotations.exports.rows import Selection, rows
from annotations.exports.values import NamedEntity, Person, Row, StatedClaim, timestamp
from annotations.models import Kind, Project
from articles.core.languages import direction

W3C_CONTEXT = "http://www.w3.org/ns/anno.jsonld"
TERMS = f"{URN}terms:"
CONTEXT = [
    W3C_CONTEXT,
    {
        "Entity": f"{TERMS}Entity",
        "Claim": f"{TERMS}Claim",
        "Outlet": f"{TERMS}Outlet",
        "entityKind": f"{TERMS}entityKind",
        "alias": "http://www.w3.org/2004/02/skos/core#altLabel",
        "statement": f"{TERMS}statement",
        "rendering": f"{TERMS}rendering",
        "speaker": {"@id": f"{TERMS}speaker", "@type": "@id"},
        "holder": {"@id": f"{TERMS}holder", "@type": "@id"},
        "position": f"{TERMS}position",
        "markedAs": {"@id": f"{TERMS}markedAs", "@type": "@id"},
        "anchorState": f"{TERMS}anchorState",
        "revision": f"{TERMS}revision",
        "sha256": f"{TERMS}sha256",
        "title": "http://purl.org/dc/terms/title",
        "publisher": {"@id": "http://purl.org/dc/terms/publisher", "@type": "@id"},
        "issued": "http://purl.org/dc/terms/issued",
    },
]

_MOTIVATIONS = {
    Kind.HIGHLIGHT: "highlighting",
    Kind.ENTITY: "identifying",
    Kind.CLAIM: "classifying",
    Kind.STANCE: "describing",
}
_ITEMS_PER_PIECE = 100

Node = dict[str, Any]


def stream(project: Project, selection: Selection, addresses: Addresses) -> Iterator[str]:
    """One AnnotationCollection whose only page has all annotations, in pieces.

    Each annotation refers to the W3C context itself, so that it is valid when taken out; the terms
    of our own come from the collection's context, which still applies inside it.
    """
    head = {
        "@context": CONTEXT,
        "id": addresses.collection,
        "type": "AnnotationCollection",
        "label": project.name,
        "generator": {"id": f"{URN}software", "type": "Software", "name": "newsarchive"},
        "generated": timestamp(timezone.now()),
    }
    page = {"id": f"{addresses.collection}#page", "type": "AnnotationPage", "startIndex": 0}
    yield f'{_json(head)[:-1]},"first":{_json(page)[:-1]},"items":[\n'
    count = 0
    texts = (_json(node) for node in _annotations(project, selection, addresses, W3C_CONTEXT))
    while piece := list(islice(texts, _ITEMS_PER_PIECE)):
        yield (",\n" if count else "") + ",\n".join(piece)
        count += len(piece)
    # The total comes last: it is what was written, not what a second query would count.
    yield f'\n]}},"total":{count}}}\n'


def stream_lines(project: Project, selection: Selection, addresses: Addresses) -> Iterator[str]:
    """One annotation per line, each with its whole context."""
    texts = (_json(node) + "\n" for node in _annotations(project, selection, addresses, CONTEXT))
    while piece := "".join(islice(texts, _ITEMS_PER_PIECE)):
        yield piece


def _annotations(
    project: Project, selection: Selection, addresses: Addresses, context: object
) -> Iterator[Node]:
    presenter = _Presenter(addresses)
    for row in rows(project, selection):
        yield {"@context": context, **presenter.annotation(row)}
        yield from ({"@context": context, **reply} for reply in presenter.replies(row))


class _Presenter:
    """Rows as nodes of the Web Annotation model, with the IRIs of one export."""

    def __init__(self, addresses: Addresses) -> None:
        self.addresses = addresses

    def annotation(self, row: Row) -> Node:
        node: Node = {
            "id": self.addresses.annotation(row.id),
            "type": "Annotation",
            "motivation": _MOTIVATIONS[Kind(row.kind)],
            "created": timestamp(row.created_at),
            "modified": timestamp(row.updated_at),
        }
        if row.created_by:
            node["creator"] = self._person(row.created_by)
        bodies = list(self._bodies(row))
        if bodies:
            node["body"] = bodies
        node["target"] = self._target(row)
        return node | {"anchorState": row.state, "revision": row.revision}

    def replies(self, row: Row) -> Iterator[Node]:
        for remark in row.replies:
            yield {
                "id": self.addresses.reply(row.id, remark.id),
                "type": "Annotation",
                "motivation": "replying",
                "created": timestamp(remark.at),
                "modified": timestamp(remark.edited_at or remark.at),
                "creator": self._person(remark.by),
                "body": [_textual(remark.text, purpose="replying")],
                "target": self.addresses.annotation(row.id),
            }

    def _bodies(self, row: Row) -> Iterator[Node]:
        if row.entity:
            yield _specific("identifying", self._entity(row.entity))
        if row.claim:
            body = _specific("classifying", self._claim(row.claim))
            yield body | {"rendering": row.rendering, "speaker": self._who(row.speaker, row)}
        stance = {"position": row.position, "holder": self._who(row.holder, row)}
        if row.target_entity:
            yield _specific("describing", self._entity(row.target_entity)) | stance
        if row.target_claim:
            yield _specific("describing", self._claim(row.target_claim)) | stance
        if row.label:
            yield _textual(row.label, purpose="tagging")
        if row.note:
            yield _textual(row.note, purpose="commenting")

    def _target(self, row: Row) -> Node:
        passage = row.passage
        source: Node = {
            "id": self.addresses.version(passage.article, passage.version),
            "type": "Text",
            "format": "text/plain",
            "title": passage.title,
            "sha256": passage.sha256,
            "textDirection": direction(passage.language),
        }
        if passage.language != "und":
            source["language"] = passage.language
        if passage.published:
            source["issued"] = passage.published
        if passage.source:
            source["publisher"] = self._outlet(row)
        return {
            "type": "SpecificResource",
            "source": source,
            "selector": [
                {"type": "TextPositionSelector", "start": row.start, "end": row.end},
                {
                    "type": "TextQuoteSelector",
                    "exact": row.quote,
                    "prefix": row.prefix,
                    "suffix": row.suffix,
                },
            ],
        }

    def _who(self, entity: NamedEntity | None, row: Row) -> Node:
        return self._entity(entity) if entity else self._outlet(row)

    def _outlet(self, row: Row) -> Node:
        outlet: Node = {"type": "Outlet"}
        if row.passage.source:
            outlet["id"] = self.addresses.source(row.passage.source)
            outlet["name"] = row.passage.source_name
        return outlet

    def _entity(self, entity: NamedEntity) -> Node:
        node: Node = {
            "id": self.addresses.entity(entity.id),
            "type": "Entity",
            "name": entity.name,
            "entityKind": entity.kind,
        }
        if entity.aliases:
            node["alias"] = list(entity.aliases)
        if entity.marked:
            node["markedAs"] = self._entity(entity.marked)
        return node

    def _claim(self, claim: StatedClaim) -> Node:
        node: Node = {
            "id": self.addresses.claim(claim.id),
            "type": "Claim",
            "statement": claim.statement,
        }
        if claim.marked:
            node["markedAs"] = self._claim(claim.marked)
        return node

    def _person(self, person: Person) -> Node:
        node: Node = {
            "id": self.addresses.person(person.id),
            "type": "Person",
            "nickname": person.username,
        }
        return node | {"name": person.name} if person.name else node


def _specific(purpose: str, source: Node) -> Node:
    return {"type": "SpecificResource", "purpose": purpose, "source": source}


def _textual(value: str, *, purpose: str) -> Node:
    return {"type": "TextualBody", "purpose": purpose, "value": value, "format": "text/plain"}


def _json(node: Node) -> str:
    return json.dumps(node, ensure_ascii=False, separators=(",", ":"))
