"""The values of an article's fields: the editor's line, else what the format states, else read."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import PurePosixPath

from . import boilerplate, bylines, datelines, dates, languages, relative_dates
from .extracted import COLUMN, Given
from .facts import date_of
from .fields import DateField, Field
from .formats.records import ArticleField
from .lines import Line, Role
from .reading import Reading
from .sources import KnownSource, SourceGuess, by_host, host_of, key, recognise, reconcile

FILE_NAME = "file-name"
SURE = 0.5
"""Values that a format is less sure of are used only where the rules read none."""

_EDITOR = "editor"
_NEAR = 4
"""Units below the title in which a bare date is the article's."""

Stated = Mapping[ArticleField, Given]


def stated(given: Stated, name: ArticleField) -> str:
    """What the format states of a field, in one line; "" when it states nothing."""
    found = given.get(name)
    return " ".join(found.values[0].split()) if found and found.values else ""


def verbatim_title(given: Stated) -> str:
    """The title that stands in a column of its own, as it stands there; "" without one.

    Nobody hung a site's name or a kicker on to it that is not meant to be in it.
    """
    found = given.get(ArticleField.TITLE)
    is_meant = found is not None and found.rule == COLUMN and found.values
    return found.values[0].strip() if found and is_meant else ""


def surely(given: Stated) -> Stated:
    """What the format states without much doubt."""
    return {name: value for name, value in given.items() if value.confidence >= SURE}


def _stated(given: Stated, name: ArticleField, line: int | None = None) -> Field:
    value = stated(given, name)
    return Field(value, given[name].confidence, given[name].rule, line) if value else Field()


def _chosen(read: Field, given: Stated, name: ArticleField) -> Field:
    """What the editor says, else the format, else the rules, else the format in doubt."""
    if read.rule == _EDITOR or name not in given:
        return read
    return _stated(surely(given), name) or read or _stated(given, name)


def line_of(reading: Reading, index: int) -> int:
    """The number of a unit's first line."""
    return reading.units[index].first + 1


def title(reading: Reading, given: Stated, file_name: str) -> Field:
    found = reading.header
    line = None if found.title is None else line_of(reading, found.title)
    if found.rule != _EDITOR and (value := _stated(surely(given), ArticleField.TITLE, line)):
        return replace(value, value=verbatim_title(given) or found.parts.title)
    if line is not None:
        return Field(found.parts.title, found.confidence, found.rule, line)
    if value := _stated(given, ArticleField.TITLE):
        return value
    stem = PurePosixPath(file_name.replace("\\", "/")).stem.strip()
    return Field(stem, 0.2, FILE_NAME) if stem else Field()


def kicker(reading: Reading, given: Stated) -> Field:
    read = _line_with(reading, Role.KICKER)
    text = reading.header.parts.kicker
    is_taken_off = reading.header.title is not None and not verbatim_title(given)
    if not read and text and is_taken_off:
        read = Field(text, 0.9, "title-kicker", line_of(reading, reading.header.title or 0))
    return _chosen(read, given, ArticleField.KICKER)


def _line_with(reading: Reading, role: Role) -> Field:
    for index, verdict in sorted(reading.verdicts.items()):
        if verdict.role is role:
            text = reading.units[index].text
            return Field(text, verdict.confidence, verdict.rule, line_of(reading, index))
    return Field()


