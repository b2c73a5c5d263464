"""The text that somebody worked on is still the article's present one."""

from django.db import connection

from annotations.services.errors import ArticleGone, StaleVersion
from articles.models import TextVersion


def hold_present(version: TextVersion) -> None:
    """Make sure that `version` is its article's present text, and stays so until the commit.

    The lock is shared: people who work on one article do not wait for each other, and a revision of
    the article waits for them. Raises StaleVersion, ArticleGone.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT current_version_id FROM articles_article WHERE id = %s FOR SHARE",
            [version.article_id],
        )
        found = cursor.fetchone()
    if found is None:
        raise ArticleGone
    (current,) = found
    if current != version.pk:
        raise StaleVersion(version, TextVersion.objects.get(pk=current or 0))
