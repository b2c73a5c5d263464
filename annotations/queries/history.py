"""The states an annotation has been in, oldest first."""

from dataclasses import dataclass
from datetime import datetime

from django.apps import apps
from django.contrib.auth.models import User

from annotations.models import Annotation
from annotations.queries.referents import attach, attach_referents
from articles.models import TextVersion


@dataclass(frozen=True, slots=True)
class AnnotationState:
    """An annotation as somebody left it.

    `annotation` has the fields of that time and what they name as it is now; what was removed since
    is empty. It must not be saved. `by` is None for what the software did itself, `version_number`
    for a text that was taken back.
    """

    annotation: Annotation
    by: User | None
    at: datetime
    is_present: bool
    version_number: int | None


def annotation_history(annotation: Annotation) -> tuple[AnnotationState, ...]:
    """Every state of the annotation in order, the present one last. At most 7 queries.

    Triggers record them, so changes made in bulk or by SQL are there, too; these name whoever the
    row said had changed it last.
    """
    events = apps.get_model("annotations", "AnnotationEvent")._default_manager
    attributes = [field.attname for field in Annotation._meta.concrete_fields]
    past = [
        Annotation(**values)
        for values in events.filter(pgh_obj=annotation.pk).order_by("pgh_id").values(*attributes)
    ]
    states = [*past, Annotation.objects.get(pk=annotation.pk)]
    attach_referents(states, project=annotation.project)
    versions = TextVersion.objects.defer("body", "blocks").in_bulk(
        {state.version_id for state in states}
    )
    attach(states, versions, "version")
    return tuple(
        AnnotationState(
            annotation=state,
            by=state.updated_by,
            at=state.updated_at,
            is_present=number == len(states),
            version_number=versions[state.version_id].number
            if state.version_id in versions
            else None,
        )
        for number, state in enumerate(states, start=1)
    )
