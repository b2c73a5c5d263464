"""The outlets and how much of each there is."""

from dataclasses import dataclass

from django.db.models import Count, Max, Min, QuerySet

from articles.models import Article, Source, SourceName


@dataclass(frozen=True, slots=True)
class SourcePage:
    """A source with the names and the hosts it is recognised by."""

    source: Source
    names: tuple[str, ...]
    hosts: tuple[str, ...]


def source_rows() -> QuerySet[Source]:
    """Every source by name, with `article_count`, `first_published` and `last_published`."""
    return Source.objects.annotate(
        article_count=Count("articles"),
        first_published=Min("articles__published"),
        last_published=Max("articles__published"),
    ).order_by("name")


def unknown_source_count() -> int:
    """How many articles have no known source."""
    return Article.objects.filter(source__isnull=True).count()


def source_page(source: Source) -> SourcePage:
    """One query."""
    recognised = list(source.names.all())
    return SourcePage(
        source=source,
        names=tuple(name.text for name in recognised if name.kind == SourceName.Kind.NAME),
        hosts=tuple(name.text for name in recognised if name.kind == SourceName.Kind.HOST),
    )
