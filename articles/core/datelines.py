"""The dateline that opens a news report: where it was filed.

It is read, never cut: "CAIRO (Reuters) - The …" stays in the body as it is.
"""

import re
from dataclasses import dataclass

from . import places

_LONGEST = 90
_DASHES = "-–—―"
_DASH = re.compile(r"\s*(?:--+|[–—―])\s*|\s+-\s+|-\s+|\s+-(?=\S)")
_CREDIT = re.compile(r"\s*[(\[]([^()\[\]]{2,40})[)\]]\s*$")
_DAY = (
    r"(?:(?:jan|feb|mar|apr|may|jun|jul|aug|sep|sept|oct|nov|dec)[a-z]*\.? \d{1,2}"
    r"|\d{1,2} [^\W\d_]{3,12}\.?)"
)
_TRAILING_DAY = re.compile(rf",\s*({_DAY}(?:,? \d{{4}})?)\s*$", re.IGNORECASE)
_HYPHENATED = re.compile(r"((?:[^\W\d_][\w.’']*(?: [^\W\d_][\w.’']*){0,2}-){1,3})(?=[^\W\d_a-z])")
_WORD = re.compile(r"[^\W\d_][\w.’'-]*")
_OPENERS_TEXT = """
the a an in on at after as it this that there with for while when since despite under during two
three four five dozens hundreds thousands officials president prime foreign
"""
_OPENERS = frozenset(_OPENERS_TEXT.split())
_SMALL_TEXT = """
of the es ez de du and al la el le am
"""
_SMALL = frozenset(_SMALL_TEXT.split())


@dataclass(frozen=True, slots=True)
class Dateline:
    """`place` as written; the whole dateline is the first `end` code points of the paragraph.

    `day` is a day and month such as "March 3", written without a year in most datelines.
    """

    place: str
    end: int
    confidence: float
    rule: str
    day: str = ""


def read(paragraph: str) -> Dateline | None:
    """The dateline a paragraph opens with.

    >>> read("CAIRO (Reuters) - Egypt said on Monday …").place
    'CAIRO'
    >>> read("London-Moscow-The meeting convened …").place
    'London-Moscow'
    >>> read("Mid-week-The meeting convened …") is None
    True
    """
    if not any(map(paragraph[: _LONGEST + 5].__contains__, _DASHES)):
        return None
    return _before_dash(paragraph) or _hyphenated(paragraph)


def _before_dash(paragraph: str) -> Dateline | None:
    for dash in _DASH.finditer(paragraph, 0, _LONGEST + 5):
        if dash.start() > _LONGEST:
            return None
        found = _read_head(paragraph[: dash.start()], dash.end())
        if found:
            return found if _opens_sentence(paragraph, dash.end()) else None
    return None


def _read_head(head: str, end: int) -> Dateline | None:
    credit = _CREDIT.search(head)
    rest = head[: credit.start()] if credit else head
    day = _TRAILING_DAY.search(rest)
    place = (rest[: day.start()] if day else rest).strip(" ,")
    parts = [part.strip() for part in re.split(r"[,/;]| and ", place)]
    if not place or len(place) > 50 or len(parts) > 4 or not all(map(_is_name, parts)):
        return None
    first, *others = parts
    hyphened = first.split("-")
    known = places.is_known(first) or all(map(places.is_known, hyphened))
    capitals = first.isupper() and len(first) > 2
    written = first if others and _is_outlet(others[0]) else place
    if (capitals or known) and (credit or day):
        return Dateline(written, end, 0.95, "dateline-credit", day.group(1) if day else "")
    if capitals and (known or any(map(places.is_known, others))):
        return Dateline(written, end, 0.9, "dateline-capitals")
    if known:
        return Dateline(written, end, 0.8, "dateline-place")
    return None


def _hyphenated(paragraph: str) -> Dateline | None:
    """Places joined by hyphens that run into the first word: "London-Moscow-The meeting"."""
    found = _HYPHENATED.match(paragraph, 0, _LONGEST)
    if not found:
        return None
    names = found.group(1)[:-1]
    parts = names.split("-")
    known = sum(map(places.is_known, parts))
    if places.is_known(names) or known == len(parts):
        confidence = 0.9 if len(parts) > 1 else 0.75
    elif known and all(map(_is_name, parts)) and len(parts) > 1:
        confidence = 0.6
    else:
        return None
    follower = _WORD.match(paragraph, found.end())
    if not follower or _is_compound(follower.group()):
        return None
    if len(parts) == 1 and follower.group().casefold() not in _OPENERS:
        return None  # "Iran-Saudi rivalry" is no dateline
    return Dateline(names, found.end(), confidence, "dateline-hyphens")


def _is_compound(word: str) -> bool:
    """Whether a capitalised word after "Iran-" makes an adjective of it, as in "Iran-Based"."""
    lower = word.casefold()
    acronym = word.isupper() and len(word) > 1
    return (
        acronym
        or places.is_known(word)
        or "-" in word
        or lower.endswith(("based", "backed", "born", "led"))
    )


def _opens_sentence(paragraph: str, start: int) -> bool:
    first = paragraph[start : start + 3].lstrip("\"'“‘«„([")[:1]
    return bool(first) and not first.islower() and (first.isalnum() or first == "$")


def _is_name(part: str) -> bool:
    words = part.split()
    return 1 <= len(words) <= 4 and all(
        word[0].isupper() or word.casefold() in _SMALL for word in words if word[0] not in "’'"
    )


def _is_outlet(part: str) -> bool:
    """ "Cairo, Asharq Al-Awsat": more than one word and no known place is who reports."""
    return len(part.split()) > 1 and not places.is_known(part)
