"""The codebook: a project's labels."""

from collections.abc import Sequence

from django.contrib.auth.models import User
from django.db import IntegrityError, transaction
from django.db.models import Max

from annotations.models import Annotation, Colour, Label, Project
from annotations.services.edits import change
from annotations.services.errors import (
    ForeignReferent,
    InvalidContent,
    LabelInUse,
    NameTaken,
    ShortcutTaken,
    broken_constraint,
)
from annotations.services.wording import chosen, one_line, optional, required
from articles.services.acting import acting

LONGEST_NAME = 80
SHORTCUTS = [*"123456789"]


def create_label(
    *,
    project: Project,
    name: str,
    by: User,
    colour: Colour | str = Colour.AMBER,
    shortcut: str = "",
    definition: str = "",
) -> Label:
    """Add a label at the end of the codebook.

    `shortcut` is a digit from 1 to 9 or empty. Raises NameTaken, ShortcutTaken, InvalidContent.
    """
    label = Label(
        project=project,
        name=required("name", one_line(name), longest=LONGEST_NAME),
        colour=chosen("colour", str(colour), Colour.values),
        shortcut=_shortcut(shortcut),
        definition=optional("definition", definition),
        created_by=by,
        updated_by=by,
    )
    try:
        with transaction.atomic():
            last = project.labels.aggregate(last=Max("position"))["last"]
            label.position = 0 if last is None else last + 1
            label.save(force_insert=True)
    except IntegrityError as error:
        raise _explained(error, label) from error
    return label


def update_label(
    *,
    label: Label,
    revision: int,
    by: User,
    name: str | None = None,
    colour: Colour | str | None = None,
    shortcut: str | None = None,
    definition: str | None = None,
) -> Label:
    """Change what is given; the rest stays. Returns the label as it is then.

    Raises EditConflict when `revision` is not the present one, NameTaken, ShortcutTaken,
    InvalidContent.
    """
    fields: dict[str, str] = {}
    if name is not None:
        fields["name"] = required("name", one_line(name), longest=LONGEST_NAME)
    if colour is not None:
        fields["colour"] = chosen("colour", str(colour), Colour.values)
    if shortcut is not None:
        fields["shortcut"] = _shortcut(shortcut)
    if definition is not None:
        fields["definition"] = optional("definition", definition)
    try:
        with transaction.atomic():
            return change(label, revision=revision, by=by, **fields)
    except IntegrityError as error:
        wanted = Label(
            pk=label.pk,
            project_id=label.project_id,
            name=fields.get("name", label.name),
            shortcut=fields.get("shortcut", label.shortcut),
        )
        raise _explained(error, wanted) from error


@transaction.atomic
def order_labels(*, project: Project, labels: Sequence[Label], by: User) -> None:
    """Put the labels in this order; those not named come after them, in their present order.

    The order is nothing that a label's form edits: revisions stay, so open forms can be saved.
    Raises ForeignReferent when one belongs to another project.
    """
    if any(label.project_id != project.pk for label in labels):
        raise ForeignReferent("A label of another project cannot be ordered here.")
    present = {label.pk: label for label in project.labels.select_for_update()}
    wanted = [label.pk for label in labels if label.pk in present]
    with acting(by):
        for position, pk in enumerate(dict.fromkeys([*wanted, *present])):
            if present[pk].position != position:
                Label.objects.filter(pk=pk).update(position=position)


def delete_label(*, label: Label, by: User) -> None:
    """Remove a label that nothing carries; its history stays. Raises LabelInUse with the count.

    Deleted annotations count: restoring one brings its label back.
    """
    _refuse_if_carried(label)
    try:
        with transaction.atomic(), acting(by):
            Label.objects.filter(pk=label.pk).delete()
    except IntegrityError:
        # An annotation was made with it in this moment.
        _refuse_if_carried(label)
        raise


def _refuse_if_carried(label: Label) -> None:
    carrying = Annotation.objects.filter(label=label.pk)
    if count := carrying.count():
        raise LabelInUse(label, count=count, deleted=count - carrying.present().count())


def _shortcut(shortcut: str) -> str:
    shortcut = shortcut.strip()
    if shortcut and shortcut not in SHORTCUTS:
        raise InvalidContent({"shortcut": "A shortcut is one digit from 1 to 9."})
    return shortcut


def _explained(error: IntegrityError, wanted: Label) -> Exception:
    others = Label.objects.filter(project=wanted.project_id).exclude(pk=wanted.pk)
    match broken_constraint(error):
        case "label_name_unique":
            holder = others.filter(name__iexact=wanted.name).first()
            return NameTaken(holder) if holder else error
        case "label_shortcut_unique":
            holder = others.filter(shortcut=wanted.shortcut).first()
            return ShortcutTaken(holder) if holder else error
    return error
