"""One run of manage.py import_articles, watched: when its articles can be read and searched, what
memory and processor time it takes."""

import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

import psutil
import psycopg

from benchmarks.scratch import REPOSITORY, Scratch
from newsarchive.embedded.cluster import DATABASE, PORT, SUPERUSER, Cluster

# As the embedded database sees it: the folder of a scratch archive.
_POSTGRES = "postgres"
_EVERY = 0.2
# To look at the memory and the time of a dozen processes takes tens of milliseconds.
_WATCHED_EVERY = 0.5
_PROGRESS = """
    SELECT (SELECT count(*) FROM articles_article),
           (SELECT count(*) FROM articles_searchentry),
           to_regclass('search_entry_vector') IS NOT NULL
"""


@dataclass
class Run:
    """Seconds since the command was started; bytes; seconds of processors.

    Memory is the proportional set size of all processes, added up, at its highest.
    """

    articles: int
    readable: float = 0.0
    searchable: float = 0.0
    peak: int = 0
    peak_of_database: int = 0
    cpu: float = 0.0
    cpu_of_database: float = 0.0
    output: str = field(default="", repr=False)


def cluster(scratch: Scratch) -> Cluster:
    """The scratch archive's database server."""
    return Cluster(scratch.folder / _POSTGRES)


@contextmanager
def connected(scratch: Scratch) -> Iterator[psycopg.Connection]:
    """A connection of its own to a scratch archive's database, which runs."""
    server = cluster(scratch)
    server.hold()
    with psycopg.connect(
        host=str(server.socket_dir), port=PORT, user=SUPERUSER, dbname=DATABASE, autocommit=True
    ) as connection:
        yield connection


def emptied(connection: psycopg.Connection) -> None:
    """An archive without articles and imports, whose tables nothing has to be cleaned out of."""
    connection.execute("TRUNCATE articles_article, articles_importbatch CASCADE")
    connection.execute("CHECKPOINT")


def imported(scratch: Scratch, connection: psycopg.Connection, path: Path, *, articles: int) -> Run:
    """Import what is at a path into an archive without articles, until all can be searched.

    Raises RuntimeError when the command ends and they cannot.
    """
    run = Run(articles)
    database = psutil.Process(_postmaster(scratch))
    before = _cpu(database)
    start = time.perf_counter()
    with (scratch.folder / "import.log").open("w") as log:
        command = subprocess.Popen(
            [sys.executable, str(REPOSITORY / "manage.py"), "import_articles", str(path)],
            env=scratch.environment,
            stdout=log,
            stderr=subprocess.STDOUT,
        )
        with _watching(run, psutil.Process(command.pid), database):
            while not run.searchable:
                ended = command.poll() is not None
                read, searched, has_index = connection.execute(_PROGRESS).fetchone() or (0, 0, 0)
                now = time.perf_counter() - start
                if not run.readable and read == articles:
                    run.readable = now
                if searched == articles and has_index:
                    run.searchable = now
                elif ended:
                    raise RuntimeError(f"{searched} of {articles} can be searched: {log.name}")
                time.sleep(_EVERY)
            _, _, used = os.wait4(command.pid, 0)
    # Of processes that outlive it by a moment, the last look has to do.
    run.cpu = max(run.cpu, used.ru_utime + used.ru_stime)
    run.cpu_of_database = _cpu(database) - before
    return run


def _postmaster(scratch: Scratch) -> int:
    return int((scratch.folder / _POSTGRES / "postmaster.pid").read_text().splitlines()[0])


def _cpu(process: psutil.Process) -> float:
    """What a process, its children and those that ended have used."""
    return _used(_family(process))


def _used(family: Iterable[psutil.Process]) -> float:
    total = 0.0
    for one in family:
        with suppress(psutil.NoSuchProcess):
            used = one.cpu_times()
            total += used.user + used.system + used.children_user + used.children_system
    return total


@contextmanager
def _watching(run: Run, command: psutil.Process, database: psutil.Process) -> Iterator[None]:
    """Note the most memory that is taken, and what processors the command uses."""
    done = threading.Event()

    def watch() -> None:
        while not done.wait(_WATCHED_EVERY):
            family = _family(command)
            run.peak = max(run.peak, _memory(family))
            run.cpu = max(run.cpu, _used(family))
            run.peak_of_database = max(run.peak_of_database, _memory(_family(database)))

    watcher = threading.Thread(target=watch)
    watcher.start()
    try:
        yield
    finally:
        done.set()
        watcher.join()


def _family(process: psutil.Process) -> list[psutil.Process]:
    with suppress(psutil.NoSuchProcess):
        return [process, *process.children(recursive=True)]
    return []


def _memory(processes: Iterable[psutil.Process]) -> int:
    total = 0
    for process in processes:
        with suppress(psutil.Error):
            total += process.memory_full_info().pss
    return total
