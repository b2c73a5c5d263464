"""Annotations whose text was revised: what they quoted before, and which wait for somebody."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db.models import Count, Exists, F, OuterRef, QuerySet

from annotations.core.anchors import Anchor
from annotations.models import AnchorState, Annotation, AnnotationQuerySet, Project
from articles.models import TextVersion

UNSETTLED = (AnchorState.CHANGED, AnchorState.MOVED, AnchorState.ORPHANED)
"""States that ask somebody to look."""
IN_DOUBT = (AnchorState.MOVED, AnchorState.CHANGED)
"""States in which an annotation stands on a passage that somebody has to confirm."""


@dataclass(frozen=True, slots=True)
class Unsettled:
    """How many annotations of a project are in each state that asks somebody to look."""

    changed: int = 0
    moved: int = 0
    orphaned: int = 0

    @property
    def total(self) -> int:
        return self.changed + self.moved + self.orphaned

    def __bool__(self) -> bool:
        return bool(self.total)


@dataclass(frozen=True, slots=True)
class EarlierPlace:
    """A passage `[start, end)`, in code points, of a text."""

    version: TextVersion
    start: int
    end: int


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
    agreed = _last(_agreed().filter(pgh_obj__in=changed))
    return dict(agreed.values_list("pgh_obj_id", "quote"))


def agreed_place(annotation: Annotation) -> EarlierPlace | None:
    """Where somebody marked or confirmed an annotation last; two queries.

    None where its history does not say, or not with a text that is still there.
    """
    agreed = _last(_agreed().filter(pgh_obj=annotation.pk))
    found = agreed.values_list("version_id", "start", "end").first()
    version = TextVersion.objects.filter(pk=found[0]).first() if found else None
    return EarlierPlace(version, found[1], found[2]) if found and version else None


def as_it_was(annotation: Annotation, revision: int) -> Annotation | None:
    """An annotation as its history has it at an earlier revision; one query."""
    columns = [field.attname for field in Annotation._meta.concrete_fields]
    past = _events().filter(pgh_obj=annotation.pk, revision=revision).order_by("-pgh_id")
    found = past.values(*columns).first()
    return Annotation(**found) if found else None


def states_before_orphaned(orphans: Iterable[Annotation], version: TextVersion) -> dict[int, str]:
    """In which state orphans that stand on `version` were there before, by primary key; one query.

    Those whose history does not say are left out.
    """
    there = _events().filter(pgh_obj__in=[row.pk for row in orphans], version=version.pk)
    before = _last(there.exclude(state=AnchorState.ORPHANED))
    return dict(before.values_list("pgh_obj_id", "state"))


def orphaned_on(version: TextVersion, annotations: Iterable[Annotation]) -> set[int]:
    """The keys of the orphans that stood on `version` until somebody said they are gone; one query.

    Those that `version` itself has left without a text never stood on it.
    """
    orphans = [row.pk for row in annotations if row.state == AnchorState.ORPHANED]
    stood = _last(_events().filter(pgh_obj__in=orphans).exclude(state=AnchorState.ORPHANED))
    return {pk for pk, on in stood.values_list("pgh_obj_id", "version_id") if on == version.pk}


def places_before(
    annotations: Iterable[Annotation], version: TextVersion
) -> dict[int, tuple[int, str, Anchor]]:
    """Where annotations stood before they were on `version`: the text's key, the state, the anchor.

    By primary key; those that were made on `version` are left out. One query.
    """
    been_there = _events().filter(
        pgh_obj=OuterRef("pgh_obj"), version=version.pk, pgh_id__lt=OuterRef("pgh_id")
    )
    elsewhere = _events().filter(~Exists(been_there), pgh_obj__in=[row.pk for row in annotations])
    elsewhere = elsewhere.exclude(version=version.pk).filter(
        version__in=TextVersion.objects.filter(article=version.article_id).values("pk")
    )
    columns = ("pgh_obj_id", "version_id", "state", "start", "end", "quote", "prefix", "suffix")
    return {
        pk: (version_id, state, Anchor(*place))
        for pk, version_id, state, *place in _last(elsewhere).values_list(*columns)
    }


def _agreed() -> QuerySet[Any]:
    """Where annotations that are in doubt stood by what somebody said.

    Whoever confirmed one on the text on which it is in doubt now has taken that back.
    """
    return _events().filter(state=AnchorState.EXACT).exclude(version=F("pgh_obj__version"))


def _events() -> QuerySet[Any]:
    events: QuerySet[Any] = apps.get_model("annotations", "AnnotationEvent")._default_manager.all()
    return events


def _last(events: QuerySet[Any]) -> QuerySet[Any]:
    """Of each annotation the last of these."""
    return events.order_by("pgh_obj_id", "-pgh_id").distinct("pgh_obj_id")
