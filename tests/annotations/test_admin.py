"""The desk in the administration: nothing there may show a project to who is not its member."""

import pytest
from django.apps import apps
from django.contrib.auth.models import Permission, User
from django.test import Client

from annotations.models import Annotation, Kind, Membership, Project, Role
from tests import factories

pytestmark = pytest.mark.django_db

MODELS = ("project", "entity", "claim", "annotation")


@pytest.fixture
def project() -> Project:
    return factories.make_project("Secret study")


@pytest.fixture
def annotation(project: Project) -> Annotation:
    entity = factories.make_entity(project, "Secret entity")
    factories.make_claim(project, "A secret claim.")
    return factories.make_annotation(
        project, factories.make_article(), kind=Kind.ENTITY, entity=entity, note="Secret note"
    )


def staff(project: Project | None = None) -> User:
    """Somebody who may view and change whatever the administration lets."""
    user = factories.make_user(is_staff=True)
    user.user_permissions.set(Permission.objects.filter(content_type__app_label="annotations"))
    if project:
        Membership.objects.create(project=project, user=user, role=Role.READER)
    return user


def superuser(project: Project | None = None) -> User:
    user = factories.make_user(is_staff=True, is_superuser=True)
    if project:
        Membership.objects.create(project=project, user=user, role=Role.READER)
    return user


