"""Bodies of recorded HTTP responses, unpacked in small steps without losing a character."""

import zlib
from collections.abc import Callable, Iterator
from io import BytesIO

import pytest

from articles.core.formats.http_payloads import payload

_MOST = 10**9


class _Headers:
    def __init__(self, coding: str) -> None:
        self._coding = coding

    def get_header(self, name: str) -> str | None:
        return self._coding if name == "Content-Encoding" else None


def _deflated(wbits: int) -> Callable[[bytes], bytes]:
    def pack(content: bytes) -> bytes:
        packing = zlib.compressobj(9, zlib.DEFLATED, wbits)
        return packing.compress(content) + packing.flush()

    return pack


def _brotlied(content: bytes) -> bytes:
    packed: bytes = pytest.importorskip("brotli").compress(content)
    return packed


def _lengths() -> Iterator[int]:
    """Around the steps in which it is unpacked, where the end of a text may be held back."""
    for step in (1 << 14, 1 << 15):
        yield from range(step - 40, step + 300, 13)


@pytest.mark.parametrize(
    ("coding", "pack"),
    [
        ("gzip", _deflated(31)),
        ("deflate", _deflated(15)),
        ("deflate", _deflated(-15)),
        ("br", _brotlied),
    ],
    ids=["gzip", "zlib", "bare deflate", "brotli"],
)
def test_the_end_of_a_body_is_kept_whatever_its_length(
    coding: str, pack: Callable[[bytes], bytes]
) -> None:
    for length in _lengths():
        content = b"a" * length
        assert payload(BytesIO(pack(content)), _Headers(coding), _MOST) == (content, "")


@pytest.mark.parametrize("wbits", [31, 15, -15])
def test_a_body_that_breaks_off_is_said_to(wbits: int) -> None:
    packed = _deflated(wbits)(b"a" * 16_600)
    content, missing = payload(BytesIO(packed[:-10]), _Headers("deflate"), _MOST)
    assert set(content) <= {ord("a")}
    assert missing == "its compressed text breaks off"
