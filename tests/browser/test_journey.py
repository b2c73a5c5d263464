"""The main job, from an empty archive to two articles compared, as somebody does it."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from django.contrib.auth.models import User
from playwright.sync_api import Locator, Page, expect
from pytest_django.live_server_helper import LiveServer

from annotations.models import Annotation, Entity, Kind
from articles.models import Article

pytestmark = pytest.mark.browser

FIRST = "000_f7c483b245061379.txt"
SECOND = "001_e80cc91564b2f7c4.txt"


def test_from_an_empty_archive_to_two_articles_compared(
    page: Page,
    live_server: LiveServer,
    administrator: User,
    sign_in: Callable[[User], None],
    check_accessibility: Callable[[], None],
    shared_dir: Path,
) -> None:
    sign_in(administrator)
    expect(page).to_have_url(f"{live_server.url}/archive/")
    check_accessibility()

    import_both(page, shared_dir / "seeds", check_accessibility)

    page.get_by_role("link", name="Archive", exact=True).click()
    page.get_by_role("searchbox").fill("Shamkhani")
    page.get_by_role("searchbox").press("Enter")
    expect(page).to_have_url(re.compile("q=Shamkhani"))
    expect(page.locator("mark", has_text="Shamkhani").first).to_be_visible()
    expect(page.get_by_text("2 articles")).to_be_visible()
    check_accessibility()

    for tick in page.get_by_role("checkbox", name=re.compile("^Choose")).all():
        tick.check()
    page.get_by_role("button", name="Open side by side").click()
    page.wait_for_url(re.compile("/projects/general/compare/"))
    asharq = pane_of(page, "Shamkhani, Senior Director")
    other = pane_of(page, "Top Iranian official")

    mark_entity(page, asharq, "Sergey Shoigu")
    page.keyboard.press("Enter")
    expect(asharq.locator("mark.k-entity")).to_have_text("Sergey Shoigu")
    mark_entity(page, other, "Sergei Shoigu")
    expect(page.get_by_role("radio", name=re.compile("^Sergey Shoigu"))).to_be_checked()
    page.keyboard.press("Enter")
    expect(other.locator("mark.k-entity")).to_have_text("Sergei Shoigu")

    mark_claim(page, asharq, "Shamkhani’s appointment was made official", "asserts", new=True)
    mark_claim(page, other, "the regime declared him the primary official", "attributes", new=False)
    mark_stance(page, asharq, "brave policies")

    claims = page.locator("#claims-table tbody tr", has_text="Iran made Shamkhani")
    entities = page.locator("#entities-table tbody tr", has_text="Sergey Shoigu")

    if first_pane_title(page).startswith("Top"):
        entity_names = ["Sergei Shoigu", "Sergey Shoigu"]
    else:
        entity_names = ["Sergey Shoigu", "Sergei Shoigu"]
    expect(entities.locator("td")).to_have_text(entity_names)
    expect(claims).to_contain_text("asserts")
    expect(claims).to_contain_text("attributes")
    check_accessibility()

    page.reload()
    expect(entities.locator("td")).to_have_text(entity_names)
    expect(claims).to_contain_text("asserts")
    expect(claims).to_contain_text("attributes")
    expect(page.locator("mark.k-stance")).to_have_text("brave policies")

    shoigu = Entity.objects.get()
    assert {shoigu.name, *shoigu.aliases} == {"Sergey Shoigu", "Sergei Shoigu"}
    assert sorted(Annotation.objects.values_list("kind", flat=True)) == sorted(
        [Kind.ENTITY, Kind.ENTITY, Kind.CLAIM, Kind.CLAIM, Kind.STANCE]
    )
    for annotation in Annotation.objects.select_related("version"):
        assert annotation.version.body[annotation.start : annotation.end] == annotation.quote


def import_both(page: Page, seeds: Path, check_accessibility: Callable[[], None]) -> None:
    """Bring both files in, accept the proposed source of one and name the other's."""
    page.get_by_role("link", name="Import", exact=True).click()
    check_accessibility()
    page.locator("#files").set_input_files([seeds / FIRST, seeds / SECOND])
    page.wait_for_url("**/change/")
    # Beside the table, the preview of the row that came first may ask the same.
    row = page.locator("tr", has_text=FIRST)
    row.get_by_role("button", name="Accept Asharq Al-Awsat").click()
    expect(page.get_by_role("button", name="Accept Asharq Al-Awsat")).to_have_count(0)
    other = page.locator("tr", has_text=SECOND)
    source = other.get_by_placeholder("no source")
    source.fill("EA WorldView")
    source.press("Enter")
    expect(other.get_by_text("Saved")).to_be_visible()
    check_accessibility()
    page.get_by_role("button", name="Import all 2 ready").click()
    expect(page.get_by_role("link", name="imported 2")).to_be_visible()
    assert sorted(Article.objects.values_list("source__name", flat=True)) == [
        "Asharq Al-Awsat",
        "EA WorldView",
    ]


def pane_of(page: Page, title: str) -> Locator:
    return page.locator("[data-pane]", has=page.get_by_role("heading", name=re.compile(title)))


def select(page: Page, pane: Locator, words: str) -> None:
    """Select `words` without touching the mouse: find them in the text and leave the field."""
    pane.locator("[data-text]").focus()
    page.keyboard.press("f")
    page.keyboard.type(words)
    page.keyboard.press("Escape")
    page.wait_for_function("words => getSelection().toString() === words", arg=words)


def mark_entity(page: Page, pane: Locator, name: str) -> None:
    select(page, pane, name)
    page.keyboard.press("e")
    expect(page.get_by_role("textbox", name=re.compile("^Entity"))).to_be_focused()


def mark_claim(page: Page, pane: Locator, words: str, rendering: str, *, new: bool) -> None:
    select(page, pane, words)
    page.keyboard.press("c")
    statement = page.get_by_role("textbox", name=re.compile("^Claim"))
    expect(statement).to_be_focused()
    if new:
        statement.fill("Iran made Shamkhani coordinator for Syria.")
        page.get_by_role("radio", name=re.compile("^New claim .*Iran made")).check()
    else:
        page.get_by_role("radio", name="Iran made Shamkhani coordinator for Syria.").check()
    page.get_by_role("radio", name=rendering).check()
    page.keyboard.press("Control+Enter")
    expect(pane.locator("mark.k-claim")).to_have_text(words)


def mark_stance(page: Page, pane: Locator, words: str) -> None:
    select(page, pane, words)
    page.keyboard.press("s")
    page.get_by_role("radio", name="favours").check()
    page.get_by_role("textbox", name=re.compile("^Towards")).fill("Sergey Shoigu")
    page.get_by_role("radio", name=re.compile("^Sergey Shoigu")).last.check()
    page.keyboard.press("Control+Enter")
    expect(pane.locator("mark.k-stance")).to_have_text(words)


def first_pane_title(page: Page) -> str:
    return page.locator("[data-pane]").first.get_by_role("heading").first.inner_text()
