"""One running newsarchive per data folder."""

import fcntl
import os
import time
from pathlib import Path

# The children of a killed run hold its lock until they notice that it is gone.
_PATIENCE_SECONDS = 5.0


class AlreadyRunning(Exception):
    """Another run holds the data folder; says which and where it listens."""


def lock_data_folder(data_dir: Path, address: str) -> int:
    """Hold `data_dir` until this process ends; returns the descriptor of the lock.

    Raises:
        AlreadyRunning: another run holds it.
        OSError: the folder cannot be made or written.
    """
    data_dir.mkdir(parents=True, exist_ok=True)
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
            os.ftruncate(descriptor, 0)
            os.pwrite(descriptor, f"{os.getpid()} {address}".encode(), 0)
            return descriptor


def _alive(pid: str) -> bool:
    try:
        os.kill(int(pid), 0)
    except ProcessLookupError:
        return False
    except (ValueError, PermissionError):
        return True
    return True
