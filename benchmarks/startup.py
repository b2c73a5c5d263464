"""bin/run: from the command to the first answer, on an empty data folder and again."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator

import psutil

from benchmarks.bench import Bench, run
from benchmarks.figures import Figure
from benchmarks.scratch import REPOSITORY, Scratch
from benchmarks.site import free_port, wait_for

_SETTLE_SECONDS = 2


def measure(bench: Bench) -> Iterator[Figure]:
    scratch = bench.scratch.inside("startup")
    first, _ = _start(scratch)
    second, memory = _start(scratch)
    yield Figure("start to first page, new archive", "empty", f"{first:.1f} s")
    yield Figure(
        "start to first page, second start",
        "empty",
        f"{second:.1f} s, idle memory (PSS) {memory / 2**20:.0f} MiB",
    )


def _start(scratch: Scratch) -> tuple[float, int]:
    """Seconds until the sign-in page is there, and the memory of all processes a little later."""
    port = free_port()
    start = time.perf_counter()
    server = subprocess.Popen(
        [*_command(), "--no-sample", "--port", str(port), "--data", str(scratch.folder)],
        env=scratch.environment,
        stdout=subprocess.DEVNULL,
    )
    try:
        wait_for(port, server, "/sign-in/")
        seconds = time.perf_counter() - start
        time.sleep(_SETTLE_SECONDS)
        return seconds, _memory(server.pid)
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait(timeout=30)


def _command() -> list[str]:
    """bin/run where its requirements are installed; else what it ends in, to install nothing."""
    if (REPOSITORY / ".venv" / ".installed-run").exists():
        return [str(REPOSITORY / "bin" / "run")]
    return [sys.executable, "-m", "newsarchive.run"]


def _memory(pid: int) -> int:
    """Bytes of a process and all below it, shared pages divided among those who share them."""
    server = psutil.Process(pid)
    family = [server, *server.children(recursive=True)]
    return sum(process.memory_full_info().pss for process in family)


if __name__ == "__main__":
    assert os.name == "posix"
    sys.exit(run(measure))
