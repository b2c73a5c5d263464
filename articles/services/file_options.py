"""How the records of a file are read, as the database keeps it."""

from collections.abc import Mapping
from typing import Any

from articles.core.formats.records import ArticleField, Options


def to_json(options: Options) -> dict[str, Any]:
    """What ImportFile.options keeps."""
    return {
        "encoding": options.encoding,
        "delimiter": options.delimiter,
        "quote": options.quote,
        "columns": list(options.columns),
        "mapping": {field.value: column for field, column in options.mapping.items()},
        "producer": options.producer,
    }


def from_json(kept: Mapping[str, Any]) -> Options:
    """The options again, of plain values that can travel between processes."""
    return Options(
        encoding=kept.get("encoding", ""),
        delimiter=kept.get("delimiter", ""),
        quote=kept.get("quote", ""),
        columns=tuple(kept.get("columns", ())),
        mapping={ArticleField(name): column for name, column in kept.get("mapping", {}).items()},
        producer=kept.get("producer", ""),
    )
