"""Which line of a header is the title: candidates, and what speaks for each."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from . import bylines, dates
from .captions import credits_picture
from .facts import Fact, names_interviewer
from .layout import Unit
from .prose import is_prose, words
from .source_names import looks_like_section, looks_like_source
from .sources import KnownSource, key, parts, recognise
from .titles import TitleParts, is_photo_kicker, take_apart

LONGEST_TITLE = 250
# "o" is how page-to-text converters draw a round bullet.
_BULLETS = "*•·▪-–o"
_NUMBERED = re.compile(r"\d{1,2}[.)]\s")
# A day with its year, or a time of day.
_DATED = re.compile(
    r"\b\d{1,2}(?:st|nd|rd|th)?[.,]? (?:(?:de |of )?[^\W\d_]{3,12}[.,]? (?:de )?)?(?:19|20)\d\d"
    r"|\b\d{1,4}([./-])\d{1,2}\1\d{2,4}\b|\b\d{1,2}[:.h]\d\d\b|年\d{1,2}月"
)
_MOST_DATED_WORDS = 12
_LONGEST_TIME = 40
_LETTERS = re.compile(r"[^\W\d_]+")
_LATIN = re.compile(r"[A-Za-z]")
# "News > Valley > Roads": where the page stands on the site.
_TRAIL = re.compile(r"\S\s+[>›→»]\s+\S")
_COMMAND = re.compile(r"(?:click|tap)\b", re.IGNORECASE)
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)
# "chevron_left": a picture of an icon font, as text.
_ICON = re.compile(r"(?:^|\s)[a-z]+(?:_[a-z]+)+(?:$|\s)")

_STANDFIRST_WORDS = 15
_PERHAPS_BYLINE = 0.5
_CLOSE = 0.5
"""Between the scores of two lines that can both be the title."""

UNCERTAIN = "uncertain-title"
"""The rule of a title that nothing speaks for, or as much as for another: editors should see it."""


@dataclass(frozen=True, slots=True)
class Candidate:
    index: int
    text: str
    parts: TitleParts
    score: float
    is_signed: bool = False


def may_be_title(units: Sequence[Unit], index: int) -> bool:
    text = units[index].text
    if has_bullet(text):
        return False
    # The only line of a text is its text.
    return len(units) > 1 and len(text) <= LONGEST_TITLE and any(map(str.isalpha, text))


def candidate(
    units: Sequence[Unit],
    index: int,
    text: str,
    known: Sequence[KnownSource],
    headers: Sequence[tuple[int, str]],
    facts: Mapping[int, Fact],
) -> Candidate:
    found = take_apart(
        text, units[index].first + 1, known=known, headers=[h for h in headers if h[0] != index]
    )
    count = words(found.title)
    score = 0.0
    score += -1 if count <= 2 else 1 if count <= 25 else 0
    score -= 1 if count <= 3 and found.title.isupper() else 0
    score += 3 if found.source.confidence >= 0.9 and count > 2 else 1 if found.cut else 0
    score -= 3 if is_photo_kicker(found.kicker) else 0
    score -= 2 if text.endswith(":") else 0
    score -= 1 if text.endswith(".") else 0
    is_signed = any(_tells_when_or_who(units, n, facts) for n in (index + 1, index + 2))
    if names_interviewer(text):
        is_signed = False
        score -= 1
    score += 2 if is_signed else 0
    score -= _PERHAPS_BYLINE if bylines.may_be_headline(text) else 0
    if found.cut and looks_like_section(found.title):
        score -= 4  # "World News | Daily Planet" is a page's name
    header = next((other for i, other in headers if i == found.header), "")
    if header and count < words(parts(header)[0]):
        score -= 2  # of two lines with the source's name, the longer one is the title
    if not found.cut and (recognise(text, known) or looks_like_section(text)):
        score -= 4
    if not found.cut and count <= 6 and source_in(text):
        score -= 4 if len(parts(text)) > 1 else 2
    return Candidate(index, text, found, score, is_signed)


def _tells_when_or_who(units: Sequence[Unit], index: int, facts: Mapping[int, Fact]) -> bool:
    if index in facts:
        return bool(facts[index].authors or facts[index].date)
    if index >= len(units) or len(units[index].text) > _LONGEST_TIME:
        return False
    below = facts.get(index + 1)
    is_dated = below is not None and below.date is not None
    # Below running text, a time is that of the next post of a live page.
    is_first = not is_prose(units[index - 1].text)
    return (is_first and dates.is_time(units[index].text)) or (
        is_dated and bool(bylines.reporters(units[index].text))
    )


def prefer_repeated(candidates: list[Candidate]) -> list[Candidate]:
    """Raise lines that the page's own name repeats: "Title | Outlet", then "Title"."""
    by_title: dict[str, list[Candidate]] = {}
    for candidate in candidates:
        by_title.setdefault(key(candidate.parts.title), []).append(candidate)
    signed = _above_standfirsts(candidates)
    raised = []
    for candidate in candidates:
        same = by_title[key(candidate.parts.title)]
        repeated = len(same) > 1 and words(candidate.parts.title) > 2
        # The bare one is the headline: what is between the two is the page's menu.
        extra = (2.0 if candidate.parts.cut else 6.0) if repeated else 0.0
        extra += 2.0 if candidate.index in signed else 0.0
        raised.append(replace(candidate, score=candidate.score + extra))
    return raised


