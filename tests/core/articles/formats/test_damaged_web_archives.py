"""Web archives that are cut off, damaged, or made to take time or memory."""

import gzip
import io
import re
from collections.abc import Callable
from time import process_time

import brotli  # type: ignore[import-not-found,import-untyped,unused-ignore]
import pytest

from articles.core.formats import web_archives
from articles.core.formats.text_files import size_of
from articles.core.formats.warc_members import parts
from articles.core.formats.warc_records import Span

from .readings import bad, good, limits, read
from .web_archive_files import HTML, PAGE, archive, pages


@pytest.mark.parametrize("packed", [False, True])
def test_truncated_archive_keeps_its_good_records(packed: bool) -> None:
    content = archive(*((PAGE.encode() * n, HTML) for n in (1, 2, 3)), packed=packed)
    assert len(good(read(content))) == 3
    found = read(content[:-60])
    assert [one.content for one in good(found)] == [PAGE.encode(), PAGE.encode() * 2]
    assert [(one.number, one.code) for one in bad(found)] == [(3, "truncated")]
    for skip in range(4):
        assert read(content[:-60], skip=skip) == found[skip:]


def test_archive_compressed_as_a_whole() -> None:
    content = gzip.compress(archive((PAGE.encode(), HTML), (PAGE.encode(), HTML)))
    assert len(good(read(content))) == 2


@pytest.mark.parametrize(
    "content",
    [
        b"WARC/",
        b"WARC/1.0\r\n\r\n",
        b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 9\r\n\r\n",
    ],
)
def test_hardly_an_archive(content: bytes) -> None:
    assert {one.code for one in bad(read(content))} <= {"no-article", "truncated"}


def test_headers_without_end_and_bombs() -> None:
    assert bad(read(b"WARC/1.0\r\n" + b"a: b\r\n" * 300_000))[0].code == "truncated"
    assert bad(read(b"WARC/1.0\r\na: " + b"b" * 3_000_000))[0].code == "truncated"
    within = limits(record_bytes=100_000)
    for coding, packed in (("gzip", gzip.compress), ("br", brotli.compress)):
        bomb = archive(
            (packed(bytes(30_000_000)), HTML | {"Content-Encoding": coding}),
            (PAGE.encode(), HTML),
        )
        found = read(bomb, within=within)
        assert [one.code for one in bad(found)] == ["record-too-large"]
        assert [one.number for one in good(found)] == [2]
    broken = bytearray(gzip.compress(PAGE.encode() * 99))
    broken[40:44] = b"\xff\xff\xff\xff"
    found = read(
        archive((bytes(broken), HTML | {"Content-Encoding": "gzip"}), (PAGE.encode(), HTML))
    )
    assert len(good(found)) >= 1
    assert {one.code for one in bad(found)} <= {"damaged"}


@pytest.mark.parametrize("packed", [False, True])
def test_wherever_it_is_cut_off_the_pages_before_are_read(packed: bool) -> None:
    content = archive(*((PAGE.encode() * n, HTML) for n in (1, 2, 3)), packed=packed)
    counts = []
    for cut in range(300, len(content), 23):
        # Their numbers have no gap: `read` looks.
        found = read(content[:cut])
        counts.append(len(good(found)))
        for one in bad(found):
            assert "NoneType" not in one.message
            assert f"after {len(good(found))} page" in one.message or one.code == "no-article"
    assert counts == sorted(counts)
    assert set(counts) >= {0, 1, 2}


def with_length(content: bytes, number: int, change: Callable[[int], object]) -> bytes:
    """The archive with another Content-Length for its record of this number."""
    starts = [found.start() for found in re.finditer(rb"WARC/1\.0\r\n", content)]
    found = re.compile(rb"Content-Length: (\d+)").search(content, starts[number])
    assert found
    stated = str(change(int(found.group(1)))).encode()
    return content[: found.start(1)] + stated + content[found.end(1) :]


@pytest.mark.parametrize(
    "change",
    [
        lambda length: length - 7,
        lambda length: length + 40,
        lambda length: length + 900,
        lambda length: length * 1_000,
        lambda _: 10**30,
        lambda length: -length,
        lambda _: "many",
    ],
)
def test_behind_a_record_of_a_wrong_length_the_others_are_read(
    change: Callable[[int], object],
) -> None:
    payloads = pages(5)
    content = with_length(archive(*((page, HTML) for page in payloads)), 2, change)
    at = [found.start() for found in re.finditer(rb"WARC/1\.0\r\n", content)][2]
    found = read(content)
    assert [one.content for one in good(found)] == [payloads[0], *payloads[2:]]
    (refused,) = bad(found)
    assert (refused.number, refused.code) == (2, "damaged")
    assert f"byte {at:,} " in refused.message
    assert "bytes" in refused.message
    for skip in range(6):
        assert read(content, skip=skip) == found[skip:]
    packed = gzip.compress(content, mtime=0)
    assert [one.content for one in good(read(packed))] == [payloads[0], *payloads[2:]]


