"""Publication dates, read from lines that are nothing but a date.

Prose is never read: there "may" is a verb. A date that can be read in two orders is not guessed.
"""

import datetime
import functools
import re
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from . import calendars, date_lines
from .calendars import MONTHS, plain, without_lunar_day

if TYPE_CHECKING:
    from dateparser.date import DateDataParser


class Precision(StrEnum):
    YEAR = "year"
    MONTH = "month"
    DAY = "day"


@dataclass(frozen=True, slots=True)
class DateReading:
    """An ISO 8601 date as precise as `precision`: "2016", "2016-03" or "2016-03-12".

    `labelled` dates come with a word such as "Published"; `updated` ones are of a later change.
    """

    value: str
    precision: Precision
    confidence: float
    rule: str
    raw: str
    labelled: bool = False
    updated: bool = False


@dataclass(frozen=True, slots=True)
class AmbiguousDate:
    """A numeric date that is one day in day-month order and another in month-day order.

    `readings` are the days in these two orders; `labelled` and `updated` are as in DateReading.
    """

    raw: str
    readings: tuple[str, str]
    labelled: bool = field(default=False, compare=False)
    updated: bool = field(default=False, compare=False)


_LONGEST = 120
_MONTH_NAMES = "|".join(sorted(MONTHS, key=len, reverse=True))
_MONTH = rf"(?P<month>{_MONTH_NAMES})\.?"
# "19 تشرين الثاني / نوفمبر 2019"
_TWICE = rf"(?: ?/ ?(?:{_MONTH_NAMES}))?"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>(?:1[6-9]|20)\d\d)"
_NUMBERED = (
    ("iso-date", rf"{_YEAR}(?P<sep>[-/.])(?P<month>\d{{1,2}})(?P=sep){_DAY}"),
    ("iso-date", rf"{_YEAR} ?[年년] ?(?P<month>\d{{1,2}})[月월] ?{_DAY}[日일]"),
    ("iso-date", rf"{_YEAR}\. (?P<month>\d{{1,2}})\. {_DAY}\.?"),
    ("iso-month", rf"{_YEAR}-(?P<month>\d\d)"),
)
_NAMED = (
    ("written-date", rf"{_DAY}(?: of)?[ /-]?{_MONTH}{_TWICE},?[ /-]{_YEAR}"),
    ("written-date", rf"{_MONTH} ?{_DAY},? {_YEAR}"),
    ("written-month", rf"{_MONTH},? {_YEAR}"),
)
_PATTERNS = tuple((rule, re.compile(text, re.IGNORECASE)) for rule, text in (*_NUMBERED, *_NAMED))
# "19.11.19" has the year last; with hyphens it could as well be first.
_NUMERIC = re.compile(r"(\d{1,2})([-/.])(\d{1,2})\2((?:1[6-9]|20)\d\d|(?<!-)[0-3]\d(?![\d.:/-]))")
# "Madrid, 5 de junio de 2023"; an agency goes without the comma where a time follows.
_PLACE = re.compile(r"[^\W\d_][^\d,:]{1,30}, (?=\d)")
_AGENCY = re.compile(rf"(?:[^\W\d_][\w.’'-]* ){{1,3}}(?=\d|(?i:{_MONTH_NAMES}) ?\d)")
_BULLET = re.compile(r"[*•·▪–-] +")
_FOREIGN = re.compile(r"(?=.*\d{4})(?=.*[^\W\d_]{2})[\w.,/ -]+")
_BARE = re.compile(r"(?<![\d.:/-])(\d{1,2})[-/](\d{1,2})(?![\d.:/%-])")
_LANGUAGES = (
    "fr", "de", "es", "it", "pt", "nl", "ru", "uk", "pl", "cs", "sv", "da", "nb", "fi", "tr",
    "ar", "fa", "he", "ur", "hi", "id", "ro", "hu", "el", "bg", "hr", "sr", "vi", "ja", "zh", "ko",
)  # fmt: skip


