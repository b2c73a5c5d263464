"""Raw files, kept forever under the SHA-256 of their bytes."""

import errno
import hashlib
import os
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager, suppress
from itertools import islice
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, BinaryIO, cast
from uuid import uuid4

from django.core.files.base import ContentFile, File
from django.core.files.storage import FileSystemStorage, storages

from articles.core.fingerprints import sha256_hex
from articles.models import ImportItem
from articles.services.errors import StorageFull

ALIAS = "raw"

_CHUNK = 1 << 20
_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS})


class TooLong(Exception):
    """A file that has more bytes than it may have."""


def store(raw: bytes) -> str:
    """Keep these bytes and return their SHA-256; storing them again changes nothing.

    A file appears under its name whole or not at all, also when the machine stops meanwhile.
    Raises StorageFull.
    """
    sha256 = sha256_hex(raw)
    storage = storages[ALIAS]
    key = _key(sha256)
    if storage.exists(key) and storage.size(key) == len(raw):
        return sha256
    if isinstance(storage, FileSystemStorage):
        _put(Path(storage.path(key)), raw)
    else:
        # An object store writes an object whole; the name may only be taken by the same bytes.
        storage.delete(key)
        storage.save(key, ContentFile(raw))
    return sha256


def store_file(file: IO[bytes], *, most: int) -> tuple[str, int]:
    """Keep the bytes of an open file, from its beginning on; their SHA-256 and how many they are.

    It is read in pieces, however long it is. Raises TooLong, and keeps nothing, when it has more
    than `most` bytes, and StorageFull.
    """
    storage = storages[ALIAS]
    if file.seekable():
        file.seek(0)
    if isinstance(storage, FileSystemStorage):
        folder = Path(storage.base_location)
        with _unfinished(folder) as (copy, path):
            sha256, size = _copy(file, copy, most)
            key = _key(sha256)
            if not (storage.exists(key) and storage.size(key) == size):
                _finish(copy, path, Path(storage.path(key)))
        return sha256, size
    with TemporaryFile() as copy:
        sha256, size = _copy(file, copy, most)
        key = _key(sha256)
        if not (storage.exists(key) and storage.size(key) == size):
            copy.seek(0)
            storage.delete(key)
            storage.save(key, File(copy))
    return sha256, size


def pack(contents: Sequence[bytes]) -> tuple[str, list[int]]:
    """Keep several contents in one stored file: its SHA-256, and where in it each begins.

    Making a file safe on a disk costs the same for one article as for hundreds.
    """
    offsets = []
    end = 0
    for content in contents:
        offsets.append(end)
        end += len(content)
    return store(b"".join(contents)), offsets


def places(wanted: Collection[str]) -> dict[str, tuple[str, int]]:
    """By SHA-256, the stored file that has the bytes already, and where in it they begin.

    Bytes that are brought again are not kept again.
    """
    items = ImportItem.objects.filter(sha256__in=wanted).exclude(raw_sha256="")
    known = items.order_by("-pk").values_list("sha256", "raw_sha256", "raw_offset")
    found = {sha256: (file, offset) for sha256, file, offset in known}
    there = {file for file, _ in found.values() if storages[ALIAS].exists(_key(file))}
    return {sha256: place for sha256, place in found.items() if place[0] in there}


def read_slice(sha256: str, offset: int, size: int) -> bytes:
    """`size` bytes from `offset` of a stored file. Raises FileNotFoundError when there is none."""
    with open_raw(sha256) as file:
        file.seek(offset)
        return bytes(file.read(size))


def open_raw(sha256: str) -> BinaryIO:
    """The stored bytes as a binary file. Raises FileNotFoundError when there are none."""
    return cast(BinaryIO, storages[ALIAS].open(_key(sha256), "rb"))


def _key(sha256: str) -> str:
    return f"{sha256[:2]}/{sha256[2:4]}/{sha256}"


def _put(path: Path, raw: bytes) -> None:
    with _unfinished(path.parent) as (file, unfinished):
        file.write(raw)
        _finish(file, unfinished, path)


@contextmanager
def _unfinished(folder: Path) -> Iterator[tuple[IO[bytes], Path]]:
    """A new file that is gone at the end unless it was finished."""
    path = folder / f".{uuid4().hex}.part"
    try:
        with room_in("the storage of raw files"):
            folder.mkdir(parents=True, exist_ok=True)
            with path.open("wb") as file:
                yield file, path
    finally:
        with suppress(OSError):  # it has its name by then, or nothing may be written there
            path.unlink()


@contextmanager
def room_in(where: str) -> Iterator[None]:
    """Raise StorageFull when what is written within finds no room, or may not be written."""
    try:
        yield
    except OSError as error:
        if error.errno not in _FULL:
            raise
        raise StorageFull(
            f"There is no room for the file in {where} ({error.strerror}). "
            "Nothing of it was kept: make room, then bring it again."
        ) from error


def _finish(file: IO[bytes], unfinished: Path, path: Path) -> None:
    """Make a file safe on the disk and give it its name, which it gets whole or not at all."""
    file.flush()
    os.fsync(file.fileno())
    unfinished.chmod(0o440)
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished.replace(path)
    # A name is safe when its folder is; the folders that `_key` names may be new themselves.
    for folder in islice(path.parents, 3):
        _sync(folder)


def _sync(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _copy(file: IO[bytes], copy: IO[bytes], most: int) -> tuple[str, int]:
    digest = hashlib.sha256()
    size = 0
    while piece := file.read(_CHUNK):
        size += len(piece)
        if size > most:
            raise TooLong
        digest.update(piece)
        copy.write(piece)
    return digest.hexdigest(), size
