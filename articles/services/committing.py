"""From staged items to articles."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum

from django.contrib.auth.models import User
from django.db import IntegrityError, transaction
from django.utils import timezone
from psycopg.errors import UniqueViolation

from articles.core.blocks import to_json
from articles.core.fingerprints import text_sha256
from articles.core.languages import UNDETERMINED
from articles.models import Article, ImportBatch, ImportItem, TextVersion
from articles.services import search
from articles.services.acting import acting
from articles.services.errors import Refused, TitleMissing
from articles.services.items import imported_as, lock
from articles.services.previews import Preview, preview

Status = ImportItem.Status


@dataclass(frozen=True, slots=True)
class NotCommitted:
    """An item that stays as it was, and what keeps it from being imported."""

    item: ImportItem
    message: str


@dataclass(frozen=True, slots=True)
class CommitReport:
    """What became of each item.

    `duplicates` have the bytes of an article that was there first; `skipped` were not staged any
    more: imported by an earlier click, left out, or not readable.
    """

    committed: tuple[ImportItem, ...] = ()
    duplicates: tuple[ImportItem, ...] = ()
    refused: tuple[NotCommitted, ...] = ()
    skipped: tuple[ImportItem, ...] = ()


def commit(*, items: Iterable[ImportItem], by: User | None) -> CommitReport:
    """Make an article with its text version and search entry of each staged item.

    Each item is a transaction of its own, so one that is refused leaves the others imported.
    Committing an item twice, also at the same time, makes one article.
    """
    found: dict[_Outcome, list[ImportItem]] = {outcome: [] for outcome in _Outcome}
    refused = []
    for item in items:
        try:
            with acting(by):
                outcome, present = _commit_item(item)
        except Refused as refusal:
            refused.append(NotCommitted(item, str(refusal)))
        else:
            found[outcome].append(present)
    return CommitReport(
        tuple(found[_Outcome.COMMITTED]),
        tuple(found[_Outcome.DUPLICATE]),
        tuple(refused),
        tuple(found[_Outcome.SKIPPED]),
    )


def commit_just_staged(
    *, staged: Sequence[tuple[ImportItem, Preview]], by: User | None
) -> list[NotCommitted]:
    """Commit items that the running transaction has staged, from what it read of their bytes.

    Nobody else sees them before it ends, so they are not locked nor read again. Those that stay
    staged are returned. Raises IntegrityError when bytes of one were imported meanwhile.
    """
    ready, refused = [], []
    for item, cleaned in staged:
        try:
            _check(item, cleaned)
        except Refused as refusal:
            refused.append(NotCommitted(item, str(refusal)))
        else:
            ready.append((item, cleaned))
    if ready:
        items = [item for item, _ in ready]
        with acting(by):
            articles = _make_articles(ready)
        for item, article in zip(items, articles, strict=True):
            item.article = article
            item.status = Status.COMMITTED
        ImportItem.objects.bulk_update(items, ["article", "status"])
        _note_commit(items[0].batch_id)
    return refused


class _Outcome(Enum):
    COMMITTED = 1
    DUPLICATE = 2
    SKIPPED = 3


def _commit_item(item: ImportItem) -> tuple[_Outcome, ImportItem]:
    try:
        with transaction.atomic():
            return _commit_locked(item)
    except IntegrityError as error:
        if not _is_second_of_same_bytes(error):
            raise
    # Another request imported the same bytes since this transaction looked.
    with transaction.atomic():
        return _commit_locked(item)


def _is_second_of_same_bytes(error: IntegrityError) -> bool:
    cause = error.__cause__
    return (
        isinstance(cause, UniqueViolation)
        and cause.diag.constraint_name == "item_bytes_imported_once"
    )


def _commit_locked(item: ImportItem) -> tuple[_Outcome, ImportItem]:
    present = lock(item)
    if present.status != Status.STAGED:
        return _Outcome.SKIPPED, present
    if (article := imported_as(present.sha256)) is not None:
        present.article = article
        present.status = Status.DUPLICATE
        present.save(update_fields=["article", "status"])
        return _Outcome.DUPLICATE, present
    cleaned = preview(present)
    _check(present, cleaned)
    (present.article,) = _make_articles([(present, cleaned)])
    present.status = Status.COMMITTED
    present.removed = cleaned.removed
    present.block_counts = cleaned.block_counts
    present.save(update_fields=["article", "status", "removed", "block_counts"])
    _note_commit(present.batch_id)
    return _Outcome.COMMITTED, present


def _check(item: ImportItem, cleaned: Preview) -> None:
    if not item.title.strip():
        raise TitleMissing(f"“{item.name}” has no title. Give it one, then import it.")
    if not cleaned.body:
        raise Refused(
            f"“{item.name}” has no text left: restore some of its removed lines, then import it."
        )


def _note_commit(batch_id: int) -> None:
    ImportBatch.objects.filter(pk=batch_id).update(committed_at=timezone.now(), undone_at=None)


def _make_articles(sources: Sequence[tuple[ImportItem, Preview]]) -> list[Article]:
    """The articles of these items, with text and search entry, in their order."""
    articles = Article.objects.bulk_create(_article(item) for item, _ in sources)
    versions = TextVersion.objects.bulk_create(
        _first_version(article, item, cleaned)
        for article, (item, cleaned) in zip(articles, sources, strict=True)
    )
    for article, version in zip(articles, versions, strict=True):
        article.current_version = version
    Article.objects.bulk_update(articles, ["current_version"])
    search.index(articles)
    return articles


def _article(item: ImportItem) -> Article:
    return Article(
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


def _first_version(article: Article, item: ImportItem, cleaned: Preview) -> TextVersion:
    return TextVersion(
        article=article,
        number=1,
        body=cleaned.body,
        blocks=to_json(cleaned.blocks),
        sha256=text_sha256(cleaned.body),
        word_count=len(cleaned.body.split()),
        import_item=item,
    )
