"""What editors said of the columns of tables and records."""

from django.conf import settings
from django.db import models

from articles.models.sources import Source


class RememberedMapping(models.Model):
    """Which column means what, as an editor confirmed it for tables with the same columns.

    One for each source, and one for files whose records name their own sources.
    """

    source = models.ForeignKey(
        Source, on_delete=models.CASCADE, null=True, related_name="remembered_mappings"
    )
    signature = models.CharField(
        max_length=64, help_text="Of the format and the names of the columns."
    )
    mapping = models.JSONField(help_text="Field of an article → column.")
    date_order = models.CharField(
        max_length=3,
        blank=True,
        help_text="dmy or mdy, as an editor said it; read so where a file does not tell it.",
    )
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    confirmed_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["source", "signature"],
                name="mapping_remembered_once",
                nulls_distinct=False,
            )
        ]

    def __str__(self) -> str:
        return ", ".join(f"{field} ← {column}" for field, column in self.mapping.items())
