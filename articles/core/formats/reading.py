"""The records of a file of any format, and how they are to be read."""

from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from itertools import islice
from time import perf_counter
from types import MappingProxyType
from typing import BinaryIO

from . import (
    feeds,
    file_encodings,
    json_records,
    json_values,
    mapping,
    news_databases,
    proposing,
    table_dialects,
    tables,
    text_files,
    web_archives,
)
from .json_values import JsonValue
from .records import (
    WHOLE,
    BadRecord,
    FileFormat,
    Limits,
    Options,
    Record,
    RecordFormat,
    Unreadable,
)

# These are read as a whole, and take many times their size while they are.
_LONGEST_EXPORT = {FileFormat.HTML: 10_000_000, FileFormat.RTF: 30_000_000}
_READ_FOR_OPTIONS = 50
_MOST_COLUMNS = 500
LOOK = Limits(
    file_bytes=1 << 50,
    record_bytes=5_000_000,
    records=1_000,
    members=1_000,
    unpacked_bytes=1 << 30,
    ratio=1_000,
    seconds=60,
)
"""For records that are only looked at; the import itself has limits of its own."""


def propose_options(
    file: BinaryIO, fmt: FileFormat, *, encoding: str = "", delimiter: str = ""
) -> Options:
    """How the records of a file are probably read: encoding, dialect, columns and mapping.

    `encoding` and `delimiter` are an editor's choices; "" finds them out. Raises Unreadable.
    """
    if encoding:
        text_files.ascii_compatible(encoding)
    if fmt in (FileFormat.JSON, FileFormat.JSON_LINES):
        return _json_options(file, fmt, encoding)
    if fmt is FileFormat.CSV:
        return _table_options(file, encoding, delimiter)
    return _options(file, fmt, encoding)


def records(
    file: BinaryIO, fmt: FileFormat, options: Options, limits: Limits, *, skip: int = 0
) -> Iterator[Record | BadRecord]:
    """The records of a file in order, the first `skip` of them left out.

    What cannot be read is a BadRecord in its place, and does not stop the others; where nothing
    after it can be read, it is the last one. A ZIP archive has members instead (`archives`).
    """
    try:
        size = text_files.size_of(file)
        if size > limits.file_bytes:
            raise Unreadable(
                f"The file has {size:,} bytes, more than the {limits.file_bytes:,} that one file "
                "may have. Split it.",
                code="file-too-large",
            )
        found = _limited(_records(file, fmt, options, limits, skip), limits, skip)
        first = next(found, None)
        if first is not None:
            yield first
            yield from found
        elif not skip:
            message = "The file holds no record of an article. Export it again, or leave it out."
            yield BadRecord(1, "no-article", message)
    except Unreadable as error:
        if not skip:
            yield BadRecord(1, error.code, str(error), error.line)


def sample(
    file: BinaryIO, fmt: FileFormat, options: Options, n: int = 20
) -> list[Mapping[str, str]]:
    """The first `n` records, column by column, each value cut off where it is long."""
    return [
        {
            column: mapping.shown(mapping.value_at(values, column))
            for column in options.columns or mapping.columns_of(values)
        }
        for values in _looked_at(file, fmt, options, n)
    ]


def row_values(text: str, options: Options) -> dict[str, JsonValue]:
    """The cells of one row by column; cells without a column are left out."""
    return dict(zip(options.columns, tables.cells_of(text, options), strict=False))


def _records(
    file: BinaryIO, fmt: FileFormat, options: Options, limits: Limits, skip: int
) -> Iterator[Record | BadRecord | None]:
    match fmt:
        case FileFormat.JSON_LINES:
            return json_records.of_lines(file, options, limits, skip)
        case FileFormat.JSON:
            return json_records.of_document(file, options, limits, skip)
        case FileFormat.CSV:
            tables.check_options(options)
            return tables.of_table(file, options, limits, skip)
        case FileFormat.FEED:
            return feeds.of_feed(file, limits, skip)
        case FileFormat.WARC:
            return web_archives.of_web_archive(file, limits, skip)
        case FileFormat.ZIP:
            raise ValueError("the members of an archive are files: see archives.members")
        case _:
            exported = _exported(file, fmt, options, limits)
            return (
                _whole(file, fmt, limits, skip)
                if exported is None
                else islice(exported, skip, None)
            )


