"""How likely each line of a page is text of its article: a few features of its form, weighed.

The features are shallow ones (Kohlschütter and others, 2010) and those of the neighbourhood
(jusText), and the indentation compared with that of the paragraphs around. The weights were
fitted by `benchmarks/cleaning_weights.py`.
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from .captions import credits_picture
from .columns import Column, Place
from .lines import Role
from .page_lines import Entry

REACH = 4
"""So many lines above and below the article are weighed, too."""

WEIGHTS = {
    "constant": 0.21,
    "length": 1.42,
    "sentence": 1.34,
    "under_mark": -1.24,
    "credit": -2.85,
    "far": -1.71,
    "before": -0.95,
    "deeper": 0.47,
    "deeper_bullet": 1.93,
    "shallower": -0.37,
    "weak_column": -2.56,
    "indented": 1.49,
    "position": -1.05,
}
"""In log odds, for the features of `Features` in their order; positive ones speak for the text."""

_LONG = 64
_FAR = 16
_WEAKEST = -5.0


@dataclass(frozen=True, slots=True)
class Features:
    """What of a line, and around it, is weighed; each is between -1 and 1 or a flag.

    `length` and `far` (lines since the last paragraph) grow with the logarithm. `under_mark` says
    that a line such as "Related articles" is above, with no paragraph between. `deeper` and
    `shallower` compare the indentation with both paragraphs around. `weak_column` is how little
    text the line's column has, `position` how much of the article is above.
    """

    constant: float
    length: float
    sentence: float
    under_mark: float
    credit: float
    far: float
    before: float
    deeper: float
    deeper_bullet: float
    shallower: float
    weak_column: float
    indented: float
    position: float

    def score(self) -> float:
        """The log odds that the line belongs to the article."""
        return math.fsum(weight * getattr(self, name) for name, weight in WEIGHTS.items())


@dataclass(frozen=True, slots=True)
class Scored:
    """An entry of the page by its index, with the nearest mark above it that still holds."""

    index: int
    features: Features
    mark: Role | None


def weigh(
    page: Sequence[Entry], found: Sequence[Column], place: Place, indented: bool
) -> Iterator[Scored]:
    """The features of the lines from a little above the article to a little below it."""
    start, stop = max(0, place.first - REACH), _end_of_list(page, place) + 1 + REACH
    stop = min(len(page), stop)
    inside = range(place.first, place.last + 1)
    total = sum(page[index].words for index in inside if page[index].prose) or 1
    below = _depths_below(page, place, stop)
    mark: Role | None = None
    last: int | None = None
    above = 0
    for index in range(start, stop):
        entry = page[index]
        text = is_text(entry, place)
        mark = None if text else entry.mark or mark
        before = last is None
        upper = min(place.depths, default=0) if last is None else page[last].depth
        lower = below.get(index, upper)
        deeper = indented and entry.depth > max(upper, lower)
        strength = found[entry.column].strength
        yield Scored(
            index,
            Features(
                constant=1.0,
                length=math.log2(1 + min(entry.words, _LONG)) / 6,
                sentence=float(entry.ends),
                under_mark=float(mark is not None),
                credit=float(credits_picture(entry.text)),
                far=math.log2(min(_FAR if last is None else index - last, _FAR)) / 4,
                before=float(before and not text),
                deeper=float(deeper),
                deeper_bullet=float(deeper and entry.bullet and mark is None),
                shallower=float(indented and entry.depth < min(upper, lower)),
                weak_column=max(_WEAKEST, math.log2((strength + 1) / (place.strength + 1)))
                / _WEAKEST
                if indented and strength < place.strength
                else 0.0,
                indented=float(indented),
                position=above / total,
            ),
            mark,
        )
        above += entry.words if entry.prose else 0
        listed = entry.bullet and deeper and mark is None and last == index - 1
        last = index if text or listed else last


def _end_of_list(page: Sequence[Entry], place: Place) -> int:
    """The last item of a list that goes on right below the article's last paragraph."""
    index = place.last
    if index + 2 < len(page) and not page[index + 1].mark and not page[index + 1].bullet:
        index += 1
    depth = page[index].depth
    while index + 1 < len(page) and page[index + 1].bullet and page[index + 1].depth > depth:
        index += 1
    return index


def is_text(entry: Entry, place: Place) -> bool:
    """Whether a line is a paragraph in one of the article's columns."""
    return entry.prose and (not place.depths or entry.depth in place.depths)


def _depths_below(page: Sequence[Entry], place: Place, stop: int) -> dict[int, int]:
    """The indentation of the next paragraph below each line that has one."""
    found: dict[int, int] = {}
    depth: int | None = None
    for index in range(min(len(page), stop + _FAR) - 1, -1, -1):
        if depth is not None:
            found[index] = depth
        if is_text(page[index], place):
            depth = page[index].depth
        if index < place.first - REACH:
            break
    return found
