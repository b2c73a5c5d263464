"""The table of an import in the browser: keys, cells, many at once, jobs, narrow screens."""

import time
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Route, expect
from pytest_django.live_server_helper import LiveServer

from articles.models import Article, ImportBatch, ImportFile, ImportItem
from articles.services import batches, committing, queueing
from tests.articles.texts import herald_page
from tests.browser.import_files import BODY
from tests.factories import make_batch, make_file, make_item

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def table(desk: Page, live_server: LiveServer) -> Page:
    """The page of a batch with one item whose source is proposed and four plain ones."""
    batch = make_batch()
    batches.stage(batch=batch, name="herald.txt", raw=herald_page(), by=None)
    for number, topic in enumerate(("harbour", "railway", "museum", "theatre")):
        text = (
            f"The {topic} closes\n\n{BODY.format(topic, number)}\n\n{BODY.format(topic, 'now')}\n"
        )
        batches.stage(batch=batch, name=f"{topic}.txt", raw=text.encode(), by=None)
    desk.goto(f"{live_server.url}/admin/articles/importbatch/{batch.pk}/change/")
    return desk


def shows_anew(page: Page, said: str) -> None:
    """Wait for the page that says this, and for its scripts: before them, keys do nothing."""
    expect(page.get_by_text(said)).to_be_visible()
    page.wait_for_load_state("domcontentloaded")


def test_the_table_is_used_by_keys_alone(
    table: Page, check_accessibility: Callable[[], None]
) -> None:
    pane = table.locator("#preview")
    table.keyboard.press("j")
    expect(pane).to_contain_text("The harbour closes")
    table.keyboard.press("j")
    expect(pane).to_contain_text("The railway closes")
    assert "item=" in table.url
    table.keyboard.press("v")
    expect(pane.locator(".preview-lines")).to_be_visible()
    table.keyboard.press("k")
    expect(pane.locator(".preview-lines")).to_contain_text("The harbour closes")
    check_accessibility()
    table.keyboard.press("v")
    table.keyboard.press("v")
    expect(pane.locator("article")).to_be_visible()
    table.keyboard.press("x")
    expect(table.get_by_text("1 chosen")).to_be_visible()
    table.keyboard.press("e")
    title = table.locator("[data-row][aria-current] textarea")
    expect(title).to_be_focused()
    table.keyboard.type("jxd?")
    table.keyboard.press("Enter")
    expect(table.locator("[data-row][aria-current]")).to_contain_text("Saved")
    expect(table.locator("[data-row][aria-current]")).to_be_focused()
    expect(pane).to_contain_text("jxd?")
    table.keyboard.press("e")
    table.keyboard.type("never mind")
    table.keyboard.press("Escape")
    expect(title).to_have_value("jxd?")
    table.keyboard.press("?")
    expect(table.get_by_role("dialog")).to_be_visible()
    check_accessibility()
    table.keyboard.press("j")
    table.keyboard.press("Escape")
    table.keyboard.press("p")
    expect(pane).to_be_hidden()
    table.keyboard.press("p")
    expect(pane).to_be_visible()
    table.keyboard.press("d")
    shows_anew(table, "1 left out.")
    table.keyboard.press("j")
    table.keyboard.press("i")
    shows_anew(table, "1 article imported.")
    assert set(ImportItem.objects.values_list("status", flat=True)) == {
        "staged",
        "dismissed",
        "committed",
    }
    table.keyboard.press("/")
    expect(table.locator("#filter-words")).to_be_focused()
    table.keyboard.type("museum")
    expect(table.locator("[data-row]")).to_have_count(1)
    expect(table.locator("#filter-words")).to_be_focused()
    assert "q=museum" in table.url
    table.keyboard.press("Tab")
    table.go_back()
    expect(table.locator("[data-row]")).to_have_count(5)


