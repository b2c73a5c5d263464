"""The text of a record of each format, and what was decoded wrongly."""

import io
import json
from dataclasses import replace
from pathlib import Path

import pytest
from docx import Document

from articles.core import extraction
from articles.core.formats.date_order import order_of_dates
from articles.core.formats.records import (
    ArticleField,
    FileFormat,
    Options,
    RecordFormat,
    Unreadable,
)

from .readings import BODY, extracted, given, good, proposed, read, sniffed

EXPORTS = Path(__file__).parents[3] / "data" / "news_databases"
MAPPED = Options(
    columns=("h", "t", "d"),
    delimiter=",",
    quote='"',
    mapping={
        ArticleField.BODY: "t",
        ArticleField.TITLE: "h",
        ArticleField.PUBLISHED: "d",
    },
)


def of_object(value: object, options: Options = MAPPED, *, repair: bool = False) -> str:
    content = json.dumps(value).encode()
    return extraction.extract(
        content, format=RecordFormat.OBJECT, options=options, repair=repair
    ).text


def test_whole_files() -> None:
    document = io.BytesIO()
    paper = Document()
    paper.add_paragraph("The talks failed.")
    paper.save(document)
    for content, name, fmt in (
        (b"The talks failed.", "a.txt", FileFormat.TEXT),
        (b"<html><body><p>The talks failed.</p></body></html>", "a.html", FileFormat.HTML),
        (b"{\\rtf1\\ansi The talks failed.\\par}", "a.rtf", FileFormat.RTF),
        (document.getvalue(), "a.docx", FileFormat.DOCX),
    ):
        assert sniffed(content, name) is fmt
        (record,) = good(read(content, name))
        assert (record.offset, record.content) == (0, content)
        assert extracted(record).text.strip() == "The talks failed."


@pytest.mark.skipif(not EXPORTS.is_dir(), reason="needs tests/data/news_databases")
def test_exports_of_news_databases_are_many_records() -> None:
    for path in sorted(EXPORTS.glob("*.txt")):
        content = path.read_bytes()
        options = proposed(content, path.name)
        assert options.producer, path.name
        found = read(content, path.name)
        assert len(good(found)) > 1, path.name
        assert read(content, path.name, skip=1) == found[1:]
        for record in good(found):
            assert extracted(record, options).given, path.name


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ({"t": "One.\r\nTwo.\u2028Three."}, "One.\nTwo.\nThree."),
        ({"t": "<p>One &amp; two.</p><p>Three.<script>x()</script></p>"}, "One & two.\nThree."),
        ({"t": "a < b & c > d &amp; so on"}, "a < b & c > d &amp; so on"),
        ({"t": ["One.", "Two."]}, "One.\n\nTwo."),
        ({"t": {"rendered": "<p>One.</p>"}}, "One."),
        ({"t": "A\x00B\x07"}, "AB"),
    ],
)
def test_bodies(value: object, expected: str) -> None:
    assert of_object(value).strip() == expected


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ({"h": "only"}, "no-body"),
        ({"t": " \n"}, "no-body"),
        ({"t": None}, "no-body"),
        ({"t": "<p> </p>"}, "no-body"),
        ({"t": "x\n" * 60_000}, "too-many-lines"),
        (["t"], "no-article"),
    ],
)
def test_records_without_text(value: object, code: str) -> None:
    with pytest.raises(Unreadable) as caught:
        of_object(value)
    assert caught.value.code == code


def test_no_mapping() -> None:
    with pytest.raises(Unreadable) as caught:
        of_object({"t": "x"}, Options())
    assert caught.value.code == "no-mapping"


def test_wrong_decoding_is_a_problem_and_repaired_on_demand() -> None:
    wrong = BODY + "Le cafÃ© est fermÃ©."
    row = f'"Le cafÃ©","{wrong}",2024\n'.encode()
    found = extraction.extract(row, format=RecordFormat.ROW, options=MAPPED)
    assert found.text == wrong
    assert [problem.code for problem in found.problems] == ["mojibake"]
    found = extraction.extract(row, format=RecordFormat.ROW, options=MAPPED, repair=True)
    assert found.text == BODY + "Le café est fermé."
    assert given(found)[ArticleField.TITLE] == "Le café"
    assert found.problems == ()
    page = f"<html><body><p>{wrong}</p></body></html>".encode()
    found = extraction.extract(page, format=RecordFormat.HTML, options=Options(), repair=True)
    assert "café" in found.text


def test_encoding_chosen_for_one_record() -> None:
    row = "Titel,Größe,2024".encode("cp1252")
    found = extraction.extract(row, format=RecordFormat.ROW, options=MAPPED, encoding="cp1252")
    assert (found.text, found.encoding) == ("Größe", "cp1252")
    with pytest.raises(Unreadable, match="no encoding called"):
        extraction.extract(row, format=RecordFormat.ROW, options=MAPPED, encoding="nonsense")


def test_dates_stay_ambiguous() -> None:
    content = json.dumps({"t": BODY, "d": "03/04/2024"}).encode()
    found = extraction.extract(content, format=RecordFormat.OBJECT, options=MAPPED)
    assert given(found)[ArticleField.PUBLISHED] == "03/04/2024"


@pytest.mark.parametrize(
    ("others", "order", "day"),
    [
        (["13/04/2024"], "dmy", "2024-04-03"),
        (["04/13/2024", "12/31/2023"], "mdy", "2024-03-04"),
        (["13/04/2024", "04/13/2024"], "", "03/04/2024"),
        (["31/31/2024", "2024-04-13", "soon"], "", "03/04/2024"),
    ],
)
def test_the_order_of_dates_is_known_from_the_whole_column(
    others: list[str], order: str, day: str
) -> None:
    rows = ["title,text,date", *(f"Pier,Closed.,{date}" for date in ["03/04/2024", *others])]
    content = "\n".join(rows).encode()
    options = proposed(content, "a.csv")
    fmt = sniffed(content, "a.csv")
    dates = order_of_dates(io.BytesIO(content), fmt, options)
    assert (dates.order, dates.doubtful) == (order, "03/04/2024")
    options = replace(options, date_order=dates.order)
    first = good(read(content, "a.csv"))[0]
    assert given(extracted(first, options))[ArticleField.PUBLISHED] == day
