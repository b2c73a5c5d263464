"""Bringing files in: dropped, cancelled, tried again, pasted."""

import io
import zipfile
from collections.abc import Callable

import pytest
from django.contrib.auth.models import User
from django.contrib.sessions.models import Session
from django.db import transaction
from playwright.sync_api import FilePayload, Page, Route, expect
from pytest_django.live_server_helper import LiveServer

from articles.models import ImportBatch
from newsarchive.sign_in import sign_in_path
from tests.articles.texts import plain_page
from tests.browser.import_files import numbered, text_file
from tests.factories import make_batch

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

DROP = """(files) => {
  const transfer = new DataTransfer();
  for (const [name, text] of files) transfer.items.add(new File([text], name));
  document.body.dispatchEvent(
    new DragEvent("drop", { dataTransfer: transfer, bubbles: true, cancelable: true }));
}"""

# A drop of files that were deleted meanwhile: only the browser's own entries fail so.
DROP_BROKEN = """(files) => {
  const refuse = (found, fail) => fail(new DOMException("gone", "NotFoundError"));
  const folder = (name, some) => {
    const readEntries = (found, fail) => (some ? found(some.splice(0)) : refuse(found, fail));
    return { name, isDirectory: true, createReader: () => ({ readEntries }) };
  };
  const entries = files.map(([name, text]) => text === null
    ? { name, isFile: true, file: refuse }
    : { name, isFile: true, file: (found) => found(new File([text], name)) });
  const dropped = [folder("locked"), folder("week", entries)];
  const event = new Event("drop", { bubbles: true, cancelable: true });
  event.dataTransfer = {
    types: ["Files"],
    items: dropped.map((entry) => ({ kind: "file", webkitGetAsEntry: () => entry })),
  };
  document.body.dispatchEvent(event);
}"""


def test_many_files_and_an_archive_are_dropped_anywhere(desk: Page) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for number in range(100, 105):
            archive.writestr(f"week/{number}.txt", numbered(number))
    held: list[Route] = []
    shown: list[bool] = []
    desk.route("**/upload/", lambda route: route.continue_() if shown else held.append(route))
    desk.evaluate(DROP, [[f"{number}.txt", numbered(number).decode()] for number in range(60)])
    expect(desk.get_by_text("0 of 60 uploaded")).to_be_visible()
    while len(held) < 3:
        desk.wait_for_timeout(20)
    shown.append(True)
    for route in held:
        route.continue_()
    desk.wait_for_url("**/change/")
    batch = ImportBatch.objects.get()
    assert batch.items.count() == 60
    desk.get_by_role("link", name="Add files").click()
    archive_file = {"name": "a.zip", "mimeType": "application/zip", "buffer": packed.getvalue()}
    again = text_file("7.txt", numbered(7))
    asked: list[str] = []
    desk.on("request", lambda request: asked.append(request.url))
    desk.set_input_files("#files", [again, FilePayload(**archive_file)])  # type: ignore[typeddict-item]
    desk.wait_for_url("**/change/")
    assert sum(url.endswith("/upload/") for url in asked) == 1
    assert batch.items.count() == 65
    expect(desk.locator("#state-all")).to_have_text("all 65")


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
    while len(held) < 3:  # The rows show before their requests come by.
        desk.wait_for_timeout(20)
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


def test_what_cannot_be_read_of_a_drop_is_told_and_all_else_is_sent(desk: Page) -> None:
    files = [[f"{number}.txt", numbered(number).decode()] for number in range(3)]
    desk.evaluate(DROP_BROKEN, [["0-gone.txt", None], *files])
    expect(desk.get_by_text("3 of 5 uploaded, 2 not sent")).to_be_visible()
    expect(desk.get_by_text("The browser could not read it.")).to_be_visible()
    expect(desk.get_by_text("week/0-gone.txt")).to_be_visible()
    expect(desk.get_by_text("could not list what is in it")).to_be_visible()
    desk.get_by_role("link", name="Go on to what arrived").click()
    desk.wait_for_url("**/change/")
    assert ImportBatch.objects.get().items.count() == 3


def test_what_is_cancelled_before_the_import_exists_is_never_sent(desk: Page) -> None:
    held: list[Route] = []
    sent: list[str] = []
    desk.route("**/start/", lambda route: held.append(route))
    desk.on("request", lambda request: sent.append(request.url))
    desk.set_input_files("#files", [text_file(f"{n}.txt", numbered(n)) for n in range(3)])
    desk.get_by_role("button", name="Cancel", exact=True).first.click()
    while not held:
        desk.wait_for_timeout(20)
    held.pop().continue_()
    expect(desk.get_by_text("2 of 3 uploaded, 1 cancelled")).to_be_visible()
    assert sum(address.endswith("/upload/") for address in sent) == 2
    assert ImportBatch.objects.get().items.count() == 2


def test_what_the_server_has_whole_is_waited_for_and_not_called_cancelled(
    desk: Page, live_server: LiveServer
) -> None:
    batch = make_batch()
    desk.goto(f"{live_server.url}/admin/articles/importbatch/add/?batch={batch.pk}")
    with transaction.atomic():
        ImportBatch.objects.select_for_update().get(pk=batch.pk)
        desk.set_input_files("#files", [text_file("1.txt", numbered(1))])
        expect(desk.get_by_text("being read")).to_be_visible()
        expect(desk.get_by_role("button", name="Cancel", exact=True)).to_be_hidden()
        desk.get_by_role("button", name="Cancel all").click()
    desk.wait_for_url("**/change/")
    assert batch.items.count() == 1


def test_a_pasted_text_is_staged(desk: Page) -> None:
    desk.get_by_label("Or paste a text").fill(plain_page().decode())
    desk.get_by_role("button", name="Look at what they become").click()
    desk.wait_for_url("**/change/")
    expect(desk.locator("[data-row] textarea")).to_have_value("Council closes ferry pier")
