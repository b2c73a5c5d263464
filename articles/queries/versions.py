"""The text versions of an article, and what changed from one to another."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.apps import apps

from articles.core import languages
from articles.core.blocks import BlockKind
from articles.core.text_diff import TextDiff, compare
from articles.models import Article, TextVersion


@dataclass(frozen=True, slots=True)
class TextBlock:
    """A block of a version with its text, which is `body[start:end]`.

    `language` is set where it is not the article's.
    """

    kind: BlockKind
    start: int
    end: int
    text: str
    language: str = ""

    @property
    def direction(self) -> str:
        """As `languages.direction`, of the block's own language."""
        return languages.direction(self.language)


@dataclass(frozen=True, slots=True)
class VersionRow:
    """A version without its text: when it came, by whom (a user's name) and from which file."""

    pk: int
    number: int
    created_at: datetime
    words: int
    file_name: str
    by: str
    is_present: bool


@dataclass(frozen=True, slots=True)
class VersionPage:
    """Two texts of an article, the older one first, and how they differ.

    Of an article with a single text, both are the same one. `title_diff` is None where the title
    was the same.
    """

    article: Article
    versions: tuple[VersionRow, ...]
    old: VersionRow
    new: VersionRow
    asked: VersionRow
    against: VersionRow
    old_blocks: tuple[TextBlock, ...]
    new_blocks: tuple[TextBlock, ...]
    diff: TextDiff
    title_diff: TextDiff | None


def version_rows(article: Article) -> tuple[VersionRow, ...]:
    """The versions of an article, the newest first; one query."""
    columns = (
        "pk",
        "number",
        "created_at",
        "word_count",
        "import_item__name",
        "import_item__batch__created_by__username",
    )
    return tuple(
        VersionRow(pk, number, at, words, file or "", by or "", pk == article.current_version_id)
        for pk, number, at, words, file, by in article.versions.order_by("-number").values_list(
            *columns
        )
    )


def text_blocks(version: TextVersion) -> tuple[TextBlock, ...]:
    """The blocks of a version with their texts."""
    return tuple(
        TextBlock(
            block.kind,
            block.start,
            block.end,
            version.body[block.start : block.end],
            block.language,
        )
        for block in version.block_list()
    )


def version_page(pk: int, *, number: int, against: int | None = None) -> VersionPage | None:
    """A version compared with another one: the one before it, or the next if it is the first.

    None when there is no such article or no such version. Four queries.
    """
    article = Article.objects.select_related("source").filter(pk=pk).first()
    if article is None:
        return None
    rows = version_rows(article)
    by_number = {row.number: row for row in rows}
    if number not in by_number or (against is not None and against not in by_number):
        return None
    asked = by_number[number]
    other = by_number[against] if against is not None else _neighbour(asked, rows)
    old, new = sorted((asked, other), key=lambda row: row.number)
    texts = TextVersion.objects.in_bulk({old.pk, new.pk})
    titles = _titles(article, rows)
    before, after = titles[old.number], titles[new.number]
    return VersionPage(
        article=article,
        versions=rows,
        old=old,
        new=new,
        asked=asked,
        against=other,
        old_blocks=text_blocks(texts[old.pk]),
        new_blocks=text_blocks(texts[new.pk]),
        diff=compare(texts[old.pk].body, texts[new.pk].body),
        title_diff=compare(before, after) if before != after else None,
    )


def _neighbour(row: VersionRow, rows: Sequence[VersionRow]) -> VersionRow:
    at = rows.index(row)
    return rows[at + 1] if at + 1 < len(rows) else rows[max(0, at - 1)]


def _titles(article: Article, rows: Sequence[VersionRow]) -> dict[int, str]:
    """By version, the article's last title while that was its present text; one query.

    Where history does not say, it is the one of the version after it.
    """
    events = apps.get_model("articles", "ArticleEvent")._default_manager
    last = dict(
        events.filter(pgh_obj_id=article.pk, current_version__isnull=False)
        .order_by("pgh_id")
        .values_list("current_version_id", "title")
    )
    titles = {}
    title = article.title
    for row in rows:
        if not row.is_present:
            title = last.get(row.pk, title)
        titles[row.number] = title
    return titles
