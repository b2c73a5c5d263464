"""What was published: sources, articles with their text versions, and how they were imported."""

from articles.models.articles import Article, ArticleQuerySet, DatePrecision, Story, TextVersion
from articles.models.imports import ImportBatch, ImportItem
from articles.models.search import SearchEntry
from articles.models.sources import Source, SourceName

__all__ = [
    "Article",
    "ArticleQuerySet",
    "DatePrecision",
    "ImportBatch",
    "ImportItem",
    "SearchEntry",
    "Source",
    "SourceName",
    "Story",
    "TextVersion",
]
