"""Children of a supervisor: forked, watched, and gone when it is gone, however it ends.

They are forked and not started anew because importing the application takes longer than
everything else at start-up.
"""

import logging
import os
import signal
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field

import psutil

from newsarchive.embedded.cluster import release_all

log = logging.getLogger(__name__)

# A child that died is started again after this many seconds, doubled each time up to the second.
RESTART_SECONDS = (0.5, 10.0)
# What a child gets between SIGTERM and SIGKILL.
STOP_SECONDS = 2.0


@dataclass
class Child:
    """One forked process. `essential`: the supervisor gives up when it dies."""

    name: str
    body: Callable[[], None]
    essential: bool
    pid: int = 0
    died: int = 0
    due: float = 0.0


@dataclass
class Supervisor:
    """Starts children, restarts those that may die, and stops all of them.

    The read end of a pipe that only the supervisor can write to is the children's sign of life:
    it ends when the supervisor does, after `kill -9` too.
    """

    children: list[Child]
    stopping: bool = False
    _lifeline: tuple[int, int] = field(default_factory=os.pipe)

    def start(self) -> None:
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self._on_stop_signal)
        for child in self.children:
            if child.essential:
                self._fork(child)  # the others follow in watch(): what people wait for comes first

    def watch(self) -> Child | None:
        """Restart what may die, until a stop signal (None) or the death of an essential child."""
        while not self.stopping:
            if (dead := self.dead()) is not None:
                return dead
            for child in self.children:
                if not child.pid and time.monotonic() >= child.due:
                    self._fork(child)
            time.sleep(0.05)
        return None

    def dead(self) -> Child | None:
        """An essential child that ended, without which the rest is of no use."""
        self._reap()
        return next((child for child in self.children if child.essential and not child.pid), None)

    def stop(self) -> None:
        """End every child: asked first, killed when it takes too long."""
        self.stopping = True
        for number, patience in ((signal.SIGTERM, STOP_SECONDS), (signal.SIGKILL, STOP_SECONDS)):
            for child in self.children:
                if child.pid:
                    # The child leads a process group: what it started ends with it.
                    os.killpg(child.pid, number)
            end = time.monotonic() + patience
            while time.monotonic() < end and any(child.pid for child in self.children):
                self._reap()
                time.sleep(0.01)

    def _on_stop_signal(self, number: int, frame: object) -> None:
        self.stopping = True

    def _reap(self) -> None:
        for child in self.children:
            if not child.pid or not os.waitpid(child.pid, os.WNOHANG)[0]:
                continue
            self._end_group(child.pid)
            child.pid = 0
            if self.stopping or child.essential:
                continue
            shortest, longest = RESTART_SECONDS
            wait = min(shortest * 2**child.died, longest)
            child.died += 1
            child.due = time.monotonic() + wait
            log.warning("The %s ended; it is started again in %g s.", child.name, wait)

    def _end_group(self, leader: int) -> None:
        """What a killed child had started ends, too: it may hold the database or the port."""
        end = time.monotonic() + 1
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(leader, signal.SIGKILL)
            while _group_lives(leader) and time.monotonic() < end:
                time.sleep(0.01)

    def _fork(self, child: Child) -> None:
        sys.stdout.flush()
        sys.stderr.flush()
        child.pid = os.fork()
        if child.pid:
            return
        status = 1
        try:
            # A group of its own: Ctrl-C reaches the supervisor alone, which stops its children.
            os.setpgid(0, 0)
            for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
                signal.signal(number, signal.SIG_DFL)
            self._end_with_supervisor()
            child.body()
            status = 0
        except SystemExit as exit_:
            status = exit_.code if isinstance(exit_.code, int) else 1
        except BaseException:
            log.exception("The %s failed.", child.name)
        finally:
            release_all()
            sys.stdout.flush()
            sys.stderr.flush()
            os._exit(status)  # the exit handlers are the supervisor's

    def _end_with_supervisor(self) -> None:
        read, write = self._lifeline
        os.close(write)
        me = os.getpid()

        def wait() -> None:
            os.read(read, 1)
            os.kill(me, signal.SIGTERM)

        threading.Thread(target=wait, name="lifeline", daemon=True).start()


def _group_lives(leader: int) -> bool:
    """Whether a process of the group still runs; one that only waits to be reaped does not."""
    for process in psutil.process_iter(["status"]):
        with suppress(ProcessLookupError, PermissionError):
            if process.info["status"] != psutil.STATUS_ZOMBIE and os.getpgid(process.pid) == leader:
                return True
    return False
