"""What became of the words of a passage that was edited: those left, and what came for others."""

from dataclasses import dataclass

from annotations.core.paired_texts import PairedTexts
from annotations.core.pairing import UNPAIRED

_MOST_NEW = 3
"""How many times as many words as were there may have come in their place."""

_LEAST_KEPT = 0.15
"""Of a passage, by weight, that must be left for it to be where that is: more than a full stop."""

_LESS = 0.7
"""Of words that parted, those that stayed in order count for more by this."""

_LEAST_AROUND = 0.5
"""Of the rest of its sentence, by weight, for other words to be what a passage became."""


@dataclass(frozen=True, slots=True)
class Remnant:
    """The new tokens `[low, high)`, and which of the passage's old tokens are among them."""

    low: int
    high: int
    kept: list[int]


def remnant(texts: PairedTexts, first: int, last: int) -> Remnant | None:
    """What the old tokens `[first, last)` became; None where they are gone."""
    if group := _largest_group(texts, first, last):
        low, high = _begin(texts, group[0], first), _end(texts, group[-1], last)
        return Remnant(low, high, group)
    zone = _replacement(texts, first, last)
    return Remnant(*zone, []) if zone else None


def _largest_group(texts: PairedTexts, first: int, last: int) -> list[int]:
    """The words of the passage that went to one place; the weightiest where they parted."""
    groups: list[list[int]] = []
    for at in range(first, last):
        there = texts.new_of[at]
        if there == UNPAIRED:
            continue
        if groups:
            before = groups[-1][-1]
            distance = there - texts.new_of[before]
            near = _MOST_NEW * (at - before) + last - first
            if texts.moved[at] == texts.moved[before] and 0 < distance <= near:
                groups[-1].append(at)
                continue
        groups.append([at])
    largest = max(
        groups,
        key=lambda group: texts.weight_of(group) * (_LESS if texts.moved[group[0]] else 1),
        default=[],
    )
    kept = sum(map(texts.weight_of, groups))
    return largest if kept >= _LEAST_KEPT * texts.weight_of(range(first, last)) else []


def _begin(texts: PairedTexts, kept: int, first: int) -> int:
    """The first new token of what `first` and those up to `kept`, which is left, became."""
    low = texts.new_of[kept]
    lost = kept - first
    if not lost:
        return low
    before, least = first - 1, texts.old.sentences[texts.old.sentence_of[first]][0] - 1
    while before > least and texts.new_of[before] == UNPAIRED:
        before -= 1
    floor = texts.new.sentences[texts.new.sentence_of[low]][0]
    if before >= 0 and UNPAIRED != texts.new_of[before] < low:
        floor = max(floor, texts.new_of[before] + 1)
    return low - _portion(low - floor, lost, kept - before - 1)


def _end(texts: PairedTexts, kept: int, last: int) -> int:
    """Behind the last new token of what the words behind `kept` up to `last` became."""
    high = texts.new_of[kept] + 1
    lost = last - kept - 1
    if not lost:
        return high
    behind, most = last, texts.old.sentences[texts.old.sentence_of[last - 1]][1]
    while behind < most and texts.new_of[behind] == UNPAIRED:
        behind += 1
    ceiling = texts.new.sentences[texts.new.sentence_of[high - 1]][1]
    if behind < len(texts.old) and texts.new_of[behind] >= high:
        ceiling = min(ceiling, texts.new_of[behind])
    return high + _portion(ceiling - high, lost, behind - kept - 1)


def _replacement(texts: PairedTexts, first: int, last: int) -> tuple[int, int] | None:
    """The new tokens that came for a passage of which no word is left, in its sentence."""
    sentence = texts.old.sentence_of[first]
    if texts.old.sentence_of[last - 1] != sentence:
        return None
    begin, end = texts.old.sentences[sentence]
    before = next((at for at in range(first - 1, begin - 1, -1) if texts.new_of[at] >= 0), None)
    behind = next((at for at in range(last, end) if texts.new_of[at] >= 0), None)
    if before is None and behind is None:
        return None
    low = high = -1
    if before is not None:
        low = texts.new_of[before] + 1
        high = texts.new.sentences[texts.new.sentence_of[low - 1]][1]
    if behind is not None:
        high = texts.new_of[behind]
        if before is None:
            low = texts.new.sentences[texts.new.sentence_of[high]][0]
    others = (partner for partner in texts.old_of[low:high] if not first <= partner < last)
    if not low < high or any(partner != UNPAIRED for partner in others):
        return None
    lost_from = begin if before is None else before + 1
    lost_to = end if behind is None else behind
    if lost_to - lost_from > _MOST_NEW * (last - first) + 2:
        return None
    # Where little of the rest of its sentence is left, it is another sentence by now.
    rest = [*range(begin, first), *range(last, end)]
    left = [at for at in rest if texts.new_of[at] != UNPAIRED]
    if texts.weight_of(left) < _LEAST_AROUND * texts.weight_of(rest):
        return None
    low += (high - low) * (first - lost_from) // (lost_to - lost_from)
    high -= (high - low) * (lost_to - last) // (lost_to - first)
    if not low < high or high - low > _MOST_NEW * (last - first) + 2:
        return None
    return low, high


def _portion(new: int, lost: int, lost_in_all: int) -> int:
    """How many of the `new` tokens came for `lost` of the `lost_in_all` that are gone."""
    return min(round(new * lost / lost_in_all), _MOST_NEW * lost + 2)
