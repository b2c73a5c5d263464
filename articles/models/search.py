"""What the archive's full-text search looks at."""

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models

from articles.models.articles import Article


class SearchEntry(models.Model):
    """The search vector of an article's title and present text.

    A row of its own, so that text can be read before it can be searched, and so that indexing again
    rewrites no article.
    """

    article = models.OneToOneField(
        Article, on_delete=models.CASCADE, primary_key=True, related_name="search_entry"
    )
    configuration = models.CharField(
        max_length=20, help_text="PostgreSQL text search configuration of the vector."
    )
    vector = SearchVectorField()

    class Meta:
        verbose_name_plural = "search entries"
        indexes = [
            GinIndex(fields=["vector"], name="search_entry_vector"),
            models.Index(fields=["configuration"], name="search_entry_by_configuration"),
        ]

    def __str__(self) -> str:
        return f"search entry of {self.article_id}"
