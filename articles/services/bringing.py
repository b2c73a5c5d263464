"""Bringing one file to a batch: staged at once when it is small, by a job when it is not."""

from dataclasses import dataclass
from time import monotonic
from typing import BinaryIO

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Q

from articles.models import ImportBatch, ImportFile, ImportItem, Source
from articles.services import learning, reading_files
from articles.services.arrivals import GROUP_RECORDS, Arrival
from articles.services.examining import examine, light_of
from articles.services.intake import take_in
from articles.services.staging import keep_all, read_file

State = ImportFile.State

_AT_ONCE = 2_000_000
"""Bytes of a file with records that is read while its editor waits."""
_SECONDS = 5
_PATIENCE = 60
"""Seconds after which a job reads what was to be read at once: who began it may be gone."""


@dataclass(frozen=True, slots=True)
class Brought:
    """What a file became: items, and files that hold records, whose items may come later.

    The file itself is the first of `files`, those that an archive holds follow.
    """

    items: tuple[ImportItem, ...] = ()
    files: tuple[ImportFile, ...] = ()


def bring(
    *,
    batch: ImportBatch,
    name: str,
    file: BinaryIO,
    by: User | None,
    source: Source | None = None,
) -> Brought:
    """Keep a file and stage what is in it.

    One article is staged at once. A file that holds records is read at once when it is small, and
    a larger one by a job; one whose encoding is uncertain waits (`file_encoding.choose`), and one
    whose columns nobody knows (`mappings.confirm`). What can't be imported is an item that says
    why. Raises BatchFull.
    """
    found = take_in(name, file, source=source)
    if isinstance(found, Arrival):
        examined = examine([found], light_of(batch=batch))
        items = keep_all(batch=batch, files=examined, by=by)
        learning.defer(batch=batch)
        return Brought(tuple(items))
    found.batch = batch
    with transaction.atomic():
        found.save()
        at_once = found.size <= _AT_ONCE
        if found.state == State.READING:
            reading_files.defer(found.pk, after=_PATIENCE if at_once else 0)
    if at_once:
        read_small(found)
    inside = Q(pk__gt=found.pk, name__startswith=f"{found.name}/")
    files = batch.files.filter(Q(pk=found.pk) | inside).select_related("source")
    return Brought(tuple(found.items.order_by("position")), tuple(files))


def read_small(file: ImportFile) -> None:
    """Read the first records of a file here; a job reads the rest when it has more."""
    end = monotonic() + _SECONDS
    ended = read_file(
        file_id=file.pk, should_stop=lambda: monotonic() > end, most=GROUP_RECORDS, processes=1
    )
    if not ended:
        reading_files.defer(file.pk)
