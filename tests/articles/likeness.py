"""Texts that are more or less alike, articles that have them and items that bring them."""

import itertools
import random
from typing import Any

from articles.core.blocks import BlockKind, compose, to_json
from articles.core.fingerprints import text_sha256
from articles.core.minhash import signature
from articles.core.version_texts import VersionText
from articles.models import Article, ImportBatch, ImportItem
from articles.services import fingerprints
from tests.factories import make_article, make_item, text_of

_number = itertools.count()

WORDS = [
    *("harbour", "council", "pier", "ferry", "mayor", "fishermen", "inspection", "winter"),
    *("budget", "repair", "storm", "vote", "engineer", "report", "closed", "reopened"),
]


def paragraphs(seed: int, *, words: int = 120, edited: int = 0) -> tuple[str, ...]:
    """Four paragraphs; those of one seed differ in `edited` words."""
    draw = random.Random(seed)
    drawn = [f"{draw.choice(WORDS)}{draw.randrange(30)}" for _ in range(words)]
    for at in random.Random(1).sample(range(words), edited):
        drawn[at] = f"other{at}"
    size = words // 4
    return tuple(" ".join(drawn[at : at + size]) + "." for at in range(0, words, size))


def text(seed: int, **more: int) -> VersionText:
    return as_text(paragraphs(seed, **more))


def as_text(texts: tuple[str, ...]) -> VersionText:
    body, blocks = compose((BlockKind.PARAGRAPH, one) for one in texts)
    return VersionText(
        body=body,
        blocks=to_json(blocks),
        sha256=text_sha256(body),
        word_count=len(body.split()),
        signature=signature(body),
        removed=[],
        block_counts={"paragraph": len(texts)},
    )


def archived(seed: int, **fields: Any) -> Article:
    """An article with this text, which is found by its likeness."""
    article = make_article(paragraphs=paragraphs(seed), **fields)
    fingerprints.write([(article.pk, signature(text_of(article).body))])
    return article


def brought(text: VersionText, *, batch: ImportBatch | None = None, **fields: Any) -> ImportItem:
    """A staged item that becomes this text."""
    fields.setdefault("title", "A title")
    fields.setdefault("sha256", text_sha256(f"raw bytes {next(_number)}"))
    return make_item(batch, text_sha256=text.sha256, **fields)
