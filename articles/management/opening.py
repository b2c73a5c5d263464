"""Files of the command line, opened to be read."""

import errno
import os
import stat
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

_SMALL = 1 << 16


def opened(path: Path) -> BinaryIO:
    """A file to read from; a small one, which is looked into several times, is read at once.

    Raises OSError for what cannot be read, and for what has no end or keeps its readers waiting: a
    device, a pipe, or a file such as /proc/kmsg that the system makes up while it is read.
    """
    file = open(path, "rb", opener=_without_waiting)  # noqa: SIM115
    try:
        status = os.fstat(file.fileno())
        if not stat.S_ISREG(status.st_mode) or (not status.st_size and _holds(file)):
            raise _made_up()
        head: bytes | None = file.read(_SMALL)
        if head is None:
            raise _made_up()
        if len(head) == _SMALL:
            file.seek(0)
            return file
    except BaseException:
        file.close()
        raise
    file.close()
    return BytesIO(head)


def _without_waiting(path: str, flags: int) -> int:
    return os.open(path, flags | os.O_NONBLOCK)


def _holds(file: BinaryIO) -> bool:
    """Whether there is more in a file than its size says, which is nothing."""
    try:
        return bool(os.read(file.fileno(), 1))
    except BlockingIOError:
        return True


def _made_up() -> OSError:
    return OSError(
        errno.EINVAL,
        "it is no file on a disk, and may have no end. Copy what is in it to a file, and import "
        "that",
    )
