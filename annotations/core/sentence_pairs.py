"""Whether words that were paired are the same words of the same sentence, or only equal ones.

Any two texts share "of the". A pair of words is believed when enough of its sentence came along, or
when it is one of many in a row. What is left is then compared sentence by sentence, in any order.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from math import log2

from rapidfuzz.distance import LCSseq

from annotations.core.pairing import UNPAIRED, Pairing
from annotations.core.tokens import Tokens

RUN = 8
"""Tokens in a row that are believed wherever they stand."""

SHARE = 0.35
"""Of a sentence, by weight, that must have come along for the rest to be called its edited text."""

SIMILAR = 0.5
"""The same for sentences in another order, of the heavier one of the two."""

_MARK = 0.3
"""What a punctuation mark says, of what a word as common would."""

_COMMON = 25
"""Sentences. A word that is in more of them does not help to find one."""


class SentencePairs:
    """The pairing of two texts, less what is not believable, with what sentences add to it."""

    def __init__(
        self,
        old: Tokens,
        new: Tokens,
        old_ids: Sequence[int],
        new_ids: Sequence[int],
        pairing: Pairing,
    ) -> None:
        self.old, self.new = old, new
        self.old_ids, self.new_ids = old_ids, new_ids
        self.pairing = pairing
        self.weight = _weights(old, new, old_ids, new_ids)
        self.old_weights = _summed(old, old_ids, self.weight)
        self.new_weights = _summed(new, new_ids, self.weight)

    def settle(self) -> None:
        """Unpair what is not believable, then pair what is similar."""
        self._unpair_chance()
        self._pair_similar()

    def support(self, old_sentence: int, new_sentence: int) -> float:
        """The share of the lighter one of two sentences that is paired with the other, 0 to 1."""
        first, last = self.old.sentences[old_sentence]
        common = sum(
            self.weight[self.old_ids[at]]
            for at in range(first, last)
            if self.pairing.new_of[at] != UNPAIRED
            and self.new.sentence_of[self.pairing.new_of[at]] == new_sentence
        )
        lighter = min(self.old_weights[old_sentence], self.new_weights[new_sentence])
        return min(1.0, common / lighter)

    def _unpair_chance(self) -> None:
        new_of, old_of = self.pairing.new_of, self.pairing.old_of
        in_run = _runs(new_of)
        common = self._common()
        for number, (first, last) in enumerate(self.old.sentences):
            doubtful = {
                there for there in common[number] if not self._is_believable(common, number, there)
            }
            if not doubtful:
                continue
            for at in range(first, last):
                partner = new_of[at]
                if partner == UNPAIRED or in_run[at] >= RUN:
                    continue
                if self.new.sentence_of[partner] in doubtful:
                    new_of[at] = old_of[partner] = UNPAIRED

    def _common(self) -> list[dict[int, float]]:
        """For each old sentence, the new ones that have words of it, and their weight there."""
        common: list[dict[int, float]] = [defaultdict(float) for _ in self.old.sentences]
        for at, partner in enumerate(self.pairing.new_of):
            if partner != UNPAIRED:
                there = self.new.sentence_of[partner]
                common[self.old.sentence_of[at]][there] += self.weight[self.old_ids[at]]
        return common

    def _is_believable(self, common: Sequence[Mapping[int, float]], here: int, there: int) -> bool:
        old_weight, new_weight = self.old_weights[here], self.new_weights[there]
        if common[here][there] >= SHARE * min(old_weight, new_weight):
            return True
        # One sentence that was split, or two that were joined: each with those beside the other.
        went = sum(common[here].get(beside, 0.0) for beside in range(there - 1, there + 2))
        came = sum(
            common[beside].get(there, 0.0)
            for beside in range(max(0, here - 1), min(here + 2, len(common)))
        )
        return went >= SIMILAR * old_weight and came >= SIMILAR * new_weight

    def _pair_similar(self) -> None:
        free_old = self._free(self.old, self.old_ids, self.pairing.new_of, self.old_weights)
        free_new = self._free(self.new, self.new_ids, self.pairing.old_of, self.new_weights)
        holding: dict[int, list[int]] = defaultdict(list)
        for number, words in free_new.items():
            for word in words:
                holding[word].append(number)
        alike = []
        for number, words in free_old.items():
            shared: dict[int, float] = defaultdict(float)
            for word, count in words.items():
                if len(holding[word]) <= _COMMON:
                    for there in holding[word]:
                        shared[there] += self.weight[word] * min(count, free_new[there][word])
            for there, weight in shared.items():
                share = weight / max(self.old_weights[number], self.new_weights[there])
                if share >= SIMILAR:
                    alike.append((-share, abs(there - number), number, there))
        taken_old, taken_new = set(), set()
        for _, _, number, there in sorted(alike):
            if number not in taken_old and there not in taken_new:
                taken_old.add(number)
                taken_new.add(there)
                self._pair_words(number, there)

    def _free(
        self, tokens: Tokens, ids: Sequence[int], partners: Sequence[int], weights: Sequence[float]
    ) -> dict[int, Counter[int]]:
        """The sentences most of which is unpaired, with their unpaired words."""
        free = {}
        for number, (first, last) in enumerate(tokens.sentences):
            words = Counter(ids[at] for at in range(first, last) if partners[at] == UNPAIRED)
            left = sum(self.weight[word] * count for word, count in words.items())
            if left >= SIMILAR * weights[number]:
                free[number] = words
        return free

    def _pair_words(self, number: int, there: int) -> None:
        new_of, old_of = self.pairing.new_of, self.pairing.old_of
        first, last = self.old.sentences[number]
        new_first, new_last = self.new.sentences[there]
        ours = [at for at in range(first, last) if new_of[at] == UNPAIRED]
        theirs = [at for at in range(new_first, new_last) if old_of[at] == UNPAIRED]
        for block in LCSseq.opcodes(
            [self.old_ids[at] for at in ours], [self.new_ids[at] for at in theirs]
        ):
            if block.tag != "equal":
                continue
            for step in range(block.src_end - block.src_start):
                at, new_at = ours[block.src_start + step], theirs[block.dest_start + step]
                new_of[at], old_of[new_at] = new_at, at
                self.pairing.moved[at] = 1


def _weights(
    old: Tokens, new: Tokens, old_ids: Sequence[int], new_ids: Sequence[int]
) -> list[float]:
    """For each word, how much it says: a rare one more than "the", and that more than a comma."""
    counts = Counter(old_ids)
    counts.update(new_ids)
    weights = [1 / (1 + log2(1 + counts[word])) for word in range(len(counts))]
    for tokens, ids in ((old, old_ids), (new, new_ids)):
        for at, word in enumerate(ids):
            if counts[word] and not tokens.text[tokens.starts[at]].isalnum():
                weights[word] *= _MARK
                counts[word] = 0
    return weights


def _summed(tokens: Tokens, ids: Sequence[int], weight: Sequence[float]) -> list[float]:
    return [sum(weight[word] for word in ids[first:last]) for first, last in tokens.sentences]


def _runs(partners: Sequence[int]) -> list[int]:
    """For each token, how many in a row are paired with a row."""
    lengths = [0] * len(partners)
    begin = 0
    for at in range(1, len(partners) + 1):
        if at < len(partners) and partners[at] == partners[at - 1] + 1 and partners[at - 1] >= 0:
            continue
        lengths[begin:at] = [at - begin] * (at - begin)
        begin = at
    return lengths