def read(line: str) -> DateReading | AmbiguousDate | None:
    """The date of a line that holds a date (with label, weekday, time) and nothing else.

    Of a publication and an update on one line, the publication is returned.

    >>> read("Published: Sat 12 March 2016, 10:30 GMT").value
    '2016-03-12'
    >>> read("In March 2016 the talks failed") is None
    True
    """
    text = " ".join(line.split())
    if len(text) > _LONGEST or not any(map(str.isdigit, text)):
        return None
    text = without_lunar_day(plain(text))
    text = _BULLET.sub("", text, count=1)
    readings: list[DateReading | AmbiguousDate] = []
    for part in parts(text):
        reading = _read_part(part.strip(" ()"))
        if reading is not None:
            readings.append(reading)
        elif not is_time(part):
            return None
    return min(readings, key=_later, default=None)


def parts(line: str) -> list[str]:
    """The parts of a line that each may be a date."""
    return date_lines.PART.split(line)


def label_of(text: str) -> tuple[str, str]:
    """A label such as "Published: ", or "", and the rest of a text."""
    label = date_lines.LABEL.match(text)
    return (label.group(), text[label.end() :]) if label else ("", text)


def is_update(label: str) -> bool:
    """Whether a label is that of a later change."""
    return bool(date_lines.UPDATE.search(label))


def is_time(text: str) -> bool:
    """Whether a text is a time of day, how long one reads, or nothing."""
    if not text.strip():
        return True
    # "… , modifié à 09h12": of the day that the line says before.
    text = label_of(text.lstrip(" ,"))[1] if is_update(text) else text
    return any(map(str.isdigit, text)) and bool(date_lines.TIME_ONLY.fullmatch(text))


def order_of(text: str) -> str:
    """ "dmy" or "mdy" for a numeric date that can be read in this order only; "" for all else.

    >>> order_of("13/04/2024"), order_of("04/13/2024"), order_of("03/04/2024")
    ('dmy', 'mdy', '')
    """
    found = _NUMERIC.match(text.strip())
    if found is None:
        return ""
    first, second = int(found.group(1)), int(found.group(3))
    if min(first, second) > 12 or max(first, second) > 31:
        return ""
    return "dmy" if first > 12 else "mdy" if second > 12 else ""


def bare_hint(text: str) -> str:
    """A day and month without a year, such as "06-16"; "" when there is none."""
    for found in _BARE.finditer(text):
        first, second = int(found.group(1)), int(found.group(2))
        if len(found.group()) >= 4 and 1 <= min(first, second) <= 12 and max(first, second) <= 31:
            return found.group()
    return ""


def _later(reading: DateReading | AmbiguousDate) -> bool:
    return reading.updated


def _read_part(text: str) -> DateReading | AmbiguousDate | None:
    label, rest = label_of(text)
    # "Tue 6:45 PM, Nov 19, 2019", "10:24 on Tuesday, 19 November 2019"
    for pattern in (date_lines.WEEKDAY, date_lines.TIME_BEFORE, date_lines.WEEKDAY):
        if before := pattern.match(rest):
            rest = rest[before.end() :]
    updated = is_update(label)
    confidence = 0.95 if label else 0.85
    rest = date_lines.CREDIT.sub("", rest)
    found = _read_day(rest, confidence, text, bool(label), updated)
    if found is None and (place := _PLACE.match(rest)) and _names_a_place(place.group()):
        found = _read_day(rest[place.end() :], confidence - 0.1, text, bool(label), updated)
    if found is None and (agency := _AGENCY.match(rest)) and date_lines.TRAILING.search(rest):
        named = _names_a_place(agency.group())
        rest = rest[agency.end() :]
        found = _read_day(rest, confidence - 0.1, text, bool(label), updated) if named else None
    return found


def _names_a_place(text: str) -> bool:
    words = text.split()
    return len(words) <= 3 and not any(word[0].islower() for word in words)


