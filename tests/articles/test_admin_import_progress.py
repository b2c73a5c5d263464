"""Imports of many items: the job, how far it has come, stopping it, the report."""

import csv
import datetime
import io

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from articles.admin import import_actions
from articles.models import Article, ImportBatch
from articles.services import batches, queueing
from tests.articles.texts import plain_page
from tests.factories import make_article, make_batch, make_file, make_item

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("editor")]
HTMX = {"HX-Request": "true"}


@pytest.fixture
def batch(monkeypatch: pytest.MonkeyPatch) -> ImportBatch:
    """Three items, which are many here."""
    monkeypatch.setattr(import_actions, "MOST_INLINE", 2)
    batch = make_batch()
    for number, topic in enumerate(("harbour", "railway", "museum")):
        raw = plain_page(title=f"The {topic} closes", number=number)
        raw = raw.replace(b"ferry pier", f"{topic} hall of the town".encode() * 6)
        batches.stage(batch=batch, name=f"{topic}.txt", raw=raw, by=None)
    return batch


def address(name: str, batch: ImportBatch) -> str:
    return reverse(f"admin:articles_importbatch_{name}", args=[batch.pk])


def test_of_many_items_none_is_read_that_is_not_staged(client: Client, batch: ImportBatch) -> None:
    batch.items.update(status="dismissed", raw_sha256="0" * 64)
    page = client.post(address("items", batch), {"action": "import", "all": "1"}, follow=True)
    assert "none of them is staged" in page.content.decode()


def test_many_items_are_imported_by_a_job_that_shows_how_far_it_is(
    client: Client, batch: ImportBatch
) -> None:
    batch.items.update(match=None, match_kind="")
    page = client.post(address("items", batch), {"action": "import-all"}, follow=True)
    assert "3 articles are being imported" in page.content.decode()
    assert "0 of 3" in page.content.decode()
    running = client.get(address("progress", batch), {"busy": "1"}, headers=HTMX)
    assert 'hx-trigger="every 1s"' in running.content.decode()
    assert "HX-Trigger" not in running.headers
    queueing.commit_queued(batch_id=batch.pk, processes=1)
    done = client.get(address("progress", batch), {"busy": "1"}, headers=HTMX)
    assert "every 1s" not in done.content.decode()
    assert "of 3 imported" in done.content.decode()
    assert "items-changed" in done.headers["HX-Trigger"]
    assert Article.objects.count() >= 1


def test_what_is_imported_later_by_itself_makes_no_job_slow(client: Client) -> None:
    now = timezone.now()
    batch = make_batch(queued_at=now - datetime.timedelta(hours=2), queued_count=1)
    make_item(batch, title="Low water", status="committed", article=make_article())
    ImportBatch.objects.filter(pk=batch.pk).update(committed_at=now)
    panel = client.get(address("progress", batch), headers=HTMX).content.decode()
    assert "1 of 1 imported" in panel
    assert "a second" not in panel
    assert "7200" not in client.get(address("report", batch)).content.decode()


def test_a_job_is_stopped(client: Client, batch: ImportBatch) -> None:
    client.post(address("items", batch), {"action": "import-all"})
    page = client.post(address("stop", batch), follow=True).content.decode()
    assert "3 are staged again" in page
    assert (
        "nothing left to stop" in client.post(address("stop", batch), follow=True).content.decode()
    )
    assert not Article.objects.exists()


def test_the_report_says_what_became_of_each(client: Client) -> None:
    article = make_article(title="There before")
    batch = make_batch(queued_at=timezone.now(), committed_at=timezone.now())
    make_item(batch, name="new", title="New", status="committed", article=article)
    make_item(batch, name="again", title="=1+1", status="duplicate", article=article)
    wrong = [{"line": 3, "code": "unreadable", "message": "This is no text."}]
    make_item(batch, name="bad", status="failed", problems=wrong)
    make_item(batch, name="untitled", block_counts={"paragraph": 1})
    similar = make_item(batch, name="near", title="Near", block_counts={"paragraph": 1})
    batch.items.filter(pk=similar.pk).update(match=article, match_kind="similar")
    make_item(batch, name="ready", title="Ready", block_counts={"paragraph": 1})
    page = client.get(address("report", batch)).content.decode()
    told = ("This is no text.", "It has no title.", "similar to “There before”", "not imported yet")
    for text in told:
        assert text in page
    assert page.index("no text.") < page.index("no title.") < page.index("not imported yet")
    response = client.get(address("report_file", batch))
    assert "attachment" in response.headers["Content-Disposition"]
    text = b"".join(response).decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert [row["state"] for row in rows] == [
        "imported",
        "already there",
        "not readable",
        "to decide",
        "to decide",
        "ready",
    ]
    assert rows[0]["article"] == f"http://testserver{article.get_absolute_url()}"
    assert rows[1]["title"] == "'=1+1"
    assert rows[2]["reason"] == "This is no text."


def test_the_report_of_a_batch_that_is_all_imported(client: Client) -> None:
    batch = make_batch()
    make_item(batch, status="committed", article=make_article())
    assert "Everything that was brought in" in client.get(address("report", batch)).content.decode()
    make_file(batch, name="columns.csv", state="waiting")
    page = client.get(address("report", batch)).content.decode()
    assert "<bdi>columns.csv</bdi></a> waits for its columns." in page
    assert "Everything that was brought in" not in page


def test_how_fast_a_file_is_read_and_how_much_is_left(client: Client) -> None:
    batch = make_batch()
    now = timezone.now()
    since = now - datetime.timedelta(seconds=10)
    file = make_file(
        batch, state="reading", size=1000, records=60, records_then=20, reading_since=since
    )
    make_item(batch, file=file, record=60, raw_sha256=file.sha256, raw_offset=200, size=50)
    make_item(batch, file=file, record=59, raw_sha256=file.sha256, raw_offset=100, size=100)
    with time_machine.travel(now, tick=False):
        panel = client.get(address("progress", batch)).content.decode()
    assert "60 records, 4 a second, about 45 s left" in panel
    assert 'max="1" value="0.250"' in panel


def test_of_an_archive_nobody_knows_how_much_is_left(client: Client) -> None:
    batch = make_batch()
    make_file(batch, state="reading", size=1000, records=3)
    panel = client.get(address("progress", batch)).content.decode()
    assert "3 records" in panel
    assert "a second" not in panel
    assert "<progress" in panel
    assert "max=" not in panel
