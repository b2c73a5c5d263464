"""The lines of a page: what the form of each says, before it is known where the article is."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from .layout import Unit
from .lines import Role, Verdict
from .prose import ends_sentence, is_prose, words

ENOUGH = 60
"""Words of running text after which comments may begin."""

LATE = 0.25
"""How much running text below a heading for comments counts, beside that above it."""

_BULLET = re.compile(r"(?:[*•·▪‣◦●+»›>–—-]|o|\d{1,2}[.)])\s")
_TEASER = re.compile(r"(?:\.\.\.|…|\[…\]|\[\.\.\.\])['\"”’»)\]]*$")
# A short line with such a word stands above comments, or above links to other articles.
_OF_COMMENTS = re.compile(
    r"\W*(?:.*\b)?(?:comment(?:s|aires?|i)?|kommentare?|coment[aá]rios?|комментари[ий]|коментар[іи]"
    r"|komentarze?|yorumlar|replies|responses|réactions|reacties|opiniones|leser(?:kommentare|meinungen)"
    r"|reader (?:comments|interactions)|отзывы)\W*\d*\W*|.*(?:تعليق|نظرات|תגובות|评论|評論).*",
    re.IGNORECASE,
)
_OF_OTHERS = re.compile(
    r"\W*(?:related\b|more (?:from|in|on|about)\b"
    r"|more (?:[\w’']+ ){0,2}(?:stories|news|articles|posts)"
    r"|most (?:read|popular|viewed|recent)\b|trending\b|recommended\b|(?:read|up) next\b|next up\b"
    r"|popular (?:posts|stories|articles|videos|in|on|now)\b|latest (?:news|stories|posts)"
    r"|you (?:may|might) (?:also )?(?:like|be interested))",
    re.IGNORECASE,
)
_OF_OFFERS = re.compile(
    r"\bnewsletters?\b|\bsubscribe\b|\bsign up\b|\bnews emails?\b|\balerts\b|\binbox\b",
    re.IGNORECASE,
)
_INTERRUPTING = frozenset({Role.ADVERTISEMENT, Role.SHARING})
_MARKS = frozenset({Role.COMMENTS, Role.RELATED, Role.SUBSCRIBE, Role.ABOUT_AUTHOR})
_LONGEST_MARK = 8
_MOST_CHARACTERS = 120
_LONGEST_OF_COMMENTS = 4
_CROWDED = 0.25
_FEW_APART = 0.25
_ODD = 0.15


@dataclass(slots=True)
class Entry:
    """A line of a page, or the lines of a wrapped paragraph, with what its form says.

    `unit` is None for a line that was judged by its words. `depth` is the indentation in
    characters, `apart` whether a blank line is above or below. `mark` is the role of the lines that
    this one introduces. `interrupts` is true of what sites put between paragraphs, too: the marks
    of advertisements, buttons for sharing.
    """

    unit: int | None
    text: str
    depth: int
    words: int
    ends: bool
    bullet: bool
    prose: bool
    mark: Role | None
    judged: bool
    apart: bool = True
    column: int = 0
    interrupts: bool = False

    @property
    def weight(self) -> float:
        """How much running text this is: words, fewer for lines that only may be text."""
        if self.prose:
            return self.words if self.apart else self.words * _CROWDED
        return self.words * _ODD if self.words >= 4 and not self.bullet else 0.0


def entries(
    lines: Sequence[str],
    units: Sequence[Unit],
    judged: Mapping[int, Verdict],
    fixed: Mapping[int, Verdict],
) -> list[Entry]:
    """The lines of a page in order, blank ones apart."""
    starts = {unit.first: index for index, unit in enumerate(units)}
    found: list[Entry] = []
    blank, index = True, 0
    while index < len(lines):
        unit = starts.get(index)
        verdict = judged.get(index)
        if verdict and verdict.role is Role.BLANK:
            blank, index = True, index + 1
            continue
        line = lines[index]
        text = line.strip() if unit is None else units[unit].text
        entry = _entry(text, unit, verdict, fixed.get(unit) if unit is not None else None)
        entry.depth = len(line) - len(line.lstrip())
        entry.apart = blank
        entry.interrupts = verdict is not None and verdict.role in _INTERRUPTING
        if blank and found:
            found[-1].apart = True
        found.append(entry)
        blank = False
        index = index + 1 if unit is None else units[unit].last + 1
    if found:
        found[-1].apart = True
    _without_blank_lines(found)
    return found


def _without_blank_lines(page: Sequence[Entry]) -> None:
    """Where hardly any paragraph has a blank line beside it, the absence of one tells nothing."""
    prose = [entry for entry in page if entry.prose]
    if sum(entry.apart for entry in prose) <= _FEW_APART * len(prose):
        for entry in page:
            entry.apart = True


def _entry(text: str, unit: int | None, judged: Verdict | None, fixed: Verdict | None) -> Entry:
    bullet = bool(_BULLET.match(text))
    bare = text[2:].lstrip() if bullet and not text[0].isdigit() else text
    count = words(bare)
    ends = ends_sentence(bare) and not _TEASER.search(bare[-8:])
    if fixed:
        prose = fixed.role.block_kind is not None
    else:
        prose = unit is not None and (
            is_prose(bare) or (ends_sentence(bare) and count >= 7 and not bullet and _flows(bare))
        )
    mark = None if prose else _mark(text, count, ends, judged)
    return Entry(unit, text, 0, count, ends, bullet, prose, mark, judged is not None)


def _flows(text: str) -> bool:
    """Whether most words begin with small letters, as in a sentence; yes without such letters."""
    beginnings = [word[0] for word in text.split(None, 80)[:80]]
    small = sum(map(str.islower, beginnings))
    return small >= sum(map(str.isupper, beginnings))


def _mark(text: str, count: int, ends: bool, judged: Verdict | None) -> Role | None:
    if count > _LONGEST_MARK or len(text) > _MOST_CHARACTERS:
        return None
    if judged and judged.role in _MARKS:
        return judged.role
    if not ends and count <= _LONGEST_OF_COMMENTS and _OF_COMMENTS.fullmatch(text):
        return Role.COMMENTS
    if _OF_OTHERS.match(text):
        return Role.RELATED
    return Role.SUBSCRIBE if _OF_OFFERS.search(text) else None
