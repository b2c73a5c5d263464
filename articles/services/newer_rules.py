"""Texts that would be different if they were imported today, and what to do with them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import F, QuerySet

from articles.core.problems import Problem
from articles.core.version_texts import VersionText
from articles.models import ImportItem, TextVersion
from articles.services import learning, versions
from articles.services.committing import GROUP
from articles.services.errors import Refused
from articles.services.fields import read_anew
from articles.services.items import lock
from articles.services.rereading import Reread, reread

Status = ImportItem.Status


@dataclass(frozen=True, slots=True)
class Outdated:
    """An imported item, the present text that was made of it, and what the rules make of it now.

    `text` is a Problem where its bytes can't be read any more.
    """

    item: ImportItem
    version: TextVersion
    text: VersionText | Problem


def imported(items: QuerySet[ImportItem]) -> QuerySet[ImportItem]:
    """Those of which the present text of an article was made, oldest first."""
    return (
        items.filter(status=Status.COMMITTED, versions__article__current_version=F("versions__pk"))
        .select_related("file", "article__current_version")
        .order_by("pk")
    )


def outdated(items: QuerySet[ImportItem], *, processes: int | None = None) -> Iterator[Outdated]:
    """The imported items whose texts are not what the rules make of their bytes now.

    What editors said of lines and encodings holds, and so does what was learnt when an item was
    read; what its source taught since is added. Changes nothing.
    """
    for group in reread(_groups(imported(items)), processes=processes):
        for one in group:
            if (found := _outdated(one)) is not None:
                yield found


def _groups(items: QuerySet[ImportItem]) -> Iterator[Sequence[ImportItem]]:
    known = learning.learnt(batch=None)
    waiting = items.iterator(chunk_size=GROUP)
    while group := list(islice(waiting, GROUP)):
        for item in group:
            item.recurring |= learning.known_lines(item, known.of(item.source_id))
        yield group


def _outdated(one: Reread) -> Outdated | None:
    article = one.item.article
    if article is None or article.current_version is None:
        return None
    version, text = article.current_version, one.found
    if isinstance(text, VersionText) and text.sha256 == version.sha256:
        return None
    return Outdated(one.item, version, text)


@transaction.atomic
def renew(*, outdated: Outdated, by: User | None) -> TextVersion:
    """Make what the rules make of an item now the present text of its article.

    What is known of the article apart from its text stays. Raises Refused when the rules leave no
    text, and when the article has got another one since.
    """
    text, item = outdated.text, lock(outdated.item)
    article = item.article
    if isinstance(text, Problem) or not text.body:
        raise Refused(f"“{item.name}” has no text under the present rules.")
    if article is None or article.current_version_id != outdated.version.pk:
        raise Refused(f"“{item.name}” was changed meanwhile: look at it again.")
    item.recurring = outdated.item.recurring
    item.save(update_fields=["recurring"])
    return versions.add_version(article=article, item=item, text=text, by=by, takes_over=False)


def read_staged_again(items: QuerySet[ImportItem]) -> int:
    """Read the staged ones of these items again by the present rules; how many changed.

    What an editor changed on them stays.
    """
    staged = items.filter(status=Status.STAGED).exclude(raw_sha256="").order_by("pk")
    return sum(_read_again(pk) for pk in staged.values_list("pk", flat=True).iterator())


@transaction.atomic
def _read_again(pk: int) -> bool:
    item = ImportItem.objects.select_for_update(of=("self",)).select_related("file").get(pk=pk)
    if item.status != Status.STAGED:
        return False
    before = (item.proposal, item.text_sha256, item.removed)
    changed = read_anew(item) and before != (item.proposal, item.text_sha256, item.removed)
    if changed:
        item.save()
    return changed
