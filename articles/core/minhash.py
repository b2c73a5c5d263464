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

The same text has the same signature in every process and on every machine.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from struct import Struct
from zlib import crc32

from .scripts import UNSPACED, without_marks

BINS = 128
ROWS = 3
BANDS = 20
THRESHOLD = 0.5
"""From this similarity on two texts are called similar: a third of their shingles may differ."""

_BIN_SHIFT = 25
_MASK = 0xFFFFFFFF
_EMPTY = _MASK + 1
# Words that are looked at together: a million of them at once take a hundred megabytes.
_PART = 50_000
# Knuth's multiplier: it spreads what CRC-32, which is linear, leaves alike.
_SPREAD = 2_654_435_761
_SIGNATURE = Struct(f"<{BINS}I")
_BAND_BYTES = ROWS * 4
_UNSIGNED, _SIGNED = Struct(f"<{BANDS}I"), Struct(f"<{BANDS}i")

_WORD = re.compile(r"\w+")
_ASCII_WORDS = bytes(
    ord(character.lower()) if _WORD.match(character) and character.isascii() else ord(" ")
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
    if not words:
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


def _words(text: str) -> list[bytes]:
    text = without_marks(text)
    if text.isascii():
        return text.encode().translate(_ASCII_WORDS).split()
    text = unicodedata.normalize("NFKC", text).casefold()
    if not _RUN.search(text):
        return " ".join(_WORD.findall(text)).encode("utf-8", "surrogatepass").split()
    words: list[bytes] = []
    for word in _WORD_OR_RUN.findall(_WITHIN_RUN.sub("", text)):
        if len(word) > 1 and _RUN.match(word):
            words.extend(_pairs(word))
        else:
            words.append(word.encode("utf-8", "surrogatepass"))
    return words


def _pairs(run: str) -> Iterator[bytes]:
    """Each two characters that stand beside each other."""
    for at in range(0, len(run) - 1, _PART):
        pairs = " ".join(map("".join, pairwise(run[at : at + _PART + 1])))
        yield from pairs.encode("utf-8", "surrogatepass").split()


def _least(words: Sequence[bytes]) -> list[int]:
    """The least hash in each bin, `_EMPTY` where there is none."""
    least = [_EMPTY] * BINS
    most = min(3, len(words))
    for begin in range(0, len(words) - most + 1, _PART):
        part = words[begin : begin + _PART + most - 1]
        # Each CRC goes on from the one of the words before: loops that Python runs in C.
        hashes = list(map(crc32, part))
        for at in range(1, most):
            hashes = list(map(crc32, part[at:], hashes))
        for value in hashes:
            value = value * _SPREAD & _MASK
            place = value >> _BIN_SHIFT
            if value < least[place]:
                least[place] = value
    return least


def _borrowed(least: Sequence[int], place: int) -> int:
    """The value of a full bin, chosen by the number of the empty one alone."""
    for attempt in range(8 * BINS):
        at = crc32(b"%d %d" % (place, attempt)) * _SPREAD >> _BIN_SHIFT & (BINS - 1)
        if least[at] != _EMPTY:
            return least[at]
    return min(least)
