"""The files in a ZIP archive, brought out one by one and never trusted."""

import io
import stat
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import IO, BinaryIO

from . import zip_names
from .records import BadRecord, Limits, Unreadable
from .zip_directory import count_entries

_ENCRYPTED = 0x1
# Of the others, one step of unpacking can give more than fits in memory.
_METHODS = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
# Small files compress well: the ratio says nothing of them.
_RATIO_FROM = 1 << 20
_LOCAL_HEADER = 30
_DAMAGED = (zipfile.BadZipFile, zlib.error, EOFError, OSError, struct.error)


@dataclass(frozen=True, slots=True)
class Member:
    """A file in an archive. `size` is what the archive says of it, in bytes, and may be wrong.

    `open()` gives its content as a stream that raises Unreadable, with the limit named, as soon as
    more comes out than may, or what comes out is damaged.
    """

    name: str
    size: int
    open: Callable[[], BinaryIO]


@dataclass(slots=True)
class Unpacking:
    """How much was unpacked of an archive and of the archives in it, together.

    `depth` is 0 for the archive that was brought and 1 for those in it; there is no 2.
    """

    depth: int = 0
    members: int = 0
    unpacked_bytes: int = 0


def members(
    file: BinaryIO, limits: Limits, *, within: Unpacking | None = None
) -> Iterator[Member | BadRecord]:
    """The files of an archive in its order; what may not be brought out is a BadRecord.

    Folders and what operating systems leave behind are passed over. For an archive in an archive,
    `within` is what was counted for the outer one, with its depth raised by the caller. An archive
    that is refused as a whole gives one BadRecord.
    """
    counted = within or Unpacking()
    try:
        archive = _opened(file, limits, counted)
    except Unreadable as error:
        yield BadRecord(1, error.code, str(error))
        return
    overlapping = _overlapping(archive)
    for number, entry in enumerate(archive.infolist(), 1):
        name = zip_names.name_of(entry)
        if name.endswith("/") or zip_names.is_noise(name):
            continue
        counted.members += 1
        if counted.members > limits.members:
            message = (
                f"The archives hold more than {limits.members:,} files together, the limit for one "
                "upload (IMPORT_MAX_ARCHIVE_MEMBERS). The rest was not read: split them."
            )
            yield BadRecord(number, "too-many-members", message)
            return
        if refusal := _refusal(entry, name, limits, counted, overlapping):
            code, why = refusal
            shown = zip_names.shown(name)
            yield BadRecord(number, code, f"{shown}: {why}", name=shown)
        else:
            yield _member(archive, entry, zip_names.cleaned(name), limits, counted)


def _opened(file: BinaryIO, limits: Limits, counted: Unpacking) -> zipfile.ZipFile:
    if counted.depth > 1:
        raise Unreadable(
            "This archive is in an archive that is itself in an archive. Only one level is "
            "unpacked: unpack it first.",
            code="nested",
        )
    entries = count_entries(file, most=limits.members)
    if entries > limits.members:
        raise Unreadable(
            f"The archive has {entries:,} entries or more, and at most {limits.members:,} files "
            "may be in one (IMPORT_MAX_ARCHIVE_MEMBERS). Split it.",
            code="too-many-members",
        )
    try:
        return zipfile.ZipFile(file)
    except (*_DAMAGED, ValueError, NotImplementedError, UnicodeDecodeError) as error:
        if isinstance(error, UnicodeDecodeError):
            raise Unreadable(
                "A name in the archive is not in UTF-8, though it says so: nothing of it can be "
                "read. Pack the files again, or bring them by themselves.",
                code="damaged",
            ) from None
        raise Unreadable(
            f"The archive is damaged or cut off ({error}). Copy or download it again.",
            code="truncated",
        ) from None


