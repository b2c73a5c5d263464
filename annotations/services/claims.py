"""Claims, how they bear on each other, and the articles that were found not to make them."""

from collections.abc import Sequence

from django.contrib.auth.models import User
from django.db import transaction

from annotations.models import Absence, Claim, ClaimLink, Project
from annotations.services import merging
from annotations.services.edits import change
from annotations.services.errors import ForeignReferent, InvalidContent
from annotations.services.projects import add_article
from annotations.services.texts import hold_present
from annotations.services.wording import chosen, one_line, optional, required
from articles.models import TextVersion
from articles.services.acting import acting

LONGEST_STATEMENT = 2_000
"""Characters: a claim is one sentence, and lists show all of it."""


@transaction.atomic
def create(*, project: Project, statement: str, by: User, note: str = "") -> Claim:
    """Register a claim; a statement that the project has already, but for case, is that claim.

    Raises InvalidContent when the statement is empty or too long.
    """
    statement, note = _statement(statement), optional("note", note)
    # A form that was sent twice makes one claim.
    Project.objects.select_for_update(no_key=True).only("pk").get(pk=project.pk)
    return find(project=project, statement=statement) or Claim.objects.create(
        project=project,
        statement=statement,
        note=note,
        created_by=by,
        updated_by=by,
    )


def find(*, project: Project, statement: str) -> Claim | None:
    """The claim of that statement, but for case and white space, or what it was merged into."""
    wording = one_line(statement.replace("\x00", ""))
    claims = Claim.objects.filter(project=project, statement__iexact=wording)
    claim = claims.select_related("merged_into").order_by("pk").first()
    return claim.canonical if claim else None


@transaction.atomic
def update(
    *,
    claim: Claim,
    revision: int,
    by: User,
    statement: str | None = None,
    note: str | None = None,
) -> Claim:
    """Change what is given; the rest stays. Returns the claim as it is then.

    Raises EditConflict when `revision` is not the present one, InvalidContent.
    """
    fields: dict[str, object] = {}
    if statement is not None:
        fields["statement"] = _statement(statement)
    if note is not None:
        fields["note"] = optional("note", note)
    return change(claim, revision=revision, by=by, **fields)


@transaction.atomic
def merge(*, into: Claim, absorbed: Sequence[Claim], by: User) -> Claim:
    """Say that `absorbed` are the same claim as `into`; see `merging.merge`. Returns that one."""
    return merging.merge(into=into, absorbed=absorbed, by=by)


@transaction.atomic
def unmerge(*, claim: Claim, by: User) -> Claim:
    """Make a merged claim one of its own again, with what came along. Raises NotMerged."""
    return merging.unmerge(row=claim, by=by)


@transaction.atomic
def link(*, from_claim: Claim, to_claim: Claim, kind: ClaimLink.Kind | str, by: User) -> ClaimLink:
    """Say how one claim bears on another; said already, the first link is returned.

    Raises ForeignReferent for claims of two projects, InvalidContent for a claim and itself.
    """
    if from_claim.project_id != to_claim.project_id:
        raise ForeignReferent("Only claims of the same project can be linked.")
    from_claim, to_claim = from_claim.canonical, to_claim.canonical
    if from_claim == to_claim:
        raise InvalidContent({"to_claim": "A claim cannot be linked to itself."})
    made, _ = ClaimLink.objects.get_or_create(
        from_claim=from_claim,
        to_claim=to_claim,
        kind=chosen("kind", str(kind), ClaimLink.Kind.values),
        defaults={"created_by": by},
    )
    return made


@transaction.atomic
def unlink(*, link: ClaimLink, by: User) -> None:
    """Remove a link; its history stays."""
    with acting(by):
        ClaimLink.objects.filter(pk=link.pk).delete()


@transaction.atomic
def record_absence(*, claim: Claim, version: TextVersion, by: User, note: str = "") -> Absence:
    """Record that `by` looked for the claim in a text and did not find it.

    Once per person and text: a second call changes the note, if one is given. The article joins the
    project. A later mention does not remove the record; tables show the contradiction. Raises
    StaleVersion when the article has another text by now.
    """
    claim = claim.canonical
    note = optional("note", note)
    hold_present(version)
    absence, is_new = Absence.objects.get_or_create(
        claim=claim,
        version=version,
        created_by=by,
        defaults={"article_id": version.article_id, "note": note},
    )
    if not is_new and note and note != absence.note:
        absence.note = note
        with acting(by):
            absence.save(update_fields=["note"])
    add_article(project_id=claim.project_id, article_id=version.article_id, by=by)
    return absence


@transaction.atomic
def withdraw_absence(*, absence: Absence, by: User) -> None:
    """Remove a record of absence; its history stays."""
    with acting(by):
        Absence.objects.filter(pk=absence.pk).delete()


def _statement(text: str) -> str:
    return required("statement", one_line(text), longest=LONGEST_STATEMENT)
