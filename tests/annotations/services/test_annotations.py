from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import User

from annotations.core.anchors import SpanOutsideText
from annotations.models import Annotation, Kind, Project, ProjectArticle, Rendering
from annotations.services import annotations, entities
from annotations.services.annotations import Content
from annotations.services.errors import EditConflict, ForeignReferent, InvalidContent, StaleVersion
from annotations.services.wording import LONGEST_TEXT
from articles.models import Article, TextVersion
from tests.annotations.services.marking import HIGHLIGHT, mark
from tests.factories import (
    make_claim,
    make_entity,
    make_label,
    make_member,
    make_project,
    make_user,
    make_version,
)

pytestmark = pytest.mark.django_db


class TestCreate:
    def test_cuts_the_quote_from_the_servers_text(
        self, project: Project, version: TextVersion, alice: User
    ) -> None:
        made = mark(project, version, alice)
        made.refresh_from_db()
        assert (made.quote, made.prefix) == ("Ana Lindqvist", "Mayor ")
        assert made.suffix == " spoke.\n\n😀 Nobody listened."
        assert (made.created_by, made.revision, made.state) == (alice, 1, "exact")

    def test_leaves_white_space_at_the_ends_out(
        self, project: Project, version: TextVersion, alice: User
    ) -> None:
        made = mark(project, version, alice, start=26, end=30)
        assert (made.start, made.end, made.quote) == (28, 29, "😀")

    def test_adds_the_article_to_the_project_once(
        self, project: Project, version: TextVersion, article: Article, alice: User
    ) -> None:
        mark(project, version, alice)
        mark(project, version, alice)
        link = ProjectArticle.objects.get(project=project, article=article)
        assert link.added_by == alice

    @pytest.mark.parametrize(("start", "end"), [(5, 5), (6, 5), (-1, 4), (0, 47), (400, 410)])
    def test_span_outside_the_text(
        self, project: Project, version: TextVersion, alice: User, start: int, end: int
    ) -> None:
        assert len(version.body) == 46
        with pytest.raises(SpanOutsideText):
            mark(project, version, alice, start=start, end=end)
        assert not Annotation.objects.exists()

    def test_nothing_but_white_space(
        self, project: Project, version: TextVersion, alice: User
    ) -> None:
        with pytest.raises(InvalidContent, match="white space"):
            mark(project, version, alice, start=26, end=28)

    def test_version_that_is_no_longer_current(
        self, project: Project, version: TextVersion, article: Article, alice: User
    ) -> None:
        newer = make_version(article, paragraphs=("Mayor Ana Lindqvist did not speak.",))
        with pytest.raises(StaleVersion) as caught:
            mark(project, version, alice)
        assert (caught.value.version, caught.value.current) == (version, newer)

    @pytest.mark.parametrize(
        ("kind", "field", "others"),
        [
            ("highlight", "label", {}),
            ("entity", "entity", {}),
            ("claim", "claim", {"rendering": "asserts"}),
            ("claim", "speaker", {"rendering": "asserts", "claim": "own"}),
            ("stance", "holder", {"position": "favours", "target_claim": "own"}),
            ("stance", "target_entity", {"position": "favours"}),
            ("stance", "target_claim", {"position": "favours"}),
        ],
    )
    def test_referents_of_another_project(
        self,
        project: Project,
        version: TextVersion,
        alice: User,
        kind: str,
        field: str,
        others: dict[str, Any],
    ) -> None:
        elsewhere = make_project()
        makers: dict[str, Callable[[Project], Any]] = {
            "label": make_label,
            "claim": make_claim,
            "target_claim": make_claim,
        }
        make: Callable[[Project], Any] = makers.get(field, make_entity)
        foreign = make(elsewhere)
        own: dict[str, Any] = {
            key: make_claim(project) if value == "own" else value for key, value in others.items()
        }
        with pytest.raises(ForeignReferent, match="does not belong to the project"):
            mark(project, version, alice, content=Content(kind=kind, **own, **{field: foreign}))

    @pytest.mark.parametrize(
        ("fields", "wrong"),
        [
            ({"kind": "remark"}, {"kind"}),
            ({"kind": "entity"}, {"entity"}),
            ({"kind": "claim"}, {"claim", "rendering"}),
            ({"kind": "claim", "rendering": "sings"}, {"claim", "rendering"}),
            ({"kind": "stance"}, {"position", "target"}),
            ({"kind": "stance", "position": "favours", "both": True}, {"target"}),
            ({"kind": "highlight", "note": "a\x00b"}, {"note"}),
            ({"kind": "highlight", "note": "a" * (LONGEST_TEXT + 1)}, {"note"}),
        ],
    )
    def test_broken_rules_are_named_by_field(
        self,
        project: Project,
        version: TextVersion,
        alice: User,
        fields: dict[str, Any],
        wrong: set[str],
    ) -> None:
        fields = dict(fields)
        if fields.pop("both", False):
            fields |= {"target_entity": make_entity(project), "target_claim": make_claim(project)}
        with pytest.raises(InvalidContent) as caught:
            mark(project, version, alice, content=Content(**fields))
        assert set(caught.value.errors) == wrong

    def test_fields_of_other_kinds_are_left_empty(
        self, project: Project, version: TextVersion, alice: User
    ) -> None:
        content = Content(
            kind=Kind.ENTITY,
            entity=make_entity(project),
            claim=make_claim(project),
            rendering="denies",
            position="favours",
        )
        made = mark(project, version, alice, content=content)
        assert (made.claim, made.rendering, made.position) == (None, "", "")

    def test_what_was_merged_is_replaced_by_what_it_was_merged_into(
        self, project: Project, version: TextVersion, alice: User
    ) -> None:
        shoigu, shoygu = make_entity(project, "Shoigu"), make_entity(project, "Shoygu")
        entities.merge(into=shoigu, absorbed=[shoygu], by=alice)
        shoygu.refresh_from_db()
        made = mark(project, version, alice, content=Content(kind=Kind.ENTITY, entity=shoygu))
        assert made.entity == shoigu


