"""How past states are kept: one decorator for every model whose rows people change."""

from collections.abc import Callable
from typing import Any, TypeVar, cast

import pghistory
from django.db import models

M = TypeVar("M", bound=type[models.Model])


def keeps_history() -> Callable[[M], M]:
    """Record the state of a row before each change and before its deletion, by trigger.

    The present state is the row itself and the past ones are its events, so creating a row writes
    nothing twice, and bulk updates and plain SQL are recorded like everything else.

    An event of a change made inside `pghistory.context(user=…)` says who made it in `pgh_context`;
    rows that carry `updated_by` say so themselves, and their changes are made outside of one.
    """
    decorator: Callable[[M], M] = pghistory.track(
        pghistory.UpdateEvent("changed", row=pghistory.Old),
        pghistory.DeleteEvent("deleted", row=pghistory.Old),
        context_field=pghistory.ContextJSONField(),
        # None leaves the column out, which the declared type does not say.
        context_id_field=cast(Any, None),
    )
    return decorator
