import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articles.core.decoding import normalise
from articles.core.extracted import Extracted
from articles.core.formats.html import extract_html, lines_of_fragment
from articles.core.formats.html_alignment import align, key
from articles.core.formats.records import ArticleField, Unreadable
from articles.core.lines import Disposition, Role

PAGES = Path(__file__).parents[3] / "data" / "html"


def read(name: str) -> Extracted:
    return extract_html((PAGES / name).read_bytes())


def by_role(found: Extracted) -> dict[Role, list[str]]:
    roles: dict[Role, list[str]] = {}
    lines = found.text.split("\n")
    for number, verdict in sorted(found.verdicts.items()):
        roles.setdefault(verdict.role, []).append(lines[number - 1])
    return roles


def page(body: str, head: str = "") -> bytes:
    return f"<html><head><meta charset=utf-8>{head}</head><body>{body}</body></html>".encode()


PROSE = (
    "<p>The harbour board will meet the unions again on Monday, and neither side expects them to "
    "agree before the summer, people who were in the room said.</p>"
)


def test_every_visible_line_has_a_verdict() -> None:
    found = read("english.html")
    assert set(found.verdicts) == {
        number for number, line in enumerate(found.text.split("\n"), 1) if line
    }
    assert all(verdict.reason.endswith(".") for verdict in found.verdicts.values())
    assert "Written by a script" not in found.text
    assert "Text that nobody sees" not in found.text
    assert "enable JavaScript" not in found.text


def test_the_parts_of_a_page() -> None:
    roles = by_role(read("english.html"))
    assert roles[Role.TITLE] == ["Ferry crews and harbour board resume talks"]
    assert roles[Role.KICKER] == ["Transport"]
    assert roles[Role.BYLINE] == ["By Maud Ellery and Tom Vane"]
    assert roles[Role.DATE_LINE] == ["8 April 2019"]
    assert roles[Role.HEADING] == ["What the crews ask for"]
    assert len(roles[Role.LIST_ITEM]) == 3
    assert roles[Role.CAPTION][0].startswith("The northern quay")
    assert roles[Role.QUOTATION][0].startswith("“We have asked")
    assert roles[Role.STANDFIRST][0].startswith("A fourth round")
    assert [line.split()[0] for line in roles[Role.PARAGRAPH]] == [
        "The", "Neither", "There", "The", "If",
    ]  # fmt: skip
    assert roles[Role.ADVERTISEMENT] == ["Advertisement"]
    assert len(roles[Role.COMMENTS]) == 3
    assert "Read also: How the night boat was saved" in roles[Role.RELATED]


def test_what_a_page_states() -> None:
    stated = {field: given.values for field, given in read("english.html").given.items()}
    assert stated == {
        ArticleField.TITLE: ("Ferry crews and harbour board resume talks",),
        ArticleField.AUTHORS: ("Maud Ellery", "Tom Vane"),
        ArticleField.SOURCE: ("Harbour Courier",),
        ArticleField.PUBLISHED: ("2019-04-08",),
        ArticleField.URL: ("https://www.harbour-courier.example/news/2019/ferry-talks",),
        ArticleField.KICKER: ("Transport",),
        ArticleField.EXTERNAL_ID: ("HC-20931",),
        ArticleField.LANGUAGE: ("en",),
    }


def test_identical_paragraphs_are_all_kept() -> None:
    roles = by_role(read("repeated.html"))
    assert sum(line.startswith("The siren") for line in roles[Role.PARAGRAPH]) == 4
    assert len(roles[Role.PARAGRAPH]) == 9


@pytest.mark.parametrize(
    ("name", "encoding", "title", "paragraphs", "source"),
    [
        ("arabic.html", "cp1256", "بلدية الميناء تؤجل إغلاق الجسر القديم", 4, "صحيفة المرفأ"),
        ("chinese.html", "gb18030", "港口新桥推迟通车", 4, "河岸日报"),
        ("tables.html", "cp1252", "Der Gasthof am Fluß schließt", 4, "Uferblatt"),
    ],
)
def test_other_languages_and_encodings(
    name: str, encoding: str, title: str, paragraphs: int, source: str
) -> None:
    found = read(name)
    roles = by_role(found)
    assert (found.encoding, found.problems) == (encoding, ())
    assert found.given[ArticleField.TITLE].values == (title,)
    assert found.given[ArticleField.SOURCE].values == (source,)
    assert roles[Role.TITLE] == [title]
    assert len(roles[Role.PARAGRAPH]) == paragraphs


@pytest.mark.parametrize("begins", ["<title>Pier</title>", "<head><title>Pier</title></head>"])
def test_a_page_that_leaves_out_its_body_tag(begins: str) -> None:
    page = f"{begins}<header>Harbour Post</header><main><p>The pier closes.</main>Imprint<p>End"
    text = extract_html(page.encode()).text
    assert text.split("\n\n") == ["Harbour Post", "The pier closes.", "Imprint", "End"]


