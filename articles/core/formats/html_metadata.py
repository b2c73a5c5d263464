"""What a web page states of its article: JSON-LD, meta elements, and what is marked in its text."""

import html
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any
from urllib.parse import urlsplit

from .. import dates, languages
from ..extracted import Given
from ..source_names import looks_like_source
from ..sources import key as source_key
from .html_lines import PageLine, Tree
from .html_places import BYLINE
from .records import ArticleField

_Found = dict[ArticleField, Given]
_ARTICLE_TYPES = re.compile(r"(?:Article|BlogPosting|NewsItem|Report|Review)$")
_JSON_LD = 2_000_000
_DEEPEST = 6
_LONGEST = 1_000
_LONGEST_DATE = 60
_META = {
    ArticleField.TITLE: ("og:title", "twitter:title", "dc.title", "dcterms.title", "headline"),
    ArticleField.SOURCE: ("og:site_name", "application-name", "dc.publisher", "publisher"),
    ArticleField.AUTHORS: ("author", "article:author", "dc.creator", "parsely-author", "byl"),
    ArticleField.PUBLISHED: (
        "article:published_time", "og:article:published_time", "datepublished", "parsely-pub-date",
        "dc.date.issued", "dcterms.created", "dc.date", "publishdate", "pubdate", "publish-date",
        "sailthru.date", "date",
    ),
    ArticleField.URL: ("og:url", "twitter:url"),
    ArticleField.KICKER: ("article:section",),
    ArticleField.EXTERNAL_ID: (
        "article:id", "articleid", "article-id", "article_id", "content_id", "post-id", "nid",
    ),
    ArticleField.LANGUAGE: ("content-language", "dc.language", "og:locale"),
}  # fmt: skip
_NAMES = {name for names in _META.values() for name in names}
_DIVIDER = re.compile(r"\s+[-–—|｜»·•]\s+|\s*[|｜»]\s*|_(?=\D)")
_ISO = re.compile(r"\s*((?:1[6-9]|20)\d\d-\d\d-\d\d)(?:$|[T\s])")
_COMPACT = re.compile(r"\s*((?:1[6-9]|20)\d\d)(\d\d)(\d\d)(?:$|T)")
_SAVED_FROM = re.compile(r"<!--\s*saved from url=\(\d+\)(https?://\S{4,2000})\s*-->", re.IGNORECASE)
_BY = re.compile(r"^(?:by|von|par|por|di|от|автор|بقلم|文|作者)\s*[:：]?\s+", re.IGNORECASE)
_LANGUAGE = re.compile(r"[a-zA-Z]{2,3}(?=$|[-_])")


def given_of(root: Tree, lines: Sequence[PageLine], markup: str) -> Mapping[ArticleField, Given]:
    """The fields that the page states: JSON-LD before meta elements before marked text.

    A date is the day as it is written, whatever its time zone; one that can be read in two orders
    is given as written, with a low confidence.
    """
    found: _Found = {}
    for part in (
        _canonical(root),
        _linked_data(root),
        _meta(root),
        _elements(root),
        _marked(root, lines),
        _saved_from(markup),
    ):
        for field, given in part:
            found.setdefault(field, given)
    found |= _without_site(found, lines)
    # A line that is a date is read by the rules; only where there is none, one is looked for.
    if ArticleField.PUBLISHED not in found and not any(map(_is_date, lines)):
        found |= _guessed_date(root)
    return found


def _canonical(root: Tree) -> Iterator[tuple[ArticleField, Given]]:
    for link in root.iter("link"):
        if "canonical" in (link.get("rel") or "").lower().split():
            if found := _addresses(link.get("href")):
                yield ArticleField.URL, Given(found, "html-canonical", 0.95)
            return


def _linked_data(root: Tree) -> Iterator[tuple[ArticleField, Given]]:
    articles = list(_described(root))
    for article in articles:
        for field, values in (
            (ArticleField.TITLE, _texts(article.get("headline"))[:1]),
            (ArticleField.AUTHORS, _people(article.get("author"))),
            (ArticleField.SOURCE, _people(article.get("publisher"))[:1]),
            (ArticleField.KICKER, _texts(article.get("articleSection"))[:1]),
            (ArticleField.EXTERNAL_ID, _texts(article.get("identifier"))[:1]),
            (ArticleField.URL, _addresses(article.get("url"), article.get("mainEntityOfPage"))),
        ):
            if values:
                yield field, Given(values, "html-json-ld", 0.95)
        for date in _texts(article.get("datePublished"))[:1]:
            if given := _date(date, "html-json-ld", 0.95):
                yield ArticleField.PUBLISHED, given
        for language in _texts(article.get("inLanguage"))[:1]:
            if code := _language(language):
                yield ArticleField.LANGUAGE, Given((code,), "html-json-ld", 0.85)


