"""The body of a recorded HTTP response, in the form it had before it was sent."""

import zlib
from collections.abc import Iterator
from typing import Any

from ..filetypes import byte_order_mark

_CHUNK = 1 << 14
_HEAD = 4_096


class DamagedPayload(ValueError):
    """A body that is not what its headers say; the message says in which way."""


def payload(stream: Any, headers: Any, most: int) -> tuple[bytes, str]:
    """The body, unchunked and unpacked, and why its end is missing, "" for a whole one.

    Of one longer than `most` bytes it is some more than that. `headers` may be None for what was
    not sent by HTTP. Raises DamagedPayload.
    """
    missing: list[str] = []
    sent = _codings(headers, "Transfer-Encoding")
    chunks = _unchunked(stream, missing) if sent[-1] == "chunked" else _read(stream)
    codings = [*_codings(headers, "Content-Encoding"), *sent]
    for coding in reversed(codings[:-1] if sent[-1] == "chunked" else codings):
        if coding in ("gzip", "x-gzip", "deflate"):
            chunks = _inflated(chunks, missing)
        elif coding == "br":
            chunks = _unbrotlied(chunks, missing)
        elif coding not in ("", "identity"):
            raise DamagedPayload(f"it is compressed as {coding}, which is not known here")
    found = bytearray()
    for chunk in chunks:
        found += chunk
        if len(found) > most:
            break
    return bytes(found), missing[0] if missing else ""


def needed_charset(content: bytes, headers: Any) -> str:
    """The encoding that the headers state, where the content itself does not tell it; else ""."""
    stated = ""
    for part in _header(headers, "Content-Type").split(";")[1:]:
        key, _, value = part.partition("=")
        if key.strip().lower() == "charset":
            stated = value.strip(" \"'")
    if not stated or any(byte_order_mark(content)) or b"charset" in content[:_HEAD].lower():
        return ""
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        pass
    else:
        return ""
    try:
        content.decode(stated)
    except (LookupError, ValueError):
        return ""
    return stated


def _header(headers: Any, name: str) -> str:
    return (headers.get_header(name) if headers else None) or ""


def _codings(headers: Any, name: str) -> list[str]:
    return [part.strip().lower() for part in _header(headers, name).split(",")]


def _read(stream: Any) -> Iterator[bytes]:
    while chunk := stream.read(_CHUNK):
        yield chunk


def _unchunked(stream: Any, missing: list[str]) -> Iterator[bytes]:
    """The data of HTTP chunks; of a body that has none, as some recorders keep it, all of it."""
    is_first = True
    while line := stream.readline(64):
        try:
            left = int(line.partition(b";")[0], 16)
            if left < 0 or not line.endswith(b"\n"):
                raise ValueError
        except ValueError:
            if not is_first:
                raise DamagedPayload("its chunks are not in order") from None
            yield line
            yield from _read(stream)
            return
        if not left:
            return
        is_first = False
        while left and (chunk := stream.read(min(left, _CHUNK))):
            left -= len(chunk)
            yield chunk
        if left:
            missing.append("its last chunk breaks off")
        stream.readline(64)


def _inflated(chunks: Iterator[bytes], missing: list[str]) -> Iterator[bytes]:
    """Gzip or deflate undone in small steps; content that was unpacked before stays as it is."""
    inflating = None
    for chunk in chunks:
        if inflating is None:
            inflating = _inflater(chunk)
            if inflating is None:
                yield chunk
                yield from chunks
                return
        is_full = False
        # All input may be taken while a match in it is only begun to be written.
        while (chunk or is_full) and not inflating.eof:
            try:
                piece = inflating.decompress(chunk, _CHUNK)
            except zlib.error:
                raise DamagedPayload("its compression is damaged") from None
            yield piece
            chunk, is_full = inflating.unconsumed_tail, len(piece) == _CHUNK
    if inflating is not None and not inflating.eof:
        missing.append("its compressed text breaks off")


def _inflater(start: bytes) -> "zlib._Decompress | None":
    for wbits in (47, -15):
        try:
            zlib.decompressobj(wbits).decompress(start, 64)
        except zlib.error:
            continue
        return zlib.decompressobj(wbits)
    return None


def _unbrotlied(chunks: Iterator[bytes], missing: list[str]) -> Iterator[bytes]:
    try:
        import brotli
    except ImportError:
        raise DamagedPayload("it is compressed with Brotli, which is not installed") from None
    decompressor = brotli.Decompressor()
    is_first = True
    for chunk in chunks:
        try:
            piece = decompressor.process(chunk, output_buffer_limit=_CHUNK)
            while piece or not decompressor.can_accept_more_data():
                yield piece
                piece = decompressor.process(b"", output_buffer_limit=_CHUNK)
        except brotli.error:
            if not is_first:
                raise DamagedPayload("its compressed text is broken") from None
            yield chunk
            yield from chunks
            return
        is_first = False
    if not is_first and not decompressor.is_finished():
        missing.append("its compressed text breaks off")
