"""The parts of a web archive that are compressed by themselves: mostly, each record is one."""

import zlib
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from io import BytesIO
from tempfile import SpooledTemporaryFile
from time import perf_counter
from typing import BinaryIO, cast

from .records import Limits

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
    says why there is no more of it, "" for a part that is whole. A `code` names the limit that was
    reached, where that is why: it is the last part then.
    """

    content: BinaryIO
    offset: int | None = None
    damage: str = ""
    code: str = ""


def parts(file: BinaryIO, limits: Limits) -> Iterator[Part]:
    """What is compressed by itself; an archive that is not compressed is one part.

    Behind a damage, the reading goes on at the next beginning of a compressed record. Each part's
    content can be read until the next one is asked for.
    """
    file.seek(0)
    if file.read(2) != _MAGIC[:2]:
        yield Part(file)
        return
    start: int | None = 0
    left = limits.unpacked_bytes
    while start is not None:
        with closing(SpooledTemporaryFile(max_size=_IN_MEMORY)) as spooled:
            content = cast(BinaryIO, spooled)
            damage, end = _unpack(file, start, content, left)
            left -= content.tell()
            if left < 0:
                yield Part(content, start, _too_large(limits), "unpacked-too-large")
                return
            yield Part(content, start, damage)
        if not damage:
            start = _behind(file, end)
            continue
        try:
            start = _next_beginning(file, start + 1, limits.seconds)
        except TimeoutError:
            yield Part(BytesIO(), start, _too_slow(limits), "too-slow")
            return


def _too_large(limits: Limits) -> str:
    most = f"{limits.unpacked_bytes:,}"
    return f"it has more than {most} bytes unpacked, the most of one (IMPORT_MAX_UNPACKED_BYTES)"


def _too_slow(limits: Limits) -> str:
    return (
        f"behind a damage, looking for the next record took longer than {limits.seconds} seconds, "
        "the limit for one file (IMPORT_MAX_SECONDS)"
    )


def _unpack(file: BinaryIO, start: int, content: BinaryIO, most: int) -> tuple[str, int]:
    """What is wrong with the part that begins at `start`, and the offset where it ends.

    Of one that unpacks to more than `most` bytes, little more than these are unpacked.
    """
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
            return "", start
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


def _next_beginning(file: BinaryIO, start: int, seconds: float) -> int | None:
    """Where the first compressed record begins, from `start` on.

    Raises TimeoutError when that is not found out in about as many seconds.
    """
    end = perf_counter() + seconds
    read, window = start, b""
    while True:
        file.seek(read)
        chunk = file.read(_WINDOW)
        if not chunk:
            return None
        # Where the window ends, a beginning may have begun.
        window = window[1 - len(_MAGIC) :] + chunk
        read += len(chunk)
        at = window.find(_MAGIC)
        while at >= 0:
            beginning = read - len(window) + at
            file.seek(beginning)
            if _is_record(file.read(_HEAD)):
                return beginning
            at = window.find(_MAGIC, at + 1)
        if perf_counter() > end:
            raise TimeoutError


def _is_record(head: bytes) -> bool:
    try:
        return zlib.decompressobj(wbits=31).decompress(head, 5) == b"WARC/"
    except zlib.error:
        return False
