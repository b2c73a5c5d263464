"""Whole web pages as text: the article's lines told from menus, boxes, comments and the footer.

Nothing here touches a text that is an article and little else.
"""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from .columns import Column, Place, columns, locate
from .flat_pages import tables
from .layout import Unit
from .lines import Role, Verdict
from .page_lines import Entry, entries
from .scoring import Scored, is_text, weigh

_FURNITURE = frozenset(
    {
        Role.NAVIGATION,
        Role.SHARING,
        Role.SUBSCRIBE,
        Role.COOKIES,
        Role.RELATED,
        Role.ADVERTISEMENT,
        Role.COMMENTS,
        Role.COPYRIGHT,
        Role.FOOTER,
    }
)
_MUCH_FURNITURE = 3
_SOME_FURNITURE = 2
_INDENTED = 3
_DEEPLY_INDENTED = 4
_MENU_RUN = 4
_MENU_WORDS = 4
# As `Features.far`: eight lines.
_NOT_FAR = 0.75

_ABOVE = "The line stands above the article, among the site’s menus and headings."
_BELOW = "The line stands below the article, with what the site puts at the foot of its pages."
_UNDER = {
    Role.COMMENTS: "The line stands below a heading for readers’ comments.",
    Role.RELATED: "The line follows a heading for other articles.",
    Role.SUBSCRIBE: "The line follows an offer to subscribe.",
    Role.ABOUT_AUTHOR: "The line follows a heading for a note about the author.",
}
_CREDIT = "The line names the maker of a picture or says what it shows; it is no running text."
_BOX = "The line is not indented like the paragraphs around it: it stands in a box beside the text."
_NO_SENTENCE = "The line is no sentence and stands far from the paragraphs of the text."
_UNLIKE = "The line is short and unlike the paragraphs of the text."


@dataclass(frozen=True, slots=True)
class Page:
    """The lines of a page that are not blank, and where among them the article is.

    `listed` are the lines of tables, told on a page without indentation only.
    """

    entries: Sequence[Entry]
    columns: Sequence[Column]
    place: Place
    indented: bool
    listed: frozenset[int] = frozenset()

    @property
    def lead(self) -> int:
        """The index of the unit with the article's first paragraph."""
        return next(
            entry.unit
            for entry in self.entries[self.place.first :]
            if entry.unit is not None and is_text(entry, self.place)
        )

    @property
    def depths(self) -> dict[int, int]:
        """The indentation of each unit."""
        return {entry.unit: entry.depth for entry in self.entries if entry.unit is not None}

    def scored(self) -> Iterator[Scored]:
        """The lines in and next to the article."""
        return weigh(self.entries, self.columns, self.place, self.indented)

    def verdicts(self) -> dict[int, Verdict]:
        """Why units are no text of the article, by index of unit; the others are text."""
        found = {}
        near = {scored.index: scored for scored in self.scored()}
        under: Role | None = None
        for index, entry in enumerate(self.entries):
            under = entry.mark or under if index > self.place.last else None
            if entry.unit is None:
                continue
            scored = near.get(index)
            # Once comments have begun below the text, nothing of it follows.
            if scored is None or under is Role.COMMENTS:
                above = index < self.place.first
                found[entry.unit] = _outside(above, under)
            elif (score := scored.features.score()) < 0 and not self._in_doubt(scored):
                found[entry.unit] = _not_text(scored, score)
        return found

    def _heads_text(self, index: int) -> bool:
        """Whether a line is a heading of the article, though a button stands right above it."""
        entry, below = self.entries[index], self.entries[index + 1]
        listed = entry.bullet and not entry.text[0].isdigit()
        heading = entry.words <= 12 and not (entry.ends or listed or entry.mark)
        button = (
            self.entries[index - 1].judged and self.entries[index - 1].mark is not Role.COMMENTS
        )
        return button and heading and is_text(below, self.place) and entry.depth == below.depth

    def _in_doubt(self, scored: Scored) -> bool:
        """Whether a line between two paragraphs stays: no layout tells a list from a box."""
        features = scored.features
        inside = self.place.first <= scored.index <= self.place.last
        if inside and scored.index < self.place.last and self._heads_text(scored.index):
            return True
        if inside and scored.index in self.listed:
            return True
        told = self.indented or scored.mark or features.credit or features.far > _NOT_FAR
        return inside and not told


def of(
    lines: Sequence[str],
    units: Sequence[Unit],
    judged: Mapping[int, Verdict],
    fixed: Mapping[int, Verdict],
) -> Page | None:
    """The page that these lines are; None when they are an article and little else."""
    furniture = sum(verdict.role in _FURNITURE for verdict in judged.values())
    depths = {len(line) - len(line.lstrip()) for line in lines if line and not line.isspace()}
    deeply = len(depths) >= _DEEPLY_INDENTED
    if len(fixed) == len(units) or (furniture < _SOME_FURNITURE and not deeply):
        return None
    page = entries(lines, units, judged, fixed)
    if furniture < _MUCH_FURNITURE and _longest_menu(page) < _MENU_RUN:
        return None
    indented = len(depths) >= _INDENTED
    found = columns(page, indented)
    place = locate(page, found, indented)
    if place is None:
        return None
    return Page(page, found, place, indented, frozenset() if indented else tables(page))


def _longest_menu(page: Sequence[Entry]) -> int:
    longest = run = 0
    for entry in page:
        run = run + 1 if entry.words <= _MENU_WORDS and not entry.ends else 0
        longest = max(longest, run)
    return longest


def _outside(above: bool, under: Role | None) -> Verdict:
    if above:
        return Verdict(Role.NAVIGATION, "above-article", _ABOVE, 0.85)
    return Verdict(under or Role.FOOTER, "below-article", _UNDER[under] if under else _BELOW, 0.85)


def _not_text(scored: Scored, score: float) -> Verdict:
    features = scored.features
    sure = round(min(0.95, 1 / (1 + math.exp(score))), 2)
    if scored.mark:
        return Verdict(scored.mark, "under-heading", _UNDER[scored.mark], sure)
    if features.before:
        return Verdict(Role.NAVIGATION, "above-article", _ABOVE, sure)
    if features.credit:
        return Verdict(Role.BOILERPLATE, "picture-credit", _CREDIT, sure)
    if features.deeper or features.shallower or features.weak_column:
        return Verdict(Role.BOILERPLATE, "beside-text", _BOX, sure)
    if not features.sentence:
        return Verdict(Role.BOILERPLATE, "no-sentence", _NO_SENTENCE, sure)
    return Verdict(Role.BOILERPLATE, "unlike-text", _UNLIKE, sure)
