"""Annotations follow a revised text; people confirm and re-attach them."""

from collections.abc import Iterator

import pytest
from django.apps import apps
from django.contrib.auth.models import User
from django.db import connection
from django.test.utils import CaptureQueriesContext

from annotations.core.anchors import SpanOutsideText
from annotations.models import AnchorState, Annotation, Project
from annotations.queries.consistency import findings
from annotations.queries.history import annotation_history
from annotations.services import annotations, reanchoring
from annotations.services.annotations import Content
from annotations.services.errors import (
    EditConflict,
    InvalidContent,
    NoEarlierPlace,
    NothingInDoubt,
    NothingToConfirm,
    OtherArticle,
    StaleVersion,
)
from annotations.services.reanchoring import FollowReport, confirm, follow, reattach
from articles.models import Article, TextVersion
from articles.services import versions
from articles.services.errors import UndoRefused
from tests.factories import (
    PARAGRAPHS,
    make_annotation,
    make_article,
    make_member,
    make_project,
    make_project_article,
    make_user,
    make_version,
    text_of,
)

pytestmark = pytest.mark.django_db

PIER, MAYOR, FISHERMEN = PARAGRAPHS
EDITED = MAYOR.replace("unsafe", "dangerous")


@pytest.fixture
def article(project: Project) -> Article:
    article = make_article()
    make_project_article(project, article)
    return article


@pytest.fixture
def bob(project: Project) -> User:
    return make_member(project, username="bob")


@pytest.fixture
def editor() -> User:
    return make_user("editor", is_staff=True)


@pytest.fixture(autouse=True)
def _everything_fits_together() -> Iterator[None]:
    yield
    assert list(findings()) == []


def annotate(project: Project, article: Article, words: str, **fields: object) -> Annotation:
    start = text_of(article).body.index(words)
    return make_annotation(project, article, start=start, end=start + len(words), **fields)  # type: ignore[arg-type]


def revise(article: Article, *paragraphs: str, by: User | None = None) -> FollowReport:
    old = text_of(article)
    return follow(old=old, new=make_version(article, paragraphs=paragraphs), by=by)


def state(annotation: Annotation) -> tuple[str, str, int]:
    """Its state, its quote and the number of the text that it is on."""
    annotation = Annotation.objects.select_related("version").get(pk=annotation.pk)
    start, end = annotation.start, annotation.end
    assert annotation.version.body[start:end] == annotation.quote
    return annotation.state, annotation.quote, annotation.version.number


