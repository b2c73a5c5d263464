"""What somebody does while a page's scripts are still on their way is not lost."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Page, Route, expect
from pytest_django.live_server_helper import LiveServer

from articles.models import ImportBatch
from tests.browser.import_files import numbered, text_file
from tests.factories import make_article, make_batch, make_item

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@contextmanager
def late(page: Page, script: str) -> Iterator[None]:
    """Load the page again, and have a script of it come only at the end of the block."""
    on_its_way: list[Route] = []
    page.route(f"**/{script}*.js", lambda route: on_its_way.append(route))
    page.reload(wait_until="commit")
    yield
    while not on_its_way:
        page.wait_for_timeout(20)
    on_its_way[0].continue_()


def test_files_that_were_chosen_are_sent(desk: Page) -> None:
    with late(desk, "import-upload"):
        desk.set_input_files("#files", [text_file("1.txt", numbered(1))])
    desk.wait_for_url("**/change/")
    assert ImportBatch.objects.get().items.count() == 1


def test_items_that_were_ticked_are_chosen(desk: Page, live_server: LiveServer) -> None:
    item = make_item(make_batch(), title="Low water")
    desk.goto(f"{live_server.url}/admin/articles/importbatch/{item.batch_id}/change/")
    with late(desk, "import-select"):
        desk.get_by_role("checkbox", name="Choose Low water").check()
    expect(desk.get_by_text("1 chosen")).to_be_visible()
    expect(desk.get_by_role("button", name="Import chosen")).to_be_enabled()


def test_articles_that_were_ticked_are_in_the_tray(desk: Page, live_server: LiveServer) -> None:
    for title in ("Low water", "High water"):
        make_article(title=title)
    desk.goto(f"{live_server.url}/archive/")
    with late(desk, "archive"):
        for title in ("Low water", "High water"):
            desk.get_by_role("checkbox", name=f"Choose “{title}”").check()
    expect(desk.get_by_role("button", name="Open side by side")).to_be_visible()
