"""The text of one record, and what its format says of it, before the cleaning rules read it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from .formats.records import ArticleField
from .lines import Verdict
from .problems import Problem

COLUMN = "column"
"""The rule of a value from a column of a table, or a key of an object: it is meant as it is."""


@dataclass(frozen=True, slots=True)
class Given:
    """A field's value as the format states it: a column, a meta element, a labelled line.

    `values` has several for authors only. `rule` is a stable short name such as "html-meta".
    """

    values: tuple[str, ...]
    rule: str
    confidence: float = 0.95


@dataclass(frozen=True, slots=True)
class Extracted:
    """All the text of a record, line by line, and what is known of it beforehand.

    `text` is normalised: \\n is its only line end. `verdicts` are what the format says of lines, by
    line number (from 1): they win over the cleaning rules and lose to the editor. Every visible
    line of the record is in `text`, those that are not the article too, so that each can be
    restored.
    """

    text: str
    encoding: str = ""
    encoding_confidence: float = 1.0
    given: Mapping[ArticleField, Given] = field(default_factory=lambda: MappingProxyType({}))
    verdicts: Mapping[int, Verdict] = field(default_factory=lambda: MappingProxyType({}))
    problems: tuple[Problem, ...] = ()
