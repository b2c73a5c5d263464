"""Articles as LexisNexis ("1 of 25 DOCUMENTS") and Nexis Uni ("End of Document") export them."""

import re
from collections.abc import Sequence

from ... import layout
from ...lines import Role
from ..records import ArticleField
from .layouts import NEXIS_END, NEXIS_START
from .marking import Marked, day_of

_LABEL = re.compile(r"(?P<label>[^\W\d_][^\W\d_ /-]*(?:[ /-][^\W\d_]+){0,2})\s*:\s*(?P<value>.*)")
_BODY = re.compile("Body|Text|Corps|Cuerpo|Volltext")
_PARTS = re.compile("Classification|Graphic|Notes|Correction|Klassifikation|Grafik")
_RIGHTS = re.compile(
    r"(?:copyright|©|\(c\)).{0,200}|all rights reserved\.?|alle rechte vorbehalten\.?"
    r"|tous droits réservés\.?|.{0,120}\ball rights reserved\.?",
    re.IGNORECASE,
)
_EDITION = re.compile(r".*\b(?:edition|ausgabe|édition|final|correction)\b.*|.*;", re.IGNORECASE)
_LISTED = re.compile(r"\d{1,5}\.\s*(\S.*)")
_HEADER = {
    "byline": ArticleField.AUTHORS, "autor": ArticleField.AUTHORS, "auteur": ArticleField.AUTHORS,
    "section": ArticleField.KICKER, "rubrik": ArticleField.KICKER, "rubrique": ArticleField.KICKER,
    "dateline": ArticleField.DATELINE, "ortsangabe": ArticleField.DATELINE,
}  # fmt: skip
_ROLES = {
    ArticleField.AUTHORS: (Role.BYLINE, "byline", "The database names the author in the line."),
    ArticleField.KICKER: (Role.KICKER, "section", "The database names the section in the line."),
    ArticleField.DATELINE: (
        Role.DATELINE, "dateline", "The database names the place of the report in the line.",
    ),
}  # fmt: skip
_HEADER_LABELS = frozenset((*_HEADER, "highlight", "column", "url")) | {
    "length", "länge", "longueur", "longitud",
}  # fmt: skip
_LENGTHS = frozenset({"length", "länge", "longueur", "longitud"})
_LONGEST_HEADER = 60
_TRAILER_NAMES = """
load-date language publication-type journal-code subject geographic industry company organization
person country state city ticker graphic series correction correction-date type document-type notes
update url acc-no distribution sprache langue idioma grafik pub-type publication-code news-subject
document-number
"""
_TRAILER = frozenset(_TRAILER_NAMES.split())
_WIDEST = 90
_FULL = 66
_SUMMARIES = ("highlight",)
_SUMMARY = "The database calls the line the article’s summary."


def read(lines: Sequence[str]) -> Marked:
    """One article as exported: header by position and labels, text, classification."""
    found = Marked("nexis")
    texts = [line.strip() for line in lines]
    first = next((i for i, text in enumerate(texts) if text), 0)
    old = bool(NEXIS_START.fullmatch(texts[first]))
    start, end = _text_region(texts, first, old=old)
    _header(found, lines, texts, start, old=old)
    found.add_text(_unwrapped(lines[start:end]) if old else lines[start:end])
    _trailer(found, lines, texts, end)
    return found


def _unwrapped(lines: Sequence[str]) -> list[str]:
    """Paragraphs of old text exports as one line each: they were wrapped at some 80 characters."""
    if any(len(line) > _WIDEST for line in lines):
        return list(lines)
    joined: list[str] = []
    for index, line in enumerate(lines):
        above = lines[index - 1].strip() if index else ""
        text = line.strip()
        if above and text and len(above) + 1 + len(text.split()[0]) > _FULL:
            joined[-1] = layout.join([joined[-1], line])
        else:
            joined.append(line)
    return joined


def listed_title(text: str) -> str:
    """The title in a line of a cover page's list; "" where it is none."""
    listed = _LISTED.fullmatch(text)
    return listed.group(1).strip() if listed else ""


