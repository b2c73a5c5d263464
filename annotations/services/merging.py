"""Merging and unmerging, the same for entities and claims.

Nothing is moved: a merged row keeps its mentions and names, and `merged_into` says where to look.
Both functions must run in a transaction; one merge at a time runs in a project.
"""

from collections import defaultdict
from collections.abc import Collection, Sequence
from typing import TypeVar

from django.contrib.auth.models import User
from django.db.models import F
from django.db.models.functions import Coalesce

from annotations.models import Claim, Entity, Project
from annotations.services.edits import touched
from annotations.services.errors import ForeignReferent, NotMerged

Mergeable = TypeVar("Mergeable", Entity, Claim)


def merge(*, into: Mergeable, absorbed: Sequence[Mergeable], by: User) -> Mergeable:
    """Merge `absorbed` into the canonical row of `into`, and return that one.

    What was merged into one of `absorbed` comes along and remembers with which one it came. For a
    row that is merged already its canonical row is taken. Raises ForeignReferent when the rows are
    not all of one project.
    """
    model = type(into)
    if any(row.project_id != into.project_id for row in absorbed):
        raise ForeignReferent("Only what belongs to the same project can be merged.")
    _one_at_a_time(into.project_id)
    canonical = {
        row.pk: row.merged_into_id or row.pk
        for row in model._default_manager.filter(pk__in=[into.pk, *(row.pk for row in absorbed)])
    }
    root = canonical[into.pk]
    moving = set(canonical.values()) - {root}
    came_with = Coalesce(F("merged_through"), F("merged_into"))
    followers = model._default_manager.filter(merged_into__in=moving)
    followers.update(merged_into=root, merged_through=came_with, **touched(by))
    _move(model, moving, by, merged_into=root)
    return model._default_manager.get(pk=root)


def unmerge(*, row: Mergeable, by: User) -> Mergeable:
    """Take `row` out of what it was merged into, with whatever came along with it.

    Afterwards all is as before the merge. Raises NotMerged.
    """
    model = type(row)
    _one_at_a_time(row.project_id)
    row = model._default_manager.get(pk=row.pk)
    if row.merged_into_id is None:
        raise NotMerged(row)
    _move(model, [row.pk], by, merged_into=None, merged_through=None)
    came_with = defaultdict(list)
    for other in model._default_manager.filter(merged_into=row.merged_into_id):
        came_with[other.merged_through_id].append(other.pk)
    direct = came_with[row.pk]
    _move(model, direct, by, merged_into=row.pk, merged_through=None)
    further = [pk for each in direct for pk in came_with[each]]
    while further:
        _move(model, further, by, merged_into=row.pk)
        further = [pk for each in further for pk in came_with[each]]
    return model._default_manager.get(pk=row.pk)


def _move(model: type[Mergeable], pks: Collection[int], by: User, **merged: int | None) -> None:
    model._default_manager.filter(pk__in=pks).update(**merged, **touched(by))


def _one_at_a_time(project: int) -> None:
    Project.objects.select_for_update(no_key=True).only("pk").get(pk=project)
