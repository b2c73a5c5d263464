"""The list of what waits, settled row by row."""

from collections.abc import Callable

import pytest
from django.contrib.auth.models import User
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from annotations.models import Annotation, Project
from annotations.services.annotations import Content, update
from tests import factories
from tests.annotations.revising import revise

pytestmark = pytest.mark.browser

ADDRESS = "/projects/general/waiting/"


@pytest.fixture
def article(administrator: User) -> None:
    """Three annotations whose text changed, and an orphan, in two articles."""
    project = Project.objects.get(slug="general")
    for title in ("First", "Second"):
        article = factories.make_article(
            title=title,
            paragraphs=(
                f"The keeper of the {title} pier said it was unsafe and closed to all.",
                f"Nobody has asked about the {title} lighthouse so far.",
                "Fishermen dispute the finding and want a second inspection of it.",
            ),
        )
        factories.make_project_article(project, article)
        body = factories.text_of(article).body
        for words in (f"{title} pier said it was unsafe", "want a second inspection"):
            start = body.index(words)
            factories.make_annotation(
                project, article, start=start, end=start + len(words), created_by=administrator
            )
        edits = [("unsafe", "dangerous"), ("a second", "another")]
        revise(article, *(edits if title == "First" else edits[:1]))


@pytest.fixture
def waiting(
    page: Page, live_server: LiveServer, administrator: User, article: None,
    sign_in: Callable[[User], None],
) -> Page:  # fmt: skip
    sign_in(administrator)
    page.goto(live_server.url + ADDRESS)
    expect(page.locator("li[data-row]")).to_have_count(3)
    return page


def states() -> list[str]:
    return list(Annotation.objects.order_by("pk").values_list("state", flat=True))


def rows(page: Page) -> list[bool]:
    """Of each row whether it has the focus."""
    is_focused: list[bool] = page.locator("li[data-row]").evaluate_all(
        "rows => rows.map(row => row === document.activeElement)"
    )
    return is_focused


def test_with_the_mouse(waiting: Page, check_accessibility: Callable[[], None]) -> None:
    check_accessibility()
    first = waiting.locator("li[data-row]").first
    first.get_by_role("button", name="Confirm").click()
    expect(first).to_contain_text("Confirmed: First pier said it was dangerous")
    expect(waiting.locator("#waiting-left")).to_have_text("2")
    expect(waiting.locator("#waiting-changed")).to_have_text("2")
    expect(waiting.locator("[data-announcer]")).to_have_text("Confirmed. 2 left.")
    expect(waiting.locator("li[data-row]").nth(1)).to_be_focused()
    check_accessibility()
    assert states()[0] == "exact"
    first.get_by_role("button", name="Undo").click()
    expect(first.locator("ins")).to_have_text("dangerous")
    expect(first).to_be_focused()
    expect(waiting.locator("#waiting-left")).to_have_text("3")
    assert states()[0] == "changed"


def test_with_the_keyboard(waiting: Page) -> None:
    waiting.keyboard.press("j")
    assert rows(waiting) == [True, False, False]
    waiting.keyboard.press("1")
    expect(waiting.locator("li[data-row]").nth(1)).to_be_focused()
    waiting.keyboard.press("2")
    expect(waiting.locator("li[data-row]").nth(2)).to_be_focused()
    expect(waiting.locator("#waiting-orphaned")).to_have_text("1")
    waiting.keyboard.press("1")
    expect(waiting.locator("[data-announcer]")).to_have_text("Confirmed. 1 left.")
    expect(waiting.locator("h1")).to_be_focused()
    assert states() == ["exact", "orphaned", "exact", "exact"]
    waiting.keyboard.press("Control+z")
    expect(waiting.locator("#waiting-left")).to_have_text("2")
    expect(waiting.locator("li[data-row]").nth(2)).to_be_focused()
    waiting.keyboard.press("k")
    assert rows(waiting) == [False, True, False]
    waiting.keyboard.press("j")
    waiting.keyboard.press("Enter")
    waiting.wait_for_url("**/read/**")
    expect(waiting.locator(".card.is-focused[data-state=changed]")).to_have_count(1)


def test_a_row_stays_where_it_is_while_its_button_is_pressed(waiting: Page) -> None:
    waiting.set_viewport_size({"width": 390, "height": 844})
    waiting.keyboard.press("j")
    waiting.locator("[data-settle='2']").nth(2).click()
    expect(waiting.locator("li[data-row]").nth(2)).to_contain_text("Kept under")


def test_the_keys_are_listed(waiting: Page, check_accessibility: Callable[[], None]) -> None:
    waiting.keyboard.press("?")
    expect(waiting.get_by_role("dialog", name="Keys")).to_be_visible()
    check_accessibility()
    waiting.get_by_label("Single keys act as shortcuts").uncheck()
    waiting.keyboard.press("Escape")
    waiting.keyboard.press("j")
    assert rows(waiting) == [False, False, False]


def test_a_double_click_does_not_reach_the_next_row(waiting: Page) -> None:
    waiting.locator("li[data-row] [data-settle='1']").first.dblclick(delay=120)
    expect(waiting.locator("#waiting-left")).to_have_text("2")
    waiting.wait_for_timeout(300)
    assert sorted(states()) == ["changed", "changed", "exact", "exact"]


def test_a_key_that_is_held_down_settles_one_row(waiting: Page) -> None:
    waiting.keyboard.press("j")
    for _ in range(6):  # all but the first are repeats
        waiting.keyboard.down("1")
        waiting.wait_for_timeout(60)
    waiting.keyboard.up("1")
    expect(waiting.locator("#waiting-left")).to_have_text("2")
    assert sorted(states()) == ["changed", "changed", "exact", "exact"]


def test_what_changed_meanwhile_is_said(
    waiting: Page, administrator: User, check_accessibility: Callable[[], None]
) -> None:
    annotation = Annotation.objects.order_by("pk")[0]
    update(
        annotation=annotation,
        content=Content(kind="highlight", note="said in another tab"),
        revision=annotation.revision,
        by=administrator,
    )
    first = waiting.locator("li[data-row]").first
    first.get_by_role("button", name="Confirm").click()
    expect(first.get_by_role("alert")).to_contain_text("said in another tab")
    expect(first).to_be_focused()
    check_accessibility()
    assert states()[0] == "changed"
    first.get_by_role("button", name="Confirm").click()
    expect(first).to_contain_text("Confirmed")


def test_a_server_that_fails_loses_nothing(waiting: Page) -> None:
    waiting.route("**/confirm/", lambda route: route.fulfill(status=503, body="busy"))
    first = waiting.locator("li[data-row]").first
    first.get_by_role("button", name="Confirm").click()
    expect(waiting.locator("[data-toast]")).to_contain_text("The server failed")
    waiting.get_by_role("button", name="Dismiss").click()
    expect(waiting.locator("[data-toast]")).to_have_count(0)
    waiting.unroute("**/confirm/")
    first.get_by_role("button", name="Confirm").click()
    expect(first).to_contain_text("Confirmed")


@pytest.mark.browser_context_args(java_script_enabled=False)
def test_without_scripts(waiting: Page) -> None:
    first = waiting.locator("li[data-row]").first
    first.get_by_role("button", name="It is gone").click()
    expect(waiting.locator("[id^=settled-]")).to_contain_text("Kept under “Text gone”: First pier")
    waiting.get_by_role("button", name="Undo").click()
    expect(waiting.locator("li[data-row]")).to_have_count(3)
    expect(waiting.locator("#waiting-changed")).to_have_text("3")
    assert states()[0] == "changed"
