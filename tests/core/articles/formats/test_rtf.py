import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articles.core.decoding import normalise
from articles.core.formats.records import ArticleField, Unreadable
from articles.core.formats.rtf import extract_rtf
from articles.core.lines import Role


def rtf(body: str, head: str = r"\ansi\ansicpg1252") -> bytes:
    space = " " if head[-1:].isalnum() else ""
    return (r"{\rtf1" + head + space + body + "}").encode("latin-1")


def text(body: str, head: str = r"\ansi\ansicpg1252") -> str:
    return extract_rtf(rtf(body, head)).text


def escaped(words: str, encoding: str) -> str:
    return "".join(f"\\'{byte:02x}" for byte in words.encode(encoding))


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (r"one\par two\line three\par\par four", "one\ntwo\nthree\n\nfour"),
        ("one\r\n two\\par\nthree", "one two\nthree"),
        (r"\b bold\b0  and {\i italic}\par", "bold and italic"),
        (r"\{braces\} \\ back\~slash\_", "{braces} \\ back\u00a0slash\u2011"),
        (r"\lquote a\rquote  \ldblquote b\rdblquote  \endash \emdash\tab c", "‘a’ “b” –—\tc"),
        (r"\u8220?quoted\u8221? \uc0\u1575\u1604\uc1 \u-10179?\u-8704?", "“quoted” ال😀"),
        (r"\uc2\u8217\'a1\'af x\uc1\u233\'e9\u233\lquote y", "’ xééy"),
        (r"{\uc0 {\u1488}}\u1489?!", "אב!"),
        (r"\u55357?x", "x"),
        (r"{\field{\*\fldinst HYPERLINK x}{\fldrslt link}} after", "link after"),
        (r"{\header page head}{\*\unknown gone}{\pict 0102}text{\v hidden}{\deleted gone}", "text"),
        (r"{\listtext \'b7\tab}item\par", "item"),
        (r"text{\footnote A \par note.}.\par more", "text.\nmore\nA \nnote."),
        (r"a\cell b\cell\row c\par", "a\nb\nc"),
        (r"{\shp{\*\shpinst{\sp{\sn x}{\sv 1}}{\shptxt box\par}}}after", "box\nafter"),
    ],
)
def test_text(body: str, expected: str) -> None:
    assert text(body) == "\n".join(line.rstrip() for line in expected.split("\n"))


@pytest.mark.parametrize(
    ("words", "encoding", "head"),
    [
        ("Переговоры в Тегеране", "cp1251", r"\ansi\ansicpg1251"),
        ("港口新桥推迟通车", "gb18030", r"\ansi\ansicpg936"),
        ("表示ソース能力", "cp932", r"\ansi\ansicpg932"),
        ("قال الوزير", "cp1256", r"\ansi\ansicpg1256"),
        ("Köln – “ja”", "cp1252", r"\ansi"),
        ("Köln", "mac_roman", r"\mac"),
        ("Köln", "utf-8", r"\ansi\ansicpg65001"),
        ("Привет", "cp1251", r"\ansi\ansicpg1252\deff1{\fonttbl{\f0 A;}{\f1\fcharset204 B;}}"),
    ],
)
def test_code_pages(words: str, encoding: str, head: str) -> None:
    assert text(escaped(words, encoding), head) == words
    # As some programs write: only what is not ASCII is escaped, the second byte may be a letter.
    mixed = "".join(
        chr(byte) if chr(byte).isascii() and chr(byte).isalnum() else f"\\'{byte:02x}"
        for byte in words.encode(encoding)
    )
    assert text(mixed, head) == words


def test_fonts_change_the_code_page() -> None:
    head = r"\ansi\ansicpg1252{\fonttbl{\f0\fcharset0 A;}{\f1\fcharset204 B;}{\f2\fcharset134 C;}}"
    body = r"{\f1 " + escaped("Да", "cp1251") + r"} \f2 " + escaped("北京", "gb18030")
    assert text(body + r"\plain\f0 " + escaped("é", "cp1252"), head) == "Да 北京é"


def test_styles_and_properties() -> None:
    head = (
        r"\ansi{\stylesheet{Normal;}{\s1\b heading 1;}{\s15 Title;}{\*\cs10 Default Font;}}"
        r"{\info{\title Ferry talks}{\author Maud Ellery}{\creatim\yr2019\mo4\dy8\hr9}}"
    )
    found = extract_rtf(
        rtf(
            r"\s15 Ferry talks fail\par\pard A text.\par\s1 Demands\par\pard{\pntext x}Room\par",
            head,
        )
    )
    assert found.text == "Ferry talks fail\nA text.\nDemands\nRoom"
    assert {number: verdict.role for number, verdict in found.verdicts.items()} == {
        1: Role.TITLE, 3: Role.HEADING, 4: Role.LIST_ITEM,
    }  # fmt: skip
    assert {field: given.values[0] for field, given in found.given.items()} == {
        ArticleField.AUTHORS: "Maud Ellery",
        ArticleField.PUBLISHED: "2019-04-08",
    }
    assert all(given.confidence < 0.5 for given in found.given.values())