def header_start(texts: Sequence[str], after: int) -> int:
    """Where the first article below a cover begins: two lines above its date."""
    filled = [index for index in range(after, len(texts)) if texts[index]]
    for position, index in enumerate(filled):
        if position >= 2 and day_of(texts[index]):
            return filled[position - 2]
        if _BODY.fullmatch(texts[index]):
            break
    return after


def _text_region(texts: Sequence[str], first: int, *, old: bool) -> tuple[int, int]:
    """Where the article's own text begins and ends."""
    marked = [i for i, text in enumerate(texts) if _BODY.fullmatch(text)]
    start = marked[0] + 1 if marked and not old else _after_header(texts, first)
    end = _before_trailer(texts, start)
    if not old:
        parts = (i for i in range(start, end) if _PARTS.fullmatch(texts[i]))
        # Only below the last mark of a part, everything is the database's.
        end = min(end, next(parts, end)) if _has_trailer(texts, start) else end
    return start, end


def _has_trailer(texts: Sequence[str], start: int) -> bool:
    return any(_label(text) in _TRAILER for text in texts[start:])


def _after_header(texts: Sequence[str], first: int) -> int:
    """Below the last of the header's labels, or below its date or copyright."""
    end = first + 1
    counted = False
    for index in range(first, min(len(texts), first + _LONGEST_HEADER)):
        text = texts[index]
        if not text or index < end:
            continue
        label = _label(text)
        if label in _HEADER_LABELS:
            end = index + 1
            while end < len(texts) and texts[end] and not _label(texts[end]):
                end += 1
            counted = counted or label in _LENGTHS
        elif counted:
            break
        elif (index < first + 12 and day_of(text)) or _RIGHTS.fullmatch(text):
            end = max(end, index + 1)
    return min(end, len(texts))


def _before_trailer(texts: Sequence[str], start: int) -> int:
    """Above the labels, rights and marks that the last paragraphs of the record begin with."""
    end = len(texts)
    index = end
    while index > start:
        index -= 1
        text = texts[index]
        if not text:
            continue
        top = index
        while top > start and texts[top - 1]:
            top -= 1
        block = texts[top : index + 1]
        if not _is_of_trailer(block[0]):
            # Without empty lines between them, the block itself may end with such lines.
            while index >= top and _is_of_trailer(texts[index]):
                end = index
                index -= 1
            break
        end = index = top
    return end


def _is_of_trailer(text: str) -> bool:
    if _label(text) in _TRAILER:
        return True
    return bool(NEXIS_END.fullmatch(text) or _RIGHTS.fullmatch(text))


def _label(text: str) -> str:
    found = _LABEL.fullmatch(text) if len(text) < 2_000 else None
    return found.group("label").casefold() if found else ""


def _header(
    found: Marked, lines: Sequence[str], texts: Sequence[str], end: int, *, old: bool
) -> None:
    parts = _parts_of_header(texts, end, old=old)
    label = ""
    for index in range(end):
        line, text = lines[index], texts[index]
        named = _label(text)
        if not text:
            found.add(line)
            label = ""
        elif named in _HEADER_LABELS:
            label = named
            _labelled(found, line, text, named)
        elif index in parts:
            _part(found, line, text, parts[index])
        elif _BODY.fullmatch(text):
            found.add_label(line)
        elif label in _SUMMARIES:
            found.add(line, Role.STANDFIRST, "highlight", _SUMMARY)
        elif label in _HEADER:
            found.add(line, *_ROLES[_HEADER[label]])
        elif label:
            found.add_label(line)
        else:
            found.add(line)
    for part, name in (("title", ArticleField.TITLE), ("source", ArticleField.SOURCE)):
        value = " ".join(texts[index] for index, what in sorted(parts.items()) if what == part)
        found.state(name, value)