def _above_standfirsts(candidates: Sequence[Candidate]) -> frozenset[int]:
    """The headlines right above a long line that is signed: its byline is theirs."""
    return frozenset(
        above.index for above, below in _pairs(candidates) if words(below.text) >= _STANDFIRST_WORDS
    )


def _pairs(candidates: Sequence[Candidate]) -> Iterator[tuple[Candidate, Candidate]]:
    """Lines that may be headlines, each with the longer one right below that alone is signed."""
    by_index = {found.index: found for found in candidates}
    for below in candidates:
        above = by_index.get(below.index - 1)
        if above is None or above.is_signed or not below.is_signed:
            continue
        is_longer = words(below.text) > words(above.text)
        if is_longer and _may_be_headline(above) and _may_be_headline(below):
            yield above, below


def how_sure(title: Candidate, candidates: Sequence[Candidate]) -> tuple[str, float]:
    if is_photo_kicker(title.parts.kicker):
        return "photo-line", 0.4
    if title.parts.source.confidence >= 0.9:
        return "title-with-source", 0.95
    if any(
        other.index != title.index and key(other.parts.title) == key(title.parts.title)
        for other in candidates
    ):
        return "title-repeated", 0.9
    if any(below.index == title.index for _, below in _pairs(candidates)):
        return UNCERTAIN, 0.4
    if names_interviewer(title.text) or _is_among_headlines(candidates):
        return UNCERTAIN, 0.4
    if title.score >= 3:
        return "title-before-byline", 0.85
    if not is_like_headline(title.text):
        return UNCERTAIN, 0.4
    return "first-line", 0.7 if title.score >= 1 else 0.5


def _is_among_headlines(candidates: Sequence[Candidate]) -> bool:
    """Whether a line that may be a headline or a byline has another one beside it."""
    likely = [one for one in candidates if _may_be_short_title(one)]
    return len(likely) > 1 and any(bylines.may_be_headline(one.text) for one in likely)


def how_sure_on_page(title: Candidate, candidates: Sequence[Candidate]) -> tuple[str, float]:
    same = [one for one in candidates if key(one.parts.title) == key(title.parts.title)]
    rivals = {above.index for above, below in _pairs(candidates) if below.index == title.index}
    rivals |= {
        other.index
        for other in candidates
        if title.score - other.score < _CLOSE and _may_be_headline(other)
    }
    is_close = len(same) == 1 and rivals - {title.index}
    return ("page-headline", 0.7) if _may_be_headline(title) and not is_close else (UNCERTAIN, 0.4)


def source_in(text: str) -> str:
    """The source's name in "Source" or "Source | Section"; "" where there is anything else."""
    names = [part for part in parts(text) if not looks_like_section(part)]
    return names[0] if len(names) == 1 and looks_like_source(names[0]) else ""


def has_bullet(text: str) -> bool:
    return text[:1] in _BULLETS and text[1:2].isspace()


def on_page(
    candidates: Sequence[Candidate], lead: int, depths: Mapping[int, int], text: str
) -> list[Candidate]:
    """Weigh again for a whole page, where menus, dates and teasers stand above the article.

    Its headline is one of the last long lines above the first paragraph, which is the `text` at
    index `lead`, and not indented further; what is right below the headline is a standfirst.
    `depths` are indentations by index.
    """
    titles = Counter(key(found.parts.title) for found in candidates)
    fitting = [
        found
        for found in candidates
        if not is_of_site(found.text) and _may_share_script(found.text, text)
    ]
    candidates = fitting or candidates
    long = {
        found.index
        for found in candidates
        if _may_be_headline(found)
        # "The Quiet Valley", in the menu of a series and above its author's name.
        or (found.is_signed and titles[key(found.parts.title)] > 1 and _may_be_short_title(found))
    }
    signed = _above_standfirsts(candidates)
    weighed = []
    for found in candidates:
        score = found.score - 0.12 * (lead - found.index)
        score += 3 if found.index in long else -2 if _may_be_short_title(found) else -4
        score += 1.5 if depths.get(found.index, 0) <= depths.get(lead, 0) else 0
        score -= 1.2 if found.index - 1 in long else 0
        score += 1 if titles[key(found.parts.title)] > 1 else 0
        score += 2 if found.index in signed else 0
        weighed.append(replace(found, score=score))
    return weighed


def _may_share_script(title: str, text: str) -> bool:
    """Whether a title can be of this text; above a Latin one, others link to translations."""
    return len(_LATIN.findall(text)) * 2 < len(text) or bool(_LATIN.search(title))


def _may_be_headline(found: Candidate) -> bool:
    if not 4 <= words(found.parts.title) <= 30 or not is_like_headline(found.text):
        return False
    return not (found.is_signed and bylines.reporters(found.parts.title))


def _may_be_short_title(found: Candidate) -> bool:
    return words(found.parts.title) > 1 and is_like_headline(found.text)


def is_like_headline(text: str) -> bool:
    """Whether nothing in a line says that it is no headline, but a date, a link or a caption."""
    return not (_NUMBERED.match(text) or is_prose(text) or is_of_site(text))


def is_of_site(text: str) -> bool:
    """Whether a line is a link, a date, or says who made a picture."""
    if text[0] in "+»›>©" or _TRAIL.search(text) or _ICON.search(text) or _COMMAND.match(text):
        return True
    if _DATED.search(text) and len(_LETTERS.findall(text)) <= _MOST_DATED_WORDS:
        return True
    return bool(_ADDRESS.fullmatch(text)) or credits_picture(text)
