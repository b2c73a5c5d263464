"""Edits of our own making, of which it is known what became of each word."""

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from annotations.core.reanchor import Placed, State
from annotations.core.runs import Span
from benchmarks.word_gold import LEFT, Fate, Verdict, sentences_of, words_of

Edit = Callable[[str, Sequence[str], random.Random], "EditedText"]


@dataclass
class EditedText:
    """`origins[i]` is, for each piece of the new text in order: the old word it is or replaces."""

    old: str
    new: str
    images: list[tuple[int, int] | None]
    """For each old word, where it or what came for it stands; none when it was deleted."""
    kept: list[bool]

    def judge(self, span: Span, placed: Placed) -> Verdict:
        touched = [
            at
            for at, (start, end) in enumerate(words_of(self.old))
            if start < span.end and end > span.start
        ]
        images = [image for at in touched if (image := self.images[at])]
        quote = self.old[span.start : span.end]
        if not images:
            right = placed.state is State.ORPHANED
            return Verdict(Fate.DELETED, right, placed.state is State.EXACT)
        if len(images) < LEFT * len(touched):
            right = placed.state is not State.EXACT
            return Verdict(Fate.REMNANT, right, not right)
        start, end = min(image[0] for image in images), max(image[1] for image in images)
        if all(self.kept[at] for at in touched) and self.new[start:end] == quote:
            right = (placed.start, placed.end) == (start, end)
            return Verdict(Fate.SURVIVES, right, placed.state is State.EXACT and not right)
        right = (
            placed.state is State.CHANGED
            and placed.start is not None
            and placed.end is not None
            and placed.start < end
            and placed.end > start
        )
        inside = sum(
            placed.start is not None
            and placed.end is not None
            and placed.start <= image[0]
            and image[1] <= placed.end
            for image in images
        )
        # Words that came from elsewhere may happen to be those that were there.
        silently = placed.state is State.EXACT and 2 * inside < len(touched)
        return Verdict(Fate.EDITED, right or (inside > 0 and placed.quote == quote), silently)


def edited(text: str, edit: Edit, vocabulary: Sequence[str], chance: random.Random) -> EditedText:
    return edit(text, vocabulary, chance)


def words_edited(rate: float) -> Edit:
    """Of the words, this share is replaced, deleted, or gets another one before it."""

    def edit(text: str, vocabulary: Sequence[str], chance: random.Random) -> EditedText:
        pieces: list[str] = []
        images: list[tuple[int, int] | None] = []
        kept: list[bool] = []
        length = 0
        done = 0
        for start, end in words_of(text):
            gap, word = text[done:start], text[start:end]
            done = end
            what = chance.choice(("replace", "delete", "insert")) if chance.random() < rate else ""
            if what == "delete":
                gap = gap if "\n" in gap else ""
                pieces.append(gap)
                length += len(gap)
                images.append(None)
                kept.append(False)
                continue
            if what == "insert":
                gap += chance.choice(vocabulary) + " "
            if what == "replace":
                word = chance.choice(vocabulary)
            pieces += [gap, word]
            length += len(gap) + len(word)
            images.append((length - len(word), length))
            kept.append(what != "replace")
        return EditedText(text, "".join([*pieces, text[done:]]), images, kept)

    return edit


def sentences_deleted(rate: float) -> Edit:
    def edit(text: str, vocabulary: Sequence[str], chance: random.Random) -> EditedText:
        doomed = [span for span in sentences_of(text) if chance.random() < rate]
        return _without(text, doomed)

    return edit


def lines_shuffled(text: str, vocabulary: Sequence[str], chance: random.Random) -> EditedText:
    """The paragraphs in another order."""
    bounds = []
    start = 0
    for line in text.splitlines(keepends=True):
        bounds.append((start, start + len(line)))
        start += len(line)
    chance.shuffle(bounds)
    shift = {}
    pieces = []
    length = 0
    for start, end in bounds:
        piece = text[start:end].rstrip("\n") + "\n"
        shift[start, end] = length - start
        pieces.append(piece)
        length += len(piece)
    images: list[tuple[int, int] | None] = []
    for start, end in words_of(text):
        moved = next(by for (low, high), by in shift.items() if low <= start < high)
        images.append((start + moved, end + moved))
    return EditedText(text, "".join(pieces), images, [True] * len(images))


def _without(text: str, doomed: Sequence[tuple[int, int]]) -> EditedText:
    images: list[tuple[int, int] | None] = []
    gone = [False] * (len(text) + 1)
    for start, end in doomed:
        gone[start:end] = [True] * (end - start)
    place = []
    length = 0
    for at in range(len(text)):
        place.append(length)
        length += not gone[at]
    for start, end in words_of(text):
        images.append(None if gone[start] else (place[start], place[start] + end - start))
    new = "".join(character for at, character in enumerate(text) if not gone[at])
    return EditedText(text, new, images, [image is not None for image in images])


EDITS: dict[str, Edit] = {
    **{f"{rate}% of words edited": words_edited(rate / 100) for rate in (2, 5, 10, 20, 40)},
    "10% of sentences deleted": sentences_deleted(0.1),
    "paragraphs in another order": lines_shuffled,
}
