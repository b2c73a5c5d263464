"""The fields of an import item: as proposed, and as an editor changes them."""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypedDict

from django.contrib.auth.models import User
from django.db import transaction

from articles.core.item_columns import Columns, item_columns, proposed_columns
from articles.core.lines import Role
from articles.core.minhash import signature
from articles.core.mojibake import MOJIBAKE
from articles.core.problems import NOT_IMPORTED
from articles.models import ImportItem
from articles.services import matching
from articles.services.errors import Refused
from articles.services.items import check_staged, lock, lock_staged
from articles.services.previews import Preview, ProblemNote, Unreadable, preview, read_again

Status = ImportItem.Status

# Columns that change together, under the name of the field they are for.
_COLUMNS: Mapping[str, tuple[str, ...]] = {
    "title": ("title",),
    "kicker": ("kicker",),
    "source": ("source_id", "source_name"),
    "authors": ("authors",),
    "external_id": ("external_id",),
    "url": ("url",),
    "dateline": ("dateline",),
    "published": ("published", "published_precision"),
    "language": ("language",),
}
PROBLEM_OF = {
    "no-title": "title",
    "title-from-photo": "title",
    "title-from-file-name": "title",
    "title-uncertain": "title",
    "no-source": "source",
    "no-date": "published",
    "ambiguous-date": "published",
    "relative-date": "published",
}
"""The field that a problem is about, by the problem's code."""

# An editor who says that a line is the title wants it to become the title.
_FIELD_OF_ROLE = {
    Role.TITLE: "title",
    Role.KICKER: "kicker",
    Role.BYLINE: "authors",
    Role.DATE_LINE: "published",
    Role.SOURCE_LINE: "source",
    Role.URL: "url",
    Role.MEDIA_ID: "external_id",
}


class Fields(TypedDict, total=False):
    """What an editor changes of an article, apart from its source; what is left out stays."""

    title: str
    kicker: str
    authors: Sequence[str]
    external_id: str
    url: str
    dateline: str
    published: datetime.date | None
    published_precision: str
    language: str


@transaction.atomic
def change_fields(*, item: ImportItem, fields: Fields, by: User | None) -> ImportItem:
    """Save what an editor entered. Raises NotStaged for an item that is not staged any more."""
    present = lock_staged(item)
    for name, value in fields.items():
        setattr(present, name, list(fields["authors"]) if name == "authors" else value)
    present.save(update_fields=list(fields))
    return present


@dataclass(frozen=True, slots=True)
class ReadAgain:
    """An item after a change of how its bytes are read, and what they become now."""

    item: ImportItem
    preview: Preview


@transaction.atomic
def set_line_role(*, item: ImportItem, line: int, role: Role | None, by: User | None) -> ReadAgain:
    """Say what a line (counted from 1) is; None leaves it to the rules again.

    Fields that are still as they were proposed follow what the text says now, and a line made the
    title, byline … gives its field. Raises NotStaged, and Refused for a line that is blank or
    does not exist.
    """
    present = lock_staged(item)
    roles = dict(present.line_roles)
    roles.pop(str(line), None)
    if role is not None:
        roles[str(line)] = role.value
    present.line_roles = roles
    found = preview(present)
    # No role makes a blank line anything else, so the new reading tells as well as the old one.
    if not 1 <= line <= len(found.lines):
        raise Refused(f"“{present.name}” has no line {line}: it has {len(found.lines)}.")
    if found.lines[line - 1].role is Role.BLANK or role is Role.BLANK:
        raise Refused(f"Line {line} is blank: it only separates paragraphs.")
    take_over(present, found, follow=_FIELD_OF_ROLE.get(role) if role else None)
    present.save()
    return ReadAgain(present, found)


@transaction.atomic
def set_encoding(*, item: ImportItem, encoding: str, by: User | None) -> ReadAgain:
    """Read an item's bytes in another encoding; "" finds it out again.

    Works for an item that could not be read, too, also when it was left out since; it becomes
    staged. Raises Refused when the bytes are not text in that encoding, and NotStaged.
    """
    present = lock(item)
    unread = present.status in (Status.FAILED, Status.DISMISSED) and not present.encoding
    if not unread:
        check_staged(present)
    if not present.raw_sha256:
        raise Refused(f"Nothing of “{present.name}” was kept: bring it again.")
    try:
        found = read_again(present, encoding=encoding or None)
    except Unreadable as error:
        raise Refused(str(error)) from error
    if present.line_roles:
        # Other line ends may give other line numbers.
        present.line_roles = {}
    present.status = Status.STAGED
    take_over(present, found)
    if encoding:
        present.proposal = present.proposal | {"encoding": {"rule": "editor"}}
    present.save()
    return ReadAgain(present, found)


@transaction.atomic
def set_repair(*, item: ImportItem, repaired: bool, by: User | None) -> ReadAgain:
    """Have characters that were decoded wrongly before put right, or leave them as they came.

    Raises NotStaged.
    """
    present = lock_staged(item)
    present.is_repaired = repaired
    found = preview(present)
    take_over(present, found)
    present.save()
    return ReadAgain(present, found)


def read_anew(item: ImportItem) -> bool:
    """Take over what an item's bytes are now, without saving; False where they can't be read."""
    refusals = [problem for problem in item.problems if problem["code"] == NOT_IMPORTED]
    try:
        take_over(item, preview(item))
    except (Unreadable, FileNotFoundError):
        return False
    # No editor has done anything about it: why it was not imported holds until it is tried again.
    item.problems = [*refusals, *item.problems]
    return True


def take_over(item: ImportItem, found: Preview, *, follow: str | None = None) -> None:
    """Set an item's columns to what its text says, and what it may be now, without saving.

    A field that an editor changed stays, unless it is the one to `follow`.
    """
    fill_in(item, item_columns(found), follow=follow)
    matching.find(items=[item], signatures=[signature(found.body)], batch=item.batch)


def fill_in(item: ImportItem, found: Columns, *, follow: str | None = None) -> None:
    """As `take_over`, without looking whether the archive has the article already."""
    before = proposed_columns(item.proposal)
    for name, columns in _COLUMNS.items():
        as_proposed = all(getattr(item, column) == before[column] for column in columns)
        if as_proposed or name == follow:
            for column in columns:
                setattr(item, column, found[column])
    said_of_encoding = item.proposal.get("encoding")
    for name, value in found.items():
        if name not in before:
            setattr(item, name, value)
    if said_of_encoding is not None:
        item.proposal["encoding"] = said_of_encoding
    if item.is_repaired is False:
        # What its editor left as it came is not asked again.
        item.problems = [problem for problem in item.problems if problem["code"] != MOJIBAKE]


def changed_fields(item: ImportItem) -> frozenset[str]:
    """The fields that are not as they were proposed."""
    proposed = proposed_columns(item.proposal)
    return frozenset(
        name
        for name, columns in _COLUMNS.items()
        if any(getattr(item, column) != proposed[column] for column in columns)
    )


def open_problems(item: ImportItem) -> list[ProblemNote]:
    """The problems that an editor has not answered: by changing the field, or by a decision."""
    changed = changed_fields(item)
    answered = {NOT_IMPORTED} if item.decision else set()
    return [
        problem
        for problem in item.problems
        if problem["code"] not in answered and PROBLEM_OF.get(problem["code"]) not in changed
    ]
