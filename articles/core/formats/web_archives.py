"""Web archives (WARC): the pages in them, each with its address and when it was fetched."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from types import MappingProxyType
from typing import Any, BinaryIO

from . import http_payloads
from .records import ArticleField, BadRecord, Limits, Record, RecordFormat, Stated
from .warc_members import Part, parts
from .warc_records import LONGEST_HEADERS, Span, spans

_FORMATS = {
    "text/html": RecordFormat.HTML,
    "application/xhtml+xml": RecordFormat.HTML,
    "text/plain": RecordFormat.TEXT,
}

_TRUNCATED = ("length", "time", "disconnect")
_LOOKS_LIKE_HTML = re.compile(rb"<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE)
_HEAD = 1_024


def of_web_archive(
    file: BinaryIO, limits: Limits, skip: int
) -> Iterator[Record | BadRecord | None]:
    """The pages that were answered with, as they were before they were sent compressed.

    Requests, pictures, error pages and pages that are there only by reference are passed over,
    with None for each; an archive of nothing else is one BadRecord. So is each damage, and the
    records behind it are looked for; where none is, the last BadRecord says so.
    """
    number = pages = passed = 0
    for found in _found(file, limits):
        if isinstance(found, _Broken):
            number += 1
            if number > skip:
                yield _bad(found, number, pages)
            continue
        record, format_ = found
        if format_ is None:
            passed += 1
            yield None
            continue
        # What does not say its type must be looked at to know whether it counts.
        if number < skip and _is_typed(record):
            number += 1
            pages += 1
            continue
        page = _record(record, format_, number + 1, limits)
        if page is None:
            passed += 1
            yield None
            continue
        number += 1
        pages += 1
        if number > skip:
            yield page
    if not number and not skip:
        yield BadRecord(
            1,
            "no-article",
            f"The web archive has no page with text ({passed:,} other records). It may hold "
            "pictures only, or pages by reference to another archive.",
        )


@dataclass(frozen=True, slots=True)
class _Broken:
    """Bytes that are no record: where they are, what is wrong, and whether records follow.

    A `code` says that nothing is wrong with them: a limit was reached.
    """

    where: str
    reason: str
    went_on: bool = True
    code: str = ""


def _found(file: BinaryIO, limits: Limits) -> Iterator[tuple[Any, RecordFormat | None] | _Broken]:
    """Every record with how its page is read, and every damage."""
    last: _Broken | None = None
    for part in parts(file, limits):
        if last is not None:
            yield replace(last, went_on=True)
            last = None
        for found in spans(part.content):
            if isinstance(found, Span):
                yield _parsed(part, found)
            elif found.end is not None:
                yield _Broken(_where(part, found.start), found.reason)
            else:
                last = _Broken(_where(part, found.start), found.reason, went_on=False)
        if part.damage:
            last = _Broken(_where(part, 0), part.damage, went_on=False, code=part.code)
    if last is not None:
        yield last


def _where(part: Part, start: int) -> str:
    if part.offset is None:
        return f"byte {start:,}"
    return f"byte {part.offset:,}" + (f", {start:,} bytes further unpacked" if start else "")


def _parsed(part: Part, span: Span) -> tuple[Any, RecordFormat | None] | _Broken:
    # Loading it takes a while, and few imports have web archives.
    from warcio.exceptions import ArchiveLoadFailed
    from warcio.recordloader import ArcWarcRecordLoader
    from warcio.statusandheaders import StatusAndHeadersParserException

    content = _Slice(part.content, span)
    try:
        record = ArcWarcRecordLoader(verify_http=False).parse_record_stream(
            content, known_format="warc"
        )
        content.is_in_headers = False
        return record, _format_of(record)
    # What the library stumbles over says nothing to anybody else.
    except (
        ArchiveLoadFailed,
        StatusAndHeadersParserException,
        EOFError,
        ValueError,
        AttributeError,
        TypeError,
    ):
        return _Broken(_where(part, span.start), "its headers are missing or damaged")


class _Slice:
    """The bytes of one record as a stream, with headers no longer than memory has room for."""

    def __init__(self, content: BinaryIO, span: Span) -> None:
        self._content = content
        self._start, self._at, self._end = span.start, span.start, span.end
        self.is_in_headers = True

    def read(self, size: int | None = None) -> bytes:
        left = self._end - self._at
        self._content.seek(self._at)
        return self._moved(
            self._content.read(left if size is None or size < 0 else min(size, left))
        )

    def readline(self, size: int | None = None) -> bytes:
        if self.is_in_headers and self._at - self._start > 2 * LONGEST_HEADERS:
            raise ValueError("headers without end")
        most = LONGEST_HEADERS if size is None or size < 0 else min(size, LONGEST_HEADERS)
        self._content.seek(self._at)
        return self._moved(self._content.readline(min(most, self._end - self._at)))

    def tell(self) -> int:
        return self._at

    def _moved(self, piece: bytes) -> bytes:
        self._at += len(piece)
        return piece


def _format_of(record: Any) -> RecordFormat | None:
    """How a record's page is read; None for what is no page that was answered with.

    What does not say its type may be one.
    """
    if record.rec_type == "resource":
        return _FORMATS.get(_type(record.content_type))
    if record.rec_type != "response" or record.http_headers is None:
        return None
    if not str(record.http_headers.get_statuscode() or "200").startswith("2"):
        return None
    return _FORMATS.get(_type(record.http_headers.get_header("Content-Type")) or "text/html")


def _type(stated: str | None) -> str:
    return (stated or "").partition(";")[0].strip().lower()


def _is_typed(record: Any) -> bool:
    headers = record.http_headers
    return headers is None or bool(_type(headers.get_header("Content-Type")))


def _record(
    record: Any, format_: RecordFormat, number: int, limits: Limits
) -> Record | BadRecord | None:
    """A page; None for something else that does not say its type."""
    address = (record.rec_headers.get_header("WARC-Target-URI") or "").strip()
    if not address.isprintable():
        address = ""
    headers = record.http_headers
    try:
        content, missing = http_payloads.payload(record.raw_stream, headers, limits.record_bytes)
    except http_payloads.DamagedPayload as error:
        message = f"{address}: this page is damaged in the archive ({error}). It was left out."
        return BadRecord(number, "damaged", message, name=address)
    if not _is_typed(record) and not _LOOKS_LIKE_HTML.search(content[:_HEAD]):
        return None
    if len(content) > limits.record_bytes:
        message = (
            f"{address}: this page has more than {limits.record_bytes:,} bytes, the limit for one "
            "record (IMPORT_MAX_ARTICLE_BYTES). It was left out: bring its text by itself."
        )
        return BadRecord(number, "record-too-large", message, name=address)
    if not content.strip():
        why = f": {missing}" if missing else ""
        return BadRecord(number, "empty", f"{address}: this page is empty{why}.", name=address)
    return Record(
        number,
        format_,
        content,
        name=address,
        stated=Stated(
            MappingProxyType({ArticleField.URL: address} if address else {}),
            http_payloads.needed_charset(content, headers),
            _fetched(record.rec_headers.get_header("WARC-Date") or ""),
            missing or _truncated(record),
        ),
    )


def _truncated(record: Any) -> str:
    """Why whoever made the archive did not record the whole page, in the words of the format."""
    reason = (record.rec_headers.get_header("WARC-Truncated") or "").strip()
    if not reason:
        return ""
    return f"only a part was recorded ({reason if reason in _TRUNCATED else 'unspecified'})"


def _fetched(stated: str) -> str:
    try:
        datetime.fromisoformat(stated)
    except ValueError:
        return ""
    return stated


def _bad(broken: _Broken, number: int, pages: int) -> BadRecord:
    """A damage or a limit, after so many pages."""
    after = f"after {pages:,} page{'s'[: pages != 1]}"
    if broken.code:
        message = (
            f"The reading of the web archive ended in its part at {broken.where}, {after}: "
            f"{broken.reason}. Have the limit raised, or split it."
        )
        return BadRecord(number, broken.code, message)
    at = f"The record at {broken.where} of the web archive cannot be read: {broken.reason}."
    if broken.went_on:
        message = f"{at} It was left out, and the reading went on behind it."
        return BadRecord(number, "damaged", message)
    read = "Those before it were read." if pages else "No page was read of it."
    message = f"{at} The archive is cut off or damaged {after}. {read} Copy or download it again."
    return BadRecord(number, "truncated", message)
