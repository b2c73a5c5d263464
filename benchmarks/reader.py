"""The reader's page over HTTP, with few and many annotations on it."""

import sys
from collections.abc import Iterator

from benchmarks.bench import Bench, run
from benchmarks.figures import Figure, kilobytes, spread, timed
from benchmarks.subjects import READ, SLUG


def measure(bench: Bench) -> Iterator[Figure]:
    visitor = bench.visitor
    for name in READ:
        subject = bench.subjects[name]
        path = f"/projects/{SLUG}/read/{subject.article}/"
        series = timed(lambda path=path: visitor.get(path), bench.rounds)  # type: ignore[misc]
        size = kilobytes(len(visitor.get(path).body))
        yield Figure(
            f"reader, server: {subject.annotations:,} annotations",
            f"{subject.characters:,} characters",
            f"{spread(series)}, {size}",
        )


if __name__ == "__main__":
    sys.exit(run(measure))
