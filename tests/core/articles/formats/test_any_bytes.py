"""Whatever the bytes are: read, refused with a reason, and never anything else."""

import io
import json
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import example, settings
from hypothesis import given as for_all
from hypothesis import strategies as st

from articles.core import extraction
from articles.core.decoding import normalise
from articles.core.formats import reading, sniffing
from articles.core.formats.archives import Member, members
from articles.core.formats.records import ArticleField, FileFormat, Options, Record, Unreadable

from .readings import LIMITS, articles, bad, given, good, read

STARTS = st.sampled_from(
    [
        b"", b"{", b"[{", b'{"text": "', b'[{"text": "a"},', b"<?xml version='1.0'?>", b"<rss>",
        b"<rss><channel><item>", b"<feed><entry>", b"<html><p>", b"WARC/1.0\r\n", b"PK\x03\x04",
        b"{\\rtf1", b"\x1f\x8b", b"\xff\xfe", b"\xfe\xff\x00{", b"title,text\na,", b"\xef\xbb\xbf",
        b"\xff\xfe\x00\x00", b'sep=;\n"a";', b"<!DOCTYPE x [", b"{\x00", b"\x00{",
    ]
)  # fmt: skip
NAMES = st.sampled_from(["a", "a.json", "a.jsonl", "a.csv", "a.xml", "a.html", "a.zip", "a.warc"])
BYTES = st.binary(max_size=80) | st.text(alphabet='a,;"<>/&{}[]:\\\n\r\t\x00é', max_size=80).map(
    lambda text: text.encode()
)


@settings(max_examples=400, deadline=None)
@for_all(start=STARTS, rest=BYTES, name=NAMES)
@example(start=b"", rest=b"\xff\xfe\x00", name="a.csv")
def test_any_bytes(start: bytes, rest: bytes, name: str) -> None:
    content = start + rest
    file = io.BytesIO(content)
    with suppress(Unreadable):
        fmt = sniffing.sniff(file, name=name)
        if fmt is FileFormat.ZIP:
            for member in members(file, LIMITS):
                if isinstance(member, Member):
                    member.open().read()
            return
        options = reading.propose_options(file, fmt)
        found = list(reading.records(file, fmt, options, LIMITS))
        assert found
        for record in good(found):
            if record.offset is not None:
                end = record.offset + len(record.content)
                assert content[record.offset : end] == record.content
            with suppress(Unreadable):
                extraction.extract(record.content, format=record.format, options=options)
        reading.sample(file, fmt, options)


@settings(max_examples=200, deadline=None)
@for_all(content=BYTES, fmt=st.sampled_from(sorted(set(FileFormat) - {FileFormat.ZIP})))
def test_bytes_taken_for_any_format(content: bytes, fmt: FileFormat) -> None:
    options = Options(columns=("title", "text"), delimiter=",", quote='"')
    for record in reading.records(io.BytesIO(content), fmt, options, LIMITS):
        if isinstance(record, Record):
            with suppress(Unreadable):
                extraction.extract(record.content, format=record.format, options=options)


@pytest.mark.parametrize(
    "encoding", ["utf-16", "nonsense", "rot13", "base64", "idna", "utf-7", "hz"]
)
@pytest.mark.parametrize("fmt", [FileFormat.CSV, FileFormat.JSON, FileFormat.JSON_LINES])
def test_encoding_that_an_editor_chose(encoding: str, fmt: FileFormat) -> None:
    options = Options(encoding=encoding, delimiter=",", quote='"', columns=("t",))
    for one in reading.records(io.BytesIO(b'{"t": "\xe9"}\n'), fmt, options, LIMITS):
        if isinstance(one, Record):
            with suppress(Unreadable):
                extraction.extract(one.content, format=one.format, options=options)


def test_naughty_strings_in_every_field(shared_dir: Path) -> None:
    strings = json.loads((shared_dir / "data" / "blns.json").read_text(encoding="utf-8"))
    rows = [{"title": text, "text": f"{text}x", "source": text} for text in strings]
    content = "\n".join(json.dumps(row) for row in rows).encode()
    found = read(content, "a.jsonl")
    assert (len(good(found)), bad(found)) == (len(strings), [])
    for text, article in zip(strings, articles(content, "a.jsonl"), strict=True):
        assert article.text == normalise(f"{text}x")[0]
        title = " ".join(filter(None, map(str.strip, text.splitlines())))
        assert given(article).get(ArticleField.TITLE, "") == title
