"""The rows of CSV and TSV files, each with the bytes that it has in its file."""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import BinaryIO

from ..decoding import MOST_LINES, too_many_lines
from ..filetypes import byte_order_mark
from . import text_files
from .records import BadRecord, Limits, Options, Record, RecordFormat, Unreadable

# A stray quotation mark swallows what follows it. The reading starts again below it, but each time
# costs a search for its end.
_MOST_UNCLOSED = 10
# How many times as long as a record may be a row is followed to its end, and the longest of its
# lines, in bytes.
_LONGEST_ROW = 20
_LONGEST_LINE = 1 << 24
# Python's own limit on a cell is for the whole process; limits here are of the record.
csv.field_size_limit(1 << 30)
_LONE_RETURN = re.compile(r"\r(?!\n)")
_SEPARATOR_LINE = re.compile(rb'"?sep=(.)"?\r?\n', re.IGNORECASE)
_BOM = "\ufeff"

_Line = tuple[int, int, bytes]
"""Number from 1, offset, bytes with the line end."""


def of_table(
    file: BinaryIO, options: Options, limits: Limits, skip: int
) -> Iterator[Record | BadRecord | None]:
    """Each row is one record; None for a blank one and for one that only names the columns."""
    is_original = text_files.ascii_compatible(options.encoding)
    encoding = text_files.record_encoding(options.encoding) or "utf-8"
    if not is_original:
        file = text_files.as_utf8(file, options.encoding)
    if (converted := text_files.with_line_feeds(file)) is not None:
        file, is_original = converted, False
    number = 0
    is_first = True
    for found in _rows(file, options, limits, encoding):
        if isinstance(found, BadRecord):
            number += 1
            is_first = False
            if number > skip:
                yield BadRecord(number, found.code, found.message, found.line)
            continue
        line, offset, content, cells = found
        if not any(cell.strip() for cell in cells):
            yield None
            continue
        # Of files that were put together, each begins with its mark and the names.
        if (is_first or len(cells) > 1) and _names_columns(cells, options):
            is_first = False
            yield None
            continue
        is_first = False
        number += 1
        if number > skip:
            where = offset if is_original else None
            yield Record(number, RecordFormat.ROW, content, where, line)


def _names_columns(cells: Sequence[str], options: Options) -> bool:
    first = " ".join(cells[0].strip(_BOM).split())
    return first in ("", *options.columns[:1]) and column_names(cells) == options.columns


def column_names(cells: Sequence[str]) -> tuple[str, ...]:
    """Names for the columns below these cells: each is there once, and none is empty.

    >>> column_names(["title", "text", "", "text"])
    ('title', 'text', 'column 3', 'text (2)')
    """
    names: dict[str, int] = {}
    for index, cell in enumerate(cells, 1):
        name = base = " ".join(cell.strip(_BOM).split()) or f"column {index}"
        count = names.get(base, 1)
        while name in names:
            count += 1
            name = f"{base} ({count})"
        # How often a name was there, so that the next of many is found at once.
        names[base] = count
        names.setdefault(name, 1)
    return tuple(names)


def numbered_columns(count: int) -> tuple[str, ...]:
    """The names of the columns of a table that does not name them."""
    return tuple(f"column {index}" for index in range(1, count + 1))


def cells_of(text: str, options: Options) -> list[str]:
    """The cells of one row, which may have line ends in quotation marks."""
    try:
        return next(rows_of(text, options), [])
    except csv.Error:
        return next(rows_of(_LONE_RETURN.sub(" ", text), options), [])


def rows_of(text: str, options: Options) -> Iterator[list[str]]:
    """The rows of a text; raises csv.Error at a carriage return in the middle of a line."""
    return _reader(io.StringIO(text, newline="\n"), options)


def separator_line(head: bytes) -> tuple[str, int]:
    """The delimiter that a first line "sep=;" names, and its length; ("", 0) without one."""
    found = _SEPARATOR_LINE.match(head)
    return (found.group(1).decode("latin-1"), found.end()) if found else ("", 0)


_Row = tuple[int, int, bytes, list[str]]


def _rows(
    file: BinaryIO, options: Options, limits: Limits, encoding: str
) -> Iterator[_Row | BadRecord]:
    file.seek(0)
    head = file.read(64)
    mark, _ = byte_order_mark(head)
    start = len(mark)
    _, length = separator_line(head[start:])
    first = 1 + bool(length)
    start += length
    unclosed = 0
    while True:
        taken = _Taken(text_files.lines(file, start, limits.record_bytes), first, limits)
        try:
            for cells in _reader(taken.decoded(encoding), options):
                row = taken.row()
                if len(row) > 1 and taken.ended and _is_open(row, options, encoding):
                    raise _Unclosed(row)
                yield _found(row, cells)
            return
        except _Unclosed as error:
            row = error.row
            if error.is_long and (found := _end_of_long_row(file, row, options, encoding, limits)):
                yield _too_long(row[0][0], found[1] - row[0][1], limits)
                first, start = found
                continue
            unclosed += 1
            yield _unclosed(row, final=unclosed >= _MOST_UNCLOSED)
            if unclosed >= _MOST_UNCLOSED:
                return
            first, start = row[0][0] + 1, row[0][1] + len(row[0][2])
        except _TooLong as error:
            yield error.record
            first, start = error.line + 1, error.end
        except csv.Error:
            # A carriage return in the middle of a line.
            row = taken.row()
            text = b"".join(content for _, _, content in row).decode(encoding, errors="replace")
            yield _found(row, cells_of(text, options))
            first, start = row[-1][0] + 1, row[-1][1] + len(row[-1][2])


