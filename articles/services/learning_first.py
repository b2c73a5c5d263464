"""What is imported as it is read learns which lines recur before the first of it is imported."""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TypeVar

from articles.core.lines import Role
from articles.core.recurrence import Learnt, Tally
from articles.services.arrivals import GROUP_BYTES, GROUP_RECORDS, Group
from articles.services.examining import Examined, examine
from articles.services.text_work import Light

AGroup = TypeVar("AGroup", bound=Group)


def knowing(light: Light, tally: Tally) -> Light:
    """This light, and the lines that recur in what was counted."""
    recurring = dict.fromkeys(tally.recurring(), Role.BOILERPLATE)
    if not recurring:
        return light
    learnt = light.learnt or Learnt()
    return replace(light, learnt=replace(learnt, anywhere={**learnt.anywhere, **recurring}))


def knowing_recurring(
    groups: Iterable[tuple[AGroup, list[Examined], Light]],
    *,
    tally: Tally,
    light: Callable[[], Light],
) -> Iterator[tuple[AGroup, list[Examined], Light]]:
    """Examined groups, in their order, read knowing which lines recur in them and those before.

    The first ones are held back until they are as much as a full group, for a line shows to be a
    menu's only when other texts have it. What was read without knowing is read again in `light`.
    """
    held: list[tuple[AGroup, list[Examined], Light]] = []
    count = size = 0
    for group, examined, seen in groups:
        for file in examined:
            if file.item.text_sha256:
                tally.add(file.item.text_sha256, file.item.line_keys)
        held.append((group, examined, seen))
        # Of texts that are all alike or empty, the tally counts few or none.
        count += len(examined)
        size += group.size
        if max(tally.total, count) >= GROUP_RECORDS or size >= GROUP_BYTES:
            yield from _read_again(held, tally.recurring(), light)
            held.clear()
        del group, examined
    yield from _read_again(held, tally.recurring(), light)


def _read_again(
    held: Sequence[tuple[AGroup, list[Examined], Light]],
    recurring: Collection[int],
    light: Callable[[], Light],
) -> Iterator[tuple[AGroup, list[Examined], Light]]:
    for group, examined, seen in held:
        stale = [file for file in examined if _knew_too_little(file, recurring)]
        if not stale:
            yield group, examined, seen
            continue
        again = examine([file.arrival for file in stale], light())
        fresh = dict(zip(map(id, stale), again, strict=True))
        yield group, [fresh.get(id(file), file) for file in examined], seen


def _knew_too_little(file: Examined, recurring: Collection[int]) -> bool:
    item = file.item
    return any(key in recurring and str(key) not in item.recurring for key in item.line_keys)
