"""Type-ahead over a project's entities and claims, near-duplicates offered."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import QuerySet
from rapidfuzz import fuzz, process

from annotations.models import Annotation, Claim, Entity, Kind, Project

LOOSE = 70.0
"""Least score offered. Lower ones are other names: "Shamkhani" and "Shoigu" reach 45."""

RECENT = 500
"""How many of the project's last mentions are looked at for what was used lately."""

_BETWEEN_WORDS = re.compile(r"[\W_]+")

WORD_STARTS, NAME_STARTS, EXACT = 90.0, 95.0, 100.0


@dataclass(frozen=True, slots=True)
class EntitySuggestion:
    """A canonical entity; `matched_name` is the name or alias that fits, `score` from 0 to 100."""

    entity: Entity
    matched_name: str
    score: float
    exact: bool


@dataclass(frozen=True, slots=True)
class ClaimSuggestion:
    """A canonical claim; `score` from 0 to 100."""

    claim: Claim
    score: float
    exact: bool


def suggest_entities(
    *, project: Project, text: str, limit: int = 8
) -> tuple[EntitySuggestion, ...]:
    """The entities whose names or aliases fit `text` best; without text, those used last.

    Exact means equal but for case, accents and punctuation. Names of merged entities lead to the
    canonical one. At most three queries.
    """
    best: dict[int, tuple[float, str]] = {}
    if not folded(text):
        ranked = _recent(project, Kind.ENTITY, project.entities.filter(merged_into=None), limit)
    else:
        names: list[str] = []
        owners: list[int] = []
        rows = project.entities.order_by("pk").values_list("pk", "merged_into", "name", "aliases")
        for pk, merged_into, name, aliases in rows:
            names.extend((name, *aliases))
            owners.extend([merged_into or pk] * (1 + len(aliases)))
        for place, score in _scores(text, names):
            owner = owners[place]
            if owner not in best or score > best[owner][0]:
                best[owner] = (score, names[place])
        # Of equally good ones the shorter name first: it has less that was not asked for.
        ranked = sorted(best, key=lambda pk: (-best[pk][0], len(best[pk][1]), pk))[:limit]
    entities = Entity.objects.in_bulk(ranked)
    suggestions = []
    for pk in ranked:
        entity = entities[pk]
        entity.project = project
        score, matched_name = best.get(pk, (0.0, entity.name))
        suggestions.append(EntitySuggestion(entity, matched_name, score, exact=score == EXACT))
    return tuple(suggestions)


def suggest_claims(*, project: Project, text: str, limit: int = 8) -> tuple[ClaimSuggestion, ...]:
    """The claims whose statements fit `text` best; without text, those used last.

    `text` may be a few words or the whole passage. At most three queries.
    """
    best: dict[int, float] = {}
    if not folded(text):
        ranked = _recent(project, Kind.CLAIM, project.claims.filter(merged_into=None), limit)
    else:
        rows = list(project.claims.order_by("pk").values_list("pk", "merged_into", "statement"))
        for place, score in _scores(text, [statement for _, _, statement in rows]):
            pk, merged_into, _ = rows[place]
            best[merged_into or pk] = max(score, best.get(merged_into or pk, 0.0))
        ranked = sorted(best, key=lambda pk: (-best[pk], pk))[:limit]
    claims = Claim.objects.in_bulk(ranked)
    suggestions = []
    for pk in ranked:
        claim, score = claims[pk], best.get(pk, 0.0)
        claim.project = project
        suggestions.append(ClaimSuggestion(claim, score, exact=score == EXACT))
    return tuple(suggestions)


def folded(text: str) -> str:
    """`text` as it is compared: without case, accents and punctuation.

    >>> folded("Müller-Straße,  ‘Ali’")
    'muller strasse ali'
    """
    text = text.casefold()
    if not text.isascii():
        decomposed = unicodedata.normalize("NFKD", text)
        text = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    return _BETWEEN_WORDS.sub(" ", text).strip()


def _scores(text: str, names: Sequence[str]) -> Iterable[tuple[int, float]]:
    """Places in `names` that fit `text`, with their scores from LOOSE to EXACT."""
    wanted = folded(text)
    keys = [folded(name) for name in names]
    found = {
        place: min(score, WORD_STARTS - 1)
        for _, score, place in process.extract_iter(
            wanted, keys, scorer=fuzz.WRatio, score_cutoff=LOOSE
        )
    }
    # The fuzzy score of a few typed letters says little, and people type the start of a word.
    within = f" {wanted}"
    for place, key in enumerate(keys):
        if key == wanted:
            found[place] = EXACT
        elif key.startswith(wanted):
            found[place] = NAME_STARTS
        elif within in key:
            found[place] = WORD_STARTS
    return found.items()


def _recent(
    project: Project, kind: Kind, registered: QuerySet[Entity] | QuerySet[Claim], limit: int
) -> list[int]:
    """The canonical ones mentioned last, then the newest of those that were not."""
    mentions = (
        Annotation.objects.present()
        .filter(project=project, kind=kind)
        .order_by("-id")
        .values_list(kind.value, f"{kind.value}__merged_into")[:RECENT]
    )
    used = list(dict.fromkeys(merged_into or pk for pk, merged_into in mentions))[:limit]
    if len(used) < limit:
        unused = registered.exclude(pk__in=used).order_by("-pk").values_list("pk", flat=True)
        used += unused[: limit - len(used)]
    return used
