"""Where on a page its article stands: the column with the most running text, and its neighbours.

A page that was turned to text keeps its layout in the indentation: the paragraphs of an article
share one, menus and boxes have others. Where nothing is indented, the whole page is one column
and the article is the run of lines with the most running text in it (the maximum subsequence of
Pasternack and Roth, 2009).
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from .layout import Unit
from .lines import Role, Verdict
from .prose import ends_sentence, is_prose, words

_BULLET = re.compile(r"(?:[*•·▪‣◦●+»›>–—-]|o|\d{1,2}[.)])\s")
_TEASER = re.compile(r"(?:\.\.\.|…|\[…\]|\[\.\.\.\])['\"”’»)\]]*$")
_DATED = re.compile(r"\b(?:19|20)\d\d\b|\b\d{1,2}:\d\d\b|^by ", re.IGNORECASE)
# A short line with such a word stands above comments, or above links to other articles.
_OF_COMMENTS = re.compile(
    r"\W*(?:.*\b)?(?:comment(?:s|aires?|i)?|kommentare?|coment[aá]rios?|комментари[ий]|коментар[іи]"
    r"|komentarze?|yorumlar|replies|responses)\W*\d*\W*|.*(?:تعليق|نظرات|תגובות|评论|評論).*",
    re.IGNORECASE,
)
_OF_OTHERS = re.compile(
    r"\W*(?:related\b|more (?:from|in|on|about)\b"
    r"|more (?:[\w’']+ ){0,2}(?:stories|news|articles|posts)"
    r"|most (?:read|popular|viewed|recent)\b|trending\b|recommended\b|(?:read|up) next\b|next up\b"
    r"|popular (?:posts|stories|articles|videos|in|on|now)\b|latest (?:news|stories|posts)"
    r"|you (?:may|might) (?:also )?(?:like|be interested))",
    re.IGNORECASE,
)
_OF_OFFERS = re.compile(
    r"\bnewsletters?\b|\bsubscribe\b|\bsign up\b|\bnews emails?\b|\balerts\b|\binbox\b",
    re.IGNORECASE,
)
_MARKS = frozenset({Role.COMMENTS, Role.RELATED, Role.SUBSCRIBE, Role.ABOUT_AUTHOR})
_LONGEST_MARK = 8
_MOST_CHARACTERS = 120
_LONGEST_OF_COMMENTS = 4
_ENOUGH = 60
"""Words of running text after which comments may begin."""
_LATE = 0.25
_TITLE_WORDS = 4
_NAME_WORDS = 6
_TEASER_LINES = 4
_TEASER_LOSS = -5.0
_MANY_TEASERS = 3
_CROWDED = 0.25
_ODD = 0.15
_NEAR_DATE = 8
_DATED_BONUS = 1.5
_STRONG = 0.12
_NEAR = 14


@dataclass(slots=True)
class Entry:
    """A line of a page, or the lines of a wrapped paragraph, with what its form says.

    `unit` is None for a line that was judged by its words. `depth` is the indentation in
    characters, `apart` whether a blank line is above or below. `mark` is the role of the lines that
    this one introduces.
    """

    unit: int | None
    text: str
    depth: int
    words: int
    ends: bool
    bullet: bool
    prose: bool
    mark: Role | None
    judged: bool
    apart: bool = True
    column: int = 0

    @property
    def weight(self) -> float:
        """How much running text this is: words, fewer for lines that only may be text."""
        if self.prose:
            return self.words if self.apart else self.words * _CROWDED
        return self.words * _ODD if self.words >= 4 and not self.bullet else 0.0


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


def entries(
    lines: Sequence[str],
    units: Sequence[Unit],
    judged: Mapping[int, Verdict],
    fixed: Mapping[int, Verdict],
) -> list[Entry]:
    """The lines of a page in order, blank ones apart."""
    starts = {unit.first: index for index, unit in enumerate(units)}
    found: list[Entry] = []
    blank, index = True, 0
    while index < len(lines):
        unit = starts.get(index)
        verdict = judged.get(index)
        if verdict and verdict.role is Role.BLANK:
            blank, index = True, index + 1
            continue
        line = lines[index]
        text = line.strip() if unit is None else units[unit].text
        entry = _entry(text, unit, verdict, fixed.get(unit) if unit is not None else None)
        entry.depth = len(line) - len(line.lstrip())
        entry.apart = blank
        if blank and found:
            found[-1].apart = True
        found.append(entry)
        blank = False
        index = index + 1 if unit is None else units[unit].last + 1
    if found:
        found[-1].apart = True
    return found


def _entry(text: str, unit: int | None, judged: Verdict | None, fixed: Verdict | None) -> Entry:
    bullet = bool(_BULLET.match(text))
    bare = text[2:].lstrip() if bullet and not text[0].isdigit() else text
    count = words(bare)
    ends = ends_sentence(bare) and not _TEASER.search(bare[-8:])
    if fixed:
        prose = fixed.role.block_kind is not None
    else:
        prose = unit is not None and (
            is_prose(bare) or (ends_sentence(bare) and count >= 7 and not bullet and _flows(bare))
        )
    mark = None if prose else _mark(text, count, ends, judged)
    return Entry(unit, text, 0, count, ends, bullet, prose, mark, judged is not None)


def _flows(text: str) -> bool:
    """Whether most words begin with small letters, as in a sentence; yes without such letters."""
    beginnings = [word[0] for word in text.split(None, 80)[:80]]
    small = sum(map(str.islower, beginnings))
    return small >= sum(map(str.isupper, beginnings))


def _mark(text: str, count: int, ends: bool, judged: Verdict | None) -> Role | None:
    if count > _LONGEST_MARK or len(text) > _MOST_CHARACTERS:
        return None
    if judged and judged.role in _MARKS:
        return judged.role
    if not ends and count <= _LONGEST_OF_COMMENTS and _OF_COMMENTS.fullmatch(text):
        return Role.COMMENTS
    if _OF_OTHERS.match(text):
        return Role.RELATED
    return Role.SUBSCRIBE if _OF_OFFERS.search(text) else None


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
        if entry.mark is Role.COMMENTS and seen >= _ENOUGH:
            late = _LATE
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
        first, last = _heaviest_run(page)
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


def _heaviest_run(page: Sequence[Entry]) -> tuple[int, int]:
    best, current, start, first, last = 0.0, 0.0, 0, 0, len(page) - 1
    late = 1.0
    teasers = _teasers(page)
    for index, entry in enumerate(page):
        if current <= 0:
            current, start = 0.0, index
        if entry.mark is Role.COMMENTS and current >= _ENOUGH:
            late = _LATE
        current += _TEASER_LOSS if index in teasers else _gain(entry, late)
        if current > best:
            best, first, last = current, start, index
    return first, last


def _teasers(page: Sequence[Entry]) -> frozenset[int]:
    """The paragraphs that sum up other articles: above each stand its title and its author, as
    items of a list. A list of paragraphs with headings has nothing between the two."""
    found = []
    title: int | None = None
    for index, entry in enumerate(page):
        if entry.bullet and not entry.ends and entry.words >= _TITLE_WORDS:
            title = index
        elif entry.prose:
            if title is not None and 1 < index - title <= _TEASER_LINES:
                found.append(index)
            title = None
        elif not entry.bullet:
            title = title if entry.words <= _NAME_WORDS else None
    return frozenset(found) if len(found) >= _MANY_TEASERS else frozenset()


def _gain(entry: Entry, late: float) -> float:
    if entry.prose:
        return entry.weight * late
    if entry.mark is None:
        may_be_text = entry.apart and not (entry.bullet or entry.judged)
        return -5.0 + (min(4.0, 0.3 * entry.words) if may_be_text else 0.0)
    return -60.0 if entry.mark is Role.COMMENTS else -12.0


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
        if column.apart * 2 < column.prose:
            continue  # teasers in a menu, with no blank lines between them
        if 0 < first - ends <= _NEAR and not _between(comments, ends, first):
            first = min(first, begins)
            joined.append(column)
    return joined


def _between(positions: Sequence[int], above: int, below: int) -> bool:
    return bisect_left(positions, below) > bisect_right(positions, above)
