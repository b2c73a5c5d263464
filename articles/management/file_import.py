"""Importing files one by one, or saying what importing them would do."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from django.db import DataError, IntegrityError

from articles.core.sources import KnownSource
from articles.management.paths import Found, walk
from articles.management.reports import FileReport
from articles.models import ImportBatch, ImportItem, Source
from articles.services import batches
from articles.services.importing import import_file
from articles.services.item_sources import is_sure
from articles.services.previews import preview
from articles.services.sources import recognised

Status = ImportItem.Status


@dataclass
class FileImport:
    """One run over some paths. Each file is committed before the next one is read.

    `source` is that of all files; in a dry run, where it may not exist, `source_name` names it.
    Known sources are looked up when the run begins and whenever it makes one.
    """

    origin: ImportBatch.Origin
    dry_run: bool = False
    source: Source | None = None
    source_name: str = ""
    _batch: ImportBatch | None = None
    _known: tuple[KnownSource, ...] = ()
    _seen: dict[str, str] = field(default_factory=dict)

    def run(self, paths: list[Path]) -> Iterator[FileReport]:
        """What became of each file, as it happens."""
        self._known = recognised()
        for path in paths:
            for found in walk(path):
                yield self._file(found)

    def _file(self, found: Found) -> FileReport:
        name = str(found.path).encode("utf-8", "backslashreplace").decode()
        if found.message:
            return FileReport(name, "skipped" if found.skipped else "failed", message=found.message)
        try:
            with found.path.open("rb") as file:
                return self._rehearse(name, file) if self.dry_run else self._import(name, file)
        except OSError as error:
            return FileReport(name, "failed", message=f"The file cannot be read: {error.strerror}.")
        except (DataError, IntegrityError) as error:
            reason = str(error).partition("\n")[0]
            return FileReport(name, "failed", message=f"The database refused the file: {reason}.")

    def _rehearse(self, name: str, file: IO[bytes]) -> FileReport:
        examined = batches.rehearse(name=name, raw=file, source=self.source, known=self._known)
        item = examined.item
        body = examined.preview.body if examined.preview else ""
        twin = self._seen.setdefault(item.sha256, name)
        if item.status == Status.STAGED and twin != name:
            return FileReport(name, "duplicate", item, f"The same bytes are in {twin}.", body)
        status, message = "ready", ""
        if item.status != Status.STAGED:
            status = "duplicate" if item.status == Status.DUPLICATE else "failed"
        elif not item.title.strip() or not body:
            status, message = "staged", "It would need an editor: there is no title or no text."
        known, note = _source_of(item)
        if self.source_name:
            known, note = self.source_name, "given"
        return FileReport(name, status, item, message, body, known, note)

    def _import(self, name: str, file: IO[bytes]) -> FileReport:
        if self._batch is None:
            self._batch = batches.create_batch(origin=self.origin, by=None)
        imported = import_file(
            batch=self._batch,
            name=name,
            raw=file,
            by=None,
            source=self.source,
            known=self._known,
        )
        item = imported.item
        if item.status == Status.FAILED:
            return FileReport(name, "failed", item)
        known, note = _source_of(item)
        if self.source is not None:
            note = "given"
        elif imported.has_new_source:
            self._known = recognised()
            note = _NEW_SOURCE
        message = imported.refusal
        if message:
            message += f" It waits in the admin, in import {item.batch_id}."
        return FileReport(
            name, _STATUS[Status(item.status)], item, message, _body(item), known, note
        )


_NEW_SOURCE = "new, from its header lines"
_STATUS = {
    Status.COMMITTED: "imported",
    Status.DUPLICATE: "duplicate",
    Status.STAGED: "staged",
    Status.FAILED: "failed",
}


def _body(item: ImportItem) -> str:
    """The text of the article, or the one an item that is not imported would have."""
    if item.article is not None and item.article.current_version is not None:
        return item.article.current_version.body
    return preview(item).body


def _source_of(item: ImportItem) -> tuple[str, str]:
    """The name of the source that is known or accepted, and where it comes from."""
    if item.source is not None:
        return item.source.name, "recognised"
    if is_sure(item):
        return item.source_name, _NEW_SOURCE
    if item.source_name:
        return "", f"perhaps {item.source_name}"
    return "", ""
