"""What stands before the text of an article: which line is the title, and what the others are."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from .facts import Fact
from .headlines import (
    LONGEST_TITLE,
    Candidate,
    candidate,
    has_bullet,
    how_sure,
    how_sure_on_page,
    may_be_title,
    on_page,
    prefer_repeated,
    source_in,
)
from .layout import Unit
from .lines import Role, Verdict
from .prose import ends_sentence, is_prose, words
from .source_names import looks_like_section
from .sources import (
    CONFIDENT,
    KnownSource,
    SourceGuess,
    key,
    parts,
    recognise,
)
from .titles import TitleParts, take_apart

LONGEST_REGION = 400
"""More units than this are never taken for a header."""

# Every line is compared with these, so they must be few.
_MOST_HEADERS = 12
_MENU_RUN = 4
_MENU_WORDS = 4


@dataclass(frozen=True, slots=True)
class Header:
    """`title` is the index of the title's unit, None when no line can be it.

    `names` are the writings of the source's name in the lines that agree on it.
    """

    title: int | None
    parts: TitleParts
    rule: str
    confidence: float
    verdicts: Mapping[int, Verdict]
    sources: tuple[SourceGuess, ...]
    names: tuple[str, ...] = ()


def region(units: Sequence[Unit], fixed: Mapping[int, Verdict], stated: str = "") -> int:
    """The index of the first unit of running text: what is before it is the header.

    A line that repeats the `stated` title is none, however long it is.
    """
    title = key(stated)
    for index, unit in enumerate(units[:LONGEST_REGION]):
        many_lines = unit.last - unit.first >= 2
        if index not in fixed and (many_lines or is_prose(unit.text)):
            if title and key(unit.text) == title:
                continue
            return index
    return min(len(units), LONGEST_REGION)


def read(
    units: Sequence[Unit],
    region: range,
    facts: Mapping[int, Fact],
    fixed: Mapping[int, Verdict],
    known: Sequence[KnownSource],
    stated: str = "",
    *,
    depths: Mapping[int, int] | None = None,
) -> Header:
    """Choose the title among the units of a region and say what the lines around it are.

    `stated` is the title that the file's format states: then no other line is taken for it.
    `depths` are the indentations of the units of a whole page.
    """
    chosen = [index for index, verdict in fixed.items() if verdict.role is Role.TITLE]
    free = [i for i in region if i not in facts and i not in fixed]
    headers = [(i, units[i].text) for i in free if _may_name_site(units[i].text)][:_MOST_HEADERS]
    headers += [(i, units[i].text) for i, v in fixed.items() if v.role is Role.SITE_HEADER]
    if chosen:
        first = min(chosen)
        text = " ".join(units[index].text for index in sorted(chosen))
        title = candidate(units, first, text, known, headers, facts)
        verdict = fixed[first]
        return _around(units, title, verdict.rule, verdict.confidence, free, headers, known)
    if stated:
        return _stated(units, stated, facts, free, headers, known)
    labelled = [fact for fact in facts.values() if fact.verdict.role is Role.TITLE]
    if labelled:
        title = candidate(units, labelled[0].index, labelled[0].text, known, headers, facts)
        return _around(units, title, "title-label", 0.95, free, headers, known)
    candidates = [
        candidate(units, index, units[index].text, known, headers, facts)
        for index in free
        if may_be_title(units, index)
    ]
    if depths:
        below = units[region.stop].text if region.stop < len(units) else ""
        candidates = on_page(candidates, region.stop, depths, below)
    else:
        candidates = prefer_repeated(candidates)
    if not candidates:
        return Header(None, TitleParts(""), "none", 0.0, {}, ())
    title = max(candidates, key=lambda candidate: (candidate.score, -candidate.index))
    rule, confidence = (
        how_sure_on_page(title, candidates) if depths else how_sure(title, candidates)
    )
    return _around(units, title, rule, confidence, free, headers, known)


def _stated(
    units: Sequence[Unit],
    stated: str,
    facts: Mapping[int, Fact],
    free: Sequence[int],
    headers: Sequence[tuple[int, str]],
    known: Sequence[KnownSource],
) -> Header:
    """The header around the line that repeats the stated title; around nothing without one."""
    parts = take_apart(stated, 0, known=known, headers=headers)
    wanted = {key(parts.title), key(stated)}
    same = []
    for index in free:
        found = candidate(units, index, units[index].text, known, headers, facts)
        if key(found.parts.title) in wanted:
            same.append(found)
    # The bare one is the headline: what is above it is the page's menu.
    title = max(same, key=lambda found: (not found.parts.cut, found.index), default=None)
    if title:
        whole = key(title.parts.title) == key(stated)
        parts = replace(title.parts, title=stated if whole else parts.title)
        title = replace(title, parts=parts)
        return _around(units, title, "title-stated", 0.95, free, headers, known)
    if parts.source.confidence < CONFIDENT:
        parts = TitleParts(stated)
    absent = _around(units, Candidate(-1, "", parts, 0.0), "none", 0.0, free, headers, known)
    return replace(absent, title=None)


def _may_name_site(text: str) -> bool:
    return len(text) <= LONGEST_TITLE and 2 <= len(parts(text)) <= 5


def _around(
    units: Sequence[Unit],
    title: Candidate,
    rule: str,
    confidence: float,
    free: Sequence[int],
    headers: Sequence[tuple[int, str]],
    known: Sequence[KnownSource],
) -> Header:
    """The verdicts on the header's other lines, and whom they name as the source."""
    verdicts: dict[int, Verdict] = {}
    sources = [title.parts.source] if title.parts.source else []
    names = title.parts.names
    agreeing = {title.parts.header}
    others = [index for index in free if index != title.index]
    found_in = {}
    for index in others:
        line = units[index].first + 1
        repeats = title.parts.title in units[index].text
        beside = [h for h in headers if repeats and h[0] not in (index, title.index)]
        found = take_apart(units[index].text, line, known=known, headers=beside)
        found_in[index] = found
        if found.cut and key(found.title) == key(title.parts.title):
            names = names or found.names
            agreeing.add(found.header)
    for index, found in found_in.items():
        text, line = units[index].text, units[index].first + 1
        same = key(found.title) == key(title.parts.title) and words(text) > 1
        if same:
            verdicts[index] = Verdict(
                Role.REPEATED_TITLE, "repeated-title", "The line repeats the title.", 0.9
            )
        elif has_bullet(text):
            continue
        elif index in agreeing or _is_site_header(text, found, title, index, known):
            verdicts[index] = Verdict(
                Role.SITE_HEADER,
                "site-header",
                "The line names the site or its section, not this article.",
                0.95 if index in agreeing else 0.8,
            )
        else:
            continue
        if source := recognise(text, known):
            sources.append(SourceGuess(source.name, source.id, 0.95, "known-source", line))
        elif found.source:
            sources.append(found.source)
        elif not same and (name := source_in(text)):
            sources.append(SourceGuess(name, None, 0.7, "site-header", line))
    verdicts.update(_menus(units, others, verdicts, title))
    verdicts.update(_kicker(units, others, verdicts, title))
    return Header(title.index, title.parts, rule, confidence, verdicts, tuple(sources), names)


