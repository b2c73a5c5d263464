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

_NEWSLETTERS = (
    "die wichtigsten (?:nachrichten|themen)[^.!?]{0,60}(?:postfach|newsletter)"
    "|recevez (?:chaque|tous les|gratuitement|notre|nos|l['’]actualité)|recibe (?:cada|en tu|las)"
    "|ricevi (?:ogni|le notizie)|подпис(?:ывайтесь|ыва[йи]тесь|аться|ись) на (?:наш|канал|нас)"
    "|підпис(?:уйтесь|атися) на (?:наш|канал|нас)|(?:تابعونا|اشترك(?:وا)?|تابع(?:وا)?) (?:على|في)"
    "|(?:הצטרפו|הירשמו|עקבו) (?:ל|אחרי)|关注我们的|關注我們的|扫描二维码|掃描二維碼"
)
_PAYWALLS = (
    "(?:dieser|dieses|der) (?:artikel|text|beitrag)[^.!?]{0,40}(?:abonnent|mitglieder|plus-)"
    "|(?:jetzt )?weiterlesen mit |article réservé aux|cet article est réservé|il vous reste \\d"
    "|contenido (?:exclusivo|solo) para|este (?:artículo|contenido) es (?:exclusivo|solo) para"
    "|conteúdo exclusivo para|contenuto riservato agli|(?:материал|статья|текст) доступ(?:ен|на)"
    "(?: только)? (?:для )?подписчик|(?:هذا )?(?:المقال|المحتوى) (?:متاح|مخصص) للمشترك"
    "|הכתבה (?:זמינה|מיועדת) למנויים|本文仅限|本文僅限|订阅后阅读|訂閱後閱讀"
)
_OPINIONS = (
    "der (?:kommentar|beitrag|text|artikel) gibt [^.!?]{0,40}meinung [^.!?]{0,120}[.]?"
    "|les (?:opinions|propos|points de vue) exprimée?s [^.!?]{0,160}[.]?"
    "|las opiniones (?:expresadas|vertidas) [^.!?]{0,160}[.]?"
    "|мнение (?:автора|редакции) [^.!?]{0,40}(?:не совпада|не отража)[^.!?]{0,100}[.]?"
    "|(?:الآراء|المقالات?) (?:الواردة|المنشورة)? ?[^.!?]{0,60}(?:لا تعبر|لا تعكس)[^.!?]{0,100}[.]?"
    "|(?:این (?:مطلب|یادداشت) |)(?:نظر|نظرات) نویسنده [^.!?]{0,100}[.]?"
    "|(?:以上|本文)[^。！？]{0,20}不代表本(?:报|報|网|網|台|刊|站).{0,40}"
)
_MISTAKES = (
    "(?:found|spotted|noticed|see) (?:a|an) (?:mistake|error|typo)|fehler (?:gefunden|entdeckt)"
    "|(?:une|vu une) erreur|¿(?:has|ha) (?:visto|encontrado|detectado) (?:un|algún) error"
    "|(?:нашли|заметили|обнаружили) (?:ошибку|опечатку)|(?:знайшли|помітили) помилку"
    "|(?:מצאתם|מצאת) טעות|هل وجدت خطأ"
)
_PRINT_VERSIONS = (
    "print(?:able|er[- ]friendly)? version|druckversion|druckansicht|version imprimable"
    "|versión (?:para imprimir|imprimible)|versione stampabile|версия для печати|نسخة للطباعة"
    "|نسخه چاپی|גרסה להדפסה|打印版|列印版"
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
            r"(?:copyright|©|\(c\)) ?[^.!?]{2,60}[ ,](?:19|20)\d\d(?: ?[-–] ?(?:19|20)\d\d)?[.]?",
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
            r"(?:no spam[^.!?]{0,20}[.,!] )?you can (?:unsubscribe|opt out)"
            r" (?:at )?any ?time\b.{0,120}",
            r"get (?:the |our )?(?:breaking|latest|best|top|day['’]s) [^.!?]{0,60}"
            r"(?:alerts|news|stories|headlines|newsletters?)\b.{0,120}",
            r"we(?:['’]ll| will) send you [^!?]{0,80}(?:e-?mail|newsletter|digest)\b.{0,120}",
            r"by (?:signing up|subscribing|submitting|clicking|registering)\b[^.!?]{0,80}"
            r"\byou (?:agree|accept|consent|acknowledge|confirm)\b.{0,120}",
            r"i (?:have read|understand|agree),? and (?:agree|accept|understand|consent)\b.{0,160}",
            rf"(?:{_NEWSLETTERS}).{{0,160}}",
        ),
    ),
    (
        Role.SUBSCRIBE,
        "paywall",
        0.85,
        (
            r"(?:this|the full) (?:article|story|content) is (?:only )?(?:for|available to|reserved"
            r" for|exclusive to) (?:our )?(?:paying |registered )?(?:subscribers|members).{0,160}",
            r"(?:subscribe|sign (?:in|up)|log in|register) (?:now |today )?(?:to|and) (?:continue"
            r"|keep|read|unlock|get unlimited|access)\b.{0,120}",
            r"to (?:continue|keep) reading,? .{0,120}",
            r"(?:try|get) (?:full|unlimited) (?:digital )?access .{0,160}",
            rf"(?:{_PAYWALLS}).{{0,160}}",
        ),
    ),
    (
        Role.BOILERPLATE,
        "site-notice",
        0.85,
        (
            r"(?:we|the site|[\w’' ]{1,30}) may (?:earn|receive) (?:a|an)"
            r" (?:affiliate )?commission\b.{0,160}",
            r"(?:when|if) you (?:buy|purchase|make a purchase)\b[^.!?]{0,60}"
            r"\b(?:links?|this (?:post|page|article|site))\b[^.!?]{0,80}"
            r"\b(?:commission|share of)\b.{0,80}",
            r"(?:we want|we['’]d like|we would like) to hear (?:from you|your)\b.{0,160}",
            r"(?:do you have|have|got) (?:a|any) (?:news )?(?:story|tips?|corrections?)[^.!?]{0,30}"
            r"\? (?:contact|e?-?mail|send|let us|get in touch|call|write|tell)\b.{0,140}",
            r"follow (?:him|her|them|the author) (?:on|at) (?:twitter|x|instagram|facebook).{0,60}",
            r"(?:(?:the )?(?:views?|opinions?)|opinions and views) expressed (?:here|in|by|are)\b"
            r"[^!?]{0,80}\b(?:of the (?:author|writer)|their own|(?:his|her) own|not necessarily)"
            r".{0,100}",
            rf"(?:{_OPINIONS})",
            rf"(?:{_MISTAKES}) ?[?？].{{0,120}}",
        ),
    ),
    (
        Role.BOILERPLATE,
        "print-notice",
        0.85,
        (
            r"printed from \S.{0,120}",
            rf"(?:.{{1,60}} [-–—|] )?(?:{_PRINT_VERSIONS})",
        ),
    ),
    (
        Role.BOILERPLATE,
        "wire-code",
        0.9,
        (
            r"(?:zczc|nnnn)(?: .{0,40})?|(?:bc|am|pm|us)-[\w-]{4,40}(?:[ ,(].{0,30})?"
            r"|[a-z]{3}\d{3,5} \d [a-z]{3} \d{2,4}\b.{0,40}",
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
