"""Proposed values of an article's fields, each with where it was read and how sure it is."""

from dataclasses import dataclass

from .dates import Precision


@dataclass(frozen=True, slots=True)
class Field:
    """A proposed value; "" when there is none. `line` is where it was read, counted from 1; None
    when it was not read in the text but stated by the file's format, or there is none.
    """

    value: str = ""
    confidence: float = 0.0
    rule: str = "none"
    line: int | None = None

    def __bool__(self) -> bool:
        return bool(self.value)


@dataclass(frozen=True, slots=True)
class DateField:
    """A date in ISO 8601, as long as its precision: "2016", "2016-03" or "2016-03-12".

    `line` is as in Field.
    """

    value: str
    precision: Precision
    confidence: float
    rule: str
    line: int | None