def test_without_an_article_there_are_no_verdicts() -> None:
    found = extract_html(page("<div>*</div>"))
    assert (found.text, found.verdicts) == ("*", {})


def test_a_charset_that_lies() -> None:
    raw = page(PROSE.replace("Monday", "jeudi, à Genève")).replace(b"utf-8", b"iso-8859-1")
    found = extract_html(raw)
    assert found.encoding == "utf-8"
    assert "à Genève" in found.text
    assert [problem.code for problem in found.problems] == ["wrong-charset"]
    text = PROSE.replace("Monday", "jeudi, à Genève, où l’été finit déjà")
    found = extract_html(page(text).decode().encode("cp1252"))
    assert "à Genève, où l’été finit déjà" in found.text
    assert "wrong-charset" in [problem.code for problem in found.problems]
    assert extract_html(page(text).decode().encode("cp1252"), encoding="cp1252").problems == ()


def test_a_page_of_utf8_with_a_broken_byte_does_not_lie_about_its_charset() -> None:
    raw = page(PROSE.replace("Monday", "jeudi, à Genève, où l’été finit déjà"))
    found = extract_html(raw.replace(b"finit", b"\xe9finit", 1))
    assert found.encoding == "utf-8"
    assert "wrong-charset" not in [problem.code for problem in found.problems]
    assert "broken-characters" in [problem.code for problem in found.problems]


def test_an_encoding_that_is_none() -> None:
    for name in (b"hex", b"rot13", b"utf-7", b"idna", b"nonsense", b"utf-16"):
        assert extract_html(page("<p>Text.</p>").replace(b"utf-8", name)).encoding == "utf-8"


def test_dates_stay_as_published() -> None:
    for stated, expected in (
        ("2020-03-01T23:59:00-11:00", "2020-03-01"),
        ("20200301", "2020-03-01"),
        ("Sun, 01 Mar 2020 22:00:00 GMT", "2020-03-01"),
        ("March 1, 2020", "2020-03-01"),
    ):
        head = f'<meta property="article:published_time" content="{stated}">'
        found = extract_html(page(PROSE, head)).given[ArticleField.PUBLISHED]
        assert found.values == (expected,)
    head = '<meta name="date" content="03/04/2020">'
    ambiguous = extract_html(page(PROSE, head)).given[ArticleField.PUBLISHED]
    assert (ambiguous.values, ambiguous.confidence) == (("03/04/2020",), 0.3)


def test_a_date_is_guessed_only_where_none_is_written() -> None:
    head = '<link rel="canonical" href="https://a.example/2019/04/08/ferry.html">'
    guessed = extract_html(page(PROSE, head)).given[ArticleField.PUBLISHED]
    assert (guessed.values, guessed.confidence) == (("2019-04-08",), 0.4)
    written = extract_html(page(f"<p>7 April 2019</p>{PROSE}", head))
    assert ArticleField.PUBLISHED not in written.given


def test_a_language_that_the_text_contradicts_is_not_stated() -> None:
    arabic = (PAGES / "arabic.html").read_bytes()
    assert extract_html(arabic).given[ArticleField.LANGUAGE].values == ("ar",)
    wrong = extract_html(arabic.replace(b'lang="ar"', b'lang="en"'))
    assert ArticleField.LANGUAGE not in wrong.given


def test_jsonld_that_is_broken_or_deep() -> None:
    for script in ("{", "[" * 100_000, '{"@type": ["NewsArticle"], "headline": {"a": [1]}}', "1"):
        head = f'<script type="application/ld+json">{script}</script><title>Ferry talks</title>'
        assert extract_html(page(PROSE, head)).given[ArticleField.TITLE].values == ("Ferry talks",)


def test_entities_and_markup_in_metadata() -> None:
    head = (
        '<script type="application/ld+json">{"@type": "NewsArticle", '
        '"headline": "Caf&eacute; &lt;i&gt;closed&lt;/i&gt;", "author": "https://x.example/u"}'
        "</script>"
    )
    given = extract_html(page(PROSE, head)).given
    assert given[ArticleField.TITLE].values == ("Café closed",)
    assert ArticleField.AUTHORS not in given


def test_the_address_a_browser_noted() -> None:
    saved = b"<!-- saved from url=(0022)https://a.example/news -->" + page(PROSE)
    assert extract_html(saved).given[ArticleField.URL].values == ("https://a.example/news",)
    script = page(PROSE, '<link rel="canonical" href="javascript:alert(1)">')
    assert ArticleField.URL not in extract_html(script).given


