"""Who may open what: each address of the site against each kind of person.

An address that is missing from the table fails here, so nobody adds one without deciding this.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from django.contrib.auth.models import User
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from annotations.models import ClaimLink, Kind, Project, Role
from tests.factories import (
    make_absence,
    make_annotation,
    make_article,
    make_claim,
    make_entity,
    make_label,
    make_member,
    make_project,
    make_project_article,
    make_source,
    make_user,
)

PUBLIC = "everybody"
SIGNED_IN = "everybody signed in"
STAFF = "staff"
AUTHOR = "its author, and managers"

# Name of the address → (method, the least that somebody has to be).
ROUTES: dict[str, tuple[str, str]] = {
    "home": ("get", SIGNED_IN),
    "login": ("get", PUBLIC),
    "sign_in_by_link": ("get", PUBLIC),
    "logout": ("post", SIGNED_IN),
    "password_change": ("get", SIGNED_IN),
    "password_change_done": ("get", SIGNED_IN),
    "theme": ("post", PUBLIC),
    "articles:archive": ("get", SIGNED_IN),
    "articles:article": ("get", SIGNED_IN),
    "articles:version": ("get", SIGNED_IN),
    "articles:sources": ("get", SIGNED_IN),
    "articles:source": ("get", SIGNED_IN),
    "annotations:projects": ("get", SIGNED_IN),
    "annotations:create_project": ("get", SIGNED_IN),
    "annotations:load_sample": ("post", STAFF),
    "annotations:project": ("get", Role.READER),
    "annotations:edit_project": ("get", Role.MANAGER),
    "annotations:add_article": ("post", Role.ANNOTATOR),
    "annotations:remove_article": ("post", Role.CURATOR),
    "annotations:members": ("get", Role.READER),
    "annotations:change_role": ("post", Role.MANAGER),
    "annotations:remove_member": ("post", Role.MANAGER),
    "annotations:codebook": ("get", Role.READER),
    "annotations:create_label": ("get", Role.CURATOR),
    "annotations:label": ("get", Role.READER),
    "annotations:edit_label": ("get", Role.CURATOR),
    "annotations:move_label": ("post", Role.CURATOR),
    "annotations:delete_label": ("post", Role.CURATOR),
    "annotations:entities": ("get", Role.READER),
    "annotations:create_entity": ("get", Role.ANNOTATOR),
    "annotations:entity": ("get", Role.READER),
    "annotations:edit_entity": ("get", Role.ANNOTATOR),  # what they entered; curators: all
    "annotations:add_alias": ("post", Role.ANNOTATOR),
    "annotations:merge_entity": ("get", Role.CURATOR),
    "annotations:unmerge_entity": ("post", Role.CURATOR),
    "annotations:claims": ("get", Role.READER),
    "annotations:create_claim": ("get", Role.ANNOTATOR),
    "annotations:claim": ("get", Role.READER),
    "annotations:edit_claim": ("get", Role.ANNOTATOR),  # likewise
    "annotations:merge_claim": ("get", Role.CURATOR),
    "annotations:unmerge_claim": ("post", Role.CURATOR),
    "annotations:link_claim": ("post", Role.ANNOTATOR),
    "annotations:unlink_claim": ("post", Role.ANNOTATOR),
    "annotations:record_absence": ("post", Role.ANNOTATOR),
    "annotations:withdraw_absence": ("post", Role.ANNOTATOR),
    "annotations:read": ("get", Role.READER),
    "annotations:compare": ("get", Role.READER),
    "annotations:compare_selected": ("get", Role.READER),
    "annotations:use_project": ("post", Role.READER),
    "annotations:new_annotation": ("get", Role.ANNOTATOR),
    "annotations:annotation": ("get", Role.READER),
    "annotations:annotation_history": ("get", Role.READER),
    "annotations:edit_annotation": ("get", Role.ANNOTATOR),
    "annotations:delete_annotation": ("post", Role.ANNOTATOR),
    "annotations:restore_annotation": ("post", Role.ANNOTATOR),
    "annotations:reply": ("post", Role.ANNOTATOR),
    "annotations:confirm_annotation": ("get", AUTHOR),
    "annotations:orphan_annotation": ("get", AUTHOR),
    "annotations:unsettle_annotation": ("post", AUTHOR),
    "annotations:reattach_annotation": ("get", Role.ANNOTATOR),  # author; curators: all
    "annotations:waiting": ("get", Role.READER),
    "annotations:pick_entity": ("get", Role.ANNOTATOR),
    "annotations:pick_claim": ("get", Role.ANNOTATOR),
    "annotations:pick_article": ("get", Role.READER),
    "annotations:export": ("get", Role.READER),
}


@dataclass(frozen=True)
class World:
    """One project with one of everything, and somebody of each kind."""

    project: Project
    stranger: User
    staff: User
    members: dict[Role, User]
    arguments: dict[str, dict[str, object]]
    queries: dict[str, str]


@pytest.fixture
def world(db: None) -> World:
    project = make_project("Harbour", slug="harbour")
    members = {role: make_member(project, role, username=role.value) for role in Role}
    author = members[Role.ANNOTATOR]
    article, other = make_article(source=make_source("Ellery Post")), make_article()
    make_project_article(project, article)
    entity = make_entity(project, created_by=author)
    claim = make_claim(project, created_by=author)
    label = make_label(project)
    annotation = make_annotation(
        project, article, kind=Kind.ENTITY, entity=entity, created_by=author, updated_by=author
    )
    link = ClaimLink.objects.create(
        from_claim=claim, to_claim=make_claim(project), kind="supports", created_by=author
    )
    absence = make_absence(claim, article, created_by=author)
    of_project: dict[str, object] = {"slug": project.slug}

    def one(pk: int) -> dict[str, object]:
        return {**of_project, "pk": pk}

    arguments: dict[str, dict[str, object]] = {
        "sign_in_by_link": {"uid": "MQ", "token": "made-up"},
        "articles:article": {"pk": article.pk},
        "articles:version": {"pk": article.pk, "number": 1},
        "articles:source": {"pk": article.source_id},
        "annotations:remove_article": one(other.pk),
        "annotations:change_role": {**of_project, "user_pk": members[Role.READER].pk},
        "annotations:remove_member": {**of_project, "user_pk": members[Role.READER].pk},
        "annotations:unlink_claim": {**one(claim.pk), "link_pk": link.pk},
        "annotations:withdraw_absence": {**one(claim.pk), "absence_pk": absence.pk},
        "annotations:read": one(article.pk),
        "annotations:compare": {**of_project, "ids": f"{article.pk},{other.pk}"},
    }
    for name in ("label", "edit_label", "move_label", "delete_label"):
        arguments[f"annotations:{name}"] = one(label.pk)
    for name in ("entity", "edit_entity", "add_alias", "merge_entity", "unmerge_entity"):
        arguments[f"annotations:{name}"] = one(entity.pk)
    for name in (
        "claim", "edit_claim", "merge_claim", "unmerge_claim", "link_claim", "record_absence",
    ):  # fmt: skip
        arguments[f"annotations:{name}"] = one(claim.pk)
    for name in (
        "annotation", "annotation_history", "edit_annotation", "delete_annotation",
        "restore_annotation", "reply", "confirm_annotation", "orphan_annotation",
        "unsettle_annotation", "reattach_annotation",
    ):  # fmt: skip
        arguments[f"annotations:{name}"] = one(annotation.pk)
    for name in ROUTES:
        if name.startswith("annotations:"):
            arguments.setdefault(name, of_project)
    for name in ("projects", "create_project", "load_sample"):
        arguments[f"annotations:{name}"] = {}
    staff = make_user("staff", is_staff=True)
    queries = {"annotations:pick_article": f"?panes={article.pk}"}
    return World(project, make_user("stranger"), staff, members, arguments, queries)


def names(resolver: URLResolver, namespace: str = "") -> Iterator[str]:
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLPattern):
            yield f"{namespace}{pattern.name}"
        elif pattern.namespace != "admin":
            inner = f"{pattern.namespace}:" if pattern.namespace else ""
            yield from names(pattern, namespace + inner)


def test_every_address_is_in_the_table() -> None:
    assert set(names(get_resolver())) == set(ROUTES)


@pytest.mark.parametrize("name", ROUTES)
def test_who_may_open(name: str, world: World) -> None:
    method, least = ROUTES[name]
    address = reverse(name, kwargs=world.arguments.get(name)) + world.queries.get(name, "")

    def answer(user: User | None) -> str:
        client = Client()
        with transaction.atomic():
            if user:
                client.force_login(user)
            response = getattr(client, method)(address)
            transaction.set_rollback(True)
        assert response.status_code != 405, f"{name} does not take {method}"
        assert response.status_code < 500
        if response.status_code == 302 and response["Location"].startswith("/sign-in/?"):
            return "sign in"
        return {403: "forbidden", 404: "not found"}.get(response.status_code, "open")

    found = {"anonymous": answer(None), "stranger": answer(world.stranger)}
    found |= {role.value: answer(world.members[role]) for role in Role}
    found["staff"] = answer(world.staff)
    assert found == expected(least)


def expected(least: str) -> dict[str, str]:
    if least == PUBLIC:
        return dict.fromkeys(["anonymous", "stranger", *Role.values, "staff"], "open")
    if least == SIGNED_IN:
        return {"anonymous": "sign in"} | dict.fromkeys(["stranger", *Role.values, "staff"], "open")
    if least == STAFF:
        return (
            {"anonymous": "sign in"}
            | dict.fromkeys(["stranger", *Role.values], "forbidden")
            | {"staff": "open"}
        )
    if least == AUTHOR:
        author = {role.value: "forbidden" for role in Role}
        author |= {Role.ANNOTATOR.value: "open", Role.MANAGER.value: "open"}
        return {"anonymous": "sign in", "stranger": "not found"} | author | {"staff": "not found"}
    members = {role.value: "open" if role.includes(Role(least)) else "forbidden" for role in Role}
    return {"anonymous": "sign in", "stranger": "not found"} | members | {"staff": "not found"}
