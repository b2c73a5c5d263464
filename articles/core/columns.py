"""Where on a page its article stands: the column with the most running text, and its neighbours.

A page that was turned to text keeps its layout in the indentation: the paragraphs of an article
share one, menus and boxes have others.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from .flat_pages import heaviest_run
from .lines import Role
from .page_lines import ENOUGH, LATE, Entry

_DATED = re.compile(r"\b(?:19|20)\d\d\b|\b\d{1,2}:\d\d\b|^by ", re.IGNORECASE)
_NEAR_DATE = 8
_DATED_BONUS = 1.5
_STRONG = 0.12
_NEAR = 14


@dataclass(slots=True)
class Column:
    """Lines of one indentation with nothing less indented between them."""

    depth: int
    members: list[int] = field(default_factory=list)
    weight: float = 0.0
    prose: int = 0
    apart: int = 0
    dated: bool = False
    ends: tuple[int, int] = (0, 0)

    @property
    def is_crowded(self) -> bool:
        """Whether most of its paragraphs have no blank line above or below."""
        return self.apart * 2 < self.prose

    @property
    def strength(self) -> float:
        """Much running text, and little else: comments have names and dates between them."""
        return self.weight * (0.3 + 0.7 * self.prose / max(1, len(self.members)))


@dataclass(frozen=True, slots=True)
class Place:
    """The entries from `first` to `last` are the article, with what interrupts it.

    `depths` are the indentations of its columns, none where the page is not indented; `strength`
    is that of the strongest column.
    """

    first: int
    last: int
    depths: frozenset[int]
    strength: float


def columns(page: Sequence[Entry], indented: bool) -> list[Column]:
    """The columns of a page; sets each entry's `column`."""
    found: list[Column] = []
    open_: list[int] = []
    dated, seen, late = -_NEAR_DATE - 1, 0, 1.0
    for index, entry in enumerate(page):
        depth = entry.depth if indented else 0
        while open_ and found[open_[-1]].depth > depth:
            open_.pop()
        if not open_ or found[open_[-1]].depth < depth:
            open_.append(len(found))
            found.append(Column(depth))
        entry.column = open_[-1]
        column = found[entry.column]
        if entry.mark is Role.COMMENTS and seen >= ENOUGH:
            late = LATE
        if entry.words <= 14 and not entry.bullet and _DATED.search(entry.text):
            dated = index
        if entry.prose and not column.prose:
            column.dated = index - dated <= _NEAR_DATE
        column.members.append(index)
        column.prose += entry.prose
        column.apart += entry.prose and entry.apart
        column.weight += entry.weight * late
        seen += entry.words if entry.prose else 0
    return found


def locate(page: Sequence[Entry], found: Sequence[Column], indented: bool) -> Place | None:
    """Where the article is; None for a page without running text."""
    if not any(entry.prose for entry in page):
        return None
    if not indented:
        first, last = heaviest_run(page)
        return Place(first, last, frozenset(), found[0].strength)
    for column, members in _substance(page, found):
        column.ends = members[0], members[-1]
    best = max(
        (column for column in found if column.prose),
        key=lambda column: column.strength * (_DATED_BONUS if column.dated else 1),
    )
    joined = _joined(page, found, best)
    return Place(
        min(column.ends[0] for column in joined),
        max(column.ends[1] for column in joined),
        frozenset(column.depth for column in joined),
        best.strength,
    )


def _substance(
    page: Sequence[Entry], found: Sequence[Column]
) -> Iterator[tuple[Column, list[int]]]:
    """Each column with its lines that may be text: not menus, nor lists under a mark."""
    members: dict[int, list[int]] = {}
    under = False
    for index, entry in enumerate(page):
        under = False if entry.prose else under or entry.mark is not None
        plain = entry.words >= 4 and not entry.bullet and not entry.judged
        if entry.prose or (plain and not under):
            members.setdefault(entry.column, []).append(index)
    for number, indexes in members.items():
        yield found[number], indexes


def _joined(page: Sequence[Entry], found: Sequence[Column], best: Column) -> list[Column]:
    """The strongest column, and those that go on with its text before and after it."""
    comments = [index for index, entry in enumerate(page) if entry.mark is Role.COMMENTS]
    strong = [
        column
        for column in found
        if column.prose and column is not best and column.strength >= _STRONG * best.strength
    ]
    joined = [best]
    first, last = best.ends
    for column in sorted(strong, key=lambda column: column.ends):
        begins, ends = column.ends
        if 0 < begins - last <= _NEAR and not _between(comments, last, begins):
            last = max(last, ends)
            joined.append(column)
    for column in sorted(strong, key=lambda column: column.ends, reverse=True):
        begins, ends = column.ends
        if column.is_crowded and not best.is_crowded:
            continue  # teasers in a menu, with no blank lines between them
        if 0 < first - ends <= _NEAR and not _between(comments, ends, first):
            first = min(first, begins)
            joined.append(column)
    return joined


def _between(positions: Sequence[int], above: int, below: int) -> bool:
    return bisect_left(positions, below) > bisect_right(positions, above)
