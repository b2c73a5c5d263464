"""The directory at the end of a ZIP archive, counted before anything is made of its entries."""

import struct
from collections.abc import Iterator
from typing import BinaryIO

from .records import Unreadable

_END = b"PK\x05\x06"
_END64 = b"PK\x06\x06"
_LOCATOR64 = b"PK\x06\x07"
_ENTRY = b"PK\x01\x02"
_LONGEST_COMMENT = 65_535
_WINDOW = 1 << 16
_ENTRY_SIZE = 46
_END64_SIZE = 56


def directory_names(file: BinaryIO, *, most: int) -> Iterator[bytes]:
    """The names in the directory, `most` of them; none where there is no whole directory."""
    try:
        start, size, _ = _directory(file)
    except Unreadable:
        return
    for count, name in enumerate(_names(file, start, size)):
        if count >= most:
            return
        yield name


def count_entries(file: BinaryIO, *, most: int) -> int:
    """How many entries the archive has, counting to `most` + 1 at the furthest.

    Raises Unreadable, with code "truncated", where the directory is missing.
    """
    start, size, stated = _directory(file)
    if stated > most:
        return stated
    count = 0
    for _ in _names(file, start, size):
        count += 1
        if count > most:
            break
    return max(count, stated)


def directory_size(file: BinaryIO) -> int:
    """How many bytes the directory has. Raises Unreadable where it is missing."""
    return _directory(file)[1]


def _directory(file: BinaryIO) -> tuple[int, int, int]:
    """Where the directory begins, its size in bytes, and how many entries it says it has."""
    size = file.seek(0, 2)
    tail_at = max(0, size - _LONGEST_COMMENT - 22 - 20)
    file.seek(tail_at)
    tail = file.read()
    at = tail.rfind(_END)
    if at < 0 or len(tail) - at < 22:
        raise Unreadable(
            "The archive is cut off: the directory at its end is missing. Copy or download it "
            "again.",
            code="truncated",
        )
    entries, length = struct.unpack_from("<HL", tail, at + 10)
    end = tail_at + at
    locator = at - 20
    if locator >= 0 and tail[locator : locator + 4] == _LOCATOR64:
        # Where the standard library looks for it, whatever the locator says: what is counted here
        # is what is read there.
        offset64 = max(0, end - 20 - _END64_SIZE)
        file.seek(offset64)
        record = file.read(_END64_SIZE)
        if len(record) == _END64_SIZE and record.startswith(_END64):
            entries, length = struct.unpack_from("<QQ", record, 32)
            end = offset64
    # What was put before the archive moves the directory; it ends where its end record begins.
    start = end - length
    if start < 0 or length > size:
        raise Unreadable(
            "The archive is damaged: its directory is not where it should be. Copy or download "
            "it again.",
            code="truncated",
        )
    return start, length, entries


def _names(file: BinaryIO, start: int, size: int) -> Iterator[bytes]:
    """The name of each entry of the directory; stops where it is damaged."""
    end = start + size
    file.seek(start)
    window = b""
    position = 0
    offset = start
    while offset + _ENTRY_SIZE <= end:
        if len(window) - position < _ENTRY_SIZE + 3 * 65_535:
            file.seek(offset)
            window = file.read(min(_WINDOW * 8, end - offset))
            position = 0
        if window[position : position + 4] != _ENTRY:
            return
        lengths = struct.unpack_from("<HHH", window, position + 28)
        name_at = position + _ENTRY_SIZE
        yield window[name_at : name_at + lengths[0]]
        length = _ENTRY_SIZE + sum(lengths)
        position += length
        offset += length
