"""From staged items to articles."""

import logging
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice

from django.contrib.auth.models import User
from django.db import DataError, IntegrityError, connection, transaction
from django.utils import timezone

from articles.core.previews import ProblemNote
from articles.core.problems import Problem
from articles.core.version_texts import VersionText
from articles.models import ImportBatch, ImportItem
from articles.queries.imports import NOT_IMPORTED, refusal_mark
from articles.services.acting import acting
from articles.services.errors import Refused, TitleMissing
from articles.services.new_articles import NewArticle, make
from articles.services.rereading import Reread, reread
from articles.services.search_index import index_new

log = logging.getLogger(__name__)

Status = ImportItem.Status

GROUP = 200
"""Items that become articles in one transaction."""

_MARK = """
    UPDATE articles_importitem item
    SET status = 'committed', article_id = made.article
    FROM unnest(%s::bigint[], %s::bigint[]) AS made (item, article)
    WHERE item.id = made.item
"""


@dataclass(frozen=True, slots=True)
class NotCommitted:
    """An item that stays as it was, and what keeps it from being imported."""

    item: ImportItem
    message: str


@dataclass(slots=True)
class CommitReport:
    """What became of each item.

    `committed` are articles of their own, or new versions of one. `duplicates` have the bytes or
    the text of an article that was there first; `skipped` were not staged any more: imported by
    an earlier click, left out, or not readable.
    """

    committed: list[ImportItem] = field(default_factory=list)
    duplicates: list[ImportItem] = field(default_factory=list)
    refused: list[NotCommitted] = field(default_factory=list)
    skipped: list[ImportItem] = field(default_factory=list)

    def add(self, other: "CommitReport") -> None:
        self.committed += other.committed
        self.duplicates += other.duplicates
        self.refused += other.refused
        self.skipped += other.skipped


@dataclass(frozen=True, slots=True)
class _Ready:
    """A locked item, and what its bytes are."""

    item: ImportItem
    found: VersionText | Problem


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


def commit_just_staged(
    *, staged: Sequence[tuple[ImportItem, VersionText]], by: User | None, searchable: bool = True
) -> list[NotCommitted]:
    """Commit items that the running transaction has staged, with the texts read of their bytes.

    Nobody else sees them before it ends, so they are not locked nor read again. Those that stay
    staged are returned. Raises IntegrityError when bytes of one were imported meanwhile.
    """
    report = CommitReport()
    with acting(by):
        _import([_Ready(item, text) for item, text in staged], report, by, searchable)
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
            _stage_again([refused])
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
            ready.append(_Ready(item, one.text_of(item)))
    with acting(by):
        _import(_without_copies(ready, report), report, by, searchable)
    if expected == Status.QUEUED:
        _stage_again(report.refused)
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


def _without_copies(ready: Sequence[_Ready], report: CommitReport) -> list[_Ready]:
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


def _import(
    ready: Sequence[_Ready], report: CommitReport, by: User | None, searchable: bool
) -> None:
    """Import locked items of which no bytes are imported, each once, and add to the report."""
    new: dict[str, NewArticle] = {}
    copies = []
    for one in ready:
        if one.item.sha256 in new:
            copies.append(one.item)
            continue
        try:
            new[one.item.sha256] = NewArticle(one.item, _checked(one))
        except Refused as refusal:
            report.refused.append(NotCommitted(one.item, str(refusal)))
    if not new:
        return
    _make(list(new.values()), searchable)
    for copy in copies:
        copy.article = new[copy.sha256].item.article
        copy.status = Status.DUPLICATE
    if copies:
        ImportItem.objects.bulk_update(copies, ["article", "status"])
    report.committed += [one.item for one in new.values()]
    report.duplicates += copies
    batches = {one.item.batch_id for one in new.values()}
    ImportBatch.objects.filter(pk__in=batches).update(committed_at=timezone.now(), undone_at=None)


def _checked(one: _Ready) -> VersionText:
    """The text that the item's article will have. Raises Refused when it can't be imported."""
    name = one.item.name
    if isinstance(one.found, Problem):
        raise Refused(f"“{name}” can't be read: {one.found.message}")
    if not one.item.title.strip():
        raise TitleMissing(f"“{name}” has no title. Give it one, then import it.")
    if not one.found.body:
        raise Refused(f"“{name}” has no text left: restore some of its removed lines, then import.")
    return one.found


def _make(new: Sequence[NewArticle], searchable: bool) -> None:
    articles = make(new)
    if searchable:
        index_new(articles)
    changed = []
    for one, article in zip(new, articles, strict=True):
        item, text = one.item, one.text
        item.article = article
        item.status = Status.COMMITTED
        if item.removed != text.removed or item.block_counts != text.block_counts:
            # The rules know more than when it was staged.
            item.removed, item.block_counts = text.removed, text.block_counts
            changed.append(item)
    with connection.cursor() as cursor:
        cursor.execute(_MARK, [[one.item.pk for one in new], [article.pk for article in articles]])
    if changed:
        ImportItem.objects.bulk_update(changed, ["removed", "block_counts"])


def _stage_again(refused: Sequence[NotCommitted]) -> None:
    for one in refused:
        note = ProblemNote(line=None, code=NOT_IMPORTED, message=one.message)
        one.item.problems = [note | refusal_mark(one.item.batch), *one.item.problems]
        one.item.status = Status.STAGED
    ImportItem.objects.bulk_update([one.item for one in refused], ["problems", "status"])
