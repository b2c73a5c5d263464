"""What the archive keeps of a cleaned text, ready to be written."""

from collections.abc import Sequence
from dataclasses import dataclass

from . import minhash
from .blocks import to_json
from .fingerprints import text_sha256
from .item_columns import Columns, item_columns
from .previews import Preview, RawRecord, RemovedLine, read_all
from .problems import Problem
from .prose import words
from .recurrence import Learnt
from .sources import KnownSource


@dataclass(frozen=True, slots=True)
class VersionText:
    """The text of a version with what is derived of it. `blocks` are as `blocks.to_json` says.

    `signature` is its MinHash; `removed` and `block_counts` are what its item says of it.
    """

    body: str
    blocks: list[list[str | int]]
    sha256: str
    word_count: int
    signature: bytes
    removed: list[RemovedLine]
    block_counts: dict[str, int]


@dataclass(frozen=True, slots=True)
class CleanRecord:
    """What a record becomes: the columns of its item, and the text as it would be kept.

    Nothing but plain values: objects would take longer to travel than the text to be read.
    """

    columns: Columns
    text: VersionText


def version_text(preview: Preview) -> VersionText:
    """The text that a preview becomes. Its body may be empty: then no version can be made."""
    body = preview.body
    return VersionText(
        body,
        to_json(preview.blocks),
        text_sha256(body),
        words(body),
        minhash.signature(body),
        preview.removed,
        preview.block_counts,
    )


def clean_all(
    records: Sequence[RawRecord],
    known_sources: Sequence[KnownSource],
    learnt: Learnt | None,
) -> list[CleanRecord | Problem]:
    """What each of many records becomes, or the problem that keeps it from being read.

    As `previews.read_all`, and in any process: never raises.
    """
    found = read_all(records, known_sources, learnt)
    return [
        CleanRecord(item_columns(one), version_text(one)) if isinstance(one, Preview) else one
        for one in found
    ]
