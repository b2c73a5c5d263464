"""Made-up articles and what a researcher would mark in them, each from its number and a seed.

Article `i` is the same whatever else is generated. Four articles tell one story: they share topic,
people and place, and lie within three days. Offsets are code points of the body, half-open.
"""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from articles.core.blocks import Block, BlockKind, compose
from benchmarks.vocabulary import Name, Vocabulary, vocabulary

SEED = 7
PER_STORY = 4
SOURCES = (
    "Harbour Gazette",
    "The Northern Ledger",
    "Daily Meridian",
    "Evening Signal",
    "Lakeside Herald",
    "Capital Wire",
)
_FIRST_DAY = date(2008, 1, 1)
_DAYS = 6_500


@dataclass(frozen=True, slots=True)
class Mention:
    """A name where it stands in a body."""

    start: int
    end: int
    name: Name


@dataclass(frozen=True, slots=True)
class MadeArticle:
    """An article with what stands where in it."""

    number: int
    story: int
    title: str
    source: str
    published: date
    body: str
    blocks: tuple[Block, ...]
    mentions: tuple[Mention, ...]
    sentences: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class MadeAnnotation:
    """A span and its kind; a mention has its name, a claim's number counts within its story."""

    start: int
    end: int
    kind: str
    name: Name | None = None
    claim: int = 0
    rendering: str = ""
    position: str = ""


def article(number: int, *, seed: int = SEED, words: int = 0) -> MadeArticle:
    """Article `number` of a seed; of about `words` words, or of 250 to 900 as news articles are."""
    story = number // PER_STORY
    known = vocabulary(seed)
    chance = random.Random(f"story {seed} {story}")
    topic = known.rare_words(chance, 14)
    people = known.some_names(chance, 8)
    day = _FIRST_DAY + timedelta(days=chance.randrange(_DAYS))

    chance = random.Random(f"article {seed} {number}")
    writer = _Writer(known, chance, topic, people)
    pieces = writer.paragraphs(words or int(chance.triangular(250, 900, 450)))
    body, blocks = compose((BlockKind.PARAGRAPH, text) for text in pieces)
    title = " ".join(chance.sample(topic, 3) + known.some_words(chance, 4)).capitalize()
    return MadeArticle(
        number=number,
        story=story,
        title=f"{chance.choice(people).text}: {title}",
        source=chance.choice(SOURCES),
        published=day + timedelta(days=chance.randrange(3)),
        body=body,
        blocks=blocks,
        mentions=tuple(_shifted(writer.mentions, blocks)),
        sentences=tuple(
            (block.start + start, block.start + end)
            for block, spans in zip(blocks, writer.sentences, strict=True)
            for start, end in spans
        ),
    )


def annotations(made: MadeArticle, count: int, *, seed: int = SEED) -> list[MadeAnnotation]:
    """`count` annotations of an article in reading order: half mentions, then sentences."""
    chance = random.Random(f"annotations {seed} {made.number}")
    mentions = chance.sample(made.mentions, min(len(made.mentions), (count + 1) // 2))
    found = [MadeAnnotation(one.start, one.end, "entity", one.name) for one in mentions]
    while len(found) < count:
        found.append(_on_sentence(chance, made))
    return sorted(found, key=lambda one: (one.start, -one.end))


def spread(made: MadeArticle, count: int) -> list[MadeAnnotation]:
    """`count` annotations of one or two words each, evenly over the text, kinds in turn."""
    ends = [position for position, letter in enumerate(made.body) if letter == " "]
    starts = [0, *(position + 1 for position in ends)]
    step = len(ends) / count
    found = []
    for index in range(count):
        first = int(index * step)
        last = min(first + (index % 2 if step >= 3 else 0), len(ends) - 1)
        kind = ("entity", "claim", "highlight", "stance")[index % 4]
        found.append(
            MadeAnnotation(
                starts[first],
                max(ends[last], starts[first] + 1),
                kind,
                name=made.mentions[index % len(made.mentions)].name,
                claim=index % 3,
                rendering="asserts" if kind == "claim" else "",
                position="opposes" if kind == "stance" else "",
            )
        )
    return found


def _on_sentence(chance: random.Random, made: MadeArticle) -> MadeAnnotation:
    start, end = chance.choice(made.sentences)
    kind = chance.choices(("claim", "stance", "highlight"), weights=(6, 2, 2))[0]
    renderings = ("asserts", "attributes", "hedges", "denies")
    return MadeAnnotation(
        start,
        end,
        kind,
        name=chance.choice(made.mentions).name,
        claim=chance.randrange(3),
        rendering=chance.choices(renderings, weights=(4, 3, 2, 1))[0] if kind == "claim" else "",
        position=chance.choice(("favours", "opposes", "neutral")) if kind == "stance" else "",
    )


def _shifted(mentions: Sequence[Sequence[Mention]], blocks: Sequence[Block]) -> Iterator[Mention]:
    for block, inside in zip(blocks, mentions, strict=True):
        for one in inside:
            yield Mention(block.start + one.start, block.start + one.end, one.name)


class _Writer:
    """Writes the paragraphs of one article and notes what stands where in each."""

    def __init__(
        self, known: Vocabulary, chance: random.Random, topic: list[str], people: list[Name]
    ) -> None:
        self.known = known
        self.chance = chance
        self.topic = topic
        self.people = people
        self.mentions: list[list[Mention]] = []
        self.sentences: list[list[tuple[int, int]]] = []

    def paragraphs(self, words: int) -> list[str]:
        texts = []
        while words > 0:
            text, used = self._paragraph(words)
            texts.append(text)
            words -= used
        return texts

    def _paragraph(self, words: int) -> tuple[str, int]:
        text, used = "", 0
        mentions: list[Mention] = []
        sentences: list[tuple[int, int]] = []
        for _ in range(self.chance.randint(2, 5)):
            if used >= words and used:
                break
            start = len(text) + (1 if text else 0)
            length = min(self.chance.randint(8, 26), max(words - used, 4))
            text = f"{text} " if text else ""
            text += self._sentence(length, len(text), mentions)
            sentences.append((start, len(text)))
            used += length
        self.mentions.append(mentions)
        self.sentences.append(sentences)
        return text, used

    def _sentence(self, length: int, start: int, mentions: list[Mention]) -> str:
        chance = self.chance
        words = self.known.some_words(chance, length)
        words[chance.randrange(length)] = chance.choice(self.topic)
        if length > 12:
            words[length // 2] += ","
        words[0] = words[0].capitalize()
        if chance.random() < 0.12:
            name = chance.choice(self.people)
            sentence = f"“{' '.join(words)},” said {name.text}."
            at = len(sentence) - len(name.text) - 1
        elif chance.random() < 0.6:
            name = chance.choice(self.people)
            before = " ".join(words[: length // 3 + 1])
            sentence = f"{before} {name.text} {' '.join(words[length // 3 + 1 :])}."
            at = len(before) + 1
        else:
            return " ".join(words) + "."
        mentions.append(Mention(start + at, start + at + len(name.text), name))
        return sentence
