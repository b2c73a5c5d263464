"""The text of an XML file with what feeds often get wrong put right, so that it can be parsed."""

import codecs
import re
from html.entities import html5
from typing import BinaryIO

from ..filetypes import byte_order_mark
from . import text_files
from .records import Unreadable

_HEAD = 1 << 16
_PROLOGUE_END = re.compile(rb"<(?=[a-zA-Z])")
_ENTITIES = re.compile(rb"<!DOCTYPE[^>]*\[|<!ENTITY", re.IGNORECASE)
_DECLARED = re.compile(rb"<\?xml[^>]*?\sencoding\s*=\s*[\"']([\w.:-]+)[\"']")
_OF_XML = frozenset({"amp", "lt", "gt", "quot", "apos"})
_ILLEGAL = "\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff"
_TO_LOOK_AT = re.compile(
    rf"<!\[CDATA\[|\]\]>|&(?:#\d{{1,7}};|#[xX][0-9a-fA-F]{{1,6}};|[a-zA-Z]\w{{0,30}};)?|[{_ILLEGAL}]"
)
# Longer than anything that is looked for.
_HELD_BACK = 64


class XmlText:
    """A file to parse as UTF-8, which holds no more than `most` bytes between two calls of `rest`.

    Entities of HTML become their characters and a bare “&” becomes “&amp;”; characters that XML
    does not allow go. Raises Unreadable at once where entities are declared, and while it is read
    where `most` is exceeded.
    """

    def __init__(self, file: BinaryIO, most: int) -> None:
        refuse_entities(file)
        self._file = file
        self._most = most
        self._read = 0
        self._decoder = codecs.getincrementaldecoder(_encoding(file))(errors="replace")
        self._held = ""
        self._in_cdata = False

    def read(self, size: int = -1) -> bytes:
        if self._read > self._most:
            raise Unreadable(
                f"An entry of the feed has more than {self._most:,} bytes, the limit for one. "
                "The rest was not read.",
                code="record-too-large",
            )
        text = ""
        while not text:
            chunk = self._file.read(size)
            self._read += len(chunk)
            text = self._corrected(self._decoder.decode(chunk, final=not chunk), final=not chunk)
            if not chunk:
                break
        return text.encode("utf-8", errors="replace")

    def rest(self) -> None:
        """What was read so far needs no more memory."""
        self._read = 0

    def _corrected(self, text: str, *, final: bool) -> str:
        text = self._held + text
        # No sequence that is looked for may be cut in two.
        end = len(text) if final else max(0, len(text) - _HELD_BACK)
        pieces: list[str] = []
        position = 0
        for found in _TO_LOOK_AT.finditer(text):
            if found.start() >= end:
                break
            pieces += text[position : found.start()], self._replaced(found.group())
            position = found.end()
        end = max(end, position)
        pieces.append(text[position:end])
        self._held = text[end:]
        return "".join(pieces)

    def _replaced(self, found: str) -> str:
        if found == "<![CDATA[":
            self._in_cdata = True
        elif found == "]]>":
            is_end, self._in_cdata = self._in_cdata, False
            return found if is_end else "]]&gt;"
        elif not found.startswith("&"):
            return ""
        elif not self._in_cdata:
            return _reference(found)
        return found


def refuse_entities(file: BinaryIO) -> None:
    """Raise Unreadable where the document declares entities of its own."""
    file.seek(0)
    # Without NULs, UTF-16 reads as ASCII.
    head = file.read(_HEAD).replace(b"\x00", b"")
    end = _PROLOGUE_END.search(head)
    if end is None or _ENTITIES.search(head, 0, end.start()):
        raise Unreadable(
            "The XML declares entities of its own, which are not expanded: they can flood the "
            "memory or reach for other files. Export the feed without a DOCTYPE.",
            code="xml-entities",
        )


def _encoding(file: BinaryIO) -> str:
    """The encoding by the mark, the first bytes or the declaration; leaves the file at its text."""
    file.seek(0)
    head = file.read(1_024)
    mark, name = byte_order_mark(head)
    file.seek(len(mark))
    name = name or text_files.detect_unicode(head)
    if name != "utf-8" or mark:
        return name
    declared = _DECLARED.match(head)
    try:
        name = codecs.lookup(declared.group(1).decode("ascii") if declared else "utf-8").name
        "".encode(name)
    except (LookupError, UnicodeError):
        return "utf-8"
    # A declaration of UTF-16 that can be read byte by byte is wrong.
    return name if text_files.ascii_compatible(name) else "utf-8"


def _reference(found: str) -> str:
    name = found[1:-1]
    if found == "&":
        return "&amp;"
    if name.startswith("#"):
        code = int(name[2:], 16) if name[1] in "xX" else int(name[1:])
        is_legal = code in (9, 10, 13) or (
            32 <= code <= 0x10FFFF and not 0xD800 <= code <= 0xDFFF and code not in (0xFFFE, 0xFFFF)
        )
        return found if is_legal else ""
    if name in _OF_XML:
        return found
    character = html5.get(f"{name};")
    return f"&amp;{name};" if character is None else character
