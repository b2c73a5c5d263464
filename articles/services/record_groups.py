"""The records of a file as groups that are staged together, from where its reading stopped."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from tempfile import SpooledTemporaryFile
from typing import BinaryIO, cast

from articles.core.formats import archives, reading
from articles.core.formats.archives import Member, Unpacking
from articles.core.formats.records import BadRecord, FileFormat, Limits, Options, Unreadable
from articles.core.previews import ProblemNote
from articles.models import ImportFile, ImportItem
from articles.services.arrivals import Arrival, Group, arrival_of, options_of, printable
from articles.services.intake import limits as limits_of_settings
from articles.services.intake import take_in
from articles.services.raw import room_in

MOST_BAD = 1_000
"""Records of a file that can't be read and are items of their own; more are only counted."""

_MOST_UNNAMED = 5_000
_IN_MEMORY = 1 << 20
_CHUNK = 1 << 20

_NOTHING = BadRecord(
    1, "empty", "There is no article in this file. Look into it, and export it again."
)

_NAMED_OTHERWISE = "This is an archive under another name: call it .zip, or bring it by itself."

Part = Arrival | ImportFile | Group
LookInto = Callable[[ImportFile, BinaryIO], Iterator[Group]]


def groups_of(
    file: ImportFile,
    content: BinaryIO,
    *,
    look_into: LookInto | None = None,
) -> Iterator[Group]:
    """The records of a file that were not staged yet, in groups, the last of which says so.

    There is always a last one, if need be without records; what has none at all is itself a record
    that says so. `content` are the file's bytes. Files with records inside an archive are stored,
    unless they are to be looked into at once: then their groups come where they are.
    """
    counted = _Counted(file)
    group = Group(file=file, before=file.records, after=file.records)
    is_empty = not file.records
    for part in _with_room(_parts(file, content, look_into)):
        is_empty = False
        if isinstance(part, Group):
            yield group
            group = Group(file=file, before=group.after, after=group.after)
            yield part
            continue
        if group.is_full or group.files or group.after - group.before >= _MOST_UNNAMED:
            yield group
            group = Group(file=file, before=group.after, after=group.after)
        group.after += 1
        if isinstance(part, ImportFile):
            group.files.append(part)
        elif counted.has_room_for(part):
            group.add(part)
    if is_empty:
        group.after = 1
        group.add(arrival_of(file, _NOTHING, Options(mapping={})))
    group.is_last = True
    group.problems = counted.problems()
    yield group


class _Counted:
    """How many records of a file can't be read, those of an earlier reading included."""

    def __init__(self, file: ImportFile) -> None:
        items = file.items.all() if file.pk else ImportItem.objects.none()
        self._bad = items.filter(status=ImportItem.Status.FAILED, sha256="").count()
        self._unnamed = 0
        if file.records and file.format != FileFormat.ZIP:
            self._unnamed = file.records - items.count()

    def has_room_for(self, arrival: Arrival) -> bool:
        if arrival.content is not None:
            return True
        self._bad += 1
        if self._bad > MOST_BAD:
            self._unnamed += 1
            return False
        return True

    def problems(self) -> list[ProblemNote]:
        if not self._unnamed:
            return []
        message = (
            f"{self._unnamed:,} more records can’t be read. The first {MOST_BAD:,} are listed one "
            "by one; the file may not be what it was read as."
        )
        return [ProblemNote(line=None, code="more-bad-records", message=message)]


def _with_room(parts: Iterator[Part]) -> Iterator[Part]:
    """The same; archives, and files in other encodings, are unpacked on the disk."""
    with room_in("the folder for temporary files"):
        yield from parts


def _parts(file: ImportFile, content: BinaryIO, look_into: LookInto | None) -> Iterator[Part]:
    limits = limits_of_settings()
    if file.format == FileFormat.ZIP:
        yield from _Archive(file, limits, look_into).parts(content)
        return
    options = options_of(file)
    found = reading.records(content, FileFormat(file.format), options, limits, skip=file.records)
    for number, record in enumerate(found, file.records + 1):
        yield arrival_of(file, replace(record, number=number), options)


class _Archive:
    """The members of an archive and of those in it, numbered through."""

    def __init__(self, file: ImportFile, limits: Limits, look_into: LookInto | None) -> None:
        self._file = file
        self._limits = limits
        self._look_into = look_into
        self._counted = Unpacking()
        self._number = 0

    def parts(self, content: BinaryIO, folder: str = "") -> Iterator[Part]:
        for member in archives.members(content, self._limits, within=self._counted):
            name = f"{folder}{member.name}"
            # Only what is called so is unpacked: what is passed over need not be opened then.
            if isinstance(member, Member) and name.lower().endswith(".zip"):
                yield from self._nested(member, name)
                continue
            self._number += 1
            if self._number <= self._file.records:
                continue
            if isinstance(member, BadRecord):
                yield self._bad(member, name)
            else:
                yield from self._part(member, name)

    def _nested(self, member: Member, name: str) -> Iterator[Part]:
        try:
            with _unpacked(member) as content:
                self._counted.depth += 1
                yield from self.parts(content, f"{name}/")
                self._counted.depth -= 1
        except Unreadable as error:
            self._number += 1
            if self._number > self._file.records:
                yield self._refused(error, name)

    def _part(self, member: Member, name: str) -> Iterator[Part]:
        full = printable(f"{self._file.name}/{name}")
        keep = self._look_into is None
        try:
            with _unpacked(member) as content:
                part = take_in(full, content, source=self._file.source, keep=keep)
                if isinstance(part, Arrival):
                    yield replace(part, file=self._file, record=self._number)
                elif part.format == FileFormat.ZIP:
                    yield self._refused(Unreadable(_NAMED_OTHERWISE, code="nested"), name)
                elif self._look_into is None:
                    yield part
                else:
                    yield from self._look_into(part, content)
        except Unreadable as error:
            yield self._refused(error, name)

    def _bad(self, member: BadRecord, name: str) -> Arrival:
        bad = replace(member, number=self._number, name=name)
        return arrival_of(self._file, bad, Options(mapping={}))

    def _refused(self, error: Unreadable, name: str) -> Arrival:
        return self._bad(BadRecord(self._number, error.code, str(error), error.line), name)


@contextmanager
def _unpacked(member: Member) -> Iterator[BinaryIO]:
    """A member's content as a file that can be read from any place. Raises Unreadable."""
    with SpooledTemporaryFile(max_size=_IN_MEMORY) as copy, member.open() as stream:
        while piece := stream.read(_CHUNK):
            copy.write(piece)
        copy.seek(0)
        yield cast(BinaryIO, copy)