class TestFollow:
    def test_every_state(self, project: Project, article: Article, editor: User) -> None:
        exact = annotate(project, article, "ferry pier")
        changed = annotate(project, article, "the pier was unsafe")
        orphaned = annotate(project, article, "second inspection")
        report = revise(article, "An update.", PIER, EDITED, by=editor)
        assert report == FollowReport(exact=1, changed=1, orphaned=1)
        assert state(exact) == ("exact", "ferry pier", 2)
        assert state(changed) == ("changed", "the pier was dangerous", 2)
        assert state(orphaned) == ("orphaned", "second inspection", 1)

    def test_a_moved_paragraph(self, project: Project, article: Article) -> None:
        fishermen = annotate(project, article, "dispute the finding")
        assert revise(article, FISHERMEN, PIER, MAYOR) == FollowReport(moved=1)
        assert state(fishermen) == ("moved", "dispute the finding", 2)

    def test_of_every_project_and_deleted_ones_too(
        self, project: Project, article: Article, bob: User
    ) -> None:
        other = make_project()
        make_project_article(other, article)
        theirs = annotate(other, article, "ferry pier")
        deleted = annotate(project, article, "ferry pier", created_by=bob)
        annotations.delete(annotation=deleted, revision=1, by=bob)
        revise(article, "An update.", *PARAGRAPHS)
        assert state(theirs) == state(deleted) == ("exact", "ferry pier", 2)
        annotations.restore(annotation=deleted, revision=3, by=bob)

    def test_the_revision_rises_and_says_who_did_it(
        self, project: Project, article: Article, bob: User, editor: User
    ) -> None:
        annotation = annotate(project, article, "ferry pier", created_by=bob, updated_by=bob)
        revise(article, "An update.", *PARAGRAPHS, by=editor)
        with pytest.raises(EditConflict):
            annotations.update(
                annotation=annotation, content=Content(kind="highlight"), revision=1, by=bob
            )
        first, present = annotation_history(Annotation.objects.get(pk=annotation.pk))
        assert (first.annotation.start, first.annotation.version.number) == (68, 1)
        assert (present.annotation.revision, present.by) == (2, editor)

    def test_what_nobody_confirmed_stays_in_doubt(self, project: Project, article: Article) -> None:
        changed = annotate(project, article, "the pier was unsafe")
        moved = annotate(project, article, "dispute the finding")
        revise(article, FISHERMEN, PIER, EDITED)
        revise(article, "An update.", FISHERMEN, PIER, EDITED)
        assert state(changed) == ("changed", "the pier was dangerous", 3)
        assert state(moved) == ("moved", "dispute the finding", 3)

    def test_an_orphan_whose_text_comes_back_is_to_be_confirmed(
        self, project: Project, article: Article
    ) -> None:
        orphan = annotate(project, article, "second inspection")
        revise(article, PIER)
        assert revise(article, PIER, "Nothing new.") == FollowReport(orphaned=1)
        assert Annotation.objects.get().revision == 2
        assert revise(article, *PARAGRAPHS) == FollowReport(moved=1, found_again=1)
        assert state(orphan) == ("moved", "second inspection", 4)

    def test_an_article_that_nobody_annotated(self, article: Article) -> None:
        assert revise(article, PIER) == FollowReport()

    def test_other_articles_stay(self, project: Project, article: Article) -> None:
        other = make_article()
        make_project_article(project, other)
        annotation = annotate(project, other, "ferry pier")
        revise(article, PIER)
        assert state(annotation) == ("exact", "ferry pier", 1)
        assert Annotation.objects.get().revision == 1

    def test_queries_do_not_grow(self, project: Project) -> None:
        counts = []
        for number in (1, 300):
            article = make_article()
            make_project_article(project, article)
            for place in range(number):
                make_annotation(project, article, start=place % 40, end=60 + place % 90)
            old, new = text_of(article), make_version(article, paragraphs=("So.", *PARAGRAPHS))
            with CaptureQueriesContext(connection) as queries:
                follow(old=old, new=new, by=None)
            counts.append(len(queries))
        assert counts[0] == counts[1] <= 6

    def test_a_new_version_takes_the_annotations_along(
        self, project: Project, article: Article, editor: User
    ) -> None:
        from articles.services.versions import on_new_version

        annotation = annotate(project, article, "ferry pier")
        old, new = text_of(article), make_version(article, paragraphs=("So.", *PARAGRAPHS))
        for notify in on_new_version:
            notify(old, new, editor)
        assert state(annotation) == ("exact", "ferry pier", 2)


@pytest.fixture
def changed(project: Project, article: Article, bob: User) -> Annotation:
    """Bob's annotation whose text was edited; its revision is 2."""
    annotation = annotate(project, article, "the pier was unsafe", created_by=bob)
    revise(article, PIER, EDITED)
    return Annotation.objects.select_related("version").get(pk=annotation.pk)


@pytest.fixture
def orphan(project: Project, article: Article, bob: User) -> Annotation:
    annotation = annotate(project, article, "second inspection", created_by=bob)
    revise(article, PIER, EDITED)
    return Annotation.objects.select_related("version").get(pk=annotation.pk)


class TestConfirm:
    def test_it_is_exact(self, changed: Annotation, bob: User) -> None:
        confirmed = confirm(annotation=changed, revision=2, by=bob)
        assert (confirmed.state, confirmed.revision, confirmed.updated_by) == ("exact", 3, bob)

    def test_twice_is_once(self, changed: Annotation, bob: User) -> None:
        confirm(annotation=changed, revision=2, by=bob)
        assert confirm(annotation=changed, revision=2, by=bob).revision == 3

    def test_not_what_was_changed_since(
        self, changed: Annotation, article: Article, bob: User
    ) -> None:
        revise(article, "So.", PIER, EDITED)
        with pytest.raises(EditConflict):
            confirm(annotation=changed, revision=2, by=bob)
        assert state(changed)[0] == "changed"

    def test_not_what_was_deleted_since(self, changed: Annotation, bob: User) -> None:
        annotations.delete(annotation=changed, revision=2, by=bob)
        for revision in (2, 3):
            with pytest.raises(EditConflict):
                confirm(annotation=changed, revision=revision, by=bob)

    def test_not_an_orphan(self, orphan: Annotation, bob: User) -> None:
        with pytest.raises(NothingToConfirm, match="Re-attach"):
            confirm(annotation=orphan, revision=2, by=bob)


