"""Raw files, kept forever under the SHA-256 of their bytes."""

import os
from collections.abc import Sequence
from pathlib import Path
from typing import IO, Any
from uuid import uuid4

from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage, storages

from articles.core.fingerprints import sha256_hex

ALIAS = "raw"


def store(raw: bytes) -> str:
    """Keep these bytes and return their SHA-256; storing them again changes nothing.

    A file appears under its name whole or not at all, also when the machine stops meanwhile.
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


def read_slice(sha256: str, offset: int, size: int) -> bytes:
    """`size` bytes from `offset` of a stored file. Raises FileNotFoundError when there is none."""
    with open_raw(sha256) as file:
        file.seek(offset)
        return bytes(file.read(size))


def open_raw(sha256: str) -> IO[Any]:
    """The stored bytes as a binary file. Raises FileNotFoundError when there are none."""
    return storages[ALIAS].open(_key(sha256), "rb")


def read_raw(sha256: str) -> bytes:
    """All the stored bytes. Raises FileNotFoundError when there are none."""
    with open_raw(sha256) as file:
        return bytes(file.read())


def _key(sha256: str) -> str:
    return f"{sha256[:2]}/{sha256[2:4]}/{sha256}"


def _put(path: Path, raw: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_name(f".{uuid4().hex}.part")
    try:
        with unfinished.open("wb") as file:
            file.write(raw)
            file.flush()
            os.fsync(file.fileno())
        unfinished.chmod(0o440)
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)
