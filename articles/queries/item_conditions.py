"""What is said of a batch's items: ready, to be decided, with an open problem. As conditions."""

from collections.abc import Callable, Mapping

from django.db.models import Q
from django.db.models.fields.json import KeyTextTransform

from articles.core.decoding import CERTAIN
from articles.core.problems import NOT_IMPORTED
from articles.core.sources import CONFIDENT
from articles.models import ImportItem

Status = ImportItem.Status

READY, WAITING = "ready", "waiting"
"""States of staged items: can be imported as they are, or something has to be decided first."""
NONE, PROPOSED = "none", "proposed"
"""Instead of a source's key: items without one, and those that propose one that is not there."""
UNDECIDED = "undecided"
"""Instead of a kind of match: items whose editor has to say what the match means."""

_PROPOSED_TITLE = KeyTextTransform("value", KeyTextTransform("title", "proposal"))

OPEN: Mapping[str, Callable[[], Q]] = {
    "no-title": lambda: Q(title=""),
    "no-source": lambda: Q(source__isnull=True),
    "no-date": lambda: Q(published__isnull=True),
    "ambiguous-date": lambda: Q(published__isnull=True),
    "title-from-photo": lambda: _as_proposed("title-from-photo"),
    "title-from-file-name": lambda: _as_proposed("title-from-file-name"),
    "title-uncertain": lambda: _as_proposed("title-uncertain"),
}
"""Problems that are open as long as the field that they are about is as it was found."""


def ready() -> Q:
    return Q(status=Status.STAGED) & ~_unfinished()


def waiting() -> Q:
    return Q(status=Status.STAGED) & _unfinished()


def waiting_or_refused() -> Q:
    """Staged items that can't be imported as they are, or were tried and refused."""
    refused = Q(status=Status.STAGED, decision="", problems__contains=[{"code": NOT_IMPORTED}])
    return waiting() | refused


def undecided() -> Q:
    return Q(status=Status.STAGED) & _similar()


def unsourced() -> Q:
    return Q(source__isnull=True, source_name="")


def proposed() -> Q:
    return Q(source__isnull=True) & ~Q(source_name="")


def surely_proposed() -> Q:
    """Items whose proposed source nobody needs to be asked about."""
    return proposed() & Q(proposal__source__confidence__gte=CONFIDENT)


def undated() -> Q:
    return Q(published__isnull=True)


def problem(code: str) -> Q:
    """Items that have a problem, as long as it is open."""
    still = OPEN.get(code)
    return _stored(code) & still() if still else _stored(code)


def _stored(code: str) -> Q:
    return Q(problems__contains=[{"code": code}])


def _as_proposed(code: str) -> Q:
    # Few have the problem, and of all others the proposal need not be unpacked.
    return _stored(code) & Q(title=_PROPOSED_TITLE)


def _unfinished() -> Q:
    # Not "encoding_confidence < …" negated: of an unknown confidence that says nothing in SQL.
    unsure = Q(encoding_confidence__isnull=False, encoding_confidence__lt=CERTAIN)
    return Q(title="") | Q(block_counts={}) | _similar() | unsure


def _similar() -> Q:
    return Q(match_kind=ImportItem.Match.SIMILAR, match__isnull=False, decision="")
