"""Lines that recur: in one batch, and among what a source published."""

from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from procrastinate.contrib.django.models import ProcrastinateJob

from articles.core.lines import Role, line_key
from articles.models import ImportBatch, ImportItem, KnownLine, Source
from articles.queries.imports import commit_progress
from articles.services import batches, committing, learning, queueing
from articles.services.bringing import bring
from articles.services.fields import change_fields, set_line_role
from articles.services.previews import preview
from tests.factories import make_batch, make_source, make_user

Status = ImportItem.Status
pytestmark = pytest.mark.django_db

TIDES = "Tide tables and harbour cameras"


def page(number: int, extra: str = TIDES) -> bytes:
    """A text unlike those of other numbers, with a short line that may be like theirs."""
    nouns = (
        "harbour",
        "council",
        "vote",
        "pier",
        "ferry",
        "winter",
        "storm",
        "boat",
        "rope",
        "tide",
    )
    first = " ".join(f"{noun}{number}" for noun in nouns)
    second = " ".join(f"{noun}s{number}" for noun in nouns)
    return (
        f"Council takes vote {number} on the pier\n\n"
        f"The {first} came to the old hall on Monday.\n\n{extra}\n\n"
        f"Fishermen say {second} were not asked of them.\n"
    ).encode()


def stage(batch: ImportBatch, raw: bytes, source: Source | None = None) -> ImportItem:
    return batches.stage(batch=batch, name="a.txt", raw=raw, by=None, source=source)


def commit(batch: ImportBatch) -> None:
    report = committing.commit(items=batch.items.filter(status=Status.STAGED), by=None)
    assert not report.refused


def test_what_three_files_share_is_taken_out_of_all() -> None:
    batch = make_batch()
    items = [stage(batch, page(number)) for number in range(3)]
    other = stage(batch, page(9, "A heading of its own"))
    assert TIDES in preview(items[0]).body
    assert learning.recount(batch=batch) == 3
    for item in items:
        item.refresh_from_db()
        assert TIDES not in preview(item).body
        assert [cut["rule"] for cut in item.removed] == ["recurs"]
        assert item.recurring == {str(line_key(TIDES)): "boilerplate"}
    other.refresh_from_db()
    assert other.removed == []
    assert learning.recount(batch=batch) == 0


def test_a_file_that_comes_later_is_read_in_that_light() -> None:
    batch = make_batch()
    for number in range(3):
        stage(batch, page(number))
    learning.recount(batch=batch)
    late = stage(batch, page(4))
    assert [cut["rule"] for cut in late.removed] == ["recurs"]


def test_copies_of_one_text_share_nothing_but_themselves() -> None:
    batch = make_batch()
    for end in (b"", b"\n", b"\n\n"):
        stage(batch, page(1) + end)
    assert learning.recount(batch=batch) == 0


def test_what_an_editor_changed_stays() -> None:
    batch = make_batch()
    items = [stage(batch, page(number)) for number in range(3)]
    change_fields(item=items[0], fields={"title": "Mine"}, by=None)
    set_line_role(item=items[1], line=5, role=Role.HEADING, by=None)
    learning.recount(batch=batch)
    for item in items:
        item.refresh_from_db()
    assert items[0].title == "Mine"
    assert TIDES not in preview(items[0]).body
    assert TIDES in preview(items[1]).body


def test_what_is_imported_is_what_was_seen() -> None:
    batch = make_batch()
    items = [stage(batch, page(number)) for number in range(3)]
    learning.recount(batch=batch)
    ImportBatch.objects.filter(pk=batch.pk).update(recurring=[])
    commit(batch)
    items[0].refresh_from_db()
    assert items[0].article is not None
    assert items[0].article.current_version is not None
    assert TIDES not in items[0].article.current_version.body


def test_why_an_item_was_refused_is_known_after_it_was_read_again() -> None:
    batch = make_batch()
    items = [stage(batch, page(number)) for number in range(3)]
    change_fields(item=items[0], fields={"title": ""}, by=None)
    queueing.queue(batch=batch, by=None)
    queueing.commit_queued(batch_id=batch.pk, processes=1)
    assert learning.recount(batch=batch) == 1
    items[0].refresh_from_db()
    assert [cut["text"] for cut in items[0].removed] == [TIDES]
    assert "has no title" in items[0].problems[0]["message"]
    batch.refresh_from_db()
    assert commit_progress(batch).refused == 1


