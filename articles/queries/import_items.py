"""The items of a batch as its table shows them: filtered, sorted, counted."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields

from django.db.models import Count, F, Func, IntegerField, JSONField, Q, QuerySet
from django.db.models.fields.json import KeyTextTransform

from articles.core.decoding import CERTAIN
from articles.core.languages import name as language_name
from articles.models import ImportBatch, ImportItem, Source
from articles.queries.imports import NOT_IMPORTED

Status = ImportItem.Status

READY, WAITING = "ready", "waiting"
"""States of staged items: can be imported as they are, or something has to be decided first."""
NONE, PROPOSED = "none", "proposed"
"""Instead of a source's key: items without one, and those that propose one that is not there."""
UNDECIDED = "undecided"
"""Instead of a kind of match: items whose editor has to say what the match means."""

_PROPOSED_TITLE = KeyTextTransform("value", KeyTextTransform("title", "proposal"))
_SORTS: dict[str, tuple[str, ...]] = {
    "": ("position",),
    "title": ("title", "position"),
    "state": ("status", "position"),
    "source": ("source__name", "source_name", "position"),
    "date": ("published", "position"),
    "language": ("language", "position"),
    "match": ("similarity", "position"),
}
SORTS = frozenset({*_SORTS, *(f"-{name}" for name in _SORTS if name)})

# A problem is open as long as the field that it is about is as it was found.
_OPEN: dict[str, Callable[[], Q]] = {
    "no-title": lambda: Q(title=""),
    "no-source": lambda: Q(source__isnull=True),
    "no-date": lambda: Q(published__isnull=True),
    "ambiguous-date": lambda: Q(published__isnull=True),
    "title-from-photo": lambda: Q(title=_PROPOSED_TITLE),
    "title-from-file-name": lambda: Q(title=_PROPOSED_TITLE),
}


@dataclass(frozen=True, slots=True)
class ItemFilter:
    """Which items of a batch are shown, and in which order; empty: all, as they came.

    `state` is a status, READY or WAITING; `source` a key, NONE or PROPOSED; `match` a kind of
    match or UNDECIDED; `date` only "none".
    """

    state: str = ""
    problem: str = ""
    match: str = ""
    source: str = ""
    language: str = ""
    date: str = ""
    file: int | None = None
    words: str = ""
    sort: str = ""

    @property
    def narrows(self) -> bool:
        return any(getattr(self, field.name) for field in fields(self) if field.name != "sort")


def find_items(batch: ImportBatch, wanted: ItemFilter) -> QuerySet[ImportItem]:
    """The batch's items that fit, in the order that was asked for."""
    found = batch.items.filter(*_conditions(wanted))
    descending, name = wanted.sort.startswith("-"), wanted.sort.removeprefix("-")
    columns = [F(column) for column in _SORTS.get(name, _SORTS[""])]
    return found.order_by(
        *(c.desc(nulls_last=True) if descending else c.asc(nulls_last=True) for c in columns)
    )


def ready_items(batch: ImportBatch) -> QuerySet[ImportItem]:
    """The staged items that can be imported as they are, in the order in which they came."""
    return batch.items.filter(_ready()).order_by("position")


def with_row_facts(items: QuerySet[ImportItem]) -> QuerySet[ImportItem]:
    """Items as a row shows them: with what they refer to, without what only their page needs."""
    count = Func("removed", function="jsonb_array_length", output_field=IntegerField())
    referred = items.select_related("source", "article", "match", "file")
    return referred.defer("removed", "line_keys", "file__options", "file__problems").annotate(
        removed_count=count
    )


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

    def count(self, state: str) -> int:
        return next((choice.count for choice in self.states if choice.value == state), 0)


def item_facets(batch: ImportBatch) -> ItemFacets:
    """Counts over the whole batch, in three queries."""
    groups = list(
        batch.items.order_by()
        .values_list("status", "source_id", "source__name", "language", "match_kind")
        .annotate(Count("id"))
    )
    counts = _single_counts(batch)
    statuses: dict[str, int] = {}
    sources: dict[int, Choice] = {}
    languages: dict[str, int] = {}
    matches: dict[str, int] = {}
    for status, source, source_name, language, match, count in groups:
        statuses[status] = statuses.get(status, 0) + count
        languages[language] = languages.get(language, 0) + count
        matches[match] = matches.get(match, 0) + count
        if source is not None:
            before = sources[source].count if source in sources else 0
            sources[source] = Choice(str(source), source_name, before + count)
    return ItemFacets(
        total=sum(statuses.values()),
        states=tuple(_states(statuses, counts)),
        problems=tuple(
            Choice(code, code, counts[f"problem:{code}"])
            for code in _problem_codes(counts)
            if counts[f"problem:{code}"]
        ),
        matches=tuple(_matches(matches, counts)),
        sources=(
            *_filled(
                Choice(NONE, "no source", counts[NONE]),
                Choice(PROPOSED, "a new source proposed", counts[PROPOSED]),
            ),
            *sorted(sources.values(), key=lambda choice: choice.label.casefold()),
        ),
        languages=tuple(
            Choice(code or NONE, language_name(code) if code else "none", count)
            for code, count in sorted(languages.items(), key=lambda pair: -pair[1])
        ),
        undated=counts["undated"],
    )


