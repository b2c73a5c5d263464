"""What keeps articles and their texts from being deleted."""

from collections.abc import Iterator

from django.db.models import Model, ProtectedError, RestrictedError

from articles.models import Article, TextVersion
from articles.services.errors import Referred


def referred(error: ProtectedError | RestrictedError) -> list[Referred]:
    """The articles that could not be deleted, and what kinds of rows refer to them.

    Not which nor how many: they may be of a project that the person who deletes is not a member of.
    """
    rows = (
        error.protected_objects if isinstance(error, ProtectedError) else error.restricted_objects
    )
    kinds: dict[tuple[type[Model], int], set[str]] = {}
    for row in rows:
        kind = str(type(row)._meta.verbose_name_plural)
        for model, pk in _references(row):
            kinds.setdefault((model, pk), set()).add(kind)
    texts = TextVersion.objects.filter(pk__in=[pk for model, pk in kinds if model is TextVersion])
    article_of = dict(texts.values_list("pk", "article_id"))
    by_article: dict[int, set[str]] = {}
    for (model, pk), names in kinds.items():
        by_article.setdefault(article_of[pk] if model is TextVersion else pk, set()).update(names)
    found = Article.objects.in_bulk(by_article)
    return [Referred(found[pk], " and ".join(sorted(by_article[pk]))) for pk in sorted(found)]


def _references(row: Model) -> Iterator[tuple[type[Model], int]]:
    """The articles and text versions that a row refers to."""
    for field in type(row)._meta.concrete_fields:
        pk = getattr(row, field.attname)
        for model in (Article, TextVersion):
            if field.related_model is model and pk is not None:
                yield model, pk
