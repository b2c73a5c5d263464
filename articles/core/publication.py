"""The day on which an article was published, as its format states it or its lines say it."""

from collections.abc import Iterator

from . import dates, relative_dates
from .facts import Date, Fact, date_of
from .fields import DateField
from .formats.records import ArticleField
from .lines import EDITOR
from .reading import Reading
from .statements import SURE, Stated, stated, stated_field

_ORDERED = "numeric-date-in-language"
_NEAR = 4
"""Units below the title in which a bare date is the article's."""


_DAY_FIRST = frozenset(
    (
        "de", "fr", "es", "it", "pt", "nl", "ca", "gl", "ro", "ru", "uk", "be", "bg", "mk", "sr",
        "hr", "bs", "sl", "cs", "sk", "pl", "da", "nb", "nn", "no", "fi", "et", "el", "tr", "az",
        "ar", "fa", "ur", "he", "hi", "bn", "th", "vi", "id", "ms",
    )
)  # fmt: skip
"""Languages whose numeric dates have the day before the month. English has both orders."""


def published(
    reading: Reading, given: Stated, seen: str = "", language: str = ""
) -> DateField | None:
    """The date of publication; None where what the format states can be read in two orders.

    `seen` is the day or moment that relative dates are told from, "" when it is not known. The
    `language` of the text tells the order of numeric dates, but that of English texts.
    """
    is_chosen = any(fact.verdict.rule == EDITOR for _, fact in _dated(reading))
    value = stated_field(given, ArticleField.PUBLISHED)
    read = _read_published(reading, seen, language)
    if not value or is_chosen or (read and value.confidence < SURE):
        return read
    found = date_of(value.value)
    if isinstance(found, relative_dates.RelativeDate):
        resolved = relative_dates.resolve(found, seen)
        return _date_field(resolved, resolved.confidence, None) if resolved else read
    if value.confidence < SURE and any(_relative(reading)):
        # The line says it better than a guess, though only its editor knows the day.
        return None
    if isinstance(found, dates.DateReading):
        return DateField(found.value, found.precision, value.confidence, value.rule, None)
    return None if found else read


def _read_published(reading: Reading, seen: str, language: str) -> DateField | None:
    """The date that the header says, else the one it tells from the day it was `seen`."""
    if read := _absolute(reading, language in _DAY_FIRST):
        return read
    above = reading.header.title or 0
    for index, date in _relative(reading):
        # Elsewhere they are the dates of other articles.
        if date.labelled or 0 <= index - above <= _NEAR:
            found = relative_dates.resolve(date, seen)
            return _date_field(found, found.confidence, reading.line_of(index)) if found else None
    return None


def _dated(reading: Reading) -> list[tuple[int, Fact]]:
    """The units with a date, in the order of the text: an editor's, where one chose any."""
    found = [pair for pair in sorted(reading.facts.items()) if pair[1].date]
    return [pair for pair in found if pair[1].verdict.rule == EDITOR] or found


def _relative(reading: Reading) -> Iterator[tuple[int, relative_dates.RelativeDate]]:
    for index, fact in _dated(reading):
        if isinstance(fact.date, relative_dates.RelativeDate):
            yield index, fact.date


def _absolute(reading: Reading, is_day_first: bool) -> DateField | None:
    """The date of publication among the header's dates: labelled first, then near the title."""
    above = reading.header.title or 0
    readings = [
        (found, index)
        for index, fact in _dated(reading)
        if isinstance(found := _in_order(fact.date, is_day_first), dates.DateReading)
    ]
    if not readings:
        return None
    found, index = min(
        readings,
        key=lambda pair: (
            pair[0].updated,
            not pair[0].labelled,
            not 0 <= pair[1] - above <= _NEAR,
            abs(pair[1] - above),
        ),
    )
    # A bare date above the title, or far from it, can as well be the day the page was copied.
    bare_elsewhere = not found.labelled and not 0 <= index - above <= _NEAR
    confidence = round(found.confidence - 0.3 * (found.updated + bare_elsewhere), 2)
    return _date_field(found, confidence, reading.line_of(index))


def _in_order(date: Date | None, is_day_first: bool) -> Date | None:
    if not is_day_first or not isinstance(date, dates.AmbiguousDate):
        return date
    labelled, updated = date.labelled, date.updated
    return dates.DateReading(
        date.readings[0], dates.Precision.DAY, 0.75, _ORDERED, date.raw, labelled, updated
    )


def _date_field(found: dates.DateReading, confidence: float, line: int | None) -> DateField:
    return DateField(found.value, found.precision, confidence, found.rule, line)


def ambiguous_dates(
    reading: Reading, given: Stated
) -> Iterator[tuple[int | None, dates.AmbiguousDate]]:
    """The dates that can be read in two orders, each with its line."""
    found = dates.read(stated(given, ArticleField.PUBLISHED))
    if isinstance(found, dates.AmbiguousDate):
        yield None, found
    for index, fact in _dated(reading):
        if isinstance(fact.date, dates.AmbiguousDate):
            yield reading.line_of(index), fact.date


def relative(
    reading: Reading, given: Stated
) -> Iterator[tuple[int | None, relative_dates.RelativeDate]]:
    """The dates that are told from the day they were seen on, each with its line."""
    if found := relative_dates.read(stated(given, ArticleField.PUBLISHED)):
        yield None, found
    for index, date in _relative(reading):
        yield reading.line_of(index), date
