"""Search entries: written when a text is new or its title or language changes."""

import logging
from collections.abc import Iterable

from django.db import OperationalError, connection, transaction
from psycopg.errors import ProgramLimitExceeded

from articles.core.languages import search_configuration
from articles.models import Article

logger = logging.getLogger(__name__)

_WRITE = """
    INSERT INTO articles_searchentry (article_id, configuration, vector)
    VALUES (
        %(article)s,
        %(configuration)s,
        setweight(to_tsvector(%(configuration)s::regconfig, %(title)s), 'A')
        || setweight(to_tsvector(%(configuration)s::regconfig, %(body)s), 'D')
    )
    ON CONFLICT (article_id) DO UPDATE
    SET configuration = excluded.configuration, vector = excluded.vector
"""
# A longer title is a mistake, and must not keep the body from being found.
_TITLE = 10_000


@transaction.atomic
def index(articles: Iterable[Article]) -> int:
    """Write the search entry of each article from its title and present text; how many.

    PostgreSQL refuses vectors above 1 MB. Of a text whose words need more, the beginning that
    fits is indexed, and that is logged.
    """
    count = 0
    for article in articles:
        if article.current_version is None:
            continue
        _write(article, article.current_version.body)
        count += 1
    return count


def _write(article: Article, body: str) -> None:
    part = body
    while True:
        try:
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(
                    _WRITE,
                    {
                        "article": article.pk,
                        "configuration": search_configuration(article.language),
                        "title": article.title[:_TITLE],
                        "body": part,
                    },
                )
        except OperationalError as error:
            if not isinstance(error.__cause__, ProgramLimitExceeded) or not part:
                raise
            half = len(part) // 2
            part = part[: part.rfind(" ", 0, half) if " " in part[:half] else half]
            continue
        if len(part) < len(body):
            logger.warning(
                "Article %s: only the first %s of %s characters can be searched.",
                article.pk,
                len(part),
                len(body),
            )
        return
