"""The editors' home: import, articles, sources, stories."""

from articles.admin.articles import ArticleAdmin
from articles.admin.imports import ImportBatchAdmin
from articles.admin.sources import SourceAdmin
from articles.admin.stories import StoryAdmin

__all__ = ["ArticleAdmin", "ImportBatchAdmin", "SourceAdmin", "StoryAdmin"]
