"""One article with a text version, and where that text came from."""

from dataclasses import dataclass

from articles.core.lines import Removed
from articles.models import Article, ImportItem, Sighting, TextVersion
from articles.queries.versions import TextBlock, VersionRow, text_blocks, version_rows

MOST_SIGHTINGS = 100


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

    None when there is no such article, or when it has no text yet. Four queries.
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
    )


def _removed(item: ImportItem | None) -> tuple[Removed, ...]:
    if item is None:
        return ()
    return tuple(Removed(**entry) for entry in item.removed)
