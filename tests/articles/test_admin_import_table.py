"""The table of a batch: filters, counts, order, pages, cells that save themselves, the preview."""

import datetime
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from articles.admin.import_batch import PAGE_SIZE
from articles.models import ImportBatch, ImportItem, Source
from articles.services import batches
from tests.articles.texts import herald_page, plain_page
from tests.factories import make_article, make_batch, make_file, make_item, make_source

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("editor")]
HTMX = {"HX-Request": "true"}
HOSTILE = """<script>alert(1)</script>"'><img src=x onerror=alert(1)>{{ 7*7 }}"""


def table(client: Client, batch: ImportBatch, **query: str | int) -> list[str]:
    """The names of the items that the table shows."""
    address = reverse("admin:articles_importbatch_change", args=[batch.pk])
    response = client.get(address, query, headers=HTMX)
    return [row.item.name for row in response.context["rows"]]


def cell(item: ImportItem) -> str:
    return reverse("admin:articles_importitem_cell", args=[item.pk])


def ready(batch: ImportBatch, **fields: Any) -> ImportItem:
    return make_item(batch, **({"title": "A", "block_counts": {"paragraph": 1}} | fields))


def test_filters_and_their_counts(client: Client) -> None:
    batch, source, article = make_batch(), make_source("Herald"), make_article()
    no_date = [{"line": None, "code": "no-date", "message": "No date."}]
    day = datetime.date(2024, 3, 4)
    ready(
        batch, name="done", source=source, language="en", published=day, published_precision="day"
    )
    ready(batch, name="undated", language="ar", problems=no_date)
    ready(batch, name="dated", problems=no_date, published=day, published_precision="day")
    ready(batch, name="proposed", source_name="New Paper")
    ready(batch, name="similar", match=article, match_kind="similar", similarity=0.8)
    ready(batch, name="decided", match=article, match_kind="similar", decision="separate")
    ready(batch, name="unsure", encoding="cp1252", encoding_confidence=0.4)
    ready(batch, name="untitled", title="")
    make_item(batch, name="broken", status="failed")
    file = make_file(batch)
    ready(batch, name="record", file=file, record=1, title="The ferry pier")
    for query, names in (
        ({"state": "waiting"}, ["similar", "unsure", "untitled"]),
        ({"state": "ready", "source": source.pk}, ["done"]),
        ({"state": "failed"}, ["broken"]),
        ({"problem": "no-date"}, ["undated"]),
        ({"match": "undecided"}, ["similar"]),
        ({"match": "similar"}, ["similar", "decided"]),
        ({"source": "proposed"}, ["proposed"]),
        ({"language": "ar"}, ["undated"]),
        ({"language": "ar", "date": "none"}, ["undated"]),
        ({"file": file.pk}, ["record"]),
        ({"q": "FERRY pier"}, ["record"]),
        ({"q": "unsu"}, ["unsure"]),
    ):
        assert table(client, batch, **query) == names, query
    everything = table(client, batch)
    nonsense = {
        "state": "x",
        "match": "x",
        "source": "x",
        "language": "x",
        "sort": "x",
        "file": "x",
    }
    assert table(client, batch, **nonsense, page="x", date="x", q="\0") == everything
    address = reverse("admin:articles_importbatch_change", args=[batch.pk])
    facets = client.get(address).context["facets"]
    assert {choice.value: choice.count for choice in facets.states} == {
        "ready": 6,
        "waiting": 3,
        "failed": 1,
    }
    assert [(choice.value, choice.count) for choice in facets.problems] == [("no-date", 1)]
    assert ("none", 8) in [(choice.value, choice.count) for choice in facets.sources]


def test_a_filter_that_finds_nothing_says_so(client: Client) -> None:
    batch = make_batch()
    ready(batch)
    address = reverse("admin:articles_importbatch_change", args=[batch.pk])
    page = client.get(address, {"q": "nowhere"}).content.decode()
    assert "No item of this import is like that" in page


