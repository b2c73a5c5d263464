"""CSV and TSV: dialects, columns, rows with their places, and rows that are broken."""

import csv
import io
import json
from dataclasses import replace

import pytest
from hypothesis import given as for_all
from hypothesis import settings
from hypothesis import strategies as st

from articles.core.formats import reading, tables
from articles.core.formats.records import ArticleField, FileFormat, Options, Unreadable

from .readings import (
    BODY,
    LIMITS,
    articles,
    bad,
    extracted,
    given,
    good,
    limits,
    proposed,
    read,
)

CELLS = st.text(alphabet="ab é,;\t|\"\n'", max_size=12)
COMMA = Options(encoding="utf-8", delimiter=",", quote='"', columns=("title", "text"))


def table(*rows: list[str], delimiter: str = ",", end: str = "\r\n") -> str:
    file = io.StringIO()
    csv.writer(file, delimiter=delimiter, lineterminator=end).writerows(rows)
    return file.getvalue()


NEWS = (
    ["Titel", "Inhalt", "Datum", "Quelle"],
    [
        "Amt frei",
        'Er sagte: "Nie",\r\nund ging; er kam | nicht.',
        "2024-03-04",
        "Bote",
    ],
    ["Streit", "Äpfel, Birnen; Pflaumen", "2024-03-05", "Bote"],
)


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-be"])
def test_dialects_and_encodings(delimiter: str, encoding: str) -> None:
    content = table(*NEWS, delimiter=delimiter).encode(encoding)
    options = proposed(content, "a.csv")
    assert (options.delimiter, options.quote) == (delimiter, '"')
    assert options.columns == tuple(NEWS[0])
    found = articles(content, "a.csv")
    assert found[0].text == 'Er sagte: "Nie",\nund ging; er kam | nicht.'
    assert found[1].text == "Äpfel, Birnen; Pflaumen"
    assert given(found[0]) == {
        ArticleField.TITLE: "Amt frei",
        ArticleField.SOURCE: "Bote",
        ArticleField.PUBLISHED: "2024-03-04",
    }


@pytest.mark.parametrize("name", ["shift_jis", "gb18030", "big5", "euc_jp", "iso2022_jp"])
def test_rows_in_encodings_of_several_bytes(name: str) -> None:
    # In some of these, the second byte of these characters is that of “|”, “\\” or “"”.
    row = ["能表", "十台功能,表演"]
    content = table(["title", "text"], row).encode(name, errors="replace")
    options = Options(encoding=name, delimiter=",", quote='"', columns=("title", "text"))
    (record,) = good(read(content, "a.csv", options=options))
    values = reading.values_of(record.content, record.format, options)
    assert list(values.values()) == [cell.encode(name, "replace").decode(name) for cell in row]


@pytest.mark.parametrize("encoding", ["utf-8", "mac_roman", "utf-16"])
@pytest.mark.parametrize("inside", ["\r", "\n"])
def test_lines_that_end_as_on_the_macintosh_of_old(encoding: str, inside: str) -> None:
    rows = [["Titel", "Inhalt"], ["Äpfel", f"Eins.{inside}Zwei, drei."], ["Birnen", "Vier."]]
    content = table(*rows, end="\r").encode(encoding)
    options = replace(proposed(content, "a.csv"), encoding=encoding)
    records = good(read(content, "a.csv", options=options))
    found = [extracted(record, options) for record in records]
    assert [one.text for one in found] == ["Eins.\nZwei, drei.", "Vier."]
    assert given(found[0]) == {ArticleField.TITLE: "Äpfel"}
    assert [record.offset for record in records] == [None, None]
    assert [record.line for record in records] == [2, 4]


def test_a_stray_carriage_return_ends_no_line() -> None:
    found = articles(b"title,text\nOne\rtwo,First text.\nThree,Second\rtext.\n", "a.csv")
    assert [given(one)[ArticleField.TITLE] for one in found] == ["One two", "Three"]


def test_delimiter_named_in_the_first_line() -> None:
    content = b"sep=|\r\ntitle|text\r\na,b|c;d\r\n"
    assert proposed(content, "a.csv").delimiter == "|"
    assert [one.line for one in good(read(content, "a.csv"))] == [3]


