"""What only an editor can say of an import item: its encoding, its date, a new source."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from articles.core import dates
from articles.core.decoding import CERTAIN, Candidate, candidates
from articles.models import ImportItem
from articles.services.previews import raw_bytes

Status = ImportItem.Status

_MOST_ENCODINGS = 4


@dataclass(frozen=True, slots=True)
class Questions:
    """Questions with their possible answers; an empty one is not asked.

    `dates` are both readings of a date such as 03/04/2024, `raw_date` how it is written. `repairs`
    are lines that were decoded wrongly before, each with how it would read.
    """

    encodings: tuple[Candidate, ...]
    raw_date: str
    dates: tuple[str, ...]
    new_source: str

    def __bool__(self) -> bool:
        return bool(self.encodings or self.dates or self.new_source)


def questions(item: ImportItem) -> Questions:
    """What is open; reads the item's bytes only where its encoding is in doubt."""
    raw_date, readings = _dates(item.proposal) if item.published is None else ("", ())
    is_staged = item.status == Status.STAGED
    return Questions(
        encodings=tuple(_encodings(item)),
        raw_date=raw_date if is_staged else "",
        dates=readings if is_staged else (),
        new_source=item.source_name if is_staged and item.source_id is None else "",
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
    yield from candidates(content, limit=_MOST_ENCODINGS)


def _dates(proposal: Mapping[str, object]) -> tuple[str, tuple[str, ...]]:
    hint = proposal.get("date_hint")
    if not isinstance(hint, dict) or hint.get("rule") != "ambiguous-date":
        return "", ()
    found = dates.read(str(hint.get("value", "")))
    if not isinstance(found, dates.AmbiguousDate):
        return "", ()
    return found.raw, found.readings
