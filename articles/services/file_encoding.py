"""The encoding of a file that holds records: chosen by an editor, for all of them."""

from dataclasses import replace

from django.contrib.auth.models import User
from django.db import transaction

from articles.core.encodings import Candidate
from articles.core.formats import file_encodings
from articles.core.formats.records import FileFormat, Options, Unreadable
from articles.models import ImportFile
from articles.services import reading_again
from articles.services.errors import Refused
from articles.services.file_options import from_json
from articles.services.mappings import is_sure, options_for
from articles.services.raw import open_raw
from articles.services.reading_files import start

State = ImportFile.State

WITH_ENCODING = frozenset({FileFormat.CSV, FileFormat.JSON, FileFormat.JSON_LINES, FileFormat.TEXT})
"""Formats whose encoding can be chosen: the others tell it themselves."""


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
    is being read, or of which something is imported, and where it can't be read so: what has
    records in one encoding may have none in another.
    """
    present = reading_again.locked(file)
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
    if has_lost_records(before, options):
        named = encoding or "the encoding that is found"
        raise Refused(f"In {named}, “{present.name}” has no records: choose another.")
    is_known = present.state != State.WAITING and options.columns == before.columns
    if is_known:
        options = replace(options, mapping=before.mapping, date_order=before.date_order)
    reading_again.forget_records(file=present, options=options)
    if is_known or is_sure(fmt, options, remembered=remembered):
        return start(file=present)
    return present


def has_lost_records(before: Options, now: Options) -> bool:
    """Whether a file that had records in one encoding has none in another."""
    return bool((before.columns and not now.columns) or (before.producer and not now.producer))


def why_decided(file: ImportFile) -> str:
    """Why a file's encoding can't be changed now; "" where it can."""
    if file.format not in WITH_ENCODING:
        return f"The encoding of “{file.name}” is told by itself."
    return reading_again.why_decided(file)