class TestReattach:
    def place(self, version: TextVersion, words: str) -> dict[str, int]:
        start = version.body.index(words)
        return {"start": start, "end": start + len(words)}

    @pytest.mark.parametrize("which", ["orphan", "changed"])
    def test_it_is_exact_there(
        self, which: str, request: pytest.FixtureRequest, article: Article, bob: User
    ) -> None:
        annotation = request.getfixturevalue(which)
        version = text_of(article)
        placed = reattach(
            annotation=annotation,
            revision=2,
            version=version,
            **self.place(version, " pier was dangerous"),
            by=bob,
        )
        assert state(placed) == ("exact", "pier was dangerous", 2)
        assert (placed.revision, placed.updated_by) == (3, bob)

    def test_only_on_the_present_text(
        self, orphan: Annotation, article: Article, bob: User
    ) -> None:
        version = text_of(article)
        place = self.place(version, "ferry")
        make_version(article, paragraphs=(PIER,))
        with pytest.raises(StaleVersion):
            reattach(annotation=orphan, revision=2, version=version, **place, by=bob)

    def test_not_to_another_article(self, orphan: Annotation, bob: User) -> None:
        version = text_of(make_article())
        with pytest.raises(OtherArticle):
            reattach(annotation=orphan, revision=2, version=version, start=0, end=3, by=bob)

    @pytest.mark.parametrize(
        ("start", "end", "error"),
        [(0, 999_999, SpanOutsideText), (5, 5, SpanOutsideText), (3, 4, InvalidContent)],
    )
    def test_only_to_a_passage(
        self,
        orphan: Annotation,
        article: Article,
        bob: User,
        start: int,
        end: int,
        error: type[Exception],
    ) -> None:
        with pytest.raises(error):
            reattach(
                annotation=orphan,
                revision=2,
                version=text_of(article),
                start=start,
                end=end,
                by=bob,
            )

    def test_not_what_was_changed_since(
        self, orphan: Annotation, article: Article, bob: User
    ) -> None:
        annotations.delete(annotation=orphan, revision=2, by=bob)
        for revision in (2, 3):
            with pytest.raises(EditConflict):
                reattach(
                    annotation=orphan,
                    revision=revision,
                    version=text_of(article),
                    start=0,
                    end=3,
                    by=bob,
                )
        assert state(orphan)[0] == AnchorState.ORPHANED


class TestItIsGone:
    def test_it_stands_where_it_was_marked(self, changed: Annotation, bob: User) -> None:
        gone = reanchoring.orphan(annotation=changed, revision=2, by=bob)
        assert state(gone) == ("orphaned", "the pier was unsafe", 1)
        assert (gone.revision, gone.updated_by) == (3, bob)

    def test_and_where_it_was_confirmed_last(
        self, article: Article, changed: Annotation, bob: User
    ) -> None:
        confirm(annotation=changed, revision=2, by=bob)
        revise(article, PIER, EDITED.replace("dangerous", "rotten"))
        gone = reanchoring.orphan(annotation=changed, revision=4, by=bob)
        assert state(gone) == ("orphaned", "the pier was dangerous", 2)

    def test_twice_is_once(self, changed: Annotation, bob: User) -> None:
        for _ in range(2):
            assert reanchoring.orphan(annotation=changed, revision=2, by=bob).revision == 3

    def test_it_can_be_re_attached(self, article: Article, changed: Annotation, bob: User) -> None:
        gone = reanchoring.orphan(annotation=changed, revision=2, by=bob)
        back = reattach(
            annotation=gone, revision=3, version=text_of(article), start=0, end=5, by=bob
        )
        assert state(back) == ("exact", text_of(article).body[:5], 2)

    def test_not_what_was_changed_or_deleted_since(self, changed: Annotation, bob: User) -> None:
        with pytest.raises(EditConflict):
            reanchoring.orphan(annotation=changed, revision=1, by=bob)
        annotations.delete(annotation=changed, revision=2, by=bob)
        with pytest.raises(EditConflict):
            reanchoring.orphan(annotation=changed, revision=3, by=bob)

    def test_not_what_is_in_no_doubt(self, changed: Annotation, bob: User) -> None:
        confirm(annotation=changed, revision=2, by=bob)
        with pytest.raises(NothingInDoubt):
            reanchoring.orphan(annotation=changed, revision=3, by=bob)

    def test_not_without_a_text_that_has_it(self, changed: Annotation, bob: User) -> None:
        events = apps.get_model("annotations", "AnnotationEvent")._default_manager
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL session_replication_role = replica")
            events.filter(state="exact").delete()
        with pytest.raises(NoEarlierPlace):
            reanchoring.orphan(annotation=changed, revision=2, by=bob)


