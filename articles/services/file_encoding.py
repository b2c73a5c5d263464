"""The encoding of a file that holds records: chosen by an editor, for all of them."""

from dataclasses import replace

from django.contrib.auth.models import User
from django.db import transaction

from articles.core.encodings import Candidate
from articles.core.formats import file_encodings
from articles.core.formats.records import FileFormat, Unreadable
from articles.models import ImportBatch, ImportFile, ImportItem, Sighting
from articles.services.errors import Refused
from articles.services.file_options import from_json, to_json
from articles.services.mappings import is_sure, options_for
from articles.services.raw import open_raw
from articles.services.reading_files import start

State = ImportFile.State
Status = ImportItem.Status

_AT_ONCE = 2_000


def choices(file: ImportFile) -> tuple[Candidate, ...]:
    """The encodings that a file may be in, with lines that differ, where that is in doubt.

    Raises FileNotFoundError when its bytes are not kept.
    """
    if not from_json(file.options).doubt:
        return ()
    with open_raw(file.sha256) as content:
        return file_encodings.choices(content)


@transaction.atomic
def choose(*, file: ImportFile, encoding: str, by: User | None) -> ImportFile:
    """Read a file's records in this encoding, from the first one; what was staged of them goes.

    Where nobody knows yet what its columns mean, it waits for that. Raises Refused for a file that
    is being read, or of which something is imported, and where it can't be read so.
    """
    # Who imports items of the batch waits, or has imported them.
    ImportBatch.objects.select_for_update().get(pk=file.batch_id)
    files = ImportFile.objects.select_for_update(of=("self",)).select_related("source")
    present = files.get(pk=file.pk)
    if reason := why_decided(present):
        raise Refused(reason)
    before = from_json(present.options)
    fmt = FileFormat(present.format)
    try:
        with open_raw(present.sha256) as content:
            options, remembered = options_for(
                content, fmt, source=present.source, encoding=encoding, delimiter=before.delimiter
            )
    except Unreadable as error:
        raise Refused(str(error)) from error
    except FileNotFoundError as error:
        raise Refused(f"Nothing of “{present.name}” was kept: bring it again.") from error
    is_known = present.state != State.WAITING and options.columns == before.columns
    if is_known:
        options = replace(options, mapping=before.mapping, date_order=before.date_order)
    _forget_items(present)
    present.options = to_json(options)
    present.records = 0
    present.problems = []
    present.state = State.WAITING
    present.save(update_fields=["options", "records", "problems", "state"])
    if is_known or is_sure(fmt, options, remembered=remembered):
        return start(file=present)
    return present


def _forget_items(file: ImportFile) -> None:
    """Some at a time: there may be more than memory has room for."""
    items = ImportItem.objects.filter(file=file).order_by()
    while some := list(items.values_list("pk", flat=True)[:_AT_ONCE]):
        ImportItem.objects.filter(pk__in=some).only("pk").delete()


def why_decided(file: ImportFile) -> str:
    """Why a file's encoding can't be changed now; "" where it can."""
    if file.format not in _CHOSEN:
        return f"The encoding of “{file.name}” is told by itself."
    if file.state == State.READING:
        return f"“{file.name}” is being read: stop that first."
    is_imported = file.items.filter(status__in=(Status.QUEUED, Status.COMMITTED)).exists()
    if is_imported or Sighting.objects.filter(import_item__file=file).exists():
        return f"Records of “{file.name}” are imported: undo that first."
    return ""


_CHOSEN = frozenset({FileFormat.CSV, FileFormat.JSON, FileFormat.JSON_LINES, FileFormat.TEXT})
