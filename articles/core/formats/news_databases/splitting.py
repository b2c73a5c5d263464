"""The articles in an export of a news database, one record each."""

import re
from collections.abc import Iterator, Sequence
from typing import BinaryIO

from ...decoding import MOST_LINES, normalise, too_many_lines
from ...extracted import Extracted
from ..records import (
    BadRecord,
    FileFormat,
    Limits,
    Options,
    Record,
    RecordFormat,
    Unreadable,
)
from . import factiva, nexis, proquest
from .layouts import LAYOUTS, Layout, recognise
from .lines import SourceLine, lines_of, may_be_export

_READERS = {"nexis": nexis.read, "factiva": factiva.read, "proquest": proquest.read}
_FORMATS = frozenset({FileFormat.TEXT, FileFormat.HTML, FileFormat.DOCX, FileFormat.RTF})
_HEAD = 5_000
_MOST_STARTS = 20
_LONGEST_NAME = 200


def records(
    file: BinaryIO, fmt: FileFormat, options: Options, limits: Limits
) -> Iterator[Record | BadRecord] | None:
    """The articles of an export in order; None for a file that is no such export.

    The producer is that of `options`, or recognised. `content` is UTF-8, whatever the file is in.
    The lines of a cover page, a list of titles or a search summary belong to no record; the file
    as it was brought keeps them. Raises Unreadable, at once or while iterating, where the file is
    damaged.
    """
    producer = options.producer
    if producer not in LAYOUTS:
        producer = producer_of(file, fmt, options, limits)
    if not producer or fmt not in _FORMATS:
        return None
    return _records(lines_of(file, fmt, options, limits), producer, limits)


def producer_of(file: BinaryIO, fmt: FileFormat, options: Options, limits: Limits) -> str:
    """The database that exported a file: "nexis", "factiva", "proquest", or "" for other files.

    Raises Unreadable where the file is damaged.
    """
    if fmt not in _FORMATS or not may_be_export(file, fmt):
        return ""
    return recognise(line.text for line in lines_of(file, fmt, options, limits))


def extract(content: bytes, producer: str) -> Extracted:
    """The lines of one article of an export, what its labels state, and what each line is.

    `content` is that of a Record of `records`, `producer` the name of its database. A label and
    a value that is text of the article become two lines. Lines of the article's own text have no
    verdicts: the rules for plain text judge them. Raises Unreadable for a record without text.
    """
    text, problems = normalise(content.decode("utf-8", "replace"))
    if not text.strip():
        raise Unreadable("The record has no text.", code="empty")
    if text.count("\n") >= MOST_LINES:
        raise Unreadable(
            too_many_lines("article", "Perhaps the line that ends it is missing in the export."),
            code="too-many-lines",
        )
    read = _READERS[producer](text.strip("\n").split("\n"))
    return Extracted("\n".join(read.lines), "utf-8", 1.0, read.given, read.verdicts, problems)


def _records(
    lines: Iterator[SourceLine], producer: str, limits: Limits
) -> Iterator[Record | BadRecord]:
    layout = LAYOUTS[producer]
    for number, section in enumerate(_articles(lines, layout, limits), 1):
        size = sum(line.size for line in section)
        first = next((line for line in section if line.text.strip()), section[0])
        is_whole = all(line.size == len(line.raw) for line in section)
        if size > limits.record_bytes or len(section) > MOST_LINES or not is_whole:
            message = (
                f"The article that begins in line {first.number} is longer than one article may be "
                f"({limits.record_bytes:,} bytes, {MOST_LINES:,} lines). Perhaps the line that "
                "ends it is missing."
            )
            yield BadRecord(number, "record-too-large", message, first.number)
            continue
        content = b"".join(line.raw for line in section)
        yield Record(
            number,
            RecordFormat.TEXT,
            content,
            section[0].offset,
            first.number,
            _READERS[producer](_texts(section)).title[:_LONGEST_NAME],
        )


def _texts(section: Sequence[SourceLine]) -> list[str]:
    return normalise("".join(line.raw.decode("utf-8", "replace") for line in section))[0].split(
        "\n"
    )


def _articles(
    lines: Iterator[SourceLine], layout: Layout, limits: Limits
) -> Iterator[list[SourceLine]]:
    """The sections that are articles, each with the sections that go on with it."""
    waiting: list[SourceLine] = []
    complete = False
    size = 0
    for section in _sections(lines, layout, limits):
        if waiting and not complete and not _has(section, layout.opens):
            for line in section:
                size += line.size
                _append(waiting, line, fold=size > limits.record_bytes)
            complete = _has(section, layout.last)
        elif _is_article(section, layout):
            if waiting:
                yield waiting
            waiting = _without_cover(section, layout)
            complete = _has(section, layout.last)
            size = sum(line.size for line in waiting)
    if waiting:
        yield waiting


def _sections(
    lines: Iterator[SourceLine], layout: Layout, limits: Limits
) -> Iterator[list[SourceLine]]:
    section: list[SourceLine] = []
    size = 0
    for line in lines:
        mark = line.text.strip() if len(line.text) < 200 else ""
        # A separator and the number below it begin the same section.
        if mark and layout.starts.fullmatch(mark) and not _only_starts(section, layout):
            yield section
            section, size = [], 0
        size += line.size
        if mark and layout.ends.fullmatch(mark):
            section.append(line)
            yield section
            section, size = [], 0
        else:
            _append(section, line, fold=size > limits.record_bytes)
    if section:
        yield section


def _append(section: list[SourceLine], line: SourceLine, *, fold: bool) -> None:
    """Add a line; of a section that is refused as too long, only the size grows on."""
    if fold or len(section) > MOST_LINES:
        if not section:
            section.append(line._replace(text="", raw=b"", size=0))
        section[-1] = section[-1]._replace(size=section[-1].size + line.size)
    else:
        section.append(line)


def _only_starts(section: Sequence[SourceLine], layout: Layout) -> bool:
    marks = (line.text.strip() for line in section[-_MOST_STARTS:])
    return len(section) < _MOST_STARTS and all(
        not mark or layout.starts.fullmatch(mark) for mark in marks
    )


def _is_article(section: Sequence[SourceLine], layout: Layout) -> bool:
    found: set[int] = set()
    for line in section:
        mark = line.text.strip()
        if mark and len(mark) < 200:
            found.update(i for i, pattern in enumerate(layout.marks) if pattern.fullmatch(mark))
            if len(found) >= 2:
                return True
    return False


def _has(section: Sequence[SourceLine], mark: re.Pattern[str]) -> bool:
    return any(len(line.text) < 200 and mark.fullmatch(line.text.strip()) for line in section)


def _without_cover(section: list[SourceLine], layout: Layout) -> list[SourceLine]:
    """An article without the cover page and the list of titles in front of the first one."""
    texts = [line.text.strip() for line in section]
    marked = [i for i, text in enumerate(texts) if text and layout.starts.fullmatch(text)]
    if marked and marked[0] == next(i for i, text in enumerate(texts) if text):
        return section
    listed = [nexis.listed_title(text) for text in texts]
    end = 0
    for index, text in enumerate(texts[:_HEAD]):
        if text and layout.cover.fullmatch(text):
            end = index + 1
    if not end:
        return section
    # What the list calls the first article is where the article begins.
    titles = {title for title in listed[:end] if title}
    for index in range(end, len(texts)):
        if texts[index] in titles:
            return section[index:]
    above = nexis.header_start(texts, end)
    return section[above:]
