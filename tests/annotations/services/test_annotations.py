import operator
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from uuid import uuid4

import pytest
from django.contrib.auth.models import User
from django.db import OperationalError, connection, transaction

from annotations.core.anchors import SpanOutsideText
from annotations.models import Annotation, Kind, Project, ProjectArticle, Rendering
from annotations.services import annotations, entities
from annotations.services.annotations import Content
from annotations.services.errors import (
    EditConflict,
    ForeignReferent,
    InvalidContent,
    StaleVersion,
    SubmittedBefore,
    SubmittedElsewhere,
)
from articles.models import Article, TextVersion
from tests.factories import (
    make_article,
    make_claim,
    make_entity,
    make_label,
    make_member,
    make_project,
    make_project_article,
    make_user,
    make_version,
)

pytestmark = pytest.mark.django_db

HIGHLIGHT = Content(kind=Kind.HIGHLIGHT)


@pytest.fixture
def project() -> Project:
    return make_project()


@pytest.fixture
def alice(project: Project) -> User:
    return make_member(project, username="alice")


@pytest.fixture
def article() -> Article:
    return make_article(paragraphs=("Mayor Ana Lindqvist spoke.", "😀 Nobody listened."))


@pytest.fixture
def version(article: Article) -> TextVersion:
    assert article.current_version
    return article.current_version


def mark(project: Project, version: TextVersion, by: User, **fields: Any) -> Annotation:
    call: dict[str, Any] = {"start": 6, "end": 19, "content": HIGHLIGHT} | fields
    return annotations.create(project=project, version=version, by=by, **call)


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


@pytest.mark.django_db(transaction=True)
def test_a_label_deleted_meanwhile() -> None:
    project, article = make_project(), make_article()
    version, alice, label = article.current_version, make_member(project), make_label(project)
    assert version
    made = mark(project, version, alice)
    content = Content(kind=Kind.HIGHLIGHT, label=label)
    type(label).objects.all().delete()
    with pytest.raises(ForeignReferent, match="deleted meanwhile"):
        mark(project, version, alice, content=content)
    with pytest.raises(ForeignReferent, match="deleted meanwhile"):
        annotations.update(annotation=made, content=content, revision=1, by=alice)
    assert Annotation.objects.get().label is None


class TestWhileAnAnnotationIsBeingMade:
    """Another connection, while the transaction that annotates the article is still open."""

    @pytest.mark.django_db(transaction=True)
    def test_others_annotate_the_article(self) -> None:
        version, project, alice, bob = self.cast()
        with transaction.atomic():
            mark(project, version, alice)
            at_once(lambda: mark(project, version, bob))
        assert Annotation.objects.count() == 2

    @pytest.mark.django_db(transaction=True)
    def test_its_text_stays_the_present_one(self) -> None:
        version, project, alice, _ = self.cast()
        article = Article.objects.filter(pk=version.article_id)
        with transaction.atomic():
            mark(project, version, alice)
            with pytest.raises(OperationalError, match="lock timeout"):
                at_once(lambda: article.update(current_version=None))
        at_once(lambda: article.update(current_version=None))

    def cast(self) -> tuple[TextVersion, Project, User, User]:
        project, article = make_project(), make_article()
        make_project_article(project, article)
        assert article.current_version
        return article.current_version, project, make_member(project), make_member(project)


def at_once(work: Callable[[], object]) -> None:
    """Do it in another connection. Raises OperationalError when it has to wait for a lock."""

    def run() -> None:
        try:
            with connection.cursor() as cursor:
                cursor.execute("SET lock_timeout = '300ms'")
            work()
        finally:
            connection.close()

    with ThreadPoolExecutor() as pool:
        pool.submit(run).result()


class TestIdempotency:
    def test_the_same_key_makes_one_row(
        self, project: Project, version: TextVersion, alice: User
    ) -> None:
        key = uuid4()
        first = mark(project, version, alice, idempotency_key=key)
        second = mark(project, version, alice, idempotency_key=key, start=5)
        assert first == second
        assert Annotation.objects.get().quote == "Ana Lindqvist"

    @pytest.mark.parametrize(
        "other", [{"start": 0}, {"content": Content(kind=Kind.HIGHLIGHT, note="other")}]
    )
    def test_the_same_key_with_other_content_is_refused(
        self, project: Project, version: TextVersion, alice: User, other: dict[str, Any]
    ) -> None:
        key = uuid4()
        first = mark(project, version, alice, idempotency_key=key)
        with pytest.raises(SubmittedBefore, match="kept") as caught:
            mark(project, version, alice, idempotency_key=key, **other)
        assert caught.value.made == first

    def test_the_same_key_after_a_deletion_is_refused(
        self, project: Project, version: TextVersion, alice: User
    ) -> None:
        key = uuid4()
        made = mark(project, version, alice, idempotency_key=key)
        Annotation.objects.filter(pk=made.pk).update(deleted_at=made.created_at)
        with pytest.raises(SubmittedBefore, match="deleted since"):
            mark(project, version, alice, idempotency_key=key)

    def test_a_repeat_is_answered_although_the_text_changed_meanwhile(
        self, project: Project, version: TextVersion, article: Article, alice: User
    ) -> None:
        key = uuid4()
        first = mark(project, version, alice, idempotency_key=key)
        make_version(article)
        assert mark(project, version, alice, idempotency_key=key) == first

    def test_keys_are_each_persons_own(
        self, project: Project, version: TextVersion, alice: User
    ) -> None:
        key = uuid4()
        mark(project, version, alice, idempotency_key=key)
        mark(project, version, make_member(project), idempotency_key=key)
        assert Annotation.objects.count() == 2

    def test_a_key_used_in_another_project_is_refused(
        self, project: Project, version: TextVersion, alice: User
    ) -> None:
        key = uuid4()
        mark(make_project(), version, alice, idempotency_key=key)
        with pytest.raises(SubmittedElsewhere):
            mark(project, version, alice, idempotency_key=key)

    @pytest.mark.django_db(transaction=True)
    def test_requests_that_race_make_one_row(self) -> None:
        project, article = make_project(), make_article()
        version, alice = article.current_version, make_member(project)
        assert version
        key, together = uuid4(), threading.Barrier(6)
        made: list[int] = []
        failed: list[BaseException] = []

        def submit() -> None:
            try:
                together.wait()
                made.append(mark(project, version, alice, idempotency_key=key).pk)
            except BaseException as error:
                failed.append(error)
            finally:
                connection.close()

        threads = [threading.Thread(target=submit) for _ in range(6)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert not failed
        assert len(made) == 6
        assert set(made) == {Annotation.objects.get().pk}

    def test_a_row_made_between_the_look_up_and_the_insert_is_returned(
        self,
        project: Project,
        version: TextVersion,
        alice: User,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        key = uuid4()
        first = mark(project, version, alice, idempotency_key=key)
        looked_up = annotations._submitted
        answers: Iterator[None] = iter([None])
        monkeypatch.setattr(
            annotations,
            "_submitted",
            lambda *args: next(answers) if operator.length_hint(answers) else looked_up(*args),
        )
        assert mark(project, version, alice, idempotency_key=key) == first


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
