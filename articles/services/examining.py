"""Reading what arrived: unsaved import items with all that their bytes say."""

from collections.abc import Callable, Generator, Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from articles.core.previews import ProblemNote, RawRecord
from articles.core.problems import Problem
from articles.core.version_texts import CleanRecord, VersionText
from articles.models import ImportBatch, ImportItem
from articles.services import learning
from articles.services.arrivals import Arrival, Group
from articles.services.sources import recognised
from articles.services.text_work import Light, read_groups, read_now

Status = ImportItem.Status


@dataclass(frozen=True, slots=True)
class Examined:
    """What arrived, read but not kept: an unsaved item, its bytes and what they become.

    `content` is None where there are no bytes to keep, `text` where they can't be read.
    """

    item: ImportItem
    arrival: Arrival
    text: VersionText | None = None

    @property
    def content(self) -> bytes | None:
        return self.arrival.content


def light_of(*, batch: ImportBatch | None) -> Light:
    """What is known now: all sources, and what was learnt of lines."""
    return Light(recognised(), learning.learnt(batch=batch))


AGroup = TypeVar("AGroup", bound=Group)


def examine_groups(
    groups: Iterable[AGroup],
    *,
    light: Callable[[AGroup], Light],
    processes: int | None = None,
) -> Generator[tuple[AGroup, list[Examined], Light], None, None]:
    """Read groups in their order, each with the light it was read in; see `read_groups`."""
    for reading in read_groups(
        groups, records=lambda group: _records(group.arrivals), light=light, processes=processes
    ):
        group = reading.group
        yield group, _examined(group.arrivals, reading.found), reading.light
        # Nothing is held of it while the next one is read: it may be large.
        del reading, group


def examine(arrivals: Sequence[Arrival], light: Light) -> list[Examined]:
    """Read what arrived while the caller waits, changing and keeping nothing.

    Whether the same bytes were brought before is not looked at.
    """
    return _examined(arrivals, read_now(_records(arrivals), light))


def _records(arrivals: Sequence[Arrival]) -> list[RawRecord]:
    return [arrival.raw_record() for arrival in arrivals if _is_readable(arrival)]


def _examined(
    arrivals: Sequence[Arrival], found: Iterable[CleanRecord | Problem]
) -> list[Examined]:
    results = iter(found)
    return [_one(arrival, next(results) if _is_readable(arrival) else None) for arrival in arrivals]


def _is_readable(arrival: Arrival) -> bool:
    return arrival.content is not None and arrival.problem is None


def _one(arrival: Arrival, found: CleanRecord | Problem | None) -> Examined:
    if isinstance(found, CleanRecord):
        return Examined(arrival.item(found.columns), arrival, found.text)
    item = arrival.item()
    item.status = Status.FAILED
    if problem := found or arrival.problem:
        note = ProblemNote(line=problem.line, code=problem.code, message=problem.message)
        item.problems = [note]
    return Examined(item, arrival)
