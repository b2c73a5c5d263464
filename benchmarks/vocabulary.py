"""Words and names that a computer made up, as frequent as words and names are.

Real articles cannot be shipped, and texts of uniformly random words would make search and
tokenising look better or worse than they are: ranks follow Zipf's law as Mandelbrot put it.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import accumulate, count, islice
from typing import TypeVar

T = TypeVar("T")

SIZE = 40_000
NAME_COUNT = 3_000

_FUNCTION_WORDS = """
the of and to in a that for was on is with said as by at from it has his have be an are were
will not he but which who had their been its they after more would one about also or this two
over other new when than first last year there all her some into before could people up we time
out most no while under against him between government on Monday Tuesday Wednesday Thursday
Friday officials country state many them years during because three if so where since what did
million can such any made those including through next being called both told
"""
_GIVEN_NAMES = """
Ada Ben Carla Dmitri Esther Fatima Georg Hana Ivo Jasmin Kemal Lena Mateo Nora Omar Paula Rafael
Salma Tomas Ulla Viktor Wanda Yara Zoltan
"""
_STARTS = ("b", "br", "c", "d", "f", "fl", "g", "gr", "h", "j", "k", "l", "m", "n", "p", "r", "s",
           "sh", "st", "t", "tr", "v", "w")  # fmt: skip
_MIDDLES = ("a", "e", "i", "o", "u", "ai", "ea", "ou")
_CLOSES = ("", "", "", "l", "m", "n", "nd", "r", "s", "t")
_ENDINGS = ("", "", "", "s", "ed", "ing", "er", "ly", "ion", "ment", "al", "ity", "ness")
_BODIES = ["Ministry", "Bank", "Institute", "Union", "Council", "Agency", "Party", "Group"]
_PLACES = ["ton", "burg", "ia", "stan", "ville", "haven"]


@dataclass(frozen=True, slots=True)
class Name:
    """A name of somebody or something; `kind` is an entity's."""

    text: str
    kind: str


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Words and names, the frequent ones first, with the running totals of their weights."""

    words: tuple[str, ...]
    word_weights: tuple[float, ...]
    names: tuple[Name, ...]
    name_weights: tuple[float, ...]

    def some_words(self, chance: random.Random, count: int) -> list[str]:
        return chance.choices(self.words, cum_weights=self.word_weights, k=count)

    def rare_words(self, chance: random.Random, count: int) -> list[str]:
        """Words that tell what a text is about."""
        return chance.choices(self.words[300:8_000], k=count)

    def some_names(self, chance: random.Random, count: int) -> list[Name]:
        return chance.choices(self.names, cum_weights=self.name_weights, k=count)


@cache
def vocabulary(seed: int) -> Vocabulary:
    """The vocabulary of a seed, the same each time and everywhere."""
    chance = random.Random(f"vocabulary {seed}")
    words = tuple(islice(_distinct(_words(chance)), SIZE))
    names = tuple(islice(_distinct(_names(chance)), NAME_COUNT))
    return Vocabulary(
        words,
        tuple(accumulate((rank + 2.7) ** -1.05 for rank in range(1, SIZE + 1))),
        names,
        tuple(accumulate((rank + 6) ** -0.9 for rank in range(1, NAME_COUNT + 1))),
    )


def _words(chance: random.Random) -> Iterator[str]:
    yield from _FUNCTION_WORDS.split()
    for rank in count():
        # Frequent words are short ones.
        syllables = chance.choice((1, 1, 2) if rank < 4_000 else (2, 2, 3))
        stem = "".join(_syllable(chance) for _ in range(syllables))
        yield stem + chance.choice(_ENDINGS)


def _names(chance: random.Random) -> Iterator[Name]:
    given = _GIVEN_NAMES.split()
    while True:
        stem = (_syllable(chance) + _syllable(chance)).capitalize()
        yield Name(f"{chance.choice(given)} {stem}", "person")
        if chance.random() < 0.4:
            yield Name(stem + chance.choice(_PLACES), "place")
        if chance.random() < 0.4:
            yield Name(f"{stem} {chance.choice(_BODIES)}", "organisation")


def _syllable(chance: random.Random) -> str:
    return chance.choice(_STARTS) + chance.choice(_MIDDLES) + chance.choice(_CLOSES)


def _distinct(items: Iterator[T]) -> Iterator[T]:
    seen = set()
    for item in items:
        if item not in seen:
            seen.add(item)
            yield item
