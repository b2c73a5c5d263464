"""What a file is, before anything is read of it: one article, or a file that holds records."""

from typing import BinaryIO

from django.conf import settings
from django.template.defaultfilters import filesizeformat

from articles.core.formats.records import WHOLE, Limits, Unreadable
from articles.core.formats.sniffing import sniff
from articles.core.problems import Problem
from articles.models import ImportFile, Source
from articles.services import raw as raw_files
from articles.services.arrivals import Arrival, printable
from articles.services.batches import one_article, refused
from articles.services.file_options import to_json
from articles.services.mappings import is_sure, options_for

State = ImportFile.State


def limits() -> Limits:
    """What the settings allow one file."""
    return Limits(
        file_bytes=settings.IMPORT_MAX_FILE_BYTES,
        record_bytes=settings.IMPORT_MAX_ARTICLE_BYTES,
        records=settings.IMPORT_MAX_BATCH_ITEMS,
        members=settings.IMPORT_MAX_ARCHIVE_MEMBERS,
        unpacked_bytes=settings.IMPORT_MAX_UNPACKED_BYTES,
        ratio=settings.IMPORT_MAX_RATIO,
        seconds=settings.IMPORT_MAX_SECONDS,
    )


def take_in(
    name: str, content: BinaryIO, *, source: Source | None, keep: bool = True
) -> Arrival | ImportFile:
    """One article, or an unsaved file with records, whose bytes are stored unless not to `keep`.

    The file waits when nobody knows yet its encoding or what its columns mean. What can't be
    imported is an arrival that says why; of what is too large, nothing is kept.
    """
    with raw_files.room_in("the folder for temporary files"):
        return _taken_in(printable(name), content, source, keep)


def _taken_in(
    name: str, content: BinaryIO, source: Source | None, keep: bool
) -> Arrival | ImportFile:
    size = content.seek(0, 2)
    if size > settings.IMPORT_MAX_FILE_BYTES:
        return refused(name, size, _too_large(size), source=source)
    try:
        fmt = sniff(content, name=name)
        options, remembered = options_for(content, fmt, source=source)
    except Unreadable as error:
        problem = Problem(error.line, error.code, str(error))
        if size > settings.IMPORT_MAX_ARTICLE_BYTES:
            return refused(name, size, problem, source=source)
        content.seek(0)
        return Arrival(name, content.read(), source=source, size=size, problem=problem)
    if fmt in WHOLE and not options.producer:
        content.seek(0)
        return one_article(name, content, format=WHOLE[fmt], source=source)
    sure = is_sure(fmt, options, remembered=remembered)
    sha256 = ""
    if keep:
        try:
            sha256, size = raw_files.store_file(content, most=settings.IMPORT_MAX_FILE_BYTES)
        except raw_files.TooLong:
            # Somebody writes to it.
            size = content.seek(0, 2)
            return refused(name, size, _too_large(size), source=source)
    return ImportFile(
        name=name,
        size=size,
        sha256=sha256,
        format=fmt.value,
        options=to_json(options),
        source=source,
        state=State.READING if sure else State.WAITING,
    )


def _too_large(size: int) -> Problem:
    limit = filesizeformat(settings.IMPORT_MAX_FILE_BYTES)
    return Problem(
        None,
        "too-large",
        f"The file has {filesizeformat(size)}, and one file may have at most {limit} "
        "(IMPORT_MAX_FILE_BYTES). Nothing of it was kept: split it.",
    )
