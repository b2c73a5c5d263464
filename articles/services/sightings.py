"""Where else an article was seen: the same text elsewhere, or again."""

from collections.abc import Sequence

from django.db import transaction

from articles.models import Article, ImportItem, Sighting

Status = ImportItem.Status


def note(*, item: ImportItem, article: Article) -> ImportItem:
    """Let an item be the same article seen elsewhere; see `note_all`."""
    note_all([(item, article)])
    return item


@transaction.atomic(savepoint=False)
def note_all(found: Sequence[tuple[ImportItem, Article]]) -> list[Sighting]:
    """Let items be articles seen elsewhere: they become duplicates, with a sighting of the article.

    One that says nothing of where and when, or nothing but what the article says, makes none. The
    items are locked, or nobody else's yet. Three queries at most, however many items.
    """
    for item, article in found:
        item.article = article
        item.status = Status.DUPLICATE
    items = [item for item, _ in found]
    ImportItem.objects.bulk_update(items, ["article", "status"])
    Sighting.objects.filter(import_item__in=items).delete()
    return Sighting.objects.bulk_create(
        _sighting(item, article) for item, article in found if _says_more(item, article)
    )


def _sighting(item: ImportItem, article: Article) -> Sighting:
    return Sighting(
        article=article,
        source_id=item.source_id,
        url=item.url,
        external_id=item.external_id,
        published=item.published,
        published_precision=item.published_precision,
        import_item=item,
    )


def _says_more(item: ImportItem, article: Article) -> bool:
    stated = ("source_id", "url", "external_id", "published")
    return any(
        getattr(item, name) and getattr(item, name) != getattr(article, name) for name in stated
    )