def _described(root: Tree) -> Iterator[Mapping[str, Any]]:
    """The JSON-LD objects of the page that describe an article, in order."""
    for script in root.iter("script"):
        if "ld+json" not in (script.get("type") or "").lower():
            continue
        text = (script.text or "").strip()
        text = text.removeprefix("<!--").removesuffix("-->").strip()
        if not text or len(text) > _JSON_LD:
            continue
        try:
            document = json.loads(text, strict=False)
        except (ValueError, RecursionError):
            continue
        yield from _articles_in(document, 0)


def _articles_in(value: Any, depth: int) -> Iterator[Mapping[str, Any]]:
    if depth > _DEEPEST:
        return
    if isinstance(value, list):
        for item in value[:200]:
            yield from _articles_in(item, depth + 1)
    elif isinstance(value, dict):
        types = value.get("@type")
        names = types if isinstance(types, list) else [types]
        if any(isinstance(name, str) and _ARTICLE_TYPES.search(name) for name in names):
            yield value
        else:
            for name in ("@graph", "mainEntity", "itemListElement"):
                yield from _articles_in(value.get(name), depth + 1)


def _meta(root: Tree) -> Iterator[tuple[ArticleField, Given]]:
    stated: dict[str, list[str]] = {}
    for element in root.iter("meta"):
        for attribute in ("property", "name", "itemprop", "http-equiv"):
            name = (element.get(attribute) or "").strip().lower()
            content = _clean(element.get("content") or "")
            if name in _NAMES and content:
                stated.setdefault(name, []).append(content)
    for field, names in _META.items():
        for name in names:
            if (values := stated.get(name)) and (given := _from_meta(field, values)):
                yield field, given
                break


def _from_meta(field: ArticleField, values: Sequence[str]) -> Given | None:
    if field is ArticleField.PUBLISHED:
        return _date(values[0], "html-meta", 0.9)
    if field is ArticleField.URL:
        found = _addresses(*values)
        return Given(found, "html-meta", 0.9) if found else None
    if field is ArticleField.LANGUAGE:
        code = _language(values[0])
        return Given((code,), "html-meta", 0.75) if code else None
    if field is ArticleField.AUTHORS:
        people = tuple(dict.fromkeys(p for v in values if (p := _person(v))))
        return Given(people, "html-meta", 0.85) if people else None
    return Given((values[0],), "html-meta", 0.9)


def _elements(root: Tree) -> Iterator[tuple[ArticleField, Given]]:
    """The language of the page and its title in the browser's tab."""
    if code := _language(
        root.get("lang") or root.get("{http://www.w3.org/XML/1998/namespace}lang")
    ):
        yield ArticleField.LANGUAGE, Given((code,), "html-lang", 0.75)
    title = next(iter(root.iter("title")), None)
    if title is not None and (text := _clean(_inside(title))):
        yield ArticleField.TITLE, Given((text,), "html-title-element", 0.8)


def _marked(root: Tree, lines: Sequence[PageLine]) -> Iterator[tuple[ArticleField, Given]]:
    """What the text of the page has marked as date or author."""
    for element in root.iter("time", "meta", "span", "abbr"):
        is_date = (
            element.tag == "time" or "datepublished" in (element.get("itemprop") or "").lower()
        )
        stated = element.get("datetime") or element.get("content") or element.get("title")
        if is_date and stated and (given := _date(stated, "html-time", 0.8)):
            yield ArticleField.PUBLISHED, given
            break
    for element in root.iterfind(".//*[@itemprop='author']"):
        if person := _person(_clean(_inside(element))):
            yield ArticleField.AUTHORS, Given((person,), "html-marked", 0.8)
            return
    for element in root.iterfind(".//a[@rel='author']"):
        if person := _person(_clean(_inside(element))):
            yield ArticleField.AUTHORS, Given((person,), "html-marked", 0.8)
            return
    for line in lines:
        if line.place is BYLINE and (person := _person(line.text)) and len(person.split()) <= 5:
            yield ArticleField.AUTHORS, Given((person,), "html-byline", 0.6)
            return


def _saved_from(markup: str) -> Iterator[tuple[ArticleField, Given]]:
    """The address that a browser noted in the page when it saved it."""
    if found := _SAVED_FROM.search(markup, 0, 20_000):
        yield ArticleField.URL, Given((found.group(1),), "html-saved-from", 0.85)


def _is_date(line: PageLine) -> bool:
    short = len(line.text) <= _LONGEST_DATE and any(map(str.isdigit, line.text))
    return short and dates.read(line.text) is not None


