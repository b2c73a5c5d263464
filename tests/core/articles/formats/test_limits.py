"""What is refused by its size, and that memory does not grow with the file."""

import io
import json
import tracemalloc
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from articles.core.formats import reading, sniffing
from articles.core.formats.records import BadRecord, FileFormat, Options, Record

from .readings import BODY, LIMITS, bad, good, limits, read

MANY = 8_000


@contextmanager
def memory_below(most: int) -> Iterator[None]:
    tracemalloc.start()
    try:
        yield
        assert tracemalloc.get_traced_memory()[1] < most
    finally:
        tracemalloc.stop()


def feed(count: int) -> bytes:
    item = f"<item><title>T</title><description>{BODY}</description></item>\n"
    return f"<rss><channel><title>D</title>{item * count}</channel></rss>".encode()


LINES = b"".join(json.dumps({"title": "T", "text": BODY * 5}).encode() + b"\n" for _ in range(MANY))
LIST = b"[" + LINES.strip().replace(b"\n", b",\n") + b"]"
TABLE = b"title,text\n" + f'T,"{BODY * 5}\n"\n'.encode() * MANY


@pytest.mark.parametrize(
    ("content", "name", "count"),
    [
        (LINES, "a.jsonl", MANY),
        (LIST, "a.json", MANY),
        (LIST.decode().encode("utf-16"), "a.json", MANY),
        (TABLE, "a.csv", MANY),
        (feed(2_000), "a.xml", 2_000),
        (b'[{"text": "' + b'\\"[' * 400_000 + b'"}]', "a.json", 0),
        (b'{"text": "' + b'\\"[' * 400_000 + b'"}', "a.json", 0),
        (b"[" * 9_000_000, "a.json", 0),
        (b'{"a":' * 2_000_000, "a.jsonl", 0),
        (b"x" * 9_000_000, "a.csv", 0),
        (b'a,"' + b"x\n" * 100_000, "a.csv", None),
        (b"[" + b"1," * 20_000 + b"1]", "a.json", 0),
    ],
    ids=[
        "lines", "list", "utf-16", "table", "feed", "string", "object", "brackets", "deep", "cell",
        "quote", "numbers",
    ],
)  # fmt: skip
def test_memory_does_not_grow_with_the_file(content: bytes, name: str, count: int | None) -> None:
    file = io.BytesIO(content)
    within = limits(record_bytes=1_000_000, records=1_000_000)
    # Loads the libraries.
    read(b"<rss><channel><item/></channel></rss>")
    with memory_below(20_000_000):
        fmt = sniffing.sniff(file, name=name)
        options = reading.propose_options(file, fmt)
        found = sum(
            not isinstance(one, BadRecord) for one in reading.records(file, fmt, options, within)
        )
    assert count is None or found == count


def test_records_above_the_limit() -> None:
    found = read(LINES, "a.jsonl", within=limits(records=10))
    assert len(good(found)) == 10
    assert [(one.code, "10 records" in one.message) for one in bad(found)] == [
        ("too-many-records", True)
    ]
    assert read(LINES, "a.jsonl", within=limits(records=10), skip=10) == found[10:]
    assert read(LINES, "a.jsonl", within=limits(records=10), skip=11) == []


def test_file_above_the_limit() -> None:
    found = read(LINES, "a.jsonl", within=limits(file_bytes=1_000))
    assert [one.code for one in bad(found)] == ["file-too-large"]
    assert "1,000" in bad(found)[0].message
    found = read(b"words " * 1_000, "a.txt", within=limits(record_bytes=1_000))
    assert [one.code for one in bad(found)] == ["record-too-large"]


def test_time_above_the_limit() -> None:
    found = read(LINES, "a.jsonl", within=limits(seconds=0))
    assert [one.code for one in bad(found)] == ["too-slow"]
    assert "0 seconds" in bad(found)[0].message


PASSED_OVER = 200
NO_PAGE = b"WARC/1.0\r\nWARC-Type: metadata\r\nContent-Length: 1\r\n\r\nx\r\n\r\n"
LAST_PAGE = (
    b"WARC/1.0\r\nWARC-Type: resource\r\nContent-Type: text/plain\r\n"
    b"Content-Length: 6\r\n\r\nA text\r\n\r\n"
)


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"\n" * PASSED_OVER + b'{"title": "T"}\n', "a.jsonl"),
        (b"title,text\n" + b",\n" * PASSED_OVER + b"T,A text\n", "a.csv"),
        (NO_PAGE * PASSED_OVER + LAST_PAGE, "a.warc"),
        (
            b"<rss><channel>" + b"<x/>" * PASSED_OVER + b"<item><title>T</title></item>"
            b"</channel></rss>",
            "a.xml",
        ),
    ],
    ids=["lines", "table", "warc", "feed"],
)
def test_time_for_what_is_passed_over_counts(
    content: bytes, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert len(good(read(content, name))) == 1
    clock = iter(range(0, 10_000_000, 1))
    monkeypatch.setattr(reading, "perf_counter", lambda: next(clock))
    file = io.BytesIO(content)
    fmt = sniffing.sniff(file, name=name)
    options = Options(delimiter=",", columns=("title", "text"))
    found = list(reading.records(file, fmt, options, limits(seconds=PASSED_OVER // 2)))
    assert [(one.number, one.code) for one in bad(found)] == [(1, "too-slow")]
    assert not good(found)


def test_a_feed_that_says_much_of_itself_costs_no_square() -> None:
    parts = b"<link>https://a.example/</link><item><description>x</description></item>" * 3_000
    found = good(read(b"<rss><channel>" + parts + b"</channel></rss>"))
    assert len(found) == 3_000
    assert max(len(one.content) for one in found) < 10_000


def test_a_feed_with_much_that_is_no_entry() -> None:
    about = b"<x:y>" + b"z" * 10_000 + b"</x:y>"
    content = (
        b'<rss xmlns:x="urn:x"><channel>' + about * 300 + b"<item><title>T</title></item>"
        b"</channel></rss>"
    )
    assert len(good(read(content, within=limits(record_bytes=1_000_000)))) == 1


def test_time_of_the_caller_is_not_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = iter(range(0, 10_000_000, 1))
    monkeypatch.setattr(reading, "perf_counter", lambda: next(clock))
    file = io.BytesIO(LINES)
    found = reading.records(file, FileFormat.JSON_LINES, Options(), LIMITS)
    for _, one in zip(range(30), found, strict=False):
        assert isinstance(one, Record)
        for _ in range(50):
            next(clock)
