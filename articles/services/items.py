"""One import item: locked for a change, left out, and what else has its bytes."""

from collections.abc import Sequence

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Q, QuerySet

from articles.models import ImportBatch, ImportItem
from articles.services.errors import NotStaged

Status = ImportItem.Status


def lock(item: ImportItem) -> ImportItem:
    """The item as it is now, locked with its batch until the transaction ends.

    Some changes reach other items of the batch, and sources. They take turns at the batch's row,
    which everybody locks first, so that no two wait for each other.
    """
    _take_turn(item.batch_id)
    return ImportItem.objects.select_for_update().get(pk=item.pk)


def lock_many(batch: ImportBatch, items: QuerySet[ImportItem]) -> QuerySet[ImportItem]:
    """Those of these items that are the batch's, which is locked until the transaction ends."""
    _take_turn(batch.pk)
    return ImportItem.objects.filter(batch=batch, pk__in=items.order_by().values("pk"))


def _take_turn(batch_id: int) -> None:
    ImportBatch.objects.select_for_update().get(pk=batch_id)


def lock_staged(item: ImportItem) -> ImportItem:
    """As `lock`, of an item that is staged. Raises NotStaged."""
    present = lock(item)
    check_staged(present)
    return present


def check_staged(item: ImportItem) -> None:
    """Raises NotStaged, with what to do instead, for an item that is not staged."""
    if item.status != Status.STAGED:
        raise NotStaged(
            f"“{item.name}” is {item.get_status_display()}: {ADVICE[Status(item.status)]}"
        )


ADVICE = {
    Status.QUEUED: "wait until it is imported, or stop the import.",
    Status.COMMITTED: "change the article instead, or undo the import first.",
    Status.DUPLICATE: "it can't be changed here. Its article can.",
    Status.FAILED: "choose its encoding, or bring it again as plain text.",
    Status.DISMISSED: "take it up again before you change it.",
    Status.UNDONE: "take it up again before you change it.",
}


@transaction.atomic
def dismiss(*, item: ImportItem, by: User | None) -> ImportItem:
    """Leave an item out of the import; its raw bytes stay. Raises NotStaged for an imported one."""
    present = lock(item)
    if present.status == Status.QUEUED:
        check_staged(present)
    if present.status == Status.COMMITTED or hasattr(present, "sighting"):
        raise NotStaged(f"“{present.name}” is imported already: undo the import to take it back.")
    present.status = Status.DISMISSED
    present.save(update_fields=["status"])
    return present


def same_bytes(items: Sequence[ImportItem], *, batch: ImportBatch | None) -> dict[str, ImportItem]:
    """By SHA-256, another item with the bytes of one of these: imported, or staged in the batch."""
    here = Q(status__in=[Status.STAGED, Status.QUEUED], batch=batch)
    imported_or_here = Q(status=Status.COMMITTED) | here
    twins = ImportItem.objects.filter(imported_or_here, sha256__in=[i.sha256 for i in items])
    if own := [item.pk for item in items if item.pk is not None]:
        twins = twins.exclude(pk__in=own)
    # The last one counts, and "committed" comes after "staged" in descending order.
    found = twins.select_related("article").order_by("-status", "-position")
    return {twin.sha256: twin for twin in found}
