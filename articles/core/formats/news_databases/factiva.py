"""Articles as Factiva exports them: in its display format, or with its two-letter codes."""

import re
from collections.abc import Sequence

from ... import bylines
from ...lines import Role
from ...prose import words
from ..records import ArticleField
from .layouts import FACTIVA_CODE, FACTIVA_ID, FACTIVA_WORDS
from .marking import Marked, day_of, language_of

_RIGHTS = re.compile(r"(?:copyright|©|\(c\)).{0,300}|.{0,200}all rights reserved\.?", re.IGNORECASE)
_TIME = re.compile(r"\d{1,2}:\d\d(?::\d\d)?(?: ?[AP]M)?(?: ?[A-Z]{2,4})?")
_BY = re.compile(r"(?:by|von|par|por|di|от)\s+\S.*", re.IGNORECASE)
_FIELDS = {
    "HD": (ArticleField.TITLE, Role.TITLE, "title"),
    "BY": (ArticleField.AUTHORS, Role.BYLINE, "byline"),
    "SN": (ArticleField.SOURCE, Role.SOURCE_LINE, "source"),
    "SE": (ArticleField.KICKER, Role.KICKER, "section"),
}
_TEXT = ("LP", "TD", "ART", "CT", "RF")
_AFTER_TEXT = ("TD", "ART", "CT", "RF", "CO", "IN", "NS", "RE", "IPC", "IPD", "PUB", "AN")
_APART = re.compile(r"[A-Z]{2,3}(?:\s{2,}|\t|\Z)")
_CODED = "The database’s code {} says what the line is."
_PLACED = "The line stands where the database has the {}."
_HEADER_LINES = 25


def read(lines: Sequence[str]) -> Marked:
    """One article as exported, in whichever of the two formats."""
    codes = {code.group("code") for line in lines if (code := FACTIVA_CODE.match(line.strip()))}
    if {"HD", "PD"} <= codes or {"HD", "SN"} <= codes or {"HD", "LP"} <= codes:
        return _coded(lines)
    return _displayed(lines)


def _coded(lines: Sequence[str]) -> Marked:
    found = Marked("factiva")
    titles: list[str] = []
    own: list[str] = []
    code = ""
    for line in lines:
        value = line.strip()
        begins = FACTIVA_CODE.match(value) if not line[:1].isspace() else None
        if begins and _may_follow(value, begins.group("code"), code):
            found.add_text(own)
            own = []
            code, value = begins.group("code"), (begins.group("value") or "").strip()
            if not value or code in _TEXT or code in _FIELDS:
                # A code is no part of the title or the text that it stands beside.
                found.add_label(code)
                line = value
                if not value:
                    continue
        if code in _TEXT:
            own.append(line)
        elif not value:
            found.add(line)
        else:
            if code == "HD":
                titles.append(value)
            _value(found, line, value, code)
    found.add_text(own)
    found.given.pop(ArticleField.TITLE, None)
    found.state(ArticleField.TITLE, " ".join(titles))
    return found


def _may_follow(text: str, code: str, before: str) -> bool:
    """Whether a line with this code can stand here: in the text, only what comes after it.

    "IN" and "RE" are words, too: there, a code stands alone or well apart from its value.
    """
    if before not in _TEXT:
        return True
    return code in _AFTER_TEXT and (code == "AN" or bool(_APART.match(text)))


def _value(found: Marked, line: str, value: str, code: str) -> None:
    reason = _CODED.format(code)
    if named := _FIELDS.get(code):
        name, role, what = named
        found.state(name, value.partition(";")[0] if code == "SE" else value)
        found.add(line, role, what, reason)
    elif code == "PD":
        found.state_date(value)
        found.add(line, Role.DATE_LINE, "date", reason)
    elif code == "LA":
        found.state_language(value)
        found.add_label(line)
    elif code == "CY":
        found.add(line, Role.COPYRIGHT, "copyright", reason)
    elif number := FACTIVA_ID.fullmatch(line.strip()) or FACTIVA_ID.fullmatch(value):
        found.state(ArticleField.EXTERNAL_ID, number.group("id"))
        found.add(line, Role.MEDIA_ID, "accession-number", "The line states the article’s number.")
    else:
        found.add_label(line)


