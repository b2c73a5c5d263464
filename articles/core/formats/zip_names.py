"""The names of files in a ZIP archive: how they are decoded, and where they may not lead."""

import posixpath
import re
import struct
import zipfile
import zlib

PACK_ANEW = "Bring the file by itself, or in a new archive."

_UTF8_NAME = 0x800
_DRIVE = re.compile(r"[A-Za-z]:")
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff]")
_NOISE = frozenset({"thumbs.db", "desktop.ini", "__macosx"})


def name_of(entry: zipfile.ZipInfo) -> str:
    """The name of an entry, decoded: as UTF-8 where it says so or is it, else as DOS names are."""
    name = entry.orig_filename
    if entry.flag_bits & _UTF8_NAME or name.isascii():
        return name
    raw = name.encode("cp437")
    if stated := _unicode_name(entry.extra, raw):
        return stated
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return name


def _unicode_name(extra: bytes, raw: bytes) -> str:
    """The name in an Info-ZIP Unicode Path field (0x7075), if it belongs to this name."""
    at = 0
    while at + 4 <= len(extra):
        kind, length = struct.unpack_from("<HH", extra, at)
        field = extra[at + 4 : at + 4 + length]
        at += 4 + length
        if kind == 0x7075 and len(field) > 5 and field[0] == 1:
            (checksum,) = struct.unpack_from("<L", field, 1)
            if checksum == zlib.crc32(raw):
                return field[5:].decode("utf-8", errors="replace")
    return ""


def size_of(entry: zipfile.ZipInfo) -> int:
    """How many bytes the name of an entry has in the archive."""
    name = entry.orig_filename
    return len(name.encode("utf-8", "replace")) if entry.flag_bits & _UTF8_NAME else len(name)


def is_noise(name: str) -> bool:
    """Whether operating systems leave files of this name behind, or it is none."""
    parts = [part for part in name.replace("\\", "/").split("/") if part not in ("", ".", "..")]
    return not parts or any(
        part.startswith((".", "~$")) or part.casefold() in _NOISE for part in parts
    )


def unsafe(name: str) -> str:
    """Why a name leads out of the archive; "" when it does not."""
    path = name.replace("\\", "/")
    if path.startswith("/") or _DRIVE.match(path):
        return f"its name is absolute, so it would be written outside of the archive. {PACK_ANEW}"
    if ".." in path.split("/"):
        return f"its name leads out of the archive (“..”). {PACK_ANEW}"
    return ""


def cleaned(name: str) -> str:
    """A path below the archive, as it is kept and shown to editors."""
    return posixpath.normpath(_CONTROL.sub("", name.replace("\\", "/")))


def shown(name: str) -> str:
    """A name for messages: of one that is refused, too."""
    return _CONTROL.sub("", name)[:300]
