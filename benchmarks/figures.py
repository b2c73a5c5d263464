"""Figures: measured series, the rows of the table they become, and the machine they are of."""

import os
import platform
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from importlib.metadata import version
from statistics import median

HEADER = "| what | where | figures |\n|---|---|---|"


@dataclass(frozen=True, slots=True)
class Figure:
    """One row of the table."""

    what: str
    where: str
    figures: str

    def __str__(self) -> str:
        return f"| {self.what} | {self.where} | {self.figures} |"


def timed(action: Callable[[], object], times: int, *, warm_up: int = 2) -> list[float]:
    """What each of `times` calls took, in milliseconds, after `warm_up` that are not counted."""
    for _ in range(warm_up):
        action()
    return [_milliseconds(action) for _ in range(times)]


def percentile(series: Sequence[float], share: float) -> float:
    """The value that `share` (0 to 1) of the series does not exceed, by nearest rank."""
    ordered = sorted(series)
    return ordered[min(len(ordered) - 1, round(share * (len(ordered) - 1)))]


def spread(series: Sequence[float]) -> str:
    """The median and the 95th percentile of milliseconds, as a cell says them."""
    return f"p50 {_rounded(median(series))} ms, p95 {_rounded(percentile(series, 0.95))} ms"


def kilobytes(count: float) -> str:
    return f"{count / 1000:,.1f} kB"


def machine() -> str:
    """What the figures were measured on."""
    packages = ", ".join(f"{name} {version(name)}" for name in ("django", "psycopg", "gunicorn"))
    return (
        f"{date.today().isoformat()}, {os.cpu_count()} cores ({platform.machine()}), "
        f"{_memory_gib():.0f} GiB, {platform.system()} {platform.release().split('-')[0]}, "
        f"Python {sys.version.split()[0]}, {packages}"
    )


def _milliseconds(action: Callable[[], object]) -> float:
    start = time.perf_counter()
    action()
    return (time.perf_counter() - start) * 1000


def _rounded(milliseconds: float) -> str:
    return f"{milliseconds:.1f}" if milliseconds < 20 else f"{milliseconds:,.0f}"


def _memory_gib() -> float:
    return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
