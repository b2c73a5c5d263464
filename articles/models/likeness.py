"""What tells that two texts are the same or nearly the same, and where else an article was seen."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex, HashIndex
from django.db import models

from articles.models.articles import Article, DatePrecision
from articles.models.sources import Source


class Fingerprint(models.Model):
    """The MinHash of an article's present text, by which similar texts are found.

    `bands` are hashes of parts of the signature: texts that share one are candidates, and the share
    of equal numbers in both signatures estimates how similar they are.
    """

    article = models.OneToOneField(
        Article, on_delete=models.CASCADE, primary_key=True, related_name="fingerprint"
    )
    signature = models.BinaryField(help_text="Unsigned numbers of 32 bits, little-endian.")
    bands = ArrayField(models.IntegerField())

    class Meta:
        # Looked into as often as it is written to: a list of pending entries, which each look would
        # read from end to end, makes it fifty times slower.
        indexes = [GinIndex(fields=["bands"], name="fingerprint_bands", fastupdate=False)]

    def __str__(self) -> str:
        return f"fingerprint of {self.article_id}"


class Sighting(models.Model):
    """The same text published elsewhere, or again: not an article of its own."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="sightings")
    source = models.ForeignKey(Source, on_delete=models.PROTECT, null=True, related_name="+")
    url = models.TextField(blank=True)
    external_id = models.CharField(max_length=200, blank=True)
    published = models.DateField(null=True)
    published_precision = models.CharField(max_length=8, choices=DatePrecision, blank=True)
    import_item = models.OneToOneField(
        "ImportItem", on_delete=models.CASCADE, related_name="sighting"
    )
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["published", "id"]
        indexes = [HashIndex(fields=["url"], name="sighting_by_url")]

    def __str__(self) -> str:
        return self.url or f"{self.source or 'unknown source'}, {self.published or 'no date'}"
