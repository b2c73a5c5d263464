"""What a card in the margin says of an annotation."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Self

from django.utils.safestring import SafeString

from annotations.models import Annotation, Claim, Entity, Reply
from annotations.queries.passages import Passage


@dataclass(frozen=True, slots=True)
class Named:
    """What an annotation names; for merged ones, what they were merged into.

    `mentioned` are the entities that its words are about; `entities` has the speaker and the
    holder, too.
    """

    mentioned: tuple[Entity, ...]
    entities: tuple[Entity, ...]
    claims: tuple[Claim, ...]

    @classmethod
    def by(cls, annotation: Annotation) -> Self:
        # A field's id is looked at first: following an empty relation is what takes the time, and a
        # page has thousands.
        mentioned: list[Entity | None] = []
        speaking: list[Entity | None] = []
        claims: list[Claim | None] = []
        if annotation.entity_id:
            mentioned.append(annotation.entity)
        if annotation.target_entity_id:
            mentioned.append(annotation.target_entity)
        if annotation.speaker_id:
            speaking.append(annotation.speaker)
        if annotation.holder_id:
            speaking.append(annotation.holder)
        if annotation.claim_id:
            claims.append(annotation.claim)
        if annotation.target_claim_id:
            claims.append(annotation.target_claim)
        about = tuple(entity.canonical for entity in mentioned if entity)
        return cls(
            mentioned=about,
            entities=(*about, *(entity.canonical for entity in speaking if entity)),
            claims=tuple(claim.canonical for claim in claims if claim),
        )


@dataclass(frozen=True, slots=True)
class Card:
    annotation: Annotation
    named: Named
    may_edit: bool
    shown: bool = True
    replies: Sequence[Reply] = ()
    may_confirm: bool = False
    quote_before: str = ""
    """What it quoted before its text was edited."""
    stood: Passage | None = None
    """Of an orphan: its passage, on the text that has it."""


def ids(pks: Iterable[int]) -> SafeString:
    """Primary keys separated by spaces, as a `~=` selector wants them: digits need no escaping."""
    return SafeString(" ".join([f"{pk:d}" for pk in dict.fromkeys(pks)]))


def cut(text: str, length: int) -> str:
    """`text` in at most `length` characters."""
    return text if len(text) <= length else f"{text[: length - 1].rstrip()}…"
