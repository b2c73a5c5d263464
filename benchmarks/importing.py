"""manage.py import_articles on text files and on JSON Lines, start of the program included.

    python -m benchmarks.importing [--files N …] [--lines N …] [--corpus PROGRAM] [--data DIR]

Each count is imported into an archive without articles. After the last one, its rows are put in
again by COPY alone: what no import can be quicker than. PROGRAM makes other texts than ours: it is
called with `txt FOLDER N` and `jsonl FILE N`, as `corpus.py` of the measurements of other tools is.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import psycopg

from benchmarks.bench import Bench
from benchmarks.corpus import SEED, article
from benchmarks.figures import HEADER, Figure, machine
from benchmarks.import_limit import limits
from benchmarks.import_run import Run, connected, emptied, imported
from benchmarks.scratch import NotScratch, Scratch

FILES = (1_000,)
LINES = (10_000,)


def measure(bench: Bench) -> Iterator[Figure]:
    """As one of all measurements."""
    scratch = bench.scratch.inside("importing")
    yield from _measured(scratch, FILES, LINES, None, bench.seed)


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--files", type=int, nargs="*", default=FILES, metavar="N")
    parser.add_argument("--lines", type=int, nargs="*", default=LINES, metavar="N")
    parser.add_argument("--corpus", type=Path, metavar="PROGRAM", help="makes the texts")
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--data", type=Path, metavar="DIR", help="scratch folder that is kept")
    options = parser.parse_args(arguments)
    try:
        scratch = Scratch.at(options.data)
        print(f"{machine()}\n\n{HEADER}", flush=True)
        inside = scratch.inside("importing")
        for figure in _measured(inside, options.files, options.lines, options.corpus, options.seed):
            print(figure, flush=True)
    except (NotScratch, RuntimeError, FileNotFoundError) as problem:
        print(f"benchmark: {problem}", file=sys.stderr)
        return 1
    if options.data is None:
        scratch.remove_at_exit()
    return 0


def _measured(
    scratch: Scratch, files: Sequence[int], lines: Sequence[int], corpus: Path | None, seed: int
) -> Iterator[Figure]:
    with connected(scratch) as connection:
        scratch.manage("migrate", "--verbosity", "0")
        for count in files:
            folder = scratch.folder / f"texts-{count}"
            _write_files(folder, count, corpus, seed)
            yield from _figures(f"{count:,} .txt files", _run(scratch, connection, folder, count))
            shutil.rmtree(folder)
        for count in lines:
            file = scratch.folder / f"texts-{count}.jsonl"
            _write_lines(file, count, corpus, seed)
            name = f"{count:,} lines of JSON"
            yield from _figures(name, _run(scratch, connection, file, count))
            file.unlink()
    yield from limits(scratch, processes=os.cpu_count() or 1)


def _run(scratch: Scratch, connection: psycopg.Connection, path: Path, count: int) -> Run:
    emptied(connection)
    return imported(scratch, connection, path, articles=count)


def _figures(name: str, run: Run) -> Iterator[Figure]:
    def after(seconds: float) -> str:
        return f"{seconds:.1f} s, {run.articles / seconds:,.0f}/s"

    def each(seconds: float) -> str:
        return f"{seconds / run.articles * 1000:.2f} ms"

    what = f"import {name}"
    yield Figure(what, "all can be read", after(run.readable))
    yield Figure(what, "all can be searched", after(run.searchable))
    memory = f"{run.peak / 2**20:,.0f} MiB, and PostgreSQL {run.peak_of_database / 2**20:,.0f} MiB"
    yield Figure(what, "peak memory (PSS)", memory)
    time = f"{each(run.cpu)}, and PostgreSQL {each(run.cpu_of_database)}"
    yield Figure(what, "processor time per article", time)


def _write_files(folder: Path, count: int, corpus: Path | None, seed: int) -> None:
    if corpus is not None:
        subprocess.run([sys.executable, str(corpus), "txt", str(folder), str(count)], check=True)
        return
    folder.mkdir()
    for number in range(count):
        made = article(number, seed=seed)
        text = f"{made.title}\n\n{made.published:%d %B %Y}\n\n{made.body}\n"
        (folder / f"{number:07}.txt").write_text(text, encoding="utf-8")


def _write_lines(file: Path, count: int, corpus: Path | None, seed: int) -> None:
    if corpus is not None:
        subprocess.run([sys.executable, str(corpus), "jsonl", str(file), str(count)], check=True)
        return
    with file.open("w", encoding="utf-8") as lines:
        for number in range(count):
            made = article(number, seed=seed)
            record = {
                "id": number,
                "title": made.title,
                "date": made.published.isoformat(),
                "source": made.source,
                "text": made.body,
            }
            lines.write(json.dumps(record, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