def test_tables_that_were_put_together() -> None:
    one = "\ufeff" + table(["title", "text"], ["A", BODY], end="\n")
    other = "\ufeff" + table(["title", "text"], ["B", BODY], ["title", "other"], end="\n")
    found = good(read((one + other).encode(), "a.csv"))
    assert [record.line for record in found] == [2, 4, 5]


def test_table_without_names() -> None:
    content = table(
        ["https://example.org/1", BODY, "2024-03-04"], ["https://example.org/2", BODY, "2024-03-05"]
    ).encode()
    options = proposed(content, "a.csv")
    assert options.columns == ("column 1", "column 2", "column 3")
    assert dict(options.mapping) == {
        ArticleField.BODY: "column 2",
        ArticleField.PUBLISHED: "column 3",
        ArticleField.URL: "column 1",
    }
    assert len(good(read(content, "a.csv"))) == 2


def test_quotation_marks_that_quote_nothing() -> None:
    content = b'title\ttext\n"Never" again\tShe said "no" and left\nB\t"Yes" was heard\n'
    assert [article.text for article in articles(content, "a.tsv")] == [
        'She said "no" and left',
        '"Yes" was heard',
    ]


def test_apostrophes_that_quote() -> None:
    content = b"title,text\n'a, b','it''s, here'\n'c','d, e'\n"
    assert [article.text for article in articles(content, "a.csv")] == ["it's, here", "d, e"]


def test_places_of_rows() -> None:
    content = '\ufefftitle,text\r\n\r\na,"b\n\nc"\r\nd,"é"'.encode()
    found = good(read(content, "a.csv"))
    assert [(one.line, one.content.decode()) for one in found] == [(3, 'a,"b\n\nc"'), (6, 'd,"é"')]


def test_ragged_rows() -> None:
    content = b"title,text,date\na,first\nb,second,2024-01-01,spare\nc\nd,,2024-01-01\n"
    options = proposed(content, "a.csv")
    found = good(read(content, "a.csv"))
    assert [one.line for one in found] == [2, 3, 4, 5]
    few, many = extracted(found[0], options), extracted(found[1], options)
    assert (few.text, [problem.code for problem in few.problems]) == ("first", ["ragged-row"])
    assert (many.text, [problem.code for problem in many.problems]) == ("second", ["ragged-row"])
    assert "spare" in many.problems[0].message
    for record in found[2:]:
        with pytest.raises(Unreadable, match="no text in “text”"):
            extracted(record, options)


def test_unclosed_quotation_mark_is_named_by_its_line() -> None:
    content = b'title,text\n"a","b"\nc,"open\nd,e\nf,g\n'
    found = read(content, "a.csv")
    assert [(one.line, one.code) for one in bad(found)] == [(3, "unclosed-quote")]
    assert "Line 3" in bad(found)[0].message
    assert [one.content for one in good(found)] == [b'"a","b"', b"d,e", b"f,g"]
    assert read(content, "a.csv", skip=2) == found[2:]


def test_unclosed_quotation_marks_do_not_cost_the_square() -> None:
    content = b"title,text\n" + b'x"y,"\n' * 50_000
    within = limits(record_bytes=1_000)
    found = read(content, "a.csv", options=COMMA, within=within)
    assert len(bad(found)) == 10
    assert "rest was not read" in found[-1].message  # type: ignore[union-attr]


def test_cell_of_five_megabytes() -> None:
    cell = ('He said ""never"" and, then, left. ' * 9 + "\n") * 16_000
    content = f'title,text\na,"{cell}"\nb,c\n'.encode()
    found = good(read(content, "a.csv"))
    assert [one.line for one in found] == [2, 3 + cell.count("\n")]
    values = reading.values_of(found[0].content, found[0].format, COMMA)
    assert values["text"] == cell.replace('""', '"')
    small = read(content, "a.csv", options=COMMA, within=limits(record_bytes=1_000_000))
    (refused,) = bad(small)
    assert (refused.line, refused.code) == (2, "record-too-large")
    assert "5,056,005 bytes" in refused.message
    assert "IMPORT_MAX_ARTICLE_BYTES" in refused.message
    assert [one.content for one in good(small)] == [b"b,c"]
    assert (
        read(content, "a.csv", options=COMMA, within=limits(record_bytes=1_000_000), skip=1)
        == (small[1:])
    )