def _single_counts(batch: ImportBatch) -> dict[str, int]:
    code = Func("problems", template="jsonb_path_query(%(expressions)s, '$[*].code') #>> '{}'")
    code.output_field = JSONField()
    codes = list(batch.items.order_by().annotate(c=code).values_list("c", flat=True).distinct())
    conditions = {
        READY: _ready(),
        WAITING: _waiting(),
        NONE: Q(source__isnull=True, source_name=""),
        PROPOSED: _proposed(),
        UNDECIDED: _undecided(),
        "undated": Q(published__isnull=True),
    } | {f"problem:{code}": _problem(str(code)) for code in codes}
    names = list(conditions)
    found = batch.items.aggregate(
        **{f"n{i}": Count("pk", filter=conditions[name]) for i, name in enumerate(names)}
    )
    return {name: found[f"n{i}"] for i, name in enumerate(names)}


def _problem_codes(counts: dict[str, int]) -> Iterator[str]:
    found = [name.removeprefix("problem:") for name in counts if name.startswith("problem:")]
    yield from sorted(found, key=lambda code: (-counts[f"problem:{code}"], code))


def _states(statuses: dict[str, int], counts: dict[str, int]) -> Iterator[Choice]:
    yield from _filled(
        Choice(READY, "ready", counts[READY]),
        Choice(WAITING, "to decide", counts[WAITING]),
    )
    for status in Status:
        if status != Status.STAGED and statuses.get(status):
            yield Choice(status.value, str(status.label), statuses[status])


def _matches(matches: dict[str, int], counts: dict[str, int]) -> Iterator[Choice]:
    yield from _filled(Choice(UNDECIDED, "similar, to be decided", counts[UNDECIDED]))
    for kind in ImportItem.Match:
        if matches.get(kind):
            yield Choice(kind.value, str(kind.label), matches[kind])


def _filled(*choices: Choice) -> Iterator[Choice]:
    return (choice for choice in choices if choice.count)


def _conditions(wanted: ItemFilter) -> Iterator[Q]:
    if wanted.state:
        special = {READY: _ready, WAITING: _waiting}.get(wanted.state)
        yield special() if special else Q(status=wanted.state)
    if wanted.problem:
        yield _problem(wanted.problem)
    if wanted.match:
        yield _undecided() if wanted.match == UNDECIDED else Q(match_kind=wanted.match)
    if wanted.source == NONE:
        yield Q(source__isnull=True, source_name="")
    elif wanted.source == PROPOSED:
        yield _proposed()
    elif wanted.source:
        yield Q(source=int(wanted.source))
    if wanted.language:
        yield Q(language="" if wanted.language == NONE else wanted.language)
    if wanted.date:
        yield Q(published__isnull=True)
    if wanted.file is not None:
        yield Q(file=wanted.file)
    for word in wanted.words.split():
        yield Q(title__icontains=word) | Q(name__icontains=word)


def _ready() -> Q:
    return Q(status=Status.STAGED) & ~_unfinished()


def _waiting() -> Q:
    return Q(status=Status.STAGED) & _unfinished()


def _unfinished() -> Q:
    # Not "encoding_confidence < …" negated: of an unknown confidence that says nothing in SQL.
    unsure = Q(encoding_confidence__isnull=False, encoding_confidence__lt=CERTAIN)
    return Q(title="") | Q(block_counts={}) | _similar() | unsure


def waiting_or_refused() -> Q:
    """Staged items that can't be imported as they are, or were tried and refused."""
    refused = Q(status=Status.STAGED, problems__contains=[{"code": NOT_IMPORTED}])
    return _waiting() | refused


def _undecided() -> Q:
    return Q(status=Status.STAGED) & _similar()


def _similar() -> Q:
    return Q(match_kind=ImportItem.Match.SIMILAR, match__isnull=False, decision="")


def _proposed() -> Q:
    return Q(source__isnull=True) & ~Q(source_name="")


def _problem(code: str) -> Q:
    still = _OPEN.get(code)
    stored = Q(problems__contains=[{"code": code}])
    return stored & still() if still else stored


def known_source_names() -> QuerySet[Source, str]:
    """The names to type ahead from."""
    return Source.objects.order_by("name").values_list("name", flat=True)
