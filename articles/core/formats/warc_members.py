"""The parts of a web archive that are compressed by themselves: mostly, each record is one."""

import zlib
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from tempfile import SpooledTemporaryFile
from typing import BinaryIO, cast

_MAGIC = b"\x1f\x8b\x08"
_CHUNK = 1 << 16
_WINDOW = 1 << 20
_IN_MEMORY = 1 << 20
# Enough of a compressed record to unpack its first word.
_HEAD = 512


@dataclass(frozen=True, slots=True)
class Part:
    """Unpacked records of an archive.

    `offset` is where it begins in the archive's file, None when it is the file itself. `damage`
    says why there is no more of it, "" for a part that is whole.
    """

    content: BinaryIO
    offset: int | None = None
    damage: str = ""


def parts(file: BinaryIO, most: int) -> Iterator[Part]:
    """What is compressed by itself, each unpacked up to `most` bytes; an archive that is not
    compressed is one part.

    Behind a damage, the reading goes on at the next beginning of a compressed record. Each part's
    content can be read until the next one is asked for.
    """
    file.seek(0)
    if file.read(2) != _MAGIC[:2]:
        yield Part(file)
        return
    start: int | None = 0
    while start is not None:
        with closing(SpooledTemporaryFile(max_size=_IN_MEMORY)) as spooled:
            content = cast(BinaryIO, spooled)
            damage, end = _unpack(file, start, content, most)
            yield Part(content, start, damage)
        start = _next_beginning(file, start + 1) if damage else _behind(file, end)


def _unpack(file: BinaryIO, start: int, content: BinaryIO, most: int) -> tuple[str, int]:
    """What is wrong with the part that begins at `start`, and the offset where it ends."""
    unpacking = zlib.decompressobj(wbits=31)
    file.seek(start)
    while not unpacking.eof:
        chunk = unpacking.unconsumed_tail or file.read(_CHUNK)
        try:
            piece = unpacking.decompress(chunk, _CHUNK)
        except zlib.error:
            return "its compression is damaged", start
        content.write(piece)
        if content.tell() > most:
            return f"it has more than {most:,} bytes unpacked (IMPORT_MAX_UNPACKED_BYTES)", start
        if not chunk and not piece and not unpacking.eof:
            return "it is cut off", start
    return "", file.tell() - len(unpacking.unused_data)


def _behind(file: BinaryIO, end: int) -> int | None:
    """Where the part begins that follows one that ends there, perhaps filled up with zeros."""
    file.seek(end)
    while chunk := file.read(_CHUNK):
        if rest := chunk.lstrip(b"\x00"):
            return file.tell() - len(rest)
    return None


def _next_beginning(file: BinaryIO, start: int) -> int | None:
    """Where the first compressed record begins, from `start` on."""
    file.seek(start)
    window = file.read(_WINDOW)
    while window:
        at = window.find(_MAGIC)
        if at < 0:
            start += len(window)
            tail = window[1 - len(_MAGIC) :]
            more = file.read(_WINDOW)
            start -= len(tail) if more else 0
            window = tail + more if more else b""
            continue
        file.seek(start + at)
        if _is_record(file.read(_HEAD)):
            return start + at
        start += at + 1
        file.seek(start)
        window = file.read(_WINDOW)
    return None


def _is_record(head: bytes) -> bool:
    try:
        return zlib.decompressobj(wbits=31).decompress(head, 5) == b"WARC/"
    except zlib.error:
        return False
