"""What editors ask of a batch's table, and type into its cells, read into values."""

import datetime
from collections.abc import Mapping
from dataclasses import replace

from django.core.exceptions import ValidationError

from articles.core.languages import NAMES, UNDETERMINED
from articles.forms.dates import KnownDateField
from articles.forms.numbers import row_number
from articles.models import ImportItem
from articles.queries.import_items import SORTS, ItemFilter
from articles.queries.item_conditions import NONE, PROPOSED, READY, UNDECIDED, WAITING

_STATES = frozenset({READY, WAITING, *ImportItem.Status.values})
_MATCHES = frozenset({UNDECIDED, *ImportItem.Match.values})
_CODES = {name.casefold(): code for code, name in NAMES.items()}
_LONGEST_WORDS = 200
_LONGEST_CODE = 60


def item_filter(query: Mapping[str, str]) -> ItemFilter:
    """The filter that an address asks for; what is none of its values asks for nothing."""
    state, match, sort = (query.get(name, "") for name in ("state", "match", "sort"))
    source, language = query.get("source", ""), query.get("language", "")
    if source not in (NONE, PROPOSED):
        number = row_number(source)
        source = "" if number is None else str(number)
    wanted = ItemFilter(
        problem=_plain(query.get("problem", ""), _LONGEST_CODE),
        source=source,
        language=language if language in NAMES or language == NONE else "",
        date=NONE if query.get("date") == NONE else "",
        file=row_number(query.get("file", "")),
        words=_plain(query.get("q", ""), _LONGEST_WORDS),
    )
    return replace(
        wanted,
        state=state if state in _STATES else "",
        match=match if match in _MATCHES else "",
        sort=sort if sort in SORTS else "",
    )


def language_code(text: str) -> str:
    """The code of a language that is named or given by its code; "und" for an empty text.

    Raises ValidationError for one that is not known.
    """
    folded = " ".join(text.split()).casefold()
    if not folded:
        return UNDETERMINED
    code = _CODES.get(folded, folded)
    if code not in NAMES:
        raise ValidationError(f"“{text}” is no language known here: write its English name.")
    return code


def known_date(text: str) -> tuple[datetime.date | None, str]:
    """The first day of a date as far as it is known, and its precision. Raises ValidationError."""
    return KnownDateField().clean(text)


def _plain(text: str, longest: int) -> str:
    return text.replace("\0", "")[:longest].strip()
