"""Staging the records of a file, group by group, so that a killed reading goes on where it was."""

import logging
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import takewhile
from math import inf

from django.contrib.auth.models import User
from django.db import DataError, transaction

from articles.core.previews import ProblemNote
from articles.core.problems import Problem
from articles.models import ImportBatch, ImportFile, ImportItem
from articles.services import learning, reading_files
from articles.services.arrivals import Group
from articles.services.batches import keep
from articles.services.errors import BatchFull, StorageFull
from articles.services.examining import Examined, examine, examine_groups, light_of
from articles.services.raw import open_raw
from articles.services.record_groups import groups_of
from articles.services.text_work import Light

log = logging.getLogger(__name__)

State = ImportFile.State


class Superseded(Exception):
    """Somebody else stopped the reading of a file, or reads it, too."""


def read_file(
    *,
    file_id: int,
    should_stop: Callable[[], bool] = lambda: False,
    most: float = inf,
    processes: int | None = None,
) -> bool:
    """Stage the records of a file that were not staged yet; whether its reading has ended.

    Each group is a transaction that notes how far the reading came: whatever ends it in between,
    calling this again goes on there, and the end is as if nothing had happened. Does nothing for a
    file that is not to be read. `should_stop` is asked before each group; with `most` records
    staged, it ends, too.
    """
    file = ImportFile.objects.select_related("batch", "source").filter(pk=file_id).first()
    if file is None or file.state != State.READING:
        return True
    reading_files.note_begin(file=file)
    try:
        with open_raw(file.sha256) as content:
            groups = examine_groups(
                takewhile(lambda group: group.before < most, groups_of(file, content)),
                light=lambda _: light_of(batch=file.batch),
                processes=processes,
            )
            for group, examined, _ in groups:
                if should_stop():
                    return False
                stage_group(group=group, examined=examined, by=None)
        if file.state == State.READING:
            return False
        if file.records > 1:
            learning.recount(batch=file.batch)
    except Superseded:
        log.info("The reading of file %s was stopped or taken over.", file_id)
    except BatchFull as error:
        _end(file, State.STOPPED, "batch-full", str(error))
    except StorageFull as error:
        _end(file, State.STOPPED, "storage-full", str(error))
    except FileNotFoundError:
        message = "Its bytes are not in the storage any more: bring the file again."
        _end(file, State.FAILED, "no-raw-file", message)
    return True


@transaction.atomic
def stage_group(*, group: Group, examined: Sequence[Examined], by: User | None) -> list[ImportItem]:
    """Stage a group of a file's records. Raises Superseded, staging nothing, and BatchFull."""
    file = group.file
    assert file is not None
    items = keep_all(batch=file.batch, files=examined, by=by)
    advance(group)
    for found in group.files:
        if found.state == State.READING:
            reading_files.defer(found.pk)
    return items


def keep_all(*, batch: ImportBatch, files: Sequence[Examined], by: User | None) -> list[ImportItem]:
    """As `keep`; what the database refuses becomes an item that says so, and the others stay."""
    if not files:
        return []
    try:
        with transaction.atomic():
            return keep(batch=batch, files=files, by=by)
    except (DataError, UnicodeError):
        log.warning("%s records are kept one by one.", len(files), exc_info=True)
    kept = []
    for file in files:
        # What was tried before has numbers and places of rows that do not exist.
        (again,) = examine([file.arrival], light_of(batch=batch))
        try:
            with transaction.atomic():
                kept += keep(batch=batch, files=[again], by=by)
        except (DataError, UnicodeError) as error:
            kept += keep(batch=batch, files=[unkeepable(file, error)], by=by)
    return kept


def unkeepable(file: Examined, error: Exception) -> Examined:
    """What the database refused, as an item that says so."""
    reason = str(error).partition("\n")[0]
    message = f"The database can’t keep this ({reason}). Bring it in another format."
    problem = Problem(file.arrival.line, "unkeepable", message)
    (failed,) = examine([replace(file.arrival, problem=problem)], Light())
    return failed


def advance(group: Group) -> None:
    """Note that a group of a file was staged, in the running transaction. Raises Superseded."""
    file = group.file
    assert file is not None
    for found in group.files:
        found.batch = file.batch
    ImportFile.objects.bulk_create(group.files)
    state, problems = State.READING, [*file.problems, *group.problems]
    if group.is_last:
        state, problems = _ended(file, problems)
    as_it_was = ImportFile.objects.filter(
        pk=file.pk, state=State.READING, records=group.before, options=file.options
    )
    if not as_it_was.update(records=group.after, state=state, problems=problems):
        raise Superseded
    file.records, file.state, file.problems = group.after, state, problems


def _ended(
    file: ImportFile, problems: list[ProblemNote]
) -> tuple[ImportFile.State, list[ProblemNote]]:
    """A file of which no record could be read could not be read itself, for the same reason."""
    readable = file.items.exclude(status=ImportItem.Status.FAILED)
    first = file.items.order_by("position").first()
    if first is None or readable.exists():
        return State.READ, problems
    return State.FAILED, [*first.problems[:1], *problems]


def _end(file: ImportFile, state: ImportFile.State, code: str, message: str) -> None:
    note = ProblemNote(line=None, code=code, message=message)
    ImportFile.objects.filter(pk=file.pk).update(state=state, problems=[note, *file.problems])
