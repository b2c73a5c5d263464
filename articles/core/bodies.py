"""The units of a body: which are captions, headings, quotations, list items, paragraphs."""

import re
from collections.abc import Mapping, Sequence

from .layout import Unit
from .lines import Role, Verdict
from .prose import ends_sentence, is_prose, words

_IMAGE = (
    r"(?:photo(?:graph)?s?|pictures?|images?|video|footage|map|graphic|infographic|chart|screenshot"
    r"|screen ?grab|illustration|still|cartoon|slideshow|gallery)"
)
# These are matched with text in small letters.
_LABEL = re.compile(
    rf"(?:(?:file |stock |handout |undated |satellite )?{_IMAGE}"
    r"(?: (?:credit|caption|courtesy|by))?\s*[:/(]"
    r"|(?:caption|pictured|above|below|credit|courtesy)\s*:"
    r"|file\s*[-–—]\s*(?=in this)|\(?photo by )"
)
_SPEAKS_OF_IMAGE = re.compile(rf"(?:[\w’'-]+ ){{0,3}}{_IMAGE}\b")
_AGENCY = r"(?:ap|afp|epa|reuters|getty|photo|anadolu|xinhua|tass|sana|rex|shutterstock)"
_CREDIT = re.compile(
    rf"(?:\((?:[^()]{{0,60}}\b)?{_AGENCY}\b[^()]{{0,60}}\)|getty images|afp/getty"
    r"|reuters/[\w .’'-]{3,40}|\bap photo(?:/[\w .’'-]{3,40})?|/ ?(?:afp|epa|reuters|ap)"
    r"|\bshutterstock|\banadolu agency|©\s?[\w /.’'-]{2,40})\s*\.?$",
    re.IGNORECASE,
)
_CREDIT_ENDS = frozenset({"es", "ES", "to", "TO", "ck", "CK", "cy", "CY"})
_EXTENSION = re.compile(r"\.(?:jpe?g|png|gif|webp|tiff?|bmp)$", re.IGNORECASE)
_FILE_NAME = re.compile(
    r"\S*\.(?:jpe?g|png|gif|webp|tiff?|bmp)$|[\w-]*_[\w-]*\d[\w-]*$", re.IGNORECASE
)
# "FUNERALS 06-16", "TALKS 2": not a year, which headings end with too.
_FILE_NUMBER = re.compile(r"[\s_-](?:\d{1,4}[-_]\d{1,2}(?:[-_]\d{2,4})?|\d{1,3})$")
_SHOWN = re.compile(
    r"\((?:left|right|l|r|c|centre|center|file|pictured)\)"
    r"|\b(?:pictured|seen here|is seen|are seen)\b"
)
_SAYS_SHOWN = ("(", "seen", "pictured")
_PARTICIPLE = re.compile(
    r"\b(?!(?:during|according|including|following|pending|regarding|concerning|excluding|morning"
    r"|evening|nothing|something|anything|everything|remaining|ongoing|housing|spring|string)\b)"
    r"[a-z]{3,}ing\b"
)
_BULLET = re.compile(r"[*•▪‣◦●]\s+\S")
_WEAK_BULLET = re.compile(r"(?:[-–+]\s+|\d{1,3}[.)]\s+|\(\d{1,3}\)\s+)\S")
_QUOTED = re.compile(r">\s*\S")
_WHOLLY_QUOTED = re.compile(r"[“\"«„][^“”\"«»„]+[”\"»“]")
_ATTRIBUTION = re.compile(r"[—–―-]{1,2}\s?[^\Wa-z][^.!?]{1,60}$")
_MARKDOWN = re.compile(r"#{1,6}\s[^\s#].{0,160}$")
_LONGEST_HEADING = 100
_HEADING_WORDS = 12
_CAPTION_WORDS = 60
_LONGEST_CAPTION = 600
_FOOTER_RUN = 5

PARAGRAPH = Verdict(Role.PARAGRAPH, "paragraph", "Running text.", 0.9)


