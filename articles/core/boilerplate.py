"""Lines that news sites put around articles, each told by its own words alone.

Every rule matches a whole short line, so that a sentence that only contains such words stays.
"""

import re
import unicodedata

from .lines import Role, Verdict

LONGEST = 220
"""Longer lines are never boilerplate by these rules."""

_NAVIGATION = """
select page | menu | main menu | open menu | close menu | open navigation menu | toggle navigation
toggle menu | show menu | navigation | search | search for | home | homepage | back | back to top
top | scroll to top | next | previous | prev | next article | previous article | next post
previous post | next story | previous story | newer post | older post | view all | see all
show all | load more | show more | see more | more | loading | loading... | please wait | close
skip | sections | site map | sitemap | sign in | log in | login | sign out | log out | logout
register | sign up | create account | create an account | my account | subscribe | subscribe now
subscribe today | contact | contact us | about us | privacy policy | privacy | terms of use
terms of service | terms and conditions | terms & conditions | cookie policy | help | faq
advertise with us | font size | text size | listen | listen to this article | download pdf | play
pause | mute | unmute | play video | watch now | slideshow | view gallery | enlarge image
hide caption | toggle caption | view original | view larger image | search this site
switch to mobile | sidebar | footer | header | breadcrumb | you are here | go to top | edition
select language
""".strip()
_SHARING = """
share | share this | share it | share this: | share via | share on | share article | shares
tweet | tweet this | like this | pin it | facebook | twitter | x | whatsapp | linkedin | pinterest
reddit | telegram | tumblr | email | e-mail | print | print article | print this | print page
copy link | print friendly | google+ | google plus | instagram | youtube | follow us | follow
like | save | bookmark | save article | save for later | messenger | flipboard | viber | rss
send | sms | email this article | email this | email a friend | send to a friend
print friendly & pdf | share with friends | link copied | copy url | more sharing options
facebook messenger
""".strip()
_ADVERTISEMENT = """
advertisement | advertisements | advert | ad | ads | sponsored | sponsored content | promoted
promoted content | advertisement - continue reading below | article continues below
article continues below advertisement | story continues below advertisement
continue reading below | story continues below | scroll to continue
scroll to continue with content | skip ad | content continues below | ad feedback | report this ad
remove ads | paid post | paid content
""".strip()
_RELATED = """
related | related article | related articles | related stories | related story | related posts
related news | related topics | related content | related links | related coverage | related items
more on this | more on this story | more on this topic | more from this author | more stories
more news | you may also like | you might also like | you may like | recommended
recommended for you | recommended stories | recommended articles | most read | most popular
most viewed | most shared | most commented | popular posts | popular now | popular stories
trending | trending now | top stories | latest news | latest stories | latest articles
recent posts | recent articles | read next | up next | what to read next | don't miss
editor's picks | editors' picks | around the web | from the web | also read | read also | see also
read more | more like this | in this series | also on this site | continue reading | keep reading
full story | read full story | read the full story
""".strip()
_COMMENTS = """
comments | comment | leave a comment | leave a reply | post a comment | add a comment
add comment | view comments | show comments | hide comments | no comments | comments are closed
comments closed | write a comment | join the conversation | join the discussion
log in to comment | reply | cancel reply | be the first to comment
your email address will not be published | sort by newest
""".strip()

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
    Role.BOILERPLATE: "The line is a notice of the site, not text of the article.",
}


def _phrases() -> dict[str, Verdict]:
    verdicts = {}
    for role, rule, words in (
        (Role.NAVIGATION, "menu", _NAVIGATION),
        (Role.SHARING, "share-button", _SHARING),
        (Role.ADVERTISEMENT, "advertisement-mark", _ADVERTISEMENT),
        (Role.RELATED, "related-heading", _RELATED),
        (Role.COMMENTS, "comment-section", _COMMENTS),
    ):
        for phrase in re.split(r"\s*[|\n]\s*", words):
            verdicts[_key(phrase)] = Verdict(role, rule, _REASONS[role], 0.9)
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
    return _PUNCTUATION.sub(" ", line.casefold().replace("’", "'")).strip()


_PHRASES = _phrases()
_LONGEST_PHRASE = 60
_MOST_SPACES = 2 * max(phrase.count(" ") for phrase in _PHRASES)

_Patterns = tuple[str, ...]
_NETWORK = (
    "facebook|twitter|x|whatsapp|linked ?in|pinterest|reddit|telegram|tumblr|e-?mail|messenger"
    r"|a friend|friends|google\+?|pocket|skype"
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
            r"(?:read more|read also|also read|see also|related"
            r"|related (?:article|story|news|post)s?|more on this|recommended|read next|read this"
            r"|don['’]t miss|you may also like) ?[:|»>→-] ?(?:(?![.!?] ).){1,180}",
            r"(?:click here|tap here) (?:to|for) [^.!?]{1,80}[.!]?",
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
            r".{0,160}\ball rights reserved\b.{0,40}",
            r"this material may not be published, broadcast, rewritten.{0,60}",
        ),
    ),
    (
        Role.BOILERPLATE,
        "cookie-notice",
        0.9,
        (r"(?:this (?:site|website)|we|our (?:site|website)) uses? cookies.{0,180}",),
    ),
    (
        Role.BOILERPLATE,
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
    found = _ANY_RULE.fullmatch(text.lower())
    return _VERDICTS[found.lastgroup] if found and found.lastgroup else None


def external_id(line: str) -> str:
    """The identifier in a line with the role MEDIA_ID.

    >>> external_id("Media ID: 55352404")
    '55352404'
    """
    found = _EXTERNAL_ID.search(line)
    return found.group(1) if found else ""
