"""What was published: sources, articles with their text versions, and how they were imported."""

from articles.models.articles import Article, ArticleQuerySet, DatePrecision, Story, TextVersion
from articles.models.imports import ImportBatch, ImportFile, ImportItem
from articles.models.likeness import Fingerprint, Sighting
from articles.models.mappings import RememberedMapping
from articles.models.search import SearchEntry
from articles.models.sources import KnownLine, Source, SourceName

__all__ = [
    "Article",
    "ArticleQuerySet",
    "DatePrecision",
    "Fingerprint",
    "ImportBatch",
    "ImportFile",
    "ImportItem",
    "KnownLine",
    "RememberedMapping",
    "SearchEntry",
    "Sighting",
    "Source",
    "SourceName",
    "Story",
    "TextVersion",
]