def test_cells_save_themselves_and_show_what_others_changed(table: Page) -> None:
    item = ImportItem.objects.get(name="railway.txt")
    row = table.locator(f"#item-{item.pk}")
    row.get_by_label("Source of").fill("Evening Post")
    row.get_by_label("Source of").press("Tab")
    row.get_by_label("Date of").fill("soon")
    row.get_by_label("Date of").press("Tab")
    expect(row.get_by_text("is no date")).to_be_visible()
    expect(row.get_by_label("Source of")).to_have_value("Evening Post")
    row.get_by_label("Date of").fill("2024-03-04")
    row.get_by_label("Date of").press("Tab")
    expect(row.get_by_text("is no date")).to_have_count(0)
    ImportItem.objects.filter(pk=item.pk).update(title="Theirs")
    row.get_by_label("Title of").fill("Mine")
    row.get_by_label("Title of").press("Tab")
    expect(row.get_by_text("Meanwhile somebody made it “Theirs”")).to_be_visible()
    row.get_by_role("button", name="Save mine").click()
    expect(row.get_by_text("Meanwhile")).to_have_count(0)
    item.refresh_from_db()
    assert (item.title, str(item.published)) == ("Mine", "2024-03-04")
    assert item.source is not None


def test_the_row_that_was_decided_about_is_imported_by_the_next_key(table: Page) -> None:
    known = ImportItem.objects.get(name="harbour.txt")
    committing.commit(items=[known], by=None)
    raw = (
        f"The harbour closes\n\n\n{BODY.format('harbour', 0)}\n\n{BODY.format('harbour', 'now')}\n"
    )
    batches.stage(batch=known.batch, name="again.txt", raw=raw.encode(), by=None)
    table.reload()
    row = table.locator("[data-row]").filter(has_text="again.txt")
    row.locator(".column-state").click()
    table.locator("#decide-separate").wait_for()
    table.keyboard.press("4")
    expect(row).to_contain_text("a separate article")
    expect(row).to_have_attribute("aria-current", "true")
    table.keyboard.press("i")
    expect(table.get_by_text("1 article imported.")).to_be_visible()
    assert Article.objects.count() == 2


def test_a_field_is_set_for_what_is_ticked_on_several_pages(table: Page) -> None:
    table.locator("#filter-words").fill("harbour")
    expect(table.locator("[data-row]")).to_have_count(1)
    table.locator("[data-row] input[type=checkbox]").check()
    table.locator("#filter-words").fill("railway")
    expect(table.locator("[data-row]")).to_have_count(1)
    expect(table.locator("[data-row]")).to_contain_text("railway.txt")
    table.locator("[data-row] input[type=checkbox]").check()
    expect(table.get_by_text("2 chosen, 1 not on this page")).to_be_visible()
    table.get_by_text("Set for chosen").click()
    table.locator("#bulk-source").fill("Evening Post")
    table.get_by_role("button", name="Set source").click()
    expect(table.get_by_text("2 have the source Evening Post now.")).to_be_visible()
    expect(table.get_by_text("2 chosen, 1 not on this page")).to_be_visible()
    assert ImportItem.objects.filter(source__name="Evening Post").count() == 2
    assert "q=railway" in table.url
    table.get_by_label("choose the one that matches the filter").check()
    table.get_by_text("Set for chosen").click()
    table.locator("#bulk-language").fill("French")
    # What is open stays open when a job has the table shown anew, and Enter sets this field only.
    table.evaluate("document.getElementById('items').dataset.old = ''")
    table.evaluate("htmx.trigger(document.body, 'items-changed')")
    expect(table.locator("#items[data-old]")).to_have_count(0)
    expect(table.locator("#bulk-language")).to_be_focused()
    table.keyboard.press("Enter")
    expect(table.get_by_text("1 has the language French now.")).to_be_visible()
    assert not Article.objects.exists()


def date_from_source(table: Page, date: str) -> None:
    """Go on from the field of the source to that of the date, and set it."""
    table.keyboard.press("Tab")
    table.keyboard.press("Tab")
    table.keyboard.type(date)
    table.keyboard.press("Enter")


