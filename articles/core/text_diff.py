"""What two texts of an article have in common, to be read by people: paragraphs, then words.

Paragraphs that are equal are found first; the others are paired by the words that they share, and
compared word by word. What is left of no use to a reader, such as three equal words in a sentence
that was written anew, is not called equal.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from .word_diff import Kind, Part, Token, edited, equal_runs, same_words, tokens_of, words_in

PAIRED_FROM = 0.3
"""Share of the words of two paragraphs that must be common to compare the two word by word."""
FOLDED_FROM = 4
"""Unchanged paragraphs in a row from which on the inner ones are folded."""

_PARAGRAPH = re.compile(r"[^\n]+\n*|\n+")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of the old text, of the new one, or of both."""

    parts: tuple[Part, ...]

    @property
    def shown(self) -> tuple[Part, ...]:
        """The parts without the line breaks at the end of the paragraph."""
        trimmed = (Part(part.kind, part.text.rstrip("\n")) for part in self.parts)
        return tuple(part for part in trimmed if part.text)

    @property
    def is_unchanged(self) -> bool:
        """Whether no more than white space changed."""
        return all(part.kind is Kind.EQUAL or not part.text.strip() for part in self.parts)

    @property
    def kind(self) -> str:
        """ "unchanged", "deleted", "inserted", or "changed"."""
        kinds = {part.kind for part in self.parts if part.text.strip()}
        if kinds == {Kind.DELETE}:
            return "deleted"
        if kinds == {Kind.INSERT}:
            return "inserted"
        return "changed" if kinds - {Kind.EQUAL} else "unchanged"


@dataclass(frozen=True, slots=True)
class Stretch:
    """Paragraphs in a row; folded ones are unchanged, and far from what changed."""

    paragraphs: tuple[Paragraph, ...]
    is_folded: bool


@dataclass(frozen=True, slots=True)
class TextDiff:
    """Two texts compared.

    The equal and deleted parts in order are the old text, character by character, and the equal and
    inserted ones the new text. Numbers are words: in scripts without spaces, characters.
    """

    paragraphs: tuple[Paragraph, ...]
    deleted: int
    inserted: int
    equal: int

    @property
    def is_same(self) -> bool:
        return all(part.kind is Kind.EQUAL for part in self.parts)

    @property
    def parts(self) -> Iterator[Part]:
        for paragraph in self.paragraphs:
            yield from paragraph.parts

    @property
    def stretches(self) -> tuple[Stretch, ...]:
        """All the paragraphs, where long unchanged runs keep one beside what changed and fold."""
        return tuple(_stretches(self.paragraphs))


def compare(old: str, new: str) -> TextDiff:
    """What changed from `old` to `new`. Time and memory grow with the lengths, not their product.

    >>> diff = compare("It rained in Aleppo.", "It snowed in Aleppo.")
    >>> [(part.kind.value, part.text) for part in diff.parts]  # doctest: +NORMALIZE_WHITESPACE
    [('equal', 'It '), ('delete', 'rained'), ('insert', 'snowed'), ('equal', ' in Aleppo.')]
    """
    paragraphs = tuple(_compared(_PARAGRAPH.findall(old), _PARAGRAPH.findall(new)))
    counts: Counter[Kind] = Counter()
    for paragraph in paragraphs:
        for part in paragraph.parts:
            counts[part.kind] += words_in(part.text)
    return TextDiff(paragraphs, counts[Kind.DELETE], counts[Kind.INSERT], counts[Kind.EQUAL])


def _compared(old: Sequence[str], new: Sequence[str]) -> Iterator[Paragraph]:
    at_old = at_new = 0
    bare_old, bare_new = [text.strip() for text in old], [text.strip() for text in new]
    for old_from, new_from, length in equal_runs(bare_old, bare_new):
        yield from _gap(old[at_old:old_from], new[at_new:new_from])
        for step in range(length):
            yield _paragraph(same_words(old[old_from + step], new[new_from + step]))
        at_old, at_new = old_from + length, new_from + length
    yield from _gap(old[at_old:], new[at_new:])


