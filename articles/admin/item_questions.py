"""What only an editor can say of an import item: its encoding, its date, a new source."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import islice, takewhile

from articles.core import dates
from articles.core.decoding import CERTAIN
from articles.core.encodings import Candidate, candidates
from articles.core.filetypes import binary_format
from articles.core.mojibake import MOJIBAKE, Repair, repairs
from articles.core.problems import UNCERTAIN_ENCODING
from articles.models import ImportItem
from articles.services.previews import Preview, raw_bytes

Status = ImportItem.Status

_MOST_ENCODINGS = 4
_MOST_REPAIRS = 3
_WORDS_BEFORE = 40  # characters of a line that are shown before those that change


@dataclass(frozen=True, slots=True)
class Questions:
    """Questions with their possible answers; an empty one is not asked.

    `dates` are both readings of a date such as 03/04/2024, `raw_date` how it is written. `repairs`
    are lines that were decoded wrongly before, each with how it would read; `is_repaired` is None
    where there was nothing to say of them.
    """

    encodings: tuple[Candidate, ...]
    raw_date: str
    dates: tuple[str, ...]
    new_source: str
    repairs: tuple[Repair, ...]
    is_repaired: bool | None

    @property
    def codes(self) -> frozenset[str]:
        """The problems that are asked about."""
        dated = ("ambiguous-date", "no-date") if self.dates else ()
        encoded = (UNCERTAIN_ENCODING,) if self.encodings else ()
        return frozenset((*dated, *encoded, *((MOJIBAKE,) if self.repairs else ())))

    def __bool__(self) -> bool:
        asked = self.encodings or self.dates or self.new_source or self.repairs
        return bool(asked) or self.is_repaired is not None


def questions(item: ImportItem, found: Preview | None) -> Questions:
    """What is open of an item that was found to be this.

    Its bytes are read once more only where its encoding is in doubt.
    """
    raw_date, readings = _dates(item.proposal) if item.published is None else ("", ())
    is_staged = item.status == Status.STAGED
    return Questions(
        encodings=tuple(_encodings(item)),
        raw_date=raw_date if is_staged else "",
        dates=readings if is_staged else (),
        new_source=item.source_name if is_staged and item.source_id is None else "",
        repairs=tuple(_repairs(item, found)) if is_staged and found else (),
        is_repaired=item.is_repaired if is_staged else None,
    )


def _encodings(item: ImportItem) -> Iterator[Candidate]:
    confidence = item.encoding_confidence
    is_in_doubt = item.status == Status.STAGED and confidence is not None and confidence < CERTAIN
    is_unread = item.status == Status.FAILED and not item.encoding
    if not (item.raw_sha256 and (is_in_doubt or is_unread)):
        return
    try:
        content = raw_bytes(item)
    except FileNotFoundError:
        return
    if is_unread and binary_format(content):
        return
    yield from candidates(content, limit=_MOST_ENCODINGS)


def _repairs(item: ImportItem, found: Preview) -> Iterator[Repair]:
    if any(problem["code"] == MOJIBAKE for problem in item.problems):
        text = "\n".join(line.text for line in found.lines)
        yield from map(_around_the_change, islice(repairs(text), _MOST_REPAIRS))


def _around_the_change(repair: Repair) -> Repair:
    """As much of a long line as shows what would change."""
    pairs = zip(repair.before, repair.after, strict=False)
    same = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))
    start = repair.before.rfind(" ", 0, max(0, same - _WORDS_BEFORE)) + 1
    lead = "…" if start else ""
    return replace(
        repair, before=f"{lead}{repair.before[start:]}", after=f"{lead}{repair.after[start:]}"
    )


def _dates(proposal: Mapping[str, object]) -> tuple[str, tuple[str, ...]]:
    hint = proposal.get("date_hint")
    if not isinstance(hint, dict) or hint.get("rule") != "ambiguous-date":
        return "", ()
    found = dates.read(str(hint.get("value", "")))
    if not isinstance(found, dates.AmbiguousDate):
        return "", ()
    return found.raw, found.readings
