"""An article is revised, and its annotations follow."""

from annotations.models import Annotation
from annotations.services.reanchoring import follow
from articles.models import Article, TextVersion
from tests.factories import make_version, text_of


def revise(article: Article, *edits: tuple[str, str]) -> TextVersion:
    """The next version, in which the first of each pair is the second; one in "" is left out."""
    old = text_of(article)
    body = old.body
    for before, after in edits:
        assert before in body
        body = body.replace(before, after)
    paragraphs = tuple(part.strip() for part in body.split("\n\n") if part.strip())
    new = make_version(article, paragraphs=paragraphs)
    follow(old=old, new=new, by=None)
    return new


def state(annotation: Annotation) -> str:
    """Its state as it is now in the database."""
    return Annotation.objects.get(pk=annotation.pk).state
