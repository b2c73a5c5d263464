"""Articles of one story."""

from django.contrib.auth.models import User
from django.db import transaction

from articles.models import Article, Story
from articles.services.acting import acting

_LONGEST_TITLE = 300


@transaction.atomic(savepoint=False)
def relate(*, article: Article, to: Article, by: User | None) -> Story:
    """Put an article into the story of another one, which is made, by its title, if there is none.

    An article that is in a story already stays in it, and then the other one joins that; when both
    are in one, nothing changes. Returns the story of `article`.
    """
    # In the order of their keys, so that two people who relate the same two never wait for each
    # other for ever.
    locked = Article.objects.select_for_update().filter(pk__in=[article.pk, to.pk]).order_by("pk")
    present = {row.pk: row for row in locked}
    first, second = present[to.pk], present[article.pk]
    story = second.story or first.story
    if story is None:
        story = Story.objects.create(title=_shortened(first.title))
    with acting(by):
        for row in (first, second):
            if row.story_id is None:
                row.story = story
                row.save(update_fields=["story", "updated_at"])
    article.story = story
    return story


def _shortened(title: str) -> str:
    return title if len(title) <= _LONGEST_TITLE else title[: _LONGEST_TITLE - 1] + "…"
