"""Reading many records: in this process when they are few, in several when they are many."""

import logging
import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from itertools import islice
from multiprocessing import forkserver
from multiprocessing.connection import wait
from typing import Generic, TypeVar

from django.conf import settings

from articles.core.formats.records import RecordFormat
from articles.core.previews import RawRecord
from articles.core.problems import Problem
from articles.core.recurrence import Learnt
from articles.core.sources import KnownSource
from articles.core.version_texts import CleanRecord, clean_all
from articles.services import turns

log = logging.getLogger(__name__)

Group = TypeVar("Group")
Found = list[CleanRecord | Problem]

_LOADED = "articles.core.loaded"
_LOADED_FOR_PAGES = ["articles.core.formats.html", "trafilatura"]
_FEW = 2
"""Groups that are read faster than other processes start."""
_OF_THREAD = threading.local()
"""`pool`: the processes that a thread began last."""


@dataclass(frozen=True, slots=True)
class Light:
    """In which records are read: sources to recognise, and what was learnt of lines."""

    known: tuple[KnownSource, ...] = ()
    learnt: Learnt | None = None


@dataclass(frozen=True, slots=True)
class Reading(Generic[Group]):
    """A group, what each of its records becomes or why it can't be read, and in which light."""

    group: Group
    found: Found
    light: Light


def read_now(records: Sequence[RawRecord], light: Light) -> Found:
    """Read records while the caller waits.

    Where this thread has begun processes (`read_groups`), they do it, and this one loads neither
    the model of languages nor what pages need. Else it is done here, in turn with other threads.
    """
    pool: _Processes | None = getattr(_OF_THREAD, "pool", None)
    if records and pool is not None and pool.is_open:
        return pool.read(records, light)
    return _read(records, light)


def _read(records: Sequence[RawRecord], light: Light) -> Found:
    with turns.turn(_largest(records)):
        return clean_all(records, light.known, light.learnt)


def _largest(records: Sequence[RawRecord]) -> int:
    """The bytes of the largest of these texts."""
    return max((len(record.content) for record in records), default=0)


def read_groups(
    groups: Iterable[Group],
    *,
    records: Callable[[Group], Sequence[RawRecord]],
    light: Callable[[Group], Light],
    processes: int | None = None,
) -> Iterator[Reading[Group]]:
    """Read groups of records, in their order; a few groups more than were asked for are held.

    A group with a large text is read when nothing else is, neither by another process nor held to
    be asked for. `processes` is how many share the work; None takes the setting, 1 reads in this
    one.
    """
    processes = settings.IMPORT_PROCESSES if processes is None else processes
    waiting = iter(groups)
    first = deque(islice(waiting, _FEW + 1)) if processes > 1 else deque[Group]()
    if len(first) <= _FEW:
        for group in _all(first, waiting):
            seen = light(group)
            yield Reading(group, _read(records(group), seen), seen)
            del group
        return
    has_pages = any(
        record.format is RecordFormat.HTML for group in first for record in records(group)
    )
    with _Processes(processes, has_pages=has_pages) as pool:
        _OF_THREAD.pool = pool
        begun: deque[_Begun[Group]] = deque()
        for group in _all(first, waiting):
            content = records(group)
            if turns.is_large(_largest(content)):
                while begun:
                    yield begun.popleft().finished(pool)
                seen = light(group)
                yield Reading(group, pool.read(content, seen), seen)
            else:
                seen = light(group)
                begun.append(_Begun(group, content, seen, pool.begin(content, seen)))
                if len(begun) > processes + 1:
                    yield begun.popleft().finished(pool)
            del group, content
        while begun:
            yield begun.popleft().finished(pool)


def _all(first: deque[Group], others: Iterator[Group]) -> Iterator[Group]:
    """These and the others. None is held here once it was given."""
    while first:
        yield first.popleft()
    yield from others


@dataclass(frozen=True, slots=True)
class _Begun(Generic[Group]):
    group: Group
    records: Sequence[RawRecord]
    light: Light
    future: "Future[Found]"

    def finished(self, pool: "_Processes") -> Reading[Group]:
        try:
            found = self.future.result()
        except BrokenProcessPool:
            found = pool.one_by_one(self.records, self.light)
        return Reading(self.group, found, self.light)


class _Processes:
    """Processes that read records. They have no models and no connection to the database."""

    def __init__(self, count: int, *, has_pages: bool) -> None:
        self.is_open = True
        self._count = count
        self._loaded = [__name__, *(_LOADED_FOR_PAGES if has_pages else []), _LOADED]
        self._pool: ProcessPoolExecutor | None = None

    def __enter__(self) -> "_Processes":
        return self

    def __exit__(self, *_: object) -> None:
        self.is_open = False
        self._end(cancel_futures=True)

    def begin(self, records: Sequence[RawRecord], light: Light) -> "Future[Found]":
        if self._pool is None:
            self._pool = self._started(self._count)
        try:
            return self._pool.submit(_read, records, light)
        except BrokenProcessPool:
            self._pool.shutdown(wait=False)
            self._pool = self._started(self._count)
            return self._pool.submit(_read, records, light)

    def read(self, records: Sequence[RawRecord], light: Light) -> Found:
        """Read records while the caller waits."""
        try:
            return self._read(records, light)
        except BrokenProcessPool:
            return self.one_by_one(records, light)

    def one_by_one(self, records: Sequence[RawRecord], light: Light) -> Found:
        """Read records of which one, or one of a group beside them, ended a process."""
        # What was begun beside them would be taken for them if it ended a process now.
        self._end()
        found: Found = []
        for record in records:
            try:
                found += self._read([record], light)
            except BrokenProcessPool:
                log.error("A record ended the process that read it: %s", record.name)
                message = (
                    "The program that reads this format broke off at it. Bring it in another "
                    "format, or tell who looks after newsarchive."
                )
                found.append(Problem(None, "fault", message))
        return found

    def _read(self, records: Sequence[RawRecord], light: Light) -> Found:
        size = _largest(records)
        if not turns.is_large(size):
            return self.begin(records, light).result()
        # What it took for a large text goes back to the system only when a process ends, and what
        # others hold meanwhile comes to the same sum.
        with turns.turn(size):
            self._end()
            with self._started(1) as pool:
                return pool.submit(_read, records, light).result()

    def _end(self, *, cancel_futures: bool = False) -> None:
        """End the processes when they have read what was begun. Others are started when needed."""
        if self._pool is not None:
            self._pool.shutdown(wait=True, cancel_futures=cancel_futures)
            self._pool = None

    def _started(self, count: int) -> ProcessPoolExecutor:
        # Not forked of this one: a fork of a process with threads and database connections is not
        # safe. They are forks of a process that has read the rules and the model of languages, and
        # share its memory.
        context = multiprocessing.get_context("forkserver")
        context.set_forkserver_preload(self._loaded)
        # It inherits the mask: Ctrl-C is not for it either, while it loads.
        mask = signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGINT])
        try:
            forkserver.ensure_running()
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, mask)
        return ProcessPoolExecutor(count, context, initializer=_prepare)


def _prepare() -> None:
    """Ctrl-C is for the process that started this one, whose end is the end of this one, too."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # They warn of each page without an article, which the import says itself.
    for name in ("htmldate", "trafilatura"):
        logging.getLogger(name).setLevel(logging.ERROR)
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_end_with, args=(parent.sentinel,), daemon=True).start()


def _end_with(sentinel: int) -> None:
    wait([sentinel])
    os._exit(1)
