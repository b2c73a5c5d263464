"""What becomes of items that are imported together: articles, versions, sightings, refusals."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from django.contrib.auth.models import User
from django.db import connection
from django.utils import timezone

from articles.core import addresses
from articles.core.decoding import CERTAIN
from articles.core.problems import Problem
from articles.core.version_texts import VersionText
from articles.models import Article, ImportBatch, ImportItem
from articles.services import matching, sightings, versions
from articles.services.copying import copy
from articles.services.errors import Refused, TitleMissing
from articles.services.new_articles import NewArticle, make, number
from articles.services.relating import relate
from articles.services.search_index import index_new
from articles.services.settling import Fate, Settled, settle

Status = ImportItem.Status

_MARK = """
    UPDATE articles_importitem item
    SET status = 'committed', article_id = made.article
    FROM unnest(%s::bigint[], %s::bigint[]) AS made (item, article)
    WHERE item.id = made.item
"""

_TAKE_TURNS = """
    SELECT pg_advisory_xact_lock(key)
    FROM (
        SELECT DISTINCT hashtextextended(name, 0) AS key FROM unnest(%s::text[]) AS name
        ORDER BY key
        OFFSET 0
    ) AS keys
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
class Ready:
    """A locked item, and what its bytes are."""

    item: ImportItem
    found: VersionText | Problem


def import_together(
    ready: Sequence[Ready],
    report: CommitReport,
    by: User | None,
    searchable: bool,
    unwritten: Sequence[ImportItem] | None = None,
) -> None:
    """Import locked items of which no bytes are imported, each once, and add to the report.

    Items that are no rows yet come as `unwritten`, with those of their group that are not imported:
    all have their keys, and are written here when it is known what becomes of them.
    """
    checked: dict[str, NewArticle] = {}
    copies = []
    for one in ready:
        if one.item.sha256 in checked:
            copies.append(one.item)
            continue
        try:
            checked[one.item.sha256] = NewArticle(one.item, text_to_import(one))
        except Refused as refusal:
            report.refused.append(NotCommitted(one.item, str(refusal)))
    _take_turns(list(checked.values()))
    fates = _settled(list(checked.values()))
    new_articles = [one for one, _ in fates[Fate.ARTICLE]]
    number(new_articles)
    if unwritten is None:
        _mark([one.item for one in new_articles])
    else:
        copy(unwritten)
    _make(new_articles, searchable)
    for new, settled in fates[Fate.ARTICLE]:
        if settled.article is not None and new.item.article is not None:
            relate(article=new.item.article, to=settled.article, by=by)
    same = [(one.item, _known(settled)) for one, settled in fates[Fate.SAME]]
    if same:
        sightings.note_all(same)
    for new, settled in fates[Fate.VERSION]:
        versions.add_version(article=_known(settled), item=new.item, text=new.text, by=by)
    _keep_matches([settled for _, settled in fates[Fate.REFUSED]])
    report.refused += [
        NotCommitted(one.item, settled.message) for one, settled in fates[Fate.REFUSED]
    ]
    imported = [one.item for one, _ in (*fates[Fate.ARTICLE], *fates[Fate.VERSION])]
    report.committed += [item for item in imported if item.status == Status.COMMITTED]
    report.duplicates += [item for item in imported if item.status == Status.DUPLICATE]
    report.duplicates += [item for item, _ in same]
    _mark_copies(copies, checked, report)
    batches = {item.batch_id for item in (*imported, *(item for item, _ in same))}
    if batches:
        ImportBatch.objects.filter(pk__in=batches).update(
            committed_at=timezone.now(), undone_at=None
        )


def _take_turns(checked: Sequence[NewArticle]) -> None:
    """Wait for whoever imports one of these texts or addresses just now, to see the article then.

    Everybody asks in the same order. The locks end with the transaction.
    """
    names = {one.text.sha256 for one in checked}
    for one in checked:
        # Of all the ways to write an address, the shortest is the same for each of them.
        if variants := addresses.variants(one.item.url):
            # Hosts are the same in any case; paths that differ in it may well wait, too.
            names.add(min(variants, key=lambda url: (len(url), url)).lower())
    if names:
        with connection.cursor() as cursor:
            cursor.execute(_TAKE_TURNS, [list(names)])