class TestALaterTextIsTakenBack:
    def test_its_orphans_stand_where_they_stood(
        self, project: Project, article: Article, editor: User
    ) -> None:
        kept = annotate(project, article, "second inspection")
        deleted = annotate(project, article, "ferry pier")
        annotations.delete(annotation=deleted, revision=1, by=editor)
        revise(article, "Nobody spoke.", by=editor)
        assert (state(kept)[0], state(deleted)[0]) == ("orphaned", "orphaned")
        versions.take_back(version=text_of(article), by=editor)
        assert state(kept) == ("exact", "second inspection", 1)
        assert state(deleted) == ("exact", "ferry pier", 1)

    def test_what_was_in_doubt_is_again(
        self, article: Article, changed: Annotation, editor: User
    ) -> None:
        revise(article, "Nobody spoke.", by=editor)
        assert state(changed)[0] == "orphaned"
        versions.take_back(version=text_of(article), by=editor)
        assert state(changed) == ("changed", "the pier was dangerous", 2)

    def test_what_followed_goes_back(
        self, project: Project, article: Article, editor: User
    ) -> None:
        followed = annotate(project, article, "ferry pier")
        revise(article, "So.", *PARAGRAPHS, by=editor)
        assert state(followed) == ("exact", "ferry pier", 2)
        versions.take_back(version=text_of(article), by=editor)
        assert state(followed) == ("exact", "ferry pier", 1)
        assert Annotation.objects.get().updated_by == editor

    def test_and_keeps_what_was_said_since(
        self, changed: Annotation, article: Article, bob: User, editor: User
    ) -> None:
        said = Content(kind="highlight", note="Still.")
        annotations.update(annotation=changed, content=said, revision=2, by=bob)
        confirm(annotation=changed, revision=3, by=bob)
        versions.take_back(version=text_of(article), by=editor)
        assert state(changed) == ("exact", "the pier was unsafe", 1)
        assert Annotation.objects.get().note == "Still."

    def test_an_orphan_that_was_found_again_is_one_again(
        self, orphan: Annotation, article: Article, editor: User
    ) -> None:
        revise(article, PIER, EDITED, FISHERMEN)
        assert state(orphan)[2] == 3
        versions.take_back(version=text_of(article), by=editor)
        assert state(orphan) == ("orphaned", "second inspection", 1)

    def test_not_a_text_that_somebody_annotated(
        self, project: Project, changed: Annotation, article: Article, editor: User
    ) -> None:
        annotate(project, article, "ferry pier")
        with pytest.raises(UndoRefused, match="annotations"):
            versions.take_back(version=text_of(article), by=editor)
        assert state(changed) == ("changed", "the pier was dangerous", 2)

    def test_what_somebody_said_is_gone_stands_where_it_was_marked(
        self, article: Article, changed: Annotation, bob: User
    ) -> None:
        reanchoring.orphan(annotation=changed, revision=2, by=bob)
        versions.take_back(version=text_of(article), by=bob)
        assert state(changed) == ("exact", "the pier was unsafe", 1)
