"""Cutting a range of text where annotations begin and end, so that overlapping ones can be painted.

Offsets are Unicode code points, half-open.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise


@dataclass(frozen=True, slots=True)
class Span:
    """A range that something covers; `key` tells whose it is."""

    start: int
    end: int
    key: int


@dataclass(frozen=True, slots=True)
class Run:
    """A range that the same keys cover from its first to its last character."""

    start: int
    end: int
    keys: tuple[int, ...]


def runs(start: int, end: int, spans: Iterable[Span]) -> tuple[Run, ...]:
    """`[start, end)` as runs in order, each character in exactly one.

    Neighbouring runs differ in their keys. A run's keys come in the order in which their spans
    start, the longer of two that start together first: the outermost mark comes first. Spans are
    clipped to the range and empty ones ignored. O(n log n) for n spans, plus the length of the
    answer's keys.

    >>> [(run.start, run.end, run.keys) for run in runs(0, 9, [Span(2, 6, 1), Span(4, 8, 2)])]
    [(0, 2, ()), (2, 4, (1,)), (4, 6, (1, 2)), (6, 8, (2,)), (8, 9, ())]
    """
    clipped = [
        (max(span.start, start), min(span.end, end), span.key)
        for span in spans
        if span.start < end and span.end > start and span.start < span.end
    ]
    opening = sorted(clipped, key=lambda span: (span[0], -span[1]))
    closing = sorted((stop, key) for _, stop, key in clipped)
    edges = sorted({start, end, *(span[0] for span in clipped), *(span[1] for span in clipped)})
    # A dict keeps the order of insertion and drops a key in O(1). It counts, because two spans may
    # share a key; those that open are counted before those that close, so that a key that goes on
    # keeps its place.
    covering: dict[int, int] = {}
    cut: list[Run] = []
    opened = closed = 0
    for left, right in pairwise(edges):
        while opened < len(opening) and opening[opened][0] == left:
            key = opening[opened][2]
            covering[key] = covering.get(key, 0) + 1
            opened += 1
        while closed < len(closing) and closing[closed][0] == left:
            key = closing[closed][1]
            covering[key] -= 1
            if not covering[key]:
                del covering[key]
            closed += 1
        keys = tuple(covering)
        if cut and cut[-1].keys == keys:
            cut[-1] = Run(cut[-1].start, right, keys)
        else:
            cut.append(Run(left, right, keys))
    return tuple(cut)