def _displayed(lines: Sequence[str]) -> Marked:
    found = Marked("factiva")
    texts = [line.strip() for line in lines]
    parts = _parts(texts)
    own: list[str] = []
    for index, line in enumerate(lines):
        text = texts[index]
        number = FACTIVA_ID.fullmatch(text)
        what = parts.get(index, "")
        if own and (number or what):
            found.add_text(own)
            own = []
        if number:
            found.state(ArticleField.EXTERNAL_ID, number.group("id"))
            reason = "The line states the article’s number."
            found.add(line, Role.MEDIA_ID, "accession-number", reason)
        elif text and not what:
            own.append(line)
        elif not text:
            (own if own else found.lines).append(line)
        elif what == "date":
            found.state_date(text)
            found.add(line, Role.DATE_LINE, "date", _PLACED.format("date"))
        elif what == "language":
            found.state_language(text)
            found.add_label(line)
        elif what == "copyright":
            found.add(line, Role.COPYRIGHT, "copyright", "The line states who holds the rights.")
        elif what == "label":
            found.add_label(line)
        else:
            name, role, said = _FIELDS[what]
            found.add(line, role, said, _PLACED.format(said))
            if what != "HD":
                found.state(name, text.partition(";")[0] if what == "SE" else text)
    found.add_text(own)
    title = " ".join(texts[index] for index, what in sorted(parts.items()) if what == "HD")
    found.state(ArticleField.TITLE, title)
    return found


def _parts(texts: Sequence[str]) -> dict[int, str]:
    """What the lines of the header are, told by their places around the number of words."""
    filled = [index for index, text in enumerate(texts) if text]
    counted = next(
        (at for at, i in enumerate(filled[:_HEADER_LINES]) if FACTIVA_WORDS.fullmatch(texts[i])),
        None,
    )
    if counted is None:
        return {}
    above = filled[:counted]
    found: dict[int, str] = {filled[counted]: "label"}
    if above and _is_byline(texts[above[-1]], third=len(above) > 2):
        found[above.pop()] = "BY"
    if len(above) > 1 and words(texts[above[0]]) <= 6 < words(texts[above[1]]) + 3:
        found[above.pop(0)] = "SE"
    found |= dict.fromkeys(above, "HD")
    return found | _below(texts, filled[counted + 1 : counted + 1 + _HEADER_LINES])


def _is_byline(text: str, *, third: bool) -> bool:
    """Whether the line above the number of words names authors; as a third line, names do."""
    return bool(bylines.read(text) or _BY.fullmatch(text)) or (third and words(text) <= 6)


def _below(texts: Sequence[str], filled: Sequence[int]) -> dict[int, str]:
    """Date, time, source, code, edition and pages, language, rights: the rest of the header."""
    ends = [
        at
        for at, index in enumerate(filled)
        if language_of(texts[index]) or _RIGHTS.fullmatch(texts[index])
    ]
    found: dict[int, str] = {}
    if not ends:
        return found
    last = ends[0]
    while last + 1 < len(filled) and _RIGHTS.fullmatch(texts[filled[last + 1]]):
        last += 1
    has_source = False
    for index in filled[: last + 1]:
        text = texts[index]
        if "date" not in found.values() and day_of(text):
            found[index] = "date"
        elif language_of(text):
            found[index] = "language"
        elif _RIGHTS.fullmatch(text):
            found[index] = "copyright"
        elif not has_source and not _TIME.fullmatch(text) and "date" in found.values():
            found[index] = "SN"
            has_source = True
        else:
            found[index] = "label"
    return found
