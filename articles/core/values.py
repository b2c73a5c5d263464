"""The values of an article's fields: the editor's line, else what the format states, else read."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import PurePosixPath

from . import boilerplate, bylines, datelines, dates, languages, publication, relative_dates
from .facts import Fact
from .fields import Field
from .formats.records import ArticleField
from .lines import EDITOR, Line, Role
from .reading import Reading
from .sources import KnownSource, SourceGuess, by_host, host_of, key, recognise, reconcile
from .statements import SURE, Stated, stated_field, surely, verbatim_title

FILE_NAME = "file-name"


def _chosen(read: Field, given: Stated, name: ArticleField) -> Field:
    """What the editor says, else the format, else the rules, else the format in doubt."""
    if read.rule == EDITOR or name not in given:
        return read
    return stated_field(surely(given), name) or read or stated_field(given, name)


def title(reading: Reading, given: Stated, file_name: str) -> Field:
    found = reading.header
    line = None if found.title is None else reading.line_of(found.title)
    if found.rule != EDITOR and (value := stated_field(surely(given), ArticleField.TITLE, line)):
        return replace(value, value=verbatim_title(given) or found.parts.title)
    if line is not None:
        return Field(found.parts.title, found.confidence, found.rule, line)
    if value := stated_field(given, ArticleField.TITLE):
        return value
    stem = PurePosixPath(file_name.replace("\\", "/")).stem.strip()
    return Field(stem, 0.2, FILE_NAME) if stem else Field()


def kicker(reading: Reading, given: Stated) -> Field:
    read = _line_with(reading, Role.KICKER)
    text = reading.header.parts.kicker
    is_taken_off = reading.header.title is not None and not verbatim_title(given)
    if not read and text and is_taken_off:
        read = Field(text, 0.9, "title-kicker", reading.line_of(reading.header.title or 0))
    return _chosen(read, given, ArticleField.KICKER)


def _line_with(reading: Reading, role: Role) -> Field:
    """The line that an editor gave this role, else the first that has it."""
    found = [(v.rule != EDITOR, index) for index, v in reading.verdicts.items() if v.role is role]
    if not found:
        return Field()
    _, index = min(found)
    verdict = reading.verdicts[index]
    return Field(
        reading.units[index].text, verdict.confidence, verdict.rule, reading.line_of(index)
    )


def _stating(reading: Reading, role: Role) -> list[tuple[int, Fact]]:
    """The units that state this, in the order of the text: an editor's, where one chose any."""
    found = [pair for pair in sorted(reading.facts.items()) if pair[1].verdict.role is role]
    return [pair for pair in found if pair[1].verdict.rule == EDITOR] or found


def source(reading: Reading, given: Stated, known: Sequence[KnownSource], body: str) -> SourceGuess:
    """The surest of what the format, the header, a label and the address say."""
    guesses = list(reading.header.sources)
    if value := stated_field(given, ArticleField.SOURCE):
        guesses.append(SourceGuess(value.value, None, value.confidence, value.rule))
    if value := stated_field(given, ArticleField.URL):
        guesses += _by_address(value.value, None, known)
    for index, fact in _stating(reading, Role.SOURCE_LINE):
        sure = 1.0 if fact.verdict.rule == EDITOR else 0.85
        guesses.append(SourceGuess(fact.text, None, sure, "source-label", reading.line_of(index)))
    for index, fact in _stating(reading, Role.URL):
        guesses += _by_address(fact.text, reading.line_of(index), known)
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
    is_chosen = any(fact.verdict.rule == EDITOR for fact in named.values())
    if found and not is_chosen and (found.confidence >= SURE or not named):
        fields = [
            Field(author, found.confidence, found.rule)
            for value in found.values
            for author in bylines.read(value) or bylines.read(f"By {value}") or (value.strip(),)
            if author
        ]
    else:
        fields = [
            Field(author, fact.verdict.confidence, fact.verdict.rule, reading.line_of(index))
            for index, fact in named.items()
            for author in fact.authors
        ]
    return tuple({field.value.casefold(): field for field in reversed(fields)}.values())[::-1]


def external_id(lines: Sequence[Line], given: Stated) -> Field:
    """What the line that an editor chose says, else the first that names one."""
    read = Field()
    if named := [line for line in lines if line.role is Role.MEDIA_ID]:
        line = min(named, key=lambda line: line.rule != EDITOR)
        value = boilerplate.external_id(line.text) or line.text.strip()
        read = Field(value, line.confidence, line.rule, line.number)
    return _chosen(read, given, ArticleField.EXTERNAL_ID)


def url(reading: Reading, given: Stated) -> Field:
    read = Field()
    for index, fact in _stating(reading, Role.URL)[:1]:
        verdict = fact.verdict
        read = Field(fact.text, verdict.confidence, verdict.rule, reading.line_of(index))
    return _chosen(read, given, ArticleField.URL)


def language(body: str, given: Stated) -> Field:
    """The language as ISO 639-1: "en" where a format states "en-US"."""
    value = stated_field(surely(given), ArticleField.LANGUAGE)
    read = Field() if value else Field(*languages.detect(body), "py3langid")
    value = value or (Field() if read else stated_field(given, ArticleField.LANGUAGE))
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
            return found, reading.line_of(index)
    return None


def date_hint(reading: Reading, given: Stated) -> Field:
    """A day that is written somewhere but not conclusive: ambiguous, relative, without its year."""
    for line, date in publication.ambiguous_dates(reading, given):
        return Field(date.raw, 0.5, "ambiguous-date", line)
    for line, told in publication.relative(reading, given):
        return Field(told.raw, 0.4, relative_dates.RULE, line)
    if value := stated_field(given, ArticleField.PUBLISHED):
        return replace(value, confidence=0.4)
    found = _read_dateline(reading)
    if found and found[0].day:
        return Field(found[0].day, 0.4, "date-in-dateline", found[1])
    for index, verdict in reading.verdicts.items():
        if verdict.role is Role.CAPTION and (hint := dates.bare_hint(reading.units[index].text)):
            return Field(hint, 0.2, "date-in-caption", reading.line_of(index))
    return Field()
