"""What became of a batch: counted, and item by item."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from articles.models import ImportBatch, ImportFile, ImportItem, Sighting, TextVersion
from articles.queries.item_conditions import waiting_or_refused

Status = ImportItem.Status


@dataclass(frozen=True, slots=True)
class Report:
    """How many items became what.

    `articles` were made, `versions` added to articles that were there, `sightings` noted with one,
    `duplicates` had bytes that were imported before.
    """

    total: int
    articles: int
    versions: int
    sightings: int
    duplicates: int
    staged: int
    queued: int
    failed: int
    dismissed: int
    undone: int

    @property
    def can_be_undone(self) -> bool:
        return bool(self.articles or self.versions or self.sightings)


def batch_report(batch: ImportBatch) -> Report:
    """The counts of a batch, in at most three queries."""
    counted = batch.items.order_by().values_list("status").annotate(count=Count("*"))
    by_status: dict[str, int] = dict(counted)
    counts = {status: by_status.get(status, 0) for status in Status.values}
    versions = sightings = 0
    # Counting both reads every item of a batch: nothing was made of one that is only looked at.
    if counts[Status.COMMITTED]:
        versions = TextVersion.objects.filter(
            import_item__batch=batch, import_item__status=Status.COMMITTED, number__gt=1
        ).count()
    if counts[Status.DUPLICATE]:
        sightings = Sighting.objects.filter(import_item__batch=batch).count()
    return Report(
        total=sum(counts.values()),
        articles=counts[Status.COMMITTED] - versions,
        versions=versions,
        sightings=sightings,
        duplicates=counts[Status.DUPLICATE] - sightings,
        staged=counts[Status.STAGED],
        queued=counts[Status.QUEUED],
        failed=counts[Status.FAILED],
        dismissed=counts[Status.DISMISSED],
        undone=counts[Status.UNDONE],
    )


def count_versions(items: Iterable[ImportItem]) -> int:
    """How many of these imported items became new versions of articles that were there."""
    keys = [item.pk for item in items]
    return TextVersion.objects.filter(import_item__in=keys, number__gt=1).count()


def unread_files(batch: ImportBatch) -> QuerySet[ImportFile]:
    """The files with records that are not read to their end: they may hold more items."""
    return batch.files.exclude(state=ImportFile.State.READ).order_by("name")


def not_imported(batch: ImportBatch, *, limit: int) -> list[ImportItem]:
    """The first items that are not in the archive, apart from those left out.

    Those to do something about come first, those that only wait to be imported last. Four queries.
    """
    found = _in_order(batch)
    items: list[ImportItem] = []
    for condition in (
        Q(status=Status.FAILED),
        waiting_or_refused(),
        Q(status=Status.DUPLICATE),
        Q(status=Status.STAGED) & ~waiting_or_refused(),
    ):
        items += found.filter(condition)[: limit - len(items)]
    return items


def reported_items(batch: ImportBatch) -> Iterator[ImportItem]:
    """All items as they came; never all of them in memory."""
    return _in_order(batch).iterator()


def _in_order(batch: ImportBatch) -> QuerySet[ImportItem]:
    referred = batch.items.select_related("source", "article", "match", "file")
    return referred.defer("removed", "line_keys", "file__options").order_by("position")
