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


def number(new: Sequence[NewArticle]) -> None:
    """Give each item the key of the article that is about to be made of it, without saving.

    Rows that refer to each other are each written once when their keys are known beforehand.
    """
    for one, pk in zip(new, take_ids(Article, len(new)), strict=True):
        one.item.article_id = pk
        one.item.status = ImportItem.Status.COMMITTED


def make(new: Sequence[NewArticle]) -> list[Article]:
    """An article with its first text version and fingerprint for each numbered item, in order.

    They can be read when the running transaction ends; search entries are not written here. An
    article is written with its present version, that reference is checked when the transaction
    ends.
    """
    articles, versions = [], []
    for version_pk, one in zip(take_ids(TextVersion, len(new)), new, strict=True):
        article = _article(version_pk, one.item)
        articles.append(article)
        versions.append(_first_version(article.pk, version_pk, one))
    copy(articles)
    copy(versions)
    fingerprints.write_new(
        (article.pk, one.text.signature) for article, one in zip(articles, new, strict=True)
    )
    for article, version, one in zip(articles, versions, new, strict=True):
        article.current_version = version
        one.item.article = article
    return articles


def _article(version_pk: int, item: ImportItem) -> Article:
    return Article(
        pk=item.article_id,
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