def test_a_source_s_articles_teach_what_comes_later() -> None:
    source = make_source("Port Ellery Herald")
    for number in range(3):
        batch = make_batch()
        stage(batch, page(number), source)
        commit(batch)
    assert learning.learn_from(batch=batch) == 1
    known = KnownLine.objects.get()
    assert (known.text, known.seen, known.role) == (TIDES, 3, "")
    later = stage(make_batch(), page(8), source)
    assert [cut["rule"] for cut in later.removed] == ["recurs"]
    elsewhere = stage(make_batch(), page(9), make_source("Another Paper"))
    assert elsewhere.removed == []
    assert learning.learn_from(batch=batch) == 0


def test_lines_are_written_in_one_order_so_that_two_who_learn_do_not_wait_for_each_other() -> None:
    source, batch = make_source("Port Ellery Herald"), make_batch()
    recurring = "\n\n".join(f"{word} and cameras" for word in ("Tides", "Boats", "Ropes", "Piers"))
    for number in range(3):
        stage(batch, page(number, recurring), source)
    commit(batch)
    assert learning.learn_from(batch=batch) == 4
    keys = list(KnownLine.objects.order_by("pk").values_list("key", flat=True))
    assert keys == sorted(keys)
    KnownLine.objects.filter(text="Tides and cameras").update(role=Role.PARAGRAPH)
    stage(batch, page(4, f"{recurring}\n\nKites and cameras"), source)
    for number in (5, 6):
        stage(batch, page(number, "Kites and cameras"), source)
    commit(batch)
    with CaptureQueriesContext(connection) as queries:
        assert learning.learn_from(batch=batch) == 1
    changes = ('INSERT INTO "articles_knownline"', 'UPDATE "articles_knownline"')
    assert len([q for q in queries if q["sql"].startswith(changes)]) == 1
    lines = KnownLine.objects.values_list("text", "seen", "role")
    assert ("Tides and cameras", 4, "paragraph") in lines
    assert ("Kites and cameras", 3, "") in lines


def test_an_editor_s_correction_teaches_the_source() -> None:
    source, editor = make_source("Port Ellery Herald"), make_user()
    item = stage(make_batch(), page(1), source)
    set_line_role(item=item, line=5, role=Role.SHARING, by=editor)
    item = set_line_role(item=item, line=1, role=Role.TITLE, by=editor).item
    assert learning.teach(items=[item], by=editor) == 1
    known = KnownLine.objects.get()
    assert (known.text, known.role, known.taught_by) == (TIDES, "sharing", editor)
    later = stage(make_batch(), page(2), source)
    assert [cut["rule"] for cut in later.removed] == ["recurs"]
    assert later.recurring == {str(line_key(TIDES)): "sharing"}


def test_a_line_that_an_editor_restored_stays_in_a_batch_where_it_recurs() -> None:
    source = make_source("Port Ellery Herald")
    batch = make_batch()
    items = [stage(batch, page(number), source) for number in range(4)]
    learning.recount(batch=batch)
    items[0].refresh_from_db()
    item = set_line_role(item=items[0], line=5, role=Role.HEADING, by=None).item
    learning.teach(items=[item], by=None)
    assert learning.recount(batch=batch) == 4
    items[1].refresh_from_db()
    assert TIDES in preview(items[1]).body


def test_importing_teaches_what_its_editor_said() -> None:
    source, editor = make_source("Port Ellery Herald"), make_user()
    batch = make_batch()
    item = stage(batch, page(1), source)
    set_line_role(item=item, line=5, role=Role.SHARING, by=editor)
    committing.commit(items=[item], by=editor)
    assert KnownLine.objects.get().taught_by == editor


def test_one_job_learns_for_many_uploads() -> None:
    batch = make_batch()
    for number in range(3):
        bring(batch=batch, name="a.txt", file=BytesIO(page(number)), by=None)
    jobs = ProcrastinateJob.objects.filter(task_name=learning.JOB, args={"batch_id": batch.pk})
    assert jobs.count() == 1
    learning.learn(batch_id=batch.pk)
    assert all(item.recurring for item in batch.items.all())
    learning.learn(batch_id=0)
