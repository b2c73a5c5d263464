"""HTML that is written in Python: quickly, and escaped unless it is HTML already."""

from collections.abc import Iterable
from datetime import datetime
from functools import lru_cache
from html import escape

from django.utils.safestring import SafeString

NOTHING = SafeString("")


def markup(pattern: str, *values: str) -> SafeString:
    """`pattern` with its `{}` filled in; values that are not HTML already are escaped.

    What Django's format_html does, for strings only: its care for lazy translations and for objects
    that turn into HTML took 0.3 s of a page with 2,000 cards, and this takes 0.06 s.
    """
    return SafeString(
        pattern.format(
            *[value if isinstance(value, SafeString) else escape(value) for value in values]
        )
    )


def joined(pieces: Iterable[SafeString]) -> SafeString:
    return SafeString("".join(pieces))


def number(value: int) -> SafeString:
    """Digits: nothing to escape."""
    return SafeString(f"{value:d}")


def plain(text: str) -> SafeString:
    """Text that is no HTML."""
    return SafeString(escape(text))


def day(moment: datetime) -> SafeString:
    """The day of a moment, which shows the minute when it is pointed at."""
    return _minute(moment.replace(second=0, microsecond=0))


@lru_cache(maxsize=4096)
def _minute(moment: datetime) -> SafeString:
    return markup(
        '<time datetime="{}" title="{}">{}</time>',
        moment.isoformat(timespec="minutes"),
        f"{moment:%-d %B %Y, %H:%M} UTC",
        f"{moment:%-d %b %Y}",
    )
