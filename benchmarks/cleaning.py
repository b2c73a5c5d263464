"""How much of the true article text the plain-text import keeps, and how much else.

    python -m benchmarks.cleaning ../shared/data/messy_pages [--worst N] [--causes] [--pasted]

The folder has pages as text and gold.json with each page's true body. Per page, multisets of
4-word shingles of the proposed and the true body give precision and recall; the figure is the F1
of their means over the pages. "whole page" is the score of removing nothing.

--pasted reads the pages without their indentation and blank lines, as some people paste them.

--causes counts the shingles of lines that were kept and should not have been, and of lines that
were taken out and should not have been, by the role and rule of the line. Shingles that span two
lines are not counted, nor are lines of fewer than four words.
"""

import argparse
import json
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import fmean

from articles.core.decoding import decode
from articles.core.lines import Disposition
from articles.core.plaintext import propose

_WORD = re.compile(r"\w+")


@dataclass(frozen=True)
class Page:
    """A page's text, and the true body of its article."""

    name: str
    text: str
    body: str


def main(arguments: list[str]) -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--worst", type=int, default=0, help="list the N pages with the lowest F1")
    parser.add_argument("--causes", action="store_true", help="what is wrong, by role and rule")
    parser.add_argument("--pasted", action="store_true", help="without indentation, blank lines")
    options = parser.parse_args(arguments)
    pages = list(read_pages(options.folder))
    if options.pasted:
        pages = [replace(page, text=pasted(page.text)) for page in pages]
    cleaned, whole = {}, {}
    for page in pages:
        cleaned[page.name] = score(propose(page.text).body, page.body)
        whole[page.name] = score(page.text, page.body)
    print_means("cleaned", cleaned.values())
    print_means("whole page", whole.values())
    for name in sorted(cleaned, key=lambda name: f1(*cleaned[name]))[: options.worst]:
        precision, recall = cleaned[name]
        print(f"  {name}  precision {precision:.3f}  recall {recall:.3f}")
    if options.causes:
        print_causes(pages)


def pasted(text: str) -> str:
    """The text without its indentation and blank lines."""
    return "\n".join(line.strip() for line in text.split("\n") if line.strip())


def print_means(label: str, scores: Iterable[tuple[float, float]]) -> None:
    precision, recall = map(fmean, zip(*scores, strict=True))
    figures = f"precision {precision:.3f}  recall {recall:.3f}  F1 {f1(precision, recall):.3f}"
    print(f"{label:<20} {figures}")


def print_causes(found: Sequence[Page]) -> None:
    kept, lost, pages = Counter[str](), Counter[str](), Counter[str]()
    for page in found:
        true = shingles(page.body)
        causes = set()
        for line in propose(page.text).lines:
            cause = f"{line.role.value} / {line.rule}"
            own = shingles(line.text)
            if line.role.disposition is Disposition.BODY:
                wrong, counter = (own - true).total(), kept
            else:
                wrong, counter = (own & true).total(), lost
            if wrong:
                counter[cause] += wrong
                causes.add(cause)
        pages.update(causes)
    for label, counter in (("kept, but not in the article", kept), ("taken out of it", lost)):
        print(f"\n{label}: {counter.total()} shingles")
        for cause, count in counter.most_common(12):
            print(f"  {count:5}  {cause} ({pages[cause]} pages)")


def read_pages(folder: Path) -> Iterator[Page]:
    gold = json.loads((folder / "gold.json").read_text(encoding="utf-8"))
    for name, true in sorted(gold.items()):
        yield Page(name, decode((folder / name).read_bytes()).text, true["body"])


def score(found: str, true: str) -> tuple[float, float]:
    """Precision and recall of the 4-word shingles of a text against the true one."""
    ours, theirs = shingles(found), shingles(true)
    common = (ours & theirs).total()
    return common / max(1, ours.total()), common / max(1, theirs.total())


def shingles(text: str) -> Counter[tuple[str, ...]]:
    words = _WORD.findall(text)
    return Counter(zip(*(words[n:] for n in range(4)), strict=False))


def f1(precision: float, recall: float) -> float:
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


if __name__ == "__main__":
    main(sys.argv[1:])
