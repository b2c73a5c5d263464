"""The archive's search and filters, read from an address that anybody may have typed."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.http import urlencode

from articles.core import languages
from articles.forms.long_select import LongSelect
from articles.forms.numbers import row_number
from articles.queries.archive import ArchiveParams, Sort
from articles.queries.facets import Facets

UNKNOWN = "unknown"
MAX_TEXT = 1_000
_MAX_VALUE = 60

_SORTS = [
    (Sort.BEST, "Best match, or newest"),
    (Sort.NEWEST, "Newest first"),
    (Sort.OLDEST, "Oldest first"),
    (Sort.TITLE, "By title"),
    (Sort.ADDED, "Recently added"),
]


class ArchiveForm(forms.Form):
    """Search and filters. Always answers; what it cannot use is left out and in `problems`."""

    q = forms.CharField(label="Search", required=False)
    source = forms.ChoiceField(label="Source", required=False, widget=LongSelect)
    language = forms.ChoiceField(label="Language", required=False, widget=LongSelect)
    story = forms.ChoiceField(label="Story", required=False, widget=LongSelect)
    sort = forms.ChoiceField(
        label="Order",
        required=False,
        choices=_SORTS,
        widget=LongSelect,
        error_messages={"invalid_choice": "There is no order “%(value)s”: the usual one is shown."},
    )
    page = forms.IntegerField(
        required=False,
        min_value=1,
        error_messages={
            "invalid": "The page must be a number: the first one is shown.",
            "min_value": "Pages count from 1: the first one is shown.",
        },
    )

    def __init__(self, address: QueryDict, *, facets: Facets, source: int | None = None) -> None:
        """`source`: the one that the page is about, which is then no filter to choose."""
        self.problems: list[str] = []
        self._source = source
        super().__init__(self._usable(address))
        self._add_date("from", "From", "it is not used as the first day")
        self._add_date("to", "To", "it is not used as the last day")
        if source is not None:
            del self.fields["source"]
        else:
            self._offer(
                "source",
                "Every source",
                [*((str(pk), name) for pk, name in facets.sources), (UNKNOWN, "Unknown source")],
            )
        self._offer(
            "language",
            "Every language",
            sorted(
                ((code, languages.name(code)) for code in facets.languages),
                key=lambda choice: choice[1],
            ),
        )
        self._offer("story", "Every story", [(str(pk), title) for pk, title in facets.stories])
        self.full_clean()
        self.problems += [str(error) for errors in self.errors.values() for error in errors]

    def clean(self) -> dict[str, Any]:
        cleaned = self.cleaned_data
        first, last = cleaned.get("from"), cleaned.get("to")
        if first and last and first > last:
            self.add_error(
                None, f"The first day, {first}, is after the last, {last}: nothing is in between."
            )
        return cleaned

    def params(self) -> ArchiveParams:
        """What to ask of the archive."""
        value = self.cleaned_data.get
        chosen = value("source") or ""
        return ArchiveParams(
            text=value("q") or "",
            source=self._source if self._source is not None else row_number(chosen),
            source_unknown=chosen == UNKNOWN,
            language=value("language") or "",
            story=row_number(value("story") or ""),
            published_from=value("from"),
            published_to=value("to"),
            sort=Sort(value("sort") or Sort.BEST),
            page=value("page") or 1,
        )

    def query(self, *, page: int = 1) -> str:
        """The shortest query string that brings back this state, "" for the plain list."""
        values = {
            name: value
            for name in ("q", "source", "language", "story", "from", "to", "sort")
            if (value := self.cleaned_data.get(name)) and value != Sort.BEST
        }
        if page > 1:
            values["page"] = page
        return f"?{urlencode(values)}" if values else ""

    @property
    def narrows(self) -> bool:
        """True when a search or a filter leaves articles out."""
        filters = ("q", "source", "language", "story", "from", "to")
        return any(self.cleaned_data.get(name) for name in filters)

    @property
    def dated(self) -> bool:
        """True when only articles with a known date can be found."""
        return bool(self.cleaned_data.get("from") or self.cleaned_data.get("to"))

    def _usable(self, address: QueryDict) -> dict[str, str]:
        """The values without NUL, which PostgreSQL has no place for, and of bearable length."""
        values = {name: str(value).replace("\0", " ") for name, value in address.items()}
        if len(values.get("q", "")) > MAX_TEXT:
            values["q"] = values["q"][:MAX_TEXT]
            self.problems.append(f"Only the first {MAX_TEXT:,} characters are searched for.")
        return {
            name: value if name == "q" else value[:_MAX_VALUE] for name, value in values.items()
        }

    def _add_date(self, name: str, label: str, consequence: str) -> None:
        # Added here because `from` is no name that a class can give a field.
        given = (self.data.get(name) or "").strip()
        self.fields[name] = forms.DateField(
            label=label,
            required=False,
            input_formats=["%Y-%m-%d"],
            widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
            error_messages={"invalid": f"“{given}” is no date like 2016-06-30: {consequence}."},
        )

    def _offer(self, name: str, everything: str, choices: Iterable[tuple[str, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", everything), *choices]
        field.error_messages["invalid_choice"] = (
            f"There is no {name} “%(value)s” in the archive: {everything.lower()} is shown."
        )
