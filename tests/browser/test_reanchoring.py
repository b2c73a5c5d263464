"""After a revision: confirming where an annotation stands, and attaching it anew."""

from collections.abc import Callable

import pytest
from django.contrib.auth.models import User
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from annotations.models import Annotation, Project
from articles.models import Article
from tests import factories
from tests.annotations.revising import revise
from tests.factories import PARAGRAPHS, make_version

pytestmark = pytest.mark.browser


@pytest.fixture
def article(administrator: User) -> Article:
    """One annotation whose text changed, one that moved, and an orphan."""
    pier, mayor, fishermen = PARAGRAPHS
    lighthouse = "Nobody has asked about the old lighthouse so far."
    project = Project.objects.get(slug="general")
    article = factories.make_article(paragraphs=(*PARAGRAPHS, lighthouse))
    factories.make_project_article(project, article)
    body = factories.text_of(article).body
    for words in ("the pier was unsafe", "dispute the finding", "old lighthouse"):
        start = body.index(words)
        factories.make_annotation(
            project, article, start=start, end=start + len(words), created_by=administrator
        )
    changed = mayor.replace("unsafe", "dangerous")
    revise(article, (body, "\n\n".join((fishermen, pier, changed, "The ferry goes on."))))
    return article


@pytest.fixture
def reader(
    page: Page,
    live_server: LiveServer,
    administrator: User,
    article: Article,
    sign_in: Callable[[User], None],
) -> Page:
    sign_in(administrator)
    page.goto(f"{live_server.url}/projects/general/read/{article.pk}/")
    expect(page.locator("[data-cards] .card")).to_have_count(2)
    return page


def state(quote: str) -> str:
    return Annotation.objects.get(quote=quote).state


def test_confirming_with_the_mouse(reader: Page, check_accessibility: Callable[[], None]) -> None:
    check_accessibility()
    card = reader.locator("[data-state=changed]")
    expect(card.locator("del")).to_have_text("unsafe")
    expect(card.locator("ins")).to_have_text("dangerous")
    expect(reader.locator("mark.st-changed")).to_have_text("the pier was dangerous")
    card.get_by_role("link", name="Confirm").click()
    expect(reader.locator("[data-announcer]")).to_have_text("Confirmed")
    expect(reader.locator("mark.st-changed")).to_have_count(0)
    expect(reader.locator("[data-state=changed]")).to_have_count(0)
    assert state("the pier was dangerous") == "exact"


def test_a_card_stays_where_it_is_while_one_of_its_buttons_is_pressed(reader: Page) -> None:
    card = reader.locator("[data-state=changed]")
    card.get_by_role("link", name="Confirm").hover()
    reader.mouse.down()
    reader.wait_for_timeout(200)
    expect(card).not_to_contain_class("is-focused")
    reader.mouse.up()
    expect(reader.locator("[data-announcer]")).to_have_text("Confirmed")


def test_confirming_with_the_keyboard(reader: Page) -> None:
    reader.keyboard.press("j")
    expect(reader.locator(".card.is-focused[data-state=moved]")).to_have_count(1)
    reader.keyboard.press("Tab")
    reader.keyboard.press("Enter")
    expect(reader.locator("[data-announcer]")).to_have_text("Confirmed")
    expect(reader.locator("[data-state=moved]")).to_have_count(0)
    assert state("dispute the finding") == "exact"


def test_re_attaching_with_the_mouse(reader: Page, check_accessibility: Callable[[], None]) -> None:
    reader.get_by_text("Text gone").click()
    orphans = reader.locator("[data-orphans]")
    expect(orphans.locator(".card")).to_contain_text("old lighthouse")
    check_accessibility()
    orphans.get_by_role("link", name="Re-attach").click()
    attach = reader.get_by_role("button", name="Attach here")
    expect(attach).to_be_disabled()
    check_accessibility()
    reader.locator(".block").nth(3).select_text()
    expect(attach).to_be_enabled()
    expect(reader.locator("[data-toolbar]")).to_be_hidden()
    attach.click()
    expect(reader.locator("[data-cards] .card")).to_have_count(3)
    expect(orphans).to_be_hidden()
    expect(reader.locator(".block").nth(3).locator("mark")).to_have_text("The ferry goes on.")
    assert state("The ferry goes on.") == "exact"


def test_re_attaching_with_the_keyboard(reader: Page) -> None:
    reader.locator("[data-orphans] summary").focus()
    reader.keyboard.press("Enter")
    reader.keyboard.press("Tab")
    expect(reader.locator(".card.is-focused[data-state=orphaned]")).to_have_count(1)
    link = reader.locator("[data-orphans] a[data-reattach]")
    while not link.evaluate("link => link === document.activeElement"):
        reader.keyboard.press("Tab")
    reader.keyboard.press("Enter")
    expect(reader.locator("[data-text]")).to_be_focused()
    for key in "]]":
        reader.keyboard.press(key)
    reader.keyboard.press("Enter")
    expect(reader.locator("[data-cards] .card")).to_have_count(3)
    expect(reader.locator("[data-orphans]")).to_be_hidden()
    assert not Annotation.objects.filter(state="orphaned").exists()


