"""Annotations outside the reader: each quote within its sentence, grouped by article."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from django.db.models import F, IntegerField, Value
from django.db.models.functions import Greatest, Least, Substr

from annotations.models import AnchorState, Annotation, AnnotationQuerySet
from articles.core.blocks import SEPARATOR
from articles.core.sentences import sentences
from articles.models import Article

REACH = 280
"""Code points read on each side of a quote: enough for the sentence around most quotes."""


@dataclass(frozen=True, slots=True)
class Passage:
    """An annotation with what stands before and behind its quote in the same sentence."""

    annotation: Annotation
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class ArticlePassages:
    """The passages of one article, in reading order."""

    article: Article
    passages: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class FirstPassages:
    """The first `shown` of `count` passages."""

    groups: tuple[ArticlePassages, ...]
    shown: int
    count: int


def first_passages(annotations: AnnotationQuerySet, *, limit: int) -> FirstPassages:
    """The first passages in the order of `in_context`; one query, two when there are more."""
    found = list(in_context(annotations)[:limit])
    count = len(found) if len(found) < limit else annotations.count()
    return FirstPassages(by_article(found), len(found), count)


def in_context(annotations: AnnotationQuerySet) -> AnnotationQuerySet:
    """With the text around each quote and the article, in the same query, by article and place."""
    length = Least(Value(REACH), F("start"), output_field=IntegerField())
    before = Greatest(Value(1), F("start") - REACH + 1, output_field=IntegerField())
    return (
        annotations.with_referents()
        .select_related("version__article__source")
        .defer("version__body", "version__blocks")
        .annotate(
            text_before=Substr("version__body", before, length),
            text_after=Substr("version__body", F("end") + 1, REACH),
        )
        .order_by(
            F("version__article__published").asc(nulls_last=True),
            "version__article_id",
            "start",
            "id",
        )
    )


def passages_of_orphans(annotations: Iterable[Annotation]) -> dict[int, Passage]:
    """The sentence that each orphan among them stood in, by primary key.

    One query; none where there is no orphan.
    """
    orphans = [row.pk for row in annotations if row.state == AnchorState.ORPHANED]
    if not orphans:
        return {}
    found = in_context(Annotation.objects.filter(pk__in=orphans))
    return {row.pk: passage(row) for row in found}


def by_article(annotations: Iterable[Annotation]) -> tuple[ArticlePassages, ...]:
    """Annotations that come from `in_context`, article by article."""
    return tuple(
        ArticlePassages(
            article=article, passages=tuple(passage(annotation) for annotation in of_article)
        )
        for article, of_article in groupby(
            annotations, key=lambda annotation: annotation.version.article
        )
    )


def passage(annotation: Annotation) -> Passage:
    """The sentence around an annotation that comes from `in_context`."""
    before, after = around(
        annotation.text_before,  # type: ignore[attr-defined]
        annotation.quote,
        annotation.text_after,  # type: ignore[attr-defined]
        language=annotation.version.article.language,
    )
    return Passage(annotation=annotation, before=before, after=after)


def around(before: str, quote: str, after: str, *, language: str) -> tuple[str, str]:
    """What of the text on both sides belongs to the quote's sentences; cut ends get an ellipsis.

    >>> around("It rained. The mayor of ", "Ellery", " left. Nobody came.", language="en")
    ('The mayor of ', ' left.')
    """
    left_cut = len(before) >= REACH
    right_cut = len(after) >= REACH
    if SEPARATOR in before:
        before, left_cut = before.rsplit(SEPARATOR, 1)[1], False
    if SEPARATOR in after:
        after, right_cut = after.split(SEPARATOR, 1)[0], False
    start, end = len(before), len(before) + len(quote)
    touched = [
        (left, right)
        for left, right in sentences(before + quote + after, language)
        if right > start and left < end
    ]
    left = min((span[0] for span in touched), default=start)
    right = max((span[1] for span in touched), default=end)
    shown_before, shown_after = before[left:], after[: max(0, right - end)]
    # A window that ends within a sentence shows so, and cuts no word where words have spaces.
    if left_cut and left == 0:
        shown_before = "…" + (shown_before.partition(" ")[2] or shown_before)
    if right_cut and right >= end + len(after.rstrip()):
        shown_after = (shown_after.rpartition(" ")[0] or shown_after) + "…"
    return shown_before, shown_after