def _guessed_date(root: Tree) -> _Found:
    """What htmldate finds by looking for anything like a date; the last resort."""
    from htmldate import find_date

    try:
        found = find_date(root, extensive_search=False, original_date=True)
    except Exception:  # of a broken page, no date is known
        return {}
    if not found or not _ISO.match(found):
        return {}
    return {ArticleField.PUBLISHED: Given((found,), "htmldate", 0.4)}


def _without_site(found: _Found, lines: Sequence[PageLine]) -> _Found:
    """The title without the site's name hung on to it, and that name where no other is stated."""
    title, source = found.get(ArticleField.TITLE), found.get(ArticleField.SOURCE)
    if title is None or title.rule == "html-json-ld":
        return {}
    text, rule = title.values[0], f"{title.rule}-cut"
    names = {source_key(name) for name in (source.values if source else ())}
    headings = {source_key(line.text) for line in lines if line.tag in ("h1", "h2")}
    for divider in _DIVIDER.finditer(text):
        before, after = text[: divider.start()].strip(), text[divider.end() :].strip()
        if before and source_key(after) in names:
            return {ArticleField.TITLE: Given((before,), rule, title.confidence)}
        if after and source_key(before) in names:
            return {ArticleField.TITLE: Given((after,), rule, title.confidence)}
        if before and source_key(before) in headings:
            # What follows the page's own heading in the browser's tab is the site, or its section.
            stated: _Found = {ArticleField.TITLE: Given((before,), rule, title.confidence)}
            if source is None and after and not _DIVIDER.search(after):
                stated[ArticleField.SOURCE] = Given((after,), "html-title-suffix", 0.7)
            return stated
    last = re.search(r"(.*\S)(?:\s+[-–—|｜»·•]\s+|\s*[|｜»]\s*)(\S.*)", text)
    if last and title.rule == "html-title-element" and looks_like_source(last.group(2)):
        return {ArticleField.TITLE: Given((last.group(1),), rule, 0.75)}
    return {}


def _date(stated: str, rule: str, confidence: float) -> Given | None:
    text = " ".join(stated.split())[:100]
    if found := _ISO.match(text):
        value = found.group(1)
    elif found := _COMPACT.match(text):
        value = "-".join(found.groups())
    else:
        reading = dates.read(text)
        if reading is None:
            return None
        if isinstance(reading, dates.AmbiguousDate):
            return Given((reading.raw,), rule, 0.3)
        value, confidence = reading.value, min(confidence, reading.confidence)
    checked = dates.read(value)
    return Given((value,), rule, confidence) if isinstance(checked, dates.DateReading) else None


def _people(value: Any) -> tuple[str, ...]:
    items = value if isinstance(value, list) else [value]
    names: list[str] = []
    for item in items[:50]:
        stated = item.get("name") if isinstance(item, dict) else item
        names.extend(_person(name) for name in _texts(stated))
    return tuple(dict.fromkeys(name for name in names if name))


def _person(text: str) -> str:
    """The name in a byline; "" for an address and for what is no name."""
    name = _BY.sub("", _clean(text)).strip(" ,;|")
    return "" if "://" in name or len(name) > 120 or not re.search(r"[^\W\d_]", name) else name


def _texts(value: Any) -> tuple[str, ...]:
    if isinstance(value, dict):
        value = value.get("value") or value.get("name") or value.get("@value")
    items: Iterable[Any] = value if isinstance(value, list) else (value,)
    texts = (str(item) for item in items if isinstance(item, str | int) and item is not True)
    return tuple(text for item in texts if (text := _clean(item)))


def _addresses(*values: Any) -> tuple[str, ...]:
    for value in values:
        address = value.get("@id") if isinstance(value, dict) else value
        if not isinstance(address, str) or len(address) > 2_000:
            continue
        address = address.strip()
        try:
            parts = urlsplit(address)
        except ValueError:
            continue
        if parts.scheme in ("http", "https") and parts.netloc:
            return (address,)
    return ()


def _language(value: str | None) -> str:
    found = _LANGUAGE.match((value or "").strip())
    code = found.group().lower() if found else ""
    return code if code in languages.NAMES and code != languages.UNDETERMINED else ""


def _inside(element: Tree) -> str:
    return "".join(str(text) for text in element.itertext())


def _clean(text: str) -> str:
    """One line without markup and entities, which some sites put into their metadata twice."""
    plain = html.unescape(text[: 4 * _LONGEST])
    plain = re.sub(r"</?[a-zA-Z][^<>]{0,200}>", "", plain)
    plain = "".join(
        c for c in plain if c.isprintable() or c.isspace() or c in "\u200c\u200d\u200e\u200f"
    )
    return " ".join(plain.split())[:_LONGEST]
