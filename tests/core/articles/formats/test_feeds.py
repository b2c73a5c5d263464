"""RSS and Atom: each entry alone, with what its feed says of it."""

import io
from contextlib import suppress

import pytest
from hypothesis import given as for_all
from hypothesis import settings
from hypothesis import strategies as st

from articles.core.formats import reading, xml_text
from articles.core.formats.records import ArticleField, FileFormat, Options, Unreadable

from .readings import LIMITS, articles, bad, extracted, given, good, limits, read, texts

RSS = """<?xml version="1.0" encoding="{encoding}"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
 xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>Daily Planet</title><link>https://planet.example</link><language>en-gb</language>
{items}</channel></rss>"""
ITEM = """<item><title>Mayor &amp;amp; council</title><link>https://planet.example/1</link>
<guid isPermaLink="false">planet-1</guid><pubDate>Mon, 04 Mar 2024 23:30:00 -0500</pubDate>
<dc:creator>Jane Doe</dc:creator><category>World</category><description>A teaser.</description>
<content:encoded><![CDATA[<p>“One” &amp; two.</p><script>alert(1)</script><p>Three.</p>]]>
</content:encoded></item>
"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="de"><title>Bote</title>
<entry><title type="html">A &lt;b&gt;B&lt;/b&gt;</title><id>urn:1</id>
<updated>2024-03-05T10:00:00Z</updated><published>2024-03-04T23:00:00Z</published>
<author><name>J. Doe</name></author><author><name>R. Roe</name></author>
<link href="https://bote.example/1"/>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Eins</p><p>Zwei</p></div>
</content>
</entry>
<entry><title>Zweitens</title><updated>2024-03-05T10:00:00Z</updated>
<summary>Rein &lt; raus</summary>
</entry></feed>"""
RDF = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
 xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel rdf:about="c"><title>Nouvelles</title><dc:language>fr</dc:language></channel>