def test_several_wrong_lengths_and_noise_between_records() -> None:
    payloads = pages(6)
    content = archive(*((page, HTML) for page in payloads))
    for number in (1, 3, 4):
        content = with_length(content, number, lambda length: length + 300)
    starts = [found.start() for found in re.finditer(rb"WARC/1\.0\r\n", content)]
    content = content[: starts[6]] + b"noise\r\n" + content[starts[6] :]
    found = read(content)
    assert [one.content for one in good(found)] == [payloads[1], payloads[4], payloads[5]]
    assert [one.number for one in bad(found)] == [1, 3, 4, 6]
    assert "no record begins here" in bad(found)[-1].message


def test_behind_a_damaged_compressed_record_the_others_are_read() -> None:
    payloads = pages(4)
    content = bytearray(archive(*((page, HTML) for page in payloads), packed=True))
    starts = [found.start() for found in re.finditer(rb"\x1f\x8b\x08", content)]
    content[starts[2] + 60 : starts[2] + 70] = bytes(10)
    found = read(bytes(content))
    assert [one.content for one in good(found)] == [payloads[0], *payloads[2:]]
    assert [(one.number, one.code) for one in bad(found)] == [(2, "damaged")]
    assert f"byte {starts[2]:,} " in bad(found)[0].message
    assert "its compression is damaged. It was left out" in bad(found)[0].message
    del content[starts[3] : starts[3] + 20]
    found = read(bytes(content))
    assert [one.content for one in good(found)] == [payloads[0], payloads[3]]


def test_what_is_unpacked_of_an_archive_has_a_limit() -> None:
    content = gzip.compress(archive((PAGE.encode(), HTML), (bytes(3_000_000), HTML)))
    found = read(content, within=limits(unpacked_bytes=1_000_000))
    assert [one.content for one in good(found)] == [PAGE.encode()]
    (refused,) = bad(found)
    assert refused.code == "unpacked-too-large"
    assert "IMPORT_MAX_UNPACKED_BYTES" in refused.message
    assert "Have the limit raised, or split it" in refused.message


def test_the_limit_of_what_is_unpacked_is_for_all_parts_together() -> None:
    content = archive(*((page, HTML) for page in pages(3)), (bytes(400_000), HTML), packed=True)
    together = sum(size_of(part.content) for part in parts(io.BytesIO(content), limits()))
    assert len(good(read(content, within=limits(unpacked_bytes=together)))) == 4
    found = read(content, within=limits(unpacked_bytes=together - 200_000))
    assert len(good(found)) == 3
    assert [(one.number, one.code) for one in bad(found)] == [(4, "unpacked-too-large")]
    for skip in range(5):
        assert (
            read(content, within=limits(unpacked_bytes=together - 200_000), skip=skip)
            == found[skip:]
        )


FALSE_BEGINNING = b"\x1f\x8b\x08\xff"


BEFORE = archive(packed=True)
BEHIND = archive((PAGE.encode(), HTML), packed=True)


def test_many_false_beginnings_do_not_cost_the_square() -> None:
    content = BEFORE + FALSE_BEGINNING * 200_000 + BEHIND + bytes(1 << 20)
    began = process_time()
    found = read(content)
    assert process_time() - began < 30
    assert [one.content for one in good(found)] == [PAGE.encode()]
    assert [one.code for one in bad(found)] == ["damaged"]


@pytest.mark.parametrize("cut", range(1, 4))
def test_a_beginning_where_two_windows_meet_is_found(cut: int) -> None:
    filled = FALSE_BEGINNING + b"." * ((1 << 20) - len(FALSE_BEGINNING) + 1 - cut)
    assert len(good(read(BEFORE + filled + BEHIND))) == 1


def test_looking_for_the_next_record_has_an_end() -> None:
    content = io.BytesIO(BEFORE + FALSE_BEGINNING * 600_000 + BEHIND)
    found = [(part.offset, part.code) for part in parts(content, limits(seconds=0))]
    assert found == [(0, ""), (len(BEFORE), ""), (len(BEFORE), "too-slow")]


@pytest.mark.parametrize("size", [None, -1])
def test_a_record_is_read_to_its_end_and_no_further(size: int | None) -> None:
    content = io.BytesIO(b"one\ntwo")
    assert web_archives._Slice(content, Span(0, 5)).read(size) == b"one\nt"
    record = web_archives._Slice(content, Span(0, 5))
    assert (record.readline(size), record.readline(size)) == (b"one\n", b"t")


def test_many_damages_do_not_cost_the_square() -> None:
    began = process_time()
    found = read(b"WARC/1.0\r\n" * 20_000)
    assert {one.code for one in bad(found)} == {"damaged", "truncated"}
    assert len(found) == 20_000
    assert process_time() - began < 30
