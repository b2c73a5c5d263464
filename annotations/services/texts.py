"""The text that somebody worked on is still the article's present one."""

from annotations.services.errors import ArticleGone, StaleVersion
from articles.models import Article, TextVersion


def hold_present(version: TextVersion) -> None:
    """Make sure that `version` is its article's present text, and stays so until the commit.

    The lock is shared: people who work on one article do not wait for each other, and a revision of
    the article waits for them. Raises StaleVersion, ArticleGone.
    """
    found = Article.objects.raw(
        "SELECT id, current_version_id FROM articles_article WHERE id = %s FOR SHARE",
        [version.article_id],
    )
    article = next(iter(found), None)
    if article is None:
        raise ArticleGone
    if article.current_version_id != version.pk:
        current = TextVersion.objects.get(article=article, pk=article.current_version_id or 0)
        raise StaleVersion(version, current)
