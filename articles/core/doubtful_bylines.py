"""Bylines that may as well be headlines, told by where they stand: "Di Maio Quits"."""

from collections.abc import Mapping, Sequence

from . import bylines
from .facts import BYLINE, Fact
from .headlines import is_like_headline, may_be_title
from .layout import Unit
from .lines import Role
from .prose import words
from .source_names import looks_like_section, looks_like_source
from .sources import key

_HEADLINE_WORDS = 4


def without_headlines(
    facts: Mapping[int, Fact], units: Sequence[Unit], region: range, stated: str = ""
) -> dict[int, Fact]:
    """The facts of a region but for such bylines that stand like headlines.

    A byline stands below a headline or a standfirst, or beside a date where another line can be
    the title. Where the format has `stated` a title, no other line is one.
    """
    doubtful = {
        index
        for index, fact in facts.items()
        if fact.verdict is BYLINE and not fact.date and bylines.may_be_headline(units[index].text)
    }
    if stated:
        headlines = {index for index in doubtful if key(units[index].text) == key(stated)}
    else:
        headlines = doubtful - _bylines(doubtful, facts, units, region)
    return {index: fact for index, fact in facts.items() if index not in headlines}


def _bylines(
    doubtful: set[int], facts: Mapping[int, Fact], units: Sequence[Unit], region: range
) -> set[int]:
    """Those of the doubtful that stand where bylines do."""
    sure = facts.keys() - doubtful
    titles = {i for i in region if i not in facts and _may_be_title(units, i)}
    titles |= {i for i in sure if facts[i].verdict.role is Role.TITLE}
    stated = {i for i in sure if not facts[i].authors or facts[i].date}
    found = set()
    for index in doubtful:
        nearest = next((i for i in range(index - 1, region.start - 1, -1) if i not in stated), -1)
        # A menu has short lines; so have the page's buttons below its headline.
        is_below = nearest in titles or any(
            i < index and words(units[i].text) >= _HEADLINE_WORDS for i in titles
        )
        is_beside = index - 1 in stated or index + 1 in stated
        if is_below or (titles and is_beside):
            found.add(index)
    return found


def _may_be_title(units: Sequence[Unit], index: int) -> bool:
    text = units[index].text
    if not may_be_title(units, index) or words(text) < 2:
        return False
    return is_like_headline(text) and not (looks_like_source(text) or looks_like_section(text))
