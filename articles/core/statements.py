"""What a file's format states of its article, beside the text."""

from collections.abc import Mapping

from .extracted import COLUMN, Given
from .fields import Field
from .formats.records import ArticleField

SURE = 0.5
"""Values that a format is less sure of are used only where the rules read none."""

Stated = Mapping[ArticleField, Given]


def stated(given: Stated, name: ArticleField) -> str:
    """What the format states of a field, in one line; "" when it states nothing."""
    found = given.get(name)
    return " ".join(found.values[0].split()) if found and found.values else ""


def verbatim_title(given: Stated) -> str:
    """The title that stands in a column of its own, as it stands there; "" without one.

    Nobody hung a site's name or a kicker on to it that is not meant to be in it.
    """
    found = given.get(ArticleField.TITLE)
    is_meant = found is not None and found.rule == COLUMN and found.values
    return found.values[0].strip() if found and is_meant else ""


def surely(given: Stated) -> Stated:
    """What the format states without much doubt."""
    return {name: value for name, value in given.items() if value.confidence >= SURE}


def stated_field(given: Stated, name: ArticleField, line: int | None = None) -> Field:
    """As `stated`, with how sure that is, and the line that says it, too."""
    value = stated(given, name)
    return Field(value, given[name].confidence, given[name].rule, line) if value else Field()
