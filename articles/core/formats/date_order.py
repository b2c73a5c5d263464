"""In which order the dates of a file have day and month, told by those that can only be read so."""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice
from typing import BinaryIO

from .. import dates
from . import mapping, reading
from .records import ArticleField, FileFormat, Options, Record, Unreadable

_MOST_READ = 300


@dataclass(frozen=True, slots=True)
class OrderOfDates:
    """In which order the first records of a file have day and month, and what tells it.

    `told` has, for "dmy" and for "mdy", the first date that can only be read so; where it has both,
    they contradict each other. `doubtful` is the first date that can be read both ways.
    """

    told: Mapping[str, str]
    doubtful: str = ""

    @property
    def order(self) -> str:
        """ "dmy", "mdy", or "" where no date tells it or they contradict each other."""
        return next(iter(self.told)) if len(self.told) == 1 else ""


def order_of_dates(file: BinaryIO, fmt: FileFormat, options: Options) -> OrderOfDates:
    """Looked for in the column of the date of publication, in the first records."""
    column = options.mapping.get(ArticleField.PUBLISHED)
    told: dict[str, str] = {}
    doubtful = ""
    if not column:
        return OrderOfDates(told)
    for one in islice(reading.records(file, fmt, options, reading.LOOK), _MOST_READ):
        if isinstance(one, Record):
            with suppress(Unreadable):
                values = reading.values_of(one.content, one.format, options)
                date = mapping.shown(mapping.value_at(values, column))
                if order := dates.order_of(date):
                    told.setdefault(order, date)
                elif not doubtful and isinstance(dates.read(date), dates.AmbiguousDate):
                    doubtful = date
    return OrderOfDates(told, doubtful)
