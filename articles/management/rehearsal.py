"""What a dry run says: what importing the files would do."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from articles.management.reports import FileReport, report_of
from articles.models import ImportFile, ImportItem
from articles.services import batches
from articles.services.examining import Examined

Status = ImportItem.Status


@dataclass
class Rehearsal:
    """A dry run. `source_name` names the source of all files, which need not exist."""

    source_name: str = ""
    _names: dict[str, str] = field(default_factory=dict)
    """Of the files that were read, by the SHA-256 of their bytes."""

    def reports(self, examined: Sequence[Examined]) -> list[FileReport]:
        """What would become of each of these files and records."""
        batches.rehearse(examined)
        return [self._report(file) for file in examined]

    def _report(self, file: Examined) -> FileReport:
        item = file.item
        report = report_of(file, "ready")
        twin = self._names.setdefault(item.sha256, item.name) if item.sha256 else ""
        if item.status == Status.STAGED and twin != item.name:
            return replace(report, status="duplicate", message=f"The same bytes are in {twin}.")
        if item.status != Status.STAGED:
            status = "duplicate" if item.status == Status.DUPLICATE else "failed"
            return replace(report, status=status)
        if not item.title.strip() or not report.body:
            message = "It would need an editor: there is no title or no text."
            report = replace(report, status="staged", message=message)
        if self.source_name:
            return replace(report, source_name=self.source_name, source_note="given")
        return report


def not_looked_into(file: ImportFile) -> FileReport:
    """A file with records in an archive, which a dry run does not unpack."""
    message = "It holds records: a dry run does not look into files of archives."
    return FileReport(file.name, "ready", message=message)
