"""MinHash signatures of texts, and the bands by which similar texts are found among millions.

The similarity of two texts is the Jaccard similarity of their sets of shingles: three words in a
row, or four characters in scripts that put no spaces between words. A signature keeps the least
hash of each of 128 bins (one permutation hashing: Li, Owen & Zhang, "One Permutation Hashing",
NIPS 2012); a bin that got no shingle borrows from one that did (Shrivastava, "Optimal
Densification for Fast and Accurate Minwise Hashing", ICML 2017). The share of equal bins in two
signatures estimates their similarity s, with a standard error of √(s(1−s)/128): 4 points.

Texts that share a band, which is three bins, are candidates (Broder 1997; Leskovec, Rajaraman &
Ullman, "Mining of Massive Datasets", 3.4). A pair of similarity s shares one of 20 with the
probability 1−(1−s³)²⁰: 99 % at 0.6, 93 % at 0.5, 42 % at 0.3, 0.2 % at 0.05. Rows of four would
need 32 bands, and so many more entries of an index, to find as much.

The hash of a word is a polynomial of its bytes, mixed; that of a shingle the upper half of a sum of
its words' hashes, each times a number of its place (Lemire & Kaser, "Strongly Universal String
Hashing is Fast", The Computer Journal 2014).

The same text has the same signature in every process and on every machine.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import pairwise
from struct import Struct
from typing import TYPE_CHECKING
from zlib import crc32

from .scripts import UNSPACED, without_marks

if TYPE_CHECKING:
    import numpy
    from numpy.typing import NDArray

BINS = 128
ROWS = 3
BANDS = 20
THRESHOLD = 0.5
"""From this similarity on two texts are called similar: a third of their shingles may differ."""

_BIN_SHIFT = 25
_EMPTY = 1 << 32
# Bytes that are looked at together: the arrays made of more take much memory.
_PART = 1 << 16
# Knuth's multiplier, and the number that undoes it.
_SPREAD = 2_654_435_761
_GATHER = pow(_SPREAD, -1, 1 << 32)
# Random odd numbers, one for each place in a shingle.
_PLACES = (0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9, 0xD6E8FEB86659FD93)
_SIGNATURE = Struct(f"<{BINS}I")
_BAND_BYTES = ROWS * 4
_UNSIGNED, _SIGNED = Struct(f"<{BANDS}I"), Struct(f"<{BANDS}i")

_WORD = re.compile(r"\w+")
_BETWEEN = b"\0"
_ASCII_WORDS = bytes(
    ord(character.lower()) if _WORD.match(character) and character.isascii() else 0
    for character in map(chr, range(256))
)
_RUN = re.compile(f"[{UNSPACED}]+")
_WITHIN_RUN = re.compile(rf"(?<=[{UNSPACED}])\W+(?=[{UNSPACED}])")
_WORD_OR_RUN = re.compile(rf"[{UNSPACED}]+|[^\W{UNSPACED}]+")


def signature(text: str) -> bytes:
    """128 unsigned numbers of 32 bits, little-endian; empty for a text without a letter or digit.

    Case, punctuation, white space and forms of the same character make no difference.

    >>> similarity(signature("The old ferry pier"), signature("the  OLD ferry-pier!"))
    1.0
    """
    words = _words(text)
    if not words.strip(_BETWEEN):
        return b""
    least = _least(words)
    if _EMPTY in least:
        least = [_borrowed(least, at) if own == _EMPTY else own for at, own in enumerate(least)]
    return _SIGNATURE.pack(*least)


@lru_cache(maxsize=1_000)
def bands(signature: bytes) -> tuple[int, ...]:
    """20 signed numbers of 32 bits; none of an empty signature.

    Kept for the last signatures: those of texts that are imported together are asked for again.

    Raises ValueError for what is no signature.
    """
    if not signature:
        return ()
    _check(signature)
    hashes = [
        crc32(signature[band * _BAND_BYTES : (band + 1) * _BAND_BYTES], band)
        for band in range(BANDS)
    ]
    return _SIGNED.unpack(_UNSIGNED.pack(*hashes))


def similarity(one: bytes, other: bytes) -> float:
    """The estimated Jaccard similarity of two signatures' texts, from 0 to 1.

    Texts without words are like nothing. Raises ValueError for what is no signature.
    """
    if not one or not other:
        return 0.0
    _check(one)
    _check(other)
    pairs = zip(_SIGNATURE.unpack(one), _SIGNATURE.unpack(other), strict=True)
    equal: int = sum([a == b for a, b in pairs])
    return equal / BINS


def _check(signature: bytes) -> None:
    if len(signature) != _SIGNATURE.size:
        raise ValueError(f"a signature has {_SIGNATURE.size} bytes, not {len(signature)}")


def _words(text: str) -> bytes:
    """The words in UTF-8, with zeros between them."""
    text = without_marks(text)
    if text.isascii():
        return text.encode().translate(_ASCII_WORDS)
    text = unicodedata.normalize("NFKC", text).casefold()
    words: Iterator[str] = iter(_WORD.findall(text))
    if _RUN.search(text):
        words = _words_and_pairs(_WITHIN_RUN.sub("", text))
    return "\0".join(words).encode("utf-8", "surrogatepass")


def _words_and_pairs(text: str) -> Iterator[str]:
    """The words; of a script without spaces each two characters that stand beside each other."""
    for word in _WORD_OR_RUN.findall(text):
        if len(word) == 1 or not _RUN.match(word):
            yield word
            continue
        for at in range(0, len(word) - 1, _PART):
            yield "\0".join(map("".join, pairwise(word[at : at + _PART + 1])))


def _least(words: bytes) -> list[int]:
    """The least hash in each bin, `_EMPTY` where there is none."""
    # Imported on first use: of those who ask for bands or similarities, few make signatures.
    import numpy

    parts = [words[begin : begin + _PART] for begin in range(0, len(words), _PART)]
    hashes = numpy.concatenate([_hashes(part) for part in parts])
    count = max(1, len(hashes) - len(_PLACES) + 1)
    shingles = numpy.zeros(count, numpy.uint64)
    for at, place in enumerate(_PLACES[: len(hashes)]):
        shingles += hashes[at : at + count] * numpy.uint64(place)
    shingles >>= 32
    least = numpy.full(BINS, _EMPTY, numpy.uint64)
    numpy.minimum.at(least, shingles >> _BIN_SHIFT, shingles)
    found: list[int] = least.tolist()
    return found


def _hashes(words: bytes) -> "NDArray[numpy.uint32]":
    """The hash of each word; one that is cut in two by the end of a part counts as two."""
    import numpy

    powers, inverses = _powers()
    letters = numpy.frombuffer(_BETWEEN + words, numpy.uint8)
    is_letter = letters != 0
    starts = numpy.flatnonzero(is_letter[1:] > is_letter[:-1]) + 1
    if not len(starts):
        return numpy.zeros(0, numpy.uint32)
    hashes = numpy.add.reduceat(letters * powers[: len(letters)], starts, dtype=numpy.uint32)
    # As if each word began at the first byte.
    hashes *= inverses[starts]
    hashes ^= hashes >> 15
    return hashes * numpy.uint32(_SPREAD)


@cache
def _powers() -> tuple["NDArray[numpy.uint32]", "NDArray[numpy.uint32]"]:
    """The powers of `_SPREAD` for each byte of a part, and their inverses."""
    import numpy

    size = _PART + len(_BETWEEN)
    return (
        numpy.full(size, _SPREAD, numpy.uint32).cumprod(dtype=numpy.uint32),
        numpy.full(size, _GATHER, numpy.uint32).cumprod(dtype=numpy.uint32),
    )


def _borrowed(least: list[int], place: int) -> int:
    """The value of a full bin, chosen by the number of the empty one alone."""
    for attempt in range(8 * BINS):
        at = crc32(b"%d %d" % (place, attempt)) * _SPREAD >> _BIN_SHIFT & (BINS - 1)
        if least[at] != _EMPTY:
            return least[at]
    return min(least)
