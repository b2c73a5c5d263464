"""The items of a batch as its table shows them: filtered and sorted."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields

from django.db.models import F, Q, QuerySet

from articles.core.sources import key
from articles.models import ImportBatch, ImportItem, Source
from articles.queries.item_conditions import (
    NONE,
    PROPOSED,
    READY,
    UNDECIDED,
    WAITING,
    problem,
    proposed,
    ready,
    surely_proposed,
    undated,
    undecided,
    unsourced,
    waiting,
)

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


def rows_of(batch: ImportBatch, keys: Iterable[int]) -> list[ImportItem]:
    """The items with these keys, in their order, as the table shows them.

    Sorting keys alone, the database reads what fifty items hold and not what the whole batch does.
    """
    wanted = list(keys)
    found = with_row_facts(batch.items.all()).in_bulk(wanted)
    return [found[key] for key in wanted if key in found]


def ready_items(batch: ImportBatch) -> QuerySet[ImportItem]:
    """The staged items that can be imported as they are, in the order in which they came."""
    return batch.items.filter(ready()).order_by("position")


def new_source_names(batch: ImportBatch) -> list[str]:
    """The new sources that staged items propose so surely that importing may accept them."""
    sure = batch.items.filter(surely_proposed(), status=ImportItem.Status.STAGED)
    names = sure.order_by("source_name").values_list("source_name", flat=True).distinct()
    return list({key(name): name for name in names}.values())


def with_row_facts(items: QuerySet[ImportItem]) -> QuerySet[ImportItem]:
    """Items as a row shows them: with what they refer to, without what only their page needs."""
    referred = items.select_related("source", "article", "match", "file")
    return referred.defer("removed", "line_keys", "file__options", "file__problems")


def known_source_names() -> QuerySet[Source, str]:
    """The names to type ahead from."""
    return Source.objects.order_by("name").values_list("name", flat=True)


def _conditions(wanted: ItemFilter) -> Iterator[Q]:
    if wanted.state:
        special = {READY: ready, WAITING: waiting}.get(wanted.state)
        yield special() if special else Q(status=wanted.state)
    if wanted.problem:
        yield problem(wanted.problem)
    if wanted.match:
        yield undecided() if wanted.match == UNDECIDED else Q(match_kind=wanted.match)
    if wanted.source == NONE:
        yield unsourced()
    elif wanted.source == PROPOSED:
        yield proposed()
    elif wanted.source:
        yield Q(source=int(wanted.source))
    if wanted.language:
        yield Q(language="" if wanted.language == NONE else wanted.language)
    if wanted.date:
        yield undated()
    if wanted.file is not None:
        yield Q(file=wanted.file)
    for word in wanted.words.split():
        yield Q(title__icontains=word) | Q(name__icontains=word)
