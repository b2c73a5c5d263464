"""Which columns of a file mean what: proposed, confirmed by an editor, remembered."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from typing import BinaryIO

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import F

from articles.core.formats import column_names, mapping, reading
from articles.core.formats.date_order import OrderOfDates, order_of_dates
from articles.core.formats.records import ArticleField, FileFormat, Options, Unreadable
from articles.models import ImportFile, RememberedMapping, Source
from articles.services import reading_again
from articles.services.errors import Refused
from articles.services.file_options import from_json, to_json
from articles.services.raw import open_raw
from articles.services.reading_files import start

MAPPED = frozenset({FileFormat.JSON, FileFormat.JSON_LINES, FileFormat.CSV})
"""Formats whose records have columns that may mean anything."""

_SAMPLE = 5


@dataclass(frozen=True, slots=True)
class Proposed:
    """How a file's records would be read, and the first ones column by column.

    `remembered` tells that an editor confirmed this mapping for a file with the same columns;
    `complaints` say what keeps the file from being read so. `date_order` is the order of day and
    month remembered for these columns, unless it can't be changed any more how the file is read.
    """

    options: Options
    rows: tuple[Mapping[str, str], ...]
    remembered: bool
    complaints: tuple[str, ...]
    date_order: str = ""


def proposed(file: ImportFile, *, encoding: str = "", delimiter: str = "") -> Proposed:
    """The mapping of a file as it stands, or as it would be in this encoding, so delimited.

    Raises Unreadable for a file that is not what its format says, FileNotFoundError when its bytes
    are not kept.
    """
    fmt = FileFormat(file.format)
    with open_raw(file.sha256) as content:
        options, remembered = from_json(file.options), False
        if encoding or delimiter or not options.mapping:
            options, remembered = options_for(
                content,
                fmt,
                source=file.source,
                encoding=encoding or _decided(options),
                delimiter=delimiter,
            )
        rows = tuple(reading.sample(content, fmt, options, _SAMPLE))
    order = ""
    if not reading_again.why_decided(file):
        order = remembered_order(options, fmt, source=file.source)
    return Proposed(options, rows, remembered, tuple(mapping.check(options)), order)


def options_for(
    content: BinaryIO,
    fmt: FileFormat,
    *,
    source: Source | None,
    encoding: str = "",
    delimiter: str = "",
) -> tuple[Options, bool]:
    """How the records of a file are probably read, and whether that is remembered."""
    options = reading.propose_options(content, fmt, encoding=encoding, delimiter=delimiter)
    if fmt not in MAPPED or not options.columns:
        return options, False
    known = _remembered(mapping.signature(fmt, options.columns), source)
    if known is None:
        return with_date_order(options, content, fmt), False
    options = replace(options, mapping=from_json({"mapping": known.mapping}).mapping)
    return with_date_order(options, content, fmt, untold=known.date_order), True


def with_date_order(
    options: Options, content: BinaryIO, fmt: FileFormat, *, untold: str = ""
) -> Options:
    """These options with the order of day and month that the dates of the file tell, or else that
    of `untold`.
    """
    order = order_of_dates(content, fmt, options).order
    return replace(options, date_order=order or untold)


def remembered_order(options: Options, fmt: FileFormat, *, source: Source | None) -> str:
    """The order of day and month that an editor said for files with these columns, or ""."""
    known = _remembered(mapping.signature(fmt, options.columns), source)
    return known.date_order if known else ""


def dates_of(
    file: ImportFile, options: Options, mapping: Mapping[ArticleField, str]
) -> OrderOfDates:
    """What the dates of a file tell of their order when its columns mean this.

    Raises FileNotFoundError when its bytes are not kept.
    """
    with open_raw(file.sha256) as content:
        wanted = replace(options, mapping=mapping)
        return order_of_dates(content, FileFormat(file.format), wanted)


def is_sure(
    fmt: FileFormat,
    options: Options,
    *,
    remembered: bool,
    said: Collection[ArticleField] = (),
) -> bool:
    """Whether records can be read without asking an editor for its encoding or its columns.

    Columns are known when it is remembered, when a known program wrote the file, or when title and
    body are called so. `said` are the fields that somebody named; the body alone is enough. A file
    without columns is not asked about: its records say what is wrong.
    """
    if options.is_uncertain:
        return False
    if fmt not in MAPPED or not options.columns:
        return True
    if mapping.check(options):
        return False
    return (
        remembered
        or bool(options.producer)
        or ArticleField.BODY in said
        or all(
            field in said or _is_named(options, field)
            for field in (ArticleField.TITLE, ArticleField.BODY)
        )
    )


def named(options: Options, said: Mapping[ArticleField, str]) -> Options:
    """These options with columns that somebody named, beside those that were recognised."""
    recognised = {
        field: column for field, column in options.mapping.items() if column not in said.values()
    }
    return replace(options, mapping=recognised | dict(said))


@transaction.atomic
def confirm(
    *,
    file: ImportFile,
    mapping: Mapping[ArticleField, str],
    by: User | None,
    encoding: str = "",
    delimiter: str = "",
    date_order: str | None = None,
) -> ImportFile:
    """Say what a file's columns mean: it is remembered, and the file is read from its first record.

    `encoding` and `delimiter` replace what was found; "" leaves it. So does `date_order` ("dmy" or
    "mdy"), which is remembered; "" forgets the one that was, None leaves it. Raises Refused for a
    file that is being read or of which something is imported, or when records can't be read so:
    the message says why.
    """
    present = reading_again.locked(file)
    options = from_json(present.options)
    if encoding or delimiter:
        options = _read_otherwise(present, encoding, delimiter)
    if options.is_uncertain:
        raise Refused(f"Choose the encoding of “{present.name}” first.")
    options = checked(replace(options, mapping={f: c for f, c in mapping.items() if c}))
    fmt = FileFormat(present.format)
    known = date_order
    if known is None:
        known = remembered_order(options, fmt, source=present.source)
    if date_order:
        options = replace(options, date_order=date_order)
    else:
        with open_raw(present.sha256) as content:
            options = with_date_order(options, content, fmt, untold=known)
    reading_again.forget_records(file=present, options=options)
    remember(file=present, date_order=known, by=by)
    return start(file=present)


def unused(options: Options) -> tuple[str, ...]:
    """The columns of which nothing is taken; none where a known program wrote the file."""
    if options.producer or not options.mapping:
        return ()
    return tuple(column for column in options.columns if column not in options.mapping.values())


def checked(options: Options) -> Options:
    """These options. Raises Refused, with what is wrong, when records can't be read by them."""
    if complaints := mapping.check(options):
        raise Refused(" ".join(complaints))
    return options