def source(reading: Reading, given: Stated, known: Sequence[KnownSource], body: str) -> SourceGuess:
    """The surest of what the format, the header, a label and the address say."""
    guesses = list(reading.header.sources)
    if value := _stated(given, ArticleField.SOURCE):
        guesses.append(SourceGuess(value.value, None, value.confidence, value.rule))
    if value := _stated(given, ArticleField.URL):
        guesses += _by_address(value.value, None, known)
    for index, fact in reading.facts.items():
        line = line_of(reading, index)
        if fact.verdict.role is Role.SOURCE_LINE:
            sure = 1.0 if fact.verdict.rule == _EDITOR else 0.85
            guesses.append(SourceGuess(fact.text, None, sure, "source-label", line))
        elif fact.verdict.role is Role.URL:
            guesses += _by_address(fact.text, line, known)
    # Tables write "-" or "?" where they know none.
    guesses = [guess for guess in guesses if key(guess.name)]
    best = max(guesses, key=lambda guess: guess.confidence, default=SourceGuess())
    if not best or best.source_id is not None:
        return best
    if found := recognise(best.name, known):
        sure = max(0.95, best.confidence)
        return SourceGuess(found.name, found.id, sure, "known-source", best.line)
    if best.line is None:
        return best
    names = reading.header.names if best.rule == "header-and-title-agree" else ()
    return replace(best, name=reconcile(names or (best.name,), body))


def _by_address(
    address: str, line: int | None, known: Sequence[KnownSource]
) -> Iterator[SourceGuess]:
    if found := by_host(address, known):
        yield SourceGuess(found.name, found.id, 0.96, "known-host", line)
    elif host := host_of(address):
        yield SourceGuess(host, None, 0.4, "host", line)


def authors(reading: Reading, given: Stated) -> tuple[Field, ...]:
    named = {index: fact for index, fact in sorted(reading.facts.items()) if fact.authors}
    found = given.get(ArticleField.AUTHORS)
    is_chosen = any(fact.verdict.rule == _EDITOR for fact in named.values())
    if found and not is_chosen and (found.confidence >= SURE or not named):
        fields = [
            Field(author, found.confidence, found.rule)
            for value in found.values
            for author in bylines.read(value) or bylines.read(f"By {value}") or (value.strip(),)
            if author
        ]
    else:
        fields = [
            Field(author, fact.verdict.confidence, fact.verdict.rule, line_of(reading, index))
            for index, fact in named.items()
            for author in fact.authors
        ]
    return tuple({field.value.casefold(): field for field in reversed(fields)}.values())[::-1]


def external_id(lines: Sequence[Line], given: Stated) -> Field:
    read = Field()
    for line in lines:
        if line.role is Role.MEDIA_ID:
            value = boilerplate.external_id(line.text) or line.text.strip()
            read = Field(value, line.confidence, line.rule, line.number)
            break
    return _chosen(read, given, ArticleField.EXTERNAL_ID)


def url(reading: Reading, given: Stated) -> Field:
    read = Field()
    for index, fact in reading.facts.items():
        if fact.verdict.role is Role.URL:
            verdict = fact.verdict
            read = Field(fact.text, verdict.confidence, verdict.rule, line_of(reading, index))
            break
    return _chosen(read, given, ArticleField.URL)


def language(body: str, given: Stated) -> Field:
    """The language as ISO 639-1: "en" where a format states "en-US"."""
    value = _stated(surely(given), ArticleField.LANGUAGE)
    read = Field() if value else Field(*languages.detect(body), "py3langid")
    value = value or (Field() if read else _stated(given, ArticleField.LANGUAGE))
    if value:
        return replace(value, value=value.value.replace("_", "-").split("-")[0].casefold())
    return read


def dateline(reading: Reading, given: Stated) -> Field:
    read = _line_with(reading, Role.DATELINE)
    if not read and (found := _read_dateline(reading)):
        read = Field(found[0].place, found[0].confidence, found[0].rule, found[1])
    return _chosen(read, given, ArticleField.DATELINE)


def _read_dateline(reading: Reading) -> tuple[datelines.Dateline, int] | None:
    """The dateline of the first paragraph, or of the second, below a standfirst."""
    paragraphs = (
        index
        for index in range(len(reading.units))
        if reading.verdicts[index].role in (Role.PARAGRAPH, Role.STANDFIRST)
    )
    for _, index in zip(range(2), paragraphs, strict=False):
        if found := datelines.read(reading.units[index].text):
            return found, line_of(reading, index)
    return None


