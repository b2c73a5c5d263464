"""What an import item is now: every line with its role, the cleaned body, and why."""

from collections import Counter
from dataclasses import dataclass
from typing import TypedDict

from articles.core.blocks import Block
from articles.core.decoding import Decoded, decode
from articles.core.lines import Line, Role
from articles.core.plaintext import Proposal, propose
from articles.core.problems import Problem
from articles.core.sources import KnownSource
from articles.models import ImportItem
from articles.services.raw import read_slice
from articles.services.sources import recognised

PASTED = "pasted text"
UNNAMED = "unnamed"
"""What an item is called that came without a file, or from one without a name."""


class RemovedLine(TypedDict):
    """A line, or a part of one, that is left out: as ImportItem.removed keeps it."""

    line: int
    rule: str
    reason: str
    text: str


class ProblemNote(TypedDict):
    """What to look at: as ImportItem.problems keeps it. `line` is None for the whole text."""

    line: int | None
    code: str
    message: str


@dataclass(frozen=True, slots=True)
class Preview:
    """What an item's raw bytes become under the rules and its editor's choices."""

    decoded: Decoded
    proposal: Proposal

    @property
    def lines(self) -> tuple[Line, ...]:
        return self.proposal.lines

    @property
    def body(self) -> str:
        return self.proposal.body

    @property
    def blocks(self) -> tuple[Block, ...]:
        return self.proposal.blocks

    @property
    def block_counts(self) -> dict[str, int]:
        """Kind of block → how many, in the order in which they first appear."""
        return dict(Counter(block.kind.value for block in self.blocks))

    @property
    def removed(self) -> list[RemovedLine]:
        return [
            RemovedLine(line=cut.line, rule=cut.rule, reason=cut.reason, text=cut.text)
            for cut in self.proposal.removed
        ]

    @property
    def problems(self) -> list[ProblemNote]:
        found: tuple[Problem, ...] = (*self.decoded.problems, *self.proposal.problems)
        return [ProblemNote(line=p.line, code=p.code, message=p.message) for p in found]


def preview(item: ImportItem) -> Preview:
    """Read an item's raw bytes again, with the lines' roles and the encoding its editor chose.

    Raises Undecodable when they hold no text.
    """
    return read(
        raw_bytes(item),
        known=recognised(),
        line_roles=item.line_roles,
        encoding=chosen_encoding(item),
        name=named(item.name),
    )


def read(
    raw: bytes,
    *,
    known: tuple[KnownSource, ...],
    line_roles: dict[str, str] | None = None,
    encoding: str | None = None,
    name: str = "",
) -> Preview:
    """What these bytes become. `line_roles` maps line numbers (as text, from 1) to roles.

    The file's `name` stands in for a title where the text has none.

    Raises Undecodable when they hold no text.
    """
    decoded = decode(raw, encoding=encoding)
    overrides = {int(line): Role(role) for line, role in (line_roles or {}).items()}
    proposal = propose(decoded.text, known_sources=known, overrides=overrides, file_name=name)
    return Preview(decoded, proposal)


def raw_bytes(item: ImportItem) -> bytes:
    """The bytes that an item came as. Raises FileNotFoundError when they were not kept."""
    if not item.raw_sha256:
        raise FileNotFoundError(item.name)
    return read_slice(item.raw_sha256, item.raw_offset, item.size)


def named(name: str) -> str:
    """The name of an item if that is a file's, else ""."""
    return "" if name in (PASTED, UNNAMED) else name


def chosen_encoding(item: ImportItem) -> str | None:
    """The encoding that an editor chose for an item; None when it was found out."""
    return item.encoding if item.proposal.get("encoding", {}).get("rule") == "editor" else None
