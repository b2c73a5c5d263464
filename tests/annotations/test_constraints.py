"""Every named constraint of the two apps, with a write that breaks it and nothing else."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

import pytest
from django.apps import apps
from django.db import IntegrityError, transaction
from django.utils import timezone

from annotations.models import (
    Absence,
    Annotation,
    Claim,
    ClaimLink,
    Entity,
    Kind,
    Label,
    Membership,
    Project,
    ProjectArticle,
    Reply,
)
from annotations.services.errors import broken_constraint
from articles.models import (
    Article,
    ImportBatch,
    ImportItem,
    KnownLine,
    RememberedMapping,
    Source,
    SourceName,
    Story,
    TextVersion,
)
from tests.factories import (
    make_annotation,
    make_article,
    make_batch,
    make_claim,
    make_entity,
    make_file,
    make_item,
    make_label,
    make_member,
    make_project,
    make_source,
    make_story,
    make_user,
)

pytestmark = pytest.mark.django_db

KEY = UUID(int=7)
SHA256 = "0" * 64


@dataclass(frozen=True)
class Cast:
    """What the writes below refer to."""

    project: Project
    article: Article
    version: TextVersion
    entity: Entity
    claim: Claim
    label: Label

    def annotate(self, kind: Kind = Kind.HIGHLIGHT, **fields: Any) -> Annotation:
        return make_annotation(self.project, self.article, kind=kind, **fields)

    def copy(self, **fields: Any) -> Annotation:
        """A highlight written as it is, with no factory that would complete it."""
        written = {"start": 0, "end": 5, "quote": self.version.body[:5], "kind": "highlight"}
        return Annotation.objects.create(
            project=self.project, version=self.version, **written | fields
        )

    def text(self, **fields: Any) -> TextVersion:
        written = {"number": 2, "body": "It rained.", "sha256": SHA256, "word_count": 2}
        return TextVersion.objects.create(
            article=self.article, blocks=[["paragraph", 0, 10]], **written | fields
        )


@pytest.fixture
def cast() -> Cast:
    project, article = make_project(), make_article()
    assert article.current_version
    return Cast(
        project=project,
        article=article,
        version=article.current_version,
        entity=make_entity(project, "Moscow"),
        claim=make_claim(project),
        label=make_label(project, "Frame", shortcut="1"),
    )


def twice(make: Callable[[], object]) -> None:
    make()
    make()


def two_committed_items() -> None:
    article = make_article()
    twice(lambda: make_item(sha256=SHA256, status="committed", article=article))


BREAKS: dict[str, Callable[[Cast], object]] = {
    # Annotations
    "annotation_span_not_empty": lambda c: c.copy(start=5, end=5, quote=""),
    "annotation_quote_fills_span": lambda c: c.copy(quote="Mayor of"),
    "annotation_kind_known": lambda c: c.copy(kind="remark"),
    "annotation_state_known": lambda c: c.copy(state="lost"),
    "annotation_entity_has_entity": lambda c: c.copy(kind="entity"),
    "annotation_claim_has_rendering": lambda c: c.copy(kind="claim", claim=c.claim),
    "annotation_stance_has_one_target": lambda c: c.copy(kind="stance", position="favours"),
    "annotation_deleted_at_some_time": lambda c: c.copy(deleted_by=make_user()),
    "annotation_submitted_once": lambda c: twice(
        lambda: c.annotate(created_by=c.project.members.get(), idempotency_key=KEY)
    ),
    "reply_not_empty": lambda c: Reply.objects.create(
        annotation=c.annotate(), text="", created_by=make_user()
    ),
    # Entities and claims
    "entity_name_unique": lambda c: make_entity(c.project, "MOSCOW"),
    "entity_name_not_empty": lambda c: Entity.objects.create(project=c.project, name=""),
    "entity_kind_known": lambda c: make_entity(c.project, kind="town"),
    "entity_not_merged_into_itself": lambda c: Entity.objects.filter(pk=c.entity.pk).update(
        merged_into=c.entity
    ),
    "entity_merged_through_another": lambda c: make_entity(c.project, merged_through=c.entity),
    "claim_statement_not_empty": lambda c: Claim.objects.create(project=c.project, statement=""),
    "claim_not_merged_into_itself": lambda c: Claim.objects.filter(pk=c.claim.pk).update(
        merged_into=c.claim
    ),
    "claim_merged_through_another": lambda c: make_claim(c.project, merged_through=c.claim),
    "claim_link_unique": lambda c: twice(
        lambda: ClaimLink.objects.create(
            from_claim=c.claim, to_claim=Claim.objects.exclude(pk=c.claim.pk).get(), kind="supports"
        )
    ),
    "claim_link_between_two": lambda c: ClaimLink.objects.create(
        from_claim=c.claim, to_claim=c.claim, kind="supports"
    ),
    "claim_link_kind_known": lambda c: ClaimLink.objects.create(
        from_claim=c.claim, to_claim=make_claim(c.project), kind="hints"
    ),
    "absence_once_per_person": lambda c: twice(
        lambda: Absence.objects.create(
            claim=c.claim,
            article=c.article,
            version=c.version,
            created_by=c.project.members.get(),
        )
    ),
    # Projects
    "project_name_not_empty": lambda c: Project.objects.create(name="", slug="nameless"),
    "membership_unique": lambda c: Membership.objects.create(
        project=c.project, user=c.project.members.get()
    ),
    "membership_role_known": lambda c: Membership.objects.create(
        project=c.project, user=make_user(), role="owner"
    ),
    "project_article_unique": lambda c: twice(
        lambda: ProjectArticle.objects.create(project=c.project, article=c.article)
    ),
    "label_name_unique": lambda c: make_label(c.project, "FRAME"),
    "label_shortcut_unique": lambda c: make_label(c.project, shortcut="1"),
    "label_shortcut_is_a_digit": lambda c: make_label(c.project, shortcut="0"),
    "label_colour_known": lambda c: make_label(c.project, colour="puce"),
    "label_name_not_empty": lambda c: Label.objects.create(project=c.project, name=""),
    # Articles
    "story_title_not_empty": lambda c: Story.objects.create(title=""),
    "article_title_not_empty": lambda c: Article.objects.create(title=""),
    "article_language_not_empty": lambda c: Article.objects.create(title="A", language=""),
    "article_date_has_precision": lambda c: Article.objects.create(
        title="A", published=date(2016, 6, 16)
    ),
    "version_number_unique": lambda c: c.text(number=1),
    "version_number_from_one": lambda c: c.text(number=0),
    "version_body_not_empty": lambda c: c.text(body=""),
    "version_sha256_is_one": lambda c: c.text(sha256="0" * 63 + "G"),
    "source_name_unique": lambda c: [make_source("Tass"), make_source("TASS")],
    "source_name_not_empty": lambda c: Source.objects.create(name=""),
    "source_recognised_by_one_name": lambda c: twice(
        lambda: SourceName.objects.create(source=make_source(), text="Tass", key="tass")
    ),
    "source_name_key_not_empty": lambda c: SourceName.objects.create(
        source=make_source(), text="—", key=""
    ),
    # Imports
    "batch_undone_after_commit": lambda c: ImportBatch.objects.create(undone_at=timezone.now()),
    "item_position_unique": lambda c: ImportItem.objects.create(
        batch=make_item(position=1).batch, position=1, name="b.txt", size=1
    ),
    "item_bytes_imported_once": lambda c: two_committed_items(),
    "item_sha256_is_one": lambda c: make_item(make_batch(), sha256="0"),
    "item_raw_sha256_is_one": lambda c: make_item(make_batch(), raw_sha256="0"),
    "item_text_sha256_is_one": lambda c: make_item(make_batch(), text_sha256="0"),
    "item_committed_has_article": lambda c: make_item(status="committed"),
    "file_sha256_is_one": lambda c: make_file(make_batch(), sha256="0"),
    "mapping_remembered_once": lambda c: twice(
        lambda: RememberedMapping.objects.create(signature="s", mapping={})
    ),
    "known_line_once_per_source": lambda c: twice(
        lambda: KnownLine.objects.create(
            source=Source.objects.get_or_create(name="Tass")[0], key=1, text="Tides"
        )
    ),
}


def named_constraints() -> set[str]:
    return {
        constraint.name
        for label in ("articles", "annotations")
        for model in apps.get_app_config(label).get_models()
        for constraint in model._meta.constraints
    }


def test_every_constraint_is_broken_by_a_test() -> None:
    assert set(BREAKS) == named_constraints()


@pytest.mark.parametrize("name", BREAKS)
def test_constraint(cast: Cast, name: str) -> None:
    make_member(cast.project)
    if name == "claim_link_unique":
        make_claim(cast.project)
    with pytest.raises(IntegrityError) as caught, transaction.atomic():
        BREAKS[name](cast)
    assert broken_constraint(caught.value) == name


@pytest.mark.parametrize(
    ("kind", "fields", "name"),
    [
        ("highlight", {"entity": "entity"}, "annotation_entity_has_entity"),
        ("highlight", {"claim": "claim"}, "annotation_claim_has_rendering"),
        ("highlight", {"rendering": "asserts"}, "annotation_claim_has_rendering"),
        ("highlight", {"speaker": "entity"}, "annotation_claim_has_rendering"),
        ("claim", {"rendering": "asserts"}, "annotation_claim_has_rendering"),
        ("claim", {"claim": "claim", "rendering": "sings"}, "annotation_claim_has_rendering"),
        ("highlight", {"holder": "entity"}, "annotation_stance_has_one_target"),
        ("highlight", {"position": "mixed"}, "annotation_stance_has_one_target"),
        ("stance", {"target_claim": "claim"}, "annotation_stance_has_one_target"),
        (
            "stance",
            {"position": "mixed", "target_claim": "claim", "target_entity": "entity"},
            "annotation_stance_has_one_target",
        ),
    ],
)
def test_kinds_have_their_own_fields_only(
    cast: Cast, kind: str, fields: dict[str, str], name: str
) -> None:
    referents = {"entity": cast.entity, "claim": cast.claim}
    written = {field: referents.get(value, value) for field, value in fields.items()}
    with pytest.raises(IntegrityError) as caught, transaction.atomic():
        cast.copy(kind=kind, **written)
    assert broken_constraint(caught.value) == name


def test_a_merged_entity_gives_its_name_free(cast: Cast) -> None:
    Entity.objects.filter(pk=cast.entity.pk).update(merged_into=make_entity(cast.project))
    assert make_entity(cast.project, "Moscow").pk


def test_lengths_are_counted_in_code_points() -> None:
    article = make_article(paragraphs=("👩‍👩‍👧 e\u0301 صنعاء",))
    assert article.current_version
    body = article.current_version.body
    annotation = make_annotation(make_project(), article, start=0, end=len(body))
    annotation.refresh_from_db()
    assert annotation.quote == body


def test_stories_and_articles_may_be_minimal() -> None:
    assert make_story().pk
    assert Article.objects.create(title="A").pk
