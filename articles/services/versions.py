"""New texts of known articles, and taking the newest one back."""

from collections.abc import Callable

from django.apps import apps
from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Model, ProtectedError, RestrictedError

from articles.core.minhash import signature
from articles.core.version_texts import VersionText
from articles.models import Article, ImportItem, TextVersion
from articles.services import fingerprints, search, sightings
from articles.services.acting import acting
from articles.services.errors import Refused, UndoRefused
from articles.services.referring import referred

Status = ImportItem.Status

Follower = Callable[[TextVersion, TextVersion, User | None], None]
"""Called with the old version, the new one and who made it, inside the transaction."""

on_new_version: list[Follower] = []
"""What other apps want done. The library does not know who they are: they register themselves."""

Returner = Callable[[TextVersion, TextVersion, User | None], None]
"""Called with the version that goes, the one that is present again and who takes it back.

Inside the transaction, before the version goes: what still refers to it then, keeps it.
"""

on_taking_back: list[Returner] = []

FOLLOWING = ("title", "kicker", "authors", "dateline", "language")
"""What an article takes over from its new text, where that states it."""
FILLED_IN = ("source_id", "url", "external_id")
"""What it takes over only where nothing is known yet. So is the date: it is the first known one."""


@transaction.atomic
def add_version(
    *,
    article: Article,
    item: ImportItem,
    text: VersionText,
    by: User | None,
    takes_over: bool = True,
) -> TextVersion:
    """Make the text of an item the article's new version, its present text from now on.

    The item is imported then. Title, kicker, authors, dateline and language follow the new text
    where it states them, unless told otherwise by `takes_over`; source, address, id and date are
    kept where they are known. Where the text is the present one already, no version is made: the
    item is a duplicate then, and the present version is returned. The item is locked, or nobody
    else's yet.

    Raises Refused when the article is gone.
    """
    # Waits for those who annotate the present text, and keeps others from beginning to.
    held = Article.objects.select_for_update().filter(pk=article.pk).first()
    if held is None:
        raise Refused(f"“{article.title}” is gone: decide again what “{item.name}” is.")
    article = held
    present = TextVersion.objects.get(pk=article.current_version_id or 0)
    if present.sha256 == text.sha256:
        sightings.note(item=item, article=article)
        return present
    version = TextVersion.objects.create(
        article=article,
        number=present.number + 1,
        body=text.body,
        blocks=text.blocks,
        sha256=text.sha256,
        word_count=text.word_count,
        import_item=item,
    )
    changed = _take_over(article, item) if takes_over else []
    article.current_version = version
    with acting(by):
        article.save(update_fields=[*changed, "current_version", "updated_at"])
    _index(article, text.signature)
    item.article = article
    item.status = Status.COMMITTED
    item.removed = text.removed
    item.block_counts = text.block_counts
    item.save(update_fields=["article", "status", "removed", "block_counts"])
    for follow in on_new_version:
        follow(present, version, by)
    return version


@transaction.atomic
def take_back(*, version: TextVersion, by: User | None) -> TextVersion:
    """Remove an article's newest version; the one before it, which is returned, is present again.

    What the article took over from it goes back, too, unless somebody changed it since. The item it
    came from is left to the caller. Raises UndoRefused when something refers to the version, and
    Refused when it is not the newest one or the only one.
    """
    article = Article.objects.select_for_update().get(pk=version.article_id)
    if article.current_version_id != version.pk:
        raise Refused(
            f"“{article.title}” has later text versions than {version.number}: take those back "
            "first."
        )
    earlier = article.versions.filter(number__lt=version.number).order_by("-number").first()
    if earlier is None:
        raise Refused(f"“{article.title}” has no other text: delete the article instead.")
    changed = _give_back(article, version, earlier)
    article.current_version = earlier
    try:
        with transaction.atomic(), acting(by):
            article.save(update_fields=[*changed, "current_version", "updated_at"])
            for return_from in on_taking_back:
                return_from(version, earlier, by)
            version.delete()
    except (ProtectedError, RestrictedError) as error:
        raise UndoRefused(referred(error)) from error
    _index(article, signature(earlier.body))
    return earlier


def _take_over(article: Article, item: ImportItem) -> list[str]:
    """Set what the article takes over; which fields."""
    changed = []
    for name in (*FOLLOWING, *FILLED_IN):
        stated = getattr(item, name)
        kept = name in FILLED_IN and getattr(article, name)
        if stated and not kept and stated != getattr(article, name):
            setattr(article, name, stated)
            changed.append(name)
    if article.published is None and item.published is not None:
        article.published = item.published
        article.published_precision = item.published_precision
        changed += ["published", "published_precision"]
    return changed


def _give_back(article: Article, version: TextVersion, earlier: TextVersion) -> list[str]:
    """Set what the article was before it had this version; which fields."""
    before = _before(article, earlier)
    if before is None or version.import_item is None:
        return []
    changed = []
    for name in (*FOLLOWING, *FILLED_IN, "published", "published_precision"):
        was = getattr(before, name)
        taken = getattr(article, name) == getattr(version.import_item, name)
        if taken and was != getattr(article, name):
            setattr(article, name, was)
            changed.append(name)
    return changed


def _before(article: Article, earlier: TextVersion) -> Model | None:
    """The article's last state with the earlier text, from its history."""
    events = apps.get_model("articles", "ArticleEvent")._default_manager
    last: Model | None = (
        events.filter(pgh_obj_id=article.pk, current_version_id=earlier.pk)
        .order_by("-pgh_id")
        .first()
    )
    return last


def _index(article: Article, made: bytes) -> None:
    search.index([article])
    fingerprints.write([(article.pk, made)])
