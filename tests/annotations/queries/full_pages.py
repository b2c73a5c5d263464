"""Pages with a lot on them, and reading all of it: whether that takes more queries."""

from django.contrib.auth.models import User

from annotations.models import Kind, Project, Reply
from annotations.queries.reader import ReaderPage
from articles.models import Article
from tests.factories import (
    make_annotation,
    make_claim,
    make_entity,
    make_label,
    make_user,
)


def annotate(project: Project, article: Article, user: User, number: int) -> None:
    """Annotations of every kind, with labels, replies and merged entities."""
    canonical = make_entity(project)
    people = [make_entity(project, merged_into=canonical) for _ in range(5)]
    claims = [make_claim(project) for _ in range(5)]
    label, others = make_label(project), [make_user() for _ in range(5)]
    for place in range(number):
        fields: dict[str, object] = {
            "kind": list(Kind)[place % 4],
            "label": label,
            "created_by": others[place % 5],
            "updated_by": user,
            "start": place % 9,
            "end": 9 + place % 17,
        }
        if fields["kind"] == Kind.ENTITY:
            fields["entity"] = people[place % 5]
        if fields["kind"] == Kind.CLAIM:
            fields |= {"claim": claims[place % 5], "speaker": people[place % 5]}
        if fields["kind"] == Kind.STANCE:
            fields |= {"holder": people[place % 5], "target_claim": claims[place % 5]}
        annotation = make_annotation(project, article, **fields)  # type: ignore[arg-type]
        if place % 3 == 0:
            Reply.objects.create(annotation=annotation, text="Hm.", created_by=others[place % 5])


def touch_everything(page: ReaderPage) -> None:
    """Read whatever a card shows of each annotation."""
    for annotation in page.annotations:
        for referent in (
            annotation.entity,
            annotation.speaker,
            annotation.holder,
            annotation.target_entity,
            annotation.claim,
            annotation.target_claim,
        ):
            if referent:
                assert str(referent.canonical)
                assert referent.canonical.project.slug
        assert annotation.project.slug
        assert annotation.version.body
        assert str(annotation.label)
        assert str(annotation.created_by)
        assert all(reply.created_by.username for reply in page.replies.get(annotation.pk, ()))
