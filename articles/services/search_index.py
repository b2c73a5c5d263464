"""Search entries of many articles at once, and the index over them.

Articles can be read before they can be searched. What has no entry yet gets one here, however
often and from wherever this is started: by the job that imported them, by the clock, by hand.
"""

import logging
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass

from django.conf import settings
from django.db import DatabaseError, OperationalError, connection, transaction
from django.db.models import F, Func, IntegerField, QuerySet
from django.db.models.functions import Mod

from articles.core.languages import search_configuration
from articles.models import Article, SearchEntry
from articles.services import search

log = logging.getLogger(__name__)

REBUILD_FROM = 5_000
"""From so many new entries on, if there are no more old ones, the index is built anew instead.

That takes two thirds of the time of adding them, and works with several processors."""

_INDEX = "search_entry_vector"
_PAGE = 2_000
_MOST = 16
_CHUNK = 200
_WRITE = """
    INSERT INTO articles_searchentry (article_id, configuration, vector)
    SELECT article.id, chosen.configuration,
           setweight(
               to_tsvector(chosen.configuration::regconfig, left(article.title, %(title)s)), 'A'
           )
           || setweight(to_tsvector(chosen.configuration::regconfig, version.body), 'D')
    FROM unnest(%(articles)s::bigint[], %(configurations)s::text[])
         AS chosen (article_id, configuration)
    JOIN articles_article article ON article.id = chosen.article_id
    JOIN articles_textversion version ON version.id = article.current_version_id
    ON CONFLICT (article_id) DO NOTHING
"""
_LOCK = 0x736561726368  # "search": nothing else locks this number
_BUILD_MEMORY = "256MB"
# Dropping waits for the searches that run, and new ones wait for it.
_DROP_PATIENCE = "3s"


@dataclass(frozen=True, slots=True)
class _Missing:
    article: int
    language: str
    size: int
    """Of the body, in bytes."""


def index_new(articles: Sequence[Article]) -> None:
    """Write the entries of articles that have none yet, in the running transaction.

    Their present versions must be at hand.
    """
    missing = [
        _Missing(article.pk, article.language, len(article.current_version.body.encode()))
        for article in articles
        if article.current_version is not None
    ]
    _write_all(missing)


def index_missing(*, processes: int | None = None) -> int:
    """Write the entry of every article that has none, and the index if it is gone; how many.

    Several connections work at the same time, each chunk is a transaction of its own, and one
    that was interrupted is done again the next time: not to be called inside a transaction.
    """
    processes = settings.IMPORT_PROCESSES if processes is None else processes
    with _alone():
        count = _missing().count()
        if _is_better_rebuilt(count):
            _drop_index()
        if count:
            _write_stripes(min(processes, 1 + count // _CHUNK, _free_connections()))
        if not _has_index():
            _build_index()
    return count


@contextmanager
def _alone() -> Iterator[None]:
    """One such run at a time; the lock ends with the connection, whatever becomes of it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [_LOCK])
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [_LOCK])


def _free_connections() -> int:
    """How many more connections this process may have at least, while others of it work, too."""
    pool = connection.settings_dict["OPTIONS"].get("pool")
    return max(1, pool["max_size"] // 2) if isinstance(pool, dict) else _MOST


def _missing() -> QuerySet[Article]:
    return Article.objects.filter(search_entry__isnull=True, current_version__isnull=False)


def _write_stripes(count: int) -> None:
    """Write what is missing over `count` connections: PostgreSQL works with one core for each."""
    if count == 1:
        _write_stripe(0, of=1)
        return
    with ThreadPoolExecutor(count) as threads:
        stripes = [threads.submit(_write_and_close, number, of=count) for number in range(count)]
    for stripe in stripes:
        stripe.result()


def _write_and_close(number: int, *, of: int) -> None:
    try:
        _write_stripe(number, of=of)
    finally:
        connection.close()


def _write_stripe(number: int, *, of: int) -> None:
    last = 0
    while page := _page(number, of, after=last):
        for start in range(0, len(page), _CHUNK):
            with transaction.atomic():
                _write_all(page[start : start + _CHUNK])
        last = page[-1].article


def _page(number: int, of: int, *, after: int) -> list[_Missing]:
    # The size of a text is known without reading it.
    size = Func(F("current_version__body"), function="octet_length", output_field=IntegerField())
    rows = (
        _missing()
        .annotate(stripe=Mod(F("pk"), of), size=size)
        .filter(stripe=number, pk__gt=after)
        .order_by("pk")
        .values_list("pk", "language", "size")[:_PAGE]
    )
    return [_Missing(*row) for row in rows]


def _write_all(missing: Sequence[_Missing]) -> None:
    """Write entries: those of usual length in one statement, the others one by one."""
    usual = [one for one in missing if one.size <= search.SURELY_FITS]
    long = [one.article for one in missing if one.size > search.SURELY_FITS]
    if usual:
        try:
            with transaction.atomic():
                _write_together(usual)
        except DatabaseError:
            log.exception("Search entries could not be written together.")
            long += [one.article for one in usual]
    if long:
        search.index(Article.objects.filter(pk__in=long).select_related("current_version"))


def _write_together(missing: Sequence[_Missing]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            _WRITE,
            {
                "articles": [one.article for one in missing],
                "configurations": [search_configuration(one.language) for one in missing],
                "title": search.LONGEST_TITLE,
            },
        )


def _is_better_rebuilt(new: int) -> bool:
    """Whether building the index over everything is cheaper than adding so many entries to it."""
    return new >= REBUILD_FROM and SearchEntry.objects.count() <= new


def _has_index() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_regclass(%s)", [_INDEX])
        (found,) = cursor.fetchone()
    return found is not None


def _drop_index() -> None:
    """Drop the index, unless searches keep it busy: then it is kept up, which only takes longer.

    Searches are right without it, and slower.
    """
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT set_config('lock_timeout', %s, true)", [_DROP_PATIENCE])
            cursor.execute(f"DROP INDEX IF EXISTS {_INDEX}")
    except OperationalError:
        log.info("The search index is in use and was not dropped.")


def _build_index() -> None:
    (index,) = (index for index in SearchEntry._meta.indexes if index.name == _INDEX)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT set_config('maintenance_work_mem', %s, true)", [_BUILD_MEMORY])
        # The vectors are kept outside of their rows, so that the table looks too small for several
        # processes.
        cursor.execute("SET LOCAL min_parallel_table_scan_size = 0")
        with connection.schema_editor(atomic=False) as editor:
            editor.add_index(SearchEntry, index)
        cursor.execute(f"ANALYZE {connection.ops.quote_name(SearchEntry._meta.db_table)}")
