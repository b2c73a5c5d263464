"""Where the records of a web archive are in its bytes, also behind those that state it wrongly.

A record says how many bytes it has (ISO 28500, section 4). Where none ends there, the next one is
looked for: a line that is the version of the format and nothing else.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from . import text_files

LONGEST_HEADERS = 1 << 20

_WINDOW = 1 << 20
_VERSION = rb"WARC/\d\.\d{1,2}[ \t]*\r?\n"
_BEGINNING = re.compile(_VERSION)
_NEXT_BEGINNING = re.compile(rb"(?<=\n)" + _VERSION)
_LONGEST_VERSION = 16
_LONGEST_NUMBER = 18
_BEHIND = 64
_FEW = 4_096


@dataclass(frozen=True, slots=True)
class Span:
    """The bytes of a record, from `start` up to `end`."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Damage:
    """Bytes that are no record, why, and the `end` where the next one begins if there is one."""

    start: int
    reason: str
    end: int | None


def spans(content: BinaryIO) -> Iterator[Span | Damage]:
    """Each record and each damage, in their order."""
    size = text_files.size_of(content)
    start: int | None = 0
    while start is not None and (start := _filled(content, start)) is not None:
        found = _record(content, start, size)
        if isinstance(found, Span):
            yield found
            start = found.end
            continue
        end = _next_beginning(content, start + 1)
        yield Damage(start, found, end)
        start = end


def _filled(content: BinaryIO, start: int) -> int | None:
    """Where there is something else than line ends."""
    content.seek(start)
    while chunk := content.read(_FEW):
        if rest := chunk.lstrip(b"\r\n"):
            return content.tell() - len(rest)
    return None


def _record(content: BinaryIO, start: int, size: int) -> Span | str:
    """The record that begins at `start`, or what is wrong with it."""
    content.seek(start)
    line = content.readline(LONGEST_HEADERS)
    if not _BEGINNING.fullmatch(line):
        return "no record begins here"
    length = b""
    left = LONGEST_HEADERS
    while line.strip():
        left -= len(line)
        if left <= 0:
            return f"its headers have more than {LONGEST_HEADERS:,} bytes"
        line = content.readline(left)
        if _BEGINNING.fullmatch(line):
            return "its headers break off"
        name, _, value = line.partition(b":")
        if name.strip().lower() == b"content-length":
            length = value.strip()
    if not line:
        return "the archive ends in its headers"
    if not length.isdigit() or len(length) > _LONGEST_NUMBER:
        return "it does not say how many bytes it has"
    begin = content.tell()
    end = begin + int(length)
    if end > size:
        return f"it is shorter than it says: {size - begin:,} of {int(length):,} bytes are there"
    content.seek(end)
    behind = content.read(_BEHIND)
    rest = behind.lstrip(b"\r\n")
    if not rest or behind.startswith(b"\r\n\r\n") or rest.startswith(b"WARC/"):
        return Span(start, end)
    return f"it says that it has {int(length):,} bytes, and does not end there"


def _next_beginning(content: BinaryIO, start: int) -> int | None:
    content.seek(start)
    window = content.read(_FEW)
    while window:
        if found := _NEXT_BEGINNING.search(window):
            return start + found.start()
        more = content.read(_WINDOW)
        if not more:
            return None
        # Where the window ends, a beginning may have begun.
        tail = window[-_LONGEST_VERSION:]
        start += len(window) - len(tail)
        window = tail + more
    return None