def remember(*, file: ImportFile, date_order: str, by: User | None) -> None:
    """Keep a file's mapping for other files of its source with the same columns.

    So is the order of day and month that its editor said, for those whose dates do not tell it.
    """
    options = from_json(file.options)
    RememberedMapping.objects.update_or_create(
        source=file.source,
        signature=mapping.signature(FileFormat(file.format), options.columns),
        defaults={
            "mapping": to_json(options)["mapping"],
            "date_order": date_order,
            "confirmed_by": by,
        },
    )


def _read_otherwise(file: ImportFile, encoding: str, delimiter: str) -> Options:
    try:
        with open_raw(file.sha256) as content:
            return reading.propose_options(
                content,
                FileFormat(file.format),
                encoding=encoding or _decided(from_json(file.options)),
                delimiter=delimiter,
            )
    except Unreadable as error:
        raise Refused(str(error)) from error


def _decided(options: Options) -> str:
    """The encoding that is certain or was chosen; "" for one that was guessed."""
    return "" if options.doubt else options.encoding


def _remembered(signature: str, source: Source | None) -> RememberedMapping | None:
    """The source's own mapping, else the one of files that name their sources themselves."""
    found = RememberedMapping.objects.filter(signature=signature)
    own = found.filter(source=source) | found.filter(source__isnull=True)
    return own.order_by(F("source").asc(nulls_last=True)).first()


def _is_named(options: Options, field: ArticleField) -> bool:
    named = column_names.field_named(options.mapping.get(field, ""))
    return named is not None and named[0] is field
