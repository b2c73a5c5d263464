"""What memory manage.py import_articles takes for texts as large as they may be.

    python -m benchmarks.large_texts [--texts N] [--data DIR]

Each kind of text is imported into an archive without articles, with two processes; pages also with
one, and in a dry run. Memory is the proportional set size of the command and its processes, added
up, at its highest; PostgreSQL's is not counted.
"""

import argparse
import random
import string
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path

import psutil

from benchmarks.corpus import SEED
from benchmarks.figures import HEADER, Figure, machine
from benchmarks.import_run import connected, emptied
from benchmarks.scratch import REPOSITORY, NotScratch, Scratch

TEXTS = 8
_EVERY = 0.1
_CHARACTERS = 2_850_000
_HAN = [chr(code) for code in range(0x4E00, 0x5600)]


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--texts", type=int, default=TEXTS, metavar="N", help="of each kind")
    parser.add_argument("--data", type=Path, metavar="DIR", help="scratch folder that is kept")
    options = parser.parse_args(arguments)
    try:
        scratch = Scratch.at(options.data)
        print(f"{machine()}\n\n{HEADER}", flush=True)
        for figure in _measured(scratch.inside("large-texts"), options.texts):
            print(figure, flush=True)
    except (NotScratch, RuntimeError) as problem:
        print(f"benchmark: {problem}", file=sys.stderr)
        return 1
    if options.data is None:
        scratch.remove_at_exit()
    return 0


def _measured(scratch: Scratch, count: int) -> Iterator[Figure]:
    with connected(scratch) as connection:
        scratch.manage("migrate", "--verbosity", "0")
        for kind, (made, suffix, runs) in _KINDS.items():
            folder = scratch.folder / kind
            folder.mkdir()
            for number in range(count):
                content = made(random.Random(f"{SEED} {number}"))
                (folder / f"{number}{suffix}").write_text(content, encoding="utf-8")
            for arguments in runs:
                emptied(connection)
                peak = _imported(scratch, folder, arguments)
                yield Figure(f"import {count} {kind}", arguments, f"{peak / 2**20:,.0f} MiB")


def _imported(scratch: Scratch, folder: Path, arguments: str) -> int:
    """The most bytes that the command held. Raises RuntimeError when it failed."""
    command = subprocess.Popen(
        [
            sys.executable,
            str(REPOSITORY / "manage.py"),
            "import_articles",
            *arguments.split(),
            str(folder),
        ],
        env=scratch.environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    own = psutil.Process(command.pid)
    peak = 0
    while command.poll() is None:
        peak = max(peak, _memory(own))
        time.sleep(_EVERY)
    if command.returncode:
        raise RuntimeError(f"import_articles {arguments} {folder} failed.")
    return peak


def _memory(command: psutil.Process) -> int:
    total = 0
    with suppress(psutil.NoSuchProcess):
        for process in (command, *command.children(recursive=True)):
            # The embedded server, where the command is the first to use it.
            with suppress(psutil.Error):
                if not process.name().startswith("postgres"):
                    total += process.memory_full_info().pss
    return total


def _words(chance: random.Random) -> str:
    """Words of random letters: as many different ones as a hostile text can have."""
    words = ["".join(chance.choices(string.ascii_lowercase, k=6)) for _ in range(20_000)]
    return " ".join(chance.choices(words, k=_CHARACTERS // 7))


def _page(chance: random.Random) -> str:
    text = _words(chance)
    paragraphs = "".join(f"<p>{text[at : at + 300]}</p>" for at in range(0, len(text), 300))
    article = f"<article><h1>A page of news</h1>{paragraphs}</article>"
    return f"<html><head><title>A page of news</title></head><body>{article}</body></html>"


def _han(chance: random.Random) -> str:
    return "".join(chance.choices(_HAN, k=_CHARACTERS // 3))


def _han_paragraphs(chance: random.Random) -> str:
    text = _han(chance)
    return "\n\n".join(text[at : at + 200] for at in range(0, len(text), 200))


_TWO = ("--jobs 2",)
_KINDS: dict[str, tuple[Callable[[random.Random], str], str, Sequence[str]]] = {
    "pages": (_page, ".html", ("--jobs 2", "--jobs 1", "--jobs 2 --dry-run")),
    "texts of one line": (_words, ".txt", _TWO),
    "Chinese texts of one line": (_han, ".txt", _TWO),
    "Chinese texts of paragraphs": (_han_paragraphs, ".txt", _TWO),
}

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
