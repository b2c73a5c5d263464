"""One article with a text version, and where that text came from."""

from dataclasses import dataclass
from datetime import datetime

from articles.core.blocks import BlockKind
from articles.core.lines import Removed
from articles.models import Article, ImportItem, TextVersion


@dataclass(frozen=True, slots=True)
class TextBlock:
    """A block of a version with its text, which is `body[start:end]`."""

    kind: BlockKind
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class VersionRow:
    number: int
    created_at: datetime
    words: int
    is_shown: bool
    is_present: bool


@dataclass(frozen=True, slots=True)
class ArticlePage:
    """An article as it is read outside of any project."""

    article: Article
    version: TextVersion
    blocks: tuple[TextBlock, ...]
    versions: tuple[VersionRow, ...]
    item: ImportItem | None
    removed: tuple[Removed, ...]

    @property
    def address_is_link(self) -> bool:
        """False for what an imported file may call its address and a browser would run or open."""
        return self.article.url.lower().startswith(("https://", "http://"))


def article_page(pk: int, *, version: int | None = None) -> ArticlePage | None:
    """The article with the text of a version, or its present text if there is none of that number.

    None when there is no such article, or when it has no text yet. Three queries.
    """
    article = Article.objects.select_related("source", "story").filter(pk=pk).first()
    if article is None or article.current_version_id is None:
        return None
    versions = list(article.versions.defer("body", "blocks").order_by("-number"))
    chosen = next((row.pk for row in versions if row.number == version), article.current_version_id)
    shown = TextVersion.objects.select_related("import_item__batch__created_by").get(pk=chosen)
    return ArticlePage(
        article=article,
        version=shown,
        blocks=tuple(
            TextBlock(block.kind, block.start, block.end, shown.body[block.start : block.end])
            for block in shown.block_list()
        ),
        versions=tuple(
            VersionRow(
                number=row.number,
                created_at=row.created_at,
                words=row.word_count,
                is_shown=row.pk == shown.pk,
                is_present=row.pk == article.current_version_id,
            )
            for row in versions
        ),
        item=shown.import_item,
        removed=_removed(shown.import_item),
    )


def _removed(item: ImportItem | None) -> tuple[Removed, ...]:
    if item is None:
        return ()
    return tuple(Removed(**entry) for entry in item.removed)
