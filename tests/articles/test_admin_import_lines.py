"""The lines of an item on its page: shown, removed, restored, in views."""

from typing import IO, Any

import pytest
from django.contrib.auth.models import User
from django.test import Client

from articles.core.lines import line_key
from articles.models import ImportItem, KnownLine
from articles.services import batches, raw
from articles.services.raw import open_raw
from tests.articles.import_pages import address
from tests.articles.texts import herald_page, plain_page
from tests.factories import make_batch, make_file, make_item, make_source

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("editor")]
HTMX = {"HX-Request": "true"}


def test_every_line_is_shown_in_order_with_its_reason(client: Client, item: ImportItem) -> None:
    page = client.get(address(item)).content.decode()
    lines = [line for line in herald_page().decode().split("\n") if line]
    places = [page.index(line) for line in lines if "|" not in line][1:]
    assert places == sorted(places)
    assert page.count("is-removed") == 3
    assert "select-page-menu" in page
    assert "PORT ELLERY HERALD Online" in page
    assert "Accept Port Ellery Herald" in page
    assert "No publication date found" in page


def test_line_numbers_and_pages_of_a_long_text(client: Client) -> None:
    content = plain_page() + b"\n\n".join(b"Sentence number %d ends here." % n for n in range(600))
    item = batches.stage(batch=make_batch(), name="long", raw=content, by=None)
    first = client.get(address(item)).content.decode()
    assert "Lines 1–500 of" in first
    second = client.get(f"{address(item)}?page=2").content.decode()
    assert 'id="line-501"' in second
    assert 'id="line-500"' not in second


def test_a_line_is_restored_and_removed(client: Client, item: ImportItem) -> None:
    line = address(item, "line")
    response = client.post(line, {"line": "4", "role": "navigation", "quick": "paragraph"})
    assert response.headers["Location"] == address(item)
    part = client.post(line, {"line": "7", "role": "caption"}, headers=HTMX).content.decode()
    assert 'id="line-7"' in part
    item.refresh_from_db()
    assert item.line_roles == {"4": "paragraph", "7": "caption"}
    client.post(line, {"line": "4", "role": ""}, headers=HTMX)
    item.refresh_from_db()
    assert item.line_roles == {"7": "caption"}


def test_it_is_said_what_a_source_learns_of_a_line_and_where_it_is_forgotten(
    client: Client, item: ImportItem
) -> None:
    form = {"line": "4", "quick": "boilerplate"}
    without_source = client.post(address(item, "line"), form, headers=HTMX).content.decode()
    assert "the next articles of" not in without_source
    taught = client.post(address(item, "source"), {"accept": "1"}, headers=HTMX).content.decode()
    assert "the next articles of Port Ellery Herald are read so" in taught
    title = client.post(address(item, "line"), {"line": "4", "role": "title"}, headers=HTMX)
    assert "the next articles of" not in title.content.decode()

    item.refresh_from_db()
    lines = client.get(address(item)).content.decode()
    assert "What is known of" not in lines
    item.recurring = {str(line_key("Select Page")): "navigation"}
    item.line_roles = {}
    item.save(update_fields=["recurring", "line_roles"])
    counted = client.get(address(item)).content.decode()
    assert "What is known of Port Ellery Herald" in counted
    assert "Counted in the texts of this import." in counted
    known = KnownLine(source=item.source, key=line_key("Select Page"), text="Select Page", seen=7)
    known.save()
    seen = client.get(address(item)).content.decode()
    assert "Counted: 7 of the source’s latest articles have it." in seen
    known.role, known.taught_by = "navigation", User.objects.get()
    known.save()
    taught = client.get(address(item)).content.decode()
    assert f"Taught by {known.taught_by}." in taught


def test_lines_in_succession_that_were_learnt_differently_each_say_how(client: Client) -> None:
    raw = plain_page() + b"\n\nTide tables\n\nHarbour cameras\n\nFerry cameras\n"
    item = batches.stage(batch=make_batch(), name="a.txt", raw=raw, by=None)
    item.source = make_source("Herald")
    keys = [line_key(line) for line in ("Tide tables", "Harbour cameras", "Ferry cameras")]
    item.recurring = {str(key): "navigation" for key in keys}
    item.save(update_fields=["source", "recurring"])
    known = {"source": item.source, "role": "navigation", "taught_by": User.objects.get()}
    KnownLine.objects.create(key=keys[0], text="Tide tables", **known)
    for key, text in zip(keys[1:], ("Harbour cameras", "Ferry cameras"), strict=True):
        KnownLine.objects.create(source=item.source, key=key, text=text, seen=7)
    page = client.get(address(item)).content.decode()
    assert page.count("Taught by") == 1
    assert page.count("Counted: 7 of the source’s latest articles have it.") == 1
    assert page.index("Taught by") < page.index("Harbour cameras") < page.index("Counted: 7")


@pytest.mark.parametrize(
    ("data", "status"),
    [
        ({"line": "2", "role": "paragraph"}, 409),
        ({"line": "999", "role": "paragraph"}, 409),
        ({"line": "4", "role": "hero"}, 422),
        ({"line": "four", "role": "paragraph"}, 422),
        ({"line": "9" * 40, "role": "paragraph"}, 422),
        ({"line": "4", "role": "blank"}, 409),
    ],
)
def test_no_such_line_or_role(
    client: Client, item: ImportItem, data: dict[str, str], status: int
) -> None:
    response = client.post(address(item, "line"), data, headers=HTMX)
    assert response.status_code == status
    assert 'role="alert"' in response.content.decode()


def test_a_change_of_a_line_reads_the_file_once(
    client: Client, item: ImportItem, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = []

    def open_and_count(sha256: str) -> IO[Any]:
        opened.append(sha256)
        return open_raw(sha256)

    monkeypatch.setattr(raw, "open_raw", open_and_count)
    client.post(address(item, "line"), {"line": "7", "role": "caption"}, headers=HTMX)
    assert opened == [item.sha256]
    client.post(address(item, "encoding"), {"encoding": "utf-8"}, headers=HTMX)
    assert len(opened) == 2


def test_views_of_the_text_and_where_a_record_stands(client: Client, item: ImportItem) -> None:
    cleaned = client.get(f"{address(item)}?view=cleaned").content.decode()
    assert "Select Page" not in cleaned
    assert "Fishermen dispute" in cleaned
    assert "Select Page" in client.get(f"{address(item)}?view=raw").content.decode()
    file = make_file(item.batch, name="week.jsonl")
    record = make_item(item.batch, file=file, record=1200, line=1203, title="A record")
    page = client.get(address(record)).content.decode()
    assert "record 1,200 of" in page
    assert "line 1,203" in page


def test_text_is_never_markup(client: Client) -> None:
    content = plain_page(title="<b>Bold</b> & <script>x</script> title")
    item = batches.stage(batch=make_batch(), name="<i>.txt", raw=content, by=None)
    page = client.get(address(item)).content.decode()
    assert "<script>x" not in page
    assert "<i>.txt" not in page
