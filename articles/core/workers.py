"""Reading records in several processes, so that all cores are used."""

import logging
import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import AbstractContextManager
from dataclasses import replace
from multiprocessing.connection import wait
from types import TracebackType
from typing import TypeVar

from .problems import Problem
from .version_texts import Records

log = logging.getLogger(__name__)

Result = TypeVar("Result")
Function = Callable[[Records], list[Result | Problem]]

_BROKE_OFF = Problem(
    None,
    "fault",
    "The program that reads this format broke off at it. Bring it in another format, or tell who "
    "looks after newsarchive.",
)


class Workers(AbstractContextManager["Workers"]):
    """Processes that read records. They know nothing of Django nor of the database.

    They start when they are first needed, and end with the process that started them, also when
    that is killed. With `count` 0 or 1 everything is read in the calling process.
    """

    def __init__(self, count: int) -> None:
        self._count = count
        self._pool: ProcessPoolExecutor | None = None

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._pool is not None:
            self._pool.shutdown(cancel_futures=True)
            self._pool = None

    def map(
        self, function: Function[Result], groups: Iterable[Records]
    ) -> Iterator[tuple[Records, list[Result | Problem]]]:
        """Each group of records with what `function` says of it, in their order.

        Only a few groups more than were asked for are taken and held. A record that ends the
        process that reads it is a Problem, and the others are read.
        """
        if self._count <= 1:
            for records in groups:
                yield records, function(records)
            return
        begun: deque[tuple[Records, Future[list[Result | Problem]]]] = deque()
        for records in groups:
            begun.append((records, self._begin(function, records)))
            if len(begun) > self._count + 1:
                yield self._finished(function, *begun.popleft())
        while begun:
            yield self._finished(function, *begun.popleft())

    def _finished(
        self,
        function: Function[Result],
        records: Records,
        future: "Future[list[Result | Problem]]",
    ) -> tuple[Records, list[Result | Problem]]:
        try:
            return records, future.result()
        except BrokenProcessPool:
            # One of its records, or of a group beside it, ended a process.
            return records, self._one_by_one(function, records)

    def _one_by_one(self, function: Function[Result], records: Records) -> list[Result | Problem]:
        found: list[Result | Problem] = []
        for record in records.records:
            try:
                found += self._begin(function, replace(records, records=(record,))).result()
            except BrokenProcessPool:
                log.error("A record ended the process that read it: %s", record.name)
                found.append(_BROKE_OFF)
        return found

    def _begin(
        self, function: Function[Result], records: Records
    ) -> "Future[list[Result | Problem]]":
        if self._pool is None:
            self._pool = self._started()
        try:
            return self._pool.submit(function, records)
        except BrokenProcessPool:
            self._pool.shutdown(wait=False)
            self._pool = self._started()
            return self._pool.submit(function, records)

    def _started(self) -> ProcessPoolExecutor:
        # Not forked: a fork of a process with threads and database connections is not safe.
        spawn = multiprocessing.get_context("spawn")
        return ProcessPoolExecutor(self._count, spawn, initializer=_prepare)


def _prepare() -> None:
    """Ctrl-C is for the process that started this one, whose end is the end of this one, too."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_end_with, args=(parent.sentinel,), daemon=True).start()


def _end_with(sentinel: int) -> None:
    wait([sentinel])
    os._exit(1)
