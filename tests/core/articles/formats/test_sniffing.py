"""What kind of file it is, by its content first."""

import gzip
import io
import json
import random
import zipfile

import pytest

from articles.core.formats.records import FileFormat

from .readings import BODY, refusal, sniffed

NOISE = random.Random(1).randbytes(100_000)
ARTICLE = {"title": "T", "text": BODY}
RSS = "<rss><channel><item><title>T</title></item></channel></rss>"


def zipped(*names: str) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return file.getvalue()


@pytest.mark.parametrize(
    ("content", "name", "expected"),
    [
        (b"The mayor resigned.\n\nShe said so.", "a.txt", FileFormat.TEXT),
        (b"The mayor resigned, they said; later | sooner", "a", FileFormat.TEXT),
        (b"{curly} beginnings\nare text", "a.txt", FileFormat.TEXT),
        (b'{"quoted": beginnings\nare text', "a.txt", FileFormat.TEXT),
        (b"[Reuters] The mayor resigned.", "a.txt", FileFormat.TEXT),
        (b"<Reuters> The mayor resigned.", "a.txt", FileFormat.TEXT),
        ("Talks\r\nfailed".encode("utf-16"), "a.txt", FileFormat.TEXT),
        (json.dumps(ARTICLE).encode(), "a.txt", FileFormat.JSON),
        (json.dumps([ARTICLE]).encode(), "a", FileFormat.JSON),
        (json.dumps([ARTICLE], indent=2).encode("utf-16"), "a", FileFormat.JSON),
        (json.dumps([ARTICLE] * 2_000).encode(), "a.html", FileFormat.JSON),
        (b'{"a": 1}\n{"a": 2}\n', "a.json", FileFormat.JSON_LINES),
        (b'{"a": 1}\nbroken\n{"a": 2}\n', "a.json", FileFormat.JSON_LINES),
        (b'{"a": 1}', "a.jsonl", FileFormat.JSON_LINES),
        (b"{broken", "a.json", FileFormat.JSON),
        (b"{broken", "a.ndjson", FileFormat.JSON_LINES),
        (b"<!DOCTYPE html><html><p>x</p></html>", "a.txt", FileFormat.HTML),
        (b"\n<div>x</div>", "a", FileFormat.HTML),
        (b'<?xml version="1.0"?><html xmlns="x"><body/></html>', "a.xml", FileFormat.HTML),
        (b"just words", "a.html", FileFormat.TEXT),
        (RSS.encode(), "a.html", FileFormat.FEED),
        (f'<?xml version="1.0"?><!-- a --><?b c?>{RSS}'.encode("utf-16"), "a", FileFormat.FEED),
        (b'<feed xmlns="http://www.w3.org/2005/Atom"></feed>', "a.xml", FileFormat.FEED),
        (b'<rdf:RDF xmlns:rdf="r"><item/></rdf:RDF>', "a.xml", FileFormat.FEED),
        (b"WARC/1.0\r\n", "a", FileFormat.WARC),
        (gzip.compress(b"WARC/1.0\r\n", mtime=0), "a.gz", FileFormat.WARC),
        (b"{\\rtf1 x}", "a.doc", FileFormat.RTF),
        (zipped("word/document.xml"), "a.zip", FileFormat.DOCX),
        (zipped("a.txt"), "a.docx", FileFormat.ZIP),
        (b"title,text\na,b\n", "a.csv", FileFormat.CSV),
        (b"title\ttext\na\tb\n", "a.txt", FileFormat.CSV),
        (b"one,two\nthree,four\n", "a.txt", FileFormat.TEXT),
        (b"\n" * 70_000 + b"Talks failed.", "a.txt", FileFormat.TEXT),
        (b" " * 70_000 + b"{}", "a.json", FileFormat.JSON),
        ("éé,\x01\n".encode() * 10_000, "a.csv", FileFormat.CSV),
    ],
)
def test_kinds(content: bytes, name: str, expected: FileFormat) -> None:
    assert sniffed(content, name) is expected


@pytest.mark.parametrize(
    ("content", "name", "code", "word"),
    [
        (b"", "a.txt", "empty", "empty"),
        (b" \n\t", "a.txt", "empty", "empty"),
        (b"%PDF-1.4 x", "a.txt", "binary", "PDF"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(9), "a.doc", "binary", "old Word"),
        (bytes(range(32)) * 9, "a.txt", "binary", "control characters"),
        (gzip.compress(b"some text", mtime=0), "a.txt.gz", "gzip", "Unpack"),
        (zipped("xl/workbook.xml"), "a.xlsx", "unsupported", "CSV"),
        (zipped("ppt/presentation.xml"), "a.pptx", "unsupported", "PowerPoint"),
        (b"PK\x03\x04" + bytes(26) + b"mimetypeapplication/epub+zip", "a", "unsupported", "EPUB"),
        (b'<?xml version="1.0"?><urlset/>', "a.xml", "unsupported", "urlset"),
        (b"filedesc://a.arc 0.0.0.0 20240101000000 text/plain 9\n", "a.arc", "unsupported", "WARC"),
        (NOISE, "a.txt", "binary", "plain text"),
        (NOISE, "a.csv", "binary", "plain text"),
        (NOISE, "a.docx", "binary", "begin as a .docx file"),
        (NOISE[:3_000], "a.zip", "binary", "download it again"),
        (b"MIME-Version: 1.0\nContent-Type: multipart/related;", "a.mht", "unsupported", "MHTML"),
    ],
)
def test_refusals(content: bytes, name: str, code: str, word: str) -> None:
    found = refusal(content, name)
    assert found.code == code
    assert word in str(found)


def test_an_archive_with_a_program_before_it() -> None:
    unpacking = b"MZ\x00\x00" + bytes(2000) + zipped("a.txt")
    assert sniffed(unpacking, "a.zip") is FileFormat.ZIP
    assert "program" in str(refusal(unpacking, "a.exe"))


@pytest.mark.parametrize(
    ("content", "line", "word"),
    [
        (b"", 1, "empty"),
        (b" \n\n", 1, "empty"),
        (b"[\x00]", 1, "control characters"),
        (b'[\n"\x00\x01\x02\x03"]', 2, "control characters"),
        (b"\x89PNG\r\n\x1a\n", 1, "a PNG image"),
        (NOISE, NOISE[:9].count(b"\n") + 1, "control characters"),
    ],
)
@pytest.mark.parametrize("name", ["a.json", "a.jsonl", "A.NDJSON"])
def test_what_is_called_json_and_holds_none_says_the_line(
    content: bytes, line: int, word: str, name: str
) -> None:
    found = refusal(content, name)
    assert found.line == line
    assert str(found).startswith(f"Line {line}: ")
    assert word in str(found)
