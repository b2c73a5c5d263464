"""Files that hold records, read from the first one again: what was staged of them goes."""

from articles.core.formats.records import Options
from articles.models import ImportBatch, ImportFile, ImportItem, Sighting
from articles.services.errors import Refused
from articles.services.file_options import to_json

State = ImportFile.State
Status = ImportItem.Status

_AT_ONCE = 2_000


def why_decided(file: ImportFile) -> str:
    """Why it can't be changed now how a file is read; "" where it can."""
    if file.state == State.READING:
        return f"“{file.name}” is being read: stop that first."
    is_imported = file.items.filter(status__in=(Status.QUEUED, Status.COMMITTED)).exists()
    if is_imported or Sighting.objects.filter(import_item__file=file).exists():
        return f"Records of “{file.name}” are imported: undo that first."
    return ""


def locked(file: ImportFile) -> ImportFile:
    """Lock a file that may be read in another way; raises Refused, with the reason, where not."""
    # Who imports items of the batch waits, or has imported them.
    ImportBatch.objects.select_for_update().get(pk=file.batch_id)
    files = ImportFile.objects.select_for_update(of=("self",)).select_related("source")
    present = files.get(pk=file.pk)
    if reason := why_decided(present):
        raise Refused(reason)
    return present


def forget_records(*, file: ImportFile, options: Options) -> None:
    """Have a locked file wait as if nothing of it had been read; these options say how it will."""
    # Some at a time: there may be more than memory has room for.
    items = ImportItem.objects.filter(file=file).order_by()
    while some := list(items.values_list("pk", flat=True)[:_AT_ONCE]):
        ImportItem.objects.filter(pk__in=some).only("pk").delete()
    file.options = to_json(options)
    file.records = 0
    file.problems = []
    file.state = State.WAITING
    file.save(update_fields=["options", "records", "problems", "state"])
