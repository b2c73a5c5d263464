"""Fingerprints of articles' present texts, by which similar ones are found."""

from collections.abc import Iterable, Sequence
from itertools import islice

from django.db import connection, transaction

from articles.core.minhash import bands, signature
from articles.models import Article, Fingerprint
from articles.services.copying import copy

CHUNK = 1_000

_WRITE = """
    INSERT INTO articles_fingerprint (article_id, signature, bands)
    SELECT article, signature, bands::int[]
    FROM unnest(%s::bigint[], %s::bytea[], %s::text[]) AS written (article, signature, bands)
    ON CONFLICT (article_id) DO UPDATE
    SET signature = excluded.signature, bands = excluded.bands
"""


@transaction.atomic(savepoint=False)
def write(rows: Iterable[tuple[int, bytes]]) -> int:
    """Write the fingerprints of articles, given by key and signature; how many.

    One statement for 1,000. An empty signature, of a text without words, leaves the article
    without one. A text's signature is `minhash.signature(body)`, which any process can make.
    """
    count = 0
    waiting = iter(rows)
    while chunk := list(islice(waiting, CHUNK)):
        count += _write(chunk)
    return count


def write_new(articles: Iterable[tuple[int, bytes]]) -> None:
    """As `write`, of articles that have no fingerprint and that nobody else knows of; quicker."""
    copy(
        [
            Fingerprint(article_id=pk, signature=made, bands=bands(made))
            for pk, made in articles
            if made
        ]
    )


def write_missing() -> int:
    """Give each article that has words and no fingerprint one; how many."""
    without = Article.objects.filter(fingerprint__isnull=True, current_version__isnull=False)
    bodies = without.order_by("pk").values_list("pk", "current_version__body")
    return write((pk, signature(body)) for pk, body in bodies.iterator(chunk_size=100))


def _write(chunk: Sequence[tuple[int, bytes]]) -> int:
    if empty := [pk for pk, made in chunk if not made]:
        Fingerprint.objects.filter(article__in=empty).delete()
    # The last one counts where an article is given twice: a statement changes a row only once.
    filled = {pk: made for pk, made in chunk if made}
    if filled:
        literals = ["{" + ",".join(map(str, bands(made))) + "}" for made in filled.values()]
        with connection.cursor() as cursor:
            cursor.execute(_WRITE, [list(filled), list(filled.values()), literals])
    return len(filled)
