"""The units of a body: which are captions, headings, quotations, list items, paragraphs."""

import re
from collections.abc import Mapping, Sequence

from . import captions
from .layout import Unit
from .lines import Role, Verdict
from .prose import ends_sentence, is_prose, words

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
_NO_HEADING_ENDS = frozenset(("", *".:;,…。，：；،؛-–—"))
_LONGEST_HEADING = 100
_HEADING_WORDS = 12
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
            _quotation(units, index, taken)
            or captions.read(text, before)
            or _list_item(units, index)
        )
        if verdict is None and title is not None and title < index < lead:
            verdict = _under_title(units, index, taken, lead, set_apart)
        found[index] = verdict or _heading(units, index, taken) or PARAGRAPH
    return found


def standfirst(
    units: Sequence[Unit], taken: Mapping[int, Verdict], index: int, lead: int
) -> dict[int, Verdict]:
    """The unit right below the title of a page when it sums the text up.

    It is a sentence, or has the byline below it.
    """
    if index >= lead or index in taken or captions.credits_picture(units[index].text):
        return {}
    below = taken.get(index + 1)
    byline = below is not None and below.role in (Role.BYLINE, Role.DATE_LINE)
    if words(units[index].text) < (5 if byline else 10) or not (
        byline or ends_sentence(units[index].text)
    ):
        return {}
    reason = "The line between title and text sums the text up."
    return {index: Verdict(Role.STANDFIRST, "standfirst", reason, 0.6)}


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
    ending = len(units)
    while ending and words(units[ending - 1].text) <= 20 and not is_prose(units[ending - 1].text):
        ending -= 1
    found: dict[int, Verdict] = {}
    for start in starts:
        # The list that a heading interrupts goes on below it.
        if start <= after or start in found:
            continue
        end = start
        while end < len(units) and (start >= ending or _is_link_below(units, end)):
            end += 1
        found |= dict.fromkeys(range(start, end), verdict)
    return found


def _is_link_below(units: Sequence[Unit], index: int) -> bool:
    text = units[index].text
    adjoining = index == 0 or units[index].first - units[index - 1].last <= 2
    return adjoining and words(text) <= 20 and not ends_sentence(text)


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
    # “He said: ‘No.’” has its full stop inside.
    last = text.rstrip("'\"’”»)]」』")[-1:]
    if last in _NO_HEADING_ENDS or text[0] in '“"«„‘':
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
