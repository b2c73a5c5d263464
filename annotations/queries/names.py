"""The names an entity goes by, those of what was merged into it included."""

from annotations.models import Entity


def all_names(entity: Entity) -> tuple[str, ...]:
    """Every name of the canonical entity of `entity`, its own first; none twice but for case.

    One query, two for an entity that is merged itself.
    """
    canonical = entity.canonical
    return union_of_names(canonical, list(canonical.merged.order_by("pk")))


def union_of_names(canonical: Entity, merged: list[Entity]) -> tuple[str, ...]:
    """As `all_names`, from rows that are there already."""
    names: dict[str, str] = {}
    for entity in (canonical, *merged):
        for name in (entity.name, *entity.aliases):
            names.setdefault(name.casefold(), name)
    return tuple(names.values())
