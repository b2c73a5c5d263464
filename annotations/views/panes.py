"""What the reader shows of one article: its text in painted runs, its cards, its filters."""

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Self

from django.http import Http404

from annotations.access import ProjectAccess
from annotations.models import Annotation, Claim, Entity, Kind, Label
from annotations.queries.reader import ReaderBlock, ReaderPage
from articles.core.sentences import sentences
from articles.models import Article, TextVersion

MOST_PANES = 4
FILTERS = ("kind", "label", "by", "entity", "claim")


@dataclass(frozen=True, slots=True)
class Filters:
    """Which annotations are shown; an empty value lets all through."""

    kind: str = ""
    label: str = ""
    by: str = ""
    entity: str = ""
    claim: str = ""

    @classmethod
    def from_query(cls, query: Mapping[str, str]) -> Self:
        return cls(**{name: query.get(name, "") for name in FILTERS})

    def __bool__(self) -> bool:
        return any(getattr(self, name) for name in FILTERS)

    def show(self, annotation: Annotation) -> bool:
        return (
            self.kind in ("", annotation.kind)
            and self.label in ("", str(annotation.label_id))
            and self.by in ("", str(annotation.created_by_id))
            and (not self.entity or int_or_none(self.entity) in entity_ids(annotation))
            and (not self.claim or int_or_none(self.claim) in claim_ids(annotation))
        )


@dataclass(frozen=True, slots=True)
class MarkedRun:
    """A piece of text; `classes` is empty where nothing is painted."""

    text: str
    classes: str
    ids: str
    entities: str
    claims: str


@dataclass(frozen=True, slots=True)
class MarkedBlock:
    element_id: str
    kind: str
    start: int
    runs: tuple[MarkedRun, ...]


@dataclass(frozen=True, slots=True)
class Card:
    """An annotation as the margin shows it, with the ids of all that it names."""

    annotation: Annotation
    entities: str
    claims: str
    may_edit: bool
    shown: bool


@dataclass(frozen=True, slots=True)
class FilterChoices:
    """What occurs among the annotations of a page, to filter by."""

    labels: tuple[Label, ...]
    people: tuple[tuple[int, str], ...]
    entities: tuple[Entity, ...]
    claims: tuple[Claim, ...]


@dataclass(frozen=True, slots=True)
class Pane:
    article: Article
    version: TextVersion
    blocks: tuple[MarkedBlock, ...]
    cards: tuple[Card, ...]
    sentences: str
    filters: Filters
    choices: FilterChoices


def pane(page: ReaderPage, access: ProjectAccess, filters: Filters) -> Pane:
    return Pane(
        article=page.article,
        version=page.version,
        blocks=marked_blocks(page.blocks, page.version, filters.show),
        cards=tuple(card(annotation, access, filters) for annotation in page.annotations),
        sentences=sentence_spans(page),
        filters=filters,
        choices=filter_choices(page.annotations),
    )


def card(annotation: Annotation, access: ProjectAccess, filters: Filters = Filters()) -> Card:
    return Card(
        annotation=annotation,
        entities=_words(entity_ids(annotation)),
        claims=_words(claim_ids(annotation)),
        may_edit=access.may_edit(annotation),
        shown=filters.show(annotation),
    )


def marked_blocks(
    blocks: Iterable[ReaderBlock],
    version: TextVersion,
    shown: Callable[[Annotation], bool] = lambda annotation: True,
) -> tuple[MarkedBlock, ...]:
    return tuple(
        MarkedBlock(
            element_id=f"b-{version.pk}-{block.index}",
            kind=block.kind,
            start=block.start,
            runs=tuple(_marked_run(run.text, run.annotations, shown) for run in block.runs),
        )
        for block in blocks
    )


def sentence_spans(page: ReaderPage) -> str:
    """The sentences of a text as JSON: `[[start, end], …]`, none of them across two blocks."""
    body, language = page.version.body, page.article.language
    spans = [
        (block.start + start, block.start + end)
        for block in page.blocks
        for start, end in sentences(body[block.start : block.end], language)
    ]
    return json.dumps(spans, separators=(",", ":"))


def filter_choices(annotations: Iterable[Annotation]) -> FilterChoices:
    labels: dict[int, Label] = {}
    people: dict[int, str] = {}
    entities: dict[int, Entity] = {}
    claims: dict[int, Claim] = {}
    for annotation in annotations:
        if annotation.label:
            labels[annotation.label.pk] = annotation.label
        if annotation.created_by:
            people[annotation.created_by.pk] = annotation.created_by.get_username()
        entities |= {entity.pk: entity for entity in named_entities(annotation)}
        claims |= {claim.pk: claim for claim in named_claims(annotation)}
    return FilterChoices(
        labels=tuple(sorted(labels.values(), key=lambda label: (label.position, label.pk))),
        people=tuple(sorted(people.items(), key=lambda person: person[1])),
        entities=tuple(sorted(entities.values(), key=lambda entity: entity.name.casefold())),
        claims=tuple(sorted(claims.values(), key=lambda claim: claim.pk)),
    )


def named_entities(annotation: Annotation) -> list[Entity]:
    """What it is about first, who speaks or holds last; for merged ones their canonical."""
    named = (
        annotation.entity,
        annotation.target_entity,
        annotation.speaker,
        annotation.holder,
    )
    return [entity.canonical for entity in named if entity]


def named_claims(annotation: Annotation) -> list[Claim]:
    named = (annotation.claim, annotation.target_claim)
    return [claim.canonical for claim in named if claim]


def entity_ids(annotation: Annotation) -> list[int]:
    return [entity.pk for entity in named_entities(annotation)]


def claim_ids(annotation: Annotation) -> list[int]:
    return [claim.pk for claim in named_claims(annotation)]


def int_or_none(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() else None


def pane_ids(ids: str) -> list[int]:
    """The articles of "12,15", each once. Raises Http404 for anything that is not a list of ids."""
    pks = [int_or_none(part) for part in ids.split(",")]
    if len(ids) > 200 or None in pks or any((pk or 0) > 2**63 - 1 for pk in pks):
        raise Http404("Not a list of articles.")
    return list(dict.fromkeys(pk for pk in pks if pk is not None))


def _marked_run(
    text: str, annotations: Iterable[Annotation], shown: Callable[[Annotation], bool]
) -> MarkedRun:
    covering = list(annotations)
    if not covering:
        return MarkedRun(text, "", "", "", "")
    visible = [annotation for annotation in covering if shown(annotation)]
    return MarkedRun(
        text=text,
        classes=mark_classes(visible),
        ids=_words(annotation.pk for annotation in covering),
        entities=_words(
            entity.canonical.pk
            for annotation in covering
            for entity in (annotation.entity, annotation.target_entity)
            if entity
        ),
        claims=_words(pk for annotation in covering for pk in claim_ids(annotation)),
    )


def mark_classes(annotations: list[Annotation]) -> str:
    """The kinds a run is painted with, `x2-<kind>` where two of a kind overlap, and its hue."""
    kinds = [annotation.kind for annotation in annotations]
    classes = [f"k-{kind}" for kind in Kind.values if kind in kinds]
    classes += [f"x2-{kind}" for kind in Kind.values if kinds.count(kind) > 1]
    hues = [
        annotation.label.colour
        for annotation in annotations
        if annotation.kind == Kind.HIGHLIGHT and annotation.label
    ]
    return " ".join([*classes, *(f"hue-{hue}" for hue in hues[-1:])])


def _words(ids: Iterable[int]) -> str:
    return " ".join(str(pk) for pk in dict.fromkeys(ids))
