"""How many wrong passwords close the door: for one name from one address, and for each of both."""

from typing import Any

from axes.handlers.database import AxesDatabaseHandler
from django.conf import settings
from django.db.models import Sum
from django.http import HttpRequest


class LimitsHandler(AxesDatabaseHandler):  # type: ignore[misc]
    """Axes, which knows one limit, with a limit for each of AXES_LOCKOUT_PARAMETERS."""

    def get_failures(self, request: HttpRequest, credentials: dict[str, Any] | None = None) -> int:
        """The failures of the last minutes, scaled so that AXES_FAILURE_LIMIT is each limit."""
        attempts = self.get_user_attempts(request, credentials)
        return max(
            (matching.aggregate(sum=Sum("failures_since_start"))["sum"] or 0)
            * settings.AXES_FAILURE_LIMIT
            // limit
            for matching, limit in zip(attempts, settings.SIGN_IN_FAILURE_LIMITS, strict=True)
        )

    def reset_user_attempts(
        self, request: HttpRequest, credentials: dict[str, Any] | None = None
    ) -> int:
        """Forget, after a sign-in, the failures of its name from its address, and no others.

        Whoever has an account could otherwise try other people's without end.
        """
        name_from_address, *_ = self.filter_user_attempts(request, credentials)
        count, _ = name_from_address.delete()
        return int(count)