def _gap(old: Sequence[str], new: Sequence[str]) -> Iterator[Paragraph]:
    """Paragraphs between equal ones: those that were edited, side by side, and the others."""
    old_tokens, new_tokens = [tokens_of(text) for text in old], [tokens_of(text) for text in new]
    at_old = at_new = 0
    for with_old, with_new in _pairs(old_tokens, new_tokens):
        yield from _alone(Kind.DELETE, old[at_old:with_old])
        yield from _alone(Kind.INSERT, new[at_new:with_new])
        yield _paragraph(edited(old_tokens[with_old], new_tokens[with_new]))
        at_old, at_new = with_old + 1, with_new + 1
    yield from _alone(Kind.DELETE, old[at_old:])
    yield from _alone(Kind.INSERT, new[at_new:])


def _pairs(old: Sequence[Sequence[Token]], new: Sequence[Sequence[Token]]) -> list[tuple[int, int]]:
    """Which old paragraph became which new one, in order: those that share the most words."""
    if not old or not new:
        return []
    votes: Counter[tuple[int, int]] = Counter()
    old_words = [(token.word, index) for index, tokens in enumerate(old) for token in tokens]
    new_words = [(token.word, index) for index, tokens in enumerate(new) for token in tokens]
    runs = equal_runs([word for word, _ in old_words], [word for word, _ in new_words])
    for old_from, new_from, length in runs:
        for step in range(length):
            word, index = old_words[old_from + step]
            if word[0].isalnum():
                votes[index, new_words[new_from + step][1]] += 1
    paired: list[tuple[int, int]] = []
    taken_old, taken_new = set(), set()
    # The words were matched in order, so whatever is chosen of these pairs is in order, too.
    for (at_old, at_new), count in votes.most_common():
        if at_old in taken_old or at_new in taken_new:
            continue
        words = sum(token.word[0].isalnum() for token in (*old[at_old], *new[at_new]))
        if 2 * count >= PAIRED_FROM * words:
            paired.append((at_old, at_new))
            taken_old.add(at_old)
            taken_new.add(at_new)
    return sorted(paired)


def _alone(kind: Kind, paragraphs: Sequence[str]) -> Iterator[Paragraph]:
    for text in paragraphs:
        yield Paragraph((Part(kind, text),))


def _paragraph(parts: Iterator[Part]) -> Paragraph:
    """Parts in a row of the same kind as one, deletions before insertions between equal ones.

    White space that both end with stands behind them: a space that goes to the other end of what
    was inserted is not deleted.
    """
    joined: list[Part] = []
    texts = {Kind.DELETE: "", Kind.INSERT: "", Kind.EQUAL: ""}

    def flush(*kinds: Kind) -> None:
        for kind in kinds:
            if texts[kind]:
                joined.append(Part(kind, texts[kind]))
                texts[kind] = ""

    def flush_change() -> None:
        space = _space_at_both_ends(texts[Kind.DELETE], texts[Kind.INSERT])
        for kind in (Kind.DELETE, Kind.INSERT):
            texts[kind] = texts[kind].removesuffix(space)
        flush(Kind.DELETE, Kind.INSERT)
        texts[Kind.EQUAL] += space

    for part in parts:
        if not part.text:
            continue
        if part.kind is Kind.EQUAL:
            flush_change()
        else:
            flush(Kind.EQUAL)
        texts[part.kind] += part.text
    flush_change()
    flush(Kind.EQUAL)
    return Paragraph(tuple(joined))


def _space_at_both_ends(old: str, new: str) -> str:
    """The longest white space that both texts end with."""
    shorter = min(len(old) - len(old.rstrip()), len(new) - len(new.rstrip()))
    while shorter and old[-shorter:] != new[-shorter:]:
        shorter -= 1
    return old[-shorter:] if shorter else ""


def _stretches(paragraphs: Sequence[Paragraph]) -> Iterator[Stretch]:
    shown: list[Paragraph] = []
    at = 0
    while at < len(paragraphs):
        end = at
        while end < len(paragraphs) and paragraphs[end].is_unchanged:
            end += 1
        first = at + 1 if at else at
        last = end - 1 if end < len(paragraphs) else end
        if end - at >= FOLDED_FROM and last > first:
            shown.extend(paragraphs[at:first])
            if shown:
                yield Stretch(tuple(shown), False)
            yield Stretch(tuple(paragraphs[first:last]), True)
            shown = list(paragraphs[last:end])
        else:
            shown.extend(paragraphs[at:end])
        shown.extend(paragraphs[end : end + 1])
        at = end + 1
    if shown:
        yield Stretch(tuple(shown), False)