def test_white_space_as_rendered() -> None:
    markup = (
        "<p> Talks \n\t failed<br>on <b>Mon</b>day.</p><pre>one\n  two</pre><!-- no --><p>&shy;"
    )
    assert extract_html(page(markup)).text.split("\n")[:5] == [
        "Talks failed", "on Monday.", "", "one", "  two",
    ]  # fmt: skip
    conditional = "<!--[if IE]><p>old</p><![endif]--><![if !IE]><p>new</p><![endif]>"
    assert extract_html(page(conditional)).text == "new"


def test_fragments() -> None:
    assert lines_of_fragment("AT&amp;T") == "AT&T"
    assert lines_of_fragment("3 < 4 and\n5 > 4") == "3 < 4 and\n5 > 4"
    assert lines_of_fragment("<div>a<div>b<p>c</p></div>d</div>") == "a\nb\nc\nd"
    assert lines_of_fragment("<script>alert(1)</script>") == ""
    assert lines_of_fragment("<b>" * 5_000 + "x") == "x"


@pytest.mark.parametrize(
    "raw",
    [
        b"<div>" * 100_000 + b"text" + b"</div>" * 100_000 + b"<p>after",
        b"<b><i>" * 200_000 + b"text<p>after",
        b"<" * 100_000 + b" text<p>after",
        b"<p>text" + b"\x00" * 10 + b"<p>after<!--" * 3,
        b"<!DOCTYPE x [<!ENTITY a 'aa'><!ENTITY b '&a;&a;'>]><p>text &b;</p>after",
        b"<p>text" + b"x" * 11_000_000 + b"<p>after",
    ],
)
def test_hostile_pages_keep_their_text(raw: bytes) -> None:
    found = extract_html(raw)
    assert "text" in found.text
    assert "after" in found.text
    assert "\x00" not in found.text


@pytest.mark.parametrize("begins", ["", "<!-- <p class=' -->"])
def test_an_element_with_countless_attributes_takes_no_time(begins: str) -> None:
    attributes = " ".join(f"a{number}='>'" for number in range(200_000))
    found = extract_html(f"{begins}<p {attributes}>It rained on Monday.</p>".encode())
    assert found.text.endswith("It rained on Monday.")
    assert [problem.code for problem in found.problems] == ["page-not-parsed"]


def test_long_values_are_no_attributes() -> None:
    drawing = "M 1 2 " * 5_000
    assert not extract_html(page(f'<p><path d="{drawing}">It rained on Monday.</p>')).problems


def test_pages_without_text_are_refused() -> None:
    for raw in (b"", b" \n", b"<html></html>", b"<script>alert(1)</script>", b"<p hidden>x</p>"):
        with pytest.raises(Unreadable) as refused:
            extract_html(raw)
        assert refused.value.code == "empty"
    with pytest.raises(Unreadable, match="50,000"):
        extract_html(b"<p>x" * 60_000)
    with pytest.raises(Unreadable, match="no encoding called"):
        extract_html(b"<p>x", encoding="nonsense")


def test_alignment_of_merged_split_and_repeated_paragraphs() -> None:
    lines = ["menu", "first", "the second line", "goes on", "again", "last", "again", "menu"]
    segments = ["first", "the second line goes on", "again", "la", "last"]
    found = align(
        [key(line) for line in lines], [key(text) for text in segments], [False] * len(lines)
    )
    assert [match.line for match in found] == [1, 2, 3, 4, 5]
    shunned = align(["a", "b", "a"], ["a"], [True, False, False])
    assert [match.line for match in shunned] == [2]


_words = st.text(alphabet="abc é中ا&;'\"", max_size=12)
_tags = st.sampled_from(
    ["<p>", "</p>", "<div>", "</div>", "<br>", "<nav>", "</nav>", "<h1>", "</h1>", "<td>", "<!--",
     "-->", "<script>", "</script>", "<li>", "<a href=x>", "</a>", "<pre>", "\n", "<", ">"]
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.lists(_words | _tags, max_size=40))
def test_any_markup_is_read(pieces: list[str]) -> None:
    try:
        found = extract_html(page("".join(pieces)))
    except Unreadable as error:
        assert error.code == "empty"  # noqa: PT017
        return
    assert normalise(found.text) == (found.text, ())
    lines = found.text.split("\n")
    assert all(lines[number - 1].strip() for number in found.verdicts)


@settings(max_examples=100, deadline=None)
@given(st.lists(st.text(alphabet="abcde ", min_size=1).filter(str.strip), min_size=1, max_size=30))
def test_all_lines_of_simple_pages_are_kept(paragraphs: list[str]) -> None:
    found = extract_html(page("".join(f"<p>{text}</p>" for text in paragraphs)))
    assert [line for line in found.text.split("\n") if line] == [
        re.sub(" +", " ", text).strip() for text in paragraphs
    ]
    removed = [v for v in found.verdicts.values() if v.role.disposition is Disposition.BLANK]
    assert not removed
