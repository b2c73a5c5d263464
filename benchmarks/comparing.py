"""Two articles of one story side by side over HTTP."""

import sys
from collections.abc import Iterator

from benchmarks.bench import Bench, run
from benchmarks.figures import Figure, kilobytes, spread, timed
from benchmarks.subjects import PAIR, SLUG


def measure(bench: Bench) -> Iterator[Figure]:
    left, right = (bench.subjects[name] for name in PAIR)
    path = f"/projects/{SLUG}/compare/{left.article},{right.article}/"
    series = timed(lambda: bench.visitor.get(path), bench.rounds)
    size = kilobytes(len(bench.visitor.get(path).body))
    yield Figure(
        "compare two articles, server",
        f"{left.annotations} + {right.annotations} annotations",
        f"{spread(series)}, {size}",
    )


if __name__ == "__main__":
    sys.exit(run(measure))
