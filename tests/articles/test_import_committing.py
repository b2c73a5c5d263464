"""Committing: one article for one file, and what keeps an item from becoming one."""

import itertools

import pytest
from django.apps import apps
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.core.blocks import check_tiling
from articles.core.fingerprints import text_sha256
from articles.core.lines import Role
from articles.core.problems import NOT_IMPORTED
from articles.models import Article, ImportBatch, ImportItem, SearchEntry, TextVersion
from articles.queries import item_conditions
from articles.services import (
    batches,
    committing,
    item_sources,
    items,
    matching,
    queueing,
    restaging,
)
from articles.services.arrivals import Arrival
from articles.services.errors import NotStaged, Refused
from articles.services.examining import examine, light_of
from articles.services.fields import (
    Fields,
    change_fields,
    open_problems,
    read_anew,
    set_encoding,
    set_line_role,
)
from articles.services.previews import preview
from tests.articles.texts import distinct_page, herald_page, plain_page
from tests.factories import make_batch

Status = ImportItem.Status
pytestmark = pytest.mark.django_db
_number = itertools.count()


def staged(batch: ImportBatch | None = None, raw: bytes = b"") -> ImportItem:
    raw = raw or distinct_page(next(_number))
    return batches.stage(batch=batch or make_batch(), name="a.txt", raw=raw, by=None)


def test_an_item_becomes_an_article_with_text_and_search_entry() -> None:
    item = staged(raw=herald_page())
    item_sources.accept_source(item=item, by=None)
    report = committing.commit(items=[item], by=None)
    (item,) = report.committed
    article = Article.objects.get()
    version = TextVersion.objects.get()
    assert item.article == article
    assert article.current_version == version
    assert article.source is not None
    assert (article.title, article.source.name) == (item.title, "Port Ellery Herald")
    assert version.body.startswith("The harbour council of Port Ellery voted")
    assert version.sha256 == text_sha256(version.body)
    assert version.import_item == item
    assert check_tiling(version.body, version.block_list()) == []
    assert SearchEntry.objects.get().configuration == "english"
    item.batch.refresh_from_db()
    assert item.batch.committed_at is not None


def test_what_resembles_an_article_imported_with_it_waits_with_that_as_its_match() -> None:
    batch = make_batch()
    page = distinct_page(next(_number))
    first = staged(batch, page)
    second = staged(batch, page.replace(b"\n\n", b"\n\nMore. ", 2))
    report = committing.commit(items=[first, second], by=None)
    assert report.committed == [first]
    assert "resembles that of" in report.refused[0].message
    first.refresh_from_db()
    second.refresh_from_db()
    assert (second.status, second.match_kind) == (Status.STAGED, "similar")
    assert second.match == first.article
    assert (second.similarity or 0) > 0.5


@pytest.mark.usefixtures("transactional_db")
def test_what_a_job_refused_is_open_until_it_is_decided() -> None:
    batch = make_batch()
    page = distinct_page(next(_number))
    staged(batch, page)
    second = staged(batch, page.replace(b"\n\n", b"\n\nMore. ", 2))
    queueing.queue(batch=batch, by=None)
    queueing.commit_queued(batch_id=batch.pk)
    second.refresh_from_db()
    assert NOT_IMPORTED in [problem["code"] for problem in open_problems(second)]
    matching.decide(item=second, decision="separate", by=None)
    second.refresh_from_db()
    assert NOT_IMPORTED not in [problem["code"] for problem in open_problems(second)]
    assert not batch.items.filter(item_conditions.waiting_or_refused()).exists()


@pytest.mark.usefixtures("transactional_db")
def test_why_a_job_refused_an_item_goes_when_its_editor_has_settled_it() -> None:
    item = staged()
    lines = [line.number for line in preview(item).lines if line.text.strip()]
    for line in lines:
        set_line_role(item=item, line=line, role=Role.BOILERPLATE, by=None)
    change_fields(item=item, fields=Fields(title="The pier"), by=None)
    queueing.queue(batch=item.batch, by=None)
    queueing.commit_queued(batch_id=item.batch.pk)
    refused = item.batch.items.filter(item_conditions.waiting_or_refused())
    (present,) = refused
    assert any("no text left" in problem["message"] for problem in open_problems(present))
    assert read_anew(present)
    assert NOT_IMPORTED in [problem["code"] for problem in open_problems(present)]
    for line in lines:
        present = set_line_role(item=item, line=line, role=Role.PARAGRAPH, by=None).item
    assert NOT_IMPORTED not in [problem["code"] for problem in present.problems]
    assert not refused.all().exists()


