"""Who acts, as the history of what is changed names them."""

from contextlib import AbstractContextManager, nullcontext

import pghistory
from django.contrib.auth.models import User


def acting(by: User | None) -> AbstractContextManager[object]:
    """Name `by` in the history of what is changed or deleted inside; None names nobody.

    PostgreSQL keeps the name until the transaction ends, in which nobody else acts.
    """
    if by is None:
        return nullcontext()
    context: AbstractContextManager[object] = pghistory.context(user=by.pk)
    return context