def test_saying_with_the_keyboard_that_it_is_gone(
    reader: Page, live_server: LiveServer, article: Article
) -> None:
    Annotation.objects.filter(state="orphaned").delete()
    reader.goto(f"{live_server.url}/projects/general/read/{article.pk}/?state=changed")
    reader.keyboard.press("j")
    gone = reader.locator("[data-state=changed] a[data-orphan]")
    while not gone.evaluate("link => link === document.activeElement"):
        reader.keyboard.press("Tab")
    reader.keyboard.press("Enter")
    expect(reader.locator("[data-announcer]")).to_have_text("Kept under “Text gone”")
    card = reader.locator("[data-orphans] .card.is-focused")
    expect(card).to_be_focused()
    expect(card.locator("blockquote s")).to_have_text("the pier was unsafe")
    expect(reader.locator("mark.st-changed")).to_have_count(0)
    assert state("the pier was unsafe") == "orphaned"


def test_escape_leaves_it_as_it_is(reader: Page) -> None:
    reader.locator("[data-state=changed]").get_by_role("link", name="Move it").click()
    expect(reader.locator("[data-attaching]")).to_be_visible()
    reader.keyboard.press("Escape")
    expect(reader.locator("[data-attaching]")).to_be_hidden()
    expect(reader.locator(".card.is-focused[data-state=changed]")).to_have_count(1)
    assert state("the pier was dangerous") == "changed"


def test_what_was_said_in_another_tab_is_shown_and_left_so(reader: Page) -> None:
    other = reader.context.new_page()
    other.goto(reader.url)
    other.locator("[data-state=changed] [data-orphan]").click()
    expect(other.locator("[data-announcer]")).to_have_text("Kept under “Text gone”")
    other.close()
    reader.locator("[data-state=changed] [data-confirm]").click()
    conflict = reader.get_by_role("alert")
    expect(conflict).to_contain_text("Nothing was overwritten")
    expect(conflict).to_contain_text("Its text is gone: the pier was unsafe")
    reader.get_by_role("link", name="Leave it so").click()
    expect(reader.locator("[data-orphan-count]")).to_have_text("2")
    expect(reader.locator(".orphan-cards .card", has_text="unsafe")).to_be_focused()
    assert state("the pier was unsafe") == "orphaned"


def test_a_session_that_ends_while_something_is_confirmed_loses_nothing(reader: Page) -> None:
    reader.context.clear_cookies(name="sessionid")
    reader.locator("[data-state=changed] [data-confirm]").click()
    reader.wait_for_url("**/sign-in/?next=**")
    assert "/read/" in reader.url
    assert state("the pier was dangerous") == "changed"


def test_filtering_by_state(reader: Page) -> None:
    reader.locator("summary", has_text="Filter").click()
    reader.get_by_label("Since the article was revised").select_option("orphaned")
    expect(reader.locator("[data-cards] .card:visible")).to_have_count(0)
    expect(reader.locator("[data-orphans] .card")).to_be_visible()
    expect(reader.locator("mark.st-changed, mark.st-moved")).to_have_count(0)
    assert "state=orphaned" in reader.url
    reader.get_by_label("Since the article was revised").select_option("changed")
    expect(reader.locator("mark.st-changed")).to_have_count(1)
    expect(reader.locator("mark.st-moved")).to_have_count(0)


def test_the_list_of_what_waits(
    reader: Page, live_server: LiveServer, check_accessibility: Callable[[], None]
) -> None:
    reader.goto(f"{live_server.url}/projects/general/")
    check_accessibility()
    reader.get_by_role("link", name="1 gone: re-attach").click()
    check_accessibility()
    reader.locator(".passage-text").click()
    expect(reader.locator("[data-orphans] .card.is-focused")).to_be_visible()


def test_a_phone_at_twice_the_size_scrolls_in_one_direction(
    reader: Page, live_server: LiveServer, article: Article
) -> None:
    article.title = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerk closes"
    article.save(update_fields=["title"])
    make_version(article)  # a third one: the page offers which to compare with
    project = Project.objects.get(slug="general")
    factories.make_claim(project)
    factories.make_entity(project)
    reader.set_viewport_size({"width": 195, "height": 422})
    for path in (
        "archive/",
        f"archive/{article.pk}/",
        f"archive/{article.pk}/versions/2/",
        "projects/general/waiting/",
        "projects/general/",
        "projects/general/claims/",
        "projects/general/entities/",
        "projects/",
        "projects/general/codebook/",
        "projects/general/members/",
        "projects/general/export/",
    ):
        reader.goto(f"{live_server.url}/{path}")
        wide = reader.evaluate("document.documentElement.scrollWidth")
        assert wide <= 195, f"{path} is {wide} pixels wide"
