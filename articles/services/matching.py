"""What items may be of the archive: looked for when they are staged, decided by editors."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Q, QuerySet

from articles.core.minhash import signature, similarity
from articles.core.previews import ProblemNote
from articles.models import Article, ImportBatch, ImportItem
from articles.queries.matches import Candidate, Sought, candidates
from articles.services.errors import Refused
from articles.services.items import lock_many, lock_staged
from articles.services.previews import preview

Status = ImportItem.Status
Decision = ImportItem.Decision

COLUMNS = ("match", "match_kind", "similarity", "decision", "problems")
"""What `find` sets of an item."""
NEEDS_MATCH = frozenset({Decision.SAME, Decision.VERSION, Decision.RELATED})

_SAME_HERE = "same-text-here"


def find(
    *,
    items: Sequence[ImportItem],
    signatures: Sequence[bytes],
    batch: ImportBatch | None = None,
) -> None:
    """Set the match of each item, with its kind and similarity, without saving; five queries.

    `signatures` are those of the cleaned texts, in the order of the items; items without a text
    have an empty one. An item keeps its decision as long as its match is the same. Another item of
    `batch` that waits and has the same text is named among the problems.
    """
    found = candidates([sought(*one) for one in zip(items, signatures, strict=True)])
    for item, articles in zip(items, found, strict=True):
        set_match(item, articles[0] if articles else None)
    _note_same_text_here(items, batch)


def set_match(item: ImportItem, candidate: Candidate | None) -> None:
    """Set an item's match, without saving; what was decided about another article is open again."""
    pk = candidate.article_id if candidate else None
    if item.match_id != pk:
        item.match_id = pk
        if item.decision in NEEDS_MATCH:
            item.decision = ""
    item.match_kind = candidate.kind.value if candidate else ""
    item.similarity = candidate.similarity if candidate else None


def keep(items: Sequence[ImportItem]) -> None:
    """Save what `find` and `set_match` set of items, in one query."""
    if items:
        ImportItem.objects.bulk_update(items, COLUMNS)


def sought(item: ImportItem, made: bytes) -> Sought:
    """What is looked for of an item whose text has this signature."""
    return Sought(item.text_sha256, made, item.url, item.source_id, item.external_id)


def best(item: ImportItem, *, body: str, limit: int = 3) -> list[Candidate]:
    """The articles that an item may be now, the likeliest first. `body` is its cleaned text."""
    (found,) = candidates([sought(item, signature(body))])
    return found[:limit]


@transaction.atomic
def decide(
    *, item: ImportItem, decision: str, by: User | None, match: Article | None = None
) -> ImportItem:
    """Say what an item is to the article it matches, or to `match` instead; "" leaves it open.

    Raises NotStaged, and Refused for what is no decision or needs an article and has none.
    """
    present = lock_staged(item)
    if decision not in ("", *Decision.values):
        raise Refused("That is no decision about an item.")
    if match is not None and match.pk != present.match_id:
        set_match(present, _likeness(present, match))
    if decision in NEEDS_MATCH and present.match_id is None:
        raise Refused(
            f"“{present.name}” matches no article of the archive: it can only be a separate one."
        )
    present.decision = decision
    present.save(update_fields=["match", "match_kind", "similarity", "decision"])
    return present


@dataclass(frozen=True, slots=True)
class Decided:
    """How many items got a decision, and how many did not: no longer staged, or without a match."""

    count: int
    passed_over: int


@transaction.atomic
def decide_many(
    *, batch: ImportBatch, items: QuerySet[ImportItem], decision: str, by: User | None
) -> Decided:
    """The same decision for these items of a batch, as `decide` does; three queries.

    Raises Refused for what is no decision.
    """
    if decision not in ("", *Decision.values):
        raise Refused("That is no decision about an item.")
    chosen = lock_many(batch, items)
    fit = Q(status=Status.STAGED)
    if decision in NEEDS_MATCH:
        fit &= Q(match__isnull=False)
    asked = chosen.count()
    count = chosen.filter(fit).update(decision=decision)
    return Decided(count, asked - count)


def _likeness(item: ImportItem, article: Article) -> Candidate:
    """How an article that an editor names is like an item."""
    body = preview(item).body
    made = signature(body)
    for candidate in candidates([sought(item, made)])[0]:
        if candidate.article_id == article.pk:
            return candidate
    other = article.current_version.body if article.current_version else ""
    alike = similarity(made, signature(other))
    return Candidate(article.pk, ImportItem.Match.SIMILAR, alike)


def _note_same_text_here(items: Sequence[ImportItem], batch: ImportBatch | None) -> None:
    """Name, on each item, the first one of the batch that waits and has the same text."""
    first: dict[str, ImportItem] = {}
    hashes = {item.text_sha256 for item in items if item.text_sha256}
    if batch is not None and hashes:
        waiting = ImportItem.objects.filter(
            batch=batch, status__in=[Status.STAGED, Status.QUEUED], text_sha256__in=hashes
        )
        own = [item.pk for item in items if item.pk is not None]
        for twin in waiting.exclude(pk__in=own).order_by("-position"):
            first[twin.text_sha256] = twin
    for item in items:
        if not item.text_sha256:
            continue
        twin = first.setdefault(item.text_sha256, item)
        if twin is item or (item.pk is not None and twin.position > item.position):
            _note(item, _SAME_HERE, "")
        else:
            _note(item, _SAME_HERE, f"The same text as {_named(twin)}: it becomes one article.")


def _named(item: ImportItem) -> str:
    number = f"item {item.position} here, " if item.position else ""
    return f"{number}“{item.title or item.name}”"


def _note(item: ImportItem, code: str, message: str) -> None:
    """Set the item's one problem of this kind; an empty message takes it away."""
    others = [problem for problem in item.problems if problem["code"] != code]
    new = [ProblemNote(line=None, code=code, message=message)] if message else []
    item.problems = [*new, *others]
