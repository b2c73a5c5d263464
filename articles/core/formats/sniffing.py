"""What a file is: told by its content first, and by its name where that says nothing."""

import codecs
import json
import re
import zlib
from functools import partial
from pathlib import PurePosixPath
from typing import BinaryIO

from ..filetypes import (
    MOST_CONTROLS,
    MOST_CONTROLS_IN_LETTERS,
    binary_format,
    byte_order_mark,
    control_share,
    first_control,
    unicode_without_mark,
)
from . import column_names, json_values, table_dialects, text_files
from .records import FileFormat, Unreadable
from .zip_directory import directory_names

_HEAD = 1 << 16
_LONGEST_NAME = 40
_BY_NAME = {
    ".json": FileFormat.JSON,
    ".geojson": FileFormat.JSON,
    ".jsonl": FileFormat.JSON_LINES,
    ".ndjson": FileFormat.JSON_LINES,
    ".csv": FileFormat.CSV,
    ".tsv": FileFormat.CSV,
    ".tab": FileFormat.CSV,
    ".html": FileFormat.HTML,
    ".htm": FileFormat.HTML,
    ".xhtml": FileFormat.HTML,
}
_JSON_NAMES = frozenset(
    name for name, fmt in _BY_NAME.items() if fmt in (FileFormat.JSON, FileFormat.JSON_LINES)
)
_BINARY_NAMES = frozenset({".docx", ".gz", ".warc", ".zip"})
_JSON_OBJECT_START = re.compile(r'\s*(?:\[\s*)?\{\s*"(?:[^"\\\n]|\\.)*"\s*:\s*["\[{\dtfn-]')
_BEFORE_ROOT = re.compile(
    r"\s*(?:<\?.*?\?>|<!--.*?-->|<!DOCTYPE\s[^<>\[]*(?:\[.*?\]\s*)?>)", re.DOTALL | re.IGNORECASE
)
_ROOT = re.compile(r"\s*<(?:[\w.-]+:)?([\w.-]+)")
_FEED_ROOTS = frozenset({"rss", "feed", "rdf"})
_HTML_TAGS = re.compile(
    r"<(?:!doctype\s+html|html|head|body|div|p|article|main|section|title|meta|table|h[1-6]|br|ul"
    r"|span|a|header|script|style|blockquote|figure|img)\b[^<>]*>",
    re.IGNORECASE,
)
_MHTML = re.compile(
    r"(?=.{0,4000}^MIME-Version:)(?=.{0,4000}multipart/related)", re.DOTALL | re.M | re.IGNORECASE
)


def sniff(file: BinaryIO, *, name: str) -> FileFormat:
    """What kind of file this is; raises Unreadable for those that hold no articles' text."""
    file.seek(0)
    head = file.read(_HEAD)
    suffix = PurePosixPath(name.replace("\\", "/")).suffix.lower()
    if not head.strip():
        if any(chunk.strip() for chunk in iter(partial(file.read, _HEAD), b"")):
            return _BY_NAME.get(suffix, FileFormat.TEXT)
        raise _empty(suffix)
    if found := _by_signature(file, head, suffix):
        return found
    _refuse_binary(head, suffix)
    whole = len(head) < _HEAD
    text = _text(head)
    return (
        _markup(text, suffix)
        or _json(text, suffix, whole=whole)
        or _by_name(text, suffix)
        or _table(text, is_cut=not whole)
        or FileFormat.TEXT
    )


def _by_signature(file: BinaryIO, head: bytes, suffix: str) -> FileFormat | None:
    if head.startswith(b"\x1f\x8b"):
        return _gzipped(head)
    if head.startswith(b"WARC/"):
        return FileFormat.WARC
    if head.startswith(b"filedesc://"):
        raise _unsupported("a web archive of the old kind (ARC)", "Convert it to WARC.")
    if head.startswith(b"{\\rtf"):
        return FileFormat.RTF
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _zipped(file, head)
    # One that unpacks itself begins with a program.
    if suffix == ".zip" and any(directory_names(file, most=1)):
        return FileFormat.ZIP
    return None


def _gzipped(head: bytes) -> FileFormat:
    try:
        start = zlib.decompressobj(wbits=31).decompress(head, _HEAD)
    except zlib.error:
        start = b""
    if start.startswith(b"WARC/"):
        return FileFormat.WARC
    raise Unreadable(
        "This is a gzip archive, and only web archives (WARC) are read compressed so. "
        "Unpack it and bring what is in it.",
        code="gzip",
    )


def _zipped(file: BinaryIO, head: bytes) -> FileFormat:
    start = head[30:200]
    if b"mimetypeapplication/epub" in start:
        raise _unsupported("an EPUB book", "Save its text as HTML or plain text.")
    if b"mimetypeapplication/vnd.oasis" in start:
        raise _unsupported("an OpenDocument file", "Save it as DOCX or as plain text.")
    for found in directory_names(file, most=2_000):
        if found == b"word/document.xml":
            return FileFormat.DOCX
        if found == b"xl/workbook.xml":
            raise _unsupported("an Excel workbook", "Save its sheet as CSV (UTF-8).")
        if found == b"ppt/presentation.xml":
            raise _unsupported("a PowerPoint presentation", "Save its text as DOCX.")
    return FileFormat.ZIP


def _unsupported(what: str, advice: str) -> Unreadable:
    return Unreadable(f"This is {what}, which is not read. {advice}", code="unsupported")


def _empty(suffix: str) -> Unreadable:
    if suffix in _JSON_NAMES:
        message = "Line 1: the file is empty; expected a JSON value. Export it again."
        return Unreadable(message, code="empty", line=1)
    message = "The file is empty: it holds no text. Export it again, or leave it out."
    return Unreadable(message, code="empty")


