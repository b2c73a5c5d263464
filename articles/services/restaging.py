"""Taking an import item up again."""

from django.contrib.auth.models import User
from django.db import transaction

from articles.models import ImportItem, Sighting, Source
from articles.services.errors import Refused
from articles.services.fields import take_over
from articles.services.items import ADVICE, lock, same_bytes
from articles.services.previews import Preview, Unreadable, preview

Status = ImportItem.Status


@transaction.atomic
def restage(*, item: ImportItem, by: User | None) -> ImportItem:
    """Stage an item again that was left out or undone, or whose bytes are no longer imported.

    What an editor changed on it stays. Raises Refused when it has no readable text, when its bytes
    are gone, or when an article of the same bytes exists.
    """
    present = lock(item)
    if present.status == Status.STAGED:
        return present
    if present.status == Status.COMMITTED:
        raise Refused(f"“{present.name}” is imported already.")
    if present.status == Status.QUEUED:
        raise Refused(f"“{present.name}” is being imported: {ADVICE[Status.QUEUED]}")
    if not present.encoding:
        raise Refused(f"“{present.name}” could not be read: {ADVICE[Status.FAILED]}")
    if (twin := same_bytes([present], batch=present.batch).get(present.sha256)) is not None:
        if twin.article is not None:
            raise Refused(f"The same bytes are imported already, as “{twin.article.title}”.")
        raise Refused(f"The same bytes are staged in this batch already, as “{twin.name}”.")
    Sighting.objects.filter(import_item=present).delete()
    present.status = Status.STAGED
    present.article = None
    take_over(present, _read(present), follow="source" if _lost_source(present) else None)
    present.save()
    return present


def _read(item: ImportItem) -> Preview:
    try:
        return preview(item)
    except Unreadable as error:
        raise Refused(f"“{item.name}” can’t be read: {error}") from error
    except FileNotFoundError as error:
        raise Refused(f"Nothing of “{item.name}” was kept: bring it again.") from error


def _lost_source(item: ImportItem) -> bool:
    """Whether the source that was recognised has been deleted since."""
    known = item.proposal.get("source", {}).get("source_id")
    if item.source_id is not None or known is None:
        return False
    return not Source.objects.filter(pk=known).exists()
