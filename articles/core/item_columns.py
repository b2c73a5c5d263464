"""What an import item keeps of a preview, as plain values that travel quickly between processes."""

import datetime
from collections.abc import Mapping
from dataclasses import fields
from operator import attrgetter
from typing import Any

from .fields import DateField, Field
from .fingerprints import text_sha256
from .previews import Preview
from .sources import SourceGuess

Columns = dict[str, Any]
"""By name, the columns of ImportItem."""

_LONGEST_ID = 200
_LONGEST_SOURCE = 200
_SINGLE = ("title", "kicker", "external_id", "dateline", "date_hint", "url", "language")
# dataclasses.asdict copies deeply, which takes ten times as long: these values are plain.
_VALUES = {
    kind: (names := tuple(field.name for field in fields(kind)), attrgetter(*names))
    for kind in (Field, DateField, SourceGuess)
}


def item_columns(found: Preview) -> Columns:
    """The columns that say what an item's bytes are, proposed values of its fields among them."""
    proposal = proposal_json(found)
    body = found.body
    return proposed_columns(proposal) | {
        "proposal": proposal,
        "encoding": found.extracted.encoding,
        "encoding_confidence": found.extracted.encoding_confidence,
        "removed": found.removed,
        "problems": found.problems,
        "block_counts": found.block_counts,
        "text_sha256": text_sha256(body) if body else "",
        "line_keys": list(found.line_keys),
        "recurring": {str(key): role.value for key, role in found.recurring.items()},
    }


def proposal_json(found: Preview) -> dict[str, Any]:
    """What ImportItem.proposal keeps: of each field its value, confidence, rule and line."""
    proposal = found.proposal
    single = {name: _plain(getattr(proposal, name)) for name in _SINGLE}
    return single | {
        "source": _plain(proposal.source),
        "authors": [_plain(author) for author in proposal.authors],
        "published": _date(proposal.published) if proposal.published else None,
    }


def proposed_columns(proposal: Mapping[str, Any]) -> Columns:
    """The fields of an article as a kept proposal has them; empty ones for no proposal."""

    def value(name: str) -> str:
        return str(proposal.get(name, {}).get("value", ""))

    source = proposal.get("source") or {}
    published = proposal.get("published") or {}
    known = source.get("source_id")
    external_id = value("external_id")
    return {
        "title": value("title"),
        "kicker": value("kicker"),
        "source_id": known,
        "source_name": "" if known else str(source.get("name", ""))[:_LONGEST_SOURCE],
        "authors": [str(author["value"]) for author in proposal.get("authors", [])],
        # A longer one is none; cut, two of them could become the same.
        "external_id": external_id if len(external_id) <= _LONGEST_ID else "",
        "url": value("url"),
        "dateline": value("dateline"),
        "published": _first_day(published.get("value", "")),
        "published_precision": str(published.get("precision", "")),
        "language": value("language"),
    }


def _plain(value: Field | DateField | SourceGuess) -> dict[str, Any]:
    names, values = _VALUES[type(value)]
    return dict(zip(names, values(value), strict=True))


def _date(found: DateField) -> dict[str, Any]:
    return _plain(found) | {"precision": found.precision.value}


def _first_day(value: str) -> datetime.date | None:
    """The first day of "2016", "2016-03" or "2016-03-12"."""
    return datetime.date.fromisoformat(value + "-01-01"[len(value) - 4 :]) if value else None