def test_fields_are_set_for_many_by_keys_alone(table: Page) -> None:
    table.keyboard.press("j")
    table.keyboard.press("x")
    table.keyboard.press("j")
    table.keyboard.press("j")
    table.keyboard.press("Shift+X")
    expect(table.get_by_text("3 chosen")).to_be_visible()
    table.keyboard.press("s")
    expect(table.locator("#bulk-source")).to_be_focused()
    date_from_source(table, "2024-13")
    shows_anew(table, "2024-13")
    expect(table.get_by_text("3 chosen")).to_be_visible()
    table.keyboard.press("s")
    date_from_source(table, "2024-03")
    shows_anew(table, "3 have the date 2024-03 now.")
    table.keyboard.press("a")
    expect(table.get_by_text("5 chosen")).to_be_visible()
    table.keyboard.press("a")
    expect(table.get_by_text("5 chosen")).to_have_count(0)
    # Without ticks, the row is meant.
    table.set_viewport_size({"width": 390, "height": 800})
    table.keyboard.press("s")
    assert table.evaluate("document.documentElement.scrollWidth <= innerWidth")
    table.keyboard.type("Evening Post")
    table.keyboard.press("Enter")
    expect(table.get_by_text("1 has the source Evening Post now.")).to_be_visible()
    expect(table.locator('input[name="item"]:checked')).to_have_count(0)


def test_a_job_shows_how_far_it_is_and_the_table_follows(
    table: Page, check_accessibility: Callable[[], None]
) -> None:
    batch = ImportBatch.objects.get()
    ImportItem.objects.update(match=None, match_kind="")
    queueing.queue(batch=batch, by=None)
    table.reload()
    expect(table.get_by_text("0 of 5")).to_be_visible()
    check_accessibility()
    queueing.commit_queued(batch_id=batch.pk, processes=1)
    expect(table.locator("#progress").get_by_text("imported")).to_be_visible()
    expect(table.locator("[data-row] .state-queued")).to_have_count(0)
    expect(table.locator("[data-row] .state-committed").first).to_be_visible()


def test_the_table_comes_when_the_first_file_is_read_though_the_page_is_slow(
    desk: Page, live_server: LiveServer
) -> None:
    file = make_file(make_batch(), state="reading")
    desk.goto(f"{live_server.url}/admin/articles/importbatch/{file.batch_id}/change/")
    expect(desk.get_by_text("being read", exact=True)).to_be_visible()

    def answer_late(route: Route) -> None:
        time.sleep(2.5)
        route.continue_()

    desk.route("**/change/", answer_late)
    make_item(file.batch, title="Low water")
    ImportFile.objects.filter(pk=file.pk).update(state="read")
    expect(desk.locator("[data-row]")).to_have_count(1)


def test_a_long_name_of_a_language_is_cut_and_not_broken(
    desk: Page, live_server: LiveServer
) -> None:
    item = make_item(make_batch(), title="Low water", language="nn", status="dismissed")
    desk.goto(f"{live_server.url}/admin/articles/importbatch/{item.batch_id}/change/")
    name = desk.locator("td.column-language .cell-text")
    expect(name).to_have_attribute("title", "Norwegian Nynorsk")
    lines = name.evaluate("e => e.scrollHeight / parseFloat(getComputedStyle(e).lineHeight)")
    assert lines < 2


@pytest.mark.parametrize("width", [1024, 390])
def test_the_preview_opens_over_a_narrow_table(table: Page, width: int) -> None:
    table.set_viewport_size({"width": width, "height": 800})
    pane = table.locator("#preview")
    expect(pane).to_be_hidden()
    table.locator("[data-row] .column-state").nth(1).click()
    expect(pane).to_be_visible()
    expect(pane).to_contain_text("The harbour closes")
    table.get_by_role("button", name="Close the preview").click()
    expect(pane).to_be_hidden()
    assert table.evaluate("document.documentElement.scrollWidth <= innerWidth")
