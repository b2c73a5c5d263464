import pytest
from django.contrib.auth.models import User

from annotations.models import Absence, Claim, ClaimLink, Kind, Project, ProjectArticle
from annotations.services import claims
from annotations.services.errors import (
    EditConflict,
    ForeignReferent,
    InvalidContent,
    NotMerged,
    StaleVersion,
)
from articles.models import Article
from tests.factories import (
    make_annotation,
    make_article,
    make_claim,
    make_project,
    make_user,
    make_version,
    text_of,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def article() -> Article:
    return make_article()


def test_create(project: Project, alice: User) -> None:
    claim = claims.create(project=project, statement=" Iran \n agreed. ", by=alice, note=" n ")
    assert (claim.statement, claim.note, claim.created_by) == ("Iran agreed.", "n", alice)


@pytest.mark.parametrize("statement", ["", " \n ", "a\x00"])
def test_create_without_a_statement(project: Project, alice: User, statement: str) -> None:
    with pytest.raises(InvalidContent) as caught:
        claims.create(project=project, statement=statement, by=alice)
    assert set(caught.value.errors) == {"statement"}


def test_update(project: Project, alice: User) -> None:
    claim = make_claim(project, note="kept")
    changed = claims.update(claim=claim, revision=1, by=alice, statement="It rained.")
    assert (changed.statement, changed.note, changed.revision) == ("It rained.", "kept", 2)
    with pytest.raises(EditConflict) as caught:
        claims.update(claim=claim, revision=1, by=alice, statement="It snowed.")
    assert isinstance(caught.value.present, Claim)
    assert caught.value.present.statement == "It rained."


def test_merge_and_unmerge(project: Project, alice: User) -> None:
    one, same, also = make_claim(project), make_claim(project), make_claim(project)
    claims.merge(into=same, absorbed=[also], by=alice)
    claims.merge(into=one, absorbed=[same], by=alice)
    also.refresh_from_db()
    assert (also.canonical, also.merged_through) == (one, same)
    claims.unmerge(claim=same, by=alice)
    also.refresh_from_db()
    assert (also.canonical, also.merged_through) == (same, None)
    with pytest.raises(NotMerged):
        claims.unmerge(claim=same, by=alice)
    with pytest.raises(ForeignReferent):
        claims.merge(into=one, absorbed=[make_claim(make_project())], by=alice)


class TestLinks:
    def test_said_twice_it_is_one_link(self, project: Project, alice: User) -> None:
        a, b = make_claim(project), make_claim(project)
        first = claims.link(from_claim=a, to_claim=b, kind="supports", by=alice)
        assert claims.link(from_claim=a, to_claim=b, kind="supports", by=make_user()) == first
        claims.unlink(link=first, by=alice)
        assert not ClaimLink.objects.exists()

    def test_links_join_canonical_claims(self, project: Project, alice: User) -> None:
        a, b, c = make_claim(project), make_claim(project), make_claim(project)
        claims.merge(into=b, absorbed=[c], by=alice)
        c.refresh_from_db()
        assert claims.link(from_claim=a, to_claim=c, kind="contradicts", by=alice).to_claim == b
        with pytest.raises(InvalidContent):
            claims.link(from_claim=b, to_claim=c, kind="supports", by=alice)

    def test_refusals(self, project: Project, alice: User) -> None:
        claim = make_claim(project)
        with pytest.raises(InvalidContent):
            claims.link(from_claim=claim, to_claim=make_claim(project), kind="hints", by=alice)
        with pytest.raises(ForeignReferent):
            claims.link(
                from_claim=claim, to_claim=make_claim(make_project()), kind="supports", by=alice
            )


class TestAbsence:
    def test_is_about_the_present_text(
        self, project: Project, article: Article, alice: User
    ) -> None:
        claim = make_claim(project)
        absence = claims.record_absence(
            claim=claim, version=text_of(article), by=alice, note="Twice."
        )
        assert absence.version == article.current_version
        assert ProjectArticle.objects.filter(project=project, article=article).exists()
        newer = make_version(article)
        assert (
            claims.record_absence(claim=claim, version=text_of(article), by=alice).version == newer
        )

    def test_is_once_per_person(self, project: Project, article: Article, alice: User) -> None:
        claim = make_claim(project)
        first = claims.record_absence(
            claim=claim, version=text_of(article), by=alice, note="Twice."
        )
        again = claims.record_absence(claim=claim, version=text_of(article), by=alice)
        assert (again, again.note) == (first, "Twice.")
        again = claims.record_absence(
            claim=claim, version=text_of(article), by=alice, note="Thrice."
        )
        assert (again, again.note) == (first, "Thrice.")
        assert claims.record_absence(claim=claim, version=text_of(article), by=make_user()) != first

    def test_is_about_the_canonical_claim(
        self, project: Project, article: Article, alice: User
    ) -> None:
        a, b = make_claim(project), make_claim(project)
        claims.merge(into=a, absorbed=[b], by=alice)
        b.refresh_from_db()
        assert claims.record_absence(claim=b, version=text_of(article), by=alice).claim == a

    def test_a_later_mention_leaves_it(
        self, project: Project, article: Article, alice: User
    ) -> None:
        claim = make_claim(project)
        claims.record_absence(claim=claim, version=text_of(article), by=alice)
        make_annotation(project, article, kind=Kind.CLAIM, claim=claim)
        assert Absence.objects.count() == 1

    def test_can_be_withdrawn(self, project: Project, article: Article, alice: User) -> None:
        absence = claims.record_absence(
            claim=make_claim(project), version=text_of(article), by=alice
        )
        claims.withdraw_absence(absence=absence, by=alice)
        claims.withdraw_absence(absence=absence, by=alice)
        assert not Absence.objects.exists()

    def test_of_a_text_that_was_replaced_is_refused(
        self, project: Project, article: Article, alice: User
    ) -> None:
        looked_at = text_of(article)
        make_version(article)
        with pytest.raises(StaleVersion):
            claims.record_absence(claim=make_claim(project), version=looked_at, by=alice)
        assert not Absence.objects.exists()
