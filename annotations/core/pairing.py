"""Which token of a new text is which token of the old one.

First what both texts have once and in the same order, in ever smaller pieces between what is
certain already (as patience diff does with lines); between those, a longest common subsequence;
at last what stands in another order: the moved. All positions are indexes of tokens.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import LCSseq

from articles.core.aligning import longest_rising

UNPAIRED = -1

_GRAMS = (6, 3, 1)
"""How many tokens in a row make a piece: long ones first, for they are hardly there by chance."""

_MOVED_GRAM = 4
_MOVED_SHORTEST = 6
"""Tokens. What is shorter and stands elsewhere is rather another use of the same words."""

_MOST_CELLS = 200_000_000
"""A comparison keeps one bit for each pair of tokens: 25 MB. Beyond it, they stay unpaired."""


@dataclass(frozen=True, slots=True)
class Pairing:
    """`new_of[i]` is the new token that old token `i` became, `old_of` the other way round."""

    new_of: list[int]
    old_of: list[int]
    moved: bytearray
    """1 for each old token that stands in another order among the others now."""


def paired(
    old: Sequence[int],
    new: Sequence[int],
    old_sentences: Sequence[tuple[int, int]] = (),
    new_sentences: Sequence[tuple[int, int]] = (),
) -> Pairing:
    """Pair the equal tokens of two texts, each at most once; sentences are ranges of tokens.

    >>> paired([1, 2, 3, 4], [1, 9, 3, 4]).new_of
    [0, -1, 2, 3]
    """
    pairing = Pairing([UNPAIRED] * len(old), [UNPAIRED] * len(new), bytearray(len(old)))
    _pair_moved_sentences(old, new, old_sentences, new_sentences, pairing)
    # What is elsewhere as a whole is left out of what is compared in order.
    old_left = [at for at, partner in enumerate(pairing.new_of) if partner == UNPAIRED]
    new_left = [at for at, partner in enumerate(pairing.old_of) if partner == UNPAIRED]
    in_order = _paired_in_order([old[at] for at in old_left], [new[at] for at in new_left])
    for at, there in enumerate(in_order):
        if there != UNPAIRED:
            _pair(pairing, old_left[at], new_left[there])
    _pair_moved(old, new, pairing)
    return pairing


def _pair_moved_sentences(
    old: Sequence[int],
    new: Sequence[int],
    old_sentences: Sequence[tuple[int, int]],
    new_sentences: Sequence[tuple[int, int]],
    pairing: Pairing,
) -> None:
    """Pair the sentences that both texts have once, and in another order."""
    first, second = _said_once(old, old_sentences), _said_once(new, new_sentences)
    shared = [(at, second[said], len(said)) for said, at in first.items() if said in second]
    rising = set(longest_rising([(at, there) for at, there, _ in shared]))
    for at, there, length in shared:
        if (at, there) not in rising:
            for step in range(length):
                _pair(pairing, at + step, there + step)
                pairing.moved[at + step] = 1


def _said_once(
    tokens: Sequence[int], sentences: Sequence[tuple[int, int]]
) -> dict[tuple[int, ...], int]:
    said = [(tuple(tokens[first:last]), first) for first, last in sentences]
    times = Counter(sentence for sentence, _ in said)
    return {
        sentence: first
        for sentence, first in said
        if times[sentence] == 1 and len(sentence) >= _MOVED_SHORTEST
    }


def _paired_in_order(old: Sequence[int], new: Sequence[int]) -> list[int]:
    """For each token of `old` its partner, in rising order."""
    partners = [UNPAIRED] * len(old)
    gaps = [(0, len(old), 0, len(new), 0)]
    while gaps:
        old_from, old_to, new_from, new_to, size = gaps.pop()
        while old_from < old_to and new_from < new_to and old[old_from] == new[new_from]:
            partners[old_from] = new_from
            old_from, new_from = old_from + 1, new_from + 1
        while old_from < old_to and new_from < new_to and old[old_to - 1] == new[new_to - 1]:
            old_to, new_to = old_to - 1, new_to - 1
            partners[old_to] = new_to
        if old_from == old_to or new_from == new_to:
            continue
        if size == len(_GRAMS):
            _pair_subsequence(old, new, (old_from, old_to, new_from, new_to), partners)
            continue
        length = _GRAMS[size]
        shared = longest_rising(
            _shared_once(old, new, range(old_from, old_to), range(new_from, new_to), length)
        )
        left, right = old_from, new_from
        for at_old, at_new in shared:
            # Pieces overlap: what the one before has is left out.
            skip = max(0, left - at_old, right - at_new)
            if skip >= length:
                continue
            begin_old, begin_new = at_old + skip, at_new + skip
            if begin_old > left or begin_new > right:
                gaps.append((left, begin_old, right, begin_new, size + 1))
            partners[begin_old : at_old + length] = range(begin_new, at_new + length)
            left, right = at_old + length, at_new + length
        gaps.append((left, old_to, right, new_to, size + 1))
    return partners


def _pair_subsequence(
    old: Sequence[int], new: Sequence[int], gap: tuple[int, int, int, int], partners: list[int]
) -> None:
    old_from, old_to, new_from, new_to = gap
    if (old_to - old_from) * (new_to - new_from) > _MOST_CELLS:
        return
    for block in LCSseq.opcodes(old[old_from:old_to], new[new_from:new_to]):
        if block.tag == "equal":
            begin, end = new_from + block.dest_start, new_from + block.dest_end
            partners[old_from + block.src_start : old_from + block.src_end] = range(begin, end)


def _pair_moved(old: Sequence[int], new: Sequence[int], pairing: Pairing) -> None:
    """Pair long runs of what is left, wherever they stand."""
    left_old = list(_free_grams(pairing.new_of, _MOVED_GRAM))
    left_new = list(_free_grams(pairing.old_of, _MOVED_GRAM))
    for at_old, at_new in _shared_once(old, new, left_old, left_new, _MOVED_GRAM):
        if pairing.new_of[at_old] != UNPAIRED or pairing.old_of[at_new] != UNPAIRED:
            continue
        begin_old, begin_new = at_old, at_new
        while _is_free(old, new, begin_old - 1, begin_new - 1, pairing):
            begin_old, begin_new = begin_old - 1, begin_new - 1
        end_old, end_new = at_old, at_new
        while _is_free(old, new, end_old, end_new, pairing):
            end_old, end_new = end_old + 1, end_new + 1
        if end_old - begin_old < _MOVED_SHORTEST:
            continue
        for step in range(end_old - begin_old):
            _pair(pairing, begin_old + step, begin_new + step)
            pairing.moved[begin_old + step] = 1


def _free_grams(partners: Sequence[int], length: int) -> Iterator[int]:
    run = 0
    for at, partner in enumerate(partners):
        run = run + 1 if partner == UNPAIRED else 0
        if run >= length:
            yield at - length + 1


def _is_free(
    old: Sequence[int], new: Sequence[int], at_old: int, at_new: int, pairing: Pairing
) -> bool:
    return (
        0 <= at_old < len(old)
        and 0 <= at_new < len(new)
        and old[at_old] == new[at_new]
        and pairing.new_of[at_old] == UNPAIRED
        and pairing.old_of[at_new] == UNPAIRED
    )


def _shared_once(
    old: Sequence[int],
    new: Sequence[int],
    old_positions: Sequence[int],
    new_positions: Sequence[int],
    length: int,
) -> list[tuple[int, int]]:
    """Where pieces of `length` tokens begin that stand once in each, in the order of the old."""
    first = _once(old, old_positions, length)
    second = _once(new, new_positions, length)
    return [(at, second[gram]) for gram, at in first.items() if gram in second]


def _once(
    tokens: Sequence[int], positions: Sequence[int], length: int
) -> dict[tuple[int, ...], int]:
    places: dict[tuple[int, ...], int] = {}
    again = set()
    last = positions[-1] + 1 if isinstance(positions, range) and positions else len(tokens)
    for at in positions:
        if at + length > last:
            break
        gram = tuple(tokens[at : at + length])
        if gram in places:
            again.add(gram)
        else:
            places[gram] = at
    for gram in again:
        del places[gram]
    return places


def _pair(pairing: Pairing, at_old: int, at_new: int) -> None:
    pairing.new_of[at_old] = at_new
    pairing.old_of[at_new] = at_old
