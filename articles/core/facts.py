"""Lines of the header that state one fact: a date, an author, an address, a labelled field."""

import functools
import re
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass

from . import boilerplate, bylines, dated_lines, dates, relative_dates
from .layout import Unit
from .lines import Role, Verdict

_URL = re.compile(
    r"(?:(?:url|link|address|permalink)\s*:\s*)?(https?://[^\s<>\"']{4,2000})", re.IGNORECASE
)
_SOURCE = re.compile(
    r"(?:source|outlet|publication|publisher|newspaper)\s*:\s*(\S.{1,80})", re.IGNORECASE
)
_TITLE = re.compile(r"(?:title|headline)\s*:\s*(\S.{2,300})", re.IGNORECASE)
_PART = re.compile(r"\s*[|•·]\s*|\s+[—–]\s+")
_SIGNATURE = re.compile(
    r"[\s|/,–—-]((?:(?:by|von|par|por)\b|(?:作者|记者|記者)[:：]).{2,60})$", re.IGNORECASE
)
_BEFORE_DATE = re.compile(r"(?: on)?[\s,|/·–—-]*$", re.IGNORECASE)
_INTERVIEW = re.compile(r"(?:interview|entrevista|intervista|entretien|интервью)\s*:\s*", re.I)
_MOST_NAME_WORDS = 9
_MOST_BUTTON_WORDS = 3
_LONGEST = 400
_LONGEST_BYLINE = 240

BYLINE = Verdict(Role.BYLINE, "byline", "The line names the author.", 0.9)
NAME = Verdict(
    Role.BYLINE, "name-beside-date", "The line is a name next to the date: the author’s.", 0.6
)
OFFICE = Verdict(
    Role.BYLINE, "office-beside-name", "The line says what the author is for the newspaper.", 0.6
)
DATE = Verdict(Role.DATE_LINE, "date-line", "The line is a date and nothing else.", 0.9)
DATE_IN_LINE = Verdict(
    Role.DATE_LINE,
    "date-in-line",
    "The line has a date and few other words.",
    0.75,
)
UNCLEAR_DATE = Verdict(
    Role.DATE_LINE,
    "ambiguous-date",
    "The line is a date that can be read in two orders, day-month and month-day.",
    0.8,
)
RELATIVE_DATE = Verdict(
    Role.DATE_LINE,
    relative_dates.RULE,
    "The line is a date told from the day on which the page was seen.",
    0.8,
)
URL = Verdict(Role.URL, "address", "The line is the address of a page.", 0.9)
SOURCE = Verdict(Role.SOURCE_LINE, "source-label", "The line names the source.", 0.85)
TITLE = Verdict(Role.TITLE, "title-label", "The line is labelled as the title.", 0.95)


Date = dates.DateReading | dates.AmbiguousDate | relative_dates.RelativeDate


@dataclass(frozen=True, slots=True)
class Fact:
    """What the unit with this index states; only the fields that its role means are set."""

    index: int
    verdict: Verdict
    text: str = ""
    authors: tuple[str, ...] = ()
    date: Date | None = None


def scan(
    units: Sequence[Unit], indexes: Iterable[int], fixed: Mapping[int, Verdict]
) -> dict[int, Fact]:
    """The facts among these units, by index. A `fixed` role narrows what a unit may state."""
    found = {}
    for index in indexes:
        text, verdict = units[index].text, fixed.get(index)
        fact = _fixed(index, text, verdict) if verdict else _read(index, text)
        if fact:
            found[index] = fact
    return found


def _read(index: int, text: str) -> Fact | None:
    if len(text) > _LONGEST:
        return None
    if url := _URL.fullmatch(text):
        return Fact(index, URL, url.group(1))
    if title := _TITLE.fullmatch(text):
        return Fact(index, TITLE, title.group(1))
    if source := _SOURCE.fullmatch(text):
        url = _URL.fullmatch(source.group(1))
        return Fact(index, URL if url else SOURCE, source.group(1).strip())
    if date := date_of(text):
        signature = _SIGNATURE.search(text)
        authors = bylines.read(signature.group(1)) if signature else ()
        return Fact(index, _verdict_on(date), authors=authors, date=date)
    return _byline(index, text) or _date_with_button(index, text)


# The same few lines at the top of a text are asked about again and again.
@functools.lru_cache(maxsize=256)
def date_of(text: str) -> Date | None:
    """The date of a line that is one, be it told from a day that the line does not say."""
    return dates.read(text) or relative_dates.read(text)


