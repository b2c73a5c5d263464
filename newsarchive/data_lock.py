"""The data folder: closed to other users, and with one running newsarchive."""

import fcntl
import os
import time
from pathlib import Path

# The children of a killed run hold its lock until they notice that it is gone.
_PATIENCE_SECONDS = 5.0


class AlreadyRunning(Exception):
    """Another run holds the data folder; says which and where it listens."""


def make_data_folder(data_dir: Path) -> None:
    """Make `data_dir` unless it is there: for its owner only.

    Root's lets others pass through: the database below it belongs to another user.
    """
    data_dir.mkdir(mode=0o711 if os.geteuid() == 0 else 0o700, parents=True, exist_ok=True)


def lock_data_folder(data_dir: Path) -> int:
    """Hold `data_dir` until this process ends; returns the descriptor of the lock.

    Raises:
        AlreadyRunning: another run holds it.
        OSError: the folder cannot be made or written.
    """
    make_data_folder(data_dir)
    path = data_dir / "run.lock"
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    end = time.monotonic() + _PATIENCE_SECONDS
    while True:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            pid, _, where = path.read_text(encoding="utf-8").partition(" ")
            if _alive(pid) or time.monotonic() > end:
                os.close(descriptor)
                raise AlreadyRunning(
                    f"newsarchive already runs on {data_dir}"
                    + (f" (process {pid})" if pid else "")
                    + (f": {where}" if where else ".")
                ) from None
            time.sleep(0.1)
        else:
            tell_address(descriptor, "")
            return descriptor


def tell_address(descriptor: int, address: str) -> None:
    """Write into a held lock where this run listens, for whoever starts another one."""
    os.ftruncate(descriptor, 0)
    os.pwrite(descriptor, f"{os.getpid()} {address}".encode(), 0)


def _alive(pid: str) -> bool:
    try:
        os.kill(int(pid), 0)
    except ProcessLookupError:
        return False
    except (ValueError, PermissionError):
        return True
    return True
