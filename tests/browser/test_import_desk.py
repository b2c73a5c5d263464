"""Importing in the browser: bring files, move through the table, correct, import, undo."""

import io
import zipfile
from collections.abc import Callable

import pytest
from django.contrib.auth.models import User
from django.contrib.sessions.models import Session
from playwright.sync_api import FilePayload, Page, Route, expect
from pytest_django.live_server_helper import LiveServer

from articles.models import Article, ImportBatch, ImportItem
from articles.services import batches, queueing
from newsarchive.sign_in import sign_in_path
from tests.articles.texts import herald_page, plain_page
from tests.factories import make_batch

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

expect.set_options(timeout=15_000)  # reading a text takes seconds where others work, too

DROP = """(files) => {
  const transfer = new DataTransfer();
  for (const [name, text] of files) transfer.items.add(new File([text], name));
  document.body.dispatchEvent(
    new DragEvent("drop", { dataTransfer: transfer, bubbles: true, cancelable: true }));
}"""
BODY = "The council voted on Monday to close the old {} hall. Its friends dispute it strongly {}."


def text_file(name: str, content: bytes) -> FilePayload:
    return {"name": name, "mimeType": "text/plain", "buffer": content}


def numbered(number: int) -> bytes:
    return plain_page(title=f"Story {number} of the harbour", number=number)


@pytest.fixture
def desk(
    page: Page, live_server: LiveServer, administrator: User, sign_in: Callable[[User], None]
) -> Page:
    """The import desk, signed in."""
    sign_in(administrator)
    page.goto(f"{live_server.url}/admin/articles/importbatch/add/")
    return page


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


def test_files_are_looked_at_corrected_imported_and_undone(
    desk: Page, check_accessibility: Callable[[], None]
) -> None:
    check_accessibility()
    files = [text_file("a.txt", herald_page()), text_file("b.txt", plain_page())]
    desk.set_input_files("#files", files)
    desk.wait_for_url("**/change/", timeout=60_000)  # the first file of a process loads its models
    check_accessibility()
    desk.get_by_role("button", name="Accept Port Ellery Herald").first.click()
    expect(desk.get_by_role("button", name="Accept Port Ellery Herald")).to_have_count(0)

    desk.get_by_role("link", name="a.txt").click()
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
    desk.locator("h1").click()
    is_first = ImportItem.objects.get(name="a.txt").position == 1
    desk.keyboard.press("n" if is_first else "p")
    expect(desk.get_by_role("heading", level=1)).to_have_text("Council closes ferry pier")
    check_accessibility()

    desk.get_by_role("link", name=f"Import {ImportBatch.objects.get().pk}").click()
    desk.get_by_role("button", name="Import all 2 ready").click()
    expect(desk.get_by_text("2 articles imported.")).to_be_visible()
    article = Article.objects.get(title="Pier to close")
    assert article.source is not None
    assert article.source.name == "Port Ellery Herald"
    assert article.current_version is not None
    assert article.current_version.body.startswith("Select Page")
    check_accessibility()
    desk.get_by_role("link", name="Report").click()
    check_accessibility()
    desk.go_back()

    desk.get_by_text("Undo this import").click()
    desk.get_by_role("button", name="Delete 2 articles").click()
    expect(desk.get_by_text("Undone: 2 articles deleted.")).to_be_visible()
    assert not Article.objects.exists()


def test_many_files_and_an_archive_are_dropped_anywhere(desk: Page) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for number in range(100, 105):
            archive.writestr(f"week/{number}.txt", numbered(number))
    desk.evaluate(DROP, [[f"{number}.txt", numbered(number).decode()] for number in range(60)])
    expect(desk.locator("[data-uploads]")).to_be_visible()
    expect(desk.get_by_text("of 60 uploaded")).to_be_visible()
    desk.wait_for_url("**/change/", timeout=60_000)
    batch = ImportBatch.objects.get()
    assert batch.items.count() == 60
    desk.get_by_role("link", name="Add files").click()
    archive_file = {"name": "a.zip", "mimeType": "application/zip", "buffer": packed.getvalue()}
    again = text_file("7.txt", numbered(7))
    asked: list[str] = []
    desk.on("request", lambda request: asked.append(request.url))
    desk.set_input_files("#files", [again, FilePayload(**archive_file)])  # type: ignore[typeddict-item]
    desk.wait_for_url("**/change/", timeout=30_000)
    assert sum(url.endswith("/upload/") for url in asked) == 1
    assert batch.items.count() == 65
    assert desk.locator("[data-row]").count() == 65


