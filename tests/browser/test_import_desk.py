"""Importing in the browser: bring files, say what they are, correct, import, undo."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from articles.models import Article, ImportBatch, ImportFile, ImportItem
from articles.services.staging import read_file
from tests.articles.texts import herald_page, plain_page
from tests.browser.import_files import BODY, text_file

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_files_are_looked_at_corrected_imported_and_undone(
    desk: Page, check_accessibility: Callable[[], None]
) -> None:
    check_accessibility()
    files = [text_file("a.txt", herald_page()), text_file("b.txt", plain_page())]
    desk.set_input_files("#files", files)
    desk.wait_for_url("**/change/")
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

    desk.set_viewport_size({"width": 390, "height": 800})
    desk.get_by_text("Undo this import").click()
    asked = desk.get_by_text("Deletes the 2 articles it made.").bounding_box()
    assert asked is not None
    assert asked["x"] > 0
    desk.get_by_role("button", name="Delete 2 articles").click()
    expect(desk.get_by_text("Undone: 2 articles deleted.")).to_be_visible()
    assert not Article.objects.exists()


def test_an_uncertain_encoding_is_chosen_from_how_its_lines_read(
    desk: Page, check_accessibility: Callable[[], None]
) -> None:
    lines = [f"Café {n},{BODY.format('town', n)} Das Café schließt.".encode() for n in range(4)]
    lines.append(f"Fähre,{BODY.format('ferry', 5)} Die Fähre fährt.".encode("cp1252"))
    desk.set_input_files("#files", [text_file("t.csv", b"\n".join([b"title,text", *lines]))])
    desk.wait_for_url("**/change/")
    expect(desk.get_by_text("waits for its encoding")).to_be_visible()
    check_accessibility()
    desk.get_by_role("link", name="Choose its encoding").click()
    expect(desk.get_by_role("heading", level=1)).to_have_text("Which of these reads well?")
    expect(desk.get_by_text("bytes in line 6 that are not")).to_be_visible()
    check_accessibility()
    first = desk.get_by_role(
        "button", name="Unicode (utf-8), and Western European (windows-1252) where it is not"
    )
    expect(first).to_contain_text("Die Fähre fährt.")
    first.focus()
    first.press("Enter")
    desk.wait_for_url("**/change/")
    expect(desk.get_by_text("is being read as utf-8+cp1252")).to_be_visible()
    file = ImportFile.objects.get()
    assert (file.state, file.options["encoding"]) == ("reading", "utf-8+cp1252")
    read_file(file_id=file.pk, processes=1)
    desk.reload()
    expect(desk.get_by_role("link", name="t.csv, record 5")).to_be_visible()
    desk.goto(desk.url.replace(f"{file.batch_id}/change/", f"file/{file.pk}/mapping/"))
    check_accessibility()
    desk.get_by_role("combobox", name="Encoding").select_option("windows-1250")
    desk.get_by_role("button", name="Read again", exact=True).click()
    expect(desk.get_by_text("is being read as windows-1250")).to_be_visible()
    assert not ImportItem.objects.exists()


def test_columns_are_given_a_meaning(desk: Page, check_accessibility: Callable[[], None]) -> None:
    lines = [f"Story {n};{BODY.format('town', n)};2024-03-0{n}" for n in range(1, 4)]
    desk.set_input_files("#files", [text_file("t.csv", "\n".join(["a;b;c", *lines]).encode())])
    desk.wait_for_url("**/change/")
    desk.get_by_role("link", name="Say what the columns mean").click()
    desk.wait_for_url("**/mapping/")
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