def test_binary_data_is_skipped() -> None:
    raw = b"{\\rtf1 before{\\pict\\bin6 }}}}{{} after\\bin99999999 lost}"
    found = extract_rtf(raw)
    assert found.text == "before after"
    assert [problem.code for problem in found.problems] == ["damaged"]


def test_bytes_that_mean_nothing_are_said() -> None:
    found = extract_rtf(rtf(r"a\'81b", r"\ansi\ansicpg1252"))
    assert [problem.code for problem in found.problems] == ["broken-characters"]


@pytest.mark.parametrize(
    "raw", [b"", b"text", b"{\\rtf1}", b"{\\rtf1 {\\pict 00}}", b"{\\rtf1 \\par"]
)
def test_what_has_no_text_is_refused(raw: bytes) -> None:
    with pytest.raises(Unreadable):
        extract_rtf(raw)


@pytest.mark.parametrize(
    "raw",
    [
        b"{\\rtf1 text" + b"{" * 1_000_000,
        b"{\\rtf1 text" + b"{\\b" * 300_000 + b"}" * 300_000,
        b"{\\rtf1 text" + b"}" * 1_000_000,
        b"{\\rtf1 text" + b"\\bin1" * 200_000,
        b"{\\rtf1 text" + b"\\u8220 " * 200_000,
        b"{\\rtf1 text" + b"\\'" * 500_000,
        b"{\\rtf1 text{\\field{\\*\\fldinst " + b"HYPERLINK " * 100_000,
        b"{\\rtf1 text{\\fonttbl" + b"{\\f1\\fcharset204 " * 100_000,
        b"{\\rtf1 text" + b"a" * 5_000_000,
        b"{\\rtf1 text\\uc999999999\\u1 " + b"x" * 100,
    ],
)
def test_hostile_documents_take_little_time(raw: bytes) -> None:
    start = time.process_time()
    assert extract_rtf(raw).text.startswith("text")
    assert time.process_time() - start < 20


def test_too_many_lines_are_refused() -> None:
    with pytest.raises(Unreadable, match="50,000"):
        extract_rtf(b"{\\rtf1 text" + b"\\par" * 60_000 + b" end}")


_plain = st.text(alphabet="ab é–中😀\\{}\n", max_size=20)


@settings(max_examples=200, deadline=None)
@given(st.lists(_plain, min_size=1, max_size=6))
def test_paragraphs_come_back(paragraphs: list[str]) -> None:
    def write(words: str) -> str:
        out = []
        for character in words.replace("\n", ""):
            units = character.encode("utf-16-le")
            for at in range(0, len(units), 2):
                unit = int.from_bytes(units[at : at + 2], "little", signed=True)
                plain = 32 <= unit < 127
                out.append(
                    ("\\" if chr(unit) in "\\{}" else "") + chr(unit) if plain else f"\\u{unit}?"
                )
        return "".join(out)

    try:
        found = extract_rtf(rtf("\\par ".join(map(write, paragraphs))))
    except Unreadable:
        assert not "".join(paragraphs).strip()
        return
    expected = "\n".join(text.replace("\n", "").rstrip() for text in paragraphs)
    assert found.text == normalise(expected.strip("\n"))[0]


@settings(max_examples=300, deadline=None)
@given(
    st.binary(max_size=200) | st.text(alphabet="\\{}'*u0129abf par", max_size=200).map(str.encode)
)
def test_anything_is_read_or_refused(raw: bytes) -> None:
    try:
        found = extract_rtf(b"{\\rtf1\\ansi " + raw)
    except Unreadable:
        return
    assert normalise(found.text)[0] == found.text


@pytest.mark.parametrize(
    ("style", "role"),
    [
        ("Title", Role.TITLE),
        ("Subtitle", Role.STANDFIRST),
        ("Quote", Role.QUOTATION),
        ("caption", Role.CAPTION),
        ("heading 2", Role.HEADING),
        ("List Bullet", Role.LIST_ITEM),
    ],
)
def test_styles_say_what_lines_are_as_in_word_documents(style: str, role: Role) -> None:
    found = extract_rtf(rtf(rf"{{\stylesheet{{\s1 {style};}}}}\pard\s1 One\par\pard Two\par"))
    assert {number: verdict.role for number, verdict in found.verdicts.items()} == {1: role}


def test_removed_control_characters_are_noted_with_their_line() -> None:
    found = extract_rtf(rtf(r"\par Talks fail\par Both\'07 sides\'1b left.\par"))
    assert found.text == "Talks fail\nBoth sides left."
    (problem,) = found.problems
    assert (problem.line, problem.code) == (2, "control-characters")
    assert "U+0007, U+001B" in problem.message