def _refusal(
    entry: zipfile.ZipInfo,
    name: str,
    limits: Limits,
    counted: Unpacking,
    overlapping: frozenset[int],
) -> tuple[str, str] | None:
    """Code and reason why a member is not brought out; None when it may be."""
    mode = entry.external_attr >> 16
    if unsafe := zip_names.unsafe(name):
        return "unsafe-name", unsafe
    if stat.S_ISLNK(mode):
        return "symlink", "this is a link to another file, which is not followed. Add the file."
    if entry.flag_bits & _ENCRYPTED:
        return "encrypted", "this is encrypted. Unpack the archive with its password first."
    if entry.compress_type not in _METHODS:
        method = f"compressed in a way that is not known here (method {entry.compress_type})"
        return "compression", f"this is {method}. Pack it again as an ordinary ZIP archive."
    if counted.depth and name.lower().endswith(".zip"):
        return "nested", "this archive is two levels deep, and one is unpacked. Unpack it first."
    if entry.header_offset in overlapping:
        return "overlap", (
            "this shares its bytes with another file of the archive, as only archives made to "
            f"flood a disk do. {zip_names.PACK_ANEW}"
        )
    if entry.file_size > limits.file_bytes:
        return "file-too-large", _too_large(entry.file_size, limits)
    if entry.file_size > _most_unpacked(entry, limits):
        return "ratio", _too_dense(limits)
    return None


def _overlapping(archive: zipfile.ZipFile) -> frozenset[int]:
    """Where entries begin that reach into the next one, and those next ones."""
    entries = sorted(archive.infolist(), key=lambda entry: entry.header_offset)
    found: set[int] = set()
    reach, reaching = -1, -1
    for entry in entries:
        if entry.header_offset < reach:
            found |= {entry.header_offset, reaching}
        name_size = zip_names.size_of(entry)
        end = entry.header_offset + _LOCAL_HEADER + name_size + entry.compress_size
        if end > reach:
            reach, reaching = end, entry.header_offset
    return frozenset(found)


def _too_large(size: int, limits: Limits) -> str:
    return (
        f"this has {size:,} bytes unpacked, more than the {limits.file_bytes:,} that one file "
        "may have (IMPORT_MAX_FILE_BYTES). Split it."
    )


def _most_unpacked(entry: zipfile.ZipInfo, limits: Limits) -> int:
    return max(_RATIO_FROM, limits.ratio * max(1, entry.compress_size))


def _too_dense(limits: Limits) -> str:
    return (
        f"this unpacks to more than {limits.ratio:,} times its size, the limit for archives "
        "(IMPORT_MAX_RATIO). It was not read: bring it unpacked if it is text."
    )


def _member(
    archive: zipfile.ZipFile,
    entry: zipfile.ZipInfo,
    name: str,
    limits: Limits,
    counted: Unpacking,
) -> Member:
    def opened() -> BinaryIO:
        try:
            stream = archive.open(entry)
        except (*_DAMAGED, RuntimeError, NotImplementedError, ValueError) as error:
            raise _damaged(name, error) from None
        return io.BufferedReader(_Guarded(stream, entry, name, limits, counted), 1 << 16)

    return Member(name, entry.file_size, opened)


def _damaged(name: str, error: Exception) -> Unreadable:
    reason = "its compression is damaged" if isinstance(error, zlib.error) else error
    return Unreadable(
        f"{name}: this is damaged in the archive ({reason}). Copy or download the archive again.",
        code="damaged",
    )


class _Guarded(io.RawIOBase):
    """A member's stream that counts what really comes out of it."""

    def __init__(
        self,
        stream: IO[bytes],
        entry: zipfile.ZipInfo,
        name: str,
        limits: Limits,
        counted: Unpacking,
    ) -> None:
        self._stream = stream
        self._name = name
        self._limits = limits
        self._counted = counted
        self._size = 0
        self._most = _most_unpacked(entry, limits)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: "memoryview | bytearray") -> int:  # type: ignore[override]
        try:
            chunk = self._stream.read(len(buffer))
        except _DAMAGED as error:
            raise _damaged(self._name, error) from None
        self._size += len(chunk)
        self._counted.unpacked_bytes += len(chunk)
        self._check()
        buffer[: len(chunk)] = chunk
        return len(chunk)

    def close(self) -> None:
        self._stream.close()
        super().close()

    def _check(self) -> None:
        limits = self._limits
        if self._size > limits.file_bytes:
            raise Unreadable(
                f"{self._name}: {_too_large(self._size, limits)}", code="file-too-large"
            )
        if self._size > self._most:
            raise Unreadable(f"{self._name}: {_too_dense(limits)}", code="ratio")
        if self._counted.unpacked_bytes > limits.unpacked_bytes:
            raise Unreadable(
                f"{self._name}: the archive unpacks to more than {limits.unpacked_bytes:,} bytes, "
                "the limit for one (IMPORT_MAX_UNPACKED_BYTES). The rest was not read: split it.",
                code="unpacked-too-large",
            )