def _parts_of_header(texts: Sequence[str], end: int, *, old: bool) -> dict[int, str]:
    """What the lines without label are, by their index: mark, source, date, edition, title."""
    head: list[int] = []
    for index in range(end):
        if _label(texts[index]) in _HEADER_LABELS or _BODY.fullmatch(texts[index]):
            break
        if texts[index]:
            head.append(index)
    if not head:
        return {}
    dated = next((at for at in range(1, len(head)) if day_of(texts[head[at]])), None)
    if not old:
        return _new_header(texts, head, dated)
    found = {head[0]: "mark"}
    at = 1 if dated is None else dated + 1
    if dated is not None:
        found |= dict.fromkeys(head[1:dated], "source") | {head[dated]: "date"}
        while at < len(head) and _is_edition(texts, head, at):
            found[head[at]] = "edition"
            at += 1
    while at < len(head):
        found[head[at]] = "title"
        if at + 1 < len(head) and head[at + 1] != head[at] + 1:
            break
        at += 1
    return found


def _is_edition(texts: Sequence[str], head: Sequence[int], at: int) -> bool:
    """Lines that adjoin the date, where others stand apart, and lines that say so."""
    spaced = any(not text for text in texts[head[0] : head[-1]])
    adjoins = head[at] == head[at - 1] + 1
    return adjoins if spaced else bool(_EDITION.fullmatch(texts[head[at]]))


def _new_header(texts: Sequence[str], head: Sequence[int], dated: int | None) -> dict[int, str]:
    rights = [index for index in head if _RIGHTS.fullmatch(texts[index])]
    if dated is None:
        found = {head[0]: "title"} | dict.fromkeys(head[1:2], "source")
    else:
        last = max(1, dated - 1)
        found = dict.fromkeys(head[:last], "title") | dict.fromkeys(head[last:dated], "source")
        found |= {head[dated]: "date"} | dict.fromkeys(head[dated + 1 :], "edition")
    return found | dict.fromkeys(rights, "rights")


def _part(found: Marked, line: str, text: str, what: str) -> None:
    if what == "title":
        found.add(line, Role.TITLE, "title", "The line stands where the database has the title.")
    elif what == "source":
        reason = "The line stands where the database has the source."
        found.add(line, Role.SOURCE_LINE, "source", reason)
    elif what == "date":
        found.state_date(text)
        found.add(line, Role.DATE_LINE, "date", "The line stands where the database has the date.")
    elif what == "rights":
        found.add(line, Role.COPYRIGHT, "copyright", "The line states who holds the rights.")
    else:
        found.add_label(line)


def _labelled(found: Marked, line: str, text: str, label: str) -> None:
    parted = _LABEL.fullmatch(text)
    value = parted.group("value") if parted else ""
    if label in _SUMMARIES:
        found.add_label(line[: line.find(":") + 1])
        if value:
            found.add(value, Role.STANDFIRST, "highlight", _SUMMARY)
    elif name := _HEADER.get(label):
        found.state(name, value.partition(";")[0] if name is ArticleField.KICKER else value)
        found.add(line, *_ROLES[name])
    elif label == "url":
        found.state(ArticleField.URL, value)
        found.add(line, Role.URL, "url", "The database states the address in the line.")
    else:
        found.add_label(line)


def _trailer(found: Marked, lines: Sequence[str], texts: Sequence[str], start: int) -> None:
    reason = "The line is the database’s classification of the article, not its text."
    for index in range(start, len(lines)):
        text = texts[index]
        parted = _LABEL.fullmatch(text) if len(text) < 2_000 else None
        label = parted.group("label").casefold() if parted else ""
        value = parted.group("value") if parted else ""
        if label in ("language", "sprache", "langue", "idioma"):
            found.state_language(value)
        elif label in ("load-date", "update"):
            # The day the database took it in: the article is of that day or of one before.
            found.state_date(value, confidence=0.5)
        elif label in ("acc-no", "document-number"):
            found.state(ArticleField.EXTERNAL_ID, value)
        elif label == "url":
            found.state(ArticleField.URL, value)
        if _RIGHTS.fullmatch(text):
            found.add(lines[index], Role.COPYRIGHT, "copyright", "The line states the rights.")
        else:
            found.add(lines[index], Role.BOILERPLATE, "classification", reason)
