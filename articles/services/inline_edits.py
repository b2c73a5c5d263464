"""Fields of an import item, saved one by one as they are typed into a table."""

import datetime
from typing import Literal

from django.contrib.auth.models import User
from django.db import transaction

from articles.core.languages import UNDETERMINED
from articles.models import ImportItem
from articles.services import item_sources
from articles.services.errors import Refused
from articles.services.fields import Fields, change_fields
from articles.services.items import lock_staged

Name = Literal["title", "source", "published", "language"]
Value = str | tuple[datetime.date | None, str]
"""A date is its first day with the precision, a source its name, everything else a text."""


class Overtaken(Refused):
    """A field that somebody changed since it was shown; `present` is what it is now."""

    def __init__(self, present: ImportItem, entered: Value) -> None:
        super().__init__("Somebody changed this meanwhile.")
        self.present = present
        self.entered = entered


@transaction.atomic
def save_field(
    *, item: ImportItem, name: Name, entered: Value, shown: Value, by: User | None
) -> ImportItem:
    """Save one field of an item that was shown as `shown`.

    Raises Overtaken, and saves nothing, when it is neither that nor what was entered any more;
    NotStaged, and Refused for a name that can't be a source's.
    """
    present = lock_staged(item)
    now = value_of(present, name)
    if now == entered:
        return present
    if now != shown:
        raise Overtaken(present, entered)
    if name == "source":
        return item_sources.set_source(item=present, name=str(entered), by=by)
    return change_fields(item=present, fields=_columns(name, entered), by=by)


def value_of(item: ImportItem, name: Name) -> Value:
    """A field's value as it is compared."""
    if name == "source":
        return item.source.name if item.source else ""
    if name == "published":
        return item.published, item.published_precision
    # On one line, as a cell of a table has it.
    return " ".join(item.title.split()) if name == "title" else item.language or UNDETERMINED


def _columns(name: Name, entered: Value) -> Fields:
    if isinstance(entered, tuple):
        return Fields(published=entered[0], published_precision=entered[1])
    return Fields(title=entered) if name == "title" else Fields(language=entered)
