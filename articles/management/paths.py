"""The files below the paths of a command line."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

SUFFIX = ".txt"


@dataclass(frozen=True, slots=True)
class Found:
    """A path to look at. `message` says why there is nothing to import, "" for a file to import.

    A `skipped` one is not of a kind that is imported; the others without a file are failures.
    """

    path: Path
    message: str = ""
    skipped: bool = False


def walk(path: Path) -> Iterator[Found]:
    """A file itself; of a folder every file below it, in the order of their paths.

    Hidden files and folders are left out. Nothing is opened.
    """
    if path.is_dir():
        yield from _below(path)
    elif path.is_file():
        yield Found(path)
    elif path.exists():
        yield Found(path, "This is neither a file nor a folder.")
    else:
        yield Found(path, "There is no such file or folder. Check the path.")


def _below(folder: Path) -> Iterator[Found]:
    unreadable: list[OSError] = []
    texts = 0
    for root, folders, names in os.walk(folder, onerror=unreadable.append):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            path = Path(root, name)
            if name.startswith("."):
                continue
            if path.suffix.lower() != SUFFIX:
                yield Found(path, f"Not imported: of a folder, only {SUFFIX} files are.", True)
                continue
            texts += 1
            yield Found(path) if path.is_file() else Found(path, "This is not a file.")
    for error in unreadable:
        yield Found(Path(str(error.filename)), f"This folder cannot be read: {error.strerror}.")
    if not texts and not unreadable:
        yield Found(folder, f"The folder holds no {SUFFIX} file.")
