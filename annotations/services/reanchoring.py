"""Annotations follow their article to its next text, and back from it."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.contrib.auth.models import User
from django.db import connection, transaction
from django.db.models import Q
from django.utils import timezone

from annotations.core.anchors import Anchor, anchor
from annotations.core.reanchor import Placed, State, reanchor
from annotations.core.runs import Span
from annotations.models import AnchorState, Annotation
from annotations.queries.anchor_states import (
    orphaned_on,
    places_before,
    states_before_orphaned,
)
from annotations.services.edits import touched
from articles.models import TextVersion

_UPDATE = """
UPDATE annotations_annotation AS annotation
SET version_id = found.version, start = found.start, "end" = found.stop, quote = found.quote,
    prefix = found.prefix, suffix = found.suffix, state = found.state,
    revision = annotation.revision + 1, updated_by_id = %s, updated_at = %s
FROM unnest(
    %s::bigint[], %s::bigint[], %s::int[], %s::int[], %s::text[], %s::text[], %s::text[],
    %s::text[]
) AS found (id, version, start, stop, quote, prefix, suffix, state)
WHERE annotation.id = found.id
"""

_CHUNK = 5_000
"""Rows written by one statement."""


@dataclass(frozen=True, slots=True)
class _Row:
    """An annotation on an earlier text: what of it decides where it goes."""

    id: int
    version_id: int
    start: int
    end: int
    state: str


@dataclass(frozen=True, slots=True)
class _Answer:
    row: _Row
    version_id: int
    place: Anchor
    state: str

    @property
    def is_news(self) -> bool:
        return (self.version_id, self.state) != (self.row.version_id, self.row.state)


@transaction.atomic
def follow(*, old: TextVersion, new: TextVersion, by: User | None) -> None:
    """Put the annotations of every project that are on earlier texts of the article on `new`.

    Deleted ones, too, so that an undone deletion is right. What is not found becomes an orphan and
    stays on the text that has it; orphans of earlier revisions are looked for again. What nobody
    has confirmed since an earlier revision stays moved or changed. Revisions rise, so that a form
    that was opened before is told of it. `by` is who revised the article. A constant number of
    queries for up to 5,000 annotations of one earlier text.
    """
    left: dict[int, list[_Row]] = defaultdict(list)
    for row in _on_earlier_texts(new):
        left[row.version_id].append(row)
    bodies = {old.pk: old.body}
    others = TextVersion.objects.filter(pk__in=left.keys() - bodies.keys())
    bodies.update(others.values_list("pk", "body"))
    answers = [
        answer for pk, rows in left.items() for answer in _followed(bodies[pk], pk, rows, new)
    ]
    _write([answer for answer in answers if answer.is_news], by)


def on_version(old: TextVersion, new: TextVersion, by: User | None) -> None:
    """What the library calls when an article gets a new text."""
    follow(old=old, new=new, by=by)


@transaction.atomic
def go_back(*, gone: TextVersion, present: TextVersion, by: User | None) -> None:
    """`gone` is taken back: its annotations stand again where they stood on an earlier text.

    What they say stays, and so do those that were made on `gone`: they keep it from being removed.
    Those that stood on it until somebody said they are gone go back likewise, and orphans that it
    made stand on `present` as before. Deleted ones go along. A constant number of queries for up
    to 5,000 annotations.
    """
    orphaned = Q(version__article=gone.article_id, state=AnchorState.ORPHANED)
    rows = _locked(Q(version=gone) | orphaned)
    said_gone = orphaned_on(gone, rows)
    there = [row for row in rows if row.version_id == gone.pk or row.pk in said_gone]
    before = places_before(there, gone)
    _write(
        [
            _Answer(
                _Row(row.pk, row.version_id, row.start, row.end, row.state),
                version_id,
                place,
                state,
            )
            for row in there
            if row.pk in before
            for version_id, state, place in [before[row.pk]]
        ],
        by,
    )
    orphans = [row for row in rows if row.version_id == present.pk and row.pk not in said_gone]
    states = states_before_orphaned(orphans, present)
    by_state: dict[str, list[int]] = defaultdict(list)
    for row in orphans:
        by_state[states.get(row.pk, AnchorState.MOVED)].append(row.pk)
    for state, pks in by_state.items():
        Annotation.objects.filter(pk__in=pks).update(state=state, **touched(by))


def on_taking_back(gone: TextVersion, present: TextVersion, by: User | None) -> None:
    """What the library calls before it takes the newest text of an article back."""
    go_back(gone=gone, present=present, by=by)


def _locked(where: Q) -> list[Annotation]:
    rows = Annotation.objects.select_for_update(of=("self",)).filter(where)
    return list(rows.only("pk", "version", "start", "end", "state").order_by("pk"))


def _on_earlier_texts(new: TextVersion) -> list[_Row]:
    """Locked, so that nobody confirms or moves one meanwhile."""
    rows = (
        Annotation.objects.select_for_update(of=("self",))
        .filter(version__article=new.article_id)
        .exclude(version=new.pk)
        .order_by("pk")
        .values_list("pk", "version_id", "start", "end", "state")
    )
    return [_Row(*row) for row in rows]


def _followed(
    body: str, version_id: int, rows: Iterable[_Row], new: TextVersion
) -> Iterator[_Answer]:
    rows = list(rows)
    spans = [Span(row.start, row.end, row.id) for row in rows]
    for row, placed in zip(rows, reanchor(body, new.body, spans), strict=True):
        if placed.start is None or placed.end is None:
            here = anchor(body, row.start, row.end)
            yield _Answer(row, version_id, here, AnchorState.ORPHANED.value)
        else:
            there = anchor(new.body, placed.start, placed.end)
            yield _Answer(row, new.pk, there, _state(row, placed).value)


def _state(row: _Row, placed: Placed) -> AnchorState:
    """What was in doubt stays so until somebody confirms it; what was lost is, once found."""
    if placed.state is State.CHANGED or row.state == AnchorState.CHANGED:
        return AnchorState.CHANGED
    if placed.state is State.MOVED or row.state != AnchorState.EXACT:
        return AnchorState.MOVED
    return AnchorState.EXACT


def _write(answers: list[_Answer], by: User | None) -> None:
    now = timezone.now()
    with connection.cursor() as cursor:
        for begin in range(0, len(answers), _CHUNK):
            chunk = answers[begin : begin + _CHUNK]
            cursor.execute(
                _UPDATE,
                [
                    by.pk if by else None,
                    now,
                    [answer.row.id for answer in chunk],
                    [answer.version_id for answer in chunk],
                    [answer.place.start for answer in chunk],
                    [answer.place.end for answer in chunk],
                    [answer.place.quote for answer in chunk],
                    [answer.place.prefix for answer in chunk],
                    [answer.place.suffix for answer in chunk],
                    [answer.state for answer in chunk],
                ],
            )
