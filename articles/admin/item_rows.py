"""How an import item stands in its batch's table: its cells, its state, what to check."""

from dataclasses import dataclass, replace

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from articles.core.decoding import CERTAIN
from articles.core.languages import UNDETERMINED
from articles.core.languages import name as language_name
from articles.core.problems import NOT_IMPORTED
from articles.forms.dates import shown_date
from articles.models import ImportItem
from articles.queries.item_conditions import READY, WAITING
from articles.services.fields import open_problems
from articles.services.previews import ProblemNote

Status = ImportItem.Status

_SHORT = {
    "no-title": "no title",
    "no-body": "no text",
    "no-source": "no source",
    "no-date": "no date",
    "nul": "null characters",
    "same-bytes": "same bytes",
    "mojibake": "wrong characters",
    "too-large": "too large",
}
_SEEN = {"no-title", "no-source", "no-date"}
"""What an empty cell, or the match, says itself."""
_MOST_PROBLEMS = 3
_OFFERED = ("sources", "languages")
"""Lists of values that a cell can be typed from."""


def problem_label(code: str) -> str:
    """What a problem is called where there is no room for its sentence."""
    return _SHORT.get(code, code.replace("-", " "))


_ATTRIBUTES = (
    'id="{0}-{1}" name="{0}" form="row-{1}" aria-label="{2}" placeholder="{3}" '
    """hx-vals='{{"field": "{0}"}}'"""
)
_LISTS = {"": SafeString(""), **{name: format_html(' list="{}"', name) for name in _OFFERED}}


@dataclass(frozen=True, slots=True)
class Cell:
    """A field of an item that can be edited in the table.

    `shown` is the value that a later one is compared with: what is stored. `present` is what
    somebody else made of it meanwhile. `row` is the item's key, for the ids on the page.
    """

    row: str
    name: str
    label: str
    value: str
    shown: str
    placeholder: str = ""
    options: str = ""
    is_saved: bool = False
    error: str = ""
    present: str | None = None

    @property
    def box(self) -> str:
        return f"{self.name}-of-{self.row}"

    @property
    def id(self) -> str:
        return f"{self.name}-{self.row}"

    @property
    def says(self) -> bool:
        """Whether there is anything to say of it."""
        return bool(self.is_saved or self.error) or self.present is not None

    @property
    def note(self) -> str:
        """The id of what is said about it; "" when it is as it should be."""
        is_wrong = self.error or self.present is not None
        return f"{self.name}-note-{self.row}" if is_wrong else ""

    @property
    def attributes(self) -> SafeString:
        """Most of its input's, escaped at once: a page has two hundred such inputs."""
        shown = format_html(_ATTRIBUTES, self.name, self.row, self.label, self.placeholder)
        return shown + _LISTS[self.options]

    def saved(self) -> "Cell":
        return replace(self, is_saved=True)

    def refused(self, entered: str, error: str) -> "Cell":
        return replace(self, value=entered, error=error)

    def overtaken(self, entered: str) -> "Cell":
        return replace(self, value=entered, present=self.shown or "(nothing)")


def percent(similarity: float | None) -> str:
    """How alike two texts are, such as "87%", never rounded up; "" where that is not known."""
    return "" if similarity is None else f"{int(similarity * 100)}%"


