"""Files that hold records: when their reading begins, stops and goes on.

What is read of a file and staged is `staging`; a job does it (`articles.tasks`).
"""

from django.contrib.auth.models import User
from django.db import connection, transaction
from django.db.models import F
from django.utils import timezone
from procrastinate.contrib.django import app
from procrastinate.types import TimeDeltaParams

from articles.models import ImportFile
from articles.services.errors import Refused

State = ImportFile.State

JOB = "articles.read_import_file"

_AT_ONCE = "UPDATE procrastinate_jobs SET scheduled_at = NULL WHERE lock = %s AND status = 'todo'"


@transaction.atomic
def start(*, file: ImportFile) -> ImportFile:
    """Have a job read a file that waited for its mapping, or the rest of one; returns it."""
    present = ImportFile.objects.select_for_update().get(pk=file.pk)
    present.state = State.READING
    present.problems = []
    present.save(update_fields=["state", "problems"])
    defer(present.pk)
    return present


@transaction.atomic
def stop(*, file: ImportFile, by: User | None) -> ImportFile:
    """Stop the reading of a file after the records that are being read now; they stay staged.

    Raises Refused for a file that is not being read.
    """
    present = ImportFile.objects.select_for_update().get(pk=file.pk)
    if present.state not in (State.READING, State.WAITING):
        raise Refused(f"“{present.name}” is {present.get_state_display()}: nothing to stop.")
    present.state = State.STOPPED
    present.save(update_fields=["state"])
    return present


@transaction.atomic
def resume(*, file: ImportFile, by: User | None) -> ImportFile:
    """Go on where the reading of a file stopped, in a job. Raises Refused for one that is read.

    A file that is being read is given to a job again, too: whatever read it may have been killed.
    """
    present = ImportFile.objects.select_for_update().get(pk=file.pk)
    if present.state not in (State.READING, State.STOPPED):
        raise Refused(f"“{present.name}” is {present.get_state_display()}: nothing to go on with.")
    return start(file=present)


def note_begin(*, file: ImportFile) -> None:
    """Note when the reading of a file begins or goes on, and where: its speed is told from it."""
    files = ImportFile.objects.filter(pk=file.pk, state=State.READING)
    files.update(reading_since=timezone.now(), records_then=F("records"))


def defer(file_id: int, *, after: int = 0) -> None:
    """Put the reading of a file into the queue; jobs for one file run one after the other.

    It begins `after` so many seconds; a file that is read or stopped by then is left alone.
    """
    lock = f"import-file-{file_id}"
    wait: TimeDeltaParams | None = {"seconds": after} if after else None
    if not after:
        # A job that waits for its time would keep the later ones waiting with it.
        with connection.cursor() as cursor:
            cursor.execute(_AT_ONCE, [lock])
    app.configure_task(JOB, lock=lock, schedule_in=wait).defer(file_id=file_id)
