import html
import io
import re
from pathlib import Path

import docx
import pytest

from articles.core.extracted import Extracted
from articles.core.formats.news_databases import extract, producer_of, recognise, records
from articles.core.formats.records import (
    ArticleField,
    FileFormat,
    Limits,
    Options,
    Record,
    RecordFormat,
)
from articles.core.lines import Disposition, Role

EXPORTS = Path(__file__).parents[3] / "data" / "news_databases"
OWN = ("-text", "-heading")
LIMITS = Limits(10**9, 10**6, 10**5, 10**5, 10**9, 100, 60)
FERRY, SEAL = "Ferry crews and harbour board resume talks", "Seal at the weir"
PRODUCERS = {
    "nexis_old.txt": "nexis",
    "nexis_uni.txt": "nexis",
    "factiva.txt": "factiva",
    "factiva_coded.txt": "factiva",
    "proquest.txt": "proquest",
}
NAMES = list(PRODUCERS)


def split(
    raw: bytes, fmt: FileFormat = FileFormat.TEXT, options: Options | None = None
) -> list[Record]:
    found = records(io.BytesIO(raw), fmt, options or Options(), LIMITS)
    assert found is not None
    read = list(found)
    assert all(isinstance(record, Record) for record in read)
    return [record for record in read if isinstance(record, Record)]


def as_rtf(text: str) -> bytes:
    escaped = "".join(
        f"\\{c}" if c in "\\{}" else c if c.isascii() else f"\\u{ord(c)}?" for c in text
    )
    return ("{\\rtf1\\ansi " + escaped.replace("\n", "\\par ") + "}").encode()


def as_html(text: str) -> bytes:
    # Factiva's codes stand in cells of their own.
    cells = re.sub(r"^([A-Z]{2,3})  +(?=\S)", r"\1\n", text, flags=re.MULTILINE)
    lines = html.escape(cells).replace("\n", "<br>\n")
    return f"<html><head><meta charset=utf-8></head><body><div>{lines}</div></body></html>".encode()


def as_docx(text: str) -> bytes:
    document = docx.Document()
    for line in text.split("\n"):
        document.add_paragraph(line.strip())
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def body(found: Extracted) -> list[str]:
    lines = found.text.split("\n")
    return [
        line.strip()
        for number, line in enumerate(lines, 1)
        if line.strip()
        and (number not in found.verdicts or found.verdicts[number].rule.endswith(OWN))
    ]


@pytest.mark.parametrize("name", NAMES)
def test_records_are_slices_of_the_file(name: str) -> None:
    raw = (EXPORTS / name).read_bytes()
    found = split(raw)
    assert [record.name for record in found][:2] == [FERRY, SEAL]
    assert [record.number for record in found] == list(range(1, len(found) + 1))
    end = 0
    for record in found:
        assert record.format is RecordFormat.TEXT
        assert record.offset is not None
        assert record.offset >= end
        assert raw[record.offset : record.offset + len(record.content)] == record.content
        end = record.offset + len(record.content)
        assert record.line is not None
        first = next(line for line in record.content.decode().split("\n") if line.strip())
        assert raw.decode().split("\n")[record.line - 1] == first


@pytest.mark.parametrize(
    ("name", "cover"),
    [
        ("nexis_old.txt", "Download Request"),
        ("nexis_uni.txt", "Job Number"),
        ("factiva.txt", "Search Summary"),
        ("factiva_coded.txt", ""),
        ("proquest.txt", "Table of contents"),
    ],
)
def test_only_the_cover_is_in_no_record(name: str, cover: str) -> None:
    raw = (EXPORTS / name).read_bytes()
    kept = b"".join(record.content for record in split(raw)).decode().split("\n")
    lost = [line for line in raw.decode().split("\n") if line.strip() and line not in kept]
    assert any(cover in line for line in lost) == bool(cover)
    assert not any(FERRY in line and line != f"1. {FERRY}" for line in lost)
    assert not any("siren" in line or "trout" in line for line in lost)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("fmt", [FileFormat.RTF, FileFormat.HTML, FileFormat.DOCX])
def test_every_format_is_split_like_text(name: str, fmt: FileFormat) -> None:
    text = (EXPORTS / name).read_text()
    raw = {FileFormat.RTF: as_rtf, FileFormat.HTML: as_html, FileFormat.DOCX: as_docx}[fmt](text)
    assert producer_of(io.BytesIO(raw), fmt, Options(), LIMITS) == PRODUCERS[name]
    as_text = split(text.encode())
    found = split(raw, fmt)
    assert [record.name for record in found] == [record.name for record in as_text]
    for record, other in zip(found, as_text, strict=True):
        assert record.offset is None
        read = extract(record.content, PRODUCERS[name])
        expected = extract(other.content, PRODUCERS[name])
        assert body(read) == body(expected)
        assert read.given == expected.given


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_other_encodings(encoding: str) -> None:
    raw = (EXPORTS / "nexis_old.txt").read_text().encode(encoding)
    found = split(raw)
    assert len(found) == 3
    assert "schließt" in found[2].content.decode()
    for record in found:
        exact = encoding == "utf-8-sig"
        assert (record.offset is not None) == exact
        if record.offset is not None:
            assert raw[record.offset :].startswith(record.content)


