"""What editors say the columns of a file mean."""

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from django.utils.formats import date_format

from articles.core import dates
from articles.core.formats import mapping as mappings
from articles.core.formats.date_order import OrderOfDates
from articles.core.formats.records import ArticleField
from articles.forms.editors import ENCODINGS
from articles.services.mappings import Proposed

FIELD_LABELS = {
    ArticleField.TITLE: "Title",
    ArticleField.BODY: "Text of the article",
    ArticleField.SOURCE: "Source",
    ArticleField.PUBLISHED: "Date",
    ArticleField.AUTHORS: "Authors",
    ArticleField.URL: "Address",
    ArticleField.EXTERNAL_ID: "Identifier",
    ArticleField.LANGUAGE: "Language",
    ArticleField.KICKER: "Kicker",
    ArticleField.DATELINE: "Dateline",
}
DELIMITERS = {",": "comma  ,", ";": "semicolon  ;", "\t": "tab", "|": "bar  |", ":": "colon  :"}
DATE_ORDERS = {"dmy": "day, month, year", "mdy": "month, day, year"}
_SAMPLES = 3
_LONGEST_SAMPLE = 160
_LONGEST_TEXT = 240


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its first values, and the field that it becomes ("" for none)."""

    number: int
    name: str
    samples: tuple[str, ...]
    chosen: str

    @property
    def field(self) -> str:
        """The name of its field in the form. A column's own name could be any text."""
        return f"column-{self.number}"


class MappingForm:
    """A mapping as it is proposed, or as it was chosen in a form: column by column.

    `found_order` is what the column chosen for the date tells of the order of day and month.
    """

    found_order = OrderOfDates({})

    def __init__(self, proposed: Proposed, asked: Mapping[str, str]) -> None:
        self.proposed = proposed
        self.columns = tuple(self._columns(asked))
        self.encoding = asked.get("encoding", "")
        self.delimiter = asked.get("delimiter", "")
        self._asked_order = asked.get("date_order")

    @property
    def mapping(self) -> dict[ArticleField, str]:
        """Field → column; of several columns that were chosen for a field, the first one."""
        found: dict[ArticleField, str] = {}
        for column in self.columns:
            if column.chosen:
                found.setdefault(ArticleField(column.chosen), column.name)
        return found

    @property
    def complaints(self) -> list[str]:
        """What keeps the file from being read so, in sentences."""
        found = mappings.check(replace(self.proposed.options, mapping=self.mapping))
        for field, label in FIELD_LABELS.items():
            names = [column.name for column in self.columns if column.chosen == field]
            if len(names) > 1:
                named = " and ".join(f"“{name}”" for name in names)
                found.append(f"{named} are both chosen as {label.lower()}. Choose one.")
        return found

    @property
    def remarks(self) -> list[str]:
        """What follows from the mapping, in sentences; the file can be read so all the same."""
        if ArticleField.TITLE in self.mapping:
            return []
        return [
            "No column is chosen as the title. So titles are looked for in the first lines of each "
            "text; an article in which none is found waits until it is given one."
        ]

    @property
    def date_order(self) -> str:
        """The order of day and month that was said, now or before; "" leaves it to the dates."""
        if self._asked_order is not None:
            return self._asked_order if self._asked_order in DATE_ORDERS else ""
        before = self.proposed.options.date_order
        if not before and self.found_order.doubtful and not self.found_order.order:
            before = self.proposed.date_order
        return "" if before == self.found_order.order else before

    @property
    def said_order(self) -> str | None:
        """As `mappings.confirm` takes it: "" where editors are to be asked, None for no word of it.

        Where the dates of the file tell their order, choosing no other says nothing of other files.
        """
        if not self.date_order and (self._asked_order is None or self.found_order.order):
            return None
        return self.date_order

    @property
    def date_order_label(self) -> str:
        """What happens when nothing is said of it."""
        if self.found_order.order:
            return f"as found: {DATE_ORDERS[self.found_order.order]}"
        return "ask about each that is in doubt"

    @property
    def date_order_reason(self) -> str:
        told, doubtful = self.found_order.told, self.found_order.doubtful
        if self.found_order.order:
            return f"“{told[self.found_order.order]}” can only be read so."
        if told:
            return f"“{told['dmy']}” has the day first, “{told['mdy']}” the month."
        return f"No date of the first records tells how “{doubtful}” is read."

    @property
    def asks_date_order(self) -> bool:
        """Whether there is a date that can be read in two ways, or an order was said."""
        return bool(self.found_order.doubtful or self.date_order)

    @property
    def date_order_choices(self) -> list[tuple[str, str]]:
        return list(DATE_ORDERS.items())

    @property
    def field_choices(self) -> list[tuple[str, str]]:
        return [(field.value, label) for field, label in FIELD_LABELS.items()]

    @property
    def encoding_choices(self) -> list[str]:
        return list(ENCODINGS)

    @property
    def delimiter_choices(self) -> list[tuple[str, str]]:
        return list(DELIMITERS.items())

    @property
    def records(self) -> list[list[tuple[str, str]]]:
        """The first records as they would be read: label and value of each field."""
        return [list(self._record(row)) for row in self.proposed.rows[:_SAMPLES]]

    def _record(self, row: Mapping[str, str]) -> Iterator[tuple[str, str]]:
        # The text last: it is long, and what is to be checked stands in the others.
        for field, label in sorted(
            FIELD_LABELS.items(), key=lambda one: one[0] is ArticleField.BODY
        ):
            if value := row.get(self.mapping.get(field, ""), ""):
                is_date = field is ArticleField.PUBLISHED
                yield label, self._date(value) if is_date else _shortened(value, _LONGEST_TEXT)

    def _date(self, value: str) -> str:
        """A date, and how it is read where that is not plain."""
        found = dates.read(value)
        if not isinstance(found, dates.AmbiguousDate):
            return value
        first, second = map(_in_words, found.readings)
        order = self.date_order or self.found_order.order
        if not order:
            return f"{value} – {first} or {second}?"
        return f"{value} – {first if order == 'dmy' else second}"

    def _columns(self, asked: Mapping[str, str]) -> Iterator[Column]:
        fields = {column: field.value for field, column in self.proposed.options.mapping.items()}
        is_chosen = any(name.startswith("column-") for name in asked)
        known = {field.value for field in FIELD_LABELS}
        for number, name in enumerate(self.proposed.options.columns):
            chosen = asked.get(f"column-{number}", "") if is_chosen else fields.get(name, "")
            samples = [value for row in self.proposed.rows if (value := row.get(name, ""))]
            yield Column(
                number,
                name,
                tuple(_shortened(value, _LONGEST_SAMPLE) for value in samples[:_SAMPLES]),
                chosen if chosen in known else "",
            )


def _in_words(day: str) -> str:
    return date_format(datetime.date.fromisoformat(day), "j F Y")


def _shortened(text: str, longest: int) -> str:
    text = " ".join(text.split())
    return text if len(text) <= longest else f"{text[: longest - 1]}…"
