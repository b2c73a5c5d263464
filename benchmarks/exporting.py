"""The export of a whole project, by the command and by the page."""

import re
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from benchmarks.bench import Bench, run
from benchmarks.figures import Figure
from benchmarks.scratch import REPOSITORY
from benchmarks.subjects import SLUG

FORMATS = ("csv", "jsonl", "w3c")
_LOOK_SECONDS = 0.02


def measure(bench: Bench) -> Iterator[Figure]:
    assert bench.subjects
    for name in FORMATS:
        file = bench.scratch.folder / f"export.{name}"
        seconds, peak = _export(bench, name, file)
        start = time.perf_counter()
        bench.visitor.get(f"/projects/{SLUG}/export/?format={name}")
        download = time.perf_counter() - start
        yield Figure(
            f"export as {name}",
            bench.where,
            f"command {seconds:.1f} s, peak {peak / 2**20:.0f} MiB; download {download:.1f} s; "
            f"{file.stat().st_size / 1e6:.1f} MB",
        )
        file.unlink()


def _export(bench: Bench, name: str, file: Path) -> tuple[float, int]:
    """Seconds and the most memory that the command took."""
    arguments = ["export_annotations", SLUG, "--format", name, "--output", str(file)]
    start = time.perf_counter()
    command = subprocess.Popen(
        [sys.executable, str(REPOSITORY / "manage.py"), *arguments], env=bench.scratch.environment
    )
    peak = 0
    while command.poll() is None:
        peak = max(peak, _peak_memory(command.pid))
        time.sleep(_LOOK_SECONDS)
    if command.returncode:
        raise RuntimeError(f"export_annotations ended with {command.returncode}")
    return time.perf_counter() - start, peak


def _peak_memory(pid: int) -> int:
    """The high-water mark of a process so far, in bytes; 0 where the system does not tell it."""
    try:
        status = Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return 0
    found = re.search(r"VmHWM:\s+(\d+) kB", status)
    return int(found[1]) * 1024 if found else 0


if __name__ == "__main__":
    sys.exit(run(measure))