<item rdf:about="https://n.example/1"><title>Un</title><link>https://n.example/1</link>
<description>Le texte.</description><dc:date>2024-03-04</dc:date></item></rdf:RDF>"""


def rss(*items: str, encoding: str = "utf-8") -> bytes:
    return RSS.format(encoding=encoding, items="".join(items)).encode(encoding)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "windows-1252"])
def test_rss(encoding: str) -> None:
    (article,) = articles(rss(ITEM, encoding=encoding))
    assert article.text == "“One” & two.\nThree."
    assert given(article) == {
        ArticleField.TITLE: "Mayor & council",
        ArticleField.SOURCE: "Daily Planet",
        ArticleField.AUTHORS: "Jane Doe",
        ArticleField.PUBLISHED: "2024-03-04",
        ArticleField.URL: "https://planet.example/1",
        ArticleField.EXTERNAL_ID: "planet-1",
        ArticleField.LANGUAGE: "en-gb",
        ArticleField.KICKER: "World",
    }


def test_atom() -> None:
    first, second = articles(ATOM.encode())
    assert first.text == "Eins\nZwei"
    assert given(first) == {
        ArticleField.TITLE: "A B",
        ArticleField.SOURCE: "Bote",
        ArticleField.AUTHORS: "J. Doe; R. Roe",
        ArticleField.PUBLISHED: "2024-03-04",
        ArticleField.URL: "https://bote.example/1",
        ArticleField.EXTERNAL_ID: "urn:1",
        ArticleField.LANGUAGE: "de",
    }
    assert second.text == "Rein < raus"
    assert second.given[ArticleField.PUBLISHED].confidence < 0.95


def test_rdf_and_old_rss() -> None:
    (article,) = articles(RDF.encode())
    assert article.text == "Le texte."
    assert given(article)[ArticleField.SOURCE] == "Nouvelles"
    assert given(article)[ArticleField.LANGUAGE] == "fr"
    old = (
        '<!DOCTYPE rss PUBLIC "-//Netscape//DTD RSS 0.91//EN" "http://x.example/rss-0.91.dtd">'
        "<rss version='0.91'><channel><title>Old</title><item><title>T</title>"
        "<description>caf&eacute; &#8217; &#2; AT&T</description></item></channel></rss>"
    )
    assert texts(old.encode("latin-1")) == ["café ’  AT&T"]


def test_entries_stand_alone() -> None:
    found = good(read(rss(ITEM, ITEM.replace("planet-1", "planet-2"))))
    assert [(one.line, one.offset) for one in found] == [(5, None), (10, None)]
    (again,) = good(read(found[1].content))
    assert given(extracted(again)) == given(extracted(found[1]))
    assert given(extracted(again))[ArticleField.EXTERNAL_ID] == "planet-2"


@pytest.mark.parametrize(
    "declaration",
    [
        '<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">',
        '<!ENTITY a SYSTEM "file:///etc/passwd">',
        '<!ENTITY % a SYSTEM "http://127.0.0.1/x"> %a;',
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entities_are_refused(declaration: str, encoding: str) -> None:
    content = f'<?xml version="1.0"?><!DOCTYPE rss [{declaration}]><rss><channel><item>&a;</item>'
    found = read(f"{content}</channel></rss>".encode(encoding))
    assert [one.code for one in bad(found)] == ["xml-entities"]
    assert len(found) == 1


@pytest.mark.parametrize(
    ("items", "count", "line"),
    [
        ((ITEM, "<item><title>cut"), 1, 11),
        ((ITEM, "<item><b></item>", ITEM), 1, 10),
        (("<item><title>x</item>",), 0, 5),
    ],
)
def test_damaged_feed_keeps_what_is_above(items: tuple[str, ...], count: int, line: int) -> None:
    content = rss(*items)
    if items[-1].endswith("cut"):
        content = content[: content.index(b"</channel>")]
    found = read(content)
    assert len(good(found)) == count
    assert [one.code for one in bad(found)] == ["bad-xml"]
    assert found[-1].line in (line - 1, line)


def test_nothing_in_it() -> None:
    assert [one.code for one in bad(read(rss()))] == ["no-article"]
    (record,) = good(read(rss("<item><title>T</title></item>")))
    with pytest.raises(Unreadable, match="no text"):
        extracted(record)


def test_endless_entry() -> None:
    content = rss(ITEM, "<item>" + "<a/>" * 400_000 + "</item>")
    found = read(content, within=limits(record_bytes=500_000))
    assert len(good(found)) == 1
    assert [one.code for one in bad(found)] == ["record-too-large"]


def test_reading_goes_on_where_it_stopped() -> None:
    content = rss(ITEM, ITEM, ITEM, "<item>")
    whole = read(content)
    for skip in range(5):
        assert read(content, skip=skip) == whole[skip:]


@settings(max_examples=60, deadline=None)
@for_all(
    text=st.text(alphabet="a&;<>]![CDATA#x10\x00\x0b\ud800é\n", max_size=60), size=st.integers(1, 9)
)
def test_corrections_do_not_depend_on_the_steps(text: str, size: int) -> None:
    content = ("<rss>" + text).encode("utf-8", "surrogatepass")

    def corrected(size: int) -> bytes:
        source = xml_text.XmlText(io.BytesIO(content), 1_000_000)
        return b"".join(iter(lambda: source.read(size), b""))

    assert corrected(size) == corrected(100_000)


@settings(max_examples=60, deadline=None)
@for_all(text=st.text(max_size=40).filter(str.strip))
def test_any_text_in_an_entry(text: str) -> None:
    item = f"<item><title>T</title><description><![CDATA[{text}]]></description></item>"
    content = rss(item).decode().encode("utf-8", "surrogatepass")
    file = io.BytesIO(content)
    for record in good(list(reading.records(file, FileFormat.FEED, Options(), LIMITS))):
        with suppress(Unreadable):
            extracted(record)
