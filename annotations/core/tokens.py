"""A text as words and sentences: the units in which two texts are compared.

Offsets are Unicode code points, half-open. No token begins or ends within a character as people
see it: combining marks, joined emoji and flags stay whole.
"""

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

_UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff"
    "\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
)
"""Thai, Lao, Burmese, Khmer, Japanese, Chinese: without spaces, each character is a token."""

_TOKEN = re.compile(rf"[{_UNSPACED}]|[^\W{_UNSPACED}]+|\S")
_SPACED_WORD = re.compile(rf"[^\W{_UNSPACED}]")
_SENTENCE_END = re.compile(r"\n|[.!?…؟۔।]+[\"'”’»)\]]*\s|[。！？]+[”’」』）]*")
"""Any language's, so that none has to be known. It also ends "sentences" at abbreviations, which
costs nothing here: a passage is compared with what stands around it."""

_LONGEST = 200
"""Tokens of a sentence. A text without full stops is cut, so that its length costs no more."""

_JOINERS = "\u200c\u200d"


@dataclass(frozen=True, slots=True)
class Tokens:
    """The tokens of a text in order and its sentences as ranges of tokens."""

    text: str
    starts: list[int]
    ends: list[int]
    sentences: list[tuple[int, int]]
    sentence_of: list[int]
    """For each token, the index of its sentence."""

    def __len__(self) -> int:
        return len(self.starts)

    def words(self) -> Iterator[str]:
        for start, end in zip(self.starts, self.ends, strict=True):
            yield self.text[start:end]

    def begins(self) -> frozenset[int]:
        """The first tokens of the sentences."""
        return frozenset(first for first, _ in self.sentences)

    def covering(self, start: int, end: int) -> tuple[int, int]:
        """The range of the tokens that `[start, end)` touches; empty when it touches none."""
        return bisect_right(self.ends, start), bisect_left(self.starts, end)


def tokenised(text: str) -> Tokens:
    """The words of `text`, and whatever else is not white space, one by one.

    >>> list(tokenised("Don’t go, 北京!").words())
    ['Don', '’', 't', 'go', ',', '北', '京', '!']
    """
    starts: list[int] = []
    ends: list[int] = []
    for match in _TOKEN.finditer(text):
        start, end = match.span()
        if starts and ends[-1] == start and _belongs(text, starts[-1], start, end):
            ends[-1] = end
        else:
            starts.append(start)
            ends.append(end)
    sentences: list[tuple[int, int]] = []
    sentence_of: list[int] = []
    done = 0
    for border in (*(match.end() for match in _SENTENCE_END.finditer(text)), len(text)):
        upto = bisect_left(starts, border, done)
        while done < upto:
            end = min(upto, done + _LONGEST)
            sentence_of.extend([len(sentences)] * (end - done))
            sentences.append((done, end))
            done = end
    return Tokens(text, starts, ends, sentences, sentence_of)


def _belongs(text: str, before: int, start: int, end: int) -> bool:
    """True when `[start, end)` continues the token that began at `before` and ends at `start`."""
    last, first = text[start - 1], text[start]
    if last.isascii() and first.isascii():
        return False
    if end - start == 1 and not first.isalnum() and _extends(first):
        return True
    if last == "\u200d":
        return True
    if _is_flag(last) and _is_flag(first):
        return start - before == 1
    # A vocalised word: a letter, its mark, the next letter.
    return (
        _SPACED_WORD.match(first) is not None
        and _extends(last)
        and _SPACED_WORD.match(text[before]) is not None
    )


def _extends(character: str) -> bool:
    return (
        unicodedata.category(character)[0] == "M"
        or character in _JOINERS
        or "\U0001f3fb" <= character <= "\U0001f3ff"
        or "\U000e0020" <= character <= "\U000e007f"
    )


def _is_flag(character: str) -> bool:
    return "\U0001f1e6" <= character <= "\U0001f1ff"