def _refuse_binary(head: bytes, suffix: str) -> None:
    if found := binary_format(head):
        raise _binary(suffix, f"it looks like {found}", line=1)
    _, marked = byte_order_mark(head)
    if marked or unicode_without_mark(head[: _whole(head)]):
        return
    share = control_share(head)
    if share > MOST_CONTROLS or (share > MOST_CONTROLS_IN_LETTERS and not _is_utf8(head)):
        line = head.count(b"\n", 0, first_control(head)) + 1
        raise _binary(suffix, f"{share:.0%} of its bytes are control characters", line=line)


def _binary(suffix: str, reason: str, *, line: int) -> Unreadable:
    if suffix not in _JSON_NAMES:
        advice = "Save its text as plain text (UTF-8)."
        if suffix in _BINARY_NAMES:
            advice = f"Nor does it begin as a {suffix} file does: copy or download it again."
        return Unreadable(f"This is no text file: {reason}. {advice}", code="binary")
    message = f"Line {line}: this is not JSON: {reason}. Export it again as text (UTF-8)."
    return Unreadable(message, code="binary", line=line)


def _whole(head: bytes) -> int:
    """How much of the beginning of a file is whole characters; of a whole file, all of it."""
    return len(head) if len(head) < _HEAD else len(head) // 4 * 4


def _is_utf8(head: bytes) -> bool:
    """Whether these are UTF-8, the end of which may be cut off."""
    try:
        codecs.getincrementaldecoder("utf-8")().decode(head)
    except UnicodeDecodeError:
        return False
    return True


def _text(head: bytes) -> str:
    mark, name = byte_order_mark(head)
    if not name:
        name = unicode_without_mark(head[: _whole(head)])
    if not name:
        name = text_files.detect_unicode(head)
    return head[len(mark) :].decode(name or "utf-8", errors="replace").replace("\x00", "")


def _markup(text: str, suffix: str) -> FileFormat | None:
    rest = text.lstrip()
    if not rest.startswith("<"):
        if suffix in (".mht", ".mhtml") or _is_mhtml(rest[:5_000]):
            advice = "Save the page as “HTML only” instead."
            raise _unsupported("a page saved as a single file (MHTML)", advice)
        return None
    is_xml = rest.startswith("<?xml")
    while found := _BEFORE_ROOT.match(rest):
        rest = rest[found.end() :]
    root = _ROOT.match(rest)
    name = root.group(1).lower() if root else ""
    if name in _FEED_ROOTS and (is_xml or "</" in rest or "<item" in rest or "<entry" in rest):
        return FileFormat.FEED
    if name == "html" or _HTML_TAGS.search(text):
        return FileFormat.HTML
    if is_xml or suffix == ".xml":
        raise _unsupported(
            f"an XML file of “{name or 'unknown'}”",
            "Of XML, feeds (RSS and Atom) are read: export the articles as a feed, JSON or CSV.",
        )
    return None


def _is_mhtml(start: str) -> bool:
    return "multipart/related" in start.lower() and bool(_MHTML.match(start))


def _json(text: str, suffix: str, *, whole: bool) -> FileFormat | None:
    is_named = suffix in _JSON_NAMES
    if not is_named and not _JSON_OBJECT_START.match(text):
        return None
    lines = text.lstrip().splitlines()
    objects = [_is_object(line) for line in lines[:20] if line.strip()]
    if len(objects) > 1 and objects[0] and any(objects[1:]):
        return FileFormat.JSON_LINES
    if is_named:
        return _BY_NAME[suffix]
    if whole:
        return FileFormat.JSON if _is_json(text) else None
    # Of a long line of JSON Lines only the beginning is here.
    return FileFormat.JSON_LINES if objects[:1] == [True] else FileFormat.JSON


def _is_object(line: str) -> bool:
    if not line.lstrip().startswith("{"):
        return False
    try:
        return isinstance(json.loads(line), dict)
    except (ValueError, RecursionError):
        return False


def _is_json(text: str) -> bool:
    try:
        json_values.check(text.encode("utf-8", errors="replace"), encoding="utf-8")
    except Unreadable:
        return False
    return True


def _by_name(text: str, suffix: str) -> FileFormat | None:
    named = _BY_NAME.get(suffix)
    if named is FileFormat.HTML and not _HTML_TAGS.search(text):
        return None
    return named


def _table(text: str, *, is_cut: bool) -> FileFormat | None:
    """CSV under another name: columns that are called what a table of articles calls them."""
    first = re.split(r"[\r\n]", text.lstrip("\ufeff"), maxsplit=1)[0]
    if len(first) > 1_000 or not _may_name_columns(first):
        return None
    dialect = table_dialects.sniff(text, is_cut=is_cut)
    if len(dialect.rows) < 2 or dialect.width < 2 or dialect.consistency < 0.9:
        return None
    fields = {found[0] for cell in dialect.rows[0] if (found := column_names.field_named(cell))}
    is_even = len(dialect.rows[0]) == dialect.width
    return FileFormat.CSV if is_even and dialect.names_columns and len(fields) >= 2 else None


def _may_name_columns(line: str) -> bool:
    """Whether it is worth finding out how a table is written: nearly all texts are none."""
    if line.lower().startswith("sep="):
        return True
    return any(
        sum(map(_names_field, cells)) >= 2
        for delimiter in ",;\t|"
        if len(cells := line.split(delimiter)) > 1
    )


def _names_field(cell: str) -> bool:
    name = cell.strip(" \"'\r")
    return len(name) <= _LONGEST_NAME and column_names.field_named(name) is not None