def test_line_ends_of_windows_stay() -> None:
    raw = (EXPORTS / "proquest.txt").read_bytes().replace(b"\n", b"\r\n")
    found = split(raw)
    assert all(b"\r\n" in record.content for record in found)
    assert "\r" not in extract(found[0].content, "proquest").text


@pytest.mark.parametrize("name", NAMES)
def test_what_the_labels_state(name: str) -> None:
    found = extract(split((EXPORTS / name).read_bytes())[0].content, PRODUCERS[name])
    stated = {field: given.values[0] for field, given in found.given.items()}
    day = "2014-04-08" if name == "nexis_old.txt" else "2019-04-08"
    assert stated[ArticleField.TITLE] == FERRY
    assert stated[ArticleField.PUBLISHED] == day
    assert stated[ArticleField.SOURCE].startswith("Harbour Courier")
    assert stated[ArticleField.LANGUAGE] == "en"
    assert "ellery" in stated[ArticleField.AUTHORS].lower()
    assert stated[ArticleField.KICKER].split()[0] in ("NEWS", "News", "City")
    if not name.startswith("nexis"):
        assert stated[ArticleField.EXTERNAL_ID] in ("HBRC000020190408ef480001a", "2204411111")
    else:
        assert stated[ArticleField.DATELINE] == "NORTH QUAY"


@pytest.mark.parametrize("name", NAMES)
def test_only_the_text_is_left_to_the_rules(name: str) -> None:
    for record in split((EXPORTS / name).read_bytes()):
        found = extract(record.content, PRODUCERS[name])
        text = " ".join(body(found))
        assert text.startswith(("The harbour board", "A seal", "Nach mehr als"))
        assert text.endswith((".",))
        assert not any(
            word in text for word in ("Copyright", "Load", "LOAD", "ProQuest", "Document", "words")
        )
        assert not [
            verdict
            for verdict in found.verdicts.values()
            if verdict.role.disposition is Disposition.BODY
            and verdict.role is not Role.STANDFIRST
            and not verdict.rule.endswith(OWN)
        ]


def test_words_of_the_text_that_look_like_labels() -> None:
    proquest = extract(split((EXPORTS / "proquest.txt").read_bytes())[0].content, "proquest")
    assert body(proquest)[1].startswith("Notes: neither side")
    assert body(proquest)[2].startswith("The unions want every hour")
    assert proquest.given[ArticleField.AUTHORS].values == ("Maud Ellery", "Tom Vane")
    coded = extract(split((EXPORTS / "factiva_coded.txt").read_bytes())[0].content, "factiva")
    assert body(coded)[-1].startswith("IN THE QUAY")


def test_wrapped_text_is_one_line_a_paragraph() -> None:
    found = extract(split((EXPORTS / "nexis_old.txt").read_bytes())[0].content, "nexis")
    assert len(body(found)) == 2
    assert body(found)[0].endswith("between midnight and five in the morning.")


def test_headings_in_the_text() -> None:
    found = extract(split((EXPORTS / "nexis_uni.txt").read_bytes())[0].content, "nexis")
    lines = found.text.split("\n")
    roles = {lines[number - 1]: verdict.role for number, verdict in found.verdicts.items()}
    assert roles["What the crews ask for"] is Role.HEADING


def test_the_day_of_loading_is_a_weak_date() -> None:
    found = extract(
        b"Seal\n\nLength: 3 words\nBody\n\nA seal.\nLoad-Date: April 9, 2019\n", "nexis"
    )
    assert found.given[ArticleField.PUBLISHED].values == ("2019-04-09",)
    assert found.given[ArticleField.PUBLISHED].confidence == 0.5


def test_other_texts_are_no_exports() -> None:
    for text in (
        "A text.\nEnd of Document\n",
        "1 of 3 documents was found.\nHe read it.\n",
        "Document ABCDEF0020200101eg11000a1 was leaked, the paper said.\n",
        "Title: A novel\nAuthor: Somebody\n",
        "Copyright 2020 Somebody\nBody\nLength: it was long\n",
        "",
    ):
        assert recognise(text.split("\n")) == ""
        assert records(io.BytesIO(text.encode()), FileFormat.TEXT, Options(), LIMITS) is None
    assert records(io.BytesIO(b"[]"), FileFormat.JSON, Options(producer="nexis"), LIMITS) is None
