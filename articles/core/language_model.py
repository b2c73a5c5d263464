"""py3langid's model of languages, asked with whole arrays instead of byte by byte.

The answers are those of its `LanguageIdentifier`, in half the time and without lists of Python
numbers as long as the model.
"""

import math
import unicodedata
from collections import Counter
from typing import TYPE_CHECKING

import numpy
from py3langid.langid import MODEL_DIR, MODEL_FILE
from py3langid.modelio import load_model

if TYPE_CHECKING:
    from numpy.typing import NDArray

LONGEST = 6
"""Bytes of the model's longest feature.

The automaton is Aho and Corasick's: what it read before makes no difference to its state, so the
states at all bytes are found together, from the few up to each."""

_ROW_BITS = 8
# A float of 16 bits whose bits are moved to their places in one of 32 is that number divided by
# this. numpy's own conversion takes four times as long.
_SCALE = 2.0**112
_MOVED = 13
_KEPT = numpy.int32(0x8FFFE000 - (1 << 32))


class LanguageModel:
    """A naive Bayes classifier over sequences of bytes (Lui & Baldwin, "langid.py", ACL 2012)."""

    def __init__(self) -> None:
        weights, prior, languages, moves, rows, features = load_model(MODEL_DIR / MODEL_FILE)
        self._weights = numpy.asarray(weights).view(numpy.int16)
        self._prior = numpy.asarray(prior)
        self._languages: list[str] = languages
        self._moves = numpy.asarray(moves)
        self._rows = numpy.asarray(rows).astype(numpy.intp) << _ROW_BITS
        self._features = numpy.asarray(features, numpy.int32)
        # Scripts of one language have columns of their own.
        first = {language: at for at, language in reversed(list(enumerate(languages)))}
        self._twins = [
            (first[language], at) for at, language in enumerate(languages) if first[language] != at
        ]

    def classify(self, text: str) -> tuple[str, float]:
        """The likeliest language and its probability, whatever the text."""
        # Words in capitals are told by their small letters.
        folded = unicodedata.normalize("NFC", text.lower() if text.isupper() else text)
        content = folded.encode("utf-8", "surrogatepass")
        scores = self._scores(content)
        # Of longer texts the probabilities would else all be 1 or 0.
        scores *= 1.0 / math.sqrt(len(content) or 1)
        numpy.exp(scores - scores.max(), out=scores)
        scores /= scores.sum()
        for first, twin in self._twins:
            scores[first] += scores[twin]
            scores[twin] = 0.0
        best = int(scores.argmax())
        return self._languages[best], float(scores[best])

    def _scores(self, content: bytes) -> "NDArray[numpy.float32]":
        """The logarithm of each language's likelihood; all the same for a text without features."""
        counts = Counter(self._found(content))
        if not counts:
            return numpy.zeros(len(self._languages), numpy.float32)
        found = numpy.fromiter(counts.keys(), numpy.intp, len(counts))
        times = numpy.log1p(numpy.fromiter(counts.values(), numpy.float32, len(counts)))
        moved = self._weights.take(found, axis=0).astype(numpy.int32)
        moved <<= _MOVED
        moved &= _KEPT
        scores: NDArray[numpy.float32] = times * numpy.float32(_SCALE) @ moved.view(numpy.float32)
        scores += self._prior
        return scores

    def _found(self, content: bytes) -> list[int]:
        """The features in their order, each as often as it is there."""
        read = numpy.frombuffer(content, numpy.uint8).astype(numpy.intp)
        states = self._moves.take(self._rows[0] + read)
        for _ in range(LONGEST - 1):
            states[1:] = self._moves.take(self._rows.take(states[:-1]) + read[1:])
        features = self._features.take(states)
        found: list[int] = features[features >= 0].tolist()
        return found
