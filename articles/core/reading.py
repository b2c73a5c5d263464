"""A text taken apart: its lines judged, joined to units, and the units told from each other."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice

from . import bodies, boilerplate, bylines, captions, header, layout, lists, notes, pages
from .dates import AmbiguousDate, DateReading
from .doubtful_bylines import without_headlines
from .facts import Fact, date_of, dates_in_lines, names_beside_dates, names_interviewer, scan
from .header import Header
from .layout import Unit, Wrapping
from .lines import EDITOR, Disposition, Role, Verdict, line_key
from .prose import ends_sentence, is_prose
from .recurrence import RULE as RECURS
from .relative_dates import RelativeDate
from .sources import KnownSource

# Soft hyphen, zero-width characters and direction marks: a line of them only is empty.
_INVISIBLE = (
    "\u00ad\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e"
    "\u2060\u2066\u2067\u2068\u2069\ufeff"
)
_BLANK = Verdict(Role.BLANK, "blank", "The line is empty.", 1.0)
_IN_OTHERS = "The same line stands in other articles of this batch or source."
_MOST_BELOW_LEAD = 6
_MOST_ABOVE_TITLE = 2
_FURTHEST_BELOW_LEAD = 16
_LONGEST_FACT = 160
_MOST_ON_TOP = 20
# Where a page has its title and byline, in units above the first paragraph.
_HEADER_OF_PAGE = 30


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

    def line_of(self, index: int) -> int:
        """The number of a unit's first line, from 1."""
        return self.units[index].first + 1


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a text before the rules read it.

    `overrides` are the editor's roles by line number (from 1), `verdicts` what the file's format
    says of lines, `learnt` the roles of lines that recur, by their key; each wins over the next
    and all over the rules. `title` is the title that the format states.
    """

    sources: Sequence[KnownSource] = ()
    overrides: Mapping[int, Role] = field(default_factory=dict)
    verdicts: Mapping[int, Verdict] = field(default_factory=dict)
    learnt: Mapping[int, Role] = field(default_factory=dict)
    title: str = ""

    def verdict(self, number: int, line: str) -> Verdict | None:
        """What is known of the line with this number."""
        if role := self.overrides.get(number):
            return _by_editor(role)
        if verdict := self.verdicts.get(number):
            # A line with text in it is not blank, whatever is said of it.
            blank = verdict.role is Role.BLANK
            return replace(verdict, role=Role.BOILERPLATE) if blank else verdict
        role = self.learnt.get(line_key(line)) if self.learnt else None
        return _recurring(role) if role else None


@dataclass(frozen=True, slots=True)
class Parts:
    """A text's lines joined to units, before it is said what they are.

    `judged` are verdicts by index of line, `fixed` those that no rule may change by index of unit.
    """

    lines: Sequence[str]
    wrapping: Wrapping
    units: Sequence[Unit]
    judged: Mapping[int, Verdict]
    fixed: Mapping[int, Verdict]


def read(lines: Sequence[str], known: Known) -> Reading:
    """Read lines as a news article."""
    return _interpret(take_apart(lines, known), known)


def take_apart(lines: Sequence[str], known: Known) -> Parts:
    """Judge the lines that are known or tell by their own words; join the others to units."""
    judged: dict[int, Verdict] = {}
    given: dict[int, Verdict] = {}
    for index, line in enumerate(lines):
        if not line.strip().strip(_INVISIBLE).strip():
            judged[index] = _BLANK
        elif verdict := known.verdict(index + 1, line):
            (judged if verdict.role.disposition is Disposition.REMOVED else given)[index] = verdict
        elif (verdict := boilerplate.judge(line)) and not lists.is_part_of_text(
            lines, index, verdict.role
        ):
            judged[index] = verdict
    is_open = [index not in judged for index in range(len(lines))]
    stated = _stated(lines, is_open)
    how = layout.wrapping(lines, [o and i not in stated for i, o in enumerate(is_open)])
    # A line that is known to be a paragraph joins the lines around it where they are wrapped.
    chosen = {
        index: verdict.role.value
        for index, verdict in given.items()
        if verdict.role is not Role.PARAGRAPH
    }
    apart = {index: f"fact in line {index}" for index in stated} | chosen
    units = layout.units(lines, is_open, how, apart)
    fixed = {
        number: given[index]
        for number, unit in enumerate(units)
        for index in range(unit.first, unit.last + 1)
        if index in given
    }
    return Parts(lines, how, units, judged, fixed)


def _stated(lines: Sequence[str], is_open: Sequence[bool]) -> set[int]:
    """Lines near the top that are a date or a byline by themselves, no part of a wrapped text."""
    top = islice((index for index, open_ in enumerate(is_open) if open_), _MOST_ON_TOP)
    return {index for index in top if _states(lines[index].strip())}


def _states(line: str) -> bool:
    if len(line) > _LONGEST_FACT or line[0].islower() or ends_sentence(line):
        return False
    return bool(date_of(line) or bylines.read(line))


def _interpret(parts: Parts, known: Known) -> Reading:
    units, judged, fixed = parts.units, parts.judged, parts.fixed
    page = pages.of(parts.lines, units, judged, fixed)
    end = page.lead if page else header.region(units, fixed, known.title)
    start = max(0, end - _HEADER_OF_PAGE) if page else 0
    facts = _facts(units, start, end, fixed, known.title)
    if page:
        # Below a standfirst and the opening picture, a page may still name author and day.
        facts = scan(units, _below(units, end), fixed) | facts
    head = header.read(
        units,
        range(start, end),
        facts,
        fixed,
        known.sources,
        known.title,
        depths=page.depths if page else None,
    )
    if head.title is not None:
        if not _has_date(facts, head.title):
            beside = range(max(0, head.title - _MOST_ABOVE_TITLE), _below(units, end).stop)
            facts |= dates_in_lines(units, beside, facts.keys() | fixed.keys() | {head.title})
        apart = (
            i
            for i in range(start, end)
            if i not in fixed
            and (i > head.title or (i < head.title and names_interviewer(units[i].text)))
        )
        facts |= names_beside_dates(units, apart, facts)
    taken = dict(fixed)
    for index, fact in facts.items():
        taken.setdefault(index, fact.verdict)
    if head.title is not None:
        reason = "The line is the title."
        taken.setdefault(head.title, Verdict(Role.TITLE, head.rule, reason, head.confidence))
    for index, verdict in head.verdicts.items():
        taken.setdefault(index, verdict)
    around = page.verdicts() if page else _around(units, judged, end, head.title)
    if page and head.title is not None:
        around |= bodies.standfirst(units, taken, head.title + 1, end)
        around |= notes.key_points(units, head.title + 1, end)
    for index, verdict in around.items():
        taken.setdefault(index, verdict)
    furniture = {i for i, verdict in judged.items() if verdict is not _BLANK}
    set_apart = frozenset(_right_below(units, furniture))
    verdicts = taken | bodies.classify(
        units, taken, lead=end, title=head.title, set_apart=set_apart
    )
    text = [index for index in range(end, len(units)) if verdicts[index] is bodies.PARAGRAPH]
    authors = [author for fact in facts.values() for author in fact.authors]
    verdicts |= notes.about_authors(units, text, authors)
    return Reading(parts.lines, parts.wrapping, units, judged, verdicts, facts, head)


def _around(
    units: Sequence[Unit], judged: Mapping[int, Verdict], end: int, title: int | None
) -> dict[int, Verdict]:
    """What is not the article in a text that is little else: lists of links, a footer's menu."""
    headings = {index for index, verdict in judged.items() if verdict.rule == "related-heading"}
    starts = _right_below(units, headings)
    after = end if title is None else max(end, title)
    return bodies.footer(units, _last_prose(units)) | bodies.related(units, starts, after)


