"""What the elements around a line of a web page say it is: a menu, a footer, comments, a byline."""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from ..lines import Role


@dataclass(frozen=True, slots=True)
class Place:
    """A part of a page with a purpose. Its lines have `role` unless they are the article's text.

    `rule` is a stable short name; `reason` a sentence for the editor.
    """

    role: Role
    rule: str
    reason: str


NAVIGATION = Place(
    Role.NAVIGATION, "html-navigation", "The line stands in a part of the page marked as its menu."
)
_FOOTER = Place(
    Role.BOILERPLATE, "html-footer", "The line stands in a part of the page marked as its footer."
)
_HEADER = Place(
    Role.SITE_HEADER, "html-header", "The line stands in a part of the page marked as its header."
)
_ASIDE = Place(
    Role.RELATED,
    "html-aside",
    "The line stands in a part of the page marked as beside the article.",
)
_FORM = Place(Role.BOILERPLATE, "html-form", "The line is a button or label of a form on the page.")
_COMMENTS = Place(
    Role.COMMENTS, "html-comments", "The line stands in a part of the page marked as its comments."
)
_SHARING = Place(
    Role.SHARING, "html-sharing", "The line stands in a part of the page marked as for sharing."
)
_RELATED = Place(
    Role.RELATED,
    "html-related",
    "The line stands in a part of the page marked as links to other articles.",
)
_ADVERTISEMENT = Place(
    Role.ADVERTISEMENT,
    "html-advertisement",
    "The line stands in a part of the page marked as advertising.",
)
_CATEGORY = Place(
    Role.CATEGORY, "html-category", "The line stands in a part of the page marked as its topics."
)
_NOTICE = Place(
    Role.BOILERPLATE,
    "html-notice",
    "The line stands in a part of the page marked as a notice or an offer of the site.",
)
_COPYRIGHT = Place(
    Role.COPYRIGHT, "html-copyright", "The line stands in a part of the page marked as copyright."
)
LINKS = Place(
    Role.NAVIGATION, "html-links", "The line is nothing but a link, above or below the text."
)
BYLINE = Place(Role.BYLINE, "html-byline", "The page marks the line as naming the author.")
DATE = Place(Role.DATE_LINE, "html-date", "The page marks the line as a date.")
KICKER = Place(Role.KICKER, "html-kicker", "The page marks the line as the theme above the title.")
STANDFIRST = Place(
    Role.STANDFIRST, "html-standfirst", "The page marks the line as the article’s summary."
)

_BY_TAG = {
    "nav": NAVIGATION,
    "menu": NAVIGATION,
    "aside": _ASIDE,
    "form": _FORM,
    "button": _FORM,
    "fieldset": _FORM,
    "label": _FORM,
    "textarea": _FORM,
    "dialog": _NOTICE,
    "footer": _FOOTER,
    "time": DATE,
}
_BY_WORD = {
    word: place
    for place, words in (
        (_COMMENTS, "comment comments disqus respond commentlist"),
        (_SHARING, "share sharing shares social addthis sharebar sharedaddy socials"),
        (
            _RELATED,
            "related recommended recommendations recirculation recirc mostread popular trending "
            "readmore outbrain taboola morestories sidebar alsoread",
        ),
        (_ADVERTISEMENT, "ad ads advert advertisement advertising sponsored adslot googletag"),
        (
            NAVIGATION,
            "nav breadcrumb breadcrumbs menu navbar navigation pagination pager topnav skip",
        ),
        (_CATEGORY, "tags taglist categories topics keywords"),
        (_NOTICE, "cookie cookies consent gdpr newsletter subscribe signup paywall modal popup"),
        (_COPYRIGHT, "copyright"),
        (_FOOTER, "footer"),
        (BYLINE, "byline author authors writer contributors"),
        (DATE, "date datetime timestamp pubdate datepublished published dateline"),
        (KICKER, "kicker eyebrow overline supertitle"),
        (STANDFIRST, "standfirst dek subtitle subheadline subhead teaser lede abstract"),
    )
    for word in words.split()
}
_WHOLE = frozenset({"html", "body", "main", "article"})
_WORD = re.compile(r"[a-z]+|[A-Z][a-z]*")


def place_of(tag: str, element: Any, above: Place | None) -> Place | None:
    """Where an element stands: its own place, or the place of the element `above` it."""
    if tag == "article" or element.get("role") == "main":
        # What is inside is the article's, whatever the page calls the parts around it.
        return None
    own = _BY_TAG.get(tag)
    if tag == "header":
        own = None if _in_article(element) else _HEADER
    if own is None and tag not in _WHOLE and element.attrib:
        own = _by_words(
            element.get("class", ""),
            element.get("id", ""),
            element.get("role", ""),
            element.get("itemprop", ""),
            element.get("rel", "") if tag != "link" else "",
        )
    # A byline or a date inside a list of links is a part of that list.
    if own is not None and above is not None and own in (BYLINE, DATE, KICKER, STANDFIRST):
        return above if above not in (_HEADER, STANDFIRST, KICKER) else own
    return own or above


def _in_article(element: Any) -> bool:
    return any(above.tag in ("article", "main") for above in element.iterancestors())


@lru_cache(maxsize=4096)
def _by_words(*attributes: str) -> Place | None:
    for attribute in attributes:
        for name in attribute[:500].split():
            for word in (name.lower(), *(part.lower() for part in _WORD.findall(name))):
                if place := _BY_WORD.get(word):
                    return place
    return None