def test_files_that_were_not_sent_are_tried_again(desk: Page) -> None:
    failures = iter([True, True, True])

    def answer(route: Route) -> None:
        if next(failures, False):
            route.abort()
        else:
            route.continue_()

    desk.route("**/upload/", answer)
    files = [text_file(f"{number}.txt", numbered(number)) for number in range(3)]
    desk.set_input_files("#files", files)
    expect(desk.get_by_text("The connection was lost.")).to_have_count(3)
    desk.get_by_role("button", name="Try again").first.click()
    expect(desk.get_by_text("1 of 3 uploaded, 2 not sent")).to_be_visible()
    desk.get_by_role("button", name="Try all again").click()
    desk.wait_for_url("**/change/")
    assert ImportBatch.objects.get().items.count() == 3


def test_uploads_after_the_session_ended_wait_until_one_is_signed_in_again(
    desk: Page, administrator: User, live_server: LiveServer
) -> None:
    Session.objects.all().delete()
    files = [text_file(f"{number}.txt", numbered(number)) for number in range(2)]
    desk.set_input_files("#files", files)
    expect(desk.get_by_text("You are not signed in any more.")).to_have_count(2)
    other = desk.context.new_page()
    administrator.refresh_from_db()
    other.goto(live_server.url + sign_in_path(administrator))
    other.close()
    desk.get_by_role("button", name="Try all again").click()
    desk.wait_for_url("**/change/")
    assert ImportBatch.objects.get().items.count() == 2


def test_uploads_are_cancelled_and_what_arrived_stays(
    desk: Page, check_accessibility: Callable[[], None]
) -> None:
    held: list[Route] = []
    desk.route("**/upload/", lambda route: held.append(route))
    files = [text_file(f"{number}.txt", numbered(number)) for number in range(200)]
    desk.set_input_files("#files", files)
    expect(desk.get_by_text("197 more wait")).to_be_visible()
    assert desk.locator(".upload").count() == 3
    held.pop(0).continue_()
    expect(desk.get_by_text("1 of 200 uploaded")).to_be_visible()
    check_accessibility()
    desk.get_by_role("button", name="Cancel", exact=True).first.click()
    expect(desk.get_by_text("1 of 200 uploaded, 1 cancelled")).to_be_visible()
    desk.get_by_role("button", name="Cancel all").click()
    expect(desk.get_by_text("1 of 200 uploaded, 199 cancelled")).to_be_visible()
    desk.get_by_role("link", name="Go on to what arrived").click()
    desk.wait_for_url("**/change/")
    assert desk.locator("[data-row]").count() == 1


def test_a_pasted_text_is_staged(desk: Page) -> None:
    desk.get_by_label("Or paste a text").fill(plain_page().decode())
    desk.get_by_role("button", name="Look at what they become").click()
    desk.wait_for_url("**/change/")
    expect(desk.locator("[data-row] textarea")).to_have_value("Council closes ferry pier")


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
    expect(table.get_by_text("1 left out.")).to_be_visible()
    table.keyboard.press("j")
    table.keyboard.press("i")
    expect(table.get_by_text("1 article imported.")).to_be_visible()
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
    assert ImportItem.objects.filter(source__name="Evening Post").count() == 2
    assert "q=railway" in table.url
    table.get_by_label("choose the one that matches the filter").check()
    table.get_by_text("Set for chosen").click()
    table.locator("#bulk-language").fill("French")
    table.get_by_role("button", name="Set language").click()
    expect(table.get_by_text("1 has the language French now.")).to_be_visible()


def test_columns_are_given_a_meaning(desk: Page, check_accessibility: Callable[[], None]) -> None:
    lines = [f"Story {n};{BODY.format('town', n)};2024-03-0{n}" for n in range(1, 4)]
    desk.set_input_files("#files", [text_file("t.csv", "\n".join(["a;b;c", *lines]).encode())])
    desk.wait_for_url("**/change/")
    desk.get_by_role("link", name="Say what the columns mean").click()
    check_accessibility()
    desk.get_by_label("a", exact=True).select_option("Title")
    expect(desk.get_by_role("region", name="The first records")).to_contain_text("Story 1")
    desk.get_by_label("b", exact=True).select_option("Title")
    expect(desk.get_by_text("are both chosen as title")).to_be_visible()
    desk.get_by_label("b", exact=True).select_option("Text of the article")
    desk.get_by_label("c", exact=True).select_option("Date")
    expect(desk.get_by_role("region", name="The first records")).to_contain_text("2024-03-01")
    check_accessibility()
    desk.get_by_role("button", name="Use it and read the file").click()
    desk.wait_for_url("**/change/")
    expect(desk.get_by_text("is being read").first).to_be_visible()


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
