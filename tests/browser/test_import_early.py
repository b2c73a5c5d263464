"""What is changed in the import's fields before the scripts are there is saved once they are."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Page, Route, expect
from pytest_django.live_server_helper import LiveServer

from articles.models import ImportItem
from articles.services import batches
from tests.articles.texts import plain_page
from tests.factories import make_batch

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def item(live_server: LiveServer, desk: Page) -> ImportItem:
    batch = make_batch()
    batches.stage(batch=batch, name="other.txt", raw=plain_page(title="Low water"), by=None)
    return batches.stage(batch=batch, name="plain.txt", raw=plain_page(), by=None)


@contextmanager
def without_htmx(page: Page, address: str) -> Iterator[None]:
    """A page whose scripts wait for htmx until the end of the block."""
    waiting: list[Route] = []
    page.route("**/htmx-*.js", lambda route: waiting.append(route))
    page.goto(address, wait_until="commit")
    yield
    while not waiting:
        page.wait_for_timeout(20)
    waiting[0].continue_()


def test_a_cell(desk: Page, live_server: LiveServer, item: ImportItem) -> None:
    address = f"{live_server.url}/admin/articles/importbatch/{item.batch_id}/change/"
    with without_htmx(desk, address):
        row = desk.locator(f"#item-{item.pk}")
        row.get_by_label("Date").fill("2019-05")
        row.get_by_label("Language").focus()
    expect(row.get_by_text("Saved")).to_be_visible()
    item.refresh_from_db()
    assert (str(item.published), item.published_precision) == ("2019-05-01", "month")


def test_a_filter(desk: Page, live_server: LiveServer, item: ImportItem) -> None:
    address = f"{live_server.url}/admin/articles/importbatch/{item.batch_id}/change/"
    with without_htmx(desk, address):
        desk.get_by_role("searchbox").fill("Low")
        desk.locator(".page-title").click()
    expect(desk.locator("[data-row]")).to_have_count(1)


def test_what_a_line_is(desk: Page, live_server: LiveServer, item: ImportItem) -> None:
    address = f"{live_server.url}/admin/articles/importbatch/item/{item.pk}/"
    with without_htmx(desk, address):
        desk.get_by_label("What line 3 is").select_option("Heading")
        desk.get_by_label("Kicker").fill("OPINION")
        desk.get_by_label("Dateline").focus()
    expect(desk.locator("#line-3.is-chosen")).to_be_visible()
    expect(desk.get_by_text("Saved")).to_be_visible()
    item.refresh_from_db()
    assert (item.line_roles, item.kicker) == ({"3": "heading"}, "OPINION")
