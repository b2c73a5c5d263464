"""What the lines look like that news sites put around articles, where no list can have them all.

In small letters. Repetitions are bounded, so that no line takes more than a moment.
"""

from . import wordings
from .lines import Role

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
        (
            rf"(?:(?:{wordings.HERE}) ?[:：]? ?(?:{wordings.HOME}) [/|]"
            rf"|(?:(?:{wordings.HERE}) ?[:：]? ?)?(?:{wordings.HOME}) ?[»›>→])"
            r" ?(?:[^.!?»›>/→|]{1,40}[»›>/→|] ?){0,5}[^»›>/→|]{1,120}",
            # "Start | How the valley began" is a title.
            rf"(?:{wordings.HOME}) [/|] ?"
            r"(?:[^.!?»›>/→|]{1,40}[»›>/→|] ?){1,5}[^»›>/→|]{1,120}",
            rf"(?:{wordings.HOME}) [/|] ?[^ .!?:»›>/→|]{{1,20}}(?: [^ .!?:»›>/→|]{{1,20}})?",
        ),
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
            rf"(?:{wordings.NETWORK})(?: \(opens in (?:a )?new window\))?",
            rf"(?:{wordings.NETWORK}|instagram|youtube|print|share)"
            rf"(?:[ ,|/·•]{{1,3}}(?:{wordings.NETWORK}|instagram|youtube|print|share)){{1,12}}",
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
            rf"(?:{wordings.READ_ALSO}) ?[:|»>→-] ?(?:(?![.!?] ).){{1,180}}",
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
            rf"(?:{wordings.COOKIES}).{{0,180}}",
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
            rf"(?:{wordings.NEWSLETTERS}).{{0,160}}",
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
            rf"(?:{wordings.PAYWALLS}).{{0,160}}",
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
            rf"(?:{wordings.OPINIONS})",
            rf"(?:{wordings.MAILS})",
            rf"(?:{wordings.MISTAKES}) ?[?？].{{0,120}}",
        ),
    ),
    (
        Role.BOILERPLATE,
        "print-notice",
        0.85,
        (
            r"printed from \S.{0,120}",
            rf"(?:.{{1,60}} [-–—|] )?(?:{wordings.PRINT_VERSIONS})",
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
