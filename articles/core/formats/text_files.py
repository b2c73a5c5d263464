"""Files of text read in bytes: their encoding, and where each of their lines is."""

import codecs
import json
import re
import tempfile
from collections.abc import Iterator
from functools import cache
from typing import BinaryIO, cast

from ..filetypes import byte_order_mark
from .records import Unreadable

_WINDOW = 1 << 20
_LINE_END = re.compile(r"\r\n|\r|\n")
_QUOTED = re.compile(r'"[^"]*+(?:"|\Z)')


def size_of(file: BinaryIO) -> int:
    """The length of a file in bytes; leaves it at its beginning."""
    size = file.seek(0, 2)
    file.seek(0)
    return size


def detect_unicode(head: bytes) -> str:
    """Which of Unicode's encodings a JSON text without mark is in, by its first four bytes."""
    return json.detect_encoding(head[:4])


@cache
def ascii_compatible(encoding: str) -> bool:
    """Whether commas, quotes and line ends are single bytes in it, as they are in ASCII.

    Raises Unreadable where there is no such encoding of text.
    """
    try:
        name = codecs.lookup(encoding or "utf-8").name
        b"a".decode(name, errors="replace")
    except (LookupError, ValueError):
        raise Unreadable(
            f"There is no encoding called {encoding!r}. Try utf-8 or cp1252.", code="bad-encoding"
        ) from None
    return not name.startswith(("utf-16", "utf-32", "utf-7", "iso2022", "hz"))


def record_encoding(encoding: str) -> str:
    """What the records of a file in this encoding are in: UTF-8 where the file was converted."""
    return encoding if ascii_compatible(encoding) else "utf-8"


def ends_lines_with_returns(text: str) -> bool:
    """Whether lines end as on the Macintosh of old: outside of quotation marks, there are carriage
    returns and no line feeds."""
    first = _LINE_END.search(text)
    if first is None or first.group() != "\r":
        return False
    return "\n" not in text or "\n" not in _QUOTED.sub("", text)


def with_line_feeds(file: BinaryIO) -> BinaryIO | None:
    """A temporary file with line feeds for carriage returns where these end the lines; else None.

    `file` is in an encoding that is compatible with ASCII.
    """
    if not ends_lines_with_returns(_head(file, _WINDOW).decode("latin-1")):
        return None
    file.seek(0)
    converted = cast(BinaryIO, tempfile.TemporaryFile())  # noqa: SIM115
    while chunk := file.read(_WINDOW):
        converted.write(chunk.replace(b"\r", b"\n"))
    converted.seek(0)
    return converted


def as_utf8(file: BinaryIO, encoding: str) -> BinaryIO:
    """A temporary file with the same text in UTF-8; bytes that mean nothing become U+FFFD."""
    mark, marked = byte_order_mark(_head(file, 4))
    file.seek(len(mark))
    name = marked or codecs.lookup(encoding).name
    # Without its mark, the common order of bytes.
    name = f"{name}-le" if name in ("utf-16", "utf-32") else name
    decoder = codecs.getincrementaldecoder(name)(errors="replace")
    converted = cast(BinaryIO, tempfile.TemporaryFile())  # noqa: SIM115
    while chunk := file.read(_WINDOW):
        converted.write(decoder.decode(chunk).encode("utf-8", errors="replace"))
    converted.write(decoder.decode(b"", final=True).encode("utf-8", errors="replace"))
    converted.seek(0)
    return converted


def lines(file: BinaryIO, start: int, longest: int) -> Iterator[tuple[int, bytes | None, int]]:
    """Each line from `start` on as (offset, its bytes with the line end, its length in bytes).

    A line longer than `longest` bytes has None instead of its bytes and is never held in memory.
    """
    file.seek(start)
    offset = start
    while line := file.readline(longest + 1):
        length = len(line)
        if length <= longest:
            yield offset, line, length
        else:
            while not line.endswith(b"\n") and (line := file.readline(_WINDOW)):
                length += len(line)
            yield offset, None, length
        offset += length


def _head(file: BinaryIO, size: int) -> bytes:
    file.seek(0)
    return file.read(size)