class TestUpdate:
    def test_changes_what_is_said(
        self, project: Project, version: TextVersion, alice: User
    ) -> None:
        made, bob = mark(project, version, alice), make_member(project, username="bob")
        claim = make_claim(project)
        changed = annotations.update(
            annotation=made,
            content=Content(kind=Kind.CLAIM, claim=claim, rendering=Rendering.HEDGES, note=" so "),
            revision=1,
            by=bob,
        )
        assert (changed.kind, changed.claim, changed.rendering) == ("claim", claim, "hedges")
        assert (changed.note, changed.revision, changed.updated_by) == ("so", 2, bob)
        assert (changed.created_by, changed.quote) == (alice, "Ana Lindqvist")
        assert changed.updated_at > made.updated_at

    def test_fields_of_the_former_kind_become_empty(
        self, project: Project, version: TextVersion, alice: User
    ) -> None:
        content = Content(kind=Kind.CLAIM, claim=make_claim(project), rendering="denies")
        made = mark(project, version, alice, content=content)
        changed = annotations.update(annotation=made, content=HIGHLIGHT, revision=1, by=alice)
        assert (changed.claim, changed.rendering) == (None, "")

    def test_an_older_revision_is_a_conflict(
        self, project: Project, version: TextVersion, alice: User
    ) -> None:
        made = mark(project, version, alice)
        theirs = Content(kind=Kind.HIGHLIGHT, note="theirs")
        annotations.update(annotation=made, content=theirs, revision=1, by=alice)
        mine = Content(kind=Kind.HIGHLIGHT, note="mine")
        with pytest.raises(EditConflict) as caught:
            annotations.update(annotation=made, content=mine, revision=1, by=alice)
        assert isinstance(caught.value.present, Annotation)
        assert (caught.value.present.note, caught.value.present.revision) == ("theirs", 2)

    def test_a_deleted_one_is_a_conflict(
        self, project: Project, version: TextVersion, alice: User
    ) -> None:
        made = mark(project, version, alice)
        deleted = annotations.delete(annotation=made, revision=made.revision, by=alice)
        for revision in (1, deleted.revision):
            with pytest.raises(EditConflict):
                annotations.update(annotation=made, content=HIGHLIGHT, revision=revision, by=alice)

    def test_a_referent_of_another_project(
        self, project: Project, version: TextVersion, alice: User
    ) -> None:
        made = mark(project, version, alice)
        content = Content(kind=Kind.HIGHLIGHT, label=make_label(make_project()))
        with pytest.raises(ForeignReferent):
            annotations.update(annotation=made, content=content, revision=1, by=alice)


class TestDeleteAndRestore:
    def test_a_deletion_can_be_taken_back(
        self, project: Project, version: TextVersion, alice: User
    ) -> None:
        made, bob = mark(project, version, alice), make_user("bob")
        deleted = annotations.delete(annotation=made, revision=made.revision, by=bob)
        assert (deleted.deleted_by, deleted.revision) == (bob, 2)
        assert not Annotation.objects.present().exists()
        restored = annotations.restore(annotation=made, revision=2, by=alice)
        assert (restored.deleted_at, restored.deleted_by, restored.revision) == (None, None, 3)

    def test_both_can_be_repeated(
        self, project: Project, version: TextVersion, alice: User
    ) -> None:
        made = mark(project, version, alice)
        deleted = annotations.delete(annotation=made, revision=made.revision, by=alice)
        again = annotations.delete(annotation=made, revision=made.revision, by=make_user())
        assert (again.deleted_at, again.deleted_by) == (deleted.deleted_at, alice)
        for _ in range(2):
            assert annotations.restore(annotation=made, revision=2, by=alice).revision == 3

    def test_restoring_brings_the_article_back_into_the_project(
        self, project: Project, version: TextVersion, article: Article, alice: User
    ) -> None:
        made = mark(project, version, alice)
        annotations.delete(annotation=made, revision=made.revision, by=alice)
        ProjectArticle.objects.all().delete()
        annotations.restore(annotation=made, revision=2, by=alice)
        assert ProjectArticle.objects.filter(project=project, article=article).exists()

    def test_an_older_revision_is_a_conflict(
        self, project: Project, version: TextVersion, alice: User
    ) -> None:
        made = mark(project, version, alice)
        theirs = Content(kind=Kind.HIGHLIGHT, note="theirs")
        annotations.update(annotation=made, content=theirs, revision=1, by=make_user())
        with pytest.raises(EditConflict):
            annotations.delete(annotation=made, revision=1, by=alice)
        assert Annotation.objects.present().get().note == "theirs"
        annotations.delete(annotation=made, revision=2, by=alice)
        with pytest.raises(EditConflict):
            annotations.restore(annotation=made, revision=2, by=alice)
        assert not Annotation.objects.present().exists()