class _Unclosed(Exception):
    """A quotation mark that is not closed: before the end, or before a row `is_long`."""

    def __init__(self, row: list[_Line], *, is_long: bool = False) -> None:
        self.row = row
        self.is_long = is_long


class _TooLong(Exception):
    def __init__(self, record: BadRecord, line: int, end: int) -> None:
        self.record, self.line, self.end = record, line, end


class _Taken:
    """The lines that the parser took for the row it is at."""

    def __init__(
        self, lines: Iterator[tuple[int, bytes | None, int]], first: int, limits: Limits
    ) -> None:
        self.ended = False
        self._lines = lines
        self._number = first
        self._limits = limits
        self._row: list[_Line] = []
        self._size = 0

    def decoded(self, encoding: str) -> Iterator[str]:
        for offset, content, length in self._lines:
            if content is None:
                if self._row:
                    raise _Unclosed(self._row, is_long=True)
                refused = _too_long(self._number, length, self._limits)
                raise _TooLong(refused, self._number, offset + length)
            self._size += length
            too_much = self._size > self._limits.record_bytes or len(self._row) > MOST_LINES
            if too_much and self._row:
                raise _Unclosed(self._row, is_long=True)
            self._row.append((self._number, offset, content))
            self._number += 1
            yield content.decode(encoding, errors="replace")
        self.ended = True

    def row(self) -> list[_Line]:
        """The lines since the last row."""
        row, self._row, self._size = self._row, [], 0
        return row


def _too_long(line: int, length: int, limits: Limits) -> BadRecord:
    message = (
        f"Line {line}: this row has {length:,} bytes, more than the {limits.record_bytes:,} that "
        "one record may have (IMPORT_MAX_ARTICLE_BYTES). It was left out: shorten or split it, or "
        "have whoever runs the site allow more."
    )
    if length <= limits.record_bytes:
        advice = "It was left out: split it into one row per article."
        message = f"Line {line}: {too_many_lines('row', advice)}"
    return BadRecord(0, "record-too-large", message, line)


def _end_of_long_row(
    file: BinaryIO, row: list[_Line], options: Options, encoding: str, limits: Limits
) -> tuple[int, int] | None:
    """The line and the offset behind a row that is too long to be held.

    None where its quotation mark does not close a cell, or the row has not as many cells as there
    are columns: then the mark was a stray one, and what follows are rows of their own.
    """
    number, start, _ = row[0]
    end = start
    # What is quoted does not matter, only what quotes and divides.
    quoted = re.compile(f"[^{re.escape(options.quote + (options.delimiter or ','))}\r\n]+")

    def shortened() -> Iterator[str]:
        nonlocal number, end
        most = start + _LONGEST_ROW * limits.record_bytes
        for offset, content, length in text_files.lines(file, start, _LONGEST_LINE):
            if content is None or offset > most:
                return
            number += 1
            end = offset + length
            yield quoted.sub("x", content.decode(encoding, errors="replace"))

    try:
        cells = next(_reader(shortened(), options, strict=True), [])
    except csv.Error:
        return None
    return (number, end) if len(cells) == len(options.columns) else None


def _found(row: list[_Line], cells: list[str]) -> _Row:
    content = b"".join(content for _, _, content in row)
    return row[0][0], row[0][1], content.rstrip(b"\r\n"), cells


def _is_open(row: list[_Line], options: Options, encoding: str) -> bool:
    """Whether a quotation mark of the file's last row is never closed."""
    text = b"".join(content for _, _, content in row).decode(encoding, errors="replace")
    return has_open_quote(text, options)


def has_open_quote(text: str, options: Options) -> bool:
    """Whether the text of one or more whole rows ends inside of a quoted cell.

    >>> has_open_quote('a,"b', Options(delimiter=",", quote='"'))
    True
    """
    if not options.quote or options.quote not in text:
        return False
    # One cell more is a cell of its own only where no quotation mark is open.
    probe = text.rstrip("\r\n") + (options.delimiter or ",") + "x"
    last: list[str] = []
    try:
        for cells in rows_of(probe, options):
            last = cells
    except csv.Error:
        return False
    return last[-1:] != ["x"]


def _unclosed(row: list[_Line], *, final: bool) -> BadRecord:
    line = row[0][0]
    rest = (
        f"There are {_MOST_UNCLOSED} such lines, so the rest was not read. Choose another "
        "quotation mark or export it again."
        if final
        else "The line was left out; the reading went on below it. Close the quotation mark."
    )
    message = f"Line {line}: a quotation mark that opens in the row of this line is never closed. "
    return BadRecord(0, "unclosed-quote", message + rest, line)


def _reader(lines: Iterable[str], options: Options, *, strict: bool = False) -> Iterator[list[str]]:
    delimiter = options.delimiter or ","
    if not options.quote:
        return csv.reader(lines, delimiter=delimiter, quoting=csv.QUOTE_NONE)
    return csv.reader(lines, delimiter=delimiter, quotechar=options.quote, strict=strict)


def check_options(options: Options) -> None:
    """Raise Unreadable where the delimiter or the quotation mark is not one character."""
    for name, value in (("delimiter", options.delimiter), ("quotation mark", options.quote)):
        if len(value) > 1 or value in ("\r", "\n", "\x00"):
            raise Unreadable(f"The {name} {value!r} is not one character.", code="bad-options")
