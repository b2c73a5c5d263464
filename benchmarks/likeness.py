"""Finding similar texts: how well, and how fast among very many.

    python -m benchmarks.likeness [--count N] [--revisions ../shared/data/revisions] [--data DIR]

Fingerprints are made up and loaded by COPY into a scratch database. One bin in ten has the value
that other texts have there, too, so that every archive has candidates that are not similar, as
common phrases make them; one fingerprint in a hundred belongs to a text that is brought again with
an edit. How well is measured on texts: real revisions of --revisions, and made-up articles edited
word by word.
"""

import argparse
import json
import random
import re
import struct
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from statistics import mean

from articles.core.minhash import BINS, THRESHOLD, bands, signature, similarity
from benchmarks.bench import say
from benchmarks.corpus import SEED, article
from benchmarks.figures import HEADER, Figure, machine, spread, timed
from benchmarks.scratch import Scratch

CHUNK = 10_000
ASKED = 500
COMMON = 0.1
_ARTICLES = """
    INSERT INTO articles_article
        (id, title, kicker, authors, dateline, published_precision, language, url, external_id,
         created_at, updated_at)
    SELECT number, 'Article ' || number, '', '{}', '', '', 'en',
        'https://example.org/articles/' || number, '', now(), now()
    FROM generate_series(1, %s) number
"""
_INDEX = """
    CREATE INDEX fingerprint_bands ON articles_fingerprint USING gin (bands)
    WITH (fastupdate = off)
"""
_PACK = struct.Struct(f"<{BINS}I")


def main(arguments: list[str]) -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--count", type=int, default=100_000, help="fingerprints in the archive")
    parser.add_argument("--revisions", type=Path, help="a folder of real versions of articles")
    parser.add_argument("--data", type=Path, help="scratch folder that is kept and used again")
    options = parser.parse_args(arguments)
    scratch = Scratch.at(options.data)
    print(machine(), HEADER, sep="\n\n")
    try:
        for figure in _figures(options, scratch):
            print(figure, flush=True)
    finally:
        if options.data is None:
            scratch.remove_at_exit()


def _figures(options: argparse.Namespace, scratch: Scratch) -> Iterator[Figure]:
    yield from _texts()
    yield _found("articles edited, 1 to 20% of words", list(_edited(400)))
    if options.revisions:
        yield _found("real revisions", list(_revisions(options.revisions)))
    scratch.set_up_django()
    yield from _archive(options.count)


def _texts() -> Iterator[Figure]:
    for words in (100, 600, 5_000):
        text = " ".join(article(1, seed=SEED).body.split() * 20)
        text = " ".join(text.split(" ")[:words])
        yield Figure("signature and bands of a text", f"{words:,} words", spread(
            timed(lambda text=text: bands(signature(text)), 200)  # type: ignore[misc]
        ))  # fmt: skip


def _edited(count: int) -> Iterator[tuple[str, str]]:
    draw = random.Random(SEED)
    for number in range(count):
        words = article(number, seed=SEED).body.split()
        rate = draw.uniform(0.01, 0.2)
        others = iter(article(number + count, seed=SEED).body.split() * 3)
        edited = [next(others) if draw.random() < rate else word for word in words]
        yield " ".join(words), " ".join(edited)


def _revisions(folder: Path) -> Iterator[tuple[str, str]]:
    for path in sorted(folder.glob("*.json")):
        yield from pairwise(json.loads(path.read_text(encoding="utf-8"))["versions"])


def _found(where: str, pairs: Sequence[tuple[str, str]]) -> Figure:
    """The error of the estimate, and the share of the similar pairs that is found."""
    errors, found, above = [], 0, 0
    for one, other in pairs:
        first, second = signature(one), signature(other)
        truth, estimate = _jaccard(one, other), similarity(first, second)
        errors.append(abs(estimate - truth))
        if truth >= 0.6:
            above += 1
            shares = not set(bands(first)).isdisjoint(bands(second))
            found += shares and estimate >= THRESHOLD
    return Figure(
        "similar texts found",
        f"{len(pairs):,} pairs: {where}",
        f"{found:,} of {above:,} with a similarity of 0.6 or more ({found / above:.1%}); error of "
        f"the estimate: mean {mean(errors):.3f}, most {max(errors):.3f}",
    )


def _jaccard(one: str, other: str) -> float:
    first, second = _shingles(one), _shingles(other)
    return len(first & second) / max(1, len(first | second))


def _shingles(text: str) -> set[tuple[str, ...]]:
    words = re.findall(r"\w+", text.casefold())
    return set(zip(words, words[1:], words[2:], strict=False))


