"""The records of JSON files: the elements of a list, or the lines of a JSON Lines file."""

from collections.abc import Iterator
from typing import BinaryIO

from ..filetypes import byte_order_mark
from . import json_elements, json_values, text_files
from .json_values import BLANK, JsonValue
from .records import BadRecord, Limits, Options, Record, RecordFormat, Unreadable

_HEAD = 1 << 20
_CHUNK = 1 << 20
_KINDS = {str: "a text", bool: "true or false", int: "a number", float: "a number", list: "a list"}


def of_lines(
    file: BinaryIO, options: Options, limits: Limits, skip: int
) -> Iterator[Record | BadRecord | None]:
    """Each line that is not blank is one record; None for a blank one."""
    file, start, is_original = _readable(file, options)
    if (converted := text_files.with_line_feeds(file)) is not None:
        file, is_original = converted, False
    encoding = text_files.record_encoding(options.encoding) or "utf-8"
    number = 0
    lines = text_files.lines(file, start, limits.record_bytes)
    for line, (offset, content, length) in enumerate(lines, 1):
        if content is None:
            number += 1
            if number > skip:
                yield _too_long(number, line, length, limits)
            continue
        stripped = content.lstrip(BLANK)
        offset += len(content) - len(stripped)
        stripped = stripped.rstrip(BLANK)
        if not stripped:
            yield None
            continue
        number += 1
        if number > skip:
            yield _record(number, stripped, offset if is_original else None, line, encoding)


def of_document(
    file: BinaryIO, options: Options, limits: Limits, skip: int
) -> Iterator[Record | BadRecord]:
    """The elements of the list that the document is or holds; else the document is one record."""
    file, start, is_original = _readable(file, options)
    encoding = text_files.record_encoding(options.encoding) or "utf-8"
    file.seek(start)
    head = file.read(_HEAD)
    blank = len(head) - len(head.lstrip(BLANK))
    wrapped = json_elements.wrapped_list(head) if head[blank:].startswith(b"{") else None
    if wrapped is None and not head[blank:].startswith(b"["):
        yield from _single(file, start, limits, skip, is_original, encoding)
        return
    first = start + (blank if wrapped is None else wrapped)
    line = head.count(b"\n", 0, first - start) + 1
    number = 0
    try:
        for begin, end in json_elements.elements(file, first, whole=wrapped is None):
            number += 1
            if end - begin > limits.record_bytes:
                if number > skip:
                    at = line + _leading_line_ends(file, begin)
                    yield _too_long(number, at, end - begin, limits)
                line += _line_ends(file, begin, end)
                continue
            file.seek(begin)
            content = file.read(end - begin)
            stripped = content.lstrip(BLANK)
            leading = len(content) - len(stripped)
            at = line + content.count(b"\n", 0, leading)
            line += content.count(b"\n")
            if number > skip:
                offset = begin + leading if is_original else None
                yield _record(number, stripped.rstrip(BLANK), offset, at, encoding)
    except Unreadable as error:
        number += 1
        if number > skip:
            yield BadRecord(number, error.code, str(error), error.line)


def _readable(file: BinaryIO, options: Options) -> tuple[BinaryIO, int, bool]:
    """The file in an encoding that can be read by bytes, where its text starts, and whether it is
    the original."""
    file.seek(0)
    head = file.read(4)
    mark, marked = byte_order_mark(head)
    name = marked or options.encoding or text_files.detect_unicode(head)
    if text_files.ascii_compatible(name):
        return file, len(mark), True
    return text_files.as_utf8(file, name), 0, False


def _single(
    file: BinaryIO, start: int, limits: Limits, skip: int, is_original: bool, encoding: str
) -> Iterator[Record | BadRecord]:
    if skip:
        return
    length = text_files.size_of(file) - start
    if length > limits.record_bytes:
        yield _too_long(1, 1, length, limits)
        return
    file.seek(start)
    content = file.read()
    stripped = content.lstrip(BLANK)
    leading = len(content) - len(stripped)
    at = content.count(b"\n", 0, leading) + 1
    offset = start + leading if is_original else None
    yield _record(1, stripped.rstrip(BLANK), offset, at, encoding)


def _record(
    number: int, content: bytes, offset: int | None, line: int, encoding: str
) -> Record | BadRecord:
    try:
        value = json_values.check(content, encoding=encoding, line=line)
    except Unreadable as error:
        return BadRecord(number, error.code, str(error), error.line or line)
    if not isinstance(value, dict) or not value:
        return BadRecord(number, "no-article", _not_an_article(line, value), line)
    return Record(number, RecordFormat.OBJECT, content, offset, line)


def _not_an_article(line: int, value: JsonValue) -> str:
    kind = _KINDS.get(type(value), "empty")
    if value in ("", [], {}):
        kind = "empty"
    return (
        f"Line {line}: this is {kind}; an article is an object such as "
        '{"title": "…", "text": "…"}. Export the articles as a list of objects.'
    )


def _too_long(number: int, line: int, length: int, limits: Limits) -> BadRecord:
    return BadRecord(
        number,
        "record-too-large",
        f"Line {line}: this record has {length:,} bytes, more than the {limits.record_bytes:,} "
        "that one record may have (IMPORT_MAX_ARTICLE_BYTES). It was left out: shorten or split "
        "it, or have whoever runs the site allow more.",
        line,
    )


def _leading_line_ends(file: BinaryIO, start: int) -> int:
    file.seek(start)
    head = file.read(_CHUNK)
    return head.count(b"\n", 0, len(head) - len(head.lstrip(BLANK)))


def _line_ends(file: BinaryIO, start: int, end: int) -> int:
    file.seek(start)
    count = 0
    while start < end and (chunk := file.read(min(_CHUNK, end - start))):
        count += chunk.count(b"\n")
        start += len(chunk)
    return count
