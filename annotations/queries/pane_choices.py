"""Which articles somebody may want to open beside the ones they have open."""

from collections.abc import Sequence

from django.db.models import Exists, OuterRef, Q

from annotations.core.search_words import search_words
from annotations.models import Project, ProjectArticle
from articles.models import Article

_SHOWN = 8


def articles_to_open(
    *, project: Project, text: str, without: Sequence[int]
) -> list[tuple[Article, bool]]:
    """Articles whose title or source has every word of `text`, with whether the project has them.

    Without text, the project's own. Those of the project come first. One query.
    """
    ours = ProjectArticle.objects.filter(project=project, article=OuterRef("pk"))
    found = (
        Article.objects.annotate(in_project=Exists(ours))
        .select_related("source")
        .filter(current_version__isnull=False)
        .exclude(pk__in=without)
    )
    if not text:
        found = found.filter(in_project=True)
    for word in search_words(text):
        found = found.filter(Q(title__icontains=word) | Q(source__name__icontains=word))
    shown = found.order_by("-in_project", "-pk")[:_SHOWN]
    return [(article, article.in_project) for article in shown]  # type: ignore[attr-defined]
