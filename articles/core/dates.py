"""Publication dates, read from lines that are nothing but a date.

Prose is never read: there "may" is a verb. A date that can be read in two orders is not guessed.
"""

import datetime
import functools
import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

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
    """A numeric date that is one day in day-month order and another in month-day order."""

    raw: str
    readings: tuple[str, str]


_LONGEST = 120
_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan", "february feb", "march mar", "april apr", "may", "june jun",
            "july jul", "august aug", "september sept sep", "october oct", "november nov",
            "december dec",
        ),
        1,
    )
    for name in names.split()
}  # fmt: skip
_MONTH = rf"(?P<month>{'|'.join(sorted(_MONTHS, key=len, reverse=True))})\.?"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>(?:1[6-9]|20)\d\d)"
_NUMBERED = (
    ("iso-date", rf"{_YEAR}(?P<sep>[-/.])(?P<month>\d{{1,2}})(?P=sep){_DAY}"),
    ("iso-date", rf"{_YEAR}年(?P<month>\d{{1,2}})月{_DAY}日"),
    ("iso-month", rf"{_YEAR}-(?P<month>\d\d)"),
)
_NAMED = (
    ("written-date", rf"{_DAY}(?: of)?[ -]?{_MONTH},?[ -]{_YEAR}"),
    ("written-date", rf"{_MONTH} ?{_DAY},? {_YEAR}"),
    ("written-month", rf"{_MONTH},? {_YEAR}"),
)
_PATTERNS = tuple((rule, re.compile(text, re.IGNORECASE)) for rule, text in (*_NUMBERED, *_NAMED))
_NUMERIC = re.compile(r"(\d{1,2})([-/.])(\d{1,2})\2((?:1[6-9]|20)\d\d)")
_LABEL = re.compile(
    r"(?P<label>(?:first |originally )?(?:published|posted|updated|last updated|last modified"
    r"|modified|created|issued|release date|publication date|date published|pub date|date"
    r"|publié|mis à jour|veröffentlicht|aktualisiert|stand|datum|publicado|actualizado|fecha"
    r"|pubblicato|aggiornato|data|опубликовано|дата|обновлено|نشر|تاريخ النشر|آخر تحديث"
    r"|منتشر شده|به‌روزرسانی|פורסם|עודכן|发布时间|更新时间|yayınlanma|güncelleme|tarih)"
    r"(?: (?:on|at|le|am|el|il(?! y a)))?)\b ?[:：\-–|]? ?",
    re.IGNORECASE,
)
_UPDATE_WORDS = re.compile(
    r"updated|modified|mis à jour|aktualisiert|actualizado|aggiornato|обнов|تحديث|روزرسانی|עודכן"
    r"|更新|güncel",
    re.IGNORECASE,
)
_WEEKDAY = re.compile(
    r"(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?,? ", re.IGNORECASE
)
_TIME = (
    r"\d{1,2}[:.h]\d\d(?::\d\d(?:\.\d+)?)?(?: ?(?:[ap]\.?m\.?|uhr|hrs?|ч\.?))?"
    r"(?: ?\(?(?:z|utc|gmt|[a-z]{1,4}t|local time)\)?)?(?: ?[+-]\d\d:?\d\d)?"
)
_AFTER = re.compile(
    rf"(?:(?:,|t| at|,? [-–|])? ?{_TIME}z?)?(?: ?\(?[a-z]{{1,4}}t\)?)?[.,]?", re.IGNORECASE
)
_BEFORE = re.compile(rf"{_TIME},? (?:on )?", re.IGNORECASE)
_TRAILING_TIME = re.compile(
    rf",? (?:(?:um|à|às|a las|alle(?: ore)?|kl\.?|om|в|о|saat) )?{_TIME}$", re.IGNORECASE
)
# "Madrid, 5 de junio de 2023"; agencies name themselves after the time in Chinese.
_PLACE = re.compile(r"[^\W\d_][^\d,:]{1,30}, (?=\d)")
_CREDIT = re.compile(r"\s+来源\s*[:：].{1,40}$")
_TIME_ONLY = re.compile(rf" ?{_TIME} ?", re.IGNORECASE)
_PART = re.compile(r"\s*[|•·]\s*|\s+[-–—/]\s+(?=updated|last|published|modified)", re.IGNORECASE)
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
    return _PART.split(line)


def label_of(text: str) -> tuple[str, str]:
    """A label such as "Published: ", or "", and the rest of a text."""
    label = _LABEL.match(text)
    return (label.group(), text[label.end() :]) if label else ("", text)


def is_update(label: str) -> bool:
    """Whether a label is that of a later change."""
    return bool(_UPDATE_WORDS.search(label))


def is_time(text: str) -> bool:
    """Whether a text is a time of day, or nothing."""
    return not text.strip() or bool(_TIME_ONLY.fullmatch(text))


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
    return isinstance(reading, DateReading) and reading.updated


def _read_part(text: str) -> DateReading | AmbiguousDate | None:
    label, rest = label_of(text)
    if before := _BEFORE.match(rest):
        rest = rest[before.end() :]
    if weekday := _WEEKDAY.match(rest):
        rest = rest[weekday.end() :]
    updated = is_update(label)
    confidence = 0.95 if label else 0.85
    rest = _CREDIT.sub("", rest)
    found = _read_day(rest, confidence, text, bool(label), updated)
    if found is None and (place := _PLACE.match(rest)) and _names_a_place(place.group()):
        found = _read_day(rest[place.end() :], confidence - 0.1, text, bool(label), updated)
    return found


def _names_a_place(text: str) -> bool:
    words = text.split()
    return len(words) <= 3 and not any(word[0].islower() for word in words)


def _read_day(
    rest: str, confidence: float, text: str, labelled: bool, updated: bool
) -> DateReading | AmbiguousDate | None:
    for rule, pattern in _PATTERNS:
        found = pattern.match(rest)
        if found and _AFTER.fullmatch(rest, found.end()):
            value = _iso(found.groupdict())
            if value is None:
                return None
            precision = Precision.MONTH if len(value) == 7 else Precision.DAY
            return DateReading(value, precision, confidence, rule, text, labelled, updated)
    numeric = _NUMERIC.match(rest)
    if numeric and _AFTER.fullmatch(rest, numeric.end()):
        return _numeric(numeric, confidence, text, labelled, updated)
    if labelled and re.fullmatch(_YEAR, rest):
        return DateReading(rest, Precision.YEAR, 0.7, "labelled-year", text, True, updated)
    return _foreign(_TRAILING_TIME.sub("", rest), confidence, text, labelled, updated)


def _iso(parts: dict[str, str | None]) -> str | None:
    """The ISO form; None for a day that does not exist."""
    month = parts["month"] or ""
    number = _MONTHS.get(month.lower()) or int(month)
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
    day_first = _iso({"day": first, "month": second, "year": year}) if int(second) <= 12 else None
    month_first = _iso({"day": second, "month": first, "year": year}) if int(first) <= 12 else None
    if day_first and month_first and day_first != month_first:
        return AmbiguousDate(found.group(), (day_first, month_first))
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
