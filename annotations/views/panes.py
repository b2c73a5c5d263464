"""What the reader shows of one article: its text in painted runs, its cards, its filters."""

import json
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Self

from django.http import Http404

from annotations.access import ProjectAccess
from annotations.models import AnchorState, Annotation, Kind, Label
from annotations.queries.anchor_states import UNSETTLED
from annotations.queries.marks import Mark
from annotations.queries.reader import ReaderBlock, ReaderPage, ReaderRun
from annotations.views.cards import Card, Named, cut, ids
from articles.core.sentences import sentences
from articles.models import Article, TextVersion

MOST_PANES = 4
FILTERS = ("kind", "label", "by", "entity", "claim", "state")
Choice = tuple[int, str]


@dataclass(frozen=True, slots=True)
class Filters:
    """Which annotations are shown; an empty value lets all through."""

    kind: str = ""
    label: str = ""
    by: str = ""
    entity: str = ""
    claim: str = ""
    state: str = ""

    @classmethod
    def from_query(cls, query: Mapping[str, str]) -> Self:
        return cls(**{name: query.get(name, "") for name in FILTERS})

    def __bool__(self) -> bool:
        return any(getattr(self, name) for name in FILTERS)

    def show(self, annotation: Annotation, named: Named) -> bool:
        return (
            self.kind in ("", annotation.kind)
            and self.label in ("", str(annotation.label_id))
            and self.by in ("", str(annotation.created_by_id))
            and self.state in ("", annotation.state)
            and (not self.entity or self.entity in {str(row.pk) for row in named.entities})
            and (not self.claim or self.claim in {str(row.pk) for row in named.claims})
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
    language: str = ""


@dataclass(frozen=True, slots=True)
class FilterChoices:
    """What occurs among the annotations of a page, to filter by: primary keys with names."""

    labels: tuple[Choice, ...]
    people: tuple[Choice, ...]
    entities: tuple[Choice, ...]
    claims: tuple[Choice, ...]
    states: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Pane:
    article: Article
    version: TextVersion
    blocks: tuple[MarkedBlock, ...]
    cards: tuple[Card, ...]
    orphans: tuple[Card, ...]
    sentences: str
    filters: Filters
    choices: FilterChoices


def pane(page: ReaderPage, access: ProjectAccess, filters: Filters) -> Pane:
    cards = tuple(_card(annotation, page, access, filters) for annotation in page.annotations)
    orphans = tuple(_card(annotation, page, access, filters) for annotation in page.orphans)
    hidden = frozenset(card.annotation.id for card in cards if not card.shown)
    return Pane(
        article=page.article,
        version=page.version,
        blocks=marked_blocks(page.blocks, page.version, hidden),
        cards=cards,
        orphans=orphans,
        sentences=sentence_spans(page),
        filters=filters,
        choices=filter_choices([*cards, *orphans]),
    )


def marked_blocks(
    blocks: Iterable[ReaderBlock], version: TextVersion, hidden: Container[int] = ()
) -> tuple[MarkedBlock, ...]:
    """Blocks with the look of each run; `hidden` are the annotations that filters hide."""
    return tuple(
        MarkedBlock(
            element_id=f"b-{version.pk}-{block.index}",
            kind=block.kind,
            start=block.start,
            runs=tuple(_marked_run(run, hidden) for run in block.runs),
            language=block.language,
        )
        for block in blocks
    )


def sentence_spans(page: ReaderPage) -> str:
    """The sentences of a text as JSON: `[[start, end], …]`, none of them across two blocks."""
    body, language = page.version.body, page.article.language
    spans = [
        (block.start + start, block.start + end)
        for block in page.blocks
        for start, end in sentences(body[block.start : block.end], block.language or language)
    ]
    return json.dumps(spans, separators=(",", ":"))


def filter_choices(cards: Iterable[Card]) -> FilterChoices:
    labels: dict[int, Label] = {}
    people: dict[int, str] = {}
    entities: dict[int, str] = {}
    claims: dict[int, str] = {}
    states: set[str] = set()
    for card in cards:
        annotation = card.annotation
        states.add(annotation.state)
        if annotation.label_id and annotation.label_id not in labels and annotation.label:
            labels[annotation.label_id] = annotation.label
        by = annotation.created_by_id
        if by and by not in people and annotation.created_by:
            people[by] = annotation.created_by.get_username()
        for entity in card.named.entities:
            entities[entity.id] = entity.name
        for claim in card.named.claims:
            claims[claim.id] = cut(claim.statement, 70)
    codebook = sorted(labels.values(), key=lambda label: (label.position, label.pk))
    return FilterChoices(
        labels=tuple((label.pk, label.name) for label in codebook),
        people=tuple(sorted(people.items(), key=lambda person: person[1])),
        entities=tuple(sorted(entities.items(), key=lambda entity: entity[1].casefold())),
        claims=tuple(sorted(claims.items())),
        states=tuple((state.value, state.label) for state in UNSETTLED if state in states),
    )


def int_or_none(text: str) -> int | None:
    """The number that `text` writes in at most 18 digits: what a database's id can hold."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 18 else None


def pane_ids(ids: str) -> list[int]:
    """The articles of "12,15", each once. Raises Http404 for anything that is not a list of ids."""
    pks = [int_or_none(part) for part in ids.split(",")] if len(ids) <= 200 else [None]
    if None in pks:
        raise Http404("Not a list of articles.")
    return list(dict.fromkeys(pk for pk in pks if pk is not None))


def _card(
    annotation: Annotation, page: ReaderPage, access: ProjectAccess, filters: Filters
) -> Card:
    named = Named.by(annotation)
    return Card(
        annotation,
        named,
        may_edit=access.may_edit(annotation),
        shown=filters.show(annotation, named),
        replies=page.replies.get(annotation.id, ()),
        may_confirm=access.may_confirm(annotation),
        quote_before=page.quotes_before.get(annotation.id, ""),
        stood=page.stood.get(annotation.id),
    )


def _marked_run(run: ReaderRun, hidden: Container[int]) -> MarkedRun:
    marks = run.marks
    if not marks:
        return MarkedRun(run.text, "", "", "", "")
    return MarkedRun(
        text=run.text,
        classes=_mark_classes(marks, hidden),
        ids=ids(mark.id for mark in marks),
        entities=ids(mark.entity for mark in marks if mark.entity),
        claims=ids(mark.claim for mark in marks if mark.claim),
    )


def _mark_classes(marks: Sequence[Mark], hidden: Container[int]) -> str:
    """The look of what is shown; the hue is there, too, when the filters hide its highlight.

    The scripts change the filters, and know no hues.
    """
    shown = [mark for mark in marks if mark.id not in hidden]
    hue = _hue(shown) or _hue(marks)
    states = tuple({mark.state for mark in shown if mark.state != AnchorState.EXACT})
    return look(tuple(mark.kind for mark in shown), hue, states)


def _hue(marks: Sequence[Mark]) -> str:
    """The colour of the innermost highlight that has a label."""
    return next(
        (mark.colour for mark in reversed(marks) if mark.kind == Kind.HIGHLIGHT and mark.colour), ""
    )


@lru_cache(maxsize=4096)
def look(kinds: tuple[str, ...], hue: str, states: tuple[str, ...] = ()) -> str:
    """The classes of a run: its kinds, `x2-<kind>` where two of a kind overlap, hue and states.

    >>> look(("claim", "highlight", "claim"), "rose")
    'k-highlight k-claim x2-claim hue-rose'
    """
    classes = [f"k-{kind}" for kind in Kind.values if kind in kinds]
    classes += [f"x2-{kind}" for kind in Kind.values if kinds.count(kind) > 1]
    classes += [f"st-{state}" for state in sorted(states)]
    return " ".join([*classes, *([f"hue-{hue}"] if hue else [])])