def _facts(
    units: Sequence[Unit], start: int, end: int, fixed: Mapping[int, Verdict], title: str
) -> dict[int, Fact]:
    """What the header states, a byline right below its last line, and the text's last line.

    `title` is the one that the format states.
    """
    region = range(start, end)
    found = without_headlines(scan(units, region, fixed), units, region, title)
    found |= scan(units, [index for index in fixed if index >= end], fixed)
    has_byline = any(fact.authors or fact.date for fact in found.values())
    if not has_byline:
        # The first running text can be a standfirst: then what follows it is still header.
        below = scan(units, _below(units, end), fixed)
        index = end + 1
        while end + 1 in below and below[end + 1].authors:
            if index in below:
                found.setdefault(index, below[index])
            elif index == len(units) or not captions.credits_picture(units[index].text):
                break
            index += 1
        found |= {i: fact for i, fact in below.items() if _is_signed(i, below)}
    last = len(units) - 1
    if last > end:
        closing = scan(units, [last], fixed)
        found |= {index: fact for index, fact in closing.items() if _may_close(fact)}
    return found


def _below(units: Sequence[Unit], lead: int) -> range:
    """Where a byline or a date can be below a standfirst: as far as no other text comes."""
    end = min(lead + 1 + _MOST_BELOW_LEAD, len(units))
    furthest = min(lead + 1 + _FURTHEST_BELOW_LEAD, len(units))
    while end < furthest and not any(is_prose(units[i].text) for i in range(lead + 1, end)):
        end += 1
    return range(lead + 1, end)


def _has_date(facts: Mapping[int, Fact], title: int) -> bool:
    """Whether a line beside the title, or below it, says the day."""
    return any(
        isinstance(fact.date, DateReading | AmbiguousDate)
        for index, fact in facts.items()
        if index >= title - _MOST_ABOVE_TITLE
    )


def _is_signed(index: int, facts: Mapping[int, Fact]) -> bool:
    """Whether a date or byline has the other next to it, as an article's have."""
    both = [facts[n] for n in (index - 1, index, index + 1) if n in facts]
    return any(fact.date for fact in both) and any(fact.authors for fact in both)


def _may_close(fact: Fact) -> bool:
    """Whether a fact is one that texts end with: an address, a labelled source or date."""
    if isinstance(fact.date, DateReading | RelativeDate):
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
    # Whoever calls a line with text in it blank wants it out.
    role = Role.BOILERPLATE if role is Role.BLANK else role
    return Verdict(role, EDITOR, "An editor chose this role.", 1.0)


def _recurring(role: Role) -> Verdict:
    role = Role.BOILERPLATE if role is Role.BLANK else role
    kept = role.disposition is not Disposition.REMOVED
    reason = "Editors have kept this line in other articles." if kept else _IN_OTHERS
    return Verdict(role, RECURS, reason, 0.9)
