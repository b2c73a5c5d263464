"""Conditional writes: a change is made to the state it was meant for, or not at all."""

from typing import Any, TypeVar

from django.contrib.auth.models import User
from django.db.models import F
from django.utils import timezone

from annotations.models.edited import Edited
from annotations.services.errors import EditConflict

Row = TypeVar("Row", bound=Edited)


def change(row: Row, *, revision: int, by: User, **fields: Any) -> Row:
    """Set `fields` of `row` if it still has that revision; returns it as it is then.

    Raises EditConflict with the present row when somebody changed it meanwhile.
    """
    present = type(row)._default_manager.filter(pk=row.pk)
    if not present.filter(revision=revision).update(**fields, **touched(by)):
        raise EditConflict(present.get())
    return present.get()


def touched(by: User | None) -> dict[str, Any]:
    """What every change of an edited row sets besides: QuerySet.update skips auto_now fields."""
    return {"revision": F("revision") + 1, "updated_by": by, "updated_at": timezone.now()}
