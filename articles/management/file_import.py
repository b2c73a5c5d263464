"""Importing files, or saying what importing them would do."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import BinaryIO

from django.db.models import QuerySet

from articles.core.decoding import is_unicode
from articles.core.formats.records import ArticleField, FileFormat, RecordFormat, Unreadable
from articles.core.recurrence import Tally
from articles.management.file_groups import FileGroup
from articles.management.opening import opened
from articles.management.paths import Found, walk
from articles.management.rehearsal import Rehearsal
from articles.management.reports import (
    NEW_SOURCE,
    STATUS,
    FileReport,
    failed,
    report_of,
    waiting,
)
from articles.models import ImportBatch, ImportFile, ImportItem, Source
from articles.services import batches, mappings
from articles.services.arrivals import Arrival, Group, options_of, printable
from articles.services.errors import BatchFull, Refused
from articles.services.examining import Examined, examine_groups, light_of
from articles.services.file_encoding import has_lost_records
from articles.services.file_options import to_json
from articles.services.importing import ImportedFile, import_group
from articles.services.intake import take_in
from articles.services.items import same_bytes
from articles.services.learning import learn_from, note_recurring
from articles.services.learning_first import knowing, knowing_recurring
from articles.services.queueing import SEARCHABLE_AT_ONCE
from articles.services.raw import open_raw
from articles.services.record_groups import groups_of
from articles.services.search_index import index_missing
from articles.services.staging import Superseded
from articles.services.text_work import Light

Status = ImportItem.Status
State = ImportFile.State


@dataclass
class FileImport:
    """One run over some paths. What is reported as imported is committed.

    Files are read and committed some hundreds of articles at a time. With a `rehearsal` nothing is:
    it says what would be. `source` is that of all files, `mapping` says which columns mean what. A
    run with a `batch` goes on where an earlier one stopped: what is in it is not looked at again.
    `encoding` is that of text, JSON and tables which are not in Unicode. `processes` are how many
    share the text work; None takes the setting.
    """

    origin: ImportBatch.Origin
    rehearsal: Rehearsal | None = None
    source: Source | None = None
    mapping: Mapping[ArticleField, str] = field(default_factory=dict)
    encoding: str = ""
    batch: ImportBatch | None = None
    processes: int | None = None
    _count: int = 0
    _tally: Tally = field(default_factory=Tally)
    _taken: set[int] = field(default_factory=set)

    def run(self, paths: Sequence[Path]) -> Iterator[FileReport]:
        """What became of each file and record, in their order."""
        yield from self._run(self._unread_files())
        yield from self._run(self._groups(paths))
        # Files with records that were found in archives.
        while self._has_unread_files():
            yield from self._run(self._unread_files())
        self._end()

    def stop(self) -> None:
        """Mark what is being read as stopped: it waits until somebody goes on with it."""
        if self.batch is not None:
            self.batch.files.filter(state=State.READING).update(state=State.STOPPED)

    def _end(self) -> None:
        """What follows when all is imported: learning from it, and search where that was left."""
        if self.batch is None or self.rehearsal:
            return
        learn_from(batch=self.batch)
        if self.batch.items.filter(
            article__isnull=False, article__search_entry__isnull=True
        ).exists():
            index_missing(processes=self.processes)

    def _run(self, groups: Iterator[FileGroup]) -> Iterator[FileReport]:
        found = examine_groups(groups, light=lambda _: self._light(), processes=self.processes)
        # Whatever ends the run ends the processes that read, too, and here: not in another thread.
        with closing(found) as read:
            known = knowing_recurring(read, tally=self._tally, light=self._light)
            for group, examined, light in known:
                done = iter(self._finished(group, examined, light))
                yield from (
                    entry if isinstance(entry, FileReport) else next(done)
                    for entry in group.entries
                )
                # Not held while the next ones are read, which may be large.
                del group, examined, done

    def _light(self) -> Light:
        """What is known now, with what recurs in what this run has read."""
        return knowing(light_of(batch=self.batch), self._tally)

    def _groups(self, paths: Sequence[Path]) -> Iterator[FileGroup]:
        """What is below the paths; a file with records has groups of its own."""
        group = FileGroup()
        brought = self._brought()
        for found in (found for path in paths for found in walk(path)):
            name = printable(str(found.path))
            if name in brought:
                continue
            if group.is_full:
                yield group
                group = FileGroup()
            part = self._taken_in(name, found)
            if isinstance(part, ImportFile):
                yield group
                group = FileGroup()
                yield from self._file(part, found.path)
            elif isinstance(part, FileReport):
                group.entries.append(part)
            else:
                group.add(self._stated(part))
        yield group

    def _taken_in(self, name: str, found: Found) -> Arrival | ImportFile | FileReport:
        if found.message:
            status = "skipped" if found.skipped else "failed"
            return FileReport(name, status, message=found.message)
        try:
            with opened(found.path) as content:
                return take_in(name, content, source=self.source, keep=not self.rehearsal)
        except OSError as error:
            message = f"The file cannot be read: {error.strerror}."
            return FileReport(name, "failed", message=message)

    def _file(self, file: ImportFile, path: Path | None = None) -> Iterator[FileGroup]:
        """The rest of a file with records; in a dry run, of the one at `path`."""
        if file.pk:
            self._taken.add(file.pk)
        try:
            content = _content(file, path)
        except OSError as error:
            message = f"The file cannot be read: {error.strerror or error}. Bring it again."
            yield FileGroup(entries=[FileReport(file.name, "failed", message=message)])
            return
        with content:
            yield from self._records(file, content)

    def _records(self, file: ImportFile, content: BinaryIO) -> Iterator[FileGroup]:
        try:
            self._prepare(file, content)
        except (Refused, Unreadable) as error:
            yield FileGroup(entries=[FileReport(file.name, "failed", message=str(error))])
            return
        if not self.rehearsal:
            file.batch = self._begun()
            file.save()
            self._taken.add(file.pk)
        if file.state == State.WAITING:
            yield FileGroup(entries=[waiting(file)])
            return
        look_into = self._records if self.rehearsal else None
        for group in groups_of(file, content, look_into=look_into):
            if isinstance(group, FileGroup):
                yield group
                continue
            yield FileGroup.of(group, [self._stated(arrival) for arrival in group.arrivals])

    def _prepare(self, file: ImportFile, content: BinaryIO) -> None:
        """Have a file read, or wait: in the encoding and by the columns that were named, if any.

        Raises Refused or Unreadable where it can't be read so.
        """
        fmt = FileFormat(file.format)
        options = options_of(file)
        is_sure = file.state != State.WAITING
        if self.encoding and options.doubt and not file.records:
            found = options
            options, remembered = mappings.options_for(
                content, fmt, source=file.source, encoding=self.encoding
            )
            if has_lost_records(found, options):
                raise Refused(
                    f"In {self.encoding}, it has no records: nothing of it was imported. Name the "
                    f"encoding it is in, perhaps --encoding {found.encoding}."
                )
            is_sure = mappings.is_sure(fmt, options, remembered=remembered)
        if self.mapping and fmt in mappings.MAPPED:
            options = mappings.checked(mappings.named(options, self.mapping))
            untold = mappings.remembered_order(options, fmt, source=file.source)
            options = mappings.with_date_order(options, content, fmt, untold=untold)
            is_sure = is_sure or mappings.is_sure(fmt, options, remembered=False, said=self.mapping)
        file.options = to_json(options)
        file.state = State.READING if is_sure else State.WAITING

    def _stated(self, arrival: Arrival) -> Arrival:
        """A text that is not UTF-8 in the encoding that was named, if there is one."""
        if not self.encoding or arrival.format != RecordFormat.TEXT or arrival.stated.encoding:
            return arrival
        content = arrival.content or b""
        if is_unicode(content):
            return arrival
        return replace(arrival, stated=replace(arrival.stated, encoding=self.encoding))

    def _unread_files(self) -> Iterator[FileGroup]:
        """The rest of each file of the batch that is not read to its end."""
        for file in list(self._unread()):
            yield from self._file(file)

    def _has_unread_files(self) -> bool:
        return self._unread().exists()

    def _unread(self) -> QuerySet[ImportFile]:
        unread = ImportFile.objects.filter(
            batch=self.batch, state__in=[State.READING, State.STOPPED, State.WAITING]
        )
        return unread.exclude(pk__in=self._taken).select_related("source").order_by("pk")

    def _brought(self) -> frozenset[str]:
        """The names of what an earlier run brought to the batch."""
        if self.batch is None:
            return frozenset()
        items = self.batch.items.filter(file=None).values_list("name", flat=True)
        return frozenset([*items, *self.batch.files.values_list("name", flat=True)])

    def _begun(self) -> ImportBatch:
        if self.batch is None:
            self.batch = batches.create_batch(origin=self.origin, by=None)
        return self.batch

    def _finished(
        self, group: FileGroup, examined: list[Examined], light: Light
    ) -> list[FileReport]:
        if self.rehearsal:
            return self.rehearsal.reports(examined)
        known = self._imported_before(group, examined)
        fresh = [file for file in examined if id(file) not in known]
        imported = iter(self._imported(group, fresh, light))
        return [known.get(id(file)) or next(imported) for file in examined]

    def _imported(
        self, group: FileGroup, examined: list[Examined], light: Light
    ) -> list[FileReport]:
        if not examined and group.file is None:
            return []
        batch = self._begun()
        if recurring := self._tally.recurring():
            note_recurring(batch=batch, keys=recurring)
        try:
            imported = import_group(
                batch=batch,
                group=group,
                examined=examined,
                light=light,
                by=None,
                searchable=self._count <= SEARCHABLE_AT_ONCE,
            )
            self._count += len(examined)
        except BatchFull as refusal:
            self.stop()
            return [failed(file, str(refusal)) for file in examined]
        except Superseded:
            why = "Its reading was stopped, or somebody else reads the file, too."
            return [failed(file, why) for file in examined]
        return [self._report(file) for file in imported]

    def _imported_before(self, group: Group, examined: list[Examined]) -> dict[int, FileReport]:
        """Files that are imported already, by their `id()`; no batch begins for them alone."""
        if self.batch is not None or group.file is not None:
            return {}
        twins = same_bytes([file.item for file in examined], batch=None)
        known = [file for file in examined if file.item.sha256 in twins]
        batches.mark_imported(known)
        return {id(file): self._report(ImportedFile(file)) for file in known}

    def _report(self, imported: ImportedFile) -> FileReport:
        item = imported.item
        message = imported.refusal
        if message and item.batch_id:
            message += f" It waits in the admin, in import {item.batch_id}."
        report = report_of(imported.examined, STATUS[Status(item.status)], message)
        if item.status == Status.FAILED:
            return report
        if self.source is not None:
            return replace(report, source_note="given")
        if imported.has_new_source:
            return replace(report, source_note=NEW_SOURCE)
        return report


def _content(file: ImportFile, path: Path | None) -> BinaryIO:
    return open_raw(file.sha256) if path is None or file.sha256 else opened(path)
