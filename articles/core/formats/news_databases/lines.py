"""The lines of a file of any of the formats that news databases export."""

import re
from collections.abc import Iterator
from typing import BinaryIO, NamedTuple

from ...filetypes import byte_order_mark
from .. import file_encodings, text_files
from ..records import FileFormat, Limits, Options

_HINT = re.compile(
    rb"of\s+\d+\s+documents?|end of document|proquest|job number|load-date|ende des dokuments"
    rb"|dokument \d+ von|document \d+ (?:of|de)|fin d[ue]l? document"
    rb"|document(?:\s|&nbsp;)+[a-z0-9]{12,40}"
)
# Each of these hints has one of these words; plain words are found in a twentieth of the time.
_WORDS = (b"document", b"dokument", b"proquest", b"job number", b"load-date")
_LOOKED_AT = 4 * 1024 * 1024


class SourceLine(NamedTuple):
    """A line of an export. `raw` are its bytes in UTF-8 with the line end.

    `offset` is where the file has these very bytes, None where it has them in another form;
    `number` counts from 1. A line that is too long has no `raw`; `size` are its bytes. A tuple,
    as there may be millions of them.
    """

    number: int
    text: str
    raw: bytes
    size: int
    offset: int | None = None


def may_be_export(file: BinaryIO, fmt: FileFormat) -> bool:
    """A quick look at the bytes, to spare most files that are none from being read twice."""
    if fmt is FileFormat.DOCX:
        return True
    file.seek(0)
    # Without NULs, UTF-16 shows its ASCII letters.
    head = file.read(_LOOKED_AT).replace(b"\x00", b"").lower()
    return any(word in head for word in _WORDS) and bool(_HINT.search(head))


def lines_of(
    file: BinaryIO, fmt: FileFormat, options: Options, limits: Limits
) -> Iterator[SourceLine]:
    """The lines in order. Raises Unreadable where the document can't be read."""
    file.seek(0)
    match fmt:
        case FileFormat.TEXT:
            yield from _of_text(file, options, limits)
        case FileFormat.DOCX:
            from ..docx import paragraphs

            yield from _numbered(p.text for p in paragraphs(file))
        case FileFormat.RTF:
            from ..rtf import paragraphs as rtf_paragraphs

            yield from _numbered(p.text for p in rtf_paragraphs(file.read()))
        case FileFormat.HTML:
            from ..html import visible_text

            yield from _numbered(visible_text(file.read(), encoding=options.encoding or None))
        case _:
            raise ValueError(f"news databases don't export {fmt}")


def _of_text(file: BinaryIO, options: Options, limits: Limits) -> Iterator[SourceLine]:
    encoding = options.encoding or file_encodings.find(file).name
    file.seek(0)
    mark, _ = byte_order_mark(file.read(4))
    as_it_is = encoding.lower().replace("_", "-") in ("utf-8", "utf8", "utf-8-sig", "ascii")
    source = file if as_it_is else text_files.as_utf8(file, encoding)
    start = len(mark) if as_it_is else 0
    found = text_files.lines(source, start, limits.record_bytes)
    for number, (offset, raw, size) in enumerate(found, 1):
        text = (raw or b"").decode("utf-8", "replace")
        yield SourceLine(number, text, raw or b"", size, offset if as_it_is else None)


def _numbered(paragraphs: Iterator[str]) -> Iterator[SourceLine]:
    number = 0
    for paragraph in paragraphs:
        for text in paragraph.split("\n"):
            number += 1
            raw = f"{text}\n".encode("utf-8", "replace")
            yield SourceLine(number, text, raw, len(raw))
