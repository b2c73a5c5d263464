"""The registry of whom and what a project's articles name."""

from collections.abc import Iterable, Sequence

from django.contrib.auth.models import User
from django.db import IntegrityError, transaction

from annotations.models import Entity, EntityKind, Project
from annotations.services import merging
from annotations.services.edits import change, touched
from annotations.services.errors import InvalidContent, NameTaken, broken_constraint
from annotations.services.wording import chosen, one_line, optional, required

LONGEST_NAME = 300


def create(
    *,
    project: Project,
    name: str,
    kind: EntityKind | str,
    by: User,
    aliases: Iterable[str] = (),
    description: str = "",
) -> Entity:
    """Register an entity. Raises NameTaken for a name the project has already, InvalidContent."""
    entity = Entity(
        project=project,
        name=required("name", one_line(name), longest=LONGEST_NAME),
        kind=chosen("kind", str(kind), EntityKind.values),
        description=optional("description", description),
        created_by=by,
        updated_by=by,
    )
    entity.aliases = _tidied(aliases, name=entity.name)
    try:
        with transaction.atomic():
            entity.save(force_insert=True)
    except IntegrityError as error:
        raise _explained(error, entity) from error
    return entity


def update(
    *,
    entity: Entity,
    revision: int,
    by: User,
    name: str | None = None,
    kind: EntityKind | str | None = None,
    aliases: Iterable[str] | None = None,
    description: str | None = None,
) -> Entity:
    """Change what is given; the rest stays. Returns the entity as it is then.

    Raises EditConflict when `revision` is not the present one, NameTaken, InvalidContent.
    """
    fields: dict[str, object] = {}
    new_name = entity.name
    if name is not None:
        fields["name"] = new_name = required("name", one_line(name), longest=LONGEST_NAME)
    if kind is not None:
        fields["kind"] = chosen("kind", str(kind), EntityKind.values)
    if aliases is not None:
        fields["aliases"] = _tidied(aliases, name=new_name)
    if description is not None:
        fields["description"] = optional("description", description)
    try:
        with transaction.atomic():
            return change(entity, revision=revision, by=by, **fields)
    except IntegrityError as error:
        raise _explained(error, entity, name=new_name) from error


@transaction.atomic
def add_alias(*, entity: Entity, alias: str, by: User) -> Entity:
    """Add a name that articles print for `entity`; one that it has already changes nothing."""
    present = Entity.objects.select_for_update(no_key=True).get(pk=entity.pk)
    aliases = _tidied([*present.aliases, alias], name=present.name)
    if aliases != present.aliases:
        Entity.objects.filter(pk=present.pk).update(aliases=aliases, **touched(by))
        present.refresh_from_db()
    return present


@transaction.atomic
def merge(*, into: Entity, absorbed: Sequence[Entity], by: User) -> Entity:
    """Make `absorbed` names of `into`; see `merging.merge`. Returns the canonical entity."""
    return merging.merge(into=into, absorbed=absorbed, by=by)


def unmerge(*, entity: Entity, by: User) -> Entity:
    """Make a merged entity one of its own again, with all that came along with it.

    Raises NotMerged, and NameTaken when another entity got its name meanwhile.
    """
    try:
        with transaction.atomic():
            return merging.unmerge(row=entity, by=by)
    except IntegrityError as error:
        raise _explained(error, entity) from error


def _tidied(aliases: Iterable[str], *, name: str) -> list[str]:
    """Aliases in their order, none of them twice, none equal to the name but for case."""
    seen = {name.casefold()}
    tidy = []
    for alias in aliases:
        alias = optional("aliases", one_line(alias))
        if len(alias) > LONGEST_NAME:
            raise InvalidContent({"aliases": f"An alias has more than {LONGEST_NAME} characters."})
        if alias and alias.casefold() not in seen:
            seen.add(alias.casefold())
            tidy.append(alias)
    return tidy


def _explained(error: IntegrityError, entity: Entity, name: str = "") -> Exception:
    if broken_constraint(error) != "entity_name_unique":
        return error
    holder = (
        Entity.objects.registered()
        .filter(project=entity.project_id, name__iexact=name or entity.name)
        .exclude(pk=entity.pk)
        .first()
    )
    return NameTaken(holder) if holder else error
