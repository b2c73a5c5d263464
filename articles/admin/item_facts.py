"""How an import item is shown by itself: its lines, and what to look at."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from articles.core import recurrence
from articles.core.languages import UNDETERMINED
from articles.core.languages import name as language_name
from articles.core.lines import Disposition, Line, Role, line_key
from articles.forms.dates import shown_date
from articles.models import ImportItem, KnownLine
from articles.services.fields import PROBLEM_OF, changed_fields
from articles.services.previews import Preview, ProblemNote, RemovedLine

UNSURE = 0.7
"""Below this confidence a proposed value is shown as one to check."""

RESTORED, REMOVED = Role.PARAGRAPH, Role.BOILERPLATE


@dataclass(frozen=True, slots=True)
class ShownLine:
    """A line of the raw text as the editor sees it.

    `tag` is empty for running text, which needs no remark. `cuts` are parts of the line that were
    taken off. `teaches` says that its source learns from what an editor chose, `learnt` who or
    what told a role that comes from other articles.
    """

    line: Line
    tag: str
    is_chosen: bool
    teaches: bool
    learnt: str
    cuts: tuple[RemovedLine, ...]
    problems: tuple[ProblemNote, ...]

    @property
    def text(self) -> str:
        """Without the space around it, which the raw view shows."""
        return self.line.text.strip()

    @property
    def is_blank(self) -> bool:
        return self.line.role is Role.BLANK

    @property
    def is_removed(self) -> bool:
        return self.line.role.disposition is Disposition.REMOVED

    @property
    def quick(self) -> Role:
        """What the one-click button makes of the line."""
        return RESTORED if self.is_removed else REMOVED


def shown_lines(
    item: ImportItem, found: Preview, problems: Sequence[ProblemNote], first: int, last: int
) -> tuple[ShownLine, ...]:
    """The lines numbered `first` to `last`, both included, with what was said of each."""
    cuts: dict[int, list[RemovedLine]] = {}
    for cut in found.removed:
        cuts.setdefault(cut["line"], []).append(cut)
    known = _known_lines(item, found.lines[first - 1 : last])
    notes: dict[int, list[ProblemNote]] = {}
    for problem in problems:
        notes.setdefault(problem["line"] or 0, []).append(problem)
    return tuple(
        ShownLine(
            line,
            "" if line.role in (Role.PARAGRAPH, Role.BLANK) else line.role.label,
            str(line.number) in item.line_roles,
            _teaches(item, line),
            _learnt(line, known),
            tuple(cut for cut in cuts.get(line.number, ()) if cut["text"] != line.text.strip()),
            tuple(notes.get(line.number, ())),
        )
        for line in found.lines[first - 1 : last]
    )


def _teaches(item: ImportItem, line: Line) -> bool:
    """Whether `learning.teach` keeps what was said of this line, once the item is imported."""
    if str(line.number) not in item.line_roles or item.source_id is None:
        return False
    return line.role.disposition is not Disposition.METADATA and bool(line_key(line.text))


def _known_lines(item: ImportItem, lines: Sequence[Line]) -> dict[int, KnownLine]:
    """What the item's source has learnt of lines whose role was learnt."""
    keys = {line_key(line.text) for line in lines if line.rule == recurrence.RULE}
    if not keys or item.source_id is None:
        return {}
    known = KnownLine.objects.filter(source=item.source_id, key__in=keys)
    return {line.key: line for line in known.select_related("taught_by")}


def _learnt(line: Line, known: Mapping[int, KnownLine]) -> str:
    if line.rule != recurrence.RULE:
        return ""
    found = known.get(line_key(line.text))
    if found is not None and found.role:
        return f"Taught by {found.taught_by or 'an editor'}."
    if found is not None and found.seen >= recurrence.LEAST:
        return f"Counted: {found.seen:,} of the source’s latest articles have it."
    return "Counted in the texts of this import."


@dataclass(frozen=True, slots=True)
class RoleGroup:
    """Roles that do the same to a line, under one heading."""

    label: str
    roles: tuple[Role, ...]


ROLE_GROUPS = (
    RoleGroup("In the text", tuple(r for r in Role if r.disposition is Disposition.BODY)),
    RoleGroup("A field", tuple(r for r in Role if r.disposition is Disposition.METADATA)),
    RoleGroup("Left out", tuple(r for r in Role if r.disposition is Disposition.REMOVED)),
)


def flags(item: ImportItem, problems: Sequence[ProblemNote]) -> dict[str, str]:
    """For each field that should be checked, the reason in a sentence."""
    found = {}
    changed = changed_fields(item)
    for name, proposed in item.proposal.items():
        if not isinstance(proposed, dict) or name in changed or name == "date_hint":
            continue
        value = proposed.get("value") or proposed.get("name")
        if value and proposed.get("confidence", 1) < UNSURE:
            found[name] = f"Check this: read with {proposed['confidence']:.0%} confidence."
    for problem in problems:
        if name := PROBLEM_OF.get(problem["code"], ""):
            found[name] = problem["message"]
    return found


def shown_facts(item: ImportItem) -> Iterator[tuple[str, str]]:
    """What is known of an item that is not edited any more: name and value."""
    language = "" if item.language in ("", UNDETERMINED) else language_name(item.language)
    for label, value in (
        ("Source", item.source.name if item.source else item.source_name),
        ("Title", item.title),
        ("Kicker", item.kicker),
        ("Authors", ", ".join(item.authors)),
        ("Date", shown_date(item)),
        ("Language", language),
        ("Dateline", item.dateline),
        ("Identifier", item.external_id),
        ("Address", item.url),
    ):
        if value:
            yield label, value


def hints(item: ImportItem) -> Iterator[str]:
    """What the text says about the date without being sure."""
    hint = item.proposal.get("date_hint") or {}
    if hint.get("value") and item.published is None:
        yield f"“{hint['value']}” stands in line {hint['line']}: a hint only, it is not taken over."
