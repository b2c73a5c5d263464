"""How a table is written: what divides and what quotes its cells, and what its columns are."""

import csv
import re
from collections import Counter
from dataclasses import dataclass, replace
from typing import BinaryIO

from ..filetypes import byte_order_mark
from . import column_names, tables, text_files
from .records import Options, Unreadable

_SAMPLE = 1 << 18
_ROWS = 100
_DELIMITERS = ",;\t|"
_VALUE = re.compile(r"[-+]?[\d.,:/ -]*\d[\d.,:/TZ +-]*|https?://\S+", re.IGNORECASE)
_LONGEST_NAME = 60
_MOST_COLUMNS = 10_000


@dataclass(frozen=True, slots=True)
class Dialect:
    """`consistency` is the share of the first rows that have as many cells as most of them."""

    delimiter: str
    quote: str
    rows: tuple[tuple[str, ...], ...]
    consistency: float

    @property
    def width(self) -> int:
        """How many cells most rows have."""
        return Counter(map(len, self.rows)).most_common(1)[0][0] if self.rows else 0

    @property
    def names_columns(self) -> bool:
        """Whether the first row is the names of the columns and no article."""
        if not self.rows:
            return False
        cells = [cell.strip().strip("\ufeff") for cell in self.rows[0]]
        filled = [cell for cell in cells if cell]
        if not filled or any(len(cell) > _LONGEST_NAME for cell in filled):
            return False
        if any(_VALUE.fullmatch(cell) for cell in filled):
            return False
        if any(column_names.field_named(cell) for cell in filled):
            return True
        below = [cell for row in self.rows[1:] for cell in row]
        if not below or len(set(filled)) < len(filled):
            return False
        return max(map(len, filled)) * 3 < max(map(len, below)) or any(
            _VALUE.fullmatch(cell) for cell in below
        )


def propose(file: BinaryIO, encoding: str, delimiter: str = "") -> tuple[Options, Dialect]:
    """Encoding, dialect and columns of a table, and the rows they were read from.

    Raises Unreadable for one of more columns than anybody could choose among.
    """
    text, is_cut = _sample(file, encoding)
    dialect = sniff(text, delimiter, is_cut=is_cut)
    if dialect.rows and len(dialect.rows[0]) > _MOST_COLUMNS:
        raise Unreadable(
            f"The table has more than {_MOST_COLUMNS:,} columns. Export only those that say "
            "something of the articles.",
            code="too-many-columns",
        )
    if dialect.names_columns:
        columns = tables.column_names(dialect.rows[0])
        dialect = replace(dialect, rows=dialect.rows[1:])
    else:
        columns = tables.numbered_columns(max(map(len, dialect.rows), default=0))
    options = Options(
        encoding=encoding, delimiter=dialect.delimiter, quote=dialect.quote, columns=columns
    )
    return options, dialect


def sniff(text: str, delimiter: str = "", *, is_cut: bool = False) -> Dialect:
    """The dialect that reads a table most evenly; `delimiter` may be known.

    `is_cut` says that the text is only its beginning.
    """
    if text_files.ends_lines_with_returns(text):
        text = text.replace("\r", "\n")
    stated, length = tables.separator_line(text[:20].encode("utf-8", errors="replace"))
    text = text[length:]
    dialects = (
        _read(text, one, _quote(text, one, is_cut), is_cut)
        for one in delimiter or stated or _DELIMITERS
    )
    return max(dialects, key=_merit)


def _quote(text: str, delimiter: str, is_cut: bool) -> str:
    """What quotes cells: mostly a quotation mark, which is part of the text in some tables."""
    for quote in "\"'":
        edge = re.escape(delimiter)
        opening = rf"(?:^|(?<={edge})){quote}"
        opened = len(re.findall(opening, text, re.MULTILINE))
        closing = rf"{quote}(?=$|{edge}|\r)" + (r"|\Z" if is_cut else "")
        cell = rf"{opening}(?:[^{quote}]++|{quote}{quote})*+(?:{closing})"
        quoted = len(re.findall(cell, text, re.MULTILINE))
        if opened:
            return quote if 2 * quoted >= opened else ""
        if quote in text and quote == '"':
            break
    return '"'


def _merit(dialect: Dialect) -> tuple[float, int, bool]:
    names = dialect.rows[0] if dialect.rows else ()
    named = sum(bool(column_names.field_named(name)) for name in names)
    score = dialect.consistency * (1 + (dialect.width > 1)) + 0.3 * min(named, 4)
    return round(score, 3), dialect.width, dialect.delimiter == ","


def _read(text: str, delimiter: str, quote: str, is_cut: bool) -> Dialect:
    options = Options(delimiter=delimiter, quote=quote)
    rows: list[tuple[str, ...]] = []
    try:
        for cells in tables.rows_of(text, options):
            if any(cell.strip() for cell in cells):
                rows.append(tuple(cells))
            if len(rows) > _ROWS:
                break
    except csv.Error:
        pass
    consistency = 1.0
    if len(rows) > _ROWS:
        rows.pop()
    elif not is_cut:
        consistency = 0.5 if tables.has_open_quote(text, options) else 1.0
    elif len(rows) > 1:
        # The sample ends somewhere in its last row, or a quotation mark swallowed the rest of it.
        swallowed = len("".join(rows.pop())) * 4 > len(text)
        consistency = 0.5 if swallowed else 1.0
    common = Counter(map(len, rows)).most_common(1)[0][1] if rows else 0
    return Dialect(delimiter, quote, tuple(rows), consistency * common / max(1, len(rows)))


def _sample(file: BinaryIO, encoding: str) -> tuple[str, bool]:
    """The beginning of a file, and whether there is more."""
    file.seek(0)
    head = file.read(_SAMPLE)
    mark, _ = byte_order_mark(head)
    return head[len(mark) :].decode(encoding, errors="replace"), len(head) == _SAMPLE
