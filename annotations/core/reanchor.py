"""Finding annotated passages again in the next text of an article.

Both full texts are known, so nothing has to be guessed from a quote alone: the words of the two
texts are paired once, and each passage goes where its words went. Pairs that are there by chance
are taken out before (`sentence_pairs`), so that what is left can be believed; a passage whose words
are gone is given up. A phrase that stood elsewhere all the time is never taken for one that moved.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from annotations.core.anchors import trimmed
from annotations.core.paired_texts import PairedTexts
from annotations.core.pairing import UNPAIRED
from annotations.core.remnants import remnant
from annotations.core.runs import Span

_AROUND = 4
"""Tokens on each side of a passage that tell it from one with the same words."""


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
    texts = PairedTexts(old, new)
    return [_place(texts, span) for span in spans]


@dataclass(frozen=True, slots=True)
class _Found:
    start: int
    end: int
    method: Method


def _place(texts: PairedTexts, span: Span) -> Placed:
    start, end = trimmed(texts.old.text, span.start, span.end)
    first, last = texts.old.covering(start, end)
    quote = texts.old.text[start:end]
    found = None
    if first < last:
        found = _unchanged(texts, start, end, first, last) or _edited(
            texts, start, end, first, last
        )
    if found is None:
        return Placed(span.key, State.ORPHANED, None, None, quote, Method.NONE, 0.0)
    there = texts.new.text[found.start : found.end]
    if there != quote:
        state = State.CHANGED
    elif found.method is Method.IN_ORDER and not _is_doubtful(texts, first, last, quote):
        state = State.EXACT
    else:
        state = State.MOVED
    confidence = _confidence(texts, first, last, found)
    return Placed(span.key, state, found.start, found.end, there, found.method, confidence)


def _unchanged(texts: PairedTexts, start: int, end: int, first: int, last: int) -> _Found | None:
    """Where all words of the passage are, one after the other."""
    begin = texts.new_of[first]
    if begin == UNPAIRED or texts.new_of[first:last] != list(range(begin, begin + last - first)):
        return None
    new_start = texts.new.starts[begin] + start - texts.old.starts[first]
    new_end = texts.new.ends[begin + last - first - 1] + end - texts.old.ends[last - 1]
    method = Method.ELSEWHERE if any(texts.moved[first:last]) else Method.IN_ORDER
    return _Found(new_start, new_end, method)


def _edited(texts: PairedTexts, start: int, end: int, first: int, last: int) -> _Found | None:
    """What its words became: those that are left, and what came for the others."""
    left = remnant(texts, first, last)
    if left is None:
        return None
    low, high, group = left.low, left.high, left.kept
    again = _verbatim(texts, start, end, first, last, low, high)
    if again is not None:
        return again
    new_start, new_end = texts.new.starts[low], texts.new.ends[high - 1]
    # A passage that began within a word still does, where the word is the same.
    if group and group[0] == first and low == texts.new_of[first]:
        new_start += start - texts.old.starts[first]
    if group and group[-1] == last - 1 and high == texts.new_of[last - 1] + 1:
        new_end += end - texts.old.ends[last - 1]
    return _Found(new_start, new_end, Method.EDITED if group else Method.REPLACED)


def _verbatim(
    texts: PairedTexts, start: int, end: int, first: int, last: int, low: int, high: int
) -> _Found | None:
    """The whole passage, where at least half of it is: of equal words, others were paired."""
    reach = last - first
    left = texts.new.starts[max(0, low - reach)]
    right = texts.new.ends[min(len(texts.new), high + reach) - 1]
    quote = texts.old.text[start:end]
    at = texts.new.text.find(quote, left, right)
    if at < 0 or texts.new.text.find(quote, at + 1, right) >= 0:
        return None
    begin, stop = texts.new.covering(at, at + len(quote))
    own = [at for at in texts.old_of[begin:stop] if first <= at < last]
    if 2 * texts.weight_of(own) < texts.weight_of(range(first, last)):
        return None
    method = Method.ELSEWHERE if any(texts.moved[first:last]) else Method.IN_ORDER
    return _Found(at, at + len(quote), method)


def _is_doubtful(texts: PairedTexts, first: int, last: int, quote: str) -> bool:
    """True when the same is said in several places, and which is which is not clear."""
    sentences = range(texts.old.sentence_of[first], texts.old.sentence_of[last - 1] + 1)
    if any(map(texts.is_among_others, sentences)):
        return True
    if texts.is_in_row(first - _AROUND, last + _AROUND):
        return False
    return texts.old.text.count(quote) > 1 or texts.new.text.count(quote) > 1


def _confidence(texts: PairedTexts, first: int, last: int, found: _Found) -> float:
    there, _ = texts.new.covering(found.start, found.end)
    said = range(texts.old.sentence_of[first], texts.old.sentence_of[last - 1] + 1)
    return max(texts.pairs.support(number, texts.new.sentence_of[there]) for number in said)
