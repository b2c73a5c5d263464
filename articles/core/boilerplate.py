"""Lines that news sites put around articles, each told by its own words alone.

Every rule matches a whole short line, so that a sentence that only contains such words stays.
"""

import re
import unicodedata

from .lines import Role, Verdict
from .patterns import PATTERNS
from .phrases import notices, phrases

LONGEST = 220
"""Longer lines are never boilerplate by these rules."""

_REASONS = {
    Role.NAVIGATION: "The line is a command of the site's menu, not text of the article.",
    Role.SHARING: "The line is a button for sharing or printing the page.",
    Role.ADVERTISEMENT: "The line marks the place of an advertisement.",
    Role.RELATED: "The line introduces or links other articles of the site.",
    Role.COMMENTS: "The line belongs to the page's comment section.",
    Role.CATEGORY: "The line files the article under a category or tags.",
    Role.COPYRIGHT: "The line is the site's copyright notice.",
    Role.MEDIA_ID: "The line states the number the article has in the site's system.",
    Role.SEPARATOR: "The line has no letter or digit: it only separates.",
    Role.SUBSCRIBE: "The line offers a subscription or a newsletter.",
    Role.COOKIES: "The line is the site's notice about cookies.",
    Role.FOOTER: "The line is a link or notice of the site's footer.",
    Role.ABOUT_AUTHOR: "The line introduces a note about the author.",
    Role.BOILERPLATE: "The line is a notice of the site, not text of the article.",
}


def _phrases() -> dict[str, Verdict]:
    verdicts = {
        _key(phrase): Verdict(role, rule, _REASONS[role], 0.9) for role, rule, phrase in phrases()
    }
    verdicts["select page"] = Verdict(
        Role.NAVIGATION,
        "select-page-menu",
        "“Select Page” is the closed menu of the site's template.",
        0.98,
    )
    return verdicts


_PUNCTUATION = re.compile(r"[^\w&+]+")


# "Subscribe | Log in"
_DIVIDERS = re.compile("[|•·]")
_MENU_LINE = Verdict(
    Role.NAVIGATION, "menu-line", "The line is a row of commands of the site's menu.", 0.9
)


def _key(line: str) -> str:
    # The Turkish capital İ becomes an i with a dot above it.
    plain = line.casefold().replace("’", "'").replace("i\u0307", "i")
    return _PUNCTUATION.sub(" ", plain).strip()


_PHRASES = _phrases()
_LONGEST_PHRASE = 60
_MOST_SPACES = 2 * max(phrase.count(" ") for phrase in _PHRASES)

_VERDICTS = {
    f"rule{number}": Verdict(role, rule, _REASONS[role], confidence)
    for number, (role, rule, confidence, _) in enumerate(PATTERNS)
}
# One pattern for all, in small letters: a line of prose is turned away in a single pass, several
# times as fast as when case is ignored.
_ANY_RULE = re.compile(
    "|".join(
        f"(?P<rule{number}>{'|'.join(patterns)})" for number, (*_, patterns) in enumerate(PATTERNS)
    ),
)
# A short line with one of these as its own end, or the end of a sentence in it, is a notice.
_NOTICES = tuple(
    (words, Verdict(role, rule, _REASONS[role], 0.85)) for role, rule, words in notices()
)
_NOTICE_END = re.compile(r"\w*\s*(?:[.!;|·•–—-]|$)")
_SEPARATOR = re.compile(r"[\s\-_=~*•·+|#<>/\\.…—–―^:;,»«›‹→←▼▲►◄]+")
_EXTERNAL_ID = re.compile(r"[:#=]\s*([\w./-]{1,40})\s*$")


def judge(line: str) -> Verdict | None:
    """What a line is by its own words; None when they don't tell.

    >>> judge("Skip to main content").rule
    'skip-link'
    >>> judge("He asked readers to share this article with friends in the party.") is None
    True
    """
    text = line.strip()
    if not text or len(text) > LONGEST:
        return None
    if not text[0].isalnum() and _SEPARATOR.fullmatch(text):
        return Verdict(Role.SEPARATOR, "separator", _REASONS[Role.SEPARATOR], 0.9)
    plain = text if text.isascii() else unicodedata.normalize("NFKC", text)
    text = " ".join(plain.lstrip("*•·+▪ ").split()) or text
    may_be_phrase = len(text) <= _LONGEST_PHRASE and text.count(" ") <= _MOST_SPACES
    if may_be_phrase and (verdict := _PHRASES.get(_key(text))):
        return verdict
    if _DIVIDERS.search(text) and all(_key(part) in _PHRASES for part in _DIVIDERS.split(text)):
        return _MENU_LINE
    lower = text.lower()
    found = _ANY_RULE.fullmatch(lower)
    if found and found.lastgroup:
        return _VERDICTS[found.lastgroup]
    return next(
        (
            verdict
            for words, verdict in _NOTICES
            if (at := lower.find(words)) >= 0 and _NOTICE_END.match(lower, at + len(words))
        ),
        None,
    )


def external_id(line: str) -> str:
    """The identifier in a line with the role MEDIA_ID.

    >>> external_id("Media ID: 55352404")
    '55352404'
    """
    found = _EXTERNAL_ID.search(line)
    return found.group(1) if found else ""
