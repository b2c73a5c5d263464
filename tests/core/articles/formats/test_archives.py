"""ZIP archives: what comes out of them, and what is refused."""

import io
import struct
import time
import tracemalloc
import zipfile
import zlib

import pytest
from hypothesis import given as for_all
from hypothesis import settings
from hypothesis import strategies as st

from articles.core.formats.archives import Member, Unpacking, members
from articles.core.formats.records import BadRecord, Limits, Unreadable

from .readings import LIMITS, limits

Entry = tuple[str | zipfile.ZipInfo, bytes]


def zipped(*entries: Entry, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", method) as archive:
        for name, content in entries:
            archive.writestr(name, content)
    return file.getvalue()


def opened(
    content: bytes, within: Limits = LIMITS, counted: Unpacking | None = None
) -> tuple[dict[str, bytes], dict[str, str]]:
    """The members' contents by name, and the codes of what was refused by name."""
    brought: dict[str, bytes] = {}
    refused: dict[str, str] = {}
    for found in members(io.BytesIO(content), within, within=counted):
        if isinstance(found, BadRecord):
            refused[found.name] = found.code
            assert found.message
            continue
        try:
            brought[found.name] = found.open().read()
        except Unreadable as error:
            refused[found.name] = error.code
    return brought, refused


def refusal(content: bytes, within: Limits = LIMITS, counted: Unpacking | None = None) -> BadRecord:
    (found,) = members(io.BytesIO(content), within, within=counted)
    assert isinstance(found, BadRecord)
    return found


def link(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name)
    entry.external_attr = 0o120777 << 16
    return entry


def test_files_come_out_and_noise_does_not() -> None:
    content = zipped(
        ("a.txt", b"one"), ("folder/", b""), ("folder/b.txt", b"two"), ("back\\slash.txt", b"3"),
        ("__MACOSX/._a.txt", b"x"), (".DS_Store", b"x"), ("folder/Thumbs.db", b"x"),
        ("folder/.hidden/c.txt", b"x"), ("~$a.docx", b"x"),
    )  # fmt: skip
    brought, refused = opened(content)
    assert brought == {"a.txt": b"one", "folder/b.txt": b"two", "back/slash.txt": b"3"}
    assert refused == {}


@pytest.mark.parametrize(
    "name", ["../up.txt", "a/../../up.txt", "..\\up.txt", "/etc/passwd", "C:\\x.txt", "c:x.txt"]
)
def test_names_that_lead_elsewhere(name: str) -> None:
    brought, refused = opened(zipped((name, b"x"), ("good.txt", b"y")))
    assert brought == {"good.txt": b"y"}
    assert list(refused.values()) == ["unsafe-name"]


def test_links_and_encrypted_and_strange_members() -> None:
    content = bytearray(zipped((link("link"), b"/etc/passwd"), ("secret", b"x"), ("good", b"y")))
    for at in (content.find(b"PK\x01\x02", content.find(b"PK\x01\x02") + 1) + 8,):
        content[at] |= 1
    brought, refused = opened(bytes(content))
    assert brought == {"good": b"y"}
    assert refused == {"link": "symlink", "secret": "encrypted"}
    assert opened(zipped(("a", b"x"), method=zipfile.ZIP_LZMA))[1] == {"a": "compression"}
    assert opened(zipped(("a", b"x"), method=zipfile.ZIP_BZIP2))[1] == {"a": "compression"}


def test_bombs_are_refused_by_what_comes_out() -> None:
    bomb = zipped(("bomb.txt", bytes(40_000_000)))
    assert len(bomb) < 50_000
    tracemalloc.start()
    assert opened(bomb)[1] == {"bomb.txt": "ratio"}
    assert tracemalloc.get_traced_memory()[1] < 30_000_000
    tracemalloc.stop()
    assert opened(zipped(("big", bytes(60_000_000))))[1] == {"big": "file-too-large"}
    # The same with a header that says it is small.
    lying = bomb.replace(struct.pack("<L", 40_000_000), struct.pack("<L", 1_000))
    assert opened(lying)[1]["bomb.txt"] in ("ratio", "damaged")
    text = bytes(range(256)) * 4_000
    several = zipped(*((f"{n}", text) for n in range(8)), method=zipfile.ZIP_STORED)
    brought, refused = opened(several, limits(unpacked_bytes=3_000_000))
    assert list(brought) == ["0", "1"]
    assert set(refused.values()) == {"unpacked-too-large"}


def test_unpacking_is_counted_over_nested_archives() -> None:
    counted = Unpacking()
    opened(zipped(("a", b"x" * 600)), counted=counted)
    counted.depth = 1
    within = limits(unpacked_bytes=1_000)
    assert opened(zipped(("b", b"y" * 600)), within, counted)[1] == {"b": "unpacked-too-large"}
    assert counted.members == 2


def test_overlapping_members() -> None:
    content = zipped(("aaa", b"x" * 5_000), ("bbb", b"x" * 5_000), method=zipfile.ZIP_STORED)
    second = content.find(b"PK\x01\x02", content.find(b"PK\x01\x02") + 1)
    merged = bytearray(content)
    struct.pack_into("<L", merged, second + 42, 20)
    assert opened(bytes(merged)) == ({}, {"aaa": "overlap", "bbb": "overlap"})


@pytest.mark.parametrize("stated", [None, 3])
def test_a_million_entries_are_counted_and_not_made(stated: int | None) -> None:
    count = 1_000_000
    entry = b"PK\x01\x02" + bytes(24) + struct.pack("<H", 1) + bytes(16) + b"a"
    directory = entry * count
    end = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 0xFFFF, 0xFFFF, len(directory), 0, 0)
    end64 = struct.pack(
        "<4sQ2H2L4Q", b"PK\x06\x06", 44, 45, 45, 0, 0, stated or count, stated or count,
        len(directory), 0,
    )  # fmt: skip
    locator = struct.pack("<4sLQL", b"PK\x06\x07", 0, len(directory), 1)
    content = directory + end64 + locator + end
    began = time.process_time()
    tracemalloc.start()
    found = refusal(content)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert found.code == "too-many-members"
    assert "1,000 files" in found.message
    assert peak < len(content) + 5_000_000
    assert time.process_time() - began < 10


