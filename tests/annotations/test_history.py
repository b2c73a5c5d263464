"""Past states are kept by triggers, whatever way a row is changed."""

from typing import Any

import pytest
from django.apps import apps
from django.db import connection, transaction
from django.db.models import Model
from django.db.utils import ProgrammingError
from django.test.utils import CaptureQueriesContext

from annotations.models import (
    Annotation,
    Claim,
    Entity,
    Kind,
    Membership,
    Project,
    ProjectArticle,
    Role,
)
from annotations.queries.history import annotation_history
from annotations.services import annotations, claims, codebook, projects
from annotations.services.annotations import Content
from articles.models import TextVersion
from tests.factories import (
    make_annotation,
    make_article,
    make_claim,
    make_entity,
    make_label,
    make_member,
    make_project,
    make_user,
    text_of,
)

pytestmark = pytest.mark.django_db


def events(row: Any) -> Any:
    model = type(row)
    tracked = apps.get_model(model._meta.app_label, f"{model.__name__}Event")
    return tracked._default_manager.filter(pgh_obj=row.pk).order_by("pgh_id")


@pytest.fixture(params=[Annotation, Claim, Entity])
def row_and_field(request: pytest.FixtureRequest, project: Project) -> tuple[Any, str]:
    if request.param is Annotation:
        return make_annotation(project, make_article(), note="first"), "note"
    if request.param is Claim:
        return make_claim(project, "first"), "statement"
    return make_entity(project, "first"), "name"


class TestTriggers:
    def test_creating_writes_nothing_twice(self, row_and_field: tuple[Any, str]) -> None:
        assert not events(row_and_field[0]).exists()

    def test_bulk_updates_are_recorded(self, row_and_field: tuple[Any, str]) -> None:
        row, field = row_and_field
        type(row).objects.filter(pk=row.pk).update(**{field: "second"})
        type(row).objects.filter(pk=row.pk).update(**{field: "third"})
        assert list(events(row).values_list(field, flat=True)) == ["first", "second"]

    def test_plain_sql_is_recorded(self, row_and_field: tuple[Any, str]) -> None:
        row, field = row_and_field
        table = connection.ops.quote_name(row._meta.db_table)
        with connection.cursor() as cursor:
            cursor.execute(f"UPDATE {table} SET {field} = 'second' WHERE id = %s", [row.pk])
            cursor.execute(f"DELETE FROM {table} WHERE id = %s", [row.pk])
        recorded = events(row).values_list("pgh_label", field)
        assert list(recorded) == [("changed", "first"), ("deleted", "second")]

    def test_a_change_that_is_taken_back_is_not(self, row_and_field: tuple[Any, str]) -> None:
        row, field = row_and_field
        with transaction.atomic():
            type(row).objects.filter(pk=row.pk).update(**{field: "second"})
            transaction.set_rollback(True)
        assert not events(row).exists()


