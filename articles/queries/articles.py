"""One article with a text version, and where that text came from."""

from dataclasses import dataclass

from django.db.models import F

from articles.core.lines import Removed
from articles.models import Article, ImportItem, Sighting, TextVersion
from articles.queries.versions import TextBlock, VersionRow, text_blocks, version_rows

MOST_SIGHTINGS = 100
MOST_RELATED = 5
"""Articles of the same story that the page names; of more it only says that there are."""


@dataclass(frozen=True, slots=True)
class ArticlePage:
    """An article as it is read outside of any project."""

    article: Article
    version: TextVersion
    blocks: tuple[TextBlock, ...]
    versions: tuple[VersionRow, ...]
    item: ImportItem | None
    removed: tuple[Removed, ...]
    sightings: tuple[Sighting, ...]
    """Where else it was seen, by date; the first 100."""
    related: tuple[Article, ...]
    """The other articles of its story, by date, and none where these are more than five."""

    @property
    def address_is_link(self) -> bool:
        """False for what an imported file may call its address and a browser would run or open."""
        return is_link(self.article.url)


_OF_SIGHTINGS = (
    "article",
    "source__name",
    "url",
    "external_id",
    "published",
    "published_precision",
    "created_at",
    "import_item__name",
    "import_item__source_name",
)


def is_link(address: str) -> bool:
    """Whether what an imported file calls an address is one that a browser may open."""
    return address.lower().startswith(("https://", "http://"))


def article_page(pk: int, *, version: int | None = None) -> ArticlePage | None:
    """The article with the text of a version, or its present text if there is none of that number.

    None when there is no such article, or when it has no text yet. A constant number of queries.
    """
    article = Article.objects.select_related("source", "story").filter(pk=pk).first()
    if article is None or article.current_version_id is None:
        return None
    versions = version_rows(article)
    chosen = next((row.pk for row in versions if row.number == version), article.current_version_id)
    shown = TextVersion.objects.select_related("import_item__batch__created_by").get(pk=chosen)
    sightings = (
        article.sightings.select_related("source", "import_item")
        .only(*_OF_SIGHTINGS)
        .order_by("published", "pk")
    )
    return ArticlePage(
        article=article,
        version=shown,
        blocks=text_blocks(shown),
        versions=versions,
        item=shown.import_item,
        removed=_removed(shown.import_item),
        sightings=tuple(sightings[:MOST_SIGHTINGS]),
        related=_related(article),
    )


def _related(article: Article) -> tuple[Article, ...]:
    if article.story_id is None:
        return ()
    others = Article.objects.filter(story=article.story_id, current_version__isnull=False)
    found = (
        others.exclude(pk=article.pk)
        .select_related("source")
        .only("title", "language", "published", "published_precision", "source__name")
        .order_by(F("published").asc(nulls_last=True), "pk")[: MOST_RELATED + 1]
    )
    return tuple(found) if len(found) <= MOST_RELATED else ()


def _removed(item: ImportItem | None) -> tuple[Removed, ...]:
    if item is None:
        return ()
    return tuple(Removed(**entry) for entry in item.removed)
