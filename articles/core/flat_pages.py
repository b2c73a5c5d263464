"""Pages that are not indented: the article is the run of lines with the most running text in it.

It is the maximum subsequence of Pasternack and Roth (2009), every line weighed by its form.
"""

from collections.abc import Sequence

from .lines import Role
from .page_lines import ENOUGH, LATE, Entry

_SHORTEST_TABLE = 3
_FIGURES = 0.4
_TITLE_WORDS = 4
_NAME_WORDS = 6
_TEASER_LINES = 4
_TEASER_LOSS = -5.0
_MANY_TEASERS = 3
_LINE_LOSS = -5.0
_INTERRUPTION_LOSS = -1.0
_OFFER_LOSS = -5.0
_MARK_LOSS = -12.0
_COMMENTS_LOSS = -60.0


def heaviest_run(page: Sequence[Entry]) -> tuple[int, int]:
    """The indexes of the first and last entry of the run with the most running text."""
    best, current, start, first, last = 0.0, 0.0, 0, 0, len(page) - 1
    late = 1.0
    teasers, listed = _teasers(page), tables(page)
    for index, entry in enumerate(page):
        if current <= 0:
            current, start = 0.0, index
        if entry.mark is Role.COMMENTS and current >= ENOUGH:
            late = LATE
        if index not in listed:
            current += _TEASER_LOSS if index in teasers else _gain(entry, late)
        if current > best:
            best, first, last = current, start, index
    return first, last


def tables(page: Sequence[Entry]) -> frozenset[int]:
    """The lines between two paragraphs that are results, ingredients, line-ups: nearly half of
    them have figures, or they are items below a line with a colon; and none is the site's."""
    found: set[int] = set()
    run: list[int] = []
    after_text = False
    for index, entry in enumerate(page):
        if not entry.prose and not entry.judged and entry.mark is None and after_text:
            run.append(index)
            continue
        figures = sum(_has_figures(page[i].text) for i in run)
        is_table = figures >= _FIGURES * len(run) or _is_introduced(page, run)
        if entry.prose and len(run) >= _SHORTEST_TABLE and is_table:
            found.update(run)
        run, after_text = [], entry.prose
    return frozenset(found)


def _is_introduced(page: Sequence[Entry], run: Sequence[int]) -> bool:
    """Whether the lines are a list with a line above it that ends with a colon."""
    if not run or page[run[0]].text[-1] not in ":：":
        return False
    return all(page[index].bullet for index in run[1:])


def _has_figures(text: str) -> bool:
    """Whether a line has a number among words; a number alone is a place in a list of links."""
    return any(map(str.isdigit, text)) and any(map(str.isalpha, text))


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
    """How much a line speaks for the article reaching beyond it, in words of running text."""
    if entry.prose:
        return entry.weight * late
    if entry.interrupts:
        return _INTERRUPTION_LOSS
    if entry.mark is None:
        may_be_text = entry.apart and not (entry.bullet or entry.judged)
        return _LINE_LOSS + (min(4.0, 0.3 * entry.words) if may_be_text else 0.0)
    if entry.mark is Role.SUBSCRIBE and entry.judged:
        return _OFFER_LOSS  # one of many between the paragraphs
    return _COMMENTS_LOSS if entry.mark is Role.COMMENTS else _MARK_LOSS
