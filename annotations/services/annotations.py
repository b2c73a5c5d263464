"""Making, changing and deleting annotations."""

from uuid import UUID

from django.contrib.auth.models import User
from django.db import IntegrityError, transaction
from django.utils import timezone

from annotations.core.anchors import Anchor
from annotations.models import Annotation, Project
from annotations.services.contents import Content, checked, says
from annotations.services.edits import touched
from annotations.services.errors import (
    EditConflict,
    StaleVersion,
    SubmittedBefore,
    SubmittedElsewhere,
    explained,
)
from annotations.services.places import anchored, place_in
from annotations.services.projects import add_article
from annotations.services.texts import hold_present
from articles.models import TextVersion

__all__ = ["Content", "create", "delete", "restore", "update"]


def create(
    *,
    project: Project,
    version: TextVersion,
    start: int,
    end: int,
    content: Content,
    by: User,
    idempotency_key: UUID | None = None,
) -> tuple[Annotation, bool]:
    """Annotate `[start, end)`, code points of the version's body, less the white space at its ends.

    The article joins the project. The same key of the same person makes one row: later calls that
    say the same return the first one's, and False for "it is new". Raises SubmittedBefore when they
    say something else, or when that row is deleted; StaleVersion when `version` is not the
    article's present one, SpanOutsideText, InvalidContent, ForeignReferent, SubmittedElsewhere.
    """
    try:
        made = _create(
            project=project,
            version=version,
            start=start,
            end=end,
            content=content,
            by=by,
            idempotency_key=idempotency_key,
        )
    except (IntegrityError, StaleVersion) as error:
        # Few forms are sent twice: what was made before is looked for when something is in the way.
        submitted = _submitted(project, by, idempotency_key)
        if submitted is None:
            if isinstance(error, IntegrityError):
                raise explained(error) from error
            raise
        place = place_in(version.body, start, end)
        return _sent_again(submitted, version, place, content), False
    return made, True


@transaction.atomic
def _create(
    *,
    project: Project,
    version: TextVersion,
    start: int,
    end: int,
    content: Content,
    by: User,
    idempotency_key: UUID | None,
) -> Annotation:
    place = place_in(version.body, start, end)
    fields = checked(content, project)
    hold_present(version)
    annotation = Annotation(
        project=project,
        version=version,
        **anchored(place),
        **fields,
        created_by=by,
        updated_by=by,
        idempotency_key=idempotency_key,
    )
    annotation.save(force_insert=True)
    add_article(project_id=project.pk, article_id=version.article_id, by=by)
    return annotation


def update(*, annotation: Annotation, content: Content, revision: int, by: User) -> Annotation:
    """Replace what an annotation says of its passage.

    `revision` is the one the change started from. Fields that the new kind does not have become
    empty. Raises EditConflict when the row was changed or deleted since, InvalidContent,
    ForeignReferent.
    """
    fields = checked(content, annotation.project)
    try:
        with transaction.atomic():
            changed = Annotation.objects.present().filter(pk=annotation.pk, revision=revision)
            if not changed.update(**fields, **touched(by)):
                raise EditConflict(_present(annotation))
            return _present(annotation)
    except IntegrityError as error:
        raise explained(error) from error


@transaction.atomic
def delete(*, annotation: Annotation, revision: int, by: User) -> Annotation:
    """Mark an annotation as deleted; one that is already stays as it is. Returns it as it is now.

    Raises EditConflict when it was changed since `revision`.
    """
    seen = Annotation.objects.present().filter(pk=annotation.pk, revision=revision)
    deleted = seen.update(deleted_at=timezone.now(), deleted_by=by, **touched(by))
    present = _present(annotation)
    if not deleted and present.deleted_at is None:
        raise EditConflict(present)
    return present


@transaction.atomic
def restore(*, annotation: Annotation, revision: int, by: User) -> Annotation:
    """Take a deletion back; what is not deleted stays as it is. Returns it as it is now.

    `revision` is that of the deleted state. Raises EditConflict when it was restored, changed and
    deleted again since.
    """
    seen = Annotation.objects.filter(pk=annotation.pk, revision=revision, deleted_at__isnull=False)
    restored = seen.update(deleted_at=None, deleted_by=None, **touched(by))
    present = _present(annotation)
    if not restored and present.deleted_at is not None:
        raise EditConflict(present)
    add_article(project_id=present.project_id, article_id=present.version.article_id, by=by)
    return present


def _submitted(project: Project, by: User, key: UUID | None) -> Annotation | None:
    if key is None:
        return None
    found = Annotation.objects.filter(created_by=by, idempotency_key=key).first()
    if found is None:
        return None
    if found.project_id != project.pk:
        raise SubmittedElsewhere
    return _present(found)


def _sent_again(
    made: Annotation, version: TextVersion, place: Anchor, content: Content
) -> Annotation:
    """`made`, if it is what a repeated submission asks for. Raises SubmittedBefore.

    A revision of the article may have moved it to another text; its quote stays.
    """
    same_text = made.version_id == version.pk
    same_place = made.quote == place.quote and (not same_text or made.start == place.start)
    if made.deleted_at or not same_place or not says(made, checked(content, made.project)):
        raise SubmittedBefore(made)
    return made


def _present(annotation: Annotation) -> Annotation:
    present = Annotation.objects.with_referents().get(pk=annotation.pk)
    present.project = annotation.project
    if present.version_id == annotation.version_id:
        present.version = annotation.version
    return present
