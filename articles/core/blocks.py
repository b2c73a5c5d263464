"""The blocks of a body: which range of it is a heading, a paragraph, a caption …

A body is its blocks' texts joined by exactly one blank line. Ranges are half-open and count the
code points of the body.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

SEPARATOR = "\n\n"


class BlockKind(StrEnum):
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    CAPTION = "caption"
    QUOTATION = "quotation"
    LIST_ITEM = "list_item"


@dataclass(frozen=True, slots=True)
class Block:
    """A range of a body. `language` is set where it is not the article's: a quotation, say."""

    kind: BlockKind
    start: int
    end: int
    language: str = ""


def compose(pieces: Iterable[tuple[BlockKind, str]]) -> tuple[str, tuple[Block, ...]]:
    """Join texts into a body and say where each one lies.

    Raises ValueError for a piece that is empty, contains a blank line, or has white space at its
    ends: such a piece would make the borders of blocks ambiguous.

    >>> body, blocks = compose([(BlockKind.HEADING, "Aleppo"), (BlockKind.PARAGRAPH, "It rained.")])
    >>> body, [(block.start, block.end) for block in blocks]
    ('Aleppo\\n\\nIt rained.', [(0, 6), (8, 18)])
    """
    texts: list[str] = []
    blocks: list[Block] = []
    start = 0
    for kind, text in pieces:
        complaint = _complaint(text)
        if complaint:
            raise ValueError(f"block {len(blocks)} {complaint}: {text[:40]!r}")
        end = start + len(text)
        texts.append(text)
        blocks.append(Block(kind, start, end))
        start = end + len(SEPARATOR)
    return SEPARATOR.join(texts), tuple(blocks)


def check_tiling(body: str, blocks: Sequence[Block]) -> list[str]:
    """What keeps these blocks from tiling this body; an empty list when they do."""
    if not body:
        return ["the body is empty"]
    if not blocks:
        return ["the body has no blocks"]
    complaints = []
    expected = 0
    for index, block in enumerate(blocks):
        if block.start != expected:
            complaints.append(f"block {index} starts at {block.start}, expected {expected}")
        if not block.start < block.end <= len(body):
            complaints.append(f"block {index} [{block.start}, {block.end}) is not inside the body")
        elif complaint := _complaint(body[block.start : block.end]):
            complaints.append(f"block {index} {complaint}")
        if index + 1 < len(blocks) and body[block.end : block.end + 2] != SEPARATOR:
            complaints.append(f"block {index} is not followed by a blank line")
        expected = block.end + len(SEPARATOR)
    if blocks[-1].end != len(body):
        complaints.append(f"the last block ends at {blocks[-1].end}, the body at {len(body)}")
    return complaints


def in_words(counts: Mapping[str, int]) -> str:
    """Each kind of block with its number.

    >>> in_words({"paragraph": 15, "list_item": 1})
    '1 list item, 15 paragraphs'
    """
    return ", ".join(
        f"{count} {kind.replace('_', ' ')}{'' if count == 1 else 's'}"
        for kind, count in sorted(counts.items())
    )


def with_languages(blocks: Iterable[Block], languages: Iterable[str]) -> tuple[Block, ...]:
    """The blocks, each in the language given for it; "" is the article's."""
    return tuple(
        replace(block, language=language) if language else block
        for block, language in zip(blocks, languages, strict=True)
    )


def to_json(blocks: Iterable[Block]) -> list[list[str | int]]:
    """Blocks as `[kind, start, end]` lists, with a fourth entry for a language of their own."""
    return [
        [block.kind.value, block.start, block.end, *filter(None, [block.language])]
        for block in blocks
    ]


def from_json(value: object) -> tuple[Block, ...]:
    """The inverse of `to_json`. Raises ValueError for anything else."""
    if not isinstance(value, list):
        raise ValueError("blocks must be a list of [kind, start, end] lists")
    return tuple(_block(entry) for entry in value)


def _block(entry: object) -> Block:
    match entry:
        case [str(kind), int(start), int(end), *rest] if not isinstance(start, bool | str):
            match rest:
                case []:
                    return Block(BlockKind(kind), start, end)
                case [str(language)]:
                    return Block(BlockKind(kind), start, end, language)
    raise ValueError(f"not a [kind, start, end] list: {entry!r}")


def _complaint(text: str) -> str:
    if not text:
        return "is empty"
    if text != text.strip():
        return "has white space at its ends"
    if SEPARATOR in text:
        return "contains a blank line"
    return ""
