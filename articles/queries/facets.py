"""What the archive can be filtered by."""

from dataclasses import dataclass

from django.db import connection, models

from articles.models import Article, SearchEntry, Source, Story

STORIES_OFFERED = 100

# Steps from one value to the next greater one in the index of the column; DISTINCT would read
# every row of the table.
_DISTINCT = """
    WITH RECURSIVE step(value) AS (
        SELECT min({column}) FROM {table}
        UNION ALL
        SELECT (SELECT min({column}) FROM {table} WHERE {column} > step.value)
        FROM step WHERE step.value IS NOT NULL
    )
    SELECT value FROM step WHERE value IS NOT NULL
"""


@dataclass(frozen=True, slots=True)
class Facets:
    """Sources and stories as (id, name), languages as codes."""

    sources: tuple[tuple[int, str], ...]
    languages: tuple[str, ...]
    stories: tuple[tuple[int, str], ...]


def facets(*, story: int | None = None) -> Facets:
    """All sources and languages, the newest stories, and `story` if it exists. Three queries."""
    newest = Story.objects.order_by("-id").values("pk")[:STORIES_OFFERED]
    stories = Story.objects.filter(models.Q(pk__in=newest) | models.Q(pk=story)).order_by("title")
    return Facets(
        sources=tuple(Source.objects.order_by("name").values_list("pk", "name")),
        languages=languages(),
        stories=tuple(stories.values_list("pk", "title")),
    )


def languages() -> tuple[str, ...]:
    """The codes of the languages that there are articles in."""
    return _distinct(Article, "language")


def search_configurations() -> tuple[str, ...]:
    """The text search configurations that the search entries use."""
    return _distinct(SearchEntry, "configuration")


def _distinct(model: type[models.Model], field: str) -> tuple[str, ...]:
    quote = connection.ops.quote_name
    sql = _DISTINCT.format(table=quote(model._meta.db_table), column=quote(field))
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return tuple(value for (value,) in cursor.fetchall())
