"""From staged items to articles."""

import logging
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from django.contrib.auth.models import User
from django.db import DataError, IntegrityError, transaction

from articles.core.previews import ProblemNote
from articles.core.problems import NOT_IMPORTED
from articles.core.version_texts import VersionText
from articles.models import ImportBatch, ImportItem
from articles.services import learning
from articles.services.acting import acting
from articles.services.outcomes import CommitReport, NotCommitted, Ready, import_together
from articles.services.rereading import Reread, reread

log = logging.getLogger(__name__)

__all__ = [
    "GROUP",
    "CommitReport",
    "NotCommitted",
    "commit",
    "commit_group",
    "commit_unwritten",
]

Status = ImportItem.Status

GROUP = 200
"""Items that become articles in one transaction."""


def commit(*, items: Iterable[ImportItem], by: User | None) -> CommitReport:
    """Make an article with its text version and search entry of each staged item.

    An item that is refused leaves the others imported. Committing an item twice, also at the same
    time, makes one article.
    """
    report = CommitReport()
    for group in reread(_groups(items), processes=1):
        report.add(commit_group(group=group, expected=Status.STAGED, by=by))
    return report


def commit_group(
    *, group: Sequence[Reread], expected: Status, by: User | None, searchable: bool = True
) -> CommitReport:
    """Commit items that are in the `expected` state, in one transaction.

    When the database refuses them together, each gets a transaction of its own. Queued ones that
    are refused are staged again, with the reason among their problems. Without `searchable`, the
    search entries are left to `search_index.index_missing`.
    """
    try:
        return _commit(group, expected, by, searchable)
    except (IntegrityError, DataError):
        log.info("%s items are imported one by one.", len(group), exc_info=True)
    report = CommitReport()
    for one in group:
        report.add(_commit_alone(one, expected, by, searchable))
    return report


def commit_unwritten(
    *,
    items: Sequence[ImportItem],
    texts: Sequence[VersionText | None],
    by: User | None,
    searchable: bool = True,
) -> list[NotCommitted]:
    """Write the items that `batches.place` has placed, and commit those that are staged.

    The texts are those read of their bytes. Nobody else sees the items before the running
    transaction ends, so they are not locked nor read again. Those that stay staged are returned.
    Raises IntegrityError when bytes of one were imported meanwhile.
    """
    report = CommitReport()
    ready = [
        Ready(item, text)
        for item, text in zip(items, texts, strict=True)
        if item.status == Status.STAGED and text is not None
    ]
    with acting(by):
        import_together(ready, report, by, searchable, unwritten=items)
    return report.refused


def _groups(items: Iterable[ImportItem]) -> Iterator[list[ImportItem]]:
    """The items as they are now, in their order, without those that are gone."""
    waiting = iter(items)
    while group := list(islice(waiting, GROUP)):
        present = ImportItem.objects.select_related("file").in_bulk([item.pk for item in group])
        yield [present[item.pk] for item in group if item.pk in present]


def _commit_alone(one: Reread, expected: Status, by: User | None, searchable: bool) -> CommitReport:
    """Commit an item by itself; again when somebody else imported its bytes meanwhile."""
    for _ in range(2):
        try:
            return _commit([one], expected, by, searchable)
        except (IntegrityError, DataError) as error:
            reason = str(error).partition("\n")[0]
    refused = NotCommitted(one.item, f"The database refused “{one.item.name}”: {reason}.")
    if expected == Status.QUEUED:
        with transaction.atomic():
            item = _locked([one]).get(one.item.pk)
            if item is not None and item.status == expected:
                _stage_again([NotCommitted(item, refused.message)])
    return CommitReport(refused=[refused])


@transaction.atomic
def _commit(
    group: Sequence[Reread], expected: Status, by: User | None, searchable: bool
) -> CommitReport:
    report = CommitReport()
    present = _locked(group)
    ready = []
    for one in group:
        item = present.get(one.item.pk)
        if item is None or item.status != expected:
            report.skipped.append(item or one.item)
        else:
            ready.append(Ready(item, one.text_of(item)))
    with acting(by):
        import_together(_without_copies(ready, report), report, by, searchable)
    if expected == Status.QUEUED:
        _stage_again(report.refused)
    learning.teach(items=report.committed, by=by)
    return report


def _locked(group: Sequence[Reread]) -> dict[int, ImportItem]:
    """The items as they are now, by their keys, locked with their batches as `items.lock` says."""
    keys = {one.item.batch_id for one in group}
    locked = ImportBatch.objects.select_for_update().filter(pk__in=keys).order_by("pk")
    batches = {batch.pk: batch for batch in locked}
    items = ImportItem.objects.filter(pk__in=[one.item.pk for one in group]).order_by("pk")
    present = {}
    for item in items.select_for_update(of=("self",)).select_related("file"):
        item.batch = batches[item.batch_id]
        present[item.pk] = item
    return present


def _without_copies(ready: Sequence[Ready], report: CommitReport) -> list[Ready]:
    """Mark those whose bytes are imported already, and return the others."""
    imported = dict(
        ImportItem.objects.filter(
            status=Status.COMMITTED, sha256__in=[one.item.sha256 for one in ready]
        ).values_list("sha256", "article_id")
    )
    others, copies = [], []
    for one in ready:
        if (article := imported.get(one.item.sha256)) is None:
            others.append(one)
        else:
            one.item.article_id = article
            one.item.status = Status.DUPLICATE
            copies.append(one.item)
    if copies:
        ImportItem.objects.bulk_update(copies, ["article", "status"])
        report.duplicates += copies
    return others


def _stage_again(refused: Sequence[NotCommitted]) -> None:
    if not refused:
        return
    for one in refused:
        note = ProblemNote(line=None, code=NOT_IMPORTED, message=one.message)
        one.item.problems = [note | one.item.batch.refusal_mark, *one.item.problems]
        one.item.status = Status.STAGED
    ImportItem.objects.bulk_update([one.item for one in refused], ["problems", "status"])
