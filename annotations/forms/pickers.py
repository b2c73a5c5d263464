"""Pickers: choosing an entity or a claim that exists, or naming a new one, in one radio list.

A picker called `speaker` is three form fields: `speaker` (the radio's value), `speaker_text` (what
was typed) and `speaker_kind` (the kind of a new entity). The radio's value is `outlet`,
`entity-12`, `claim-5`, `new-entity` or `new-claim`.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Count, Q
from django.forms import ValidationError
from django.utils.text import Truncator
from rapidfuzz import fuzz

from annotations.models import Annotation, Claim, Entity, EntityKind, Project
from annotations.queries.pickers import EntitySuggestion, folded, suggest_claims, suggest_entities

OUTLET = "outlet"
NEW_ENTITY = "new-entity"
NEW_CLAIM = "new-claim"

LONGEST_TITLE = 300
"""Characters of an option's title."""

ALIKE = 88
"""Names of several words that are this similar (0–100) are taken to be the same one."""


@dataclass(frozen=True, slots=True)
class PickerSpec:
    """What a picker offers."""

    name: str
    legend: str
    hint: str
    entities: bool = False
    claims: bool = False
    outlet: str = ""
    """What the outlet itself is called in this list; empty where it is no choice."""


PICKERS = {
    spec.name: spec
    for spec in (
        PickerSpec("entity", "Entity", "Name", entities=True),
        PickerSpec("claim", "Claim", "Find a claim, or state a new one in your words", claims=True),
        PickerSpec("speaker", "Who says so", "Name", entities=True, outlet="The outlet itself"),
        PickerSpec("holder", "Whose stance", "Name", entities=True, outlet="The outlet’s own"),
        PickerSpec("target", "Towards", "Entity or claim", entities=True, claims=True),
    )
}


@dataclass(frozen=True, slots=True)
class Option:
    """One existing entity or claim in the list."""

    value: str
    title: str
    detail: str


@dataclass(frozen=True, slots=True)
class Picker:
    """A picker as a template shows it."""

    spec: PickerSpec
    text: str
    chosen: str
    kind: str
    options: tuple[Option, ...]
    errors: tuple[str, ...] = ()

    @property
    def kinds(self) -> list[tuple[str, str]]:
        return EntityKind.choices


@dataclass(frozen=True, slots=True)
class Picked:
    """What was chosen. All empty: the outlet itself."""

    entity: Entity | None = None
    claim: Claim | None = None
    new_entity: str = ""
    new_entity_kind: str = ""
    new_claim: str = ""


def picker(
    project: Project,
    spec: PickerSpec,
    *,
    text: str = "",
    chosen: str | None = None,
    kind: str = "",
    errors: tuple[str, ...] = (),
) -> Picker:
    """A picker with its suggestions for `text`; without `chosen`, the likeliest is preselected."""
    options: list[Option] = []
    meant = ""
    if spec.entities:
        entities = suggest_entities(project=project, text=text)
        counts = mention_counts("entity", [found.entity.pk for found in entities])
        for found in entities:
            value = f"entity-{found.entity.pk}"
            meant = meant or (value if is_meant(text, found) else "")
            options.append(
                Option(value, found.entity.name, _detail(found, counts[found.entity.pk]))
            )
    if spec.claims:
        claims = suggest_claims(project=project, text=text)
        counts = mention_counts("claim", [match.claim.pk for match in claims])
        for match in claims:
            value = f"claim-{match.claim.pk}"
            meant = meant or (value if match.exact else "")
            options.append(
                Option(value, _cut(match.claim.statement), _mentions(counts[match.claim.pk]))
            )
    if chosen is None:
        chosen = meant or _without_match(spec, text)
    else:
        first = [option for option in options if option.value == chosen]
        rest = [option for option in options if option.value != chosen]
        options = [*(first or _chosen_option(project, chosen)), *rest]
    return Picker(spec, text, chosen, kind or EntityKind.PERSON, tuple(options), errors)