def classify(
    units: Sequence[Unit],
    taken: Mapping[int, Verdict],
    *,
    lead: int,
    title: int | None,
    set_apart: frozenset[int] = frozenset(),
) -> dict[int, Verdict]:
    """Verdicts for the units that are not `taken`.

    `lead` is the index of the first running text, `title` that of the title; what is between them
    is a standfirst or the caption of the opening picture. `set_apart` are the units that lines
    of the page separate from the unit above.
    """
    found: dict[int, Verdict] = {}
    for index, unit in enumerate(units):
        if index in taken:
            continue
        text = unit.text
        before = found.get(index - 1)
        verdict = (
            _quotation(units, index, taken) or _caption(text, before) or _list_item(units, index)
        )
        if verdict is None and title is not None and title < index < lead:
            verdict = _under_title(units, index, taken, lead, set_apart)
        found[index] = verdict or _heading(units, index, taken) or PARAGRAPH
    return found


def footer(units: Sequence[Unit], start: int) -> dict[int, Verdict]:
    """The run of very short lines that ends a page: the site's footer menu.

    Nothing at or before index `start` is looked at, and the run must have several lines, so that
    a signature below an article stays.
    """
    index = len(units)
    while (
        index - 1 > start
        and words(units[index - 1].text) <= 4
        and not ends_sentence(units[index - 1].text)
    ):
        index -= 1
    if len(units) - index < _FOOTER_RUN:
        return {}
    verdict = Verdict(
        Role.NAVIGATION,
        "footer-menu",
        "The line is one of a run of very short lines that ends the text: the site's footer.",
        0.75,
    )
    return dict.fromkeys(range(index, len(units)), verdict)


def related(units: Sequence[Unit], starts: Sequence[int], after: int) -> dict[int, Verdict]:
    """The links under a heading such as "Related articles", where they can be told from the text.

    `starts` are the units right below such headings. Short lines without a full stop are links
    when they go on to the end of the text, or else as long as no blank line comes between.
    """
    verdict = Verdict(
        Role.RELATED, "related-list", "The short line follows a heading for other articles.", 0.75
    )
    found: dict[int, Verdict] = {}
    for start in starts:
        if start <= after:
            continue
        end = start
        while end < len(units) and words(units[end].text) <= 20 and not is_prose(units[end].text):
            end += 1
        if end < len(units):
            end = start
            while end < len(units) and _is_link_below(units, end):
                end += 1
        found.update((index, verdict) for index in range(start, end))
    return found


def _is_link_below(units: Sequence[Unit], index: int) -> bool:
    text = units[index].text
    adjoining = index == 0 or units[index].first - units[index - 1].last <= 2
    return adjoining and words(text) <= 20 and not ends_sentence(text)


def _caption(text: str, before: Verdict | None) -> Verdict | None:
    count = words(text)
    if count > _CAPTION_WORDS or len(text) > _LONGEST_CAPTION:
        return None
    lower = text.lower()
    if _LABEL.match(lower):
        return Verdict(Role.CAPTION, "caption-label", "The line is labelled as a picture’s.", 0.9)
    if _ends_with_credit(text):
        reason = "The line ends with a picture’s credit."
        return Verdict(Role.CAPTION, "caption-credit", reason, 0.8)
    unfinished = not ends_sentence(text)
    announces = unfinished and (text[-1] == ":" or count >= 4) and count <= 30
    if announces and _SPEAKS_OF_IMAGE.match(lower):
        reason = "The line announces a picture or video."
        return Verdict(Role.CAPTION, "caption-image-words", reason, 0.8)
    if _is_file_name(text, count):
        reason = "The line looks like the file name of a picture."
        return Verdict(Role.CAPTION, "caption-file-name", reason, 0.75)
    after_picture = before is not None and before.rule == "caption-image-words"
    if after_picture and unfinished and count <= 15 and text.isupper():
        return Verdict(Role.CAPTION, "caption-below", "The line belongs to the picture above.", 0.7)
    may_show = unfinished and count <= 40 and any(word in lower for word in _SAYS_SHOWN)
    if may_show and _SHOWN.search(lower):
        reason = "The line says who is seen in a picture."
        return Verdict(Role.CAPTION, "caption-shown", reason, 0.7)
    return None


