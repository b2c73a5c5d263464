"""What the lines look like that news sites put around articles, where no list can have them all.

In small letters. Repetitions are bounded, so that no line takes more than a moment.
"""

from .lines import Role

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

PATTERNS: tuple[tuple[Role, str, float, tuple[str, ...]], ...] = (
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
            rf"(?:{_NETWORK}|instagram|youtube|print|share)"
            rf"(?:[ ,|/·•]{{1,3}}(?:{_NETWORK}|instagram|youtube|print|share)){{1,12}}",
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
            r"(?: the (?:main |full )?(?:story|article))? ?[»›→>.…]{0,3}",
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
            r"(?:we(?:['’]ve| have) (?:detected|noticed) (?:that )?)?you(?:['’]re| are) "
            r"(?:on|using) (?:an? )?(?:(?:old|outdated|unsupported) (?:version|browser)"
            r"|internet explorer)[^.!?]{0,60}[.!].{0,120}",
        ),
    ),
)
"""Role, rule, confidence, and the patterns of which one must match the whole line."""
