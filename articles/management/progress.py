"""How far an import has come, on a terminal or line by line."""

import time
from dataclasses import dataclass, field
from typing import TextIO

_BAR = 24
_ON_TERMINAL, _IN_LOG = 0.2, 10.0
"""Seconds between two pictures."""
_TELLING = 0.05
"""Before this share is done, its time says nothing of the rest."""


@dataclass
class Progress:
    """A bar on a terminal, a line now and then elsewhere; nothing for what ends at once.

    `total` are the bytes of all files; what comes out of archives may be more.
    """

    out: TextIO
    total: int
    _count: int = 0
    _size: int = 0
    _began: float = field(default_factory=time.monotonic)
    _shown: float = field(default_factory=time.monotonic)
    _is_drawn: bool = False

    def add(self, size: int) -> None:
        """One more file or record is done, of `size` bytes."""
        self._count += 1
        self._size += size
        now = time.monotonic()
        if now - self._shown >= (_ON_TERMINAL if self.out.isatty() else _IN_LOG):
            self._shown = now
            self._draw(now - self._began)

    def hide(self) -> None:
        """Make room for other output."""
        if self._is_drawn:
            self.out.write("\r\x1b[K")
            self.out.flush()
            self._is_drawn = False

    def _draw(self, seconds: float) -> None:
        share = min(1.0, self._size / self.total) if self.total else 0.0
        speed = self._count / seconds if seconds else 0.0
        words = f"{self._count:,} done, {speed:,.0f}/s"
        if _TELLING <= share < 1:
            words += f", {_duration(seconds / share - seconds)} left"
        if not self.out.isatty():
            self.out.write(f"{share:.0%}, {words}\n")
        else:
            full = round(share * _BAR)
            self.out.write(f"\r\x1b[K[{'█' * full}{'·' * (_BAR - full)}] {share:.0%}  {words}")
            self._is_drawn = True
        self.out.flush()


def _duration(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    if hours:
        return f"{hours} h {minutes:02} min"
    return f"{minutes} min {rest:02} s" if minutes else f"{rest} s"
