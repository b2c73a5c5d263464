"""What an annotation says of its span, checked before it is stored."""

from dataclasses import dataclass
from typing import TypedDict, TypeVar

from annotations.models import Annotation, Claim, Entity, Kind, Label, Position, Project, Rendering
from annotations.services.errors import ForeignReferent, InvalidContent
from annotations.services.wording import optional

Referent = TypeVar("Referent", Entity, Claim)


@dataclass(frozen=True, slots=True)
class Content:
    """What is said of a span. Which fields a kind has is in `checked`."""

    kind: Kind | str
    label: Label | None = None
    note: str = ""
    entity: Entity | None = None
    claim: Claim | None = None
    rendering: Rendering | str = ""
    speaker: Entity | None = None
    holder: Entity | None = None
    position: Position | str = ""
    target_entity: Entity | None = None
    target_claim: Claim | None = None


class ContentFields(TypedDict):
    """A Content as columns of an annotation."""

    kind: str
    label: Label | None
    note: str
    entity: Entity | None
    claim: Claim | None
    rendering: str
    speaker: Entity | None
    holder: Entity | None
    position: str
    target_entity: Entity | None
    target_claim: Claim | None


def checked(content: Content, project: Project) -> ContentFields:
    """The columns that `content` fills; those of other kinds are empty, whatever it says of them.

    What was merged is replaced by what it was merged into. Raises InvalidContent with every field
    that breaks a rule of the kind, ForeignReferent for what belongs to another project.
    """
    if content.kind not in Kind.values:
        raise InvalidContent({"kind": f"“{content.kind}” is not one of: {', '.join(Kind.values)}."})
    kind = Kind(content.kind)
    errors = _broken_rules(kind, content)
    note = ""
    try:
        note = optional("note", content.note)
    except InvalidContent as error:
        errors |= error.errors
    if errors:
        raise InvalidContent(errors)
    fields = ContentFields(
        kind=kind.value,
        label=content.label,
        note=note,
        entity=_canonical(content.entity) if kind == Kind.ENTITY else None,
        claim=_canonical(content.claim) if kind == Kind.CLAIM else None,
        rendering=str(content.rendering) if kind == Kind.CLAIM else "",
        speaker=_canonical(content.speaker) if kind == Kind.CLAIM else None,
        holder=_canonical(content.holder) if kind == Kind.STANCE else None,
        position=str(content.position) if kind == Kind.STANCE else "",
        target_entity=_canonical(content.target_entity) if kind == Kind.STANCE else None,
        target_claim=_canonical(content.target_claim) if kind == Kind.STANCE else None,
    )
    for word, referent in (
        ("label", fields["label"]),
        ("entity", fields["entity"]),
        ("claim", fields["claim"]),
        ("speaker", fields["speaker"]),
        ("holder", fields["holder"]),
        ("target", fields["target_entity"]),
        ("target", fields["target_claim"]),
    ):
        if referent is not None and referent.project_id != project.pk:
            raise ForeignReferent(f"The {word} does not belong to the project “{project.name}”.")
    return fields


def says(annotation: Annotation, fields: ContentFields) -> bool:
    """True when the annotation says what `fields` say."""
    return all(_same(getattr(annotation, name), value) for name, value in fields.items())


def _same(said: object, value: object) -> bool:
    return (said.canonical if isinstance(said, Entity | Claim) else said) == value


def _broken_rules(kind: Kind, content: Content) -> dict[str, str]:
    errors = {}
    if kind == Kind.ENTITY and content.entity is None:
        errors["entity"] = "Say which entity this names."
    if kind == Kind.CLAIM:
        if content.claim is None:
            errors["claim"] = "Say which claim this passage makes."
        if content.rendering not in Rendering.values:
            errors["rendering"] = f"Choose how it is rendered: {', '.join(Rendering.values)}."
    if kind == Kind.STANCE:
        if content.position not in Position.values:
            errors["position"] = f"Choose a position: {', '.join(Position.values)}."
        if content.target_entity is None and content.target_claim is None:
            errors["target"] = "Say what the stance is towards: an entity or a claim."
        elif content.target_entity is not None and content.target_claim is not None:
            errors["target"] = "A stance has one target: an entity or a claim, not both."
    return errors


def _canonical(referent: Referent | None) -> Referent | None:
    return referent.canonical if referent is not None else None