def _verdict_on(date: Date) -> Verdict:
    if isinstance(date, relative_dates.RelativeDate):
        return RELATIVE_DATE
    return UNCLEAR_DATE if isinstance(date, dates.AmbiguousDate) else DATE


def _byline(index: int, text: str) -> Fact | None:
    """A byline, which may carry the date: "By Jane Doe | 12 March 2016"."""
    if len(text) > _LONGEST_BYLINE:
        return None
    authors = bylines.read(text)
    parts = _PART.split(text)
    if not authors and len(parts) > 1 and (authors := bylines.read(parts[-1])):
        parts = [parts[-1], *parts[:-1]]
    if not authors:
        return _dated_byline(index, text)
    readings = [reading for part in parts[1:] if (reading := date_of(part))]
    if not readings and (dated := _dated_byline(index, text)):
        return dated
    return Fact(index, BYLINE, authors=authors, date=readings[0] if readings else None)


def _dated_byline(index: int, text: str) -> Fact | None:
    """A byline that the date follows with nothing between: "By Jane Doe on 12 March 2016"."""
    if not bylines.opens(text) or not any(map(str.isdigit, text)):
        return None
    words = text.split()
    for cut in range(2, min(len(words), _MOST_NAME_WORDS)):
        date = date_of(" ".join(words[cut:]))
        if date is None:
            continue
        authors = bylines.read(_BEFORE_DATE.sub("", " ".join(words[:cut])))
        if authors:
            return Fact(index, BYLINE, authors=authors, date=date)
        # "By admin", "von Redaktion": no name, but still the article's date.
        return Fact(index, _verdict_on(date), date=date) if cut <= 3 else None
    return None


def _date_with_button(index: int, text: str) -> Fact | None:
    """A date that a button of the site follows on its line: "12.03.2016 Print"."""
    if not text[:1].isdigit():
        return None
    words = text.split()
    for cut in range(max(1, len(words) - _MOST_BUTTON_WORDS), len(words)):
        if boilerplate.judge(" ".join(words[cut:])) and (date := date_of(" ".join(words[:cut]))):
            return Fact(index, _verdict_on(date), date=date)
    return None


def names_interviewer(text: str) -> bool:
    """Whether a line is "Interview:" and a name: of whoever asks, or of the one who is asked."""
    opening = _INTERVIEW.match(text)
    return bool(opening and bylines.reporters(text[opening.end() :]))


def names_beside_dates(
    units: Sequence[Unit], indexes: Iterable[int], facts: Mapping[int, Fact]
) -> dict[int, Fact]:
    """Those of these units that are a person's name and stand next to a date.

    What that person is for the newspaper may stand between the two.
    """
    found: dict[int, Fact] = {}
    for index in indexes:
        if index in facts:
            continue
        text = _INTERVIEW.sub("", units[index].text)
        below = index + 1
        has_office = (
            below not in facts and below < len(units) and bylines.is_office(units[below].text)
        )
        dated = any(n in facts and facts[n].date for n in (index - 1, below + has_office))
        if dated and dated_lines.is_authors_name(text):
            found[index] = Fact(index, NAME, authors=bylines.reporters(text))
            if has_office:
                found[below] = Fact(below, OFFICE)
    return found


def dates_in_lines(
    units: Sequence[Unit], indexes: Iterable[int], taken: Container[int]
) -> dict[int, Fact]:
    """Those of these units, `taken` ones apart, that have a date beside few other words."""
    found = {}
    for index in indexes:
        text = units[index].text
        if index in taken or len(text) > _LONGEST:
            continue
        if dated := dated_lines.read(text):
            found[index] = Fact(index, DATE_IN_LINE, authors=dated.authors, date=dated.date)
    return found


def _fixed(index: int, text: str, chosen: Verdict) -> Fact | None:
    """What a unit states when an editor or the file's format has said what it is."""
    role = chosen.role
    if role is Role.DATE_LINE:
        return Fact(index, chosen, date=date_of(text))
    if role is Role.BYLINE:
        read = bylines.read(text) or bylines.read(f"By {text}")
        return Fact(index, chosen, authors=read or (text,))
    if role is Role.URL:
        url = _URL.search(text)
        return Fact(index, chosen, url.group(1) if url else text)
    if role is Role.SOURCE_LINE:
        source = _SOURCE.fullmatch(text)
        return Fact(index, chosen, source.group(1) if source else text)
    return None
