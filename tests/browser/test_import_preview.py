"""The preview beside the table of an import, reached and left by keys."""

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from articles.services import batches
from tests.articles.texts import herald_page, plain_page
from tests.factories import make_batch

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def table(desk: Page, live_server: LiveServer) -> Page:
    """A batch with an item of which two things are asked, in focus, and a plain one."""
    batch = make_batch()
    wrong = "\nA line about the cafÃ© and its naÃ¯ve owners, he said.\n".encode()
    batches.stage(batch=batch, name="herald.txt", raw=herald_page() + wrong, by=None)
    batches.stage(batch=batch, name="plain.txt", raw=plain_page(), by=None)
    desk.goto(f"{live_server.url}/admin/articles/importbatch/{batch.pk}/change/")
    desk.wait_for_load_state("domcontentloaded")
    return desk


def test_one_goes_into_it_answers_and_goes_back(table: Page) -> None:
    row = table.locator("[data-row]").first
    row.focus()
    table.keyboard.press("ArrowRight")
    repair = table.locator("#preview").get_by_role("button", name="Repair")
    expect(repair).to_be_focused()
    table.keyboard.press("Enter")
    expect(table.locator("#preview")).to_contain_text("Wrongly decoded characters are repaired.")
    expect(table.locator("#preview").get_by_role("button", name="As it came")).to_be_focused()
    table.keyboard.press("Escape")
    expect(row).to_be_focused()


def test_where_nothing_is_asked_its_text_scrolls(table: Page) -> None:
    table.locator("[data-row]").last.focus()
    preview = table.locator("#preview")
    expect(preview).to_contain_text("Council closes ferry pier")
    table.keyboard.press("ArrowRight")
    expect(preview.get_by_role("region", name="What the file becomes")).to_be_focused()
    table.keyboard.press("j")
    expect(table.locator("[data-row]").last).to_be_focused()
