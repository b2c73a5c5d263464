"""Where a deletion or an insertion between equal words is said to begin.

"A. B. C." that became "A. C." may have lost "B. " or ". B": as many words are paired either way.
People delete sentences, so the border is moved to where a sentence begins.
"""

from collections.abc import Sequence

from annotations.core.pairing import UNPAIRED, Pairing


def slide(
    pairing: Pairing,
    old: Sequence[int],
    new: Sequence[int],
    old_begins: frozenset[int],
    new_begins: frozenset[int],
) -> None:
    """Have what came or went begin where sentences do; the sets are their first tokens."""
    _slide_gaps(pairing.new_of, pairing.old_of, old, old_begins, pairing.moved, False)
    _slide_gaps(pairing.old_of, pairing.new_of, new, new_begins, pairing.moved, True)


def _slide_gaps(
    partners: list[int],
    backwards: list[int],
    tokens: Sequence[int],
    begins: frozenset[int],
    moved: bytearray,
    inserted: bool,
) -> None:
    """Slide the gaps of one text: tokens without a partner in an otherwise equal row."""
    at = 0
    while at < len(partners):
        if partners[at] != UNPAIRED:
            at += 1
            continue
        begin = at
        while at < len(partners) and partners[at] == UNPAIRED:
            at += 1
        end = at
        if not begin > 0 or end == len(partners) or partners[end] != partners[begin - 1] + 1:
            continue
        if begin in begins:
            continue
        steps = _steps_to_sentence(partners, tokens, begins, begin, end)
        for step in range(abs(steps)):
            source = end + step if steps > 0 else begin - 1 - step
            target = begin + step if steps > 0 else end - 1 - step
            there = partners[source]
            partners[source], partners[target] = UNPAIRED, there
            backwards[there] = target
            if not inserted:
                moved[target], moved[source] = moved[source], 0
        at = end + max(steps, 0)


def _steps_to_sentence(
    partners: Sequence[int], tokens: Sequence[int], begins: frozenset[int], begin: int, end: int
) -> int:
    """How far to slide until a sentence begins the gap; below 0: backwards; 0: it stays."""
    step = 0
    while (
        end + step < len(partners)
        and partners[end + step] == partners[begin - 1] + 1 + step
        and tokens[begin + step] == tokens[end + step]
    ):
        step += 1
        if begin + step in begins:
            return step
    step = 0
    while (
        begin - 1 - step > 0
        and partners[begin - 1 - step] == partners[end] - 1 - step
        and tokens[begin - 1 - step] == tokens[end - 1 - step]
    ):
        step += 1
        if begin - step in begins:
            return -step
    return 0
