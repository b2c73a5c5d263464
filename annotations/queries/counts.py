"""How much has been annotated."""

from collections.abc import Iterable

from django.contrib.auth.models import AnonymousUser, User
from django.db.models import Count

from annotations.models import Annotation, Project


def annotation_counts(user: User | AnonymousUser, article_ids: Iterable[int]) -> dict[int, int]:
    """How many annotations each article has in the projects that `user` is a member of.

    Articles without any are left out. One query.
    """
    counts = (
        Annotation.objects.present()
        .filter(
            project__in=Project.objects.visible_to(user),
            version__article__in=list(article_ids),
        )
        .values_list("version__article")
        .annotate(number=Count("id"))
        .order_by()
    )
    return dict(counts)
