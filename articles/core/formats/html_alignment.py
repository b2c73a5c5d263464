"""Which lines of a page are the paragraphs that were extracted from it.

An extractor merges, splits, trims and drops paragraphs. Both sides keep the page's order, so they
are matched in order: first equal ones, then, between two matches, parts and near-equal ones.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from rapidfuzz import fuzz

from ..aligning import longest_rising

_NOT_WORD = re.compile(r"[\W_]+")
_MOST_CANDIDATES = 40
_MOST_COMPARED = 20_000
_NEAR = 85.0
_SHORTEST_PART = 6
_ENOUGH = 0.6


@dataclass(frozen=True, slots=True)
class Segment:
    """A paragraph as extracted; `kind` is "paragraph", "heading", "list_item" or "quotation"."""

    text: str
    kind: str


@dataclass(frozen=True, slots=True)
class Match:
    """Line `line` of the page (an index) is, or is a part of, segment `segment`."""

    line: int
    segment: int
    exact: bool


def key(text: str) -> str:
    """A text for comparison: case, white space and punctuation don't count."""
    return _NOT_WORD.sub("", unicodedata.normalize("NFKC", text).casefold())


def align(lines: Sequence[str], segments: Sequence[str], shunned: Sequence[bool]) -> list[Match]:
    """The matches in the order of the lines, at most one for each line.

    Both are given as keys. A `shunned` line (of a menu, of a list of links) stands for a segment
    only where no other line is equal to it.
    """
    found = [Match(line, segment, True) for line, segment in _equal(lines, segments, shunned)]
    taken = {match.segment for match in found}
    bounds = [(-1, -1), *((m.line, m.segment) for m in found), (len(lines), len(segments))]
    budget = [_MOST_COMPARED]
    for (line, segment), (next_line, next_segment) in pairwise(bounds):
        gap = [index for index in range(segment + 1, next_segment) if index not in taken]
        if gap:
            found.extend(_near(lines, range(line + 1, next_line), segments, gap, budget))
    return sorted(found, key=lambda match: match.line)


def _equal(
    lines: Sequence[str], segments: Sequence[str], shunned: Sequence[bool]
) -> list[tuple[int, int]]:
    """The longest sequence of equal pairs in order (Hunt and Szymanski, 1977)."""
    places: dict[str, list[int]] = defaultdict(list)
    for index, line in enumerate(lines):
        if line and not shunned[index]:
            places[line].append(index)
    for index, line in enumerate(lines):
        if line and shunned[index] and (line not in places or shunned[places[line][0]]):
            places[line].append(index)
    pairs = [
        (segment, index)
        for segment, text in enumerate(segments)
        # The last one first, so that a segment is in no sequence twice.
        for index in reversed(places.get(text, [])[:_MOST_CANDIDATES])
    ]
    return [(index, segment) for segment, index in longest_rising(pairs)]


def _near(
    lines: Sequence[str],
    gap: range,
    segments: Sequence[str],
    candidates: Sequence[int],
    budget: list[int],
) -> Iterator[Match]:
    """Lines between two matches that are parts of a segment, made of several, or nearly equal."""
    first = 0
    for line in gap:
        text = lines[line]
        if not text:
            continue
        covered = 0
        for position in range(first, len(candidates)):
            budget[0] -= 1
            if budget[0] < 0:
                return
            segment = segments[candidates[position]]
            if len(segment) >= _SHORTEST_PART and segment in text:
                covered += len(segment)
                if covered >= _ENOUGH * len(text):
                    yield Match(line, candidates[position], False)
                    first = position
                    break
                continue
            is_part = len(text) >= _SHORTEST_PART and text in segment
            if is_part or fuzz.ratio(text, segment, score_cutoff=_NEAR):
                yield Match(line, candidates[position], False)
                first = position
                break
