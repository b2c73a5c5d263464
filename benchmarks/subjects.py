"""The articles that are opened, marked and compared: of our own, or those peers were measured on.

A folder made by another benchmark of annotation tools may hold spans0.json, spans200.json,
spans2000.json and long20k.json, each {"id", "title", "date", "text", "label": [[start, end, tag]]}
with offsets in code points: then those texts with those spans take the place of ours.
"""

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from articles.core.blocks import BlockKind, compose
from benchmarks.corpus import MadeAnnotation, MadeArticle, annotations, article, spread
from benchmarks.vocabulary import Vocabulary, vocabulary

SLUG = "benchmark"
"""Of the project that holds them and all other articles."""

READ = ("spans0", "spans200", "spans2000", "long20k")
PAIR = ("left", "right")
EMPTY = "bench"

_FIRST = 9_000_000
_WORDS = {"spans0": 700, "spans200": 800, "spans2000": 6_000, "long20k": 20_000, EMPTY: 2_000}
_SPANS = {"spans200": 200, "spans2000": 2_000}
_PAIR_ANNOTATIONS = 40
_KINDS = {"CLAIM": "claim", "STANCE": "stance"}

Subject = tuple[str, MadeArticle, list[MadeAnnotation]]


def subjects(seed: int, special: Path | None) -> Iterator[Subject]:
    """Each subject by name. Raises FileNotFoundError when `special` lacks one of its files."""
    for number, (name, words) in enumerate(_WORDS.items(), start=1):
        if special and name in READ:
            yield _read(name, special / f"{name}.json", vocabulary(seed))
            continue
        made = article(_FIRST + number * 100, seed=seed, words=words)
        count = _SPANS.get(name, 0)
        yield name, made, spread(made, count) if count else []
    for number, name in enumerate(PAIR):
        made = article(_FIRST + number, seed=seed)
        yield name, made, annotations(made, _PAIR_ANNOTATIONS, seed=seed)


def _read(name: str, path: Path, known: Vocabulary) -> Subject:
    record = json.loads(path.read_text(encoding="utf-8"))
    body, blocks = compose(
        (BlockKind.PARAGRAPH, text) for text in str(record["text"]).split("\n\n")
    )
    made = MadeArticle(
        number=record["id"],
        story=record["id"],
        title=record["title"],
        source="",
        published=date.fromisoformat(record["date"]),
        body=body,
        blocks=blocks,
        mentions=(),
        sentences=(),
    )
    marked = [
        MadeAnnotation(
            start,
            end,
            kind := _KINDS.get(tag, "entity"),
            name=known.names[index % len(known.names)],
            rendering="asserts" if kind == "claim" else "",
            position="opposes" if kind == "stance" else "",
        )
        for index, (start, end, tag) in enumerate(record["label"])
    ]
    return name, made, marked
