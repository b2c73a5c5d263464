"""The projects that somebody can work in, and the one they are working in."""

from dataclasses import dataclass

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.contrib.sessions.backends.base import SessionBase
from django.db.models import F

from annotations.models import Project, Role

_SESSION_KEY = "project"


@dataclass(frozen=True, slots=True)
class DeskProject:
    """A project and what its visitor is in it."""

    name: str
    slug: str
    role: Role

    @property
    def may_annotate(self) -> bool:
        return self.role.includes(Role.ANNOTATOR)


@dataclass(frozen=True, slots=True)
class Desk:
    """Somebody's projects by name; `current` is the one used last, else the first."""

    projects: tuple[DeskProject, ...]
    current: DeskProject | None


def desk_of(user: AbstractBaseUser | AnonymousUser, session: SessionBase) -> Desk:
    """One query."""
    rows = (
        Project.objects.visible_to(user)
        .values_list("name", "slug", F("memberships__role"))
        .order_by("name", "pk")
    )
    projects = tuple(DeskProject(name, slug, Role(role)) for name, slug, role in rows)
    used_last = session.get(_SESSION_KEY)
    current = next((project for project in projects if project.slug == used_last), None)
    return Desk(projects, current or next(iter(projects), None))


def projects_with(user: AbstractBaseUser | AnonymousUser, article_id: int) -> frozenset[str]:
    """The slugs of somebody's projects that an article belongs to; one query."""
    having = Project.objects.visible_to(user).filter(article_links__article=article_id)
    return frozenset(having.values_list("slug", flat=True))


def remember_project(session: SessionBase, project: Project) -> None:
    """Make `project` the one that this visitor works in until they choose another one."""
    if session.get(_SESSION_KEY) != project.slug:
        session[_SESSION_KEY] = project.slug
