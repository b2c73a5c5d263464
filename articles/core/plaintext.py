"""From the decoded text of a file to a proposed article, with a reason for every line.

Nothing is lost: each line gets exactly one role, and whatever is not in the body is either the
value of a field or listed as removed. An editor's choices always win over the rules.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePosixPath

from . import boilerplate, datelines, dates, languages
from .blocks import Block, BlockKind, compose
from .bodies import PARAGRAPH
from .decoding import normalise
from .fields import DateField, Field
from .lines import Disposition, Line, Removed, Role
from .problems import Problem
from .reading import Reading, read
from .sources import KnownSource, SourceGuess, by_host, host_of, recognise, reconcile
from .titles import is_photo_kicker

__all__ = ["KnownSource", "Proposal", "SourceGuess", "propose"]


_FILE_NAME = "file-name"


@dataclass(frozen=True, slots=True)
class Proposal:
    """What the rules read in a text.

    `lines` are all its lines in order. `removed` lists the lines that were taken out and the parts
    of lines that were cut off. `published` is None and `date_hint` may be set where no date is
    certain. `body` may be empty; then a problem says so and `blocks` is empty too.
    """

    title: Field
    kicker: Field
    source: SourceGuess
    authors: tuple[Field, ...]
    external_id: Field
    dateline: Field
    published: DateField | None
    date_hint: Field
    url: Field
    language: Field
    lines: tuple[Line, ...]
    removed: tuple[Removed, ...]
    problems: tuple[Problem, ...]
    body: str
    blocks: tuple[Block, ...]


def propose(
    text: str,
    *,
    known_sources: Sequence[KnownSource] = (),
    overrides: Mapping[int, Role] | None = None,
    file_name: str = "",
) -> Proposal:
    """Read a text as a news article.

    `overrides` are the editor's roles by line number (from 1); the rest of the text is read in
    their light, so a line made the title frees the one that was. `file_name` may be a path; it
    stands in for a title where the text has none. Never raises for any text; what could not be
    told is in `problems`.
    """
    text, unwanted = normalise(text)
    reading = read(text.split("\n"), overrides or {}, known_sources)
    body, blocks = compose(_pieces(reading))
    lines = tuple(_lines(reading))
    title = _title(reading, file_name)
    source = _source(reading, known_sources, body)
    published = _published(reading)
    return Proposal(
        title=title,
        kicker=_kicker(reading),
        source=source,
        authors=tuple(_authors(reading)),
        external_id=_external_id(lines),
        dateline=_dateline(reading),
        published=published,
        date_hint=Field() if published else _date_hint(reading),
        url=_url(reading),
        language=Field(*languages.detect(body), "py3langid"),
        lines=lines,
        removed=tuple(_removed(lines, title, reading.header.parts.cut)),
        problems=(*unwanted, *_problems(reading, title, source, published, body)),
        body=body,
        blocks=blocks,
    )


def _pieces(reading: Reading) -> Iterator[tuple[BlockKind, str]]:
    for index, unit in enumerate(reading.units):
        kind = reading.verdicts[index].role.block_kind
        if kind:
            yield kind, unit.text


def _lines(reading: Reading) -> Iterator[Line]:
    verdicts = dict(reading.judged)
    paragraph = replace(PARAGRAPH, reason=f"{PARAGRAPH.reason} {reading.wrapping.reason}")
    for number, unit in enumerate(reading.units):
        verdict = reading.verdicts[number]
        for index in range(unit.first, unit.last + 1):
            verdicts[index] = paragraph if verdict is PARAGRAPH else verdict
    for index, text in enumerate(reading.lines):
        found = verdicts[index]
        yield Line(index + 1, text, found.role, found.rule, found.reason, found.confidence)


def _removed(lines: Sequence[Line], title: Field, cut: str) -> Iterator[Removed]:
    for line in lines:
        if line.role.disposition is Disposition.REMOVED:
            yield Removed(line.number, line.rule, line.reason, line.text.strip())
        if cut and line.number == title.line:
            reason = "The site’s name was cut off the title."
            yield Removed(line.number, "title-suffix", reason, cut)


def _line_of(reading: Reading, index: int) -> int:
    return reading.units[index].first + 1


def _title(reading: Reading, file_name: str) -> Field:
    found = reading.header
    if found.title is None:
        stem = PurePosixPath(file_name.replace("\\", "/")).stem.strip()
        return Field(stem, 0.2, _FILE_NAME) if stem else Field()
    return Field(found.parts.title, found.confidence, found.rule, _line_of(reading, found.title))


def _kicker(reading: Reading) -> Field:
    for index, verdict in reading.verdicts.items():
        if verdict.role is Role.KICKER:
            text, line = reading.units[index].text, _line_of(reading, index)
            return Field(text, verdict.confidence, verdict.rule, line)
    kicker = reading.header.parts.kicker
    if not kicker or reading.header.title is None:
        return Field()
    return Field(kicker, 0.9, "title-kicker", _line_of(reading, reading.header.title))


def _source(reading: Reading, known: Sequence[KnownSource], body: str) -> SourceGuess:
    """The surest of what the header, a label and the address say."""
    guesses = list(reading.header.sources)
    for index, fact in reading.facts.items():
        line = _line_of(reading, index)
        if fact.verdict.role is Role.SOURCE_LINE:
            sure = 1.0 if fact.verdict.rule == "editor" else 0.85
            guesses.append(SourceGuess(fact.text, None, sure, "source-label", line))
        elif fact.verdict.role is Role.URL and (source := by_host(fact.text, known)):
            guesses.append(SourceGuess(source.name, source.id, 0.96, "known-host", line))
        elif fact.verdict.role is Role.URL and (host := host_of(fact.text)):
            guesses.append(SourceGuess(host, None, 0.4, "host", line))
    best = max(guesses, key=lambda guess: guess.confidence, default=SourceGuess())
    if not best or best.source_id is not None:
        return best
    if source := recognise(best.name, known):
        return SourceGuess(
            source.name, source.id, max(0.95, best.confidence), "known-source", best.line
        )
    names = reading.header.names if best.rule == "header-and-title-agree" else ()
    return replace(best, name=reconcile(names or (best.name,), body))


def _authors(reading: Reading) -> Iterator[Field]:
    seen = set()
    for index, fact in sorted(reading.facts.items()):
        for author in fact.authors:
            if author.casefold() not in seen:
                seen.add(author.casefold())
                verdict = fact.verdict
                yield Field(author, verdict.confidence, verdict.rule, _line_of(reading, index))


def _external_id(lines: Sequence[Line]) -> Field:
    for line in lines:
        if line.role is Role.MEDIA_ID:
            value = boilerplate.external_id(line.text) or line.text.strip()
            return Field(value, line.confidence, line.rule, line.number)
    return Field()


def _dateline(reading: Reading) -> Field:
    found = _read_dateline(reading)
    return Field(found[0].place, found[0].confidence, found[0].rule, found[1]) if found else Field()


def _read_dateline(reading: Reading) -> tuple[datelines.Dateline, int] | None:
    """The dateline of the first paragraph, or of the second, below a standfirst."""
    paragraphs = (
        index
        for index in range(len(reading.units))
        if reading.verdicts[index].role in (Role.PARAGRAPH, Role.STANDFIRST)
    )
    for _, index in zip(range(2), paragraphs, strict=False):
        if found := datelines.read(reading.units[index].text):
            return found, _line_of(reading, index)
    return None


def _published(reading: Reading) -> DateField | None:
    """The date of publication among the header's dates: labelled first, then near the title."""
    title = reading.header.title or 0
    readings = [
        (found, index)
        for index, fact in reading.facts.items()
        if isinstance(found := fact.date, dates.DateReading)
    ]
    if not readings:
        return None
    found, index = min(
        readings, key=lambda pair: (pair[0].updated, not pair[0].labelled, abs(pair[1] - title))
    )
    # A bare date above the title, or far from it, can as well be the day the page was copied.
    bare_elsewhere = not found.labelled and not 0 <= index - title <= 4
    confidence = round(found.confidence - 0.3 * (found.updated + bare_elsewhere), 2)
    line = _line_of(reading, index)
    return DateField(found.value, found.precision, confidence, found.rule, line)


