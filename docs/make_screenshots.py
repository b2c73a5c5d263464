"""Makes the pictures of the guide from the sample, so that they show no text of others.

    bin/run --data /tmp/pictures --port 8200    # in another terminal, a new folder; load the sample
    .venv/bin/python docs/make_screenshots.py SIGN-IN-LINK

Needs Chromium (or $CHROMIUM) and the development requirements.
"""

import os
import re
import shutil
import sys
from pathlib import Path
from urllib.parse import urljoin

from invented_articles import files
from playwright.sync_api import FilePayload, Page, sync_playwright

HERE = Path(__file__).resolve().parent
IMAGES = HERE / "images"
CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or "/usr/bin/chromium"
SWITCHES = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]


def main(link: str) -> None:
    IMAGES.mkdir(exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=SWITCHES)
        context = browser.new_context(
            viewport={"width": 1200, "height": 760}, reduced_motion="reduce", color_scheme="light"
        )
        page = context.new_page()
        page.goto(link)
        compare(page, link)
        reader(page, link)
        desk(page, link)
        importing(page, link)
        revised_article(page, link)
        archive(page, link)
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
    page.get_by_role("link", name="Tables").click()
    page.mouse.move(0, 0)
    keep(page, "tables")


def reader(page: Page, link: str) -> None:
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
        keep(page, name, height=540 if name == "codebook" else None)


def importing(page: Page, link: str) -> None:
    page.goto(urljoin(link, "/admin/articles/importbatch/add/"))
    keep(page, "import")
    page.set_input_files(
        "#files",
        [
            FilePayload(name=name, mimeType="text/plain", buffer=content.encode())
            for name, content in files()
        ],
    )
    page.wait_for_url("**/change/", timeout=120_000)
    page.wait_for_timeout(15_000)  # what recurs in all of them is counted a moment later
    page.reload()
    batch = page.url
    page.locator("[data-row]").filter(has_text="neighbours to tea").locator(".column-state").click()
    page.wait_for_timeout(600)
    keep(page, "import-table")
    page.locator("[data-row]").filter(has_text="340 jobs").locator("a.item-name").click()
    page.wait_for_url("**/item/**")
    keep(page, "import-lines")
    page.goto(batch)
    page.get_by_role("link", name="Say what the columns mean").click()
    page.locator("#mapping").wait_for()
    keep(page, "import-mapping")
    page.goto(batch)
    page.locator("[data-row]").filter(has_text="corrects its figure").locator("a.item-name").click()
    page.wait_for_url("**/item/**")
    keep(page, "import-match")
    page.locator("#decide-version").click()
    page.wait_for_timeout(600)
    page.goto(batch)
    page.get_by_role("button", name=re.compile("^Import all")).click()
    page.wait_for_timeout(2_000)


def revised_article(page: Page, link: str) -> None:
    page.goto(urljoin(link, "/projects/sample-the-blue-river/waiting/"))
    for key in "jj1":  # what has only moved is confirmed
        page.keyboard.press(key)
    page.locator("[data-undo]").wait_for()
    page.keyboard.press("k")
    page.keyboard.press("k")
    keep(page, "waiting")
    page.get_by_role("link", name="corrects its figure").first.click()
    page.wait_for_timeout(400)
    keep(page, "revised")
    changed = page.locator(".card[data-state=changed]").first
    history = changed.locator(".card-history")
    address = history.get_attribute("href") or ""
    page.get_by_role("link", name="text version 2").click()
    page.wait_for_url("**/versions/2/")
    keep(page, "versions")
    page.goto(urljoin(link, address))
    keep(page, "history", height=480)


def archive(page: Page, link: str) -> None:
    page.goto(urljoin(link, "/archive/"))
    keep(page, "archive", height=620)


def keep(page: Page, name: str, *, height: float | None = None) -> None:
    """Write what is visible, or so many pixels of it from above."""
    page.wait_for_timeout(400)
    size = page.viewport_size or {"width": 0, "height": 0}
    page.screenshot(
        path=IMAGES / f"{name}.png",
        clip={"x": 0, "y": 0, "width": size["width"], "height": height or size["height"]},
    )


if __name__ == "__main__":
    main(sys.argv[1])
