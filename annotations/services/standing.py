"""People say where annotations stand since their articles were revised, and take that back."""

from django.contrib.auth.models import User
from django.db import transaction

from annotations.core.anchors import Anchor, anchor
from annotations.models import AnchorState, Annotation
from annotations.queries.anchor_states import IN_DOUBT, agreed_place, as_it_was
from annotations.services.edits import touched
from annotations.services.errors import (
    EditConflict,
    NoEarlierPlace,
    NothingInDoubt,
    NothingSaid,
    NothingToConfirm,
    OtherArticle,
)
from annotations.services.places import anchored, place_in
from annotations.services.texts import hold_present
from articles.models import TextVersion


@transaction.atomic
def confirm(*, annotation: Annotation, revision: int, by: User) -> Annotation:
    """Say that a moved or changed annotation is right where it stands: it is exact from now on.

    One that is exact there already stays as it is. Raises EditConflict when it was changed or
    deleted since `revision`, or stands elsewhere, and NothingToConfirm for an orphan, which stands
    nowhere.
    """
    seen = Annotation.objects.present().filter(pk=annotation.pk, revision=revision)
    confirmed = seen.filter(state__in=IN_DOUBT).update(state=AnchorState.EXACT, **touched(by))
    present = Annotation.objects.get(pk=annotation.pk)
    if confirmed:
        return present
    if present.deleted_at is None:
        if present.state == AnchorState.EXACT and _stood_there(present, revision):
            return present
        if present.state == AnchorState.ORPHANED and present.revision == revision:
            raise NothingToConfirm
    raise EditConflict(present)


@transaction.atomic
def reattach(
    *,
    annotation: Annotation,
    revision: int,
    version: TextVersion,
    start: int,
    end: int,
    by: User,
) -> Annotation:
    """Put an annotation on `[start, end)`, code points of its article's present text: it is exact.

    White space at the ends is left out. Raises SpanOutsideText, InvalidContent, OtherArticle,
    StaleVersion when `version` is not the present one, and EditConflict when the annotation was
    changed or deleted since `revision`.
    """
    place = place_in(version.body, start, end)
    if annotation.version.article_id != version.article_id:
        raise OtherArticle
    hold_present(version)
    seen = Annotation.objects.present().filter(pk=annotation.pk, revision=revision)
    moved = seen.update(version=version, **anchored(place), **touched(by))
    present = Annotation.objects.get(pk=annotation.pk)
    if not moved:
        raise EditConflict(present)
    return present


@transaction.atomic
def orphan(*, annotation: Annotation, revision: int, by: User) -> Annotation:
    """Say that the passage of a moved or changed annotation is gone from the present text.

    It stands again where somebody marked or confirmed it last. One that is an orphan already stays
    as it is. Raises EditConflict when it was changed or deleted since `revision`, NothingInDoubt
    for one that is exact, NoEarlierPlace when its history does not know where it stood.
    """
    before = agreed_place(annotation)
    seen = Annotation.objects.present().filter(pk=annotation.pk, revision=revision)
    doubted = seen.filter(state__in=IN_DOUBT)
    if before is None:
        orphaned = 0
    else:
        place = anchored(anchor(before.version.body, before.start, before.end))
        place["state"] = AnchorState.ORPHANED.value
        orphaned = doubted.update(version=before.version, **place, **touched(by))
    present = Annotation.objects.get(pk=annotation.pk)
    if present.deleted_at or (not orphaned and present.state != AnchorState.ORPHANED):
        if present.deleted_at or present.revision != revision:
            raise EditConflict(present)
        raise NothingInDoubt if present.state == AnchorState.EXACT else NoEarlierPlace
    return present


@transaction.atomic
def unsettle(*, annotation: Annotation, revision: int, by: User) -> Annotation:
    """Take back what was said last of where an annotation stands: it waits as it did before.

    One that waits so already stays as it is. Raises EditConflict when it was changed or deleted
    since `revision`, StaleVersion when its article has another text by now, NothingSaid when what
    was done last is nothing of this kind.
    """
    before = as_it_was(annotation, revision - 1)
    version = TextVersion.objects.filter(pk=before.version_id).first() if before else None
    if before is None or version is None or before.state not in IN_DOUBT:
        raise NothingSaid
    hold_present(version)
    place = anchored(Anchor(before.start, before.end, before.quote, before.prefix, before.suffix))
    place["state"] = before.state
    said = Annotation.objects.present().filter(pk=annotation.pk, revision=revision)
    said = said.exclude(state__in=IN_DOUBT)
    unsettled = said.update(version=version, **place, **touched(by))
    present = Annotation.objects.get(pk=annotation.pk)
    waits = present.state in IN_DOUBT and _stood_there(present, revision - 1)
    if present.deleted_at or not (unsettled or waits):
        raise EditConflict(present)
    return present


def _stood_there(present: Annotation, revision: int) -> bool:
    """Whether an annotation stands where it stood at that revision."""
    if present.revision == revision:
        return True
    seen = as_it_was(present, revision)
    return seen is not None and all(
        getattr(seen, name) == getattr(present, name) for name in ("version_id", "start", "end")
    )
