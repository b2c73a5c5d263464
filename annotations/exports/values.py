"""What an export says of one annotation, article, person: plain values, the same for every format.

Offsets are Unicode code points of the text version's body, half-open.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime


@dataclass(frozen=True, slots=True)
class Person:
    """A user, without anything private."""

    id: int
    username: str
    name: str


@dataclass(frozen=True, slots=True)
class NamedEntity:
    """An entity as it is now; `marked` is the one that was marked, when it was merged since."""

    id: int
    name: str
    kind: str
    aliases: tuple[str, ...]
    marked: "NamedEntity | None" = None


@dataclass(frozen=True, slots=True)
class StatedClaim:
    """A claim as it is now; `marked` is the one that was marked, when it was merged since."""

    id: int
    statement: str
    marked: "StatedClaim | None" = None


@dataclass(frozen=True, slots=True)
class Remark:
    """A reply to an annotation."""

    id: int
    text: str
    by: Person
    at: datetime
    edited_at: datetime | None


@dataclass(frozen=True, slots=True)
class Passage:
    """The article and the text version that an annotation is of.

    `published` is as precise as what is known: 2019, 2019-06 or 2019-06-14; empty when unknown.
    """

    article: int
    title: str
    source: int | None
    source_name: str
    published: str
    language: str
    version: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Row:
    """One annotation with everything it names; text that does not apply is empty."""

    id: int
    passage: Passage
    kind: str
    start: int
    end: int
    quote: str
    prefix: str
    suffix: str
    state: str
    label: str
    note: str
    entity: NamedEntity | None
    claim: StatedClaim | None
    rendering: str
    speaker: NamedEntity | None
    holder: NamedEntity | None
    position: str
    target_entity: NamedEntity | None
    target_claim: StatedClaim | None
    created_by: Person | None
    created_at: datetime
    updated_by: Person | None
    updated_at: datetime
    revision: int
    replies: tuple[Remark, ...]


def partial_date(published: date | None, precision: str) -> str:
    """A date to the precision that is known, as ISO 8601 writes it; empty when there is none.

    >>> partial_date(date(2019, 6, 1), "month")
    '2019-06'
    """
    if published is None:
        return ""
    return published.isoformat()[: {"year": 4, "month": 7}.get(precision, 10)]


def timestamp(moment: datetime) -> str:
    """A moment as xsd:dateTime in UTC, with a Z; it must know its time zone.

    >>> from datetime import timedelta, timezone
    >>> timestamp(datetime(2024, 5, 1, 14, 0, tzinfo=timezone(timedelta(hours=2))))
    '2024-05-01T12:00:00Z'
    """
    return moment.astimezone(UTC).isoformat().replace("+00:00", "Z")