def parse(project: Project, spec: PickerSpec, fields: Mapping[str, str]) -> Picked:
    """What a submitted picker says. Raises ValidationError for what it does not offer."""
    value = fields.get(spec.name, "")
    text = " ".join(fields.get(f"{spec.name}_text", "").split())
    if value == OUTLET and spec.outlet:
        return Picked()
    if value == NEW_ENTITY and spec.entities:
        if not text:
            raise ValidationError("Write the name of the new entity.")
        if len(text) > 300:
            raise ValidationError("A name has at most 300 characters.")
        kind = fields.get(f"{spec.name}_kind") or EntityKind.PERSON
        if kind not in EntityKind.values:
            raise ValidationError("Choose one of the kinds of entity.")
        return Picked(new_entity=text, new_entity_kind=kind)
    if value == NEW_CLAIM and spec.claims:
        if not text:
            raise ValidationError("State the claim in your own words.")
        return Picked(new_claim=text)
    if spec.entities and (entity := _entity(project, value)):
        return Picked(entity=entity)
    if spec.claims and (claim := _claim(project, value)):
        return Picked(claim=claim)
    if value:
        raise ValidationError("That is not in this project. Choose one of the list or a new one.")
    raise ValidationError("Choose one of the list or a new one.")


def is_name_like(text: str) -> bool:
    """True for what looks like a name and not like a phrase: few words, none of them a sentence's.

    >>> [is_name_like(text) for text in ("Sergey Shoigu", "the minister who left for Tehran.")]
    [True, False]
    """
    words = text.split()
    return (
        0 < len(words) <= 6
        and not text.endswith((".", "?", "!", ":"))
        and (words[0][:1].isupper() or not words[0][:1].islower())
    )


def is_meant(text: str, found: EntitySuggestion) -> bool:
    """True when `text` so likely names that entity that Enter may take it.

    An equal name, a person's last name, or a name of several words that differs in a letter or two.
    "Russia" does not mean "Russian Air Force", however alike they look.
    """
    wanted, name = folded(text).split(), folded(found.matched_name).split()
    if not wanted:
        return False
    if found.exact:
        return True
    if found.entity.kind == EntityKind.PERSON and name[-len(wanted) :] == wanted:
        return True
    return len(wanted) > 1 and fuzz.ratio(" ".join(wanted), " ".join(name)) >= ALIKE


def mention_counts(field: str, pks: Sequence[int]) -> Counter[int]:
    """How many annotations mention each entity or claim, those of merged ones counted with it."""
    counts: Counter[int] = Counter()
    rows = (
        Annotation.objects.present()
        .filter(Q(**{f"{field}__in": pks}) | Q(**{f"{field}__merged_into__in": pks}))
        .values_list(field, f"{field}__merged_into")
        .annotate(Count("pk"))
    )
    for pk, merged_into, count in rows:
        counts[merged_into or pk] += count
    return counts


def _without_match(spec: PickerSpec, text: str) -> str:
    if not text:
        return OUTLET if spec.outlet else ""
    if spec.entities and (not spec.claims or is_name_like(text)):
        return NEW_ENTITY
    return NEW_CLAIM


def _entity(project: Project, value: str) -> Entity | None:
    key = _key(value, "entity-")
    entities = Entity.objects.select_related("merged_into").filter(project=project)
    found = entities.filter(pk=key).first() if key is not None else None
    return found.canonical if found else None


def _claim(project: Project, value: str) -> Claim | None:
    key = _key(value, "claim-")
    claims = Claim.objects.select_related("merged_into").filter(project=project)
    found = claims.filter(pk=key).first() if key is not None else None
    return found.canonical if found else None


def _key(value: str, prefix: str) -> int | None:
    digits = value.removeprefix(prefix)
    if digits == value or not (digits.isascii() and digits.isdigit()) or len(digits) > 18:
        return None
    return int(digits)


def _chosen_option(project: Project, chosen: str) -> list[Option]:
    """What was chosen before stays in the list, whatever the text suggests."""
    if entity := _entity(project, chosen):
        return [Option(chosen, entity.name, entity.get_kind_display())]
    if claim := _claim(project, chosen):
        return [Option(chosen, _cut(claim.statement), "")]
    return []


def _detail(found: EntitySuggestion, mentions: int) -> str:
    parts = [found.entity.get_kind_display()]
    if found.entity.aliases:
        parts.append(f"also: {', '.join(found.entity.aliases[:3])}")
    return " · ".join([*parts, *filter(None, [_mentions(mentions)])])


def _cut(statement: str) -> str:
    """A statement may be as long as an article: a list shows how it begins."""
    return Truncator(statement).chars(LONGEST_TITLE)


def _mentions(count: int) -> str:
    return {0: "", 1: "1 mention"}.get(count, f"{count} mentions")
