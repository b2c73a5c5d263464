"""What a text itself shows of its annotations: less than their cards do."""

from dataclasses import dataclass
from typing import Self

from django.db import connection

from annotations.models import Annotation, Project
from articles.models import TextVersion

# Written out, because each annotation that is saved asks it: Django takes longer to word it and to
# make annotations, entities and claims of the answer than all the rest of painting takes. With
# joins instead of subqueries, PostgreSQL reads all entities and claims.
_MARKS = """
    SELECT id, start, "end", kind, state,
           COALESCE(
               (SELECT colour FROM annotations_label WHERE id = annotation.label_id), ''
           ),
           (
               SELECT COALESCE(merged_into_id, id) FROM annotations_entity
               WHERE id = COALESCE(annotation.entity_id, annotation.target_entity_id)
           ),
           (
               SELECT COALESCE(merged_into_id, id) FROM annotations_claim
               WHERE id = COALESCE(annotation.claim_id, annotation.target_claim_id)
           )
    FROM annotations_annotation AS annotation
    WHERE project_id = %s AND version_id = %s AND deleted_at IS NULL AND start < %s AND "end" > %s
    ORDER BY start, "end" DESC, id
"""


@dataclass(frozen=True, slots=True)
class Mark:
    """An annotation as the text shows it. `id` is its primary key, `colour` its label's.

    `entity` and `claim` are the primary keys of what its words are about; of merged ones, of what
    they were merged into.
    """

    id: int
    start: int
    end: int
    kind: str
    state: str
    colour: str = ""
    entity: int | None = None
    claim: int | None = None

    @classmethod
    def of(cls, row: Annotation) -> Self:
        """The mark of an annotation whose label and referents are loaded."""
        # An id is looked at first: following an empty relation is what takes the time.
        label = row.label if row.label_id else None
        entity = claim = None
        if row.entity_id or row.target_entity_id:
            entity = row.entity or row.target_entity
        if row.claim_id or row.target_claim_id:
            claim = row.claim or row.target_claim
        return cls(
            id=row.id,
            start=row.start,
            end=row.end,
            kind=row.kind,
            state=row.state,
            colour=label.colour if label else "",
            entity=entity.canonical.id if entity else None,
            claim=claim.canonical.id if claim else None,
        )


def marks_in(*, project: Project, version: TextVersion, start: int, end: int) -> list[Mark]:
    """The marks that have a character of `[start, end)`, the outermost first; one query."""
    with connection.cursor() as cursor:
        cursor.execute(_MARKS, [project.pk, version.pk, end, start])
        return [Mark(*row) for row in cursor.fetchall()]
