"""What the bytes of one record become: every line with its role, the cleaned body, and why.

The steps from bytes to a proposal are taken here in one go, from plain values to plain values, so
that any process can take them.
"""

import logging
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TypedDict

from . import recurrence
from .blocks import Block
from .extracted import Extracted
from .extraction import extract
from .formats.records import Options, RecordFormat, Stated, Unreadable
from .lines import Line, Role
from .plaintext import Proposal, propose
from .problems import Problem
from .recurrence import Learnt
from .sources import KnownSource

log = logging.getLogger(__name__)


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
class RawRecord:
    """The bytes of one record, and how they are read.

    `name` is that of the file; it stands in for a title where there is none. `line_roles` maps line
    numbers (from 1) to what an editor said they are; `encoding` is an editor's choice, too.
    `stated` is what its file says of it outside of its bytes.
    `recurring` are the roles of recurring lines, by key, that it was read with before; None when it
    is read for the first time. `source_id` is the source that its editor gave it.
    """

    content: bytes
    format: RecordFormat = RecordFormat.TEXT
    options: Options = field(default_factory=lambda: Options(mapping={}))
    name: str = ""
    encoding: str | None = None
    is_repaired: bool = False
    line_roles: Mapping[int, Role] = field(default_factory=dict)
    recurring: Mapping[int, Role] | None = None
    source_id: int | None = None
    stated: Stated = field(default_factory=Stated)


@dataclass(frozen=True, slots=True)
class Preview:
    """What a record becomes under the rules and its editor's choices.

    `line_keys` are those of lines that may recur elsewhere (`recurrence.candidates`), `recurring`
    the roles that were learnt of lines it has.
    """

    extracted: Extracted
    proposal: Proposal
    line_keys: tuple[int, ...] = ()
    recurring: Mapping[int, Role] = field(default_factory=dict)

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
        found: tuple[Problem, ...] = (*self.extracted.problems, *self.proposal.problems)
        return [ProblemNote(line=p.line, code=p.code, message=p.message) for p in found]


def read(
    record: RawRecord,
    *,
    known_sources: Sequence[KnownSource] = (),
    learnt: Learnt | None = None,
) -> Preview:
    """What a record becomes, in the light of what was learnt of recurring lines.

    Raises Unreadable when it holds no text that can be read.
    """
    extracted = extract(
        record.content,
        format=record.format,
        options=record.options,
        encoding=record.encoding,
        repair=record.is_repaired,
        stated=record.stated,
    )
    learnt = learnt or Learnt()
    roles = learnt.of(record.source_id) if record.recurring is None else record.recurring
    proposal = _proposal(record, extracted, known_sources, roles)
    if record.recurring is None and record.source_id is None:
        # Who published it shows only when it has been read.
        source_id = proposal.source.source_id
        if learnt.knows_one_of(proposal.lines, source_id):
            roles = learnt.of(source_id)
            proposal = _proposal(record, extracted, known_sources, roles)
    lines = proposal.lines
    return Preview(extracted, proposal, recurrence.candidates(lines), recurrence.used(lines, roles))


def _proposal(
    record: RawRecord,
    extracted: Extracted,
    known_sources: Sequence[KnownSource],
    learnt: Mapping[int, Role],
) -> Proposal:
    return propose(
        extracted.text,
        known_sources=known_sources,
        overrides=record.line_roles,
        file_name=record.name,
        given=extracted.given,
        verdicts=extracted.verdicts,
        learnt=learnt,
        seen=record.stated.fetched,
    )


def read_all(
    records: Sequence[RawRecord],
    known_sources: Sequence[KnownSource],
    learnt: Learnt | None,
) -> list[Preview | Problem]:
    """What each of many records becomes, or the problem that keeps it from being read.

    The previews are without their text and lines, which nobody asks for when many are imported
    and which would have to travel between processes. Never raises for any record.
    """
    return [_read_safely(record, known_sources, learnt) for record in records]


def _read_safely(
    record: RawRecord, known_sources: Sequence[KnownSource], learnt: Learnt | None
) -> Preview | Problem:
    try:
        found = read(record, known_sources=known_sources, learnt=learnt)
    except Unreadable as error:
        return Problem(error.line, error.code, str(error))
    except Exception as error:
        # A fault in one format must not keep thousands of other records from being read.
        log.exception("A record could not be read: %s", record.name)
        return Problem(
            None,
            "fault",
            f"This could not be read because of a fault in newsarchive ({type(error).__name__}). "
            "Bring it in another format, or tell who looks after newsarchive.",
        )
    return replace(
        found,
        extracted=replace(found.extracted, text="", given={}, verdicts={}),
        proposal=replace(found.proposal, lines=()),
    )
