"""What the JSON-LD of a web page says of its article, in the words of schema.org."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from ..extracted import Given
from .html_lines import Tree
from .records import ArticleField
from .stated_values import as_address, as_date, as_language, as_line, as_person

_ARTICLE_TYPES = re.compile(r"(?:Article|BlogPosting|NewsItem|Report|Review)$")
_LONGEST = 2_000_000
_DEEPEST = 6


def linked_data(root: Tree) -> Iterator[tuple[ArticleField, Given]]:
    """The fields in the objects that describe an article; of a field stated twice, both."""
    for article in _described(root):
        for field, values in (
            (ArticleField.TITLE, _texts(article.get("headline"))[:1]),
            (ArticleField.AUTHORS, _people(article.get("author"))),
            (ArticleField.SOURCE, _people(article.get("publisher"))[:1]),
            (ArticleField.KICKER, _texts(article.get("articleSection"))[:1]),
            (ArticleField.EXTERNAL_ID, _texts(article.get("identifier"))[:1]),
            (ArticleField.URL, as_address(article.get("url"), article.get("mainEntityOfPage"))),
        ):
            if values:
                yield field, Given(values, "html-json-ld", 0.95)
        for date in _texts(article.get("datePublished"))[:1]:
            if given := as_date(date, "html-json-ld", 0.95):
                yield ArticleField.PUBLISHED, given
        for language in _texts(article.get("inLanguage"))[:1]:
            if code := as_language(language):
                yield ArticleField.LANGUAGE, Given((code,), "html-json-ld", 0.85)


def _described(root: Tree) -> Iterator[Mapping[str, Any]]:
    """The JSON-LD objects of the page that describe an article, in order."""
    for script in root.iter("script"):
        if "ld+json" not in (script.get("type") or "").lower():
            continue
        text = (script.text or "").strip()
        text = text.removeprefix("<!--").removesuffix("-->").strip()
        if not text or len(text) > _LONGEST:
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


def _people(value: Any) -> tuple[str, ...]:
    items = value if isinstance(value, list) else [value]
    names: list[str] = []
    for item in items[:50]:
        stated = item.get("name") if isinstance(item, dict) else item
        names.extend(as_person(name) for name in _texts(stated))
    return tuple(dict.fromkeys(name for name in names if name))


def _texts(value: Any) -> tuple[str, ...]:
    if isinstance(value, dict):
        value = value.get("value") or value.get("name") or value.get("@value")
    items: Iterable[Any] = value if isinstance(value, list) else (value,)
    texts = (str(item) for item in items if isinstance(item, str | int) and item is not True)
    return tuple(text for item in texts if (text := as_line(item)))