class TestImmutableText:
    @pytest.mark.parametrize(
        "change", [{"body": "Other."}, {"blocks": []}, {"number": 7}, {"sha256": "0" * 64}]
    )
    def test_a_version_cannot_be_changed(self, change: dict[str, Any]) -> None:
        version = make_article().current_version
        assert version
        body = version.body
        with (
            pytest.raises(ProgrammingError, match="pgtrigger: Cannot update"),
            transaction.atomic(),
        ):
            TextVersion.objects.filter(pk=version.pk).update(**change)
        version.refresh_from_db()
        assert version.body == body

    def test_nor_by_plain_sql(self) -> None:
        version = make_article().current_version
        assert version
        with (
            pytest.raises(ProgrammingError, match="pgtrigger: Cannot update"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute("UPDATE articles_textversion SET body = 'x' WHERE id = %s", [version.pk])


class TestAnnotationHistory:
    def test_states_in_order_with_who_and_when(self, project: Project) -> None:
        alice, bob = make_member(project), make_user("bob")
        version, claim = make_article().current_version, make_claim(project)
        assert version
        label = make_label(project)
        made, _ = annotations.create(
            project=project,
            version=version,
            start=0,
            end=11,
            content=Content(kind=Kind.HIGHLIGHT, label=label),
            by=alice,
        )
        annotations.update(
            annotation=made,
            content=Content(kind=Kind.CLAIM, claim=claim, rendering="denies"),
            revision=1,
            by=bob,
        )
        annotations.delete(annotation=made, revision=2, by=alice)
        states = annotation_history(annotations.restore(annotation=made, revision=3, by=bob))
        assert [state.annotation.revision for state in states] == [1, 2, 3, 4]
        assert [state.by for state in states] == [alice, bob, alice, bob]
        deleted = [state.annotation.deleted_at is not None for state in states]
        assert deleted == [False, False, True, False]
        assert [state.is_present for state in states] == [False, False, False, True]
        assert [state.annotation.label for state in states] == [label, None, None, None]
        assert [state.annotation.claim for state in states] == [None, claim, claim, claim]
        assert [state.at for state in states] == sorted(state.at for state in states)

    def test_what_was_removed_since_is_empty(self, project: Project) -> None:
        alice, article, label = make_user(), make_article(), make_label(project)
        annotation = make_annotation(project, article, label=label, updated_by=alice)
        annotations.update(
            annotation=annotation, content=Content(kind=Kind.HIGHLIGHT), revision=1, by=alice
        )
        codebook.delete_label(label=label, by=alice)
        first, present = annotation_history(annotation)
        assert (first.annotation.label, present.annotation.label) == (None, None)

    def test_queries_do_not_grow_with_states(self, project: Project) -> None:
        alice, claim = make_user(), make_claim(project)
        annotation = make_annotation(project, make_article(), kind=Kind.CLAIM, claim=claim)
        for revision in range(1, 20):
            content = Content(kind=Kind.CLAIM, claim=claim, rendering="hedges", note=str(revision))
            annotations.update(annotation=annotation, content=content, revision=revision, by=alice)
        with CaptureQueriesContext(connection) as queries:
            states = annotation_history(annotation)
            assert {str(state.annotation.claim) for state in states} == {claim.statement}
            assert {state.by for state in states} == {None, alice}
        assert len(states) == 20
        assert len(queries) <= 7


def test_withdrawn_absences_and_links_stay_in_history(project: Project) -> None:
    alice = make_user()
    a, b = make_claim(project), make_claim(project)
    absence = claims.record_absence(claim=a, version=text_of(make_article()), by=alice)
    link = claims.link(from_claim=a, to_claim=b, kind="supports", by=alice)
    claims.withdraw_absence(absence=absence, by=alice)
    claims.unlink(link=link, by=alice)
    assert events(absence).get().pgh_label == events(link).get().pgh_label == "deleted"


class TestWho:
    """Rows without `updated_by` name in their events who changed or removed them."""

    def test_each_service_says_so(self, project: Project) -> None:
        alice, bob, article = make_user("alice"), make_member(project), make_article()
        a, b = make_claim(project), make_claim(project)
        absence = claims.record_absence(claim=a, version=text_of(article), by=bob)
        claims.record_absence(claim=a, version=text_of(article), note="Read twice.", by=bob)
        link = claims.link(from_claim=a, to_claim=b, kind="supports", by=bob)
        listed = ProjectArticle.objects.get(project=project, article=article)
        member = Membership.objects.get(project=project, user=bob)
        label = make_label(project)
        make_label(project, position=1)
        claims.withdraw_absence(absence=absence, by=alice)
        claims.unlink(link=link, by=alice)
        projects.remove_article(project=project, article=article, by=alice)
        projects.set_member(project=project, user=alice, role=Role.MANAGER, by=alice)
        projects.set_member(project=project, user=bob, role=Role.CURATOR, by=alice)
        projects.remove_member(project=project, user=bob, by=alice)
        codebook.order_labels(project=project, labels=[*project.labels.all()][::-1], by=alice)
        codebook.delete_label(label=label, by=alice)

        def who(row: Model) -> list[int]:
            return [event.pgh_context["user"] for event in events(row).order_by("pgh_id")]

        assert who(absence) == [bob.pk, alice.pk]
        assert who(link) == who(listed) == [alice.pk]
        assert who(member) == who(label) == [alice.pk, alice.pk]

    @pytest.mark.django_db(transaction=True)
    def test_the_name_ends_with_the_transaction(self) -> None:
        project = make_project()
        claim = make_claim(project)
        a, b = make_claim(project), make_claim(project)
        link = claims.link(from_claim=a, to_claim=b, kind="supports", by=make_user())
        claims.unlink(link=link, by=make_user())
        Claim.objects.filter(pk=claim.pk).update(note="Changed by SQL.")
        assert events(claim).get().pgh_context is None
