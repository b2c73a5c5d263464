"""Annotations whose text was revised: what they quoted before, and which wait for somebody."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.apps import apps
from django.db.models import Count

from annotations.models import AnchorState, Annotation, AnnotationQuerySet, Project

UNSETTLED = (AnchorState.CHANGED, AnchorState.MOVED, AnchorState.ORPHANED)
"""States that ask somebody to look."""


@dataclass(frozen=True, slots=True)
class Unsettled:
    """How many annotations of a project are in each state that asks somebody to look."""

    changed: int = 0
    moved: int = 0
    orphaned: int = 0

    def __bool__(self) -> bool:
        return bool(self.changed or self.moved or self.orphaned)


def unsettled(project: Project, *, state: str = "", by: int | None = None) -> AnnotationQuerySet:
    """The annotations that somebody has to look at: in one state, or of one person."""
    found = Annotation.objects.present().filter(project=project)
    found = found.filter(state__in=[state] if state else UNSETTLED)
    return found if by is None else found.filter(created_by=by)


def count_unsettled(project: Project, *, by: int | None = None) -> Unsettled:
    """One query."""
    counts = unsettled(project, by=by).order_by().values_list("state").annotate(Count("id"))
    return Unsettled(**dict(counts))


def quotes_before(annotations: Iterable[Annotation]) -> dict[int, str]:
    """What changed annotations quoted when somebody marked or confirmed them last.

    By primary key. One query; none where nothing is changed.
    """
    changed = [row.pk for row in annotations if row.state == AnchorState.CHANGED]
    if not changed:
        return {}
    events = apps.get_model("annotations", "AnnotationEvent")._default_manager
    agreed = (
        events.filter(pgh_obj__in=changed, state=AnchorState.EXACT)
        .order_by("pgh_obj_id", "-pgh_id")
        .distinct("pgh_obj_id")
    )
    return dict(agreed.values_list("pgh_obj_id", "quote"))
