"""Makes the pictures of the guide from the sample, so that they show no text of others.

    bin/run --data /tmp/pictures --port 8200    # in another terminal; load the sample there
    .venv/bin/python docs/make_screenshots.py SIGN-IN-LINK

Needs Chromium (or $CHROMIUM) and the development requirements.
"""

import os
import re
import shutil
import sys
from pathlib import Path
from urllib.parse import urljoin

from playwright.sync_api import Page, sync_playwright

HERE = Path(__file__).resolve().parent
IMAGES = HERE / "images"
SAMPLE = HERE.parent / "annotations" / "sample"
CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or "/usr/bin/chromium"
SWITCHES = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]


def main(link: str) -> None:
    IMAGES.mkdir(exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=SWITCHES)
        context = browser.new_context(
            viewport={"width": 1440, "height": 900}, reduced_motion="reduce", color_scheme="light"
        )
        page = context.new_page()
        page.goto(link)
        compare(page, link)
        reader(page, link)
        desk(page, link)
        importing(page, link)
        phone(page, link)
        browser.close()


def compare(page: Page, link: str) -> None:
    page.goto(urljoin(link, "/projects/sample-the-blue-river/"))
    for tick in page.locator("main input[type=checkbox]").all():
        tick.check()
    page.get_by_role("button", name=re.compile("side by side")).click()
    page.wait_for_url("**/compare/**")
    page.locator("mark.k-claim").first.click()
    keep(page, "compare")
    page.emulate_media(color_scheme="dark")
    keep(page, "compare-dark")
    page.emulate_media(color_scheme="light")
    page.locator("#claims-table").scroll_into_view_if_needed()
    page.mouse.wheel(0, 2000)
    keep(page, "tables")


def reader(page: Page, link: str) -> None:
    page.goto(urljoin(link, "/archive/"))
    keep(page, "archive")
    page.goto(urljoin(link, "/projects/sample-the-blue-river/"))
    page.locator("main table a, main li a").filter(has_text="Dye leak").first.click()
    page.locator("[data-text]").focus()
    page.keyboard.press("f")
    page.keyboard.type("Ms. Roswick")
    page.keyboard.press("Escape")
    keep(page, "reader")
    page.keyboard.press("e")
    page.locator("[data-desk-form]").wait_for()
    keep(page, "form")


def desk(page: Page, link: str) -> None:
    for name in ("claims", "entities", "codebook", "export"):
        page.goto(urljoin(link, f"/projects/sample-the-blue-river/{name}/"))
        if name in ("claims", "entities"):
            page.locator(f"main a[href*='/{name}/']").filter(
                has_text=re.compile("Brandt|200")
            ).first.click()
        keep(page, name)


def importing(page: Page, link: str) -> None:
    desk = urljoin(link, "/admin/articles/importbatch/add/")
    page.goto(desk)
    keep(page, "import")
    pages = [
        {
            "name": f"week 12/{path.name}",
            "mimeType": "text/plain",
            "buffer": path.read_bytes()
            + f"\n\nEdition {number} carried this line, too.\n".encode(),
        }
        for path in sorted(SAMPLE.glob("*.txt"))
        for number in range(1, 4)
    ]
    rows = (
        f"Report {n} from the river;The dye was seen again at kilometre {n}.;2024-05-0{n}"
        for n in range(1, 6)
    )
    table = {
        "name": "field notes.csv",
        "mimeType": "text/csv",
        "buffer": "\n".join(["a;b;c", *rows]).encode(),
    }
    page.set_input_files("#files", [*pages, table])
    page.wait_for_url("**/change/", timeout=120_000)
    page.locator("[data-row]").nth(1).locator(".column-state").click()
    page.wait_for_timeout(600)
    keep(page, "import-table")
    page.locator("a.item-name").first.click()
    page.wait_for_url("**/item/**")
    keep(page, "import-lines")
    page.go_back()
    page.get_by_role("link", name="Say what the columns mean").click()
    keep(page, "import-mapping")


def phone(page: Page, link: str) -> None:
    page.set_viewport_size({"width": 390, "height": 780})
    page.goto(urljoin(link, "/archive/"))
    page.locator("[data-title]").last.click()
    page.wait_for_url("**/read/**")
    keep(page, "phone")


def keep(page: Page, name: str) -> None:
    page.wait_for_timeout(400)
    page.screenshot(path=IMAGES / f"{name}.png")


if __name__ == "__main__":
    main(sys.argv[1])