def _limited(
    found: Iterator[Record | BadRecord | None], limits: Limits, skip: int
) -> Iterator[Record | BadRecord]:
    """Stop at the limits of records and of time; the time of the caller is not counted.

    Readers give None for what they pass over, so that its time is seen, too.
    """
    spent = 0.0
    number = skip + 1
    line: int | None = None
    while number <= limits.records + 1:
        began = perf_counter()
        try:
            one = next(found)
        except StopIteration:
            return
        spent += perf_counter() - began
        if one is not None:
            line = one.line
            if number > limits.records:
                message = (
                    f"The file has more than {limits.records:,} records, the limit for one file "
                    "(IMPORT_MAX_BATCH_ITEMS). The rest was not read: split the file."
                )
                yield BadRecord(number, "too-many-records", message, line)
                return
            yield one
            number += 1
        if spent > limits.seconds:
            message = (
                f"Reading the file took longer than {limits.seconds} seconds, the limit for one "
                "file (IMPORT_MAX_SECONDS). The rest was not read: split the file."
            )
            yield BadRecord(number, "too-slow", message, line)
            return


def _whole(
    file: BinaryIO, fmt: FileFormat, limits: Limits, skip: int
) -> Iterator[Record | BadRecord]:
    if skip:
        return
    size = text_files.size_of(file)
    if size > limits.record_bytes:
        message = (
            f"The file has {size:,} bytes, more than the {limits.record_bytes:,} that one article "
            "may have (IMPORT_MAX_ARTICLE_BYTES). Split it into one file per article."
        )
        yield BadRecord(1, "record-too-large", message)
        return
    yield Record(1, WHOLE[fmt], file.read(), 0, 1)


def _exported(
    file: BinaryIO, fmt: FileFormat, options: Options, limits: Limits
) -> Iterator[Record | BadRecord] | None:
    """The articles of a file that a news database exported; None for any other file."""
    if options.producer not in news_databases.PRODUCERS:
        return None
    if text_files.size_of(file) > _LONGEST_EXPORT.get(fmt, limits.file_bytes):
        raise Unreadable(
            f"The export has more than {_LONGEST_EXPORT[fmt]:,} bytes, the most of this format. "
            "Export it in parts, or as plain text.",
            code="file-too-large",
        )
    return news_databases.records(file, fmt, options, limits)


def _options(file: BinaryIO, fmt: FileFormat, encoding: str) -> Options:
    """Which news database exported a file, if one did, and the encoding of a text."""
    if text_files.size_of(file) > _LONGEST_EXPORT.get(fmt, LOOK.file_bytes):
        return Options()
    options = Options(encoding=encoding) if fmt is FileFormat.TEXT else Options()
    with suppress(Unreadable):
        if producer := news_databases.producer_of(file, fmt, options, LOOK):
            if fmt is FileFormat.TEXT:
                options = _in_encoding(file, encoding)
            return replace(options, producer=producer)
    return Options()


def _in_encoding(file: BinaryIO, encoding: str) -> Options:
    if encoding:
        return Options(encoding=encoding)
    found = file_encodings.find(file)
    return Options(encoding=found.name, doubt=found.problem)


def _json_options(file: BinaryIO, fmt: FileFormat, encoding: str) -> Options:
    options = _in_encoding(file, encoding)
    if options.doubt is None and not encoding and options.encoding.startswith("utf"):
        # Each record tells which of Unicode's encodings it has.
        options = Options()
    rows = _looked_at(file, fmt, options, _READ_FOR_OPTIONS)
    producer = proposing.producer_of(rows)
    columns = list(dict.fromkeys(column for row in rows for column in mapping.columns_of(row)))
    columns = columns[:_MOST_COLUMNS]
    if not columns:
        return Options(encoding=encoding)
    proposed = proposing.propose(columns, rows, producer)
    return replace(
        options, columns=tuple(columns), mapping=MappingProxyType(proposed), producer=producer
    )


def _table_options(file: BinaryIO, encoding: str, delimiter: str) -> Options:
    known = _in_encoding(file, encoding)
    options, dialect = table_dialects.propose(file, known.encoding, delimiter)
    rows: list[dict[str, JsonValue]] = [
        dict(zip(options.columns, row, strict=False)) for row in dialect.rows
    ]
    proposed = proposing.propose(options.columns, rows)
    return replace(options, mapping=MappingProxyType(proposed), doubt=known.doubt)


def _looked_at(
    file: BinaryIO, fmt: FileFormat, options: Options, count: int
) -> list[dict[str, JsonValue]]:
    found: list[dict[str, JsonValue]] = []
    for one in islice(records(file, fmt, options, LOOK), 4 * count):
        if isinstance(one, Record) and len(found) < count:
            with suppress(Unreadable):
                found.append(values_of(one.content, one.format, options))
    return found


def values_of(content: bytes, format_: RecordFormat, options: Options) -> dict[str, JsonValue]:
    """The columns of an OBJECT or ROW record; empty for other records."""
    encoding = text_files.record_encoding(options.encoding)
    if format_ is RecordFormat.OBJECT:
        value = json_values.parse(content, encoding=encoding).value
        return value if isinstance(value, dict) else {}
    if format_ is RecordFormat.ROW:
        return row_values(content.decode(encoding or "utf-8", errors="replace"), options)
    return {}