def _date_hint(reading: Reading) -> Field:
    """A day that is written somewhere but not conclusive: ambiguous, or without its year."""
    for index, fact in reading.facts.items():
        if isinstance(fact.date, dates.AmbiguousDate):
            return Field(fact.date.raw, 0.5, "ambiguous-date", _line_of(reading, index))
    dateline = _read_dateline(reading)
    if dateline and dateline[0].day:
        return Field(dateline[0].day, 0.4, "date-in-dateline", dateline[1])
    for index, verdict in reading.verdicts.items():
        if verdict.role is Role.CAPTION and (hint := dates.bare_hint(reading.units[index].text)):
            return Field(hint, 0.2, "date-in-caption", _line_of(reading, index))
    return Field()


def _url(reading: Reading) -> Field:
    for index, fact in reading.facts.items():
        if fact.verdict.role is Role.URL:
            return Field(
                fact.text, fact.verdict.confidence, fact.verdict.rule, _line_of(reading, index)
            )
    return Field()


def _problems(
    reading: Reading, title: Field, source: SourceGuess, published: DateField | None, body: str
) -> Iterator[Problem]:
    if not body:
        message = "No text of an article found: every line is header or removed."
        yield Problem(None, "no-body", message)
    if not title:
        yield Problem(None, "no-title", "No title found: give the article one.")
    elif title.rule == _FILE_NAME:
        message = "No title found: the file’s name stands in for it."
        yield Problem(None, "title-from-file-name", message)
    elif is_photo_kicker(reading.header.parts.kicker):
        message = "The title comes from a photo line: check it."
        yield Problem(title.line, "title-from-photo", message)
    if not source:
        yield Problem(None, "no-source", "No source found: choose one, or import without.")
    for index, fact in reading.facts.items():
        if isinstance(fact.date, dates.AmbiguousDate) and published is None:
            one, other = fact.date.readings
            message = f"The date {fact.date.raw} is ambiguous: {one} or {other}. Choose one."
            yield Problem(_line_of(reading, index), "ambiguous-date", message)
    if published is None:
        yield Problem(None, "no-date", "No publication date found.")
