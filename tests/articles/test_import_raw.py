"""Raw files: kept as they came, once, never overwritten."""

import errno
import io
import os
from pathlib import Path

import pytest
from django.core.files.storage import storages

from articles.core.fingerprints import sha256_hex
from articles.services.errors import StorageFull
from articles.services.raw import (
    TooLong,
    open_raw,
    pack,
    places,
    read_slice,
    store,
    store_file,
)
from tests.factories import make_item

pytestmark = pytest.mark.usefixtures("own_raw_files")


def path_of(sha256: str) -> Path:
    return Path(storages["raw"].path(f"{sha256[:2]}/{sha256[2:4]}/{sha256}"))


def test_bytes_come_back_identical() -> None:
    raw = bytes(range(256)) + b"\r\n\x00\xff" + os.urandom(16)
    sha256 = store(raw)
    with open_raw(sha256) as file:
        assert file.read() == raw


def test_storing_again_changes_nothing() -> None:
    raw = b"once" + os.urandom(8)
    sha256 = store(raw)
    before = path_of(sha256).stat()
    assert store(raw) == sha256
    after = path_of(sha256).stat()
    assert (before.st_ino, before.st_mtime_ns) == (after.st_ino, after.st_mtime_ns)


def test_a_file_cut_off_by_a_crash_is_made_whole() -> None:
    raw = b"whole" + os.urandom(8)
    sha256 = store(raw)
    path_of(sha256).chmod(0o600)
    path_of(sha256).write_bytes(raw[:3])
    assert store(raw) == sha256
    assert path_of(sha256).read_bytes() == raw


def test_nothing_unfinished_is_left() -> None:
    sha256 = store(b"tidy" + os.urandom(8))
    assert [path.name for path in path_of(sha256).parent.iterdir()] == [sha256]


def test_a_file_and_its_name_are_safe_before_it_counts_as_kept(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    safe: list[int] = []
    sync = os.fsync

    def noting(descriptor: int) -> None:
        safe.append(os.fstat(descriptor).st_ino)
        sync(descriptor)

    monkeypatch.setattr(os, "fsync", noting)
    for keep in (store, lambda raw: store_file(io.BytesIO(raw), most=100)[0]):
        path = path_of(keep(b"safe" + os.urandom(8)))
        assert safe == [place.stat().st_ino for place in (path, *path.parents[:3])]
        safe.clear()


def test_unknown_bytes_are_not_found() -> None:
    with pytest.raises(FileNotFoundError):
        open_raw("0" * 64)


def test_a_file_is_stored_in_pieces_and_comes_back_identical() -> None:
    content = os.urandom(3_000_000)
    assert store_file(io.BytesIO(content), most=3_000_000) == (sha256_hex(content), len(content))
    with open_raw(sha256_hex(content)) as file:
        assert file.read() == content
    folder = Path(storages["raw"].path(""))
    assert [path for path in folder.iterdir() if path.name.endswith(".part")] == []


def test_a_file_that_is_too_long_is_not_kept() -> None:
    content = os.urandom(2000)
    with pytest.raises(TooLong):
        store_file(io.BytesIO(content), most=1999)
    assert not path_of(sha256_hex(content)).exists()


@pytest.mark.django_db
def test_bytes_that_are_part_of_a_stored_file_are_found_there() -> None:
    contents = [os.urandom(10) for _ in range(3)]
    packed, offsets = pack(contents)
    for content, offset in zip(contents, offsets, strict=True):
        make_item(sha256=sha256_hex(content), raw_sha256=packed, raw_offset=offset, size=10)
        assert read_slice(packed, offset, 10) == content
    wanted = [sha256_hex(content) for content in contents]
    assert places([*wanted, "0" * 64]) == {
        sha256: (packed, offset) for sha256, offset in zip(wanted, offsets, strict=True)
    }
    path_of(packed).unlink()
    assert places(wanted) == {}


def test_a_full_disk_is_said_and_leaves_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(StorageFull, match="No space left"):
        store(b"bytes that no test has kept before")
    with pytest.raises(StorageFull, match="make room"):
        store_file(io.BytesIO(b"more bytes that no test has kept"), most=1000)
    folder = Path(storages["raw"].path("."))
    assert not list(folder.rglob("*.part"))


def test_a_disk_that_is_read_only_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError(errno.EROFS, os.strerror(errno.EROFS))

    monkeypatch.setattr(Path, "mkdir", refuse)
    monkeypatch.setattr(Path, "unlink", refuse)
    with pytest.raises(StorageFull, match="Read-only"):
        store(b"bytes for a disk that takes none")
