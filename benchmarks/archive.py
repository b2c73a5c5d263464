"""The archive's list, searches and filters over HTTP."""

import sys
from collections import Counter
from collections.abc import Iterator
from urllib.parse import urlencode

from benchmarks.bench import Bench, run
from benchmarks.corpus import article
from benchmarks.figures import Figure, kilobytes, spread, timed
from benchmarks.vocabulary import vocabulary


def measure(bench: Bench) -> Iterator[Figure]:
    visitor = bench.visitor
    for what, query in _queries(bench):
        path = f"/archive/?{urlencode(query)}"
        series = timed(lambda path=path: visitor.get(path), bench.rounds)  # type: ignore[misc]
        size = kilobytes(len(visitor.get(path).body))
        yield Figure(f"archive: {what}", bench.where, f"{spread(series)}, {size}")


def _queries(bench: Bench) -> Iterator[tuple[str, dict[str, str]]]:
    rare, other = _rare_words(bench)
    yield "list", {}
    yield "page 20", {"page": str(min(20, max(1, bench.size // 30)))}
    yield "search, a rare word", {"q": rare}
    yield "search, a common word", {"q": "government"}
    yield "search, two words", {"q": f"{rare} {other}"}
    yield "search, a phrase and a word", {"q": f'"the government" {other}'}
    yield "a year", {"from": "2012-01-01", "to": "2012-12-31"}


def _rare_words(bench: Bench) -> tuple[str, str]:
    """The two least frequent words of an article in the middle of the archive."""
    made = article(bench.size // 2, seed=bench.seed)
    rank = {word: place for place, word in enumerate(vocabulary(bench.seed).words)}
    counts = Counter(word for word in made.body.split() if word in rank)
    first, second = sorted(counts, key=lambda word: rank[word])[-2:]
    return second, first


if __name__ == "__main__":
    sys.exit(run(measure))
