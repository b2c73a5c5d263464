"""The labels of a project and the passages that carry one."""

from dataclasses import dataclass

from django.core.paginator import Page, Paginator
from django.db.models import Count, IntegerField, OuterRef, Subquery
from django.db.models.functions import Coalesce

from annotations.models import Annotation, Label, Project
from annotations.queries.passages import ArticlePassages, by_article, in_context

PASSAGES_PER_PAGE = 60


@dataclass(frozen=True, slots=True)
class LabelRow:
    label: Label
    uses: int


def label_rows(project: Project) -> tuple[LabelRow, ...]:
    """The labels in the codebook's order, with how many annotations carry each. One query."""
    uses = (
        Annotation.objects.present()
        .filter(label=OuterRef("pk"))
        .order_by()
        .values("label")
        .annotate(number=Count("pk"))
        .values("number")
    )
    labels = Label.objects.filter(project=project).annotate(
        uses=Coalesce(Subquery(uses, output_field=IntegerField()), 0)
    )
    return tuple(LabelRow(label, label.uses) for label in labels)


def label_passages(
    *, label: Label, page: object = 1
) -> tuple[tuple[ArticlePassages, ...], Page[Annotation]]:
    """What is marked with a label, in context. Two queries."""
    marked = Annotation.objects.present().filter(label=label)
    shown = Paginator(in_context(marked), PASSAGES_PER_PAGE).get_page(page)  # type: ignore[arg-type]
    return by_article(shown), shown