def _archive(count: int) -> Iterator[Figure]:
    from django.db import connection

    from articles.models import Fingerprint, ImportItem
    from articles.queries.matches import Sought, candidates
    from articles.services import fingerprints, matching
    from newsarchive.preparing import prepare

    prepare([], say=say)
    where = f"{count:,} fingerprints"
    with connection.cursor() as cursor:
        # Without the checks of what refers to what: the articles have no texts.
        cursor.execute("SET session_replication_role = replica")
        cursor.execute("TRUNCATE articles_article, articles_fingerprint CASCADE")
        cursor.execute(_ARTICLES, [count])
        cursor.execute("DROP INDEX IF EXISTS fingerprint_bands")
        started = time.perf_counter()
        with cursor.copy(
            "COPY articles_fingerprint (article_id, signature, bands) FROM STDIN"
        ) as stream:
            for number, made in enumerate(_signatures(count), 1):
                stream.write_row([number, made, list(bands(made))])
        copied = time.perf_counter()
        cursor.execute("SET maintenance_work_mem = '256MB'")
        cursor.execute(_INDEX)
        indexed = time.perf_counter()
        cursor.execute("VACUUM ANALYZE articles_article, articles_fingerprint")
        cursor.execute(
            "SELECT pg_relation_size('articles_fingerprint'), pg_relation_size('fingerprint_bands')"
        )
        table, index = cursor.fetchone()
        yield Figure(
            "made up and copied, then indexed",
            where,
            f"{copied - started:.0f} s, {indexed - copied:.0f} s; "
            f"table {table / 1e6:,.0f} MB, index {index / 1e6:,.0f} MB",
        )
    asked = [Sought(signature=made) for made in _brought(count)]
    yield Figure("the plan", where, _plan(asked[0].signature))
    for size in (1, 100, ASKED):
        series = timed(lambda size=size: candidates(asked[:size]), 10)  # type: ignore[misc]
        yield Figure(f"find candidates of {size} texts", where, spread(series))
    hits = candidates(asked)
    found = sum(bool(articles) for articles in hits[::2])
    strange = sum(bool(articles) for articles in hits[1::2])
    yield Figure(
        "of 250 edited and 250 new texts", where, f"{found} and {strange} have a similar article"
    )
    items = [
        ImportItem(url=f"http://example.org/articles/{n}/", title=str(n)) for n in range(ASKED)
    ]
    signatures = [one.signature for one in asked]
    series = timed(lambda: matching.find(items=items, signatures=signatures), 10)
    yield Figure(f"match {ASKED} items, with their addresses", where, spread(series))
    new = [(count + n, made) for n, made in enumerate(_signatures(ASKED, seed=1), 1)]

    def write() -> None:
        Fingerprint.objects.filter(article_id__gt=count).delete()
        fingerprints.write(new)

    yield Figure(f"write {ASKED} into the indexed table", where, spread(timed(write, 10)))


def _signatures(count: int, seed: int = SEED) -> Iterator[bytes]:
    """Made-up signatures, of which one in ten bins has the value that is common there."""
    draw = random.Random(seed)
    common = [at << 25 for at in range(BINS)]
    for _ in range(count):
        values = list(_PACK.unpack(draw.randbytes(_PACK.size)))
        for at in draw.sample(range(BINS), int(BINS * COMMON)):
            values[at] = common[at]
        yield _PACK.pack(*values)


def _brought(count: int) -> Iterator[bytes]:
    """Signatures of texts to look for: in turn an edited one of the archive, and a new one."""
    draw = random.Random(2)
    step = max(1, count // ASKED) * 2
    known: Iterable[bytes] = (made for at, made in enumerate(_signatures(count)) if at % step == 0)
    for made, new in zip(known, _signatures(ASKED // 2, seed=3), strict=False):
        values = list(_PACK.unpack(made))
        for at in draw.sample(range(BINS), draw.randrange(10, BINS * 4 // 10)):
            values[at] = draw.getrandbits(32)
        yield _PACK.pack(*values)
        yield new


def _plan(made: bytes) -> str:
    """Which index PostgreSQL looks fingerprints up in, and the time it says it takes."""
    from django.db import connection

    from articles.queries import matches

    literal = "{" + ",".join(map(str, bands(made))) + "}"
    with connection.cursor() as cursor:
        cursor.execute(
            f"EXPLAIN (ANALYZE, TIMING OFF) {matches.SIMILAR}",
            [[0], [literal], matches.MOST_SHARING, matches.MOST_COMPARED],
        )
        lines = [line for (line,) in cursor.fetchall()]
    scans = {found[0] for line in lines if (found := re.findall(r"\w+ Scan on \w+|Seq Scan", line))}
    took = next(line for line in lines if line.startswith("Execution Time"))
    return f"{', '.join(sorted(scans))}; {took}"


if __name__ == "__main__":
    main(sys.argv[1:])
