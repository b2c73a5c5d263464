"""Finding annotated passages again in the next text of an article.

Both full texts are known, so nothing has to be guessed from a quote alone: the words of the two
texts are paired once, and each passage goes where its words went. Pairs that are there by chance
are taken out before (`sentence_pairs`), so that what is left can be believed; a passage whose words
are gone is given up. A phrase that stood elsewhere all the time is never taken for one that moved.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from annotations.core.anchors import trimmed
from annotations.core.pairing import UNPAIRED, paired
from annotations.core.runs import Span
from annotations.core.sentence_pairs import SentencePairs
from annotations.core.sliding import slide
from annotations.core.tokens import Tokens, tokenised

_MOST_NEW = 3
"""How many times as many words as were there may have come in their place."""

_LEAST_KEPT = 0.15
"""Of a passage, by weight, that must be left for it to be where that is: more than a full stop."""

_LESS = 0.7
"""Of words that parted, those that stayed in order count for more by this."""

_AROUND = 4
"""Tokens on each side of a passage that tell it from one with the same words."""

_LEAST_AROUND = 0.5
"""Of the rest of its sentence, by weight, for other words to be what a passage became."""


class State(StrEnum):
    EXACT = "exact"
    MOVED = "moved"
    CHANGED = "changed"
    ORPHANED = "orphaned"


class Method(StrEnum):
    """How a passage was found."""

    IN_ORDER = "in order"
    ELSEWHERE = "elsewhere"
    EDITED = "edited"
    REPLACED = "replaced"
    NONE = "not found"


@dataclass(frozen=True, slots=True)
class Placed:
    """Where a passage stands now. An orphan has no place, and its quote is the one it had.

    The quote is the new text's between start and end. It is the old one, character by character,
    when the state is exact or moved. `confidence`, from 0 to 1, is how much of the sentence around
    came along.
    """

    key: int
    state: State
    start: int | None
    end: int | None
    quote: str
    method: Method
    confidence: float


def reanchor(old: str, new: str, spans: Sequence[Span]) -> list[Placed]:
    """Where each of the spans of `old` stands in `new`, in the order given.

    exact: the same words, where the order of the text has them; moved: the same words, but their
    sentence stands elsewhere, or another one has as good a claim to be it; changed: the words were
    edited, and the span covers what they became; orphaned: they are gone.

    >>> [placed] = reanchor("It rained. Nobody came.", "Nobody came.", [Span(11, 23, 1)])
    >>> placed.state.value, placed.start, placed.quote
    ('exact', 0, 'Nobody came.')

    Raises ValueError for a span that is not within `old`.
    """
    for span in spans:
        if not 0 <= span.start < span.end <= len(old):
            raise ValueError(f"{span.start}–{span.end} is not a span of {len(old)} characters")
    if not spans:
        return []
    texts = _Texts(old, new)
    return [texts.place(span) for span in spans]


@dataclass(frozen=True, slots=True)
class _Found:
    start: int
    end: int
    method: Method


class _Texts:
    """Two texts with their words paired, made once for all passages."""

    def __init__(self, old: str, new: str) -> None:
        self.old, self.new = tokenised(old), tokenised(new)
        numbers: dict[str, int] = {}
        self.old_ids = [numbers.setdefault(word, len(numbers)) for word in self.old.words()]
        self.new_ids = [numbers.setdefault(word, len(numbers)) for word in self.new.words()]
        pairing = paired(self.old_ids, self.new_ids, self.old.sentences, self.new.sentences)
        slide(pairing, self.old_ids, self.new_ids, self.old.begins(), self.new.begins())
        self.pairs = SentencePairs(self.old, self.new, self.old_ids, self.new_ids, pairing)
        self.pairs.settle()
        self.new_of, self.old_of, self.moved = pairing.new_of, pairing.old_of, pairing.moved
        self.said_before = _sentences_counted(self.old, self.old_ids)
        self.said_now = _sentences_counted(self.new, self.new_ids)

    def place(self, span: Span) -> Placed:
        start, end = trimmed(self.old.text, span.start, span.end)
        first, last = self.old.covering(start, end)
        quote = self.old.text[start:end]
        found = None
        if first < last:
            found = self._unchanged(start, end, first, last) or self._edited(
                start, end, first, last
            )
        if found is None:
            return Placed(span.key, State.ORPHANED, None, None, quote, Method.NONE, 0.0)
        there = self.new.text[found.start : found.end]
        if there != quote:
            state = State.CHANGED
        elif found.method is Method.IN_ORDER and not self._is_doubtful(first, last, quote):
            state = State.EXACT
        else:
            state = State.MOVED
        confidence = self._confidence(first, last, found)
        return Placed(span.key, state, found.start, found.end, there, found.method, confidence)

    def _unchanged(self, start: int, end: int, first: int, last: int) -> _Found | None:
        """Where all words of the passage are, one after the other."""
        begin = self.new_of[first]
        if begin == UNPAIRED or self.new_of[first:last] != list(range(begin, begin + last - first)):
            return None
        new_start = self.new.starts[begin] + start - self.old.starts[first]
        new_end = self.new.ends[begin + last - first - 1] + end - self.old.ends[last - 1]
        method = Method.ELSEWHERE if any(self.moved[first:last]) else Method.IN_ORDER
        return _Found(new_start, new_end, method)

    def _edited(self, start: int, end: int, first: int, last: int) -> _Found | None:
        """What its words became: those that are left, and what came for the others."""
        group = self._largest_group(first, last)
        if group:
            low = self._begin(group[0], first)
            high = self._end(group[-1], last)
        else:
            zone = self._replacement(first, last)
            if zone is None:
                return None
            low, high = zone
        again = self._verbatim(start, end, first, last, low, high)
        if again is not None:
            return again
        new_start, new_end = self.new.starts[low], self.new.ends[high - 1]
        # A passage that began within a word still does, where the word is the same.
        if group and group[0] == first and low == self.new_of[first]:
            new_start += start - self.old.starts[first]
        if group and group[-1] == last - 1 and high == self.new_of[last - 1] + 1:
            new_end += end - self.old.ends[last - 1]
        return _Found(new_start, new_end, Method.EDITED if group else Method.REPLACED)

    def _largest_group(self, first: int, last: int) -> list[int]:
        """The words of the passage that went to one place; the weightiest where they parted."""
        groups: list[list[int]] = []
        for at in range(first, last):
            there = self.new_of[at]
            if there == UNPAIRED:
                continue
            if groups:
                before = groups[-1][-1]
                distance = there - self.new_of[before]
                near = _MOST_NEW * (at - before) + last - first
                if self.moved[at] == self.moved[before] and 0 < distance <= near:
                    groups[-1].append(at)
                    continue
            groups.append([at])
        largest = max(
            groups,
            key=lambda group: self._weight_of(group) * (_LESS if self.moved[group[0]] else 1),
            default=[],
        )
        kept = sum(map(self._weight_of, groups))
        return largest if kept >= _LEAST_KEPT * self._weight_of(range(first, last)) else []

    def _weight_of(self, positions: Iterable[int]) -> float:
        weight = self.pairs.weight
        return sum(weight[self.old_ids[at]] for at in positions)

    def _begin(self, kept: int, first: int) -> int:
        """The first new token of what `first` and those up to `kept`, which is left, became."""
        low = self.new_of[kept]
        lost = kept - first
        if not lost:
            return low
        before, least = first - 1, self.old.sentences[self.old.sentence_of[first]][0] - 1
        while before > least and self.new_of[before] == UNPAIRED:
            before -= 1
        floor = self.new.sentences[self.new.sentence_of[low]][0]
        if before >= 0 and UNPAIRED != self.new_of[before] < low:
            floor = max(floor, self.new_of[before] + 1)
        return low - _portion(low - floor, lost, kept - before - 1)

    def _end(self, kept: int, last: int) -> int:
        """Behind the last new token of what the words behind `kept` up to `last` became."""
        high = self.new_of[kept] + 1
        lost = last - kept - 1
        if not lost:
            return high
        behind, most = last, self.old.sentences[self.old.sentence_of[last - 1]][1]
        while behind < most and self.new_of[behind] == UNPAIRED:
            behind += 1
        ceiling = self.new.sentences[self.new.sentence_of[high - 1]][1]
        if behind < len(self.old) and self.new_of[behind] >= high:
            ceiling = min(ceiling, self.new_of[behind])
        return high + _portion(ceiling - high, lost, behind - kept - 1)

    def _replacement(self, first: int, last: int) -> tuple[int, int] | None:
        """The new tokens that came for a passage of which no word is left, in its sentence."""
        sentence = self.old.sentence_of[first]
        if self.old.sentence_of[last - 1] != sentence:
            return None
        begin, end = self.old.sentences[sentence]
        before = next((at for at in range(first - 1, begin - 1, -1) if self.new_of[at] >= 0), None)
        behind = next((at for at in range(last, end) if self.new_of[at] >= 0), None)
        if before is None and behind is None:
            return None
        low = high = -1
        if before is not None:
            low = self.new_of[before] + 1
            high = self.new.sentences[self.new.sentence_of[low - 1]][1]
        if behind is not None:
            high = self.new_of[behind]
            if before is None:
                low = self.new.sentences[self.new.sentence_of[high]][0]
        others = (partner for partner in self.old_of[low:high] if not first <= partner < last)
        if not low < high or any(partner != UNPAIRED for partner in others):
            return None
        lost_from = begin if before is None else before + 1
        lost_to = end if behind is None else behind
        if lost_to - lost_from > _MOST_NEW * (last - first) + 2:
            return None
        # Where little of the rest of its sentence is left, it is another sentence by now.
        rest = [*range(begin, first), *range(last, end)]
        left = [at for at in rest if self.new_of[at] != UNPAIRED]
        if self._weight_of(left) < _LEAST_AROUND * self._weight_of(rest):
            return None
        low += (high - low) * (first - lost_from) // (lost_to - lost_from)
        high -= (high - low) * (lost_to - last) // (lost_to - first)
        if not low < high or high - low > _MOST_NEW * (last - first) + 2:
            return None
        return low, high

    def _verbatim(
        self, start: int, end: int, first: int, last: int, low: int, high: int
    ) -> _Found | None:
        """The whole passage, where at least half of it is: of equal words, others were paired."""
        reach = last - first
        left = self.new.starts[max(0, low - reach)]
        right = self.new.ends[min(len(self.new), high + reach) - 1]
        quote = self.old.text[start:end]
        at = self.new.text.find(quote, left, right)
        if at < 0 or self.new.text.find(quote, at + 1, right) >= 0:
            return None
        begin, stop = self.new.covering(at, at + len(quote))
        own = [at for at in self.old_of[begin:stop] if first <= at < last]
        if 2 * self._weight_of(own) < self._weight_of(range(first, last)):
            return None
        method = Method.ELSEWHERE if any(self.moved[first:last]) else Method.IN_ORDER
        return _Found(at, at + len(quote), method)

    def _is_doubtful(self, first: int, last: int, quote: str) -> bool:
        """True when the same is said in several places, and which is which is not clear."""
        sentences = range(self.old.sentence_of[first], self.old.sentence_of[last - 1] + 1)
        if any(map(self._is_among_others, sentences)):
            return True
        if self._is_in_row(first - _AROUND, last + _AROUND):
            return False
        return self.old.text.count(quote) > 1 or self.new.text.count(quote) > 1

    def _is_among_others(self, number: int) -> bool:
        """True for a sentence that is there more or less often than it was."""
        begin, end = self.old.sentences[number]
        before, now = self._times(number)
        if now == 0 or before == now:
            return False
        # What stands between two that are there once is the one that it was.
        beside = [at for at in (number - 1, number + 1) if 0 <= at < len(self.old.sentences)]
        return not (
            self._is_in_row(begin - 1, end + 1) and any(self._times(at) == (1, 1) for at in beside)
        )

    def _times(self, number: int) -> tuple[int, int]:
        """How often the old and the new text have a sentence of the old one."""
        begin, end = self.old.sentences[number]
        sentence = tuple(self.old_ids[begin:end])
        return self.said_before[sentence], self.said_now[sentence]

    def _is_in_row(self, begin: int, end: int) -> bool:
        """True when these tokens follow each other in the new text, too."""
        there = self.new_of[max(0, begin) : end]
        return there[0] != UNPAIRED and there == list(range(there[0], there[0] + len(there)))

    def _confidence(self, first: int, last: int, found: _Found) -> float:
        there, _ = self.new.covering(found.start, found.end)
        said = range(self.old.sentence_of[first], self.old.sentence_of[last - 1] + 1)
        return max(self.pairs.support(number, self.new.sentence_of[there]) for number in said)


def _portion(new: int, lost: int, lost_in_all: int) -> int:
    """How many of the `new` tokens came for `lost` of the `lost_in_all` that are gone."""
    return min(round(new * lost / lost_in_all), _MOST_NEW * lost + 2)


def _sentences_counted(tokens: Tokens, ids: Sequence[int]) -> Counter[tuple[int, ...]]:
    return Counter(tuple(ids[first:last]) for first, last in tokens.sentences)
