"""A text taken apart: its lines judged, joined to units, and the units told from each other."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from . import bodies, boilerplate, bylines, dates, header, layout
from .dates import DateReading
from .facts import Fact, scan
from .header import Header
from .layout import Unit, Wrapping
from .lines import Disposition, Role, Verdict
from .prose import ends_sentence, is_prose
from .sources import KnownSource

# Soft hyphen, zero-width characters and direction marks: a line of them only is empty.
_INVISIBLE = (
    "\u00ad\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e"
    "\u2060\u2066\u2067\u2068\u2069\ufeff"
)
_BLANK = Verdict(Role.BLANK, "blank", "The line is empty.", 1.0)
_MOST_BELOW_LEAD = 6
_MOST_ON_TOP = 20


@dataclass(frozen=True, slots=True)
class Reading:
    """`judged` are verdicts by index of line, `verdicts` and `facts` by index of unit.

    Each line is either judged or in exactly one unit.
    """

    lines: Sequence[str]
    wrapping: Wrapping
    units: Sequence[Unit]
    judged: Mapping[int, Verdict]
    verdicts: Mapping[int, Verdict]
    facts: Mapping[int, Fact]
    header: Header


def read(lines: list[str], overrides: Mapping[int, Role], known: Sequence[KnownSource]) -> Reading:
    """Read lines as a news article.

    `overrides` are the editor's roles by line number (from 1); they always win.
    """
    judged: dict[int, Verdict] = {}
    roles: dict[int, Role] = {}
    for index, line in enumerate(lines):
        if not line.strip().strip(_INVISIBLE).strip():
            judged[index] = _BLANK
        elif role := overrides.get(index + 1):
            if role.disposition in (Disposition.REMOVED, Disposition.BLANK):
                judged[index] = _by_editor(role)
            else:
                roles[index] = role
        elif verdict := boilerplate.judge(line):
            judged[index] = verdict
    is_open = [index not in judged for index in range(len(lines))]
    stated = _stated(lines, is_open)
    how = layout.wrapping(lines, [o and i not in stated for i, o in enumerate(is_open)])
    # A line restored as a paragraph joins the lines around it again.
    chosen = {index: role for index, role in roles.items() if role is not Role.PARAGRAPH}
    apart = {index: f"fact in line {index}" for index in stated} | chosen
    units = layout.units(lines, is_open, how, apart)
    forced = {
        number: roles[index]
        for number, unit in enumerate(units)
        for index in range(unit.first, unit.last + 1)
        if index in roles
    }
    return _interpret(lines, how, units, judged, forced, known)


def _stated(lines: Sequence[str], is_open: Sequence[bool]) -> set[int]:
    """Lines near the top that are a date or a byline by themselves, no part of a wrapped text."""
    top = islice((index for index, open_ in enumerate(is_open) if open_), _MOST_ON_TOP)
    return {index for index in top if _states(lines[index].strip())}


def _states(line: str) -> bool:
    if line[0].islower() or ends_sentence(line):
        return False
    return bool(dates.read(line) or bylines.read(line))


def _interpret(
    lines: list[str],
    how: Wrapping,
    units: list[Unit],
    judged: Mapping[int, Verdict],
    forced: Mapping[int, Role],
    known: Sequence[KnownSource],
) -> Reading:
    end = header.region(units, forced)
    facts = _facts(units, end, forced)
    head = header.read(units, end, facts, forced, known)
    taken = {index: _by_editor(role) for index, role in forced.items()}
    for index, fact in facts.items():
        taken.setdefault(index, fact.verdict)
    if head.title is not None:
        reason = "The line is the title."
        taken.setdefault(head.title, Verdict(Role.TITLE, head.rule, reason, head.confidence))
    for index, verdict in head.verdicts.items():
        taken.setdefault(index, verdict)
    headings = {index for index, verdict in judged.items() if verdict.rule == "related-heading"}
    starts = _right_below(units, headings)
    after = end if head.title is None else max(end, head.title)
    for index, verdict in bodies.related(units, starts, after).items():
        taken.setdefault(index, verdict)
    for index, verdict in bodies.footer(units, _last_prose(units)).items():
        taken.setdefault(index, verdict)
    furniture = {i for i, verdict in judged.items() if verdict is not _BLANK}
    set_apart = frozenset(_right_below(units, furniture))
    verdicts = taken | bodies.classify(
        units, taken, lead=end, title=head.title, set_apart=set_apart
    )
    return Reading(lines, how, units, judged, verdicts, facts, head)


def _facts(units: Sequence[Unit], end: int, forced: Mapping[int, Role]) -> dict[int, Fact]:
    """What the header states, a byline right below its last line, and the text's last line."""
    found = scan(units, range(end), forced)
    found |= scan(units, [index for index in forced if index >= end], forced)
    has_byline = any(fact.authors or fact.date for fact in found.values())
    below = scan(units, range(end + 1, min(end + 1 + _MOST_BELOW_LEAD, len(units))), forced)
    if not has_byline and end + 1 in below and below[end + 1].authors:
        # The first running text was a standfirst; what follows it directly is still header.
        for index in range(end + 1, end + 1 + _MOST_BELOW_LEAD):
            if index not in below:
                break
            found.setdefault(index, below[index])
    last = len(units) - 1
    if last > end:
        closing = scan(units, [last], forced)
        found |= {index: fact for index, fact in closing.items() if _may_close(fact)}
    return found


def _may_close(fact: Fact) -> bool:
    """Whether a fact is one that texts end with: an address, a labelled source or date."""
    if isinstance(fact.date, DateReading):
        return fact.verdict.role is Role.DATE_LINE and fact.date.labelled
    return fact.verdict.role in (Role.URL, Role.SOURCE_LINE)


def _right_below(units: Sequence[Unit], marked: set[int]) -> list[int]:
    """The units that are separated from the one before by one of these lines."""
    if not marked:
        return []
    found = []
    previous = -1
    for index, unit in enumerate(units):
        if not marked.isdisjoint(range(previous + 1, unit.first)):
            found.append(index)
        previous = unit.last
    return found


def _last_prose(units: Sequence[Unit]) -> int:
    return next((i for i in reversed(range(len(units))) if is_prose(units[i].text)), len(units))


def _by_editor(role: Role) -> Verdict:
    role = Role.BOILERPLATE if role is Role.BLANK else role
    return Verdict(role, "editor", "An editor chose this role.", 1.0)
