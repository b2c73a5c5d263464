"""What every row that several people may edit carries."""

from django.conf import settings
from django.db import models


class Edited(models.Model):
    """Who made a row and who changed it last, and the number of its present state.

    Every change adds one to `revision`. A write names the revision it started from; when that is
    not the present one, it is a conflict to show and never an overwrite.
    """

    revision = models.PositiveIntegerField(default=1)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        db_index=False,
        related_name="+",
        help_text="Empty for what the software itself created.",
    )
    created_at = models.DateTimeField(auto_now_add=True)
    updated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        db_index=False,
        related_name="+",
    )
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        abstract = True
