"""Projects, their articles and their members."""

from datetime import timedelta
from itertools import count

from django.contrib.auth.models import User
from django.db import IntegrityError, connection, transaction
from django.utils import timezone
from django.utils.text import slugify

from annotations.models import (
    Absence,
    Annotation,
    Membership,
    Project,
    ProjectArticle,
    Role,
)
from annotations.services.edits import change
from annotations.services.errors import ArticleInUse, LastManager, broken_constraint
from annotations.services.wording import chosen, one_line, optional, required
from articles.models import Article
from articles.services.acting import acting

LONGEST_NAME = 200
LONGEST_SLUG = 60
SENT_TWICE = timedelta(minutes=1)
RESERVED_SLUGS = frozenset({"new"})
"""Words that an address has where others have a project's slug."""


def create(*, name: str, by: User, guidelines: str = "", is_sample: bool = False) -> Project:
    """Start a project with `by` as its manager. Its slug is made of the name and never changes.

    Raises InvalidContent when the name is empty or too long.
    """
    name = required("name", one_line(name), longest=LONGEST_NAME)
    guidelines = optional("guidelines", guidelines)
    base = slugify(name)[: LONGEST_SLUG - 8].strip("-") or "project"
    for attempt in count(1):
        slug = base if attempt == 1 else f"{base}-{attempt}"
        if slug in RESERVED_SLUGS or Project.objects.filter(slug=slug).exists():
            continue
        try:
            with transaction.atomic():
                project = Project.objects.create(
                    name=name,
                    slug=slug,
                    guidelines=guidelines,
                    is_sample=is_sample,
                    created_by=by,
                    updated_by=by,
                )
                Membership.objects.create(project=project, user=by, role=Role.MANAGER)
                return project
        except IntegrityError as error:
            # Another project took the slug in this moment: try the next one.
            if not broken_constraint(error).startswith("annotations_project_slug"):
                raise
    raise AssertionError("count() does not end")


@transaction.atomic
def create_once(*, name: str, guidelines: str, by: User) -> Project:
    """As `create`; the same sent again by the same person at once is the project made first."""
    # The second of two submissions waits here until the first one's project is to be seen.
    User.objects.select_for_update(no_key=True).only("pk").get(pk=by.pk)
    made = Project.objects.filter(
        name=one_line(name),
        guidelines=guidelines.strip(),
        created_by=by,
        created_at__gte=timezone.now() - SENT_TWICE,
    ).first()
    return made or create(name=name, guidelines=guidelines, by=by)


@transaction.atomic
def update(
    *,
    project: Project,
    revision: int,
    by: User,
    name: str | None = None,
    guidelines: str | None = None,
) -> Project:
    """Change what is given; the slug stays, so that addresses go on working.

    Raises EditConflict when `revision` is not the present one, InvalidContent.
    """
    fields: dict[str, object] = {}
    if name is not None:
        fields["name"] = required("name", one_line(name), longest=LONGEST_NAME)
    if guidelines is not None:
        fields["guidelines"] = optional("guidelines", guidelines)
    return change(project, revision=revision, by=by, **fields)


def add_article(*, project_id: int, article_id: int, by: User) -> None:
    """Let a project work on an article; one that is there already stays as it is."""
    # Written out, because it is a part of saving each annotation.
    with connection.cursor() as cursor:
        cursor.execute(
            """
            INSERT INTO annotations_projectarticle (project_id, article_id, added_by_id, added_at)
            VALUES (%s, %s, %s, %s)
            ON CONFLICT DO NOTHING
            """,
            [project_id, article_id, by.pk, timezone.now()],
        )


@transaction.atomic
def remove_article(*, project: Project, article: Article, by: User) -> None:
    """Take an article out of the project. Raises ArticleInUse when work was done on it there."""
    # An annotation that is being made holds the article's row until its transaction ends.
    Article.objects.select_for_update(no_key=True).only("pk").get(pk=article.pk)
    annotations = (
        Annotation.objects.present().filter(project=project, version__article=article).count()
    )
    absences = Absence.objects.filter(claim__project=project, article=article).count()
    if annotations or absences:
        raise ArticleInUse(annotations=annotations, absences=absences)
    with acting(by):
        ProjectArticle.objects.filter(project=project, article=article).delete()


@transaction.atomic
def set_member(*, project: Project, user: User, role: Role | str, by: User) -> Membership:
    """Make `user` a member, or give a member another role.

    Raises LastManager when that would leave the project without a manager.
    """
    role = Role(chosen("role", str(role), Role.values))
    _one_at_a_time(project)
    if role != Role.MANAGER:
        _refuse_last_manager(project, user)
    with acting(by):
        membership, _ = Membership.objects.update_or_create(
            project=project, user=user, defaults={"role": role}
        )
    return membership


@transaction.atomic
def remove_member(*, project: Project, user: User, by: User) -> None:
    """End a membership; what the member annotated stays. Raises LastManager."""
    _one_at_a_time(project)
    _refuse_last_manager(project, user)
    with acting(by):
        Membership.objects.filter(project=project, user=user).delete()


def _refuse_last_manager(project: Project, user: User) -> None:
    managers = set(
        Membership.objects.filter(project=project, role=Role.MANAGER).values_list("user", flat=True)
    )
    if managers == {user.pk}:
        raise LastManager


def _one_at_a_time(project: Project) -> None:
    """Two managers who remove each other at once must not both succeed."""
    Project.objects.select_for_update(no_key=True).only("pk").get(pk=project.pk)
