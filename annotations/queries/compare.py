"""Articles side by side, and the tables of what they claim and whom they name."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from annotations.models import Absence, Annotation, Claim, Entity, Kind, Project, Rendering
from annotations.queries.reader import ReaderPage, reader_pages
from articles.models import Article


@dataclass(frozen=True, slots=True)
class RenderingUse:
    """The mentions of a claim in one article that render it in one way, in reading order."""

    rendering: Rendering
    annotations: tuple[Annotation, ...]


@dataclass(frozen=True, slots=True)
class ClaimCell:
    """What is known of one claim in one article. Where nothing is known there is no cell.

    `renderings` come in the order in which the article first uses them; empty when somebody looked
    for the claim and did not find it. `orphans` are mentions in an earlier text whose passage the
    present one does not have.
    """

    renderings: tuple[RenderingUse, ...]
    absences: tuple[Absence, ...]
    orphans: tuple[Annotation, ...] = ()

    @property
    def annotations(self) -> tuple[Annotation, ...]:
        return tuple(mention for use in self.renderings for mention in use.annotations)


@dataclass(frozen=True, slots=True)
class ClaimRow:
    """A claim with one cell for each pane; None: not coded yet."""

    claim: Claim
    cells: tuple[ClaimCell | None, ...]
    is_shared: bool


@dataclass(frozen=True, slots=True)
class NameUse:
    """A name that an article uses for an entity, with white space as single spaces."""

    name: str
    annotations: tuple[Annotation, ...]

    @property
    def count(self) -> int:
        return len(self.annotations)


@dataclass(frozen=True, slots=True)
class EntityCell:
    """The names that one article uses for an entity, the most frequent first.

    `orphans` are mentions in an earlier text whose passage the present one does not have.
    """

    names: tuple[NameUse, ...]
    orphans: tuple[Annotation, ...] = ()

    @property
    def annotations(self) -> tuple[Annotation, ...]:
        return tuple(mention for use in self.names for mention in use.annotations)


@dataclass(frozen=True, slots=True)
class EntityRow:
    """An entity with one cell for each pane; None: no mention is marked."""

    entity: Entity
    cells: tuple[EntityCell | None, ...]
    is_shared: bool


@dataclass(frozen=True, slots=True)
class ComparePage:
    """Panes in the order asked for, and the rows of the tables under them.

    Rows are those mentioned in, or marked as absent from, at least one pane, now or in an earlier
    text; those mentioned in several articles come first, then the order of reading. What was merged
    is counted as what it was merged into. The shared ids are those of the entities and claims in
    several articles.
    """

    panes: tuple[ReaderPage, ...]
    claims: tuple[ClaimRow, ...]
    entities: tuple[EntityRow, ...]
    shared_entities: frozenset[int]
    shared_claims: frozenset[int]


def compare_page(*, project: Project, articles: Sequence[Article]) -> ComparePage:
    """The articles as the members of the project compare them.

    At most 10 queries, whatever the number of panes and annotations.
    """
    panes = reader_pages(project=project, articles=articles)
    absences = _absences(project, panes)
    claims = _claim_rows(panes, absences)
    entities = _entity_rows(panes)
    return ComparePage(
        panes=panes,
        claims=claims,
        entities=entities,
        shared_entities=frozenset(row.entity.pk for row in entities if row.is_shared),
        shared_claims=frozenset(row.claim.pk for row in claims if row.is_shared),
    )


def _absences(project: Project, panes: Sequence[ReaderPage]) -> list[Absence]:
    """Those of the present texts: what an earlier text left out says nothing about this one."""
    absences = list(
        Absence.objects.filter(
            claim__project=project, version__in=[pane.version.pk for pane in panes]
        )
        .select_related("claim__merged_into", "created_by")
        .order_by("pk")
    )
    for absence in absences:
        absence.claim.project = absence.claim.canonical.project = project
    return absences


def _claim_rows(panes: Sequence[ReaderPage], absences: Iterable[Absence]) -> tuple[ClaimRow, ...]:
    claims: dict[int, Claim] = {}
    mentions: dict[tuple[int, int], list[Annotation]] = {}
    orphans: dict[tuple[int, int], list[Annotation]] = {}
    missing: dict[tuple[int, int], list[Absence]] = {}
    for pane in _distinct(panes):
        for found, annotations in ((mentions, pane.annotations), (orphans, pane.orphans)):
            for annotation in annotations:
                if annotation.kind == Kind.CLAIM and annotation.claim:
                    claim = annotation.claim.canonical
                    claims.setdefault(claim.pk, claim)
                    found.setdefault((claim.pk, pane.version.pk), []).append(annotation)
    for absence in absences:
        claim = absence.claim.canonical
        claims.setdefault(claim.pk, claim)
        missing.setdefault((claim.pk, absence.version_id), []).append(absence)
    articles = Counter(pk for pk, _ in mentions)
    rows = [
        ClaimRow(
            claim=claim,
            cells=tuple(
                _claim_cell(
                    mentions.get((pk, pane.version.pk), []),
                    missing.get((pk, pane.version.pk), []),
                    orphans.get((pk, pane.version.pk), []),
                )
                for pane in panes
            ),
            is_shared=articles[pk] > 1,
        )
        for pk, claim in claims.items()
    ]
    return tuple(sorted(rows, key=lambda row: not row.is_shared))


def _claim_cell(
    mentions: Sequence[Annotation], absences: Sequence[Absence], orphans: Sequence[Annotation]
) -> ClaimCell | None:
    if not mentions and not absences and not orphans:
        return None
    uses: dict[str, list[Annotation]] = {}
    for annotation in mentions:
        uses.setdefault(annotation.rendering, []).append(annotation)
    return ClaimCell(
        renderings=tuple(
            RenderingUse(Rendering(rendering), tuple(found)) for rendering, found in uses.items()
        ),
        absences=tuple(absences),
        orphans=tuple(orphans),
    )


def _entity_rows(panes: Sequence[ReaderPage]) -> tuple[EntityRow, ...]:
    entities: dict[int, Entity] = {}
    mentions: dict[tuple[int, int], list[Annotation]] = {}
    orphans: dict[tuple[int, int], list[Annotation]] = {}
    for pane in _distinct(panes):
        for found, annotations in ((mentions, pane.annotations), (orphans, pane.orphans)):
            for annotation in annotations:
                if annotation.kind == Kind.ENTITY and annotation.entity:
                    entity = annotation.entity.canonical
                    entities.setdefault(entity.pk, entity)
                    found.setdefault((entity.pk, pane.version.pk), []).append(annotation)
    articles = Counter(pk for pk, _ in mentions)
    rows = [
        EntityRow(
            entity=entity,
            cells=tuple(
                _entity_cell(
                    mentions.get((pk, pane.version.pk), []), orphans.get((pk, pane.version.pk), [])
                )
                for pane in panes
            ),
            is_shared=articles[pk] > 1,
        )
        for pk, entity in entities.items()
    ]
    return tuple(sorted(rows, key=lambda row: not row.is_shared))


def _entity_cell(
    mentions: Sequence[Annotation], orphans: Sequence[Annotation]
) -> EntityCell | None:
    if not mentions and not orphans:
        return None
    names: dict[str, list[Annotation]] = {}
    for annotation in mentions:
        names.setdefault(" ".join(annotation.quote.split()), []).append(annotation)
    uses = (NameUse(name, tuple(found)) for name, found in names.items())
    names_used = tuple(sorted(uses, key=lambda use: -use.count))
    return EntityCell(names=names_used, orphans=tuple(orphans))


def _distinct(panes: Iterable[ReaderPage]) -> Iterable[ReaderPage]:
    """Each text once: two panes may show the same article."""
    return {pane.version.pk: pane for pane in panes}.values()
