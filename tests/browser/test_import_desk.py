"""Importing in the browser: choose files, look at every line, correct, import, undo."""

from collections.abc import Callable

import pytest
from django.contrib.auth.models import User
from playwright.sync_api import FilePayload, Page, Route, expect
from pytest_django.live_server_helper import LiveServer

from articles.models import Article, ImportBatch
from tests.articles.texts import herald_page, plain_page

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

DROP = """([name, text]) => {
  const transfer = new DataTransfer();
  transfer.items.add(new File([text], name));
  document.body.dispatchEvent(
    new DragEvent("drop", { dataTransfer: transfer, bubbles: true, cancelable: true }));
}"""


def text_file(name: str, content: bytes) -> FilePayload:
    return {"name": name, "mimeType": "text/plain", "buffer": content}


@pytest.fixture
def desk(
    page: Page, live_server: LiveServer, administrator: User, sign_in: Callable[[User], None]
) -> Page:
    """The import desk, signed in."""
    sign_in(administrator)
    page.goto(f"{live_server.url}/admin/articles/importbatch/add/")
    return page


def test_files_are_looked_at_corrected_imported_and_undone(
    desk: Page, check_accessibility: Callable[[], None]
) -> None:
    check_accessibility()
    files = [text_file("a.txt", herald_page()), text_file("b.txt", plain_page())]
    desk.set_input_files("#files", files)
    desk.wait_for_url("**/change/")
    check_accessibility()
    desk.get_by_role("button", name="Accept Port Ellery Herald").click()
    expect(desk.get_by_role("button", name="Accept Port Ellery Herald")).to_have_count(0)

    desk.get_by_role("link", name="Ferry pier to close before winter").click()
    check_accessibility()
    restore = desk.get_by_role("button", name="Restore line 4")
    restore.focus()
    restore.press("Enter")
    removal = desk.get_by_role("button", name="Remove line 4")
    expect(removal).to_be_focused()
    desk.get_by_label("What line 4 is").select_option("Heading")
    expect(desk.locator("#line-4")).to_contain_text("An editor chose this role")
    desk.get_by_label("Title").fill("Pier to close")
    desk.get_by_label("Title").press("Tab")
    expect(desk.get_by_role("heading", level=1)).to_have_text("Pier to close")
    desk.get_by_label("Date", exact=True).fill("2016-13")
    desk.get_by_label("Date", exact=True).press("Tab")
    expect(desk.get_by_text("There is no day 2016-13.")).to_be_visible()
    desk.get_by_label("Date", exact=True).fill("2016-06")
    desk.get_by_label("Date", exact=True).press("Tab")
    expect(desk.get_by_text("Saved")).to_be_visible()

    desk.get_by_role("link", name=f"Import {ImportBatch.objects.get().pk}").click()
    desk.get_by_role("button", name="Import all 2 staged").click()
    expect(desk.get_by_text("2 articles imported.")).to_be_visible()
    article = Article.objects.get(title="Pier to close")
    assert article.source is not None
    assert article.source.name == "Port Ellery Herald"
    assert article.current_version is not None
    assert article.current_version.body.startswith("Select Page")
    check_accessibility()

    desk.get_by_text("Undo this import").click()
    desk.get_by_role("button", name="Delete 2 articles").click()
    expect(desk.get_by_text("Undone: 2 articles deleted.")).to_be_visible()
    assert not Article.objects.exists()


def test_a_file_that_was_not_sent_is_tried_again(desk: Page) -> None:
    failures = iter([True])

    def answer(route: Route) -> None:
        if next(failures, False):
            route.abort()
        else:
            route.continue_()

    desk.route("**/upload/", answer)
    desk.set_input_files("#files", [text_file("a.txt", plain_page())])
    expect(desk.get_by_text("The connection was lost.")).to_be_visible()
    desk.get_by_role("button", name="Try again").click()
    desk.wait_for_url("**/change/")
    assert ImportBatch.objects.get().items.count() == 1


def test_files_are_dropped_anywhere(desk: Page) -> None:
    desk.evaluate(DROP, ["dropped.txt", plain_page().decode()])
    desk.wait_for_url("**/change/")
    expect(desk.get_by_text("dropped.txt")).to_be_visible()


def test_a_pasted_text_is_staged(desk: Page) -> None:
    desk.get_by_label("Or paste a text").fill(plain_page().decode())
    desk.get_by_role("button", name="Look at what they become").click()
    desk.wait_for_url("**/change/")
    expect(desk.get_by_role("link", name="Council closes ferry pier")).to_be_visible()
