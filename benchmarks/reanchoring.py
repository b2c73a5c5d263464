"""Where annotated quotes stand in the next version of their text: how often that is right.

    python -m benchmarks.reanchoring ../shared/data/revisions [--quotes N] [--failures N]

The folder has articles as JSON with their successive versions. From each version quotes of 3 to 30
words are drawn (fixed seed) and followed into the next one. What is right is said by two other ways
to align the words, `difflib` and `git diff --minimal` (benchmarks/word_gold.py); where they do not
agree, the quote is counted as undecided. Then the same with edits of our own making, of which it is
known what became of each word, and the time that 2,000 annotations of a long article take.
"""

import argparse
import json
import random
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

from annotations.core.reanchor import Placed, reanchor
from annotations.core.runs import Span
from benchmarks.word_edits import EDITS, edited
from benchmarks.word_gold import Fate, Gold, Versions, words_of

SEED = 20240229
SHORTEST, LONGEST = 3, 30
LONG_ARTICLE, ANNOTATIONS = 20_000, 2_000


@dataclass
class Tally:
    """What became of the quotes of one fate."""

    quotes: int = 0
    right: int = 0
    silent: int = 0
    states: Counter[str] = field(default_factory=Counter)


def main(arguments: list[str]) -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--quotes", type=int, default=40, help="drawn from each version")
    parser.add_argument("--failures", type=int, default=0, help="list the first N of each fate")
    options = parser.parse_args(arguments)
    histories = [
        json.loads(path.read_text(encoding="utf-8"))["versions"]
        for path in sorted(options.folder.glob("*.json"))
    ]
    print("real revisions")
    report(followed(real_pairs(histories), options.quotes, options.failures))
    originals = [versions[0] for versions in histories]
    vocabulary = sorted({word for text in originals for word in text.split()})
    for name, edit in EDITS.items():
        chance = random.Random(SEED)
        pairs = (edited(text, edit, vocabulary, chance) for text in originals)
        print(f"\n{name}")
        report(followed(pairs, options.quotes, options.failures))
    measure_time(originals, vocabulary)


def real_pairs(histories: Sequence[Sequence[str]]) -> Iterator[Gold]:
    for versions in histories:
        for old, new in pairwise(versions):
            yield Versions(old, new)


def followed(pairs: Iterator[Gold], quotes: int, failures: int) -> dict[Fate, Tally]:
    """Follow `quotes` quotes through each pair of texts and compare with what is right."""
    tallies = {fate: Tally() for fate in Fate}
    chance = random.Random(SEED)
    for pair in pairs:
        spans = list(drawn(pair.old, quotes, chance))
        for span, placed in zip(spans, reanchor(pair.old, pair.new, spans), strict=True):
            assert placed.start is None or placed.quote == pair.new[placed.start : placed.end]
            verdict = pair.judge(span, placed)
            tally = tallies[verdict.fate]
            tally.quotes += 1
            tally.right += verdict.right
            tally.silent += verdict.wrong_silently
            tally.states[placed.state.value] += 1
            if not verdict.right and failures > 0 and tally.quotes - tally.right <= failures:
                show(pair, span, placed, verdict.fate)
    return tallies


def drawn(text: str, number: int, chance: random.Random) -> Iterator[Span]:
    words = words_of(text)
    for key in range(number):
        length = min(chance.randint(SHORTEST, LONGEST), len(words))
        first = chance.randint(0, len(words) - length)
        yield Span(words[first][0], words[first + length - 1][1], key)


def report(tallies: dict[Fate, Tally]) -> None:
    print(f"  {'the quote':<40} {'quotes':>7} {'right':>9}   wrong, unflagged   states")
    for fate, tally in tallies.items():
        if not tally.quotes:
            continue
        share = f"{100 * tally.right / tally.quotes:8.3f}%" if fate.is_decided else " " * 9
        states = "  ".join(f"{state} {count}" for state, count in tally.states.most_common())
        print(f"  {fate.value:<40} {tally.quotes:>7,} {share} {tally.silent:>12}        {states}")


def show(pair: Gold, span: Span, placed: Placed, fate: Fate) -> None:
    print(f"    {fate.name}: {pair.old[span.start : span.end]!r}")
    print(f"      → {placed.state.value} ({placed.method.value}) {placed.quote!r}")
    print(f"      at {span.start} of {len(pair.old)} → {placed.start} of {len(pair.new)}")
    print(f"      in {pair.old[max(0, span.start - 80) : span.end + 80]!r}")


def measure_time(originals: Sequence[str], vocabulary: Sequence[str]) -> None:
    """2,000 annotations on an article of 20,000 words of which every tenth was edited."""
    text = ""
    for original in originals:
        text += original + "\n\n"
        if len(text.split()) >= LONG_ARTICLE:
            break
    cut = words_of(text)[LONG_ARTICLE - 1][1]
    text = text[:cut]
    print(f"\n{ANNOTATIONS:,} annotations on {LONG_ARTICLE:,} words, best of 5")
    spans = list(drawn(text, ANNOTATIONS, random.Random(SEED)))
    for name in ("2% of words edited", "10% of words edited", "40% of words edited"):
        pair = edited(text, EDITS[name], vocabulary, random.Random(SEED))
        print(f"  {name:<40} {best_time(pair.old, pair.new, spans)}")
    words = text.split()
    random.Random(SEED).shuffle(words)
    print(f"  {'the same words in any order':<40} {best_time(text, ' '.join(words), spans)}")


def best_time(old: str, new: str, spans: Sequence[Span]) -> str:
    """By the clock, and of one processor: on a busy machine the two differ."""
    clock, processor = [], []
    for _ in range(5):
        begun, used = time.perf_counter(), time.process_time()
        reanchor(old, new, spans)
        clock.append(time.perf_counter() - begun)
        processor.append(time.process_time() - used)
    return f"{min(clock):.2f} s, processor {min(processor):.2f} s"


if __name__ == "__main__":
    main(sys.argv[1:])
