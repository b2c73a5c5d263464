import datetime
import io
import zipfile

import docx as python_docx
import pytest

from articles.core.formats.docx import extract_docx, paragraphs
from articles.core.formats.records import ArticleField, Unreadable
from articles.core.lines import Role

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
MC = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
ENCRYPTED = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def word(**parts: str | bytes) -> bytes:
    """A Word file of these parts; __ in a name stands for /."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(f"{name.replace('__', '/')}.xml", content)
    return file.getvalue()


def document_of(body: str) -> str:
    return f"<w:document {W} {MC}><w:body>{body}</w:body></w:document>"


def text(body: str, **parts: str) -> str:
    return extract_docx(word(word__document=document_of(body), **parts)).text


def run(content: str) -> str:
    return f"<w:r><w:t>{content}</w:t></w:r>"


def test_styles_say_what_a_paragraph_is() -> None:
    document = python_docx.Document()
    document.core_properties.title = "The ferry talks"
    document.core_properties.author = "python-docx"
    document.add_heading("Ferry talks fail", 0)
    document.add_paragraph("No date for another round", style="Subtitle")
    document.add_paragraph("The board and the unions parted without a word.")
    document.add_heading("The demands", 2)
    document.add_paragraph("a warm room", style="List Bullet")
    document.add_paragraph("“We froze.”", style="Intense Quote")
    document.add_paragraph("The quay at night", style="Caption")
    document.add_paragraph("")
    table = document.add_table(1, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "Boats", "7"
    file = io.BytesIO()
    document.save(file)
    found = extract_docx(file.getvalue())
    lines = found.text.split("\n")
    assert lines == [
        "Ferry talks fail", "No date for another round",
        "The board and the unions parted without a word.", "The demands", "a warm room",
        "“We froze.”", "The quay at night", "", "Boats", "7",
    ]  # fmt: skip
    assert {lines[number - 1]: verdict.role for number, verdict in found.verdicts.items()} == {
        "Ferry talks fail": Role.TITLE,
        "No date for another round": Role.STANDFIRST,
        "The demands": Role.HEADING,
        "a warm room": Role.LIST_ITEM,
        "“We froze.”": Role.QUOTATION,
        "The quay at night": Role.CAPTION,
    }
    assert ArticleField.TITLE not in found.given
    assert ArticleField.AUTHORS not in found.given


def test_properties_never_stand_against_the_text() -> None:
    document = python_docx.Document()
    document.core_properties.title = "Ferry talks fail"
    document.core_properties.author = "Ruth Calder"
    document.core_properties.created = datetime.datetime(2019, 4, 8, 23, 30)
    document.add_paragraph("Ferry talks fail")
    document.add_paragraph("They parted without a word, and nobody knows what comes next there.")
    file = io.BytesIO()
    document.save(file)
    given = extract_docx(file.getvalue()).given
    assert {field: value.values for field, value in given.items()} == {
        ArticleField.TITLE: ("Ferry talks fail",),
        ArticleField.AUTHORS: ("Ruth Calder",),
        ArticleField.PUBLISHED: ("2019-04-08",),
    }
    assert given[ArticleField.PUBLISHED].confidence < 0.5
    document.add_paragraph("By Maud Ellery")
    document.add_paragraph("7 April 2019")
    file = io.BytesIO()
    document.save(file)
    assert list(extract_docx(file.getvalue()).given) == [ArticleField.TITLE]


def test_the_only_main_heading_on_top_is_the_title() -> None:
    document = python_docx.Document()
    document.add_heading("Ferry talks fail", 1)
    document.add_paragraph("They parted.")
    file = io.BytesIO()
    document.save(file)
    assert extract_docx(file.getvalue()).verdicts[1].role is Role.TITLE


def test_what_is_text_and_what_is_not() -> None:
    body = (
        f"<w:p>{run('one ')}<w:del><w:r><w:delText>gone</w:delText></w:r></w:del>"
        f"<w:ins>{run('new')}</w:ins><w:moveFrom>{run('moved')}</w:moveFrom></w:p>"
        f"<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>hidden</w:t></w:r>{run('shown')}</w:p>"
        '<w:p><w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>visible</w:t></w:r></w:p>'
        "<w:p><w:r><w:t>a</w:t><w:br/><w:t>b</w:t><w:tab/><w:t>c</w:t>"
        "<w:instrText>HYPERLINK</w:instrText></w:r></w:p>"
        f"<w:p><mc:AlternateContent><mc:Choice><w:txbxContent><w:p>{run('box')}</w:p>"
        f"</w:txbxContent></mc:Choice><mc:Fallback><w:p>{run('box again')}</w:p></mc:Fallback>"
        f"</mc:AlternateContent>{run('around')}</w:p>"
    )
    assert text(body) == "one new\nshown\nvisible\na\nb\tc\nbox\naround"


def test_notes_follow_the_text() -> None:
    notes = (
        f'<w:footnotes {W}><w:footnote w:type="separator"><w:p>{run("---")}</w:p></w:footnote>'
        f"<w:footnote><w:p>{run('A note.')}</w:p></w:footnote></w:footnotes>"
    )
    assert text(f"<w:p>{run('Text.')}</w:p>", word__footnotes=notes) == "Text.\nA note."


def test_strict_documents_are_read() -> None:
    document = (
        '<w:document xmlns:w="http://purl.oclc.org/ooxml/wordprocessingml/main"><w:body>'
        f"<w:p>{run('Text.')}</w:p></w:body></w:document>"
    )
    assert extract_docx(word(word__document=document)).text == "Text."


def test_paragraphs_of_a_large_document_are_streamed() -> None:
    body = f"<w:p>{run('x' * 90)}</w:p>" * 60_000
    raw = word(word__document=document_of(body))
    assert sum(1 for _ in paragraphs(io.BytesIO(raw))) == 60_000
    with pytest.raises(Unreadable, match="50,000 lines"):
        extract_docx(raw)


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (b"", "damaged"),
        (b"PK\x03\x04 not really a zip", "damaged"),
        (ENCRYPTED + "EncryptedPackage".encode("utf-16-le"), "password"),
        (ENCRYPTED + b"\0" * 2_000_000 + "WordDocument".encode("utf-16-le"), "old-word"),
        (ENCRYPTED, "old-office"),
        (word(other="<a/>"), "no-document"),
        (word(xl__workbook="<a/>"), "other-office-file"),
        (word(word__document="<w:document"), "damaged"),
        (word(word__document=""), "damaged"),
        (word(word__document=f"<w:document {W}><w:body/></w:document>"), "empty"),
        (
            word(
                word__document='<!DOCTYPE d [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]>'
                + document_of(f"<w:p>{run('&b;')}</w:p>")
            ),
            "declares-entities",
        ),
        (word(word__document=b"<a>" + b" " * 130 * 1024 * 1024), "too-large-unpacked"),
        (word(word__document="<a>" * 5_000 + "</a>" * 5_000), "damaged"),
        (word(**{f"{'part' * 40}{number}": "" for number in range(11_000)}), "too-many-parts"),
    ],
)
def test_what_cannot_be_read_is_refused_with_advice(raw: bytes, code: str) -> None:
    with pytest.raises(Unreadable) as refused:
        extract_docx(raw)
    assert refused.value.code == code
    assert str(refused.value).endswith(".")


def test_a_cut_off_file_is_damaged() -> None:
    document = python_docx.Document()
    document.add_paragraph("They parted.")
    file = io.BytesIO()
    document.save(file)
    raw = bytearray(file.getvalue())
    for cut in range(0, len(raw), 997):
        with pytest.raises(Unreadable):
            extract_docx(bytes(raw[:cut]))
    for at in range(30, 3_000, 101):
        broken = raw.copy()
        broken[at] ^= 0xFF
        try:
            extract_docx(bytes(broken))
        except Unreadable as error:
            assert error.code in ("damaged", "no-document", "password", "empty")  # noqa: PT017


def test_removed_control_characters_are_noted_with_their_line() -> None:
    body = f"<w:p></w:p><w:p>{run('Talks fail')}</w:p><w:p>{run('Both &#x80;sides left.')}</w:p>"
    found = extract_docx(word(word__document=document_of(body)))
    assert found.text == "Talks fail\nBoth sides left."
    assert [(p.line, p.code) for p in found.problems] == [(2, "control-characters")]


@pytest.mark.parametrize("part", ["word__document", "word__styles", "docProps__core"])
def test_more_elements_than_memory_has_room_for_are_refused(part: str) -> None:
    many = "<w:x/>" * 700_000
    parts = {"word__document": document_of(f"<w:p>{run('Some words.')}</w:p>")}
    parts[part] = parts.get(part, f"<w:x {W}></w:x>").replace("</w:body>", f"{many}</w:body>")
    if part != "word__document":
        parts[part] = f"<w:x {W}>{many}</w:x>"
    with pytest.raises(Unreadable, match="more than 500,000 elements"):
        extract_docx(word(**parts))