def _is_site_header(
    text: str, found: TitleParts, title: Candidate, index: int, known: Sequence[KnownSource]
) -> bool:
    if recognise(text, known):
        return True
    if index > title.index or words(text) > 12:
        return False
    named = found.source.source_id is not None or looks_like_section(found.title)
    if found.cut and named:
        return True
    return not found.cut and words(text) <= 8 and bool(source_in(text))


def _kicker(
    units: Sequence[Unit], others: Sequence[int], taken: Mapping[int, Verdict], title: Candidate
) -> dict[int, Verdict]:
    """The short line right above the title, when it names a section or is in capitals."""
    above = title.index - 1
    if above not in others or above in taken or title.parts.kicker:
        return {}
    text = units[above].text
    if words(text) > 3 or ends_sentence(text) or words(title.parts.title) < 4:
        return {}
    if looks_like_section(text) or (text.isupper() and words(text) <= 3):
        reason = "The short line above the title names its section or theme."
        return {above: Verdict(Role.KICKER, "kicker-line", reason, 0.7)}
    return {}


def _menus(
    units: Sequence[Unit], others: Sequence[int], taken: Mapping[int, Verdict], title: Candidate
) -> dict[int, Verdict]:
    """Runs of very short lines above the title."""
    found: dict[int, Verdict] = {}
    run: list[int] = []
    verdict = Verdict(
        Role.NAVIGATION,
        "menu-list",
        "The line is one of a run of very short lines above the title: the site's menu.",
        0.8,
    )
    for index in range(title.index + 1):
        text = units[index].text
        short = words(text) <= _MENU_WORDS and not ends_sentence(text)
        if index < title.index and (index in taken or (index in others and short)):
            run.append(index)
            continue
        if len(run) >= _MENU_RUN:
            found.update((i, verdict) for i in run if i in others and i not in taken)
        run = []
    return found
