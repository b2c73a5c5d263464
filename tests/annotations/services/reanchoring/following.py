"""An annotated article is revised, and where its annotations stand then."""

from django.contrib.auth.models import User

from annotations.models import Annotation, Project
from annotations.services.reanchoring import follow
from articles.models import Article
from tests.factories import PARAGRAPHS, make_annotation, make_version, text_of

PIER, MAYOR, FISHERMEN = PARAGRAPHS
EDITED = MAYOR.replace("unsafe", "dangerous")


def annotate(project: Project, article: Article, words: str, **fields: object) -> Annotation:
    start = text_of(article).body.index(words)
    return make_annotation(project, article, start=start, end=start + len(words), **fields)  # type: ignore[arg-type]


def revise(article: Article, *paragraphs: str, by: User | None = None) -> None:
    old = text_of(article)
    follow(old=old, new=make_version(article, paragraphs=paragraphs), by=by)


def state(annotation: Annotation) -> tuple[str, str, int]:
    """Its state, its quote and the number of the text that it is on."""
    annotation = Annotation.objects.select_related("version").get(pk=annotation.pk)
    start, end = annotation.start, annotation.end
    assert annotation.version.body[start:end] == annotation.quote
    return annotation.state, annotation.quote, annotation.version.number
