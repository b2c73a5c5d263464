"""What a user may reach of a project: every view of the desk opens its objects here.

Somebody who is not a member gets 404 for everything of a project, its existence included. Being an
administrator of the site changes nothing: membership is the only way in.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser, User
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import Http404
from django.shortcuts import get_object_or_404

from annotations.models import (
    Absence,
    Annotation,
    Claim,
    ClaimLink,
    ClaimQuerySet,
    Entity,
    Label,
    Membership,
    Project,
    Role,
)
from annotations.queries.referents import attach_referents
from articles.models import Article, ArticleQuerySet

# Written out, because every request of the desk asks it: Django takes three times as long to word
# it as the database to answer.
_OF_MEMBER = """
    SELECT project.*, membership.role
    FROM annotations_project AS project
    JOIN annotations_membership AS membership ON membership.project_id = project.id
    WHERE membership.user_id = %s AND project.slug = %s
"""


@dataclass(frozen=True, slots=True)
class ProjectAccess:
    """A member's way into a project."""

    project: Project
    role: Role
    user: User

    @property
    def may_annotate(self) -> bool:
        return self.role.includes(Role.ANNOTATOR)

    @property
    def may_curate(self) -> bool:
        return self.role.includes(Role.CURATOR)

    @property
    def may_manage(self) -> bool:
        return self.role.includes(Role.MANAGER)

    def may_edit(self, annotation: Annotation) -> bool:
        """True for one's own annotations while one may annotate; curators edit everybody's."""
        if annotation.project_id != self.project.pk:
            return False
        return self.may_change(annotation.created_by_id)

    def may_confirm(self, annotation: Annotation) -> bool:
        """True for its author, while they may annotate, and for managers."""
        if annotation.project_id != self.project.pk:
            return False
        return self.may_manage or (self.may_annotate and annotation.created_by_id == self.user.pk)

    def may_change(self, created_by_id: int | None) -> bool:
        """True for what one entered oneself, while one may annotate; curators change everything."""
        return self.may_curate or (self.may_annotate and created_by_id == self.user.pk)

    def refuse_others(self, created_by_id: int | None) -> None:
        """Raises PermissionDenied for what this member may not change."""
        if not self.may_change(created_by_id):
            raise PermissionDenied("Only curators change what somebody else entered.")


def open_project(
    user: User | AnonymousUser, slug: str, *, at_least: Role = Role.READER
) -> ProjectAccess:
    """The project of that slug for a member of it, in one query.

    Raises Http404 when there is none or `user` is not a member, PermissionDenied when the member's
    role is below `at_least`.
    """
    if not isinstance(user, User):
        raise Http404("No such project.")
    project = next(iter(Project.objects.raw(_OF_MEMBER, [user.pk, slug])), None)
    if project is None:
        raise Http404("No such project.")
    role = Role(project.role)  # type: ignore[attr-defined]
    if not role.includes(at_least):
        raise PermissionDenied(f"This needs the role {at_least.label}; yours is {role.label}.")
    return ProjectAccess(project=project, role=role, user=user)


def open_article(pk: int) -> Article:
    """An article with its text. Any of the archive: annotating it adds it to the project."""
    return get_object_or_404(_readable_articles(), pk=pk)


def open_articles(pks: Sequence[int]) -> tuple[Article, ...]:
    """Articles with their texts in the order of `pks`, in one query; 404 when one is missing."""
    found = _readable_articles().in_bulk(list(pks))
    if not all(pk in found for pk in pks):
        raise Http404("No such article.")
    return tuple(found[pk] for pk in pks)


def open_annotation(access: ProjectAccess, pk: int) -> Annotation:
    """An annotation with what it names and its text. Deleted ones, too: they can be restored."""
    annotation = get_object_or_404(
        Annotation.objects.select_related("version__article"), pk=pk, project=access.project
    )
    attach_referents([annotation], project=access.project)
    return annotation


def open_entity(access: ProjectAccess, pk: int) -> Entity:
    entity = get_object_or_404(
        Entity.objects.select_related("merged_into", "created_by", "updated_by"),
        pk=pk,
        project=access.project,
    )
    entity.project = access.project
    return entity


def open_claim(access: ProjectAccess, pk: int) -> Claim:
    claim = get_object_or_404(
        Claim.objects.select_related("merged_into", "created_by", "updated_by"),
        pk=pk,
        project=access.project,
    )
    claim.project = access.project
    return claim


def open_label(access: ProjectAccess, pk: int) -> Label:
    label = get_object_or_404(Label, pk=pk, project=access.project)
    label.project = access.project
    return label


def open_claim_link(access: ProjectAccess, pk: int, *, claim: Claim) -> ClaimLink:
    """A link of `claim`, or of what was merged into it, in either direction."""
    whole = _whole(access, claim)
    return get_object_or_404(
        ClaimLink.objects.filter(Q(from_claim__in=whole) | Q(to_claim__in=whole)), pk=pk
    )


def open_absence(access: ProjectAccess, pk: int, *, claim: Claim) -> Absence:
    """A record that `claim`, or what was merged into it, is absent from an article."""
    return get_object_or_404(Absence, pk=pk, claim__in=_whole(access, claim))


def open_member(access: ProjectAccess, user_pk: int) -> Membership:
    return get_object_or_404(
        Membership.objects.select_related("user"), project=access.project, user=user_pk
    )


def _whole(access: ProjectAccess, claim: Claim) -> ClaimQuerySet:
    return Claim.objects.filter(Q(pk=claim.pk) | Q(merged_into=claim), project=access.project)


def _readable_articles() -> ArticleQuerySet:
    return Article.objects.with_text().filter(current_version__isnull=False)
