"""How articles are described in templates."""

from collections.abc import Iterable

from django import template
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from articles.core import languages
from articles.forms.dates import shown_date
from articles.models import Article, DatePrecision, Sighting
from articles.queries.articles import is_link
from articles.queries.snippets import Part

register = template.Library()
# As a `datetime` attribute has it: 2016-06-30, 2016-06 or 2016.
register.filter("publication_datetime", shown_date)

_FORMATS = {DatePrecision.DAY: "j F Y", DatePrecision.MONTH: "F Y", DatePrecision.YEAR: "Y"}
_SHORT_FORMATS = _FORMATS | {DatePrecision.DAY: "j M Y", DatePrecision.MONTH: "M Y"}


@register.filter
def publication_date(article: Article | Sighting) -> str:
    """The date as far as it is known, such as "June 2016"; "" when it is not."""
    return _date(article, _FORMATS)


@register.filter
def short_publication_date(article: Article | Sighting) -> str:
    return _date(article, _SHORT_FORMATS)


@register.filter
def has_link(published: Article | Sighting) -> bool:
    """Whether its address is one that a browser may open."""
    return is_link(published.url)


@register.filter
def language_name(code: str) -> str:
    return languages.name(code)


@register.filter
def with_marks(parts: Iterable[Part]) -> SafeString:
    """A text with what was searched for marked."""
    pieces = (
        format_html("<mark>{}</mark>", part.text) if part.found else part.text for part in parts
    )
    return format_html_join("", "{}", ((piece,) for piece in pieces))


def _date(article: Article | Sighting, formats: dict[DatePrecision, str]) -> str:
    if article.published is None:
        return ""
    return date_format(article.published, formats[DatePrecision(article.published_precision)])
