"""Type-ahead over a project's entities and claims, near-duplicates offered."""

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from annotations.models import Annotation, Claim, Entity, Kind, Project
from articles.models import Article

LOOSE = 70.0
"""Least score offered. Lower ones are other names: "Shamkhani" and "Shoigu" reach 45."""

RECENT = 500
"""How many of the project's last mentions are looked at for what was used lately."""

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
    """A canonical claim; `in_article` says that the article at hand already has a mention of it."""

    claim: Claim
    score: float
    exact: bool
    in_article: bool


def suggest_entities(
    *, project: Project, text: str, limit: int = 8
) -> tuple[EntitySuggestion, ...]:
    """The entities whose names or aliases fit `text` best; without text, those used last.

    Exact means equal but for case, accents and punctuation. Names of merged entities lead to the
    canonical one. Two or three queries.
    """
    if not folded(text):
        entities = _recent_entities(project, limit)
        return tuple(EntitySuggestion(entity, entity.name, 0.0, False) for entity in entities)
    names: list[str] = []
    owners: list[int] = []
    rows = project.entities.order_by("pk").values_list("pk", "merged_into", "name", "aliases")
    for pk, merged_into, name, aliases in rows:
        names.extend((name, *aliases))
        owners.extend([merged_into or pk] * (1 + len(aliases)))
    best: dict[int, tuple[float, str]] = {}
    for place, score in _scores(text, names):
        owner = owners[place]
        if owner not in best or score > best[owner][0]:
            best[owner] = (score, names[place])
    # Of equally good ones the shorter name first: it has less that was not asked for.
    ranked = sorted(best, key=lambda pk: (-best[pk][0], len(best[pk][1]), pk))[:limit]
    entities_by_pk = Entity.objects.in_bulk(ranked)
    return tuple(
        EntitySuggestion(
            entity=entities_by_pk[pk],
            matched_name=best[pk][1],
            score=best[pk][0],
            exact=best[pk][0] == EXACT,
        )
        for pk in ranked
    )


def suggest_claims(
    *, project: Project, text: str, limit: int = 8, article: Article | None = None
) -> tuple[ClaimSuggestion, ...]:
    """The claims whose statements fit `text` best; without text, those used last.

    `text` may be a few words or the whole passage. With `article`, each suggestion says whether
    that article mentions the claim already. At most four queries.
    """
    scores: dict[int, float]
    if not folded(text):
        scores = dict.fromkeys((claim.pk for claim in _recent_claims(project, limit)), 0.0)
    else:
        rows = list(project.claims.order_by("pk").values_list("pk", "merged_into", "statement"))
        scores = {}
        for place, score in _scores(text, [statement for _, _, statement in rows]):
            owner = rows[place][1] or rows[place][0]
            scores[owner] = max(score, scores.get(owner, 0.0))
    ranked = sorted(scores, key=lambda pk: -scores[pk])[:limit]
    claims = Claim.objects.in_bulk(ranked)
    mentioned = _claims_mentioned(project, article) if article else frozenset()
    return tuple(
        ClaimSuggestion(
            claim=claims[pk],
            score=scores[pk],
            exact=scores[pk] == EXACT,
            in_article=pk in mentioned,
        )
        for pk in ranked
    )


def folded(text: str) -> str:
    """`text` as it is compared: without case, accents and punctuation.

    >>> folded("Müller-Straße,  ‘Ali’")
    'muller strasse ali'
    """
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    letters = (
        character if character.isalnum() else " "
        for character in decomposed
        if not unicodedata.combining(character)
    )
    return " ".join("".join(letters).split())


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


def _recent_entities(project: Project, limit: int) -> list[Entity]:
    mentions = (
        Annotation.objects.present()
        .filter(project=project, kind=Kind.ENTITY)
        .order_by("-id")
        .values_list("entity", "entity__merged_into")[:RECENT]
    )
    used = list(dict.fromkeys(merged_into or pk for pk, merged_into in mentions))[:limit]
    rows = Entity.objects.in_bulk(used)
    recent = [rows[pk] for pk in used if pk is not None]
    if len(recent) < limit:
        unused = project.entities.filter(merged_into__isnull=True).exclude(pk__in=used)
        recent += unused.order_by("-pk")[: limit - len(recent)]
    return recent


def _recent_claims(project: Project, limit: int) -> list[Claim]:
    mentions = (
        Annotation.objects.present()
        .filter(project=project, kind=Kind.CLAIM)
        .order_by("-id")
        .values_list("claim", "claim__merged_into")[:RECENT]
    )
    used = list(dict.fromkeys(merged_into or pk for pk, merged_into in mentions))[:limit]
    rows = Claim.objects.in_bulk(used)
    recent = [rows[pk] for pk in used if pk is not None]
    if len(recent) < limit:
        unused = project.claims.filter(merged_into__isnull=True).exclude(pk__in=used)
        recent += unused.order_by("-pk")[: limit - len(recent)]
    return recent


def _claims_mentioned(project: Project, article: Article) -> frozenset[int]:
    mentions = (
        Annotation.objects.present()
        .filter(project=project, kind=Kind.CLAIM, version__article=article)
        .values_list("claim", "claim__merged_into")
    )
    return frozenset(merged_into or pk for pk, merged_into in mentions)
