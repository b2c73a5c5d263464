"""What the items of a batch can be filtered by, and how many of them there are."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.db.models import BooleanField, Count, ExpressionWrapper, Func, JSONField, Q, Value

from articles.core.languages import name as language_name
from articles.models import ImportBatch, ImportItem, Source
from articles.queries.item_conditions import (
    NONE,
    OPEN,
    PROPOSED,
    READY,
    UNDECIDED,
    WAITING,
    proposed,
    ready,
    undated,
    undecided,
    unsourced,
)

Status = ImportItem.Status

_UNDATED = "undated"
_CHEAP = frozenset({"no-title", "no-source", "no-date", "ambiguous-date"})
"""Problems of which a column says whether they are still open."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A value of a filter, its name, and how many items of the batch have it."""

    value: str
    label: str
    count: int


@dataclass(frozen=True, slots=True)
class ItemFacets:
    """What the items of a batch can be filtered by; a value without items is left out."""

    total: int
    states: tuple[Choice, ...]
    problems: tuple[Choice, ...]
    matches: tuple[Choice, ...]
    sources: tuple[Choice, ...]
    languages: tuple[Choice, ...]
    undated: int

    @property
    def has_proposals(self) -> bool:
        return any(choice.value == PROPOSED for choice in self.sources)

    def count(self, state: str) -> int:
        return next((choice.count for choice in self.states if choice.value == state), 0)


def item_facets(batch: ImportBatch) -> ItemFacets:
    """Counts over the whole batch, in one query that reads it once and two that seldom do."""
    counts = _counts(batch)
    return ItemFacets(
        total=sum(counts.statuses.values()),
        states=tuple(_states(counts)),
        problems=tuple(
            Choice(code, code, count)
            for code, count in sorted(counts.problems.items(), key=lambda pair: (-pair[1], pair[0]))
            if count
        ),
        matches=tuple(_matches(counts)),
        sources=(
            *_filled(
                Choice(NONE, "no source", counts.marks[NONE]),
                Choice(PROPOSED, "a new source proposed", counts.marks[PROPOSED]),
            ),
            *sorted(_sources(counts), key=lambda choice: choice.label.casefold()),
        ),
        languages=tuple(
            Choice(code or NONE, language_name(code) if code else "none", count)
            for code, count in counts.languages.most_common()
        ),
        undated=counts.marks[_UNDATED],
    )


@dataclass(frozen=True, slots=True)
class _Counts:
    statuses: Counter[str]
    sources: Counter[int]
    languages: Counter[str]
    matches: Counter[str]
    problems: Counter[str]
    marks: Counter[str]


def _counts(batch: ImportBatch) -> _Counts:
    """How many items have each value, added up over those that are alike in all of them."""
    marks: Mapping[str, Q] = {
        READY: ready(),
        NONE: unsourced(),
        PROPOSED: proposed(),
        UNDECIDED: undecided(),
        _UNDATED: undated(),
    }
    tests = {**marks, **{code: OPEN[code]() for code in _CHEAP}}
    codes = Func("problems", Value("$[*].code"), template="jsonb_path_query_array(%(expressions)s)")
    codes.output_field = JSONField()
    said = {
        f"said{number}": ExpressionWrapper(test, BooleanField())
        for number, test in enumerate(tests.values())
    }
    columns = ("status", "source_id", "language", "match_kind", "codes")
    alike = batch.items.order_by().annotate(codes=codes, **said).values_list(*columns, *said)
    found = _Counts(*(Counter() for _ in _Counts.__slots__))
    for status, source, language, match, present, *rest in alike.annotate(Count("id")):
        *answers, count = rest
        found.statuses[status] += count
        found.languages[language] += count
        if match:
            found.matches[match] += count
        if source is not None:
            found.sources[source] += count
        said_so = {name for name, answer in zip(tests, answers, strict=True) if answer}
        for mark in said_so.intersection(marks):
            found.marks[mark] += count
        for code in set(present):
            if code not in _CHEAP or code in said_so:
                found.problems[code] += count
    found.problems.update(_costly(batch, found.problems))
    # What is staged and not ready waits: asking the database twice would take its time.
    found.marks[WAITING] = found.statuses[Status.STAGED] - found.marks[READY]
    return found


def _costly(batch: ImportBatch, counted: Counter[str]) -> dict[str, int]:
    """By how much to correct the counts of problems that are open only as long as proposals stand.

    Comparing proposals takes the database as long as all else, and most batches have no such item.
    """
    asked = [code for code in OPEN if code not in _CHEAP and counted[code]]
    if not asked:
        return {}
    names = {f"open{number}": code for number, code in enumerate(asked)}
    counts = {name: Count("id", filter=OPEN[code]()) for name, code in names.items()}
    still = batch.items.aggregate(**counts)
    return {code: still[name] - counted[code] for name, code in names.items()}


def _states(counts: _Counts) -> Iterator[Choice]:
    yield from _filled(
        Choice(READY, "ready", counts.marks[READY]),
        Choice(WAITING, "to decide", counts.marks[WAITING]),
    )
    for status in Status:
        if status != Status.STAGED and counts.statuses[status]:
            yield Choice(status.value, str(status.label), counts.statuses[status])


def _matches(counts: _Counts) -> Iterator[Choice]:
    yield from _filled(Choice(UNDECIDED, "similar, to be decided", counts.marks[UNDECIDED]))
    for kind in ImportItem.Match:
        if counts.matches[kind]:
            yield Choice(kind.value, str(kind.label), counts.matches[kind])


def _sources(counts: _Counts) -> Iterator[Choice]:
    names = Source.objects.filter(pk__in=counts.sources).values_list("pk", "name")
    for source, name in names:
        yield Choice(str(source), name, counts.sources[source])


def _filled(*choices: Choice) -> Iterator[Choice]:
    return (choice for choice in choices if choice.count)
