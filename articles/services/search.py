"""Search entries: written when a text is new or its title or language changes."""

import logging
import re
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
LONGEST_TITLE = 10_000
# Characters whose vector stays below PostgreSQL's limit, whatever they are.
SURELY_FITS = 50_000
_NUMBER = re.compile(r"\d+")
# A vector's words come thicker in the beginning of a text than in all of it.
_SHRINK = 0.75


@transaction.atomic(savepoint=False)
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
    while len(part) > SURELY_FITS:
        try:
            with transaction.atomic():
                _insert(article, part)
            break
        except OperationalError as error:
            if not isinstance(error.__cause__, ProgramLimitExceeded):
                raise
            part = _beginning(part, error.__cause__)
    else:
        _insert(article, part)
    if len(part) < len(body):
        logger.warning(
            "Article %s: only the first %s of %s characters can be searched.",
            article.pk,
            len(part),
            len(body),
        )


def _insert(article: Article, body: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            _WRITE,
            {
                "article": article.pk,
                "configuration": search_configuration(article.language),
                "title": article.title[:LONGEST_TITLE],
                "body": body,
            },
        )


def _beginning(text: str, refusal: ProgramLimitExceeded) -> str:
    """A beginning of a refused text that may fit, up to the end of a word.

    The refusal says how many bytes the vector needs and how many it may have. New words become
    rarer as a text goes on, so a part of it needs more than its share: longer ones can't fit.
    """
    bytes_ = [int(number) for number in _NUMBER.findall(refusal.diag.message_primary or "")]
    share = bytes_[1] / bytes_[0] if len(bytes_) == 2 and 0 < bytes_[1] < bytes_[0] else 0.5
    end = int(len(text) * share * _SHRINK)
    space = text.rfind(" ", 0, end)
    return text[: space if space > 0 else end]