@dataclass(frozen=True, slots=True)
class ItemRow:
    """One line of a batch's table."""

    item: ImportItem
    state: str
    state_label: str
    cells: tuple[Cell, ...]
    problems: tuple[ProblemNote, ...]
    page: str
    """Its address; those of its parts are below it, and need not be resolved one by one."""

    @property
    def cells_at(self) -> str:
        """The address that saves its cells."""
        return f"{self.page}cell/"

    @property
    def preview_at(self) -> str:
        return f"{self.page}preview/"

    @property
    def source_at(self) -> str:
        return f"{self.page}source/"

    @property
    def key(self) -> str:
        return str(self.item.pk)

    @property
    def form(self) -> str:
        """The id of the form that its cells belong to."""
        return f"row-{self.item.pk}"

    @property
    def is_staged(self) -> bool:
        return self.item.status == Status.STAGED

    @property
    def can_be_chosen(self) -> bool:
        return self.item.status not in (Status.COMMITTED, Status.QUEUED)

    @property
    def first_problems(self) -> list[tuple[str, str]]:
        """A few of the problems: name and sentence."""
        first = {p["code"]: p["message"] for p in self._told}
        return [(problem_label(code), message) for code, message in first.items()][:_MOST_PROBLEMS]

    @property
    def more_problems(self) -> int:
        return max(0, len({p["code"] for p in self._told}) - _MOST_PROBLEMS)

    @property
    def _told(self) -> list[ProblemNote]:
        """The problems that the row's cells do not show themselves."""
        return [p for p in self.problems if p["code"] not in _SEEN]

    @property
    def similarity(self) -> str:
        """Of the texts of the item and its match."""
        return percent(self.item.similarity)


def item_row(item: ImportItem) -> ItemRow:
    state, label = state_of(item)
    problems = open_problems(item)
    if item.status != Status.STAGED:
        problems = [p for p in problems if item.status == Status.FAILED or _says(p)]
    return ItemRow(
        item,
        state,
        label,
        tuple(cell(item, name) for name in CELLS),
        tuple(problems),
        reverse("admin:articles_importitem_change", args=[item.pk]),
    )


_SAID = {"same-bytes"}
"""Of items that are not staged, only these still say something."""

CELLS = {"title": "Title", "source": "Source", "published": "Date", "language": "Language"}


def cell(item: ImportItem, name: str) -> Cell:
    """A cell as its item has it."""
    row, label = str(item.pk), f"{CELLS[name]} of {item.title or item.name}"[:80]
    if name == "title":
        return Cell(row, name, label, item.title, item.title, placeholder="no title")
    if name == "source":
        source = item.source.name if item.source else ""
        return Cell(row, name, label, source, source, placeholder="no source", options="sources")
    if name == "published":
        published = shown_date(item)
        return Cell(row, name, label, published, published, placeholder="no date")
    known = "" if item.language in ("", UNDETERMINED) else language_name(item.language)
    return Cell(row, name, label, known, known, placeholder="unknown", options="languages")


def state_of(item: ImportItem) -> tuple[str, str]:
    """An item's state and its name; of staged ones, whether they can be imported as they are."""
    if item.status != Status.STAGED:
        return item.status, item.get_status_display()
    return (WAITING, "to decide") if is_unfinished(item) else (READY, "ready")


def is_unfinished(item: ImportItem) -> bool:
    """Whether something must be said of a staged item first; as `queries.import_items` counts."""
    sure = item.encoding_confidence
    return (
        not item.title
        or not item.block_counts
        or (sure is not None and sure < CERTAIN)
        or is_undecided(item)
    )


def whys(item: ImportItem) -> list[str]:
    """Why an item is not imported, in sentences; of one that is imported, nothing."""
    if item.status in (Status.FAILED, Status.DUPLICATE):
        return [p["message"] for p in item.problems if item.status == Status.FAILED or _says(p)]
    if item.status != Status.STAGED:
        return []
    sure = item.encoding_confidence
    reasons = [p["message"] for p in open_problems(item) if p["code"] == NOT_IMPORTED]
    if not item.title:
        reasons.append("It has no title.")
    if not item.block_counts:
        reasons.append("It has no text left.")
    if sure is not None and sure < CERTAIN:
        reasons.append("Its encoding is to be chosen.")
    if is_undecided(item) and item.match is not None:
        reasons.append(f"It is similar to “{item.match.title}”: say what it is.")
    return reasons or ["It was not imported yet."]


def _says(problem: ProblemNote) -> bool:
    return problem["code"] in _SAID


def is_undecided(item: ImportItem) -> bool:
    similar = item.match_kind == ImportItem.Match.SIMILAR and item.match_id is not None
    return similar and not item.decision
