"""Changing articles that are in the archive."""

from collections.abc import Iterable

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from articles.models import Article, ImportItem, Story
from articles.services import search
from articles.services.acting import acting

_SEARCHED = frozenset({"title", "language"})


@transaction.atomic
def change_article(*, article: Article, changed: Iterable[str], by: User | None) -> Article:
    """Save these fields of an article and, when they are searched, its search entry."""
    names = set(changed)
    with acting(by):
        article.save(update_fields=[*names, "updated_at"])
    if names & _SEARCHED:
        search.index([Article.objects.select_related("current_version").get(pk=article.pk)])
    return article


@transaction.atomic
def set_story_articles(*, story: Story, articles: Iterable[Article], by: User | None) -> None:
    """Have exactly these articles in a story; one that was in another story leaves it."""
    chosen = {article.pk for article in articles}
    with acting(by):
        left = Article.objects.filter(story=story).exclude(pk__in=chosen)
        left.update(story=None, updated_at=timezone.now())
        joined = Article.objects.filter(pk__in=chosen).exclude(story=story)
        joined.update(story=story, updated_at=timezone.now())


def delete_article(*, article: Article, by: User | None) -> None:
    """As `delete_articles`, of one."""
    delete_articles(articles=[article], by=by)


@transaction.atomic
def delete_articles(*, articles: Iterable[Article], by: User | None) -> None:
    """Delete articles with their versions; the files they came from can be imported again.

    Raises ProtectedError, and deletes none, when something refers to one of them.
    """
    doomed = sorted(articles, key=lambda article: article.pk)
    keys = [article.pk for article in doomed]
    brought = ImportItem.objects.filter(article__in=keys)
    # All items before all articles, as undoing and new rules lock them: nobody waits in a circle.
    list(brought.select_for_update(of=("self",)).order_by("pk").values_list("pk"))
    # Who is adding a text to one just now has its item imported: that one is taken back, too.
    present = Article.objects.select_for_update(of=("self",)).filter(pk__in=keys)
    list(present.order_by("pk").values_list("pk"))
    brought.filter(status=ImportItem.Status.COMMITTED).update(
        status=ImportItem.Status.UNDONE, article=None
    )
    with acting(by):
        for article in doomed:
            article.delete()
