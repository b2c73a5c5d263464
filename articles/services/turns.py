"""Large texts are read one after the other, so that never several of them are held.

Reading takes many times the bytes of a text, and the threads of a web process share its memory;
the processes that share the text work of an import are to take little together.
A turn is taken where a text is read (`text_work`, also in the processes that it begins, and
`previews.read_again`) and for nothing else. Who has it waits for no row, so that others may wait
for it who hold one.
"""

import gc
import logging
import sys
import threading
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext

from articles.core.memory import give_back

LARGE = 256_000
"""Bytes from which on a text waits for its turn."""

_shared: AbstractContextManager[object] = nullcontext()
_TURN = threading.RLock()


def share(lock: AbstractContextManager[object]) -> None:
    """Take turns with other processes, too: with those that have this lock."""
    global _shared
    _shared = lock


@contextmanager
def turn(size: int) -> Iterator[None]:
    """Wait until nobody else works on a large text, if this one has `size` bytes and is one."""
    if size < LARGE:
        yield
        return
    with _TURN, _shared:
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
