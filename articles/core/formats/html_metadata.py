"""What a web page states of its article: JSON-LD, meta elements, and what is marked in its text."""

import re
from collections.abc import Iterator, Mapping, Sequence

from .. import dates
from ..extracted import Given
from ..source_names import looks_like_source
from ..sources import key as source_key
from .html_lines import PageLine, Tree
from .html_places import BYLINE
from .linked_data import linked_data
from .records import ArticleField
from .stated_values import as_address, as_date, as_language, as_line, as_person

_Found = dict[ArticleField, Given]
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
_SAVED_FROM = re.compile(r"<!--\s*saved from url=\(\d+\)(https?://\S{4,2000})\s*-->", re.IGNORECASE)


def given_of(root: Tree, lines: Sequence[PageLine], markup: str) -> Mapping[ArticleField, Given]:
    """The fields that the page states: JSON-LD before meta elements before marked text.

    A date is the day as it is written, whatever its time zone; one that can be read in two orders
    is given as written, with a low confidence.
    """
    found: _Found = {}
    for part in (
        _canonical(root),
        linked_data(root),
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
            if found := as_address(link.get("href")):
                yield ArticleField.URL, Given(found, "html-canonical", 0.95)
            return


def _meta(root: Tree) -> Iterator[tuple[ArticleField, Given]]:
    stated: dict[str, list[str]] = {}
    for element in root.iter("meta"):
        for attribute in ("property", "name", "itemprop", "http-equiv"):
            name = (element.get(attribute) or "").strip().lower()
            content = as_line(element.get("content") or "")
            if name in _NAMES and content:
                stated.setdefault(name, []).append(content)
    for field, names in _META.items():
        for name in names:
            if (values := stated.get(name)) and (given := _from_meta(field, values)):
                yield field, given
                break


def _from_meta(field: ArticleField, values: Sequence[str]) -> Given | None:
    if field is ArticleField.PUBLISHED:
        return as_date(values[0], "html-meta", 0.9)
    if field is ArticleField.URL:
        found = as_address(*values)
        return Given(found, "html-meta", 0.9) if found else None
    if field is ArticleField.LANGUAGE:
        code = as_language(values[0])
        return Given((code,), "html-meta", 0.75) if code else None
    if field is ArticleField.AUTHORS:
        people = tuple(dict.fromkeys(p for v in values if (p := as_person(v))))
        return Given(people, "html-meta", 0.85) if people else None
    return Given((values[0],), "html-meta", 0.9)


def _elements(root: Tree) -> Iterator[tuple[ArticleField, Given]]:
    """The language of the page and its title in the browser's tab."""
    if code := as_language(
        root.get("lang") or root.get("{http://www.w3.org/XML/1998/namespace}lang")
    ):
        yield ArticleField.LANGUAGE, Given((code,), "html-lang", 0.75)
    title = next(iter(root.iter("title")), None)
    if title is not None and (text := as_line(_inside(title))):
        yield ArticleField.TITLE, Given((text,), "html-title-element", 0.8)


def _marked(root: Tree, lines: Sequence[PageLine]) -> Iterator[tuple[ArticleField, Given]]:
    """What the text of the page has marked as date or author."""
    for element in root.iter("time", "meta", "span", "abbr"):
        is_date = (
            element.tag == "time" or "datepublished" in (element.get("itemprop") or "").lower()
        )
        stated = element.get("datetime") or element.get("content") or element.get("title")
        if is_date and stated and (given := as_date(stated, "html-time", 0.8)):
            yield ArticleField.PUBLISHED, given
            break
    for element in root.iterfind(".//*[@itemprop='author']"):
        if person := as_person(_inside(element)):
            yield ArticleField.AUTHORS, Given((person,), "html-marked", 0.8)
            return
    for element in root.iterfind(".//a[@rel='author']"):
        if person := as_person(_inside(element)):
            yield ArticleField.AUTHORS, Given((person,), "html-marked", 0.8)
            return
    for line in lines:
        if line.place is BYLINE and (person := as_person(line.text)) and len(person.split()) <= 5:
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


def _inside(element: Tree) -> str:
    return "".join(str(text) for text in element.itertext())
