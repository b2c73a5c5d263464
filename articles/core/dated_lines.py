"""Lines of a header that have a date among other words: an agency, names, a section, a count.

They are only asked about right beside a title, and where no line is a date by itself: in running
text, a date is of something else.
"""

import re
from dataclasses import dataclass, replace

from . import boilerplate, bylines, date_lines, dates
from .calendars import PERSIAN_MONTHS, plain, without_lunar_day
from .prose import is_prose, words
from .source_names import looks_like_section, looks_like_source

_LONGEST = 160
_MOST_WORDS = 8
"""How many words of a part of such a line may be no date."""

_LESS_SURE = 0.2
_MONTH_WORD = r"[^\W\d_]{3,14}\.?"
_SPAN = re.compile(
    r"(?<![\w./:])(?:"
    rf"\d{{1,2}}(?:st|nd|rd|th|er|º|\.)?[ -](?:de |of |den )?ב?{_MONTH_WORD},?[ -](?:de |del )?"
    r"(?:(?:19|20)\d\d)"
    rf"|{_MONTH_WORD} \d{{1,2}}(?:st|nd|rd|th)?,? (?:19|20)\d\d"
    r"|(?:19|20)\d\d([-/.])\d{1,2}\1\d{1,2}"
    r"|(?:19|20)\d\d年\d{1,2}月\d{1,2}日"
    r"|\d{1,2}([./-])\d{1,2}\2(?:(?:19|20)\d\d|\d\d)"
    rf"|\d{{1,2}} (?:{'|'.join(PERSIAN_MONTHS)}) 1[34]\d\d"
    r")(?!(?!T\d\d:)[\w./]|-\d)"
)
_TIME = re.compile(rf"t?[ ,|/·•–—-]*{date_lines.AT}{date_lines.TIME}(?!\w)", re.IGNORECASE)
# "… 18:40 h." has its stop from an abbreviation, not from a sentence.
_TIMED = re.compile(r"\d[:.]\d\d ?(?:h|hs|hrs|[ap]\.? ?m)\.$", re.IGNORECASE)
# A web page's elements that touch: "Nov 20 20194:29 AM ESTUpdated an hour ago".
_GLUED = re.compile(r"(?<=(?:19|20)\d\d)(?=\d{1,2}[:.]\d\d)|(?<=[\dT])(?=(?:Updated|Published)\b)")
_PART = re.compile(r"\s*[|•·／／،;]\s*|\s+[-–—/]\s+|\s*,\s+|\s{2,}")
_EDGE = " \t,;:|/·•–—-／@()[]*"
_ENDS_PART = re.compile(r"[|•·／/–—,:：;)\]-]\s*$")
_BEGINS_PART = re.compile(r"\s*[|•·／/–—,;(\[-]")


@dataclass(frozen=True, slots=True)
class DatedLine:
    """The date of a line, and whom the rest of the line names."""

    date: dates.DateReading | dates.AmbiguousDate
    authors: tuple[str, ...] = ()


def read(line: str) -> DatedLine | None:
    """The date that a line of a header has, with few other words beside it.

    >>> read("October 15, 2018 / 0 Comments / in News / by Jane Doe").authors
    ('Jane Doe',)
    >>> read("The bridge opens on 15 October 2018 after all") is None
    True
    """
    text = without_lunar_day(" ".join(plain(line).split())).lstrip("*•·▪ ")
    if len(text) > _LONGEST or not any(map(str.isdigit, text)):
        return None
    if is_prose(text) and not _TIMED.search(text):
        return None
    text = _GLUED.sub(" ", text)
    found = _SPAN.search(text)
    if found is None:
        return None
    time = _TIME.match(text, found.end())
    before, after = text[: found.start()], text[time.end() if time else found.end() :]
    # Other languages' months are looked up in a large table, so first see whether it is worth it.
    if not (_may_precede(before) and _may_follow(after, is_timed=bool(time))):
        return None
    date = dates.read(found.group())
    if not isinstance(date, dates.DateReading | dates.AmbiguousDate):
        return None
    if isinstance(date, dates.DateReading):
        label = date_lines.LABEL.match(before[-40:].lstrip(_EDGE))
        date = replace(
            date,
            confidence=round(date.confidence - _LESS_SURE, 2),
            labelled=bool(label),
            updated=bool(label) and dates.is_update(before),
        )
    return DatedLine(date, _authors(before, after))


def _may_precede(before: str) -> bool:
    """Whether these words can stand before a date without being a sentence that goes on with it."""
    rest = before.strip(_EDGE)
    if not rest or date_lines.LABEL.fullmatch(f"{rest} "):
        return True
    if any(words(part) > _MOST_WORDS for part in _PART.split(rest)):
        return False
    is_apart = bool(_ENDS_PART.search(before)) or bylines.opens(rest)
    is_apart = is_apart or bool(date_lines.WEEKDAY.fullmatch(rest))
    return is_apart or not _goes_on(rest.split()[-1])


def _may_follow(after: str, *, is_timed: bool) -> bool:
    """The same for the words after a date. A time of day ends a date: a name may touch it."""
    rest = after.strip(_EDGE)
    if not rest or bylines.opens(f"{rest} "):
        return True
    if any(words(part) > _MOST_WORDS for part in _PART.split(rest)):
        return False
    goes_on = rest[0].islower() if is_timed else _goes_on(rest)
    return bool(_BEGINS_PART.match(after)) or not goes_on


def _goes_on(word: str) -> bool:
    """Whether a word beside a date is one of a sentence; scripts without capitals don't tell."""
    return word[0].islower() or (word[0].isalpha() and not word[0].isupper())


def _authors(before: str, after: str) -> tuple[str, ...]:
    pieces = [piece.strip(_EDGE) for text in (before, after) for piece in _PART.split(text)]
    rests = [dates.label_of(piece)[1] for piece in pieces if piece]
    signed = [author for rest in rests for author in bylines.read(rest)]
    # A name that touches the date ("Upper Valley 3 May 2022") is a place, and so may a second be.
    place = "" if _ENDS_PART.search(before) else _PART.split(before)[-1].strip(_EDGE)
    bare = next(
        (bylines.reporters(rest) for rest in rests if rest != place and is_authors_name(rest)), ()
    )
    return tuple(dict.fromkeys(signed)) or bare


def is_authors_name(text: str) -> bool:
    """Whether a text beside a date names persons, not a source or section."""
    name, _, office = text.partition(",")
    if bylines.is_office(office):
        text = name.strip()
    if not bylines.reporters(text) or looks_like_source(text) or looks_like_section(text):
        return False
    return not all(map(boilerplate.judge, text.split()))
