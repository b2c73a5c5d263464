"""Raw files: kept as they came, once, never overwritten."""

import os
from pathlib import Path

import pytest
from django.core.files.storage import storages

from articles.services.raw import open_raw, read_raw, store


def path_of(sha256: str) -> Path:
    return Path(storages["raw"].path(f"{sha256[:2]}/{sha256[2:4]}/{sha256}"))


def test_bytes_come_back_identical() -> None:
    raw = bytes(range(256)) + b"\r\n\x00\xff" + os.urandom(16)
    sha256 = store(raw)
    assert read_raw(sha256) == raw
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
    assert read_raw(sha256) == raw


def test_nothing_unfinished_is_left() -> None:
    sha256 = store(b"tidy" + os.urandom(8))
    assert [path.name for path in path_of(sha256).parent.iterdir()] == [sha256]


def test_unknown_bytes_are_not_found() -> None:
    with pytest.raises(FileNotFoundError):
        open_raw("0" * 64)
