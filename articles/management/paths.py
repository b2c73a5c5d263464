"""The files below the paths of a command line."""

import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

SUFFIXES = (
    *(".txt", ".text", ".md", ".html", ".htm", ".xhtml", ".json", ".jsonl", ".ndjson", ".csv"),
    *(".tsv", ".tab", ".rss", ".atom", ".xml", ".warc", ".gz", ".docx", ".rtf", ".zip"),
)
"""What files are called that may hold articles. What they are, their content tells."""


_READ = f"Of a folder, {', '.join(SUFFIXES)} files are read."
_NOT_IMPORTED = f"Not imported. {_READ} Name a file itself to have it read whatever it is called."


@dataclass(frozen=True, slots=True)
class Found:
    """A path to look at. `message` says why there is nothing to import, "" for a file to import.

    A `skipped` one is not of a kind that is imported; the others without a file are failures.
    """

    path: Path
    message: str = ""
    skipped: bool = False


class _Kind(Enum):
    FILE = 1
    FOLDER = 2


def walk(path: Path) -> Iterator[Found]:
    """A file itself; of a folder every file below it, in the order of their paths.

    Hidden files and folders are left out, and links to folders not followed. Nothing is opened.
    """
    kind = _kind(path)
    if kind is _Kind.FOLDER:
        yield from _below(path)
    else:
        yield Found(path) if kind is _Kind.FILE else kind


def _kind(path: Path) -> _Kind | Found:
    """What a path leads to, or why there is nothing to import."""
    try:
        mode = path.stat().st_mode
    except (FileNotFoundError, NotADirectoryError):
        return Found(path, "There is no such file or folder. Check the path.")
    except OSError as error:
        return Found(path, f"This cannot be read: {error.strerror}.")
    if stat.S_ISDIR(mode):
        return _Kind.FOLDER
    return _Kind.FILE if stat.S_ISREG(mode) else Found(path, "This is neither a file nor a folder.")


def _below(folder: Path) -> Iterator[Found]:
    unreadable: list[OSError] = []
    count = 0
    for root, folders, names in os.walk(folder, onerror=unreadable.append):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in folders:
            path = Path(root, name)
            if path.is_symlink():
                yield Found(path, "A link to a folder: not followed.", skipped=True)
        for name in sorted(names):
            path = Path(root, name)
            if name.startswith("."):
                continue
            if path.suffix.lower() not in SUFFIXES:
                yield Found(path, _NOT_IMPORTED, skipped=True)
                continue
            count += 1
            kind = _kind(path)
            yield kind if isinstance(kind, Found) else Found(path)
    for error in unreadable:
        yield Found(Path(str(error.filename)), f"This folder cannot be read: {error.strerror}.")
    if not count and not unreadable:
        yield Found(folder, f"The folder holds no file to import. {_READ}")
