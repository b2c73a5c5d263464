"""RSS and Atom feeds: each entry as a document of its own, and what it says of its article."""

import html
import io
from collections.abc import Iterator
from copy import deepcopy
from typing import Any, BinaryIO

from ..decoding import normalise
from ..extracted import Extracted, Given
from . import mapping
from .records import ArticleField, BadRecord, Limits, Record, RecordFormat, Unreadable
from .xml_text import XmlText

# lxml's own classes have no complete types.
Element = Any

_RULE = "feed"
_ENTRIES = frozenset({"item", "entry"})
_CHANNELS = frozenset({"channel"})
# What is said of the whole feed and holds for each of its entries.
_OF_FEED = frozenset(
    {"title", "language", "link", "publisher", "author", "creator", "managingEditor"}
)
_LONGEST_OF_FEED = 2_000
# They stand in the document of each entry.
_MOST_OF_FEED = 50
# A tree takes many times the memory of its text.
_LONGEST_ENTRY = 4_000_000
_MARKER = "entry-goes-here"
_MOST_LINES_KNOWN = 65_534


def of_feed(file: BinaryIO, limits: Limits, skip: int) -> Iterator[Record | BadRecord | None]:
    """Each entry with its feed's title and language around it, so that it can be read alone.

    None for what else stands beside the entries.
    """
    from lxml import etree

    source = XmlText(file, min(_LONGEST_ENTRY, limits.record_bytes))
    parsing = etree.iterparse(
        source,
        events=("start", "end"),
        encoding="utf-8",
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    number = 0
    try:
        for entry, about in _entries(parsing, source):
            if entry is None:
                yield None
                continue
            number += 1
            if number > skip:
                line = entry.sourceline or 0
                known = line if 0 < line <= _MOST_LINES_KNOWN else None
                content = _document(entry, about)
                yield Record(number, RecordFormat.ENTRY, content, None, known)
    except etree.XMLSyntaxError as error:
        number += 1
        if number > skip:
            yield _damaged(number, error.lineno or 1, error.msg)
    except Unreadable as error:
        number += 1
        if number > skip:
            yield BadRecord(number, error.code, str(error), error.line)
    if not number and not skip:
        message = "The feed has no entries. Export it again, or leave it out."
        yield BadRecord(1, "no-article", message)


def extract_entry(content: bytes) -> Extracted:
    """The text of an entry, and what the feed states of it."""
    # Loading it takes a while, and few imports have feeds.
    import feedparser

    # A stream, because of text and bytes the parser also tries to open an address or a file.
    parsed = feedparser.parse(io.BytesIO(content), resolve_relative_uris=False)
    if not parsed.entries:
        raise Unreadable("The entry of the feed cannot be read: it is empty.", code="bad-xml")
    entry = parsed.entries[0]
    text, problems = normalise(_body(entry))
    if not text.strip():
        raise Unreadable(
            "The entry has no text: neither content nor a summary. The feed only links to its "
            "articles.",
            code="no-body",
        )
    given = {
        field: Given(kept, _RULE, sure)
        for field, values, sure in _stated(entry, parsed.feed)
        if (kept := tuple(dict.fromkeys(filter(None, map(mapping.one_line, values)))))
    }
    return Extracted(text, "utf-8", given=given, problems=problems)


def _entries(parsing: Any, source: XmlText) -> Iterator[tuple[Element | None, str]]:
    """Each entry, and its feed without entries as XML with a marker in the entry's place.

    None for each other element of the feed.
    """
    depth = 0
    above: list[Element] = []
    stated: list[Element] = []
    about = ""
    for event, element in parsing:
        if event == "start":
            depth += 1
            if depth <= 2:
                above[depth - 1 :] = [element]
            continue
        depth -= 1
        name = _local(element)
        in_channel = depth == 2 and _local(above[1]) in _CHANNELS
        if name in _ENTRIES and (depth == 1 or in_channel):
            about = about or _skeleton(above[:depth], stated)
            yield element, about
        elif (
            name in _OF_FEED
            and (depth == 1 or in_channel)
            and _is_short(element)
            and len(stated) < _MOST_OF_FEED
        ):
            stated.append(deepcopy(element))
            about = ""
        if in_channel or (depth == 1 and name not in _CHANNELS):
            _forget(element)
            source.rest()
            yield None, about


def _is_short(element: Element) -> bool:
    return len(element) == 0 and len(element.text or "") <= _LONGEST_OF_FEED


def _local(element: Element) -> str:
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def _forget(element: Element) -> None:
    element.clear()
    parent = element.getparent()
    if parent is not None:
        while element.getprevious() is not None:
            del parent[0]


def _skeleton(above: list[Element], stated: list[Element]) -> str:
    from lxml import etree

    first: Element = above[0]
    root: Element = etree.Element(first.tag, dict(first.attrib), first.nsmap)
    inner = holder = root
    if len(above) > 1:
        inner = holder = etree.SubElement(root, above[1].tag, dict(above[1].attrib))
    elif _local(root) != "feed":
        inner = etree.SubElement(root, _channel_tag(root), {})
    for element in stated:
        inner.append(deepcopy(element))
    holder.append(etree.Comment(_MARKER))
    skeleton: str = etree.tostring(root, encoding="unicode")
    return skeleton


def _channel_tag(root: Element) -> str:
    """The name of the channel element of RSS 1.0, which stands beside the entries."""
    space = root.nsmap.get(None)
    return f"{{{space}}}channel" if space else "channel"


def _document(entry: Element, about: str) -> bytes:
    from lxml import etree

    text = etree.tostring(entry, encoding="unicode", with_tail=False)
    return about.replace(f"<!--{_MARKER}-->", text, 1).encode("utf-8", errors="replace")


def _damaged(number: int, line: int, reason: str) -> BadRecord:
    return BadRecord(
        number,
        "bad-xml",
        f"Line {line}: the feed is damaged there ({reason.strip()}). The entries above it were "
        "read, those below it were not. Export it again.",
        line,
    )


def _body(entry: Any) -> str:
    """The longest of the entry's contents, else its summary; markup becomes lines."""
    contents = [(part.get("value", ""), part.get("type", "")) for part in entry.get("content", ())]
    summary = entry.get("summary_detail") or {}
    contents = [content for content in contents if content[0].strip()] or [
        (summary.get("value", ""), summary.get("type", ""))
    ]
    text, kind = max(contents, key=lambda content: len(content[0]))
    if kind == "text/plain" and not mapping.is_markup(text):
        return str(text)
    from .html import lines_of_fragment

    return lines_of_fragment(text) if "<" in text else html.unescape(text)


def _stated(entry: Any, feed: Any) -> Iterator[tuple[ArticleField, list[str], float]]:
    original = entry.get("source") or {}
    yield ArticleField.TITLE, [entry.get("title", "")], 0.95
    yield ArticleField.SOURCE, [original.get("title") or feed.get("title", "")], 0.8
    authors = [author.get("name", "") for author in entry.get("authors", ())]
    yield ArticleField.AUTHORS, authors or [entry.get("author", "")], 0.95
    for key, sure in (("published", 0.95), ("created", 0.9), ("updated", 0.7)):
        if stated := entry.get(key):
            parsed = entry.get(f"{key}_parsed")
            date = mapping.date_of(stated)
            if date == stated and parsed:
                date = f"{parsed.tm_year:04}-{parsed.tm_mon:02}-{parsed.tm_mday:02}"
            yield ArticleField.PUBLISHED, [date], sure
            break
    link = entry.get("feedburner_origlink") or entry.get("link", "")
    yield ArticleField.URL, [link] if link.startswith(("http:", "https:")) else [], 0.95
    yield ArticleField.EXTERNAL_ID, [entry.get("id", "")], 0.95
    language = entry.get("language") or feed.get("language", "")
    yield ArticleField.LANGUAGE, [language], 0.8
    tags = [tag.get("term") or tag.get("label") or "" for tag in entry.get("tags", ())]
    yield ArticleField.KICKER, tags[:1], 0.5
