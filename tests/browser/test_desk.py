"""What the reader's scripts keep: unsent text, and what somebody else changed meanwhile."""

from collections.abc import Callable

import pytest
from django.contrib.auth.models import User
from playwright.sync_api import Page, Route, expect
from pytest_django.live_server_helper import LiveServer

from annotations.models import Annotation, Kind, Project
from annotations.services import annotations
from annotations.services.annotations import Content
from tests import factories

pytestmark = pytest.mark.browser


@pytest.fixture
def mention(administrator: User) -> Annotation:
    project, article = Project.objects.get(slug="general"), factories.make_article()
    return factories.make_annotation(
        project, article, kind=Kind.ENTITY, note="first", created_by=administrator
    )


@pytest.fixture
def reader(
    page: Page,
    live_server: LiveServer,
    administrator: User,
    mention: Annotation,
    sign_in: Callable[[User], None],
) -> Page:
    """The article's page with its one annotation in focus."""
    sign_in(administrator)
    page.goto(f"{live_server.url}/projects/general/annotations/{mention.pk}/")
    expect(page.locator(".card.is-focused")).to_have_count(1)
    return page


def change(mention: Annotation) -> None:
    theirs = Content(kind=Kind.ENTITY, entity=mention.entity, note="theirs")
    annotations.update(
        annotation=mention, content=theirs, revision=1, by=factories.make_user("theo")
    )


def test_a_draft_comes_back_as_a_change_of_what_it_was_typed_over(
    reader: Page, mention: Annotation
) -> None:
    reader.get_by_role("button", name="Edit").click()
    reader.get_by_role("textbox", name="Note").fill("mine")
    remember = reader.get_by_role("checkbox", name="Remember")
    before = remember.is_checked()
    remember.set_checked(not before)
    reader.route("**/edit/", cut_off)
    reader.get_by_role("button", name="Save").click()
    expect(reader.get_by_role("alert")).to_contain_text("The server failed")
    reader.unroute("**/edit/")
    change(mention)
    reader.reload()
    expect(reader.get_by_role("textbox", name="Note")).to_have_value("mine")
    assert reader.get_by_role("checkbox", name="Remember").is_checked() is not before
    reader.get_by_role("button", name="Save").click()
    expect(reader.get_by_role("alert")).to_contain_text("theo changed this annotation")
    mention.refresh_from_db()
    assert mention.note == "theirs"
    keys = reader.evaluate("Object.keys(sessionStorage).filter(key => key.includes('unsent'))")
    assert keys == []


def test_a_form_is_saved_by_keys_though_what_had_the_focus_is_gone(
    reader: Page, mention: Annotation
) -> None:
    reader.get_by_role("button", name="Edit").click()
    reader.get_by_role("textbox", name="Note").fill("mine")
    reader.get_by_role("textbox", name="Note").evaluate("field => field.blur()")
    reader.keyboard.press("Control+Enter")
    expect(reader.locator("[data-desk-form]")).to_have_count(0)
    mention.refresh_from_db()
    assert mention.note == "mine"


def test_another_persons_draft_stays_theirs(reader: Page, administrator: User) -> None:
    reader.get_by_role("button", name="Edit").click()
    reader.get_by_role("textbox", name="Note").fill("mine")
    reader.route("**/edit/", cut_off)
    reader.get_by_role("button", name="Save").click()
    expect(reader.get_by_role("alert")).to_contain_text("The server failed")
    keys = reader.evaluate("Object.keys(sessionStorage).filter(key => key.includes('unsent'))")
    assert keys == [f"newsarchive:unsent:{administrator.pk}"]


def test_deleting_what_was_changed_meanwhile_asks_first(reader: Page, mention: Annotation) -> None:
    change(mention)
    reader.get_by_role("button", name="Delete").click()
    expect(reader.get_by_role("alert")).to_contain_text("theirs")
    assert Annotation.objects.present().exists()
    reader.get_by_role("button", name="Delete it anyway").click()
    expect(reader.locator("[data-undo]")).to_be_visible()
    expect(reader.locator("[data-card]")).to_have_count(0)
    expect(reader.locator("[data-slot] form")).to_have_count(0)
    reader.get_by_role("button", name="Undo").click()
    expect(reader.locator("[data-card]")).to_have_count(1)
    expect(reader.locator("[data-undo]")).to_have_count(0)
    assert Annotation.objects.present().exists()


def test_one_deleted_meanwhile_is_restored_with_what_was_typed(
    reader: Page, mention: Annotation
) -> None:
    reader.get_by_role("button", name="Edit").click()
    reader.get_by_role("textbox", name="Note").fill("mine")
    annotations.delete(annotation=mention, revision=1, by=factories.make_user("theo"))
    reader.get_by_role("button", name="Save").click()
    expect(reader.get_by_role("alert")).to_contain_text("theo deleted this annotation")
    reader.get_by_role("button", name="Restore it with mine").click()
    expect(reader.locator("[data-slot] form")).to_have_count(0)
    expect(reader.locator("[data-card]")).to_have_count(1)
    expect(reader.locator("[data-card]")).to_contain_text("mine")


def cut_off(route: Route) -> None:
    if route.request.method == "POST":
        route.fulfill(status=503)
    else:
        route.continue_()
