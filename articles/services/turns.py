"""Large texts are read one after the other, so that never several of them are held.

Reading takes many times the bytes of a text, and the threads of a web process share its memory.
A turn is taken where a text is read, or waited for that another process reads (`text_work`,
`previews.read_again`), and for nothing else. Who has it waits for no row, so that others may wait
for it who hold one.
"""

import gc
import logging
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from articles.core.memory import give_back

LARGE = 256_000
"""Bytes from which on a text waits for its turn."""

_TURN = threading.RLock()


def is_large(size: int) -> bool:
    """Whether a text of so many bytes waits for its turn."""
    return size >= LARGE


@contextmanager
def turn(size: int) -> Iterator[None]:
    """Wait until nobody else works on a large text, if this one has `size` bytes and is one."""
    if not is_large(size):
        yield
        return
    with _TURN:
        give_back()
        try:
            yield
        finally:
            _let_go()


def _let_go() -> None:
    """Free what reading a large text left: of a page of 3 MB, a process keeps 30 MiB less."""
    gc.collect()
    if "trafilatura" in sys.modules:
        from trafilatura.meta import reset_caches

        # It says as an error that a library it knows has one cache less by now.
        logging.getLogger("htmldate.meta").setLevel(logging.CRITICAL)
        reset_caches()
    give_back()
