"""What somebody does while a page's scripts are still on their way is not lost."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Page, Route, expect
from pytest_django.live_server_helper import LiveServer

from articles.models import ImportBatch, ImportItem
from articles.services import batches
from tests.articles.texts import plain_page
from tests.browser.import_files import numbered, text_file
from tests.factories import make_article, make_batch

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@contextmanager
def late(page: Page, script: str, address: str) -> Iterator[None]:
    """Open a page, and have a script of it come only at the end of the block."""
    on_its_way: list[Route] = []
    page.route(f"**/{script}*.js", lambda route: on_its_way.append(route))
    page.goto(address, wait_until="commit")
    yield
    while not on_its_way:
        page.wait_for_timeout(20)
    on_its_way[0].continue_()


@pytest.fixture
def item(desk: Page) -> ImportItem:
    """The second of two items of a batch."""
    batch = make_batch()
    batches.stage(batch=batch, name="other.txt", raw=plain_page(title="Low water"), by=None)
    return batches.stage(batch=batch, name="plain.txt", raw=plain_page(), by=None)


@pytest.fixture
def table(live_server: LiveServer, item: ImportItem) -> str:
    """The address of the table of the batch's items."""
    return f"{live_server.url}/admin/articles/importbatch/{item.batch_id}/change/"


def test_files_that_were_chosen_are_sent(desk: Page) -> None:
    with late(desk, "import-upload", desk.url):
        desk.set_input_files("#files", [text_file("1.txt", numbered(1))])
    desk.wait_for_url("**/change/")
    assert ImportBatch.objects.get().items.count() == 1


def test_items_that_were_ticked_are_chosen(desk: Page, table: str) -> None:
    with late(desk, "import-select", table):
        desk.get_by_role("checkbox", name="Choose Low water").check()
    expect(desk.get_by_text("1 chosen")).to_be_visible()
    expect(desk.get_by_role("button", name="Import chosen")).to_be_enabled()


def test_articles_that_were_ticked_are_in_the_tray(desk: Page, live_server: LiveServer) -> None:
    for title in ("Low water", "High water"):
        make_article(title=title)
    with late(desk, "archive", f"{live_server.url}/archive/"):
        for title in ("Low water", "High water"):
            desk.get_by_role("checkbox", name=f"Choose “{title}”").check()
    expect(desk.get_by_role("button", name="Open side by side")).to_be_visible()


def test_a_cell_that_was_changed_is_saved(desk: Page, table: str, item: ImportItem) -> None:
    row = desk.locator(f"#item-{item.pk}")
    with late(desk, "htmx-", table):
        row.get_by_label("Date").fill("2019-05")
        row.get_by_label("Language").focus()
    expect(row.get_by_text("Saved")).to_be_visible()
    item.refresh_from_db()
    assert (str(item.published), item.published_precision) == ("2019-05-01", "month")


def test_a_filter_in_which_somebody_still_is_narrows_the_table(desk: Page, table: str) -> None:
    with late(desk, "htmx-", table):
        desk.get_by_role("searchbox").fill("Low")
    expect(desk.locator("[data-row]")).to_have_count(1)
    expect(desk.get_by_role("searchbox")).to_be_focused()


def test_a_field_and_what_a_line_is_are_saved(
    desk: Page, live_server: LiveServer, item: ImportItem
) -> None:
    with late(desk, "htmx-", f"{live_server.url}/admin/articles/importbatch/item/{item.pk}/"):
        desk.get_by_label("What line 3 is").select_option("Heading")
        desk.get_by_label("Kicker").fill("OPINION")
        desk.get_by_label("Dateline").focus()
    expect(desk.locator("#line-3.is-chosen")).to_be_visible()
    expect(desk.get_by_text("Saved")).to_be_visible()
    item.refresh_from_db()
    assert (item.line_roles, item.kicker) == ({"3": "heading"}, "OPINION")
