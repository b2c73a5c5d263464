"""The panel above a batch's table: its files, and how far reading and importing have come."""

from django.db.models import Case, Count, IntegerField, Q, When

from articles.models import ImportBatch, ImportFile
from articles.queries.imports import commit_progress, reading, with_bytes_read
from articles.services import undoing

State = ImportFile.State

_MOST_FILES = 8


def progress_context(batch: ImportBatch) -> dict[str, object]:
    """What the panel shows, in five queries. `busy` is how many things are under way.

    `has_imported` is whether something of the batch is imported, or will be at once.
    """
    commit = commit_progress(batch)
    attention = Case(
        When(state=State.WAITING, then=0),
        When(state=State.READING, then=1),
        default=2,
        output_field=IntegerField(),
    )
    waiting = with_bytes_read(batch.files.exclude(state=State.READ)).order_by(attention, "pk")
    unread = [
        (file, reading(file) if file.state == State.READING else None)
        for file in waiting[:_MOST_FILES]
    ]
    read = list(batch.files.filter(state=State.READ).order_by("pk")[:_MOST_FILES])
    counts = batch.files.aggregate(
        all=Count("pk"),
        reading=Count("pk", filter=Q(state=State.READING)),
        read=Count("pk", filter=Q(state=State.READ)),
    )
    is_undoing = undoing.is_running(batch)
    return {
        "batch": batch,
        "is_undoing": is_undoing,
        "files": unread,
        "more_files": counts["all"] - counts["read"] - len(unread),
        "read_files": read,
        "more_read_files": counts["read"] - len(read),
        "file_counts": counts,
        "commit": commit,
        "has_imported": commit.is_running or bool(batch.committed_at and not batch.undone_at),
        "busy": counts["reading"] + commit.is_running + is_undoing,
        "percent": 100 * (commit.total - commit.left) // commit.total if commit.total else 0,
    }
