"""How the records of a file are read and what it states of each, as the database keeps it."""

import re
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from articles.core.formats.records import ArticleField, Options, Stated
from articles.core.problems import Problem

# The name of a column may have characters that PostgreSQL can't keep: it is escaped behind a mark.
_MARK = "\ue000"
_UNKEEPABLE = re.compile("[\x00\ud800-\udfff]|^" + _MARK)


def to_json(options: Options) -> dict[str, Any]:
    """What ImportFile.options keeps."""
    return {
        "encoding": options.encoding,
        "delimiter": options.delimiter,
        "quote": options.quote,
        "columns": [_kept(column) for column in options.columns],
        "mapping": {field.value: _kept(column) for field, column in options.mapping.items()},
        "producer": options.producer,
        "date_order": options.date_order,
        "doubt": asdict(options.doubt) if options.doubt else None,
    }


def from_json(kept: Mapping[str, Any]) -> Options:
    """The options again, of plain values that can travel between processes."""
    return Options(
        encoding=kept.get("encoding", ""),
        delimiter=kept.get("delimiter", ""),
        quote=kept.get("quote", ""),
        columns=tuple(map(_text, kept.get("columns", ()))),
        mapping={
            ArticleField(name): _text(column) for name, column in kept.get("mapping", {}).items()
        },
        producer=kept.get("producer", ""),
        date_order=kept.get("date_order", ""),
        doubt=Problem(**kept["doubt"]) if kept.get("doubt") else None,
    )


def stated_to_json(stated: Stated) -> dict[str, Any]:
    """What ImportItem.stated keeps: only what is stated."""
    kept = {
        "given": {field.value: _kept(value) for field, value in stated.given.items()},
        "encoding": _kept(stated.encoding),
        "fetched": stated.fetched,
        "missing": stated.missing,
    }
    return {name: value for name, value in kept.items() if value}


def stated_from_json(kept: Mapping[str, Any]) -> Stated:
    """The inverse of `stated_to_json`."""
    return Stated(
        {ArticleField(name): _text(value) for name, value in kept.get("given", {}).items()},
        _text(kept.get("encoding", "")),
        kept.get("fetched", ""),
        kept.get("missing", ""),
    )


def _kept(text: str) -> str:
    if not _UNKEEPABLE.search(text):
        return text
    return _MARK + text.encode("unicode_escape").decode("ascii")


def _text(kept: str) -> str:
    if not kept.startswith(_MARK):
        return kept
    return kept[len(_MARK) :].encode("ascii").decode("unicode_escape")