def _ends_with_credit(text: str) -> bool:
    tail = text[-160:].rstrip(" .")
    # Every credit has one of these; looking for them first spares the pattern on ordinary prose.
    if (
        tail[-1:] != ")"
        and not any(mark in tail for mark in "/©")
        and tail[-2:] not in _CREDIT_ENDS
    ):
        return False
    return bool(_CREDIT.search(text[-160:]))


def _is_file_name(text: str, count: int) -> bool:
    if count == 1 and _FILE_NAME.match(text):
        return True
    if count > 1 and text[-5:-3].count(".") and _EXTENSION.search(text):
        return True
    return 3 <= count <= 12 and text.isupper() and bool(_FILE_NUMBER.search(text))


def _under_title(
    units: Sequence[Unit],
    index: int,
    taken: Mapping[int, Verdict],
    lead: int,
    set_apart: frozenset[int],
) -> Verdict | None:
    """A line between title and text that is no sentence: the caption of the opening picture.

    Such a line directly under the title can as well be the standfirst; a participle ("meeting
    with …") or lines of the page between them speak for a caption, a byline below for a standfirst.
    """
    text = units[index].text
    if ends_sentence(text) or words(text) < 5:
        return None
    below = any(
        n in taken and taken[n].role in (Role.BYLINE, Role.DATE_LINE)
        for n in range(index + 1, lead + 2)
    )
    if below:
        return Verdict(
            Role.STANDFIRST,
            "standfirst",
            "The line between title and byline sums the text up.",
            0.75,
        )
    apart = index in set_apart or (index - 1 in taken and taken[index - 1].role is not Role.TITLE)
    if apart or _PARTICIPLE.search(text):
        reason = (
            "The short line before the text is no sentence: the caption of the opening picture."
        )
        return Verdict(Role.CAPTION, "caption-before-text", reason, 0.65)
    return Verdict(
        Role.STANDFIRST, "standfirst", "The line directly under the title sums the text up.", 0.5
    )


def _heading(units: Sequence[Unit], index: int, taken: Mapping[int, Verdict]) -> Verdict | None:
    unit, text = units[index], units[index].text
    if unit.first == unit.last and _MARKDOWN.match(text):
        return Verdict(Role.HEADING, "markdown", "The line is marked as a heading with “#”.", 0.9)
    if len(text) > _LONGEST_HEADING or unit.first != unit.last or text[0].islower():
        return None
    if text[-1] in ".:;,…。،؛-–—" or text[0] in '“"«„‘':
        return None
    following = index + 1
    while following < len(units) and following in taken:
        following += 1
    if following == len(units) or not is_prose(units[following].text):
        return None
    if words(text) > _HEADING_WORDS or not any(map(str.isalpha, text)) or _ATTRIBUTION.match(text):
        return None
    if ends_sentence(text) and words(text) < 2:
        return None
    reason = "The short line without a full stop stands above running text."
    return Verdict(Role.HEADING, "heading", reason, 0.7)


def _list_item(units: Sequence[Unit], index: int) -> Verdict | None:
    text = units[index].text
    if _BULLET.match(text):
        return Verdict(Role.LIST_ITEM, "bullet", "The line begins with a bullet.", 0.85)
    if not _WEAK_BULLET.match(text):
        return None
    neighbours = [n for n in (index - 1, index + 1) if 0 <= n < len(units)]
    if any(_WEAK_BULLET.match(units[n].text) for n in neighbours):
        reason = "The line and the one next to it begin with a number or dash."
        return Verdict(Role.LIST_ITEM, "numbered", reason, 0.75)
    return None


def _quotation(units: Sequence[Unit], index: int, taken: Mapping[int, Verdict]) -> Verdict | None:
    text = units[index].text
    if _QUOTED.match(text):
        return Verdict(Role.QUOTATION, "quotation-mark", "The line begins with “>”.", 0.8)
    following = index + 1
    if following >= len(units) or following in taken or not _WHOLLY_QUOTED.fullmatch(text):
        return None
    if _ATTRIBUTION.match(units[following].text):
        reason = "The text is wholly in quotation marks and its speaker is named below."
        return Verdict(Role.QUOTATION, "quotation-attributed", reason, 0.75)
    return None