def client_of(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def address(model: str, pk: int | None = None) -> str:
    return f"/admin/annotations/{model}/" + (f"{pk}/change/" if pk else "")


@pytest.mark.parametrize("model", MODELS)
@pytest.mark.parametrize("query", ["", "?q=secret", "?project__id__exact=1", "?_facets=True"])
def test_staff_who_are_no_members_see_nothing(
    project: Project, annotation: Annotation, model: str, query: str
) -> None:
    response = client_of(staff()).get(address(model) + query, follow=True)
    assert "ecret " not in response.content.decode().replace("q=secret", "")


@pytest.mark.parametrize("model", ["entity", "claim", "annotation"])
@pytest.mark.parametrize("query", ["", "?q=secret"])
def test_neither_do_superusers(
    project: Project, annotation: Annotation, model: str, query: str
) -> None:
    response = client_of(superuser()).get(address(model) + query, follow=True)
    assert "ecret " not in response.content.decode().replace("q=secret", "")


def test_superusers_see_of_a_project_its_name_and_members(project: Project) -> None:
    project.guidelines = "Secret guidelines"
    project.save(update_fields=["guidelines"])
    client = client_of(superuser())
    assert "Secret study" in client.get(address("project")).content.decode()
    page = client.get(address("project", project.pk)).content.decode()
    assert "Secret study" in page
    assert "Secret guidelines" not in page


def test_rows_of_other_projects_cannot_be_opened_by_number(
    project: Project, annotation: Annotation
) -> None:
    client = client_of(superuser())
    rows = (
        ("entity", annotation.entity_id),
        ("claim", project.claims.get().pk),
        ("annotation", annotation.pk),
    )
    for model, pk in rows:
        for page in ("change", "history", "delete"):
            response = client.get(f"/admin/annotations/{model}/{pk}/{page}/", follow=True)
            assert "ecret " not in response.content.decode(), (model, page)


def test_they_cannot_open_rows_by_number(project: Project, annotation: Annotation) -> None:
    client = client_of(staff())
    rows = (
        ("project", project.pk),
        ("entity", annotation.entity_id),
        ("claim", project.claims.get().pk),
        ("annotation", annotation.pk),
    )
    for model, pk in rows:
        for page in ("change", "history", "delete"):
            response = client.get(f"/admin/annotations/{model}/{pk}/{page}/", follow=True)
            assert "ecret" not in response.content.decode(), (model, page)


@pytest.mark.parametrize("model", MODELS)
def test_members_see_them_and_change_nothing(
    project: Project, annotation: Annotation, model: str
) -> None:
    for user in (staff(project), superuser(project)):
        client = client_of(user)
        assert "ecret" in client.get(address(model)).content.decode()
        assert client.get(address(model) + "add/").status_code == 403
        assert client.get(address(model) + "?q=secret").status_code == 200


def test_rows_open(project: Project, annotation: Annotation) -> None:
    client = client_of(superuser(project))
    assert client.get(address("annotation", annotation.pk)).status_code == 200
    assert client.get(address("project", project.pk)).status_code == 200


def change_members(client: Client, project: Project, *rows: dict[str, object]) -> int:
    fields: dict[str, object] = {
        "memberships-TOTAL_FORMS": len(rows),
        "memberships-INITIAL_FORMS": sum("id" in row for row in rows),
    }
    for number, row in enumerate(rows):
        for name, value in {"project": project.pk, **row}.items():
            fields[f"memberships-{number}-{name}"] = value
    return client.post(address("project", project.pk), fields).status_code


def test_a_superuser_lets_somebody_in(project: Project) -> None:
    ina = factories.make_user(is_staff=True, is_superuser=True)
    assert change_members(client_of(ina), project, {"user": ina.pk, "role": "manager"}) == 302
    assert project.memberships.get().user == ina


def test_the_history_says_who_changed_a_role(project: Project) -> None:
    ina, bob = superuser(), factories.make_member(project, Role.MANAGER)
    row = {"id": project.memberships.get().pk, "user": bob.pk, "role": "reader"}
    client = client_of(ina)
    assert change_members(client, project, {"user": ina.pk, "role": "manager"}) == 302
    membership = project.memberships.get(user=bob)
    other = {"id": project.memberships.get(user=ina).pk, "user": ina.pk, "role": "manager"}
    assert change_members(client, project, row, other) == 302
    events = apps.get_model("annotations", "MembershipEvent")._default_manager
    assert events.get(pgh_obj=membership.pk).pgh_context == {"user": ina.pk}


def test_a_project_keeps_a_manager(project: Project) -> None:
    ina = factories.make_user(is_staff=True, is_superuser=True)
    kept = Membership.objects.create(project=project, user=ina, role=Role.MANAGER)
    row = {"id": kept.pk, "user": ina.pk, "role": "manager"}
    client = client_of(ina)
    assert change_members(client, project, row | {"DELETE": "on"}) == 200
    assert change_members(client, project, row | {"role": "reader"}) == 200
    kept.refresh_from_db()
    assert kept.role == Role.MANAGER


def test_staff_cannot_raise_their_own_role(project: Project) -> None:
    user = staff(project)
    own = project.memberships.get()
    row = {"id": own.pk, "user": user.pk, "role": "manager"}
    assert change_members(client_of(user), project, row) == 403
    own.refresh_from_db()
    assert own.role == Role.READER


class TestDeletingAnAccount:
    @pytest.fixture
    def editor(self) -> Client:
        user = factories.make_user(is_staff=True)
        user.user_permissions.set(Permission.objects.filter(content_type__app_label="auth"))
        return client_of(user)

    def pages(self, editor: Client, user: User) -> list[str]:
        selected = {"action": "delete_selected", "_selected_action": [user.pk]}
        return [
            editor.get(f"/admin/auth/user/{user.pk}/delete/").content.decode(),
            editor.post("/admin/auth/user/", selected).content.decode(),
        ]

    def test_names_no_project(self, editor: Client, project: Project) -> None:
        ina = factories.make_member(project)
        for page in self.pages(editor, ina):
            assert "ecret" not in page
            assert "memberships" in page
        ina_pk = ina.pk
        editor.post(f"/admin/auth/user/{ina_pk}/delete/", {"post": "yes"})
        assert not User.objects.filter(pk=ina_pk).exists()

    def test_is_refused_while_something_names_it(self, editor: Client, project: Project) -> None:
        ina = factories.make_member(project)
        factories.make_claim(project, "A secret claim.", created_by=ina)
        for page in self.pages(editor, ina):
            assert "ecret" not in page
            assert "account inactive" in page
        editor.post(f"/admin/auth/user/{ina.pk}/delete/", {"post": "yes"})
        assert User.objects.filter(pk=ina.pk).exists()
