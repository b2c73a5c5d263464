"""The pages of web archives."""

import gzip
from typing import Any

import brotli  # type: ignore[import-not-found,import-untyped,unused-ignore]
import pytest

from articles.core.formats import http_payloads
from articles.core.formats.records import ArticleField, Record, RecordFormat

from .readings import bad, extracted, given, good, read
from .web_archive_files import HTML, PAGE, archive, pages


def chunked(*chunks: bytes) -> bytes:
    return b"".join(b"%x\r\n%s\r\n" % (len(chunk), chunk) for chunk in (*chunks, b""))


@pytest.mark.parametrize("packed", [False, True])
def test_pages_with_address_and_day(packed: bool) -> None:
    found = read(
        archive((PAGE.encode(), HTML), (b"words", {"Content-Type": "text/plain"}), packed=packed)
    )
    assert [one.format for one in good(found)] == [RecordFormat.HTML, RecordFormat.TEXT]
    page = good(found)[0]
    assert page.content == PAGE.encode()
    assert (page.name, page.stated.fetched) == ("https://planet.example/1", "2024-03-04T10:00:00Z")
    assert page.stated.given == {ArticleField.URL: "https://planet.example/1"}
    assert extracted(page).text == "The mayor’s talks failed."
    assert given(extracted(page)) == {ArticleField.URL: "https://planet.example/1"}
    assert bad(found) == []


@pytest.mark.parametrize(
    ("payload", "headers"),
    [
        (gzip.compress(PAGE.encode(), mtime=0), {"Content-Encoding": "gzip"}),
        (PAGE.encode(), {"Content-Encoding": "gzip"}),
        (brotli.compress(PAGE.encode()), {"Content-Encoding": "br"}),
        (chunked(PAGE.encode()[:9], PAGE.encode()[9:]), {"Transfer-Encoding": "chunked"}),
        (PAGE.encode(), {"Transfer-Encoding": "chunked"}),
        (
            chunked(gzip.compress(PAGE.encode(), mtime=0)),
            {"Transfer-Encoding": "gzip, chunked"},
        ),
        (
            chunked(*(gzip.compress(PAGE.encode(), mtime=0)[n : n + 7] for n in range(0, 99, 7))),
            {"Transfer-Encoding": "chunked", "Content-Encoding": "gzip"},
        ),
    ],
)
def test_payloads_as_they_were_before_they_were_sent(
    payload: bytes, headers: dict[str, str]
) -> None:
    (page,) = good(read(archive((payload, HTML | headers))))
    assert page.content == PAGE.encode()


@pytest.mark.parametrize(
    ("payload", "headers", "why"),
    [
        (gzip.compress(PAGE.encode() * 9, mtime=0)[:-12], {"Content-Encoding": "gzip"}, "breaks"),
        (brotli.compress(PAGE.encode() * 9)[:-3], {"Content-Encoding": "br"}, "breaks off"),
        (chunked(PAGE.encode(), b"x" * 99)[:-50], {"Transfer-Encoding": "chunked"}, "last chunk"),
    ],
)
def test_a_page_whose_end_is_missing_says_so(
    payload: bytes, headers: dict[str, str], why: str
) -> None:
    (page,) = read(archive((payload, HTML | headers)))
    assert isinstance(page, Record)
    assert why in page.stated.missing
    found = extracted(page)
    assert "The mayor’s talks failed." in found.text
    assert ("cut-off", True) in [(one.code, why in one.message) for one in found.problems]


@pytest.mark.parametrize(
    ("stated", "kept"), [("length", "length"), ("\x9f strange", "unspecified")]
)
def test_a_page_that_was_recorded_in_part_says_so(stated: str, kept: str) -> None:
    content = archive((PAGE.encode(), HTML)).replace(
        b"WARC-Date: 2024-03-04",
        b"WARC-Truncated: " + stated.encode() + b"\r\nWARC-Date: 2024-03-04",
    )
    (page,) = good(read(content))
    assert kept in page.stated.missing


def test_a_page_that_does_not_say_its_type_is_read_and_no_picture_is() -> None:
    content = archive((b"\x89PNG", {}), (b"<!DOCTYPE html>" + PAGE.encode(), {}), (b"{}", {}))
    (page,) = read(content)
    assert isinstance(page, Record)
    assert page.name == "https://planet.example/2"
    assert [one.number for one in read(content + archive((PAGE.encode(), HTML)))] == [1, 2]
    assert [one.number for one in read(content + archive((PAGE.encode(), HTML)), skip=1)] == [2]


def test_a_header_that_states_no_type_does_not_make_a_picture_a_page() -> None:
    nameless = {"Content-Type": "; charset=utf-8"}
    (page,) = read(archive((b"\x89PNG", nameless), (b"<html>" + PAGE.encode(), nameless)))
    assert isinstance(page, Record)
    assert page.name == "https://planet.example/2"


def test_reading_on_unpacks_no_page_again(monkeypatch: pytest.MonkeyPatch) -> None:
    unpacked = []
    payload = http_payloads.payload

    def counted(stream: Any, headers: Any, most: int) -> tuple[bytes, str]:
        content, missing = payload(stream, headers, most)
        unpacked.append(content)
        return content, missing

    contents = pages(4)
    content = archive(*((page, HTML) for page in contents))
    monkeypatch.setattr(http_payloads, "payload", counted)
    assert [one.number for one in read(content, skip=3)] == [4]
    assert unpacked == contents[3:]


def test_what_is_no_page_is_passed_over() -> None:
    content = archive((b"\x89PNG", {"Content-Type": "image/png"}), (PAGE.encode(), HTML))
    assert [one.number for one in read(content)] == [1]
    for nothing in (
        archive((b"\x89PNG", {"Content-Type": "image/png"})),
        archive((PAGE.encode(), HTML), kind="request"),
        archive((b"", HTML), kind="revisit"),
    ):
        assert [one.code for one in bad(read(nothing))] == ["no-article"]


def test_encoding_is_given_only_where_the_page_does_not_say() -> None:
    headers = {"Content-Type": "text/html; charset=windows-1251"}
    cyrillic = "<p>Мэр ушёл</p>".encode("cp1251")
    stated = b'<meta charset="windows-1251">' + cyrillic
    utf8 = "<p>Мэр ушёл</p>".encode()
    found = good(read(archive((cyrillic, headers), (stated, headers), (utf8, headers))))
    assert [one.stated.encoding for one in found] == ["windows-1251", "", ""]
    assert extracted(found[0]).text == "Мэр ушёл"
