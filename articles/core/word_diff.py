"""What two paragraphs have in common, word by word."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from .aligning import matching_runs
from .scripts import UNSPACED

_SHORT_EQUAL = 12
"""Characters. Shorter equal stretches between two longer changes belong to the change."""
_MARKS = "\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u0eb1\u0eb4-\u0ebc\u0ec8-\u0ecd\u3099\u309a\ufe00-\ufe0f"
_PUNCTUATION = re.escape(
    '!"#$%&()*+,./:;<=>?@[\\]^`{|}~«»“”„‘’…–—·،؛؟。、，！？：；「」『』（）《》'
)
_TOKEN = re.compile(
    rf"([{UNSPACED}][{_MARKS}]*|[^\s{_PUNCTUATION}{UNSPACED}]+|\s+|.)(\s*)", re.DOTALL
)


class Kind(StrEnum):
    EQUAL = "equal"
    DELETE = "delete"
    INSERT = "insert"


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of both texts (equal), of the old one (delete) or of the new one (insert)."""

    kind: Kind
    text: str


@dataclass(frozen=True, slots=True)
class Token:
    """A word, a punctuation mark, or in scripts without spaces a character; and what follows it."""

    word: str
    space: str

    @property
    def text(self) -> str:
        return self.word + self.space


def tokens_of(text: str) -> list[Token]:
    """The tokens of a text: joined, they are the text."""
    return [Token(word, space) for word, space in _TOKEN.findall(text)]


def words_in(text: str) -> int:
    """How many of the tokens are words."""
    return sum(1 for word, _ in _TOKEN.findall(text) if word[0].isalnum())


def edited(old: Sequence[Token], new: Sequence[Token]) -> Iterator[Part]:
    """What changed from one paragraph to the other; some of the parts are empty."""
    runs = equal_runs([token.word for token in old], [token.word for token in new])
    at_old = at_new = 0
    for old_from, new_from, length in [*_worth_reading(old, new, runs), (len(old), len(new), 0)]:
        yield Part(Kind.DELETE, _text(old[at_old:old_from]))
        yield Part(Kind.INSERT, _text(new[at_new:new_from]))
        for step in range(length):
            yield from same_words(old[old_from + step].text, new[new_from + step].text)
        at_old, at_new = old_from + length, new_from + length


def _worth_reading(
    old: Sequence[Token], new: Sequence[Token], runs: Sequence[tuple[int, int, int]]
) -> Iterator[tuple[int, int, int]]:
    """The runs without short ones that only cut a longer change into pieces."""
    at_old = at_new = 0
    for index, (old_from, new_from, length) in enumerate(runs):
        next_old, next_new = runs[index + 1][:2] if index + 1 < len(runs) else (len(old), len(new))
        equal = _length(old[old_from : old_from + length])
        before = max(_length(old[at_old:old_from]), _length(new[at_new:new_from]))
        after = max(
            _length(old[old_from + length : next_old]), _length(new[new_from + length : next_new])
        )
        if equal < _SHORT_EQUAL and equal <= before and equal <= after:
            continue
        yield old_from, new_from, length
        at_old, at_new = old_from + length, new_from + length


def _length(tokens: Sequence[Token]) -> int:
    return sum(len(token.word) for token in tokens)


def same_words(old: str, new: str) -> Iterator[Part]:
    """Two texts that differ at most in the white space at their ends."""
    if old == new:
        yield Part(Kind.EQUAL, old)
        return
    word = old.strip()
    old_lead, _, old_trail = old.partition(word) if word else (old, "", "")
    new_lead, _, new_trail = new.partition(word) if word else (new, "", "")
    yield from _spaces(old_lead, new_lead)
    yield Part(Kind.EQUAL, word)
    yield from _spaces(old_trail, new_trail)


def _spaces(old: str, new: str) -> Iterator[Part]:
    if old == new:
        yield Part(Kind.EQUAL, old)
    else:
        yield Part(Kind.DELETE, old)
        yield Part(Kind.INSERT, new)


def _text(tokens: Sequence[Token]) -> str:
    return "".join(token.text for token in tokens)


def equal_runs(old: Sequence[str], new: Sequence[str]) -> list[tuple[int, int, int]]:
    """Where the same stands in both, in order: begin in the old, begin in the new, length."""
    numbers: dict[str, int] = {}
    return matching_runs(
        [numbers.setdefault(text, len(numbers)) for text in old],
        [numbers.setdefault(text, len(numbers)) for text in new],
    )
