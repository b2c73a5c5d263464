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


@transaction.atomic
def delete_article(*, article: Article, by: User | None) -> None:
    """Delete an article with its versions; the files it came from can be imported again.

    Raises ProtectedError when something refers to it.
    """
    # Who is adding a text to it just now has its item imported: that one is taken back, too.
    list(Article.objects.select_for_update().filter(pk=article.pk).values_list("pk"))
    ImportItem.objects.filter(article=article, status=ImportItem.Status.COMMITTED).update(
        status=ImportItem.Status.UNDONE, article=None
    )
    with acting(by):
        article.delete()
