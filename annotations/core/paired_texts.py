"""Two texts of an article with their words paired."""

from collections import Counter
from collections.abc import Iterable, Sequence

from annotations.core.pairing import UNPAIRED, paired
from annotations.core.sentence_pairs import SentencePairs
from annotations.core.sliding import slide
from annotations.core.tokens import Tokens, tokenised


class PairedTexts:
    """The tokens of both texts, and where each went: made once for all passages.

    `new_of` has for each old token its partner in the new text or UNPAIRED, `old_of` the reverse;
    `moved` tells of each old token whether it left the order of the text.
    """

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

    def weight_of(self, positions: Iterable[int]) -> float:
        """How much these old tokens tell: rare words weigh more."""
        weight = self.pairs.weight
        return sum(weight[self.old_ids[at]] for at in positions)

    def is_in_row(self, begin: int, end: int) -> bool:
        """True when these tokens follow each other in the new text, too."""
        there = self.new_of[max(0, begin) : end]
        return there[0] != UNPAIRED and there == list(range(there[0], there[0] + len(there)))

    def is_among_others(self, number: int) -> bool:
        """True for a sentence that is there more or less often than it was."""
        begin, end = self.old.sentences[number]
        before, now = self._times(number)
        if now == 0 or before == now:
            return False
        # What stands between two that are there once is the one that it was.
        beside = [at for at in (number - 1, number + 1) if 0 <= at < len(self.old.sentences)]
        return not (
            self.is_in_row(begin - 1, end + 1) and any(self._times(at) == (1, 1) for at in beside)
        )

    def _times(self, number: int) -> tuple[int, int]:
        """How often the old and the new text have a sentence of the old one."""
        begin, end = self.old.sentences[number]
        sentence = tuple(self.old_ids[begin:end])
        return self.said_before[sentence], self.said_now[sentence]


def _sentences_counted(tokens: Tokens, ids: Sequence[int]) -> Counter[tuple[int, ...]]:
    return Counter(tuple(ids[first:last]) for first, last in tokens.sentences)