def _settled(checked: Sequence[NewArticle]) -> dict[Fate, list[tuple[NewArticle, Settled]]]:
    """What becomes of the items, each with its text. Articles that this changes are locked."""
    texts = [one.text for one in checked]
    while True:
        settled = settle(items=[one.item for one in checked], texts=texts)
        # One that somebody deletes in between is not there to be changed.
        if _lock_articles(settled):
            break
    fates: dict[Fate, list[tuple[NewArticle, Settled]]] = {fate: [] for fate in Fate}
    for one, found in zip(checked, settled, strict=True):
        fates[found.fate].append((one, found))
    return fates


def _lock_articles(settled: Sequence[Settled]) -> bool:
    """Lock the articles that get a version or a story; whether all of them are still there.

    In the order of their keys: one after the other they would be locked in the order of the items,
    and two imports of the same articles would wait for each other.
    """
    changed = (Fate.VERSION, Fate.ARTICLE)
    keys = {one.article.pk for one in settled if one.article and one.fate in changed}
    if not keys:
        return True
    locked = Article.objects.select_for_update().filter(pk__in=keys).order_by("pk")
    return len(locked.values_list("pk")) == len(keys)


def _keep_matches(refused: Sequence[Settled]) -> None:
    """Save what those that wait match: also the article of an item that is imported with them."""
    for one in refused:
        if one.first is not None and one.first.article_id and one.candidate is not None:
            candidate = replace(one.candidate, article_id=one.first.article_id)
            matching.set_match(one.item, candidate)
    matching.keep([one.item for one in refused])


def _known(settled: Settled) -> Article:
    """The article that an item is; it has been made by now when another item becomes it."""
    article = settled.first.article if settled.first is not None else settled.article
    assert article is not None
    return article


def _mark_copies(
    copies: Sequence[ImportItem], firsts: dict[str, NewArticle], report: CommitReport
) -> None:
    """Items with the bytes of another one that was tried: duplicates, if it became an article."""
    done = []
    for item in copies:
        first = firsts[item.sha256].item
        if first.article_id is None:
            message = f"“{item.name}” has the bytes of “{first.name}”, which is not imported."
            report.refused.append(NotCommitted(item, message))
            continue
        item.article_id = first.article_id
        item.status = Status.DUPLICATE
        done.append(item)
    if done:
        ImportItem.objects.bulk_update(done, ["article", "status"])
        report.duplicates += done


def text_to_import(one: Ready) -> VersionText:
    """The text that the item's article will have. Raises Refused when it can't be imported."""
    name = one.item.name
    if isinstance(one.found, Problem):
        raise Refused(f"“{name}” can't be read: {one.found.message}")
    if (one.item.encoding_confidence or 1.0) < CERTAIN:
        raise Refused(f"“{name}” can be read in several encodings: choose one, then import it.")
    if not one.item.title.strip():
        raise TitleMissing(f"“{name}” has no title. Give it one, then import it.")
    if not one.found.body:
        raise Refused(f"“{name}” has no text left: restore some of its removed lines, then import.")
    return one.found


def _mark(items: Sequence[ImportItem]) -> None:
    """Write which article each becomes. Such references are checked when the transaction ends."""
    if not items:
        return
    with connection.cursor() as cursor:
        keys = [item.pk for item in items], [item.article_id for item in items]
        cursor.execute(_MARK, keys)


def _make(new: Sequence[NewArticle], searchable: bool) -> None:
    if not new:
        return
    articles = make(new)
    if searchable:
        index_new(articles)
    changed = []
    for item, text in ((one.item, one.text) for one in new):
        if item.removed != text.removed or item.block_counts != text.block_counts:
            # The rules know more than when it was staged.
            item.removed, item.block_counts = text.removed, text.block_counts
            changed.append(item)
    if changed:
        ImportItem.objects.bulk_update(changed, ["removed", "block_counts"])
