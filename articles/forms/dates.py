"""Dates as far as they are known, as people write and read them."""

import datetime
import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from articles.models import Article, DatePrecision, ImportItem

_DATE = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?")
_SHOWN = {DatePrecision.YEAR: 4, DatePrecision.MONTH: 7, DatePrecision.DAY: 10}

KnownDate = tuple[datetime.date | None, str]


class KnownDateField(forms.CharField):
    """A date as far as it is known; cleans to its first day and the precision."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("required", False)
        options.setdefault("help_text", "As far as it is known: 2016, 2016-06 or 2016-06-21.")
        super().__init__(**options)

    def clean(self, value: Any) -> KnownDate:
        text = str(super().clean(value)).strip()
        if not text:
            return None, ""
        found = _DATE.fullmatch(text)
        if not found:
            raise ValidationError(f"“{text}” is no date: write 2016, 2016-06 or 2016-06-21.")
        year, month, day = found.groups()
        try:
            date = datetime.date(int(year), int(month or 1), int(day or 1))
        except ValueError:
            raise ValidationError(f"There is no day {text}.") from None
        precision = (
            DatePrecision.DAY if day else DatePrecision.MONTH if month else DatePrecision.YEAR
        )
        return date, precision.value


def shown_date(row: Article | ImportItem) -> str:
    """The publication date of an article or item as far as it is known; "" for none."""
    if row.published is None:
        return ""
    return row.published.isoformat()[: _SHOWN[DatePrecision(row.published_precision)]]
