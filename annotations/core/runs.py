"""Cutting a range of text where annotations begin and end, so that overlapping ones can be painted.

Offsets are Unicode code points, half-open.
"""

from collections.abc import Iterable
from dataclasses import dataclass


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
    if start >= end:
        return ()
    # One edge for each end of a span, sorted by offset. At one offset what opens comes before what
    # closes, so that a key whose next span follows keeps its place; the longer opens first.
    edges = []
    for span in spans:
        left, right = max(span.start, start), min(span.end, end)
        if left < right:
            edges.append((left, 0, -right, span.key))
            edges.append((right, 1, 0, span.key))
    edges.sort()
    # A dict keeps the order of insertion and drops a key in O(1). It counts, because two spans may
    # share a key.
    covering: dict[int, int] = {}
    cut: list[Run] = []
    done = start
    for offset, closes, _, key in edges:
        if offset > done:
            _append(cut, done, offset, tuple(covering))
            done = offset
        if not closes:
            covering[key] = covering.get(key, 0) + 1
        elif covering[key] > 1:
            covering[key] -= 1
        else:
            del covering[key]
    if done < end:
        _append(cut, done, end, ())
    return tuple(cut)


def _append(cut: list[Run], start: int, end: int, keys: tuple[int, ...]) -> None:
    if cut and cut[-1].keys == keys:
        cut[-1] = Run(cut[-1].start, end, keys)
    else:
        cut.append(Run(start, end, keys))