def test_queries_do_not_grow_with_the_items() -> None:
    counts = []
    for size in (10, 200):
        batch = make_batch()
        pages = [Arrival(f"{n}.txt", distinct_page(next(_number))) for n in range(size)]
        batches.keep(batch=batch, files=examine(pages, light_of(batch=batch)), by=None)
        with CaptureQueriesContext(connection) as queries:
            report = committing.commit(items=batch.items.order_by("position"), by=None)
        assert len(report.committed) == size
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_committing_writes_no_history_of_articles() -> None:
    committing.commit(items=[staged(), staged()], by=None)
    assert apps.get_model("articles", "ArticleEvent")._default_manager.count() == 0


def test_one_that_the_database_refuses_leaves_the_others_imported() -> None:
    batch = make_batch()
    good, bad = staged(batch), staged(batch)
    ImportItem.objects.filter(pk=bad.pk).update(source=None, language="x" * 16)
    with connection.cursor() as cursor:
        cursor.execute(
            "ALTER TABLE articles_article ADD CONSTRAINT no_x CHECK (language NOT LIKE 'xx%')"
        )
    report = committing.commit(items=[bad, good], by=None)
    assert [item.pk for item in report.committed] == [good.pk]
    assert "The database refused" in report.refused[0].message


def test_a_second_click_changes_nothing() -> None:
    item = staged()
    committing.commit(items=[item], by=None)
    report = committing.commit(items=[item], by=None)
    assert report.committed == []
    assert [skipped.pk for skipped in report.skipped] == [item.pk]
    assert Article.objects.count() == 1


def test_the_same_bytes_of_two_batches_are_one_article() -> None:
    one, two = staged(raw=plain_page()), staged(raw=plain_page())
    report = committing.commit(items=[one, two], by=None)
    assert [item.pk for item in report.committed] == [one.pk]
    assert [item.pk for item in report.duplicates] == [two.pk]
    assert report.duplicates[0].article == Article.objects.get()


def test_a_title_is_required_and_the_others_are_imported() -> None:
    batch = make_batch()
    good, bad = staged(batch), staged(batch)
    change_fields(item=bad, fields=Fields(title=" "), by=None)
    report = committing.commit(items=[bad, good], by=None)
    assert [entry.item.pk for entry in report.refused] == [bad.pk]
    assert "no title" in report.refused[0].message
    assert [item.pk for item in report.committed] == [good.pk]
    bad.refresh_from_db()
    assert bad.status == Status.STAGED


def test_a_text_with_nothing_left_is_refused() -> None:
    item = staged(raw=b"Select Page\nMedia ID: 12\nShare this article\n")
    change_fields(item=item, fields=Fields(title="Nothing"), by=None)
    report = committing.commit(items=[item], by=None)
    assert "no text left" in report.refused[0].message
    assert Article.objects.count() == 0


def test_what_can_be_read_in_several_encodings_waits_for_its_editor() -> None:
    # The same bytes are Romanian with one of two letters.
    raw = (
        "Pre\u015fedintele vorbe\u015fte\n\nPre\u015fedintele a spus c\u0103 guvernul va continua."
    )
    item = staged(raw=raw.encode("cp1250"))
    (refused,) = committing.commit(items=[item], by=None).refused
    assert "choose one" in refused.message
    set_encoding(item=item, encoding="cp1250", by=None)
    assert len(committing.commit(items=[item], by=None).committed) == 1


def test_a_committed_item_is_not_changed() -> None:
    item = staged()
    committing.commit(items=[item], by=None)
    with pytest.raises(NotStaged, match="imported"):
        change_fields(item=item, fields=Fields(title="Other"), by=None)
    with pytest.raises(NotStaged):
        items.dismiss(item=item, by=None)


def test_dismissed_items_are_left_out_and_can_come_back() -> None:
    item = staged()
    items.dismiss(item=item, by=None)
    assert committing.commit(items=[item], by=None).committed == []
    restaging.restage(item=item, by=None)
    assert len(committing.commit(items=[item], by=None).committed) == 1


def test_bytes_that_are_imported_meanwhile_are_not_taken_up_again() -> None:
    one, two = staged(raw=plain_page(number=8)), staged(raw=plain_page(number=8))
    items.dismiss(item=one, by=None)
    committing.commit(items=[two], by=None)
    with pytest.raises(Refused, match="imported already"):
        restaging.restage(item=one, by=None)
