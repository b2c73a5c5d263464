"""What became of a quote in the next version of its text, as two other alignments say.

Nothing of the code under test is used: words are what stands between white space, and they are
aligned by `difflib` (longest common block first) and by `git diff --minimal` (Myers: as few changes
as possible). Only where both say the same is it taken for right.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import cached_property
from itertools import pairwise
from typing import Protocol

from annotations.core.reanchor import Placed, State
from annotations.core.runs import Span
from benchmarks.alignments import by_difflib, by_git, matched

_WORD = re.compile(r"\w+")
_SENTENCE = re.compile(r"[^\n]+?(?:[.!?][\"')\]]*(?=\s)|$)", re.MULTILINE)

KEPT, LOST = 0.5, 0.3
"""A sentence is the old one, edited, when half of its words are there, and gone below this."""

LEFT = 0.2
"""Of a quote of several sentences that are gone, what may be left of another one."""


class Fate(Enum):
    SURVIVES = "survives, in order"
    MOVED = "survives, its sentence stands elsewhere"
    EDITED = "edited, in a sentence that survives"
    CUT = "cut out of a sentence that survives"
    REMNANT = "deleted but for less than a fifth"
    DELETED = "deleted with its sentences"
    UNDECIDED = "undecided"

    @property
    def is_decided(self) -> bool:
        return self is not Fate.UNDECIDED


@dataclass(frozen=True, slots=True)
class Verdict:
    fate: Fate
    right: bool
    wrong_silently: bool


class Gold(Protocol):
    """Two texts of which it is known what became of a quote."""

    old: str
    new: str

    def judge(self, span: Span, placed: Placed) -> Verdict: ...


def words_of(text: str) -> list[tuple[int, int]]:
    """Where the words of `text` begin and end."""
    return [match.span() for match in re.finditer(r"\S+", text)]


def sentences_of(text: str) -> list[tuple[int, int]]:
    return [match.span() for match in _SENTENCE.finditer(text) if match[0].strip()]


@dataclass
class Versions:
    """Two successive versions that somebody else wrote."""

    old: str
    new: str

    def judge(self, span: Span, placed: Placed) -> Verdict:
        first, last = self._covering(span)
        places = [self._place(partners, first, last) for partners in self.alignments]
        quote = self.old[span.start : span.end]
        if places[0] and places[0] == places[1]:
            start, end = places[0]
            if self.new[start:end] == quote and self._stands(first, last, start, end):
                return _placed_at(Fate.SURVIVES, start, end, placed)
        if any(places):
            return self._undecided(quote, places, placed)
        moved = self._elsewhere(span)
        if moved is not None:
            return _placed_at(Fate.MOVED, moved, moved + len(quote), placed)
        return self._judge_lost(first, last, quote, places, placed)

    def _judge_lost(
        self,
        first: int,
        last: int,
        quote: str,
        places: Sequence[tuple[int, int] | None],
        placed: Placed,
    ) -> Verdict:
        def kept(partners: Sequence[int | None]) -> int:
            return sum(partner is not None for partner in partners[first:last])

        touched = range(self.old_words_sentence[first], self.old_words_sentence[last - 1] + 1)
        sentence = self._main_sentence(first, last)
        targets = [self._target(partners, sentence) for partners in self.alignments]
        if targets[0] is not None and targets[0] == targets[1]:
            start, end = self.new_sentences[targets[0]]
            if quote in self.new:
                at = self.new.index(quote)
                if self.old.count(quote) > 1 or self.new.count(quote) > 1 or not at < end:
                    return self._undecided(quote, places, placed)
                if at + len(quote) > start:
                    return _placed_at(Fate.SURVIVES, at, at + len(quote), placed)
                return self._undecided(quote, places, placed)
            if len(touched) > 1 and min(map(kept, self.alignments)) < LEFT * (last - first):
                return _verdict(Fate.REMNANT, placed.state is not State.EXACT, placed)
            if all(self._image(partners, first, last) for partners in self.alignments):
                right = placed.state is State.CHANGED and self._is_in_targets(placed, touched)
                return _verdict(Fate.EDITED, right, placed)
            return _verdict(Fate.CUT, placed.state is State.ORPHANED, placed)
        if self._has_no_phrase(quote) and all(self._is_gone(number) for number in touched):
            return _verdict(Fate.DELETED, placed.state is State.ORPHANED, placed)
        return self._undecided(quote, places, placed)

    def _undecided(
        self, quote: str, places: Sequence[tuple[int, int] | None], placed: Placed
    ) -> Verdict:
        """Even so, an exact anchor must be where one of them has it, or the text has it once."""
        once = self.old.count(quote) == self.new.count(quote) == 1
        backed = (placed.start, placed.end) in places or once
        return Verdict(Fate.UNDECIDED, False, placed.state is State.EXACT and not backed)

    def _place(
        self, partners: Sequence[int | None], first: int, last: int
    ) -> tuple[int, int] | None:
        begin = partners[first]
        if begin is None or list(partners[first:last]) != list(range(begin, begin + last - first)):
            return None
        return self.new_words[begin][0], self.new_words[begin + last - first - 1][1]

    def _stands(self, first: int, last: int, start: int, end: int) -> bool:
        """True when its sentence came along, or it is long: three equal words are in any text."""
        if last - first >= 8:
            return True
        sentence = self._main_sentence(first, last)
        return all(self._target(partners, sentence) is not None for partners in self.alignments)

    def _elsewhere(self, span: Span) -> int | None:
        """Where the quote's sentence stands, if it is there once in each text."""
        first, last = self._covering(span)
        start, end = self.old_sentences[self._main_sentence(first, last)]
        sentence = self.old[start:end]
        if not (start <= span.start and span.end <= end) or len(sentence.split()) < 8:
            return None
        if self.old.count(sentence) != 1 or self.new.count(sentence) != 1:
            return None
        return self.new.index(sentence) + span.start - start

    def _main_sentence(self, first: int, last: int) -> int:
        numbers = [self.old_words_sentence[at] for at in range(first, last)]
        return max(set(numbers), key=numbers.count)

    def _target(self, partners: Sequence[int | None], sentence: int) -> int | None:
        """The new sentence that has at least half of the words of an old one."""
        words = [at for at, number in enumerate(self.old_words_sentence) if number == sentence]
        there = [
            self.new_words_sentence[partner]
            for at in words
            if (partner := partners[at]) is not None
        ]
        if not there:
            return None
        most = max(set(there), key=there.count)
        return most if there.count(most) >= KEPT * len(words) else None

    def _image(self, partners: Sequence[int | None], first: int, last: int) -> bool:
        """True when a word of the quote is left, or others came in its place."""
        if any(partner is not None for partner in partners[first:last]):
            return True
        before = next(
            (partners[at] for at in range(first - 1, -1, -1) if partners[at] is not None), -1
        )
        behind = next(
            (partners[at] for at in range(last, len(partners)) if partners[at] is not None),
            len(self.new_words),
        )
        return before is not None and behind is not None and behind - before > 1

    def _is_gone(self, number: int) -> bool:
        """True when no sentence of the new text has much of this one."""
        words = _WORD.findall(self.old[slice(*self.old_sentences[number])])
        return all(
            sum(block.size for block in matched(words, other)) < LOST * max(1, len(words))
            for other in self.new_sentence_words
        )

    def _is_in_targets(self, placed: Placed, sentences: Iterable[int]) -> bool:
        """True when it is in what one of these sentences became, by both alignments."""
        if placed.start is None or placed.end is None:
            return False
        for number in sentences:
            first, second = (self._target(partners, number) for partners in self.alignments)
            if first is not None and first == second:
                start, end = self.new_sentences[first]
                if placed.start < end and placed.end > start:
                    return True
        return False

    def _has_no_phrase(self, quote: str) -> bool:
        """True when little of the quote is anywhere.

        No new sentence has a fifth of its words, or two in a row with a long one; and most of its
        long words, which may have been parted to a list, are not in the new text at all.
        """
        words, new = _WORD.findall(quote), f" {' '.join(_WORD.findall(self.new))} "
        pairs = pairwise(words)
        if any(max(map(len, pair)) >= 5 and f" {' '.join(pair)} " in new for pair in pairs):
            return False
        long = [word for word in words if len(word) >= 5]
        if 2 * sum(f" {word} " in new for word in long) > len(long):
            return False
        return all(
            sum(block.size for block in matched(words, other)) < LEFT * max(1, len(words))
            for other in self.new_sentence_words
        )

    def _covering(self, span: Span) -> tuple[int, int]:
        touched = [
            at
            for at, (start, end) in enumerate(self.old_words)
            if start < span.end and end > span.start
        ]
        return touched[0], touched[-1] + 1

    @cached_property
    def old_words(self) -> list[tuple[int, int]]:
        return words_of(self.old)

    @cached_property
    def new_words(self) -> list[tuple[int, int]]:
        return words_of(self.new)

    @cached_property
    def old_sentences(self) -> list[tuple[int, int]]:
        return sentences_of(self.old)

    @cached_property
    def new_sentences(self) -> list[tuple[int, int]]:
        return sentences_of(self.new)

    @cached_property
    def old_words_sentence(self) -> list[int]:
        return _sentence_numbers(self.old_words, self.old_sentences)

    @cached_property
    def new_words_sentence(self) -> list[int]:
        return _sentence_numbers(self.new_words, self.new_sentences)

    @cached_property
    def new_sentence_words(self) -> list[list[str]]:
        return [_WORD.findall(self.new[start:end]) for start, end in self.new_sentences]

    @cached_property
    def alignments(self) -> list[list[int | None]]:
        old = [self.old[start:end] for start, end in self.old_words]
        new = [self.new[start:end] for start, end in self.new_words]
        return [by_difflib(old, new), by_git(old, new)]


def _sentence_numbers(
    words: Sequence[tuple[int, int]], sentences: Sequence[tuple[int, int]]
) -> list[int]:
    starts = [start for start, _ in sentences]
    return [max(0, bisect_right(starts, start) - 1) for start, _ in words]


def _placed_at(fate: Fate, start: int, end: int, placed: Placed) -> Verdict:
    """Of two passages that changed places, either may be said to have moved."""
    right = (placed.start, placed.end) == (start, end) and placed.state is not State.CHANGED
    return Verdict(fate, right, placed.state is State.EXACT and not right)


def _verdict(fate: Fate, right: bool, placed: Placed) -> Verdict:
    """An exact anchor says that there is nothing to look at, where there is no such passage."""
    return Verdict(fate, right, placed.state is State.EXACT)