def test_the_order_and_its_address(client: Client) -> None:
    batch = make_batch()
    for name, title in (("1", "b"), ("2", "c"), ("3", "a")):
        ready(batch, name=name, title=title)
    assert table(client, batch) == ["1", "2", "3"]
    assert table(client, batch, sort="title") == ["3", "1", "2"]
    assert table(client, batch, sort="-title") == ["2", "1", "3"]
    address = reverse("admin:articles_importbatch_change", args=[batch.pk])
    response = client.get(address, {"sort": "title", "q": "", "state": ""}, headers=HTMX)
    assert response.headers["HX-Push-Url"] == f"{address}?sort=title"
    back = client.get(address, headers=HTMX | {"HX-History-Restore-Request": "true"})
    assert "<!DOCTYPE html>" in back.content.decode()


@pytest.mark.parametrize("swap", [True, False])
def test_the_number_of_queries_does_not_grow(client: Client, swap: bool) -> None:
    counts = []
    for count in (10, 1000):
        batch, source, article = make_batch(), make_source(), make_article()
        ImportItem.objects.bulk_create(
            ImportItem(
                batch=batch,
                position=number,
                name=f"{number}.txt",
                size=1,
                title=f"Title {number}",
                source=source,
                match=article,
                match_kind="similar",
                problems=[{"line": None, "code": "no-date", "message": "No date."}],
            )
            for number in range(1, count + 1)
        )
        address = reverse("admin:articles_importbatch_change", args=[batch.pk])
        with CaptureQueriesContext(connection) as queries:
            page = client.get(address, headers=HTMX if swap else {})
        assert page.content.decode().count("data-row") == min(count, PAGE_SIZE)
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 18


def test_a_cell_saves_itself(client: Client) -> None:
    item = ready(make_batch(), title="Old")
    data = {"field": "title", "title": " New\ntitle ", "was-title": "Old"}
    answer = client.post(cell(item), data, headers=HTMX)
    part = answer.content.decode()
    assert "Saved" in part
    assert f'hx-target="#checks-of-{item.pk}"' in part
    for name, value, was, column in (
        ("source", "Evening Post", "", "source"),
        ("published", "2024-3", "", "published"),
        ("language", "french", "", "language"),
    ):
        data = {"field": name, name: value, f"was-{name}": was}
        assert client.post(cell(item), data, headers=HTMX).status_code == 200, column
    item.refresh_from_db()
    assert (item.title, item.source, item.language) == ("New title", Source.objects.get(), "fr")
    assert (str(item.published), item.published_precision) == ("2024-03-01", "month")


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [
        ("published", "soon", "is no date"),
        ("language", "Klingon", "no language known here"),
        ("source", "!!!", "letters or digits"),
    ],
)
def test_what_a_cell_cannot_be_is_said_beside_it(
    client: Client, name: str, value: str, says: str
) -> None:
    item = ready(make_batch())
    answer = client.post(cell(item), {"field": name, name: value}, headers=HTMX)
    assert answer.status_code in (409, 422)
    assert says in answer.content.decode()
    assert f'value="{value}"' in answer.content.decode()


def test_a_cell_that_somebody_changed_meanwhile_shows_both(client: Client) -> None:
    item = ready(make_batch(), title="Theirs")
    data = {"field": "title", "title": "Mine", "was-title": "Old"}
    answer = client.post(cell(item), data, headers=HTMX)
    part = answer.content.decode()
    assert answer.status_code == 409
    assert "Meanwhile somebody made it “Theirs”" in part
    assert "Mine</textarea>" in part
    assert "Theirs" in client.get(cell(item), {"field": "title"}, headers=HTMX).content.decode()
    assert client.get(cell(item), {"field": "id"}, headers=HTMX).status_code == 404
    same = client.post(cell(item), data | {"title": "Theirs"}, headers=HTMX)
    assert same.status_code == 200
    plain = client.post(cell(item), {"title": "Mine", "was-title": "Old"}, follow=True)
    assert "was changed meanwhile" in plain.content.decode()
    item.refresh_from_db()
    assert item.title == "Theirs"


