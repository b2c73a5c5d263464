"""The reader in Chromium: from the navigation to the text with its highlights on the screen."""

import json
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from statistics import median

from playwright.sync_api import BrowserContext, Page, sync_playwright

from benchmarks.bench import Bench, Subject, run
from benchmarks.figures import Figure, kilobytes
from benchmarks.subjects import READ, SLUG
from newsarchive.static import collect_static_files

CHROMIUM = "/usr/bin/chromium"
ARGUMENTS = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
)
WARM_OPENINGS = 5
_LONGEST_SECONDS = 90
_LOOK_MS = 25

# Looked at before each frame; the time is taken when the frame after the one that has everything is
# about to be made, so what was missing is on the screen.
_WATCH = """
(() => {
  const painted = (marks, text) => document.body && document.body.textContent.includes(text)
    && document.querySelectorAll("main mark").length >= marks;
  const look = () => {
    if (painted(%d, %s)) requestAnimationFrame(() => { window.painted = performance.now(); });
    else requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
})();
"""


@dataclass(frozen=True, slots=True)
class Opening:
    """One opening: milliseconds until painted, bytes and requests over the network."""

    milliseconds: float
    received: int
    requests: int


def measure(bench: Bench) -> Iterator[Figure]:
    site = f"http://127.0.0.1:{bench.port}"
    # Before Playwright's event loop runs in this thread: then Django refuses to ask the database.
    session = bench.session
    collect_static_files()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM, args=ARGUMENTS.split(), headless=True
        )
        for name in READ:
            subject = bench.subjects[name]
            context = browser.new_context(viewport={"width": 1400, "height": 900})
            context.add_cookies([{"name": "sessionid", "value": session, "url": site}])
            address = f"{site}/projects/{SLUG}/read/{subject.article}/"
            cold = _open(context, address, subject)
            warm = [_open(context, address, subject) for _ in range(WARM_OPENINGS)]
            context.close()
            yield Figure(
                f"reader, Chromium: {subject.annotations:,} annotations painted",
                f"{subject.characters:,} characters",
                f"warm {median(one.milliseconds for one in warm):,.0f} ms, "
                f"first {cold.milliseconds:,.0f} ms; "
                f"{kilobytes(warm[-1].received)} in {warm[-1].requests} requests, "
                f"first {kilobytes(cold.received)} in {cold.requests}",
            )
        browser.close()


def _open(context: BrowserContext, address: str, subject: Subject) -> Opening:
    page = context.new_page()
    network = context.new_cdp_session(page)
    network.send("Network.enable")
    loaded: list[float] = []
    network.on("Network.loadingFinished", lambda event: loaded.append(event["encodedDataLength"]))
    page.add_init_script(_WATCH % (subject.annotations, json.dumps(subject.opening)))
    page.goto(address, wait_until="commit")
    milliseconds = _painted(page)
    page.wait_for_load_state("networkidle")
    page.close()
    return Opening(milliseconds, int(sum(loaded)), sum(1 for size in loaded if size))


def _painted(page: Page) -> float:
    """When the page had painted everything, in milliseconds after the navigation began.

    Asked for again and again: Playwright's own waiting evaluates strings, which the site's policy
    forbids. Raises RuntimeError when it does not come.
    """
    end = time.monotonic() + _LONGEST_SECONDS
    while time.monotonic() < end:
        if (milliseconds := page.evaluate("window.painted")) is not None:
            return float(milliseconds)
        page.wait_for_timeout(_LOOK_MS)
    raise RuntimeError(f"{page.url} was not painted within {_LONGEST_SECONDS} seconds")


if __name__ == "__main__":
    sys.exit(run(measure))
