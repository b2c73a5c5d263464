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
from articles.services.batches import Examined
from articles.services.importing import ImportedFile, import_files
from articles.services.item_sources import is_sure
from articles.services.previews import preview
from articles.services.sources import recognised

Status = ImportItem.Status


_MOST_AT_ONCE = 50
_MOST_BYTES_AT_ONCE = 2_000_000


@dataclass(frozen=True, slots=True)
class Waiting:
    """A file that was read and waits for being imported together with others."""

    name: str
    examined: Examined

    def has_bytes_of(self, other: Examined) -> bool:
        return self.examined.item.sha256 == other.item.sha256


@dataclass
class FileImport:
    """One run over some paths. A file that is reported as imported is committed.

    Files are read one by one and committed some dozens at a time. `source` is that of all files;
    in a dry run, where it may not exist, `source_name` names it. Known sources are looked up when
    the run begins and whenever it makes one.
    """

    origin: ImportBatch.Origin
    dry_run: bool = False
    source: Source | None = None
    source_name: str = ""
    _batch: ImportBatch | None = None
    _known: tuple[KnownSource, ...] = ()
    _waiting: list[Waiting] = field(default_factory=list)
    _seen: dict[str, str] = field(default_factory=dict)

    def run(self, paths: list[Path]) -> Iterator[FileReport]:
        """What became of each file, in their order."""
        self._known = recognised()
        try:
            for path in paths:
                for found in walk(path):
                    yield from self._file(found)
        except Exception:
            # What was read before is imported and reported all the same.
            yield from self._flush()
            raise
        yield from self._flush()

    def _file(self, found: Found) -> Iterator[FileReport]:
        name = str(found.path).encode("utf-8", "backslashreplace").decode()
        if found.message:
            yield from self._flush()
            status = "skipped" if found.skipped else "failed"
            yield FileReport(name, status, message=found.message)
            return
        try:
            with found.path.open("rb") as file:
                examined = self._examine(name, file)
        except OSError as error:
            yield from self._flush()
            message = f"The file cannot be read: {error.strerror}."
            yield FileReport(name, "failed", message=message)
            return
        if self.dry_run:
            yield self._rehearsed(name, batches.rehearse(examined))
        elif self._has_nothing_new(examined):
            yield self._report(name, ImportedFile(examined.item))
        else:
            yield from self._add(name, examined)

    def _has_nothing_new(self, examined: Examined) -> bool:
        """Whether a file is imported already and no batch has begun: none begins for it."""
        if self._batch is not None or self._waiting:
            return False
        return batches.rehearse(examined).item.status == Status.DUPLICATE

    def _examine(self, name: str, raw: bytes | IO[bytes]) -> Examined:
        return batches.examine(name=name, raw=raw, source=self.source, known=self._known)

    def _rehearsed(self, name: str, examined: Examined) -> FileReport:
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

    def _add(self, name: str, examined: Examined) -> Iterator[FileReport]:
        """Import a file with the ones that wait for it, or let it wait for more.

        Files before a new source, or before a copy of one of them, go first: then the files after
        it are read knowing the source, and the copy has an article to refer to.
        """
        alone = examined.content is None or is_sure(examined.item)
        if alone or any(file.has_bytes_of(examined) for file in self._waiting):
            yield from self._flush()
        self._waiting.append(Waiting(name, examined))
        size = sum(file.examined.item.size for file in self._waiting)
        if alone or len(self._waiting) >= _MOST_AT_ONCE or size > _MOST_BYTES_AT_ONCE:
            yield from self._flush()

    def _flush(self) -> Iterator[FileReport]:
        waiting, self._waiting = self._waiting, []
        try:
            imported = self._import([file.examined for file in waiting])
        except (DataError, IntegrityError):
            self._known = recognised()
            for file in waiting:
                yield self._again(file)
            return
        for file, result in zip(waiting, imported, strict=True):
            yield self._report(file.name, result)

    def _again(self, file: Waiting) -> FileReport:
        """Import a file by itself, knowing what is in the archive by now."""
        try:
            examined = self._examine(file.name, file.examined.content or b"")
            (imported,) = self._import([examined])
        except (DataError, IntegrityError) as error:
            reason = str(error).partition("\n")[0]
            return FileReport(file.name, "failed", message=f"The database refused it: {reason}.")
        return self._report(file.name, imported)

    def _import(self, files: list[Examined]) -> list[ImportedFile]:
        if not files:
            return []
        if self._batch is None:
            self._batch = batches.create_batch(origin=self.origin, by=None)
        return import_files(batch=self._batch, files=files, by=None)

    def _report(self, name: str, imported: ImportedFile) -> FileReport:
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
        status = _STATUS[Status(item.status)]
        return FileReport(name, status, item, message, _body(item), known, note)


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
