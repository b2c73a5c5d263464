"""Articles of items that nothing in the archive matches, many at once."""

from collections.abc import Sequence
from dataclasses import dataclass

from articles.core.languages import UNDETERMINED
from articles.core.version_texts import VersionText
from articles.models import Article, ImportItem, TextVersion
from articles.services import fingerprints
from articles.services.copying import copy, take_ids


@dataclass(frozen=True, slots=True)
class NewArticle:
    """An item, which has its primary key, and the text that its article will have."""

    item: ImportItem
    text: VersionText


def make(new: Sequence[NewArticle]) -> list[Article]:
    """An article with its first text version and fingerprint for each item, in their order.

    They can be read when the running transaction ends; search entries are not written here. The
    numbers are taken beforehand, so that each article is written once, with its present version:
    that reference is checked when the transaction ends.
    """
    articles, versions = [], []
    numbers = zip(take_ids(Article, len(new)), take_ids(TextVersion, len(new)), strict=True)
    for (pk, version_pk), one in zip(numbers, new, strict=True):
        articles.append(_article(pk, version_pk, one.item))
        versions.append(_first_version(pk, version_pk, one))
    copy(articles)
    copy(versions)
    fingerprints.write(
        (article.pk, one.text.signature) for article, one in zip(articles, new, strict=True)
    )
    for article, version in zip(articles, versions, strict=True):
        article.current_version = version
    return articles


def _article(pk: int, version_pk: int, item: ImportItem) -> Article:
    return Article(
        pk=pk,
        current_version_id=version_pk,
        source_id=item.source_id,
        title=item.title.strip(),
        kicker=item.kicker,
        authors=item.authors,
        dateline=item.dateline,
        published=item.published,
        published_precision=item.published_precision,
        language=item.language or UNDETERMINED,
        url=item.url,
        external_id=item.external_id,
    )


def _first_version(article_pk: int, pk: int, new: NewArticle) -> TextVersion:
    return TextVersion(
        pk=pk,
        article_id=article_pk,
        number=1,
        body=new.text.body,
        blocks=new.text.blocks,
        sha256=new.text.sha256,
        word_count=new.text.word_count,
        import_item_id=new.item.pk,
    )
