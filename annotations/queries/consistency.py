"""What must hold of the desk and no constraint can say: generators of what does not.

The database compares; only what is wrong travels.
"""

from collections.abc import Iterator

from django.db.models import (
    Exists,
    F,
    IntegerField,
    Model,
    OuterRef,
    QuerySet,
)
from django.db.models.functions import Greatest, Least, Substr

from annotations.core.anchors import CONTEXT
from annotations.models import Absence, Annotation, Claim, ClaimLink, Entity, ProjectArticle
from articles.queries.consistency import CHUNK, Finding, dangling_references, shortened

_ANCHOR = ("start", "end", "quote", "prefix", "suffix")
_REFERENTS = ("label", "entity", "claim", "speaker", "holder", "target_entity", "target_claim")


def findings() -> Iterator[Finding]:
    """All that is wrong with projects and their annotations."""
    yield from anchors()
    yield from foreign_referents()
    yield from merges()
    yield from claim_links()
    yield from absences()
    yield from articles_outside_projects()
    yield from dangling_references("annotations")


def anchors() -> Iterator[Finding]:
    """Annotations whose quote or context is not what their text has there, deleted ones, too."""
    body = "version__body"
    wrong = (
        Annotation.objects.annotate(
            # PostgreSQL counts characters from 1, and they are code points.
            quote_there=Substr(body, F("start") + 1, F("end") - F("start")),
            prefix_there=Substr(
                body,
                Greatest(F("start") - CONTEXT, 0) + 1,
                Least(F("start"), CONTEXT, output_field=IntegerField()),
            ),
            suffix_there=Substr(body, F("end") + 1, CONTEXT),
        )
        .exclude(quote=F("quote_there"), prefix=F("prefix_there"), suffix=F("suffix_there"))
        .select_related("project", "version__article")
        .only(*_ANCHOR, "project__slug", "version__number", "version__article__id")
    )
    for annotation in wrong.order_by("pk").iterator(chunk_size=CHUNK):
        where = (
            f"annotation {annotation.pk} (project {annotation.project.slug}, article "
            f"{annotation.version.article_id}, version {annotation.version.number}, "
            f"{annotation.start}–{annotation.end})"
        )
        for part in ("quote", "prefix", "suffix"):
            kept, there = getattr(annotation, part), getattr(annotation, f"{part}_there")
            if kept != there:
                yield Finding(
                    "anchor",
                    where,
                    f"its {part} is {shortened(kept)}, the text has {shortened(there)}",
                )


def foreign_referents() -> Iterator[Finding]:
    """Annotations that name a label, an entity or a claim of another project."""
    for field in _REFERENTS:
        strayed = Annotation.objects.filter(**{f"{field}__isnull": False}).exclude(
            **{f"{field}__project": F("project")}
        )
        for pk, referent in _pairs(strayed, f"{field}_id"):
            yield Finding(
                "other-project",
                f"annotation {pk}",
                f"its {field} is {referent}, which belongs to another project",
            )


def merges() -> Iterator[Finding]:
    """Entities and claims merged into one that is merged itself, or into another project's."""
    for model in (Entity, Claim):
        name = model._meta.verbose_name
        merged = model._default_manager.filter(merged_into__isnull=False)
        for pk, into in _pairs(
            merged.filter(merged_into__merged_into__isnull=False), "merged_into_id"
        ):
            yield Finding(
                "merge", f"{name} {pk}", f"it is merged into {into}, which is merged itself"
            )
        foreign = merged.exclude(merged_into__project=F("project"))
        for pk, into in _pairs(foreign, "merged_into_id"):
            yield Finding(
                "other-project",
                f"{name} {pk}",
                f"it is merged into {into}, which belongs to another project",
            )


def claim_links() -> Iterator[Finding]:
    """Claim links from one project to another."""
    strayed = ClaimLink.objects.exclude(from_claim__project=F("to_claim__project"))
    for pk, to_claim in _pairs(strayed, "to_claim_id"):
        yield Finding(
            "other-project",
            f"claim link {pk}",
            f"it leads to claim {to_claim}, which belongs to another project",
        )


def absences() -> Iterator[Finding]:
    """Absences whose text is not their article's."""
    strayed = Absence.objects.exclude(version__article=F("article"))
    for pk, article in _pairs(strayed, "article_id"):
        yield Finding(
            "absence", f"absence {pk}", f"the text looked through is not one of article {article}"
        )


def articles_outside_projects() -> Iterator[Finding]:
    """Annotations and absences on articles that their project does not list."""
    listed = ProjectArticle.objects.filter(
        project=OuterRef("project"), article=OuterRef("version__article")
    )
    unlisted = Annotation.objects.present().filter(~Exists(listed))
    for pk, article in _pairs(unlisted, "version__article_id"):
        yield Finding(
            "project-article", f"annotation {pk}", f"its project does not list article {article}"
        )
    listed = ProjectArticle.objects.filter(
        project=OuterRef("claim__project"), article=OuterRef("article")
    )
    for pk, article in _pairs(Absence.objects.filter(~Exists(listed)), "article_id"):
        yield Finding(
            "project-article", f"absence {pk}", f"its project does not list article {article}"
        )


def _pairs(rows: QuerySet[Model], field: str) -> Iterator[tuple[int, int]]:
    yield from rows.order_by("pk").values_list("pk", field).iterator(chunk_size=CHUNK)