def published(reading: Reading, given: Stated, seen: str = "") -> DateField | None:
    """The date of publication; None where what the format states can be read in two orders.

    `seen` is the day or moment that relative dates are told from, "" when it is not known.
    """
    chosen = {i: f for i, f in reading.facts.items() if f.verdict.rule == _EDITOR and f.date}
    value = _stated(given, ArticleField.PUBLISHED)
    read = _read_published(reading, seen)
    if not value or chosen or (read and value.confidence < SURE):
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


def _read_published(reading: Reading, seen: str) -> DateField | None:
    """The date that the header says, else the one it tells from the day it was `seen`."""
    if read := _absolute(reading):
        return read
    above = reading.header.title or 0
    for index, date in _relative(reading):
        # Elsewhere they are the dates of other articles.
        if date.labelled or 0 <= index - above <= _NEAR:
            found = relative_dates.resolve(date, seen)
            return _date_field(found, found.confidence, line_of(reading, index)) if found else None
    return None


def _relative(reading: Reading) -> Iterator[tuple[int, relative_dates.RelativeDate]]:
    for index, fact in sorted(reading.facts.items()):
        if isinstance(fact.date, relative_dates.RelativeDate):
            yield index, fact.date


def _absolute(reading: Reading) -> DateField | None:
    """The date of publication among the header's dates: labelled first, then near the title."""
    above = reading.header.title or 0
    readings = [
        (found, index)
        for index, fact in reading.facts.items()
        if isinstance(found := fact.date, dates.DateReading)
    ]
    if not readings:
        return None
    found, index = min(
        readings, key=lambda pair: (pair[0].updated, not pair[0].labelled, abs(pair[1] - above))
    )
    # A bare date above the title, or far from it, can as well be the day the page was copied.
    bare_elsewhere = not found.labelled and not 0 <= index - above <= _NEAR
    confidence = round(found.confidence - 0.3 * (found.updated + bare_elsewhere), 2)
    return _date_field(found, confidence, line_of(reading, index))


def _date_field(found: dates.DateReading, confidence: float, line: int | None) -> DateField:
    return DateField(found.value, found.precision, confidence, found.rule, line)


def ambiguous_dates(
    reading: Reading, given: Stated
) -> Iterator[tuple[int | None, dates.AmbiguousDate]]:
    """The dates that can be read in two orders, each with its line."""
    found = dates.read(stated(given, ArticleField.PUBLISHED))
    if isinstance(found, dates.AmbiguousDate):
        yield None, found
    for index, fact in reading.facts.items():
        if isinstance(fact.date, dates.AmbiguousDate):
            yield line_of(reading, index), fact.date


def relative(
    reading: Reading, given: Stated
) -> Iterator[tuple[int | None, relative_dates.RelativeDate]]:
    """The dates that are told from the day they were seen on, each with its line."""
    if found := relative_dates.read(stated(given, ArticleField.PUBLISHED)):
        yield None, found
    for index, date in _relative(reading):
        yield line_of(reading, index), date


def date_hint(reading: Reading, given: Stated) -> Field:
    """A day that is written somewhere but not conclusive: ambiguous, relative, without its year."""
    for line, date in ambiguous_dates(reading, given):
        return Field(date.raw, 0.5, "ambiguous-date", line)
    for line, told in relative(reading, given):
        return Field(told.raw, 0.4, relative_dates.RULE, line)
    if value := _stated(given, ArticleField.PUBLISHED):
        return replace(value, confidence=0.4)
    found = _read_dateline(reading)
    if found and found[0].day:
        return Field(found[0].day, 0.4, "date-in-dateline", found[1])
    for index, verdict in reading.verdicts.items():
        if verdict.role is Role.CAPTION and (hint := dates.bare_hint(reading.units[index].text)):
            return Field(hint, 0.2, "date-in-caption", line_of(reading, index))
    return Field()
