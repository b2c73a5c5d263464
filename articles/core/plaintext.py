"""From the decoded text of a record to a proposed article, with a reason for every line.

Nothing is lost: each line gets exactly one role, and whatever is not in the body is either the
value of a field or listed as removed. An editor's choices always win over the rules.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from . import languages, publication, relative_dates, values
from .blocks import Block, BlockKind, compose, with_languages
from .bodies import PARAGRAPH
from .decoding import normalise
from .extracted import Given
from .fields import DateField, Field
from .formats.records import ArticleField
from .headlines import UNCERTAIN
from .lines import Disposition, Line, Removed, Role, Verdict
from .problems import Problem
from .reading import Known, Reading, read
from .sources import KnownSource, SourceGuess
from .statements import stated, surely
from .titles import is_photo_kicker

__all__ = ["KnownSource", "Proposal", "SourceGuess", "propose"]


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
    given: Mapping[ArticleField, Given] | None = None,
    verdicts: Mapping[int, Verdict] | None = None,
    learnt: Mapping[int, Role] | None = None,
    seen: str = "",
) -> Proposal:
    """Read a text as a news article.

    Of a line, the editor says most: `overrides` are roles by line number (from 1). Then come
    `verdicts`, what the file's format says of lines by their number, and `learnt`, the roles of
    lines that recur in the batch or the source, by `lines.line_key`; the rules read the rest in
    their light, so a line made the title frees the one that was. `given` are values that the
    format states; they win over those that the rules read unless it is in doubt of them. `seen` is
    the day or moment that it was seen (ISO 8601), from which relative dates are told. `file_name`
    may be a path; it stands in for a title where there is none. Never raises for any text; what
    could not be told is in `problems`.
    """
    text, unwanted = normalise(text)
    given = given or {}
    known = Known(
        sources=known_sources,
        overrides=overrides or {},
        verdicts=verdicts or {},
        learnt=learnt or {},
        title=stated(surely(given), ArticleField.TITLE),
    )
    reading = read(text.split("\n"), known)
    body, blocks = compose(_pieces(reading))
    language = values.language(body, given)
    texts = [body[block.start : block.end] for block in blocks]
    blocks = with_languages(blocks, languages.foreign(texts, language.value))
    lines = tuple(_lines(reading))
    title = values.title(reading, given, file_name)
    parts = reading.header.parts
    cut = parts.cut if title.value == parts.title else ""
    source = values.source(reading, given, known_sources, body)
    published = publication.published(reading, given, seen, language.value)
    return Proposal(
        title=title,
        kicker=values.kicker(reading, given),
        source=source,
        authors=values.authors(reading, given),
        external_id=values.external_id(lines, given),
        dateline=values.dateline(reading, given),
        published=published,
        date_hint=Field() if published else values.date_hint(reading, given),
        url=values.url(reading, given),
        language=language,
        lines=lines,
        removed=tuple(_removed(lines, title, cut)),
        problems=(*unwanted, *_problems(reading, given, title, source, published, body, seen)),
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


def _problems(
    reading: Reading,
    given: Mapping[ArticleField, Given],
    title: Field,
    source: SourceGuess,
    published: DateField | None,
    body: str,
    seen: str,
) -> Iterator[Problem]:
    if not body:
        message = "No text of an article found: every line is header or removed."
        yield Problem(None, "no-body", message)
    if not title:
        yield Problem(None, "no-title", "No title found: give the article one.")
    elif title.rule == values.FILE_NAME:
        message = "No title found: the file’s name stands in for it."
        yield Problem(None, "title-from-file-name", message)
    elif is_photo_kicker(reading.header.parts.kicker) and title.rule == reading.header.rule:
        message = "The title comes from a photo line: check it."
        yield Problem(title.line, "title-from-photo", message)
    elif title.rule == UNCERTAIN:
        message = "The title is uncertain: nothing tells that this line is one. Check it."
        yield Problem(title.line, "title-uncertain", message)
    if not source:
        yield Problem(None, "no-source", "No source found: choose one, or import without.")
    if published is None:
        for line, date in publication.ambiguous_dates(reading, given):
            one, other = date.readings
            message = f"The date {date.raw} is ambiguous: {one} or {other}. Choose one."
            yield Problem(line, "ambiguous-date", message)
        for line, told in publication.relative(reading, given):
            message = f"“{told.raw}” is relative to a day that is not known: enter the date."
            if seen:
                message = (
                    f"“{told.raw}”, seen on {seen[:10]}, does not tell the day of publication: "
                    "enter the date."
                )
            yield Problem(line, relative_dates.RULE, message)
        yield Problem(None, "no-date", "No publication date found.")
