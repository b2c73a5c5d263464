"""Lines that news sites put around articles, each told by its own words alone.

Every rule matches a whole short line, so that a sentence that only contains such words stays.
"""

import re
import unicodedata

from .lines import Role, Verdict
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

_Patterns = tuple[str, ...]
_NETWORK = (
    "facebook|twitter|x|whatsapp|linked ?in|pinterest|reddit|telegram|tumblr|e-?mail|messenger"
    r"|a friend|friends|google\+?|pocket|skype"
)
_COOKIES = (
    "wir (?:verwenden|nutzen|setzen) cookies|diese (?:web)?seite (?:verwendet|nutzt) cookies"
    "|nous utilisons des cookies|ce site utilise des cookies|(?:utilizamos|usamos) cookies"
    "|este (?:sitio|site)(?: web)? (?:utiliza|usa) cookies|(?:utilizziamo|usiamo) (?:i )?cookie"
    "|questo sito (?:utilizza|usa) (?:i )?cookie|(?:web )?sitemizde çerez"
    "|çerez(?:ler|leri)? kullan|używamy (?:plików )?cookie|ta strona (?:używa|korzysta)"
    "|(?:мы используем|этот сайт использует|наш сайт использует) (?:файлы )?(?:cookie|куки)"
    "|(?:ми використовуємо|цей сайт використовує) (?:файли )?(?:cookie|кукі)"
    "|نستخدم ملفات تعريف الارتباط|يستخدم هذا الموقع ملفات|ما از کوکی|این (?:وب)?سایت از کوکی"
    "|(?:אתר זה|האתר) משתמש ב|אנו משתמשים ב(?:עוגיות|-?cookies)|(?:我们|我們)使用 ?cookie"
    "|本(?:网站|網站|站)使用 ?cookie"
)
_READ_ALSO = (
    "lesen sie auch|mehr zum thema|lire aussi|à lire aussi|lea también|te puede interesar"
    "|leia (?:também|mais)|veja também|leggi anche|ilgili haber|czytaj (?:też|także|więcej)"
    "|zobacz (?:też|także)|читайте также|смотрите также|читайте також|дивіться також"
    "|اقرأ (?:أيضا|أيضاً|المزيد)|بیشتر بخوانید|همچنین بخوانید|קראו? (?:גם|עוד)"
    "|延伸阅读|延伸閱讀|相关阅读|相關閱讀|阅读更多"
)
# Role, rule, confidence, and the patterns of which one must match the whole line. Repetitions are
# bounded, so that no line takes more than a moment.
_RULES: tuple[tuple[Role, str, float, _Patterns], ...] = (
    (
        Role.NAVIGATION,
        "skip-link",
        0.98,
        (
            r"(?:skip|jump) to (?:the )?(?:main |primary |site )?"
            r"(?:content|navigation|footer|search|article|main|site index)(?: [a-z ]{1,20})?",
        ),
    ),
    (
        Role.NAVIGATION,
        "breadcrumb",
        0.85,
        (r"(?:you are here ?:? ?)?home (?:[»›>/→|] ?[^.!?»›>/→|]{1,40}){1,6}",),
    ),
    (
        Role.MEDIA_ID,
        "media-id",
        0.95,
        (
            r"(?:media|article|story|document|post|content|item|news|asset) ?"
            r"(?:id|no\.?|number|#) ?[:#=] ?[\w./-]{1,40}",
        ),
    ),
    (
        Role.SHARING,
        "share-button",
        0.95,
        (
            r"(?:click to )?(?:share|tweet|pin|email|send|post)(?: this)?"
            r"(?: article| story| post| page| link)? (?:on|via|by|to|with|using) "
            rf"(?:{_NETWORK})(?: \(opens in (?:a )?new window\))?",
            r"share (?:this|the) (?:article|story|post|page|news|video|entry)"
            r"(?: with [a-z ]{1,20})?[:.!]?",
        ),
    ),
    (
        Role.SHARING,
        "follow-us",
        0.9,
        (r"(?:follow|like|find|join) us on [a-z ,&+/@]{1,60}[.!]?",),
    ),
    (
        Role.SHARING,
        "share-count",
        0.9,
        (r"[\d,.]{1,12} ?k? (?:shares?|tweets?|likes?|views?|retweets?)",),
    ),
    (
        Role.RELATED,
        "read-more-link",
        0.9,
        (
            r"(?:read more|read also|also read|see also|see more|related"
            r"|related (?:article|story|news|post)s?|more on this|recommended|read next|read this"
            r"|don['’]t miss|you may also like) ?[:|»>→-] ?(?:(?![.!?] ).){1,180}",
            r"(?:click here|tap here) (?:to|for) [^.!?]{1,80}[.!]?",
            rf"(?:{_READ_ALSO}) ?[:|»>→-] ?(?:(?![.!?] ).){{1,180}}",
            r"(?:continue reading|read (?:more|the (?:full|rest))|see more|view more)"
            r" ?[»›→>.…]{0,3}",
            r"read the (?:full|original|rest of the) (?:story|article|report|post)"
            r"(?: (?:here|at|on) ?[^.!?]{0,40})?[.…»]{0,3}",
        ),
    ),
    (
        Role.COMMENTS,
        "comment-count",
        0.9,
        (
            r"(?:view |show |see |read )?(?:all )?\(?[\d,]{1,9}\)? "
            r"(?:comments?|repl(?:y|ies)|responses?)",
            r"comments? ?[:(] ?[\d,]{1,9} ?\)?",
        ),
    ),
    (
        Role.CATEGORY,
        "filed-under",
        0.9,
        (
            r"(?:posted|filed|published|categori[sz]ed) (?:in|under) ?:? ?[^.!?]{1,80}",
            r"(?:tags?|tagged|tagged with|categor(?:y|ies)|topics?|keywords?|section|filed under)"
            r" ?: ?[^.!?]{1,160}",
        ),
    ),
    (
        Role.ADVERTISEMENT,
        "advertisement-mark",
        0.9,
        (
            r"[-–—*( ]{0,5}(?:advertisement|sponsored content|article continues (?:below|after)"
            r"(?: (?:this |the )?ad(?:vertisement)?)?)[-–—*) :.]{0,5}",
        ),
    ),
    (
        Role.COPYRIGHT,
        "copyright-notice",
        0.95,
        (
            r"(?:copyright|©|\(c\)|copyright ?(?:©|\(c\))) ?(?:19|20)\d\d.{0,180}",
            r"this (?:site|page) is protected by recaptcha.{0,80}",
            r"this material may not be published, broadcast, rewritten.{0,60}",
        ),
    ),
    (
        Role.COOKIES,
        "cookie-notice",
        0.9,
        (
            r"(?:this (?:site|website)|we|our (?:site|website)|our partners and we)"
            r" uses? (?:[a-z]+ )?cookies.{0,180}",
            rf"(?:{_COOKIES}).{{0,180}}",
        ),
    ),
    (
        Role.SUBSCRIBE,
        "newsletter-offer",
        0.85,
        (
            r"(?:sign up (?:for|to)|subscribe to|get) (?:our|the|your) [^.!?]{0,60}"
            r"(?:newsletters?|e-?mail alerts?|daily briefing|inbox)[^.!?]{0,60}[.!]?",
            r"(?:enter )?your e-?mail address(?: here)?[:.*]?",
        ),
    ),
    (
        Role.BOILERPLATE,
        "app-offer",
        0.85,
        (r"(?:download|get) (?:our|the) [^.!?]{0,30}\bapp\b[^.!?]{0,40}[.!]?",),
    ),
    (
        Role.BOILERPLATE,
        "reading-time",
        0.9,
        (
            r"(?:(?:estimated )?reading time ?: ?)?\d{1,3}[ -]?min(?:ute)?s?(?: read)",
            r"reading time ?: ?\d{1,3} ?min(?:ute)?s?",
        ),
    ),
    (Role.BOILERPLATE, "powered-by", 0.9, (r"(?:proudly )?powered by [\w .&-]{1,40}",)),
    (
        Role.BOILERPLATE,
        "javascript-notice",
        0.9,
        (
            r"(?:please )?(?:enable|turn on) javascript.{0,120}",
            r"(?:this|your) (?:site|page|browser)[^.!?]{0,60}javascript.{0,80}",
        ),
    ),
)

_VERDICTS = {
    f"rule{number}": Verdict(role, rule, _REASONS[role], confidence)
    for number, (role, rule, confidence, _) in enumerate(_RULES)
}
# One pattern for all, in small letters: a line of prose is turned away in a single pass, several
# times as fast as when case is ignored.
_ANY_RULE = re.compile(
    "|".join(
        f"(?P<rule{number}>{'|'.join(patterns)})" for number, (*_, patterns) in enumerate(_RULES)
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