def test_a_cell_of_too_many_lines_leaves_the_other_rows() -> None:
    content = b'title,text\na,"' + b"line\n" * 60_000 + b'"\nb,c\n'
    found = read(content, "a.csv", options=COMMA)
    assert "50,000 lines" in bad(found)[0].message
    assert [one.content for one in good(found)] == [b"b,c"]


def test_a_stray_quotation_mark_before_many_rows_does_not_take_them_along() -> None:
    content = b'title,text\na,"open\n' + b"b,c\n" * 1_000 + b'd,"e"\n'
    found = read(content, "a.csv", options=COMMA, within=limits(record_bytes=1_000))
    assert [(one.line, one.code) for one in bad(found)] == [(2, "unclosed-quote")]
    assert len(good(found)) == 1_001


@pytest.mark.parametrize("line", [b"x" * 5_000, b'"' + b"x" * 5_000])
def test_line_above_the_limit_is_left_out(line: bytes) -> None:
    content = b"title,text\na,b\n" + line + b"\nc,d\n"
    found = read(content, "a.csv", options=COMMA, within=limits(record_bytes=1_000))
    assert [one.line for one in good(found)] == [2, 4]
    assert [(one.line, one.code) for one in bad(found)] == [(3, "record-too-large")]


def test_nuls_and_lone_returns() -> None:
    content = b'title,text\na,"b\x00c"\nd,e\rf\ng,"h\ri"\n'
    found = articles(content, "a.csv")
    assert [article.text for article in found] == ["bc", "e f", "h\ni"]


def test_bytes_that_are_not_in_the_encoding() -> None:
    options = Options(
        encoding="utf-8", delimiter=",", columns=("t", "text"), mapping={ArticleField.BODY: "text"}
    )
    (record,) = good(read(b"t,text\na,caf\xe9\n", "a.csv", options=options))
    article = extracted(record, options)
    assert article.text == "caf\ufffd"
    assert [problem.code for problem in article.problems] == ["broken-characters"]


def test_names_that_are_there_twice() -> None:
    content = b"text,text,,text (2)\na,b,c,d\n"
    assert proposed(content, "a.csv").columns == ("text", "text (2)", "column 3", "text (2) (2)")
    assert [one.line for one in good(read(content, "a.csv"))] == [2]


def test_preview_of_a_mapping() -> None:
    content = table(*NEWS).encode()
    options = proposed(content, "a.csv")
    rows = reading.sample(io.BytesIO(content), FileFormat.CSV, options, n=1)
    assert [list(row) for row in rows] == [NEWS[0]]
    assert rows[0]["Inhalt"] == 'Er sagte: "Nie", und ging; er kam | nicht.'


@settings(max_examples=150, deadline=None)
@for_all(rows=st.lists(st.lists(CELLS, min_size=2, max_size=2), min_size=1, max_size=8))
def test_any_table_comes_back(rows: list[list[str]]) -> None:
    content = table(["title", "text"], *rows, end="\n").encode()
    found = read(content, "a.csv", options=COMMA)
    filled = [row for row in rows if any(cell.strip() for cell in row)]
    assert [one.code for one in bad(found)] == ([] if filled else ["no-article"])
    cells = [tables.cells_of(one.content.decode(), COMMA) for one in good(found)]
    assert cells == filled
    for one in good(found):
        assert one.line == content.count(b"\n", 0, one.offset) + 1


@settings(max_examples=150, deadline=None)
@for_all(content=st.text(alphabet='a,;"\n\r\x00é', max_size=80).map(str.encode))
def test_any_text_is_a_table_in_parts(content: bytes) -> None:
    file = io.BytesIO(content)
    found = list(reading.records(file, FileFormat.CSV, COMMA, LIMITS))
    for skip in range(len(found)):
        assert list(reading.records(file, FileFormat.CSV, COMMA, LIMITS, skip=skip)) == found[skip:]
    assert json.dumps([one.content.decode() for one in good(found)])


def test_names_of_very_many_columns() -> None:
    names = tables.column_names(["x", "x (3)", "y"] + ["x"] * 50_000 + [""] * 50_000)
    assert names[:6] == ("x", "x (3)", "y", "x (2)", "x (4)", "x (5)")
    assert len(set(names)) == len(names) == 100_003


def test_a_table_of_too_many_columns_is_refused() -> None:
    with pytest.raises(Unreadable, match="more than 10,000 columns"):
        proposed(("title,body" + "," * 10_000 + "\n").encode() * 2, "a.csv")