def _read_day(
    rest: str, confidence: float, text: str, labelled: bool, updated: bool
) -> DateReading | AmbiguousDate | None:
    for rule, pattern in _PATTERNS:
        found = pattern.match(rest)
        if found and date_lines.AFTER.fullmatch(rest, found.end()):
            value = _iso(found.groupdict())
            if value is None:
                return None
            precision = Precision.MONTH if len(value) == 7 else Precision.DAY
            return DateReading(value, precision, confidence, rule, text, labelled, updated)
    numeric = _NUMERIC.match(rest)
    if numeric and date_lines.AFTER.fullmatch(rest, numeric.end()):
        return _numeric(numeric, confidence, text, labelled, updated)
    other = calendars.read(rest)
    if other and date_lines.AFTER.fullmatch(rest, other[2]):
        day, calendar, _ = other
        sure = round(confidence - 0.05, 2)
        rule = f"{calendar}-date"
        if day is None:
            return None
        return DateReading(day.isoformat(), Precision.DAY, sure, rule, text, labelled, updated)
    if labelled and re.fullmatch(_YEAR, rest):
        return DateReading(rest, Precision.YEAR, 0.7, "labelled-year", text, True, updated)
    return _foreign(date_lines.TRAILING.sub("", rest), confidence, text, labelled, updated)


def _iso(parts: dict[str, str | None]) -> str | None:
    """The ISO form; None for a day that does not exist."""
    month = parts["month"] or ""
    number = MONTHS.get(month.lower()) or int(month)
    year, day = int(parts["year"] or 0), parts.get("day")
    try:
        date = datetime.date(year, number, int(day or 1))
    except ValueError:
        return None
    return date.isoformat() if day else date.isoformat()[:7]


def _numeric(
    found: re.Match[str], confidence: float, raw: str, labelled: bool, updated: bool
) -> DateReading | AmbiguousDate | None:
    first, _, second, year = found.groups()
    year = year if len(year) == 4 else f"20{year}"
    day_first = _iso({"day": first, "month": second, "year": year}) if int(second) <= 12 else None
    month_first = _iso({"day": second, "month": first, "year": year}) if int(first) <= 12 else None
    if day_first and month_first and day_first != month_first:
        return AmbiguousDate(found.group(), (day_first, month_first), labelled, updated)
    value = day_first or month_first
    if not value:
        return None
    sure = round(confidence - 0.05, 2)
    return DateReading(value, Precision.DAY, sure, "numeric-date", raw, labelled, updated)


def _foreign(
    rest: str, confidence: float, raw: str, labelled: bool, updated: bool
) -> DateReading | None:
    """A written date in another language: a few words with one day and one year."""
    words = rest.split()
    numbers = re.findall(r"\d+", rest)
    if not 2 <= len(words) <= 6 or not 2 <= len(numbers) <= 4 or not _FOREIGN.fullmatch(rest):
        return None
    if sum(len(number) == 4 for number in numbers) != 1 or len(numbers[0]) > 2 or len(rest) > 45:
        return None
    found = _parser().get_date_data(rest)
    if found.date_obj is None or found.period not in ("day", "time"):
        return None
    if not 1600 <= found.date_obj.year <= 2100:
        return None
    value = found.date_obj.date().isoformat()
    sure = round(confidence - 0.1, 2)
    return DateReading(value, Precision.DAY, sure, "foreign-date", raw, labelled, updated)


@functools.cache
def _parser() -> "DateDataParser":
    # Imported on first use (a second). Its memory of earlier languages would make one file's
    # date depend on the files before it.
    from dateparser.date import DateDataParser

    return DateDataParser(
        languages=list(_LANGUAGES),
        try_previous_locales=False,
        settings={"STRICT_PARSING": True, "PARSERS": ["absolute-time"], "DATE_ORDER": "DMY"},
    )
