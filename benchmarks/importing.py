"""manage.py import_articles on a folder of text files, start of the program included."""

import sys
import time
from collections.abc import Iterator
from pathlib import Path

from benchmarks.bench import Bench, run
from benchmarks.corpus import article
from benchmarks.figures import Figure

COUNTS = (100, 1_000)


def measure(bench: Bench) -> Iterator[Figure]:
    scratch = bench.scratch.inside("importing")
    scratch.manage("migrate", "--verbosity", "0")
    first = 0
    for count in COUNTS:
        folder = scratch.folder / f"texts-{count}"
        _write(folder, range(first, first + count), bench.seed)
        first += count
        start = time.perf_counter()
        scratch.manage("import_articles", str(folder))
        seconds = time.perf_counter() - start
        yield Figure(
            f"import {count:,} .txt files",
            "command line",
            f"{seconds:.1f} s, {count / seconds:.0f}/s",
        )


def _write(folder: Path, numbers: range, seed: int) -> None:
    folder.mkdir()
    for number in numbers:
        made = article(number, seed=seed)
        text = f"{made.title}\n\n{made.published:%d %B %Y}\n\n{made.body}\n"
        (folder / f"{number:07}.txt").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    sys.exit(run(measure))
