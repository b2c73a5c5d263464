"""The rows of the compare page's tables that a change touches."""

from dataclasses import dataclass

from annotations.queries.compare import ClaimRow, ComparePage, EntityRow


@dataclass(frozen=True, slots=True)
class TouchedRows:
    """Rows as they are now, and the ids of claims and entities that have none any more."""

    claims: tuple[ClaimRow, ...]
    entities: tuple[EntityRow, ...]
    gone_claims: tuple[int, ...]
    gone_entities: tuple[int, ...]


def touched_rows(page: ComparePage, *, claims: set[int], entities: set[int]) -> TouchedRows:
    claim_rows = tuple(row for row in page.claims if row.claim.pk in claims)
    entity_rows = tuple(row for row in page.entities if row.entity.pk in entities)
    return TouchedRows(
        claims=claim_rows,
        entities=entity_rows,
        gone_claims=tuple(sorted(claims - {row.claim.pk for row in claim_rows})),
        gone_entities=tuple(sorted(entities - {row.entity.pk for row in entity_rows})),
    )
