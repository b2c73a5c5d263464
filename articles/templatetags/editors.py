"""What the editors' pages of the admin need."""

import datetime
from collections.abc import Iterable
from typing import Any

from django import template
from django.utils.formats import date_format

from articles.core import encoding_names, problems
from articles.models import ImportFile
from articles.services import file_encoding, mappings
from articles.services.arrivals import options_of

register = template.Library()


@register.filter
def library_first(app_list: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """The apps of the admin's index with the library, where editors work, before the others."""
    return sorted(app_list, key=lambda app: app["app_label"] != "articles")


@register.filter
def duration(seconds: float) -> str:
    """A time to wait, as far as it matters: "8 s", "3 min", "2 h 5 min"."""
    whole = max(1, round(seconds))
    if whole < 90:
        return f"{whole} s"
    minutes = round(whole / 60)
    return f"{minutes} min" if minutes < 90 else f"{minutes // 60} h {minutes % 60} min"


@register.filter
def encoding_in_words(name: str) -> str:
    """An encoding with the letters it is for, or the two of a file."""
    return encoding_names.in_words(name)


@register.filter
def has_encoding(file: ImportFile) -> bool:
    """Whether a file is of a format whose encoding an editor can choose."""
    return file.format in file_encoding.WITH_ENCODING


@register.filter
def unused_columns(file: ImportFile) -> tuple[str, ...]:
    """The columns of a file of which nothing is taken."""
    return mappings.unused(options_of(file))


@register.filter
def placed(problem: dict[str, Any]) -> str:
    """What a problem says, with its line."""
    return problems.placed(problem["line"], problem["message"])


@register.filter
def in_words(day: str) -> str:
    """A day such as "2024-03-04" with its month's name, so that nobody mistakes it."""
    return date_format(datetime.date.fromisoformat(day), "j F Y")
