"""Web archives (WARC): the pages in them, each with its address and when it was fetched."""

import gzip
import zlib
from collections.abc import Iterator
from datetime import datetime
from types import MappingProxyType
from typing import Any, BinaryIO

from . import http_payloads
from .records import ArticleField, BadRecord, Limits, Record, RecordFormat, Stated

_FORMATS = {
    "text/html": RecordFormat.HTML,
    "application/xhtml+xml": RecordFormat.HTML,
    "text/plain": RecordFormat.TEXT,
}
_CHUNK = 1 << 16
_LONGEST_HEADERS = 1 << 20
_DAMAGED = (EOFError, OSError, zlib.error, ValueError, AttributeError, TypeError)


def of_web_archive(file: BinaryIO, limits: Limits, skip: int) -> Iterator[Record | BadRecord]:
    """The pages that were answered with, as they were before they were sent compressed.

    Requests, pictures, error pages and pages that are there only by reference are passed over;
    an archive of nothing else is one BadRecord. Where it breaks off, the last one says so.
    """
    # Loading it takes a while, and few imports have web archives.
    from warcio.exceptions import ArchiveLoadFailed

    number = passed = 0
    try:
        for record in _archived(file):
            format_ = _format_of(record)
            made = None
            if format_ is None:
                passed += 1
            elif number >= skip:
                made = _record(record, format_, number + 1, limits)
            if _is_cut_off(record.raw_stream):
                raise EOFError("its last record is shorter than it says")
            number += format_ is not None
            if made is not None:
                yield made
    except (ArchiveLoadFailed, *_DAMAGED) as error:
        if number >= skip:
            yield _broken(number, _reason(error))
        return
    if not number and not skip:
        yield BadRecord(
            1,
            "no-article",
            f"The web archive has no page with text ({passed:,} other records). It may hold "
            "pictures only, or pages by reference to another archive.",
        )


def _archived(file: BinaryIO) -> Iterator[Any]:
    """Every record; raises where the archive is damaged or longer than one may be."""
    from warcio.archiveiterator import ArchiveIterator
    from warcio.bufferedreaders import DecompressingBufferedReader
    from warcio.exceptions import ArchiveLoadFailed

    class Reader(DecompressingBufferedReader):  # type: ignore[misc]
        """Reads headers no longer than memory has room for."""

        read_in_lines = 0

        def readline(self, length: int | None = None) -> bytes:
            line: bytes = super().readline(min(length or _LONGEST_HEADERS, _LONGEST_HEADERS))
            self.read_in_lines += len(line)
            if self.read_in_lines > _LONGEST_HEADERS:
                raise ArchiveLoadFailed("headers of a record that have no end")
            return line

    class Archive(ArchiveIterator):  # type: ignore[misc]
        # What the library would write to standard error.
        INC_RECORD = ""

    file.seek(0)
    start = file.read(2)
    file.seek(0)
    # Unpacked here, it does not matter whether each record was compressed by itself.
    plain = _Unpacked(file) if start == b"\x1f\x8b" else file
    archive = Archive(plain)
    archive.reader = Reader(plain)
    for record in archive:
        yield record
        archive.reader.read_in_lines = 0


class _Unpacked:
    """A compressed archive unpacked in steps, so that what is before a damage can be read."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = gzip.GzipFile(fileobj=file)

    def read(self, size: int = -1) -> bytes:
        try:
            return self._file.read1(size)
        except EOFError as error:
            # To the library that would be an end like any other.
            raise gzip.BadGzipFile(str(error)) from None

    def tell(self) -> int:
        return self._file.tell()


def _format_of(record: Any) -> RecordFormat | None:
    """How a record's page is read; None for what is no page that was answered with."""
    if record.rec_type == "resource":
        return _FORMATS.get(_type(record.content_type))
    if record.rec_type != "response" or record.http_headers is None:
        return None
    if not str(record.http_headers.get_statuscode() or "200").startswith("2"):
        return None
    return _FORMATS.get(_type(record.http_headers.get_header("Content-Type")))


def _type(stated: str | None) -> str:
    return (stated or "").partition(";")[0].strip().lower()


def _record(record: Any, format_: RecordFormat, number: int, limits: Limits) -> Record | BadRecord:
    address = (record.rec_headers.get_header("WARC-Target-URI") or "").strip()
    if not address.isprintable():
        address = ""
    headers = record.http_headers
    try:
        content = http_payloads.payload(record.raw_stream, headers, limits.record_bytes)
    except http_payloads.DamagedPayload as error:
        message = f"{address}: this page is damaged in the archive ({error}). It was left out."
        return BadRecord(number, "damaged", message, name=address)
    if len(content) > limits.record_bytes:
        message = (
            f"{address}: this page has more than {limits.record_bytes:,} bytes, the limit for one "
            "record (IMPORT_MAX_ARTICLE_BYTES). It was left out: bring its text by itself."
        )
        return BadRecord(number, "record-too-large", message, name=address)
    if not content.strip():
        return BadRecord(number, "empty", f"{address}: this page is empty.", name=address)
    return Record(
        number,
        format_,
        content,
        name=address,
        stated=Stated(
            MappingProxyType({ArticleField.URL: address} if address else {}),
            http_payloads.needed_charset(content, headers),
            _fetched(record.rec_headers.get_header("WARC-Date") or ""),
        ),
    )


def _fetched(stated: str) -> str:
    try:
        datetime.fromisoformat(stated)
    except ValueError:
        return ""
    return stated


def _is_cut_off(stream: Any) -> bool:
    """Whether the archive ends before the record does; reads to the record's end."""
    while stream.read(_CHUNK):
        pass
    return bool(getattr(stream, "limit", 0) > 0)


def _reason(error: Exception) -> str:
    # What the library stumbles over says nothing to anybody else.
    if isinstance(error, AttributeError | TypeError):
        return "a record without its headers"
    return str(error).strip() or type(error).__name__


def _broken(pages: int, reason: str) -> BadRecord:
    """The damage behind so many pages."""
    where = f"after {pages:,} page{'s'[: pages != 1]}"
    read = "No page was read of it." if not pages else "Those before it were read."
    return BadRecord(
        pages + 1,
        "truncated",
        f"The web archive is cut off or damaged {where} ({reason}). "
        f"{read} Copy or download it again.",
    )
