"""Which stretches of one sequence are in another, in the same order."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence

from rapidfuzz.distance import LCSseq

_MOST_CELLS = 200_000_000
"""A longest common subsequence needs a bit for each pair of elements: 25 MB at the most."""

Run = tuple[int, int, int]
"""Where it begins in the old sequence, where in the new one, and how many elements it has."""


def matching_runs(old: Sequence[int], new: Sequence[int]) -> list[Run]:
    """Equal stretches in the order of both sequences, each as long as it can be.

    A longest common subsequence where that fits into memory. Sequences that are too long for it are
    cut at elements that each has once (patience diff); where there are none, nothing is matched.

    >>> matching_runs([1, 2, 3, 4], [1, 9, 3, 4])
    [(0, 0, 1), (2, 2, 2)]
    """
    joined: list[Run] = []
    for at_old, at_new, length in sorted(_runs(old, new)):
        if joined:
            last_old, last_new, last = joined[-1]
            if (at_old, at_new) == (last_old + last, last_new + last):
                joined[-1] = (last_old, last_new, last + length)
                continue
        joined.append((at_old, at_new, length))
    return joined


def _runs(old: Sequence[int], new: Sequence[int]) -> Iterator[Run]:
    gaps = [(0, len(old), 0, len(new))]
    while gaps:
        old_from, old_to, new_from, new_to = gaps.pop()
        prefix = 0
        most = min(old_to - old_from, new_to - new_from)
        while prefix < most and old[old_from + prefix] == new[new_from + prefix]:
            prefix += 1
        if prefix:
            yield old_from, new_from, prefix
        old_from, new_from, most = old_from + prefix, new_from + prefix, most - prefix
        suffix = 0
        while suffix < most and old[old_to - suffix - 1] == new[new_to - suffix - 1]:
            suffix += 1
        if suffix:
            yield old_to - suffix, new_to - suffix, suffix
        old_to, new_to = old_to - suffix, new_to - suffix
        if old_from == old_to or new_from == new_to:
            continue
        if (old_to - old_from) * (new_to - new_from) <= _MOST_CELLS:
            yield from _subsequence(old, new, old_from, old_to, new_from, new_to)
            continue
        anchors = _anchors(old, new, range(old_from, old_to), range(new_from, new_to))
        for at_old, at_new in anchors:
            gaps.append((old_from, at_old, new_from, at_new))
            yield at_old, at_new, 1
            old_from, new_from = at_old + 1, at_new + 1
        if anchors:
            gaps.append((old_from, old_to, new_from, new_to))


def _subsequence(
    old: Sequence[int], new: Sequence[int], old_from: int, old_to: int, new_from: int, new_to: int
) -> Iterator[Run]:
    for code in LCSseq.opcodes(old[old_from:old_to], new[new_from:new_to]):
        if code.tag == "equal":
            length = code.src_end - code.src_start
            yield old_from + code.src_start, new_from + code.dest_start, length


def _anchors(
    old: Sequence[int], new: Sequence[int], old_places: range, new_places: range
) -> list[tuple[int, int]]:
    """Where elements stand that each side has once: the most of them that are in order."""
    old_counts = Counter(old[at] for at in old_places)
    new_at = {new[at]: at for at in new_places}
    new_counts = Counter(new[at] for at in new_places)
    return longest_rising(
        [
            (at, new_at[old[at]])
            for at in old_places
            if old_counts[old[at]] == 1 and new_counts[old[at]] == 1
        ]
    )


def longest_rising(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The most pairs whose second numbers rise as the first ones do. O(n log n)."""
    tails: list[int] = []
    tail_at: list[int] = []
    before: list[int] = []
    for index, (_, value) in enumerate(pairs):
        place = bisect_left(tails, value)
        before.append(tail_at[place - 1] if place else -1)
        if place == len(tails):
            tails.append(value)
            tail_at.append(index)
        else:
            tails[place] = value
            tail_at[place] = index
    rising = []
    at = tail_at[-1] if tail_at else -1
    while at >= 0:
        rising.append(pairs[at])
        at = before[at]
    return rising[::-1]
