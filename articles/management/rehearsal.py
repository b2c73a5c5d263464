"""What a dry run says: what importing the files would do."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from articles.management.reports import STATUS, FileReport, report_of
from articles.models import ImportItem
from articles.services import rehearsing
from articles.services.examining import Examined
from articles.services.rehearsing import Rehearsed

Status = ImportItem.Status


@dataclass
class Rehearsal:
    """A dry run. `source_name` names the source of all files, which need not exist."""

    source_name: str = ""
    _has_begun: bool = False

    def reports(self, examined: Sequence[Examined]) -> list[FileReport]:
        """What would become of each of these files and records."""
        if not self._has_begun:
            rehearsing.begin()
            self._has_begun = True
        found = rehearsing.rehearse(examined, source_name=self.source_name)
        return [self._report(*one) for one in zip(examined, found, strict=True)]

    def _report(self, file: Examined, found: Rehearsed) -> FileReport:
        status = "ready" if found.status == Status.COMMITTED else STATUS[found.status]
        report = report_of(file, status, found.message)
        if self.source_name and status == "ready":
            return replace(report, source_name=self.source_name, source_note="given")
        return report