def test_limit_of_members_holds_for_all_archives_together() -> None:
    content = zipped(*((f"{n}.txt", b"x") for n in range(5)))
    within = limits(members=7)
    counted = Unpacking()
    assert len(opened(content, within, counted)[0]) == 5
    counted.depth = 1
    brought, refused = opened(content, within, counted)
    assert len(brought) == 2
    assert list(refused.values()) == ["too-many-members"]


def test_archives_in_archives() -> None:
    inner = zipped(("a.txt", b"x"))
    content = zipped(("inner.zip", inner), ("b.txt", b"y"))
    assert opened(content)[0] == {"inner.zip": inner, "b.txt": b"y"}
    assert opened(content, counted=Unpacking(depth=1)) == ({"b.txt": b"y"}, {"inner.zip": "nested"})
    assert refusal(inner, counted=Unpacking(depth=2)).code == "nested"


@pytest.mark.parametrize("cut", [1, 10, 30, 100, 150])
def test_truncated(cut: int) -> None:
    content = zipped(("a.txt", b"x" * 50), ("b.txt", b"y" * 50), method=zipfile.ZIP_STORED)
    found = refusal(content[:-cut])
    assert found.code == "truncated"
    assert "again" in found.message


def test_damaged_member_does_not_stop_the_others() -> None:
    content = zipped(("a.txt", b"x" * 50), ("b.txt", b"y" * 50), method=zipfile.ZIP_STORED)
    brought, refused = opened(content.replace(b"x" * 50, b"z" * 50))
    assert (brought, refused) == ({"b.txt": b"y" * 50}, {"a.txt": "damaged"})


@pytest.mark.parametrize("encoding", ["utf-8", "cp437"])
def test_names_without_a_stated_encoding(encoding: str) -> None:
    placeholder = "m" + "#" * len("ü".encode(encoding)) + "nchen.txt"
    content = zipped((placeholder, b"x"))
    content = content.replace(placeholder.encode(), "münchen.txt".encode(encoding))
    assert opened(content)[0] == {"münchen.txt": b"x"}


def named(name: bytes, content: bytes = b"words", flags: int = 0) -> bytes:
    """An archive of one file that is called so, byte for byte."""
    archive = zipped(("x" * len(name), content))
    found = archive.replace(b"x" * len(name), name)
    if flags:
        local, central = found.index(b"PK\x03\x04"), found.index(b"PK\x01\x02")
        patched = bytearray(found)
        struct.pack_into("<H", patched, local + 6, flags)
        struct.pack_into("<H", patched, central + 8, flags)
        found = bytes(patched)
    return found


def test_a_name_of_nothing_does_not_stop_the_others() -> None:
    # The standard library cuts a name off at a NUL.
    both = io.BytesIO()
    with zipfile.ZipFile(both, "w") as target:
        target.writestr("qqqq", b"words")
        target.writestr("good.txt", b"words")
    content = both.getvalue().replace(b"qqqq", b"\x00qqq")
    brought, refused = opened(content)
    assert list(brought.values()) == [b"words", b"words"]
    assert not refused


def test_a_name_that_is_not_in_the_encoding_it_states() -> None:
    message = refusal(named(b"caf\xe9.txt", flags=0x800)).message
    assert "not in UTF-8" in message
    assert "codec" not in message


def test_name_in_an_extra_field() -> None:
    entry = zipfile.ZipInfo("m###.txt")
    name = "новости.txt".encode()
    field = b"\x01" + struct.pack("<L", zlib.crc32(b"m\xed\xad\xae.txt")) + name
    entry.extra = struct.pack("<HH", 0x7075, len(field)) + field
    content = zipped((entry, b"x")).replace(b"m###.txt", b"m\xed\xad\xae.txt")
    assert opened(content)[0] == {"новости.txt": b"x"}


def test_members_may_be_opened_later_and_in_parts() -> None:
    found = list(members(io.BytesIO(zipped(("a", b"abc"), ("b", b"def"))), LIMITS))
    one, other = (member.open() for member in found if isinstance(member, Member))
    assert (one.read(1), other.read(2), one.read(), other.read()) == (b"a", b"de", b"bc", b"f")


@settings(max_examples=150, deadline=None)
@for_all(at=st.integers(0, 400), value=st.binary(min_size=1, max_size=6))
def test_any_damage_is_reported(at: int, value: bytes) -> None:
    content = zipped(("a.txt", b"one " * 20), ("b/c.txt", b"two"), ("é.txt", b"three"))
    at %= len(content)
    opened(content[:at] + value + content[at + len(value) :])
