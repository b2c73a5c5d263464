"""Why a change is refused. Each message is written for the person who asked for the change."""

import re
from collections.abc import Mapping

from django.db import IntegrityError
from psycopg.errors import ForeignKeyViolation

from annotations.models import Annotation, Claim, Entity, Label
from annotations.models.edited import Edited
from articles.models import TextVersion


class Refused(Exception):
    """A change that cannot be made; the message says why and what to do."""


class EditConflict(Refused):
    """The row was changed by somebody since it was read. `present` is the row as it is now."""

    def __init__(self, present: Edited) -> None:
        super().__init__("Somebody changed this since you opened it. Nothing was overwritten.")
        self.present = present


class StaleVersion(Refused):
    """The text was marked in a version that is no longer the article's current one."""

    def __init__(self, version: TextVersion, current: TextVersion) -> None:
        super().__init__(
            f"The article's text has changed: you marked version {version.number}, "
            f"the present one is {current.number}. Mark the passage again there."
        )
        self.version = version
        self.current = current


class ArticleGone(Refused):
    """The article of the text was deleted since the text was opened."""

    def __init__(self) -> None:
        super().__init__("The article is gone: somebody deleted it meanwhile. Nothing was saved.")


class ForeignReferent(Refused):
    """Something that belongs to another project was named."""


class InvalidContent(Refused):
    """What was entered breaks a rule. `errors` has one message for each field."""

    def __init__(self, errors: Mapping[str, str]) -> None:
        super().__init__(" ".join(errors.values()))
        self.errors = dict(errors)


class SubmittedElsewhere(Refused):
    """The idempotency key already made a row of another project."""

    def __init__(self) -> None:
        super().__init__("This form was already used in another project. Open it again.")


class SubmittedBefore(Refused):
    """The idempotency key made `made`, which says something else or is deleted by now."""

    def __init__(self, made: Annotation) -> None:
        what = "deleted since" if made.deleted_at else "kept"
        super().__init__(
            f"This form was saved before, and the annotation that it made is {what}. "
            "What you entered now is below: save it to make another annotation."
        )
        self.made = made


class NameTaken(Refused):
    """The name belongs to another entity or label of the project: `holder`."""

    def __init__(self, holder: Entity | Label) -> None:
        super().__init__(f"“{holder.name}” exists already. Use that one or choose another name.")
        self.holder = holder


class ShortcutTaken(Refused):
    """The shortcut belongs to another label of the project: `holder`."""

    def __init__(self, holder: Label) -> None:
        super().__init__(f"The key {holder.shortcut} already marks “{holder.name}”.")
        self.holder = holder


class NotMerged(Refused):
    """An entity or a claim that is not merged cannot be unmerged."""

    def __init__(self, row: Entity | Claim) -> None:
        super().__init__(f"“{row}” is not merged into another.")


class LabelInUse(Refused):
    """A label that annotations carry cannot be deleted; `count` includes `deleted` ones."""

    def __init__(self, label: Label, *, count: int, deleted: int) -> None:
        annotations = "1 annotation carries" if count == 1 else f"{count} annotations carry"
        if deleted == count:
            annotations = annotations.replace("annotation", "deleted annotation")
        elif deleted:
            annotations = annotations.replace(" carry", f" ({deleted} deleted) carry")
        super().__init__(f"{annotations} the label “{label.name}”, so it cannot be deleted.")
        self.count = count
        self.deleted = deleted


class ArticleInUse(Refused):
    """An article that a project has worked on cannot be removed from it."""

    def __init__(self, *, annotations: int, absences: int) -> None:
        super().__init__(
            f"The project has {annotations} annotations and {absences} checked absences in this "
            "article. Delete those first."
        )
        self.annotations = annotations
        self.absences = absences


class NothingToConfirm(Refused):
    """An orphan was to be confirmed: no text has it."""

    def __init__(self) -> None:
        super().__init__("Its text is gone, so there is nothing to confirm. Re-attach it instead.")


class NothingInDoubt(Refused):
    """The passage of an annotation that stands where somebody put it was said to be gone."""

    def __init__(self) -> None:
        super().__init__("It stands where somebody put it. Move it, or delete it.")


class NothingSaid(Refused):
    """What was said of where an annotation stands was to be taken back, and nothing was."""

    def __init__(self) -> None:
        super().__init__("Nobody has just said where it stands, so there is nothing to take back.")


class NoEarlierPlace(Refused):
    """Its passage is said to be gone, and no earlier text is known that has it."""

    def __init__(self) -> None:
        super().__init__(
            "Nobody knows any more where it stood before, so it cannot be kept without a passage. "
            "Move it, or delete it."
        )


class OtherArticle(Refused):
    """An annotation was to be put on another article's text."""

    def __init__(self) -> None:
        super().__init__("An annotation stays with its article. Make a new one there.")


class LastManager(Refused):
    """A project keeps at least one manager."""

    def __init__(self) -> None:
        super().__init__("This is the project's last manager. Make somebody else a manager first.")


def broken_constraint(error: IntegrityError) -> str:
    """The name of the database constraint that `error` is about; empty when it names none."""
    diagnosis = getattr(error.__cause__, "diag", None)
    return getattr(diagnosis, "constraint_name", None) or ""


def explained(error: IntegrityError) -> Exception:
    """ForeignReferent when `error` says that something named is gone; else `error` itself."""
    cause = error.__cause__
    if not isinstance(cause, ForeignKeyViolation):
        return error
    column = re.search(r"\((?:target_)?(\w+?)_id\)", cause.diag.message_detail or "")
    what = f"The {column[1]}" if column else "Something that this names"
    return ForeignReferent(f"{what} was deleted meanwhile. Choose again.")
