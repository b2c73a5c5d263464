"""The encoding of a saved web page: its byte order mark, what it declares, what its bytes are."""

import codecs
import re
from contextlib import suppress

from ..decoding import Undecodable, decode, read_as
from ..filetypes import byte_order_mark
from ..problems import Problem
from .records import Unreadable

_DECLARED = re.compile(
    rb"<(?:meta\b[^<>]{0,500}?\bcharset|\?xml\b[^<>]{0,200}?\bencoding)\s*=\s*[\"']?\s*([\w.:-]{2,40})",
    re.IGNORECASE,
)
# Browsers read the left as the right (https://encoding.spec.whatwg.org/#names-and-labels).
_AS_BROWSERS = {
    "iso8859-1": "cp1252",
    "ascii": "cp1252",
    "iso8859-9": "cp1254",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
    "tis-620": "cp874",
    "iso8859-11": "cp874",
    "utf-16": "utf-8",
    "utf-16-le": "utf-8",
    "utf-16-be": "utf-8",
}
_HEAD = 8_192
_TAG = re.compile(rb"<[^<>]{0,2000}>|[\r\n]+")
_FEW = 0.02
_HALF = 0.5


def read(content: bytes, chosen: str | None) -> tuple[str, str, float, tuple[Problem, ...]]:
    """The markup, the name of its encoding, how sure that is, and what an editor should know.

    `chosen` is the editor's choice and wins. Raises Unreadable.
    """
    if not content.strip():
        raise Unreadable("The file is empty: it holds no page. Save the page again.", code="empty")
    if chosen:
        try:
            markup, name = read_as(content, chosen)
        except Undecodable as error:
            raise Unreadable(str(error), code="undecodable") from None
        return markup.lstrip("\ufeff"), name, 1.0, ()
    mark, marked = byte_order_mark(content)
    if marked:
        with suppress(UnicodeDecodeError):
            return content[len(mark) :].decode(marked), marked, 1.0, ()
    declared = _declared(content)
    utf8 = _strict(content, "utf-8")
    if utf8 is not None:
        if declared in ("", "utf-8") or utf8.isascii():
            return utf8, "utf-8", 1.0, ()
        message = (
            f"The page says that it is in {declared}, but its bytes are valid UTF-8: it was read "
            "as UTF-8. Check accented letters, or choose the encoding."
        )
        return utf8, "utf-8", 0.9, (Problem(None, "wrong-charset", message),)
    if declared and (text := _strict(content, declared)) is not None:
        return text, declared, 0.95, ()
    return _fallback(content, declared)


def _declared(content: bytes) -> str:
    """The codec that the page asks for, as browsers understand it; "" for none or unknown."""
    found = _DECLARED.search(content[:_HEAD])
    if not found:
        return ""
    try:
        codec = codecs.lookup(found.group(1).decode("ascii", "replace"))
    except LookupError:
        return ""
    # Python also has codecs that are no encodings of text, such as "hex" or "rot13".
    if not getattr(codec, "_is_text_encoding", True) or codec.name in ("idna", "punycode", "utf-7"):
        return ""
    return _AS_BROWSERS.get(codec.name, codec.name)


def _strict(content: bytes, name: str) -> str | None:
    try:
        return content.decode(name)
    except (UnicodeError, LookupError):
        return None


def _fallback(content: bytes, declared: str) -> tuple[str, str, float, tuple[Problem, ...]]:
    if declared:
        text = content.decode(declared, "replace")
        foreign = sum(1 for character in text if character > "\x7f")
        # In other encodings, most bytes mean something.
        if text.count("\ufffd") <= foreign * (_HALF if declared == "utf-8" else _FEW):
            message = (
                f"The page has a few bytes that mean nothing in {declared}, the encoding that it "
                "declares; they are shown as \ufffd. Compare with the original."
            )
            return text, declared, 0.7, (Problem(None, "broken-characters", message),)
    try:
        # Without its markup, which is the same in every encoding and outweighs short texts.
        found = decode(_TAG.sub(b" ", content))
    except Undecodable as error:
        raise Unreadable(str(error), code="undecodable") from None
    problems = tuple(Problem(None, problem.code, problem.message) for problem in found.problems)
    if declared and declared != found.encoding:
        message = (
            f"The page says that it is in {declared}, but it has bytes that mean nothing in it: it "
            f"was read as {found.encoding}. Check accented letters, or choose the encoding."
        )
        problems = (Problem(None, "wrong-charset", message), *problems)
    text = content.decode(found.encoding, "replace").lstrip("\ufeff")
    return text, found.encoding, found.confidence, problems
