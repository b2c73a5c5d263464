"""One field of many items at once, and the state of many."""

import datetime

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from articles.models import ImportBatch, ImportItem, Source
from articles.services import bulk_fields
from articles.services.errors import Refused
from tests.factories import make_article, make_batch, make_item

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("editor")]


@pytest.fixture
def batch() -> ImportBatch:
    batch = make_batch()
    for number in range(3):
        make_item(batch, name=f"{number}.txt", title="A", source_name="Proposed")
    make_item(batch, name="done.txt", title="A", status="committed", article=make_article())
    make_item(make_batch(), name="elsewhere.txt", title="A")
    return batch


def act(client: Client, batch: ImportBatch, query: str = "", **data: object) -> str:
    address = reverse("admin:articles_importbatch_items", args=[batch.pk])
    return client.post(f"{address}{query}", data, follow=True).content.decode()


def test_a_field_is_set_for_all_that_match_the_filter(client: Client, batch: ImportBatch) -> None:
    data = {"action": "set-source", "source": " Evening  Post ", "all": "1"}
    batch.items.filter(name="2.txt").update(name="2.html")
    assert "2 have the source Evening Post now" in act(client, batch, "?q=.txt", **data)
    source = Source.objects.get()
    assert source.name == "Evening Post"
    found = batch.items.filter(status="staged").values_list("source", "source_name")
    assert sorted(found, key=str) == [(source.pk, ""), (source.pk, ""), (None, "Proposed")]
    assert ImportItem.objects.get(name="elsewhere.txt").source is None
    assert batch.items.get(name="done.txt").source is None


def test_a_field_is_set_for_those_ticked(client: Client, batch: ImportBatch) -> None:
    first, second = batch.items.filter(status="staged")[:2]
    page = act(client, batch, action="set-date", published="2024-03", item=[first.pk, second.pk])
    assert "2 have the date 2024-03 now" in page
    page = act(client, batch, action="set-language", language="Arabic", item=[first.pk])
    assert "1 has the language Arabic now" in page
    first.refresh_from_db()
    assert (first.published, first.published_precision) == (datetime.date(2024, 3, 1), "month")
    assert first.language == "ar"
    act(client, batch, action="set-date", published="", item=[first.pk])
    first.refresh_from_db()
    assert (first.published, first.published_precision) == (None, "")


@pytest.mark.parametrize(
    ("data", "says"),
    [
        ({"action": "set-date", "published": "soon"}, "is no date"),
        ({"action": "set-language", "language": "Klingon"}, "no language known here"),
        ({"action": "set-source", "source": "!!!"}, "letters or digits"),
        ({"action": "decide", "decision": "maybe"}, "no decision"),
    ],
)
def test_what_cannot_be_is_said(
    client: Client, batch: ImportBatch, data: dict[str, str], says: str
) -> None:
    assert says in act(client, batch, **data, all="1")


def test_the_page_comes_back_as_it_was(client: Client, batch: ImportBatch) -> None:
    address = reverse("admin:articles_importbatch_items", args=[batch.pk])
    item = batch.items.get(name="0.txt")
    data = {"action": "dismiss", "item": [item.pk]}
    response = client.post(f"{address}?state=staged&item={item.pk}", data)
    assert response.headers["Location"].endswith(f"/change/?state=staged&item={item.pk}")


def test_many_are_left_out_and_imported_ones_stay(client: Client, batch: ImportBatch) -> None:
    page = act(client, batch, action="dismiss", all="1")
    assert "3 left out" in page
    assert "1 stay as they are" in page
    assert batch.items.filter(status="dismissed").count() == 3


def test_what_a_match_means_is_decided_for_many(client: Client, batch: ImportBatch) -> None:
    article = make_article()
    batch.items.filter(name="0.txt").update(match=article, match_kind="similar")
    page = act(client, batch, action="decide", decision="same", all="1")
    assert "1 decided" in page
    assert "3 passed over" in page
    assert batch.items.get(name="0.txt").decision == "same"


@pytest.mark.parametrize("count", [10, 1000])
def test_the_queries_do_not_grow_with_the_items(count: int) -> None:
    batch = make_batch()
    ImportItem.objects.bulk_create(
        ImportItem(batch=batch, position=number, name="a", size=1) for number in range(count)
    )
    items = batch.items.order_by("source__name", "position")
    with CaptureQueriesContext(connection) as queries:
        assert bulk_fields.set_language(batch=batch, items=items, language="fr", by=None) == count
        done = bulk_fields.set_date(batch=batch, items=items, published=None, precision="", by=None)
        assert done == count
        assert bulk_fields.set_source(batch=batch, items=items, name="", by=None) == count
        assert bulk_fields.dismiss(batch=batch, items=items, by=None) == count
    assert len([query for query in queries if "UPDATE" in query["sql"][:20]]) == 4
    assert len(queries) <= 16


def test_a_refused_name_changes_nothing() -> None:
    batch = make_batch()
    make_item(batch)
    with pytest.raises(Refused):
        bulk_fields.set_source(batch=batch, items=batch.items.all(), name="...", by=None)
    assert not Source.objects.exists()