def test_a_title_of_several_lines_is_changed_in_its_cell(client: Client) -> None:
    item = ready(make_batch(), title="Two  spaces\nand a line")
    data = {"field": "title", "title": "New", "was-title": "Two  spaces\nand a line"}
    assert client.post(cell(item), data, headers=HTMX).status_code == 200
    item.refresh_from_db()
    assert item.title == "New"


def test_a_row_is_saved_without_scripts(client: Client) -> None:
    item = ready(make_batch(), title="Old")
    data = {"title": "New", "was-title": "Old", "language": "", "was-language": ""}
    response = client.post(f"{cell(item)}?state=ready", data)
    assert response.headers["Location"].endswith(f"?state=ready#item-{item.pk}")
    item.refresh_from_db()
    assert (item.title, item.language) == ("New", "")


def test_an_imported_item_is_not_changed_in_its_cell(client: Client) -> None:
    item = ready(make_batch(), title="Old", status="dismissed")
    data = {"field": "title", "title": "New", "was-title": "Old"}
    answer = client.post(cell(item), data, headers=HTMX)
    assert (answer.status_code, "left out" in answer.content.decode()) == (409, True)


def test_the_preview_shows_the_text_in_three_ways(client: Client) -> None:
    item = batches.stage(batch=make_batch(), name="a.txt", raw=herald_page(), by=None)
    address = reverse("admin:articles_importitem_preview", args=[item.pk])
    cleaned = client.get(address, headers=HTMX).content.decode()
    assert "Fishermen dispute" in cleaned
    assert "Select Page" not in cleaned
    lines = client.get(address, {"view": "diff"}, headers=HTMX).content.decode()
    assert "is-removed" in lines
    assert "select-page-menu" in lines
    raw = client.get(address, {"view": "raw"}, headers=HTMX).content.decode()
    assert "Select Page" in raw
    assert "is-removed" not in raw
    plain = client.get(address, {"view": "raw"})
    assert plain.headers["Location"].endswith(f"/change/?item={item.pk}&view=raw")
    page = client.get(plain.headers["Location"]).content.decode()
    assert "Select Page" in page


def test_an_item_without_text_has_a_preview_that_says_so(client: Client) -> None:
    item = batches.stage(batch=make_batch(), name="a.txt", raw=b"", by=None)
    address = reverse("admin:articles_importitem_preview", args=[item.pk])
    assert "no text to show" in client.get(address, headers=HTMX).content.decode()


def test_hostile_names_and_titles_stay_inert(client: Client) -> None:
    batch = make_batch()
    raw = f"{HOSTILE}\n\n".encode() + plain_page()
    batches.stage(batch=batch, name=f"{HOSTILE}.txt", raw=raw, by=None)
    item = batches.stage(batch=batch, name="x", raw=plain_page(number=3), by=None)
    make_file(batch, name=HOSTILE, problems=[{"line": 1, "code": "x", "message": HOSTILE}])
    refused = [{"line": None, "code": "not-imported", "message": HOSTILE}]
    ImportItem.objects.filter(pk=item.pk).update(
        title=HOSTILE, source_name=HOSTILE, problems=refused
    )
    names = ("batch_change", "batch_report", "batch_report_file")
    pages = [reverse(f"admin:articles_import{name}", args=[batch.pk]) for name in names]
    pages += [reverse("admin:articles_importitem_preview", args=[item.pk])]
    for address in pages:
        response = client.get(address, headers=HTMX if "preview" in address else {})
        page = b"".join(response) if response.streaming else response.content
        if not response.streaming:
            assert b"<script>alert" not in page, address
            assert b"<img src=x" not in page, address
        assert b"{{ 7*7 }}" in page, address
