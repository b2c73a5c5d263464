"""Files that hold records: read in groups, with columns that are known, guessed or asked for."""

import csv
import io
import json
from typing import Any

import pytest

from articles.core.formats.records import ArticleField
from articles.models import ImportFile, ImportItem, RememberedMapping
from articles.services import bringing, committing, mappings, record_groups, staging
from articles.services.arrivals import options_of
from articles.services.bringing import bring
from articles.services.errors import BatchFull, Refused
from articles.services.previews import preview, raw_bytes
from tests.articles.containers import brought, lines, record, zipped
from tests.articles.texts import distinct_page
from tests.factories import make_batch, make_file, make_source

Status = ImportItem.Status
State = ImportFile.State
pytestmark = pytest.mark.django_db


def table(rows: list[dict[str, str]], delimiter: str = ",") -> bytes:
    out = io.StringIO()
    writer = csv.DictWriter(out, list(rows[0]), delimiter=delimiter)
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("export.jsonl", lines(3)),
        ("export.json", json.dumps([record(n) for n in range(3)], indent=1).encode()),
        ("wrapped.json", json.dumps({"articles": [record(n) for n in range(3)]}).encode()),
        ("table.csv", table([record(n) for n in range(3)])),
        ("table.tsv", table([record(n) for n in range(3)], "\t")),
    ],
)
def test_each_record_is_an_item_with_its_own_bytes(name: str, content: bytes) -> None:
    found = brought(content, name)
    (file,) = found.files
    assert (file.state, file.records) == (State.READ, 3)
    assert [item.name for item in found.items] == [f"{name}, record {n}" for n in (1, 2, 3)]
    for number, item in enumerate(found.items):
        assert (item.status, item.title) == (Status.STAGED, record(number)["title"])
        assert item.url == record(number)["url"]
        assert item.file == file
        assert (item.record, item.position) == (number + 1, number + 1)
        assert item.line is not None
        raw = raw_bytes(item)
        assert content[item.raw_offset :].startswith(raw)
        assert item.raw_sha256 == file.sha256
        assert preview(item).body.split() == record(number)["body"].split()


def test_an_archive_is_unpacked_member_by_member() -> None:
    inner = zipped({"deep/c.txt": distinct_page(3)})
    content = zipped(
        {
            "a.txt": distinct_page(1),
            "folder/b.html": b"<html><body><p>" + distinct_page(2) + b"</p></body></html>",
            "inner.zip": inner,
            "data.jsonl": lines(2, 10),
            "picture.png": b"\x89PNG\r\n\x1a\n" + bytes(300),
            "../escaped.txt": distinct_page(4),
        }
    )
    found = brought(content, "all.zip")
    archive, nested = found.files
    assert (archive.state, archive.records) == (State.READ, 6)
    assert (nested.name, nested.state) == ("all.zip/data.jsonl", State.READING)
    by_name = {item.name: item for item in found.items}
    assert list(by_name) == [
        "all.zip/a.txt",
        "all.zip/folder/b.html",
        "all.zip/inner.zip/deep/c.txt",
        "all.zip/picture.png",
        "all.zip/../escaped.txt",
    ]
    assert [item.status for item in found.items] == ["staged"] * 3 + ["failed"] * 2
    assert raw_bytes(by_name["all.zip/inner.zip/deep/c.txt"]) == distinct_page(3)
    assert staging.read_file(file_id=nested.pk)
    assert nested.items.filter(status=Status.STAGED).count() == 2


def test_a_file_of_a_like_name_that_comes_meanwhile_is_not_of_the_archive(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    batch = make_batch()
    read = bringing.read_small

    def read_while_another_comes(file: ImportFile) -> None:
        make_file(batch, name="week.csv")
        read(file)

    monkeypatch.setattr(bringing, "read_small", read_while_another_comes)
    content = zipped({"data.csv": table([record(1)])})
    archive = brought(content, "week", batch=batch)
    assert [file.name for file in archive.files] == ["week", "week/data.csv"]


def test_what_is_zipped_again_is_the_same() -> None:
    batch = make_batch()
    brought(distinct_page(1), "one.txt", batch=batch)
    (item,) = brought(zipped({"renamed.txt": distinct_page(1)}), "a.zip", batch=batch).items
    assert item.status == Status.DUPLICATE
    assert "one.txt" in item.problems[0]["message"]


def test_columns_that_nobody_knows_are_asked_for_and_remembered() -> None:
    rows = [{"x1": record(n)["title"], "x2": record(n)["body"]} for n in range(3)]
    source = make_source("The Paper")
    batch = make_batch()
    content = table(rows)
    found = bring(batch=batch, name="t.csv", file=io.BytesIO(content), by=None, source=source)
    (file,) = found.files
    assert (file.state, found.items) == (State.WAITING, ())
    proposal = mappings.proposed(file)
    assert proposal.options.columns == ("x1", "x2")
    assert [dict(row) for row in proposal.rows] == [
        {name: " ".join(cell.split())[:500] for name, cell in row.items()} for row in rows
    ]
    with pytest.raises(Refused, match="no column “x9”"):
        mappings.confirm(file=file, mapping={ArticleField.BODY: "x9"}, by=None)
    with pytest.raises(Refused, match="text of the article"):
        mappings.confirm(file=file, mapping={ArticleField.TITLE: "x1"}, by=None)
    chosen = {ArticleField.TITLE: "x1", ArticleField.BODY: "x2"}
    assert mappings.confirm(file=file, mapping=chosen, by=None).state == State.READING
    staging.read_file(file_id=file.pk)
    assert [item.title for item in file.items.order_by("record")] == [row["x1"] for row in rows]
    assert RememberedMapping.objects.get().source == source
    again = table([{"x1": "Another", "x2": record(9)["body"]}])
    other = bring(batch=batch, name="u.csv", file=io.BytesIO(again), by=None, source=source)
    assert [item.title for item in other.items] == ["Another"]


def test_columns_of_a_file_that_was_read_are_mapped_again_until_something_is_imported() -> None:
    rows = [
        {"titel": row["title"], "text": row["body"], "erschien am": f"{number + 1}. März 2024"}
        for number, row in enumerate(map(record, range(2)))
    ]
    found = brought(table(rows), "t.csv")
    (file,) = found.files
    assert [item.published for item in found.items] == [None, None]
    assert mappings.unused(options_of(file)) == ("erschien am",)
    chosen = {**options_of(file).mapping, ArticleField.PUBLISHED: "erschien am"}
    mappings.confirm(file=file, mapping=chosen, by=None)
    with pytest.raises(Refused, match="is being read"):
        mappings.confirm(file=file, mapping=chosen, by=None)
    staging.read_file(file_id=file.pk)
    items = list(file.items.order_by("record"))
    assert [str(item.published) for item in items] == ["2024-03-01", "2024-03-02"]
    assert not {item.pk for item in items} & {item.pk for item in found.items}
    assert committing.commit(items=items[:1], by=None).committed
    with pytest.raises(Refused, match="undo that first"):
        mappings.confirm(file=file, mapping=chosen, by=None)


def test_records_that_cannot_be_read_are_items_and_stop_nothing() -> None:
    content = lines(1) + b'{"title": "Broken", \n' + lines(1, 1) + b"[1, 2]\n"
    found = brought(content, "export.jsonl")
    assert [item.status for item in found.items] == ["staged", "failed", "staged", "failed"]
    broken = found.items[1]
    assert broken.line == 2
    assert "2" in broken.problems[0]["message"]


@pytest.mark.usefixtures("small_groups")
def test_more_bad_records_than_are_listed_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(record_groups, "MOST_BAD", 4)
    (file,) = brought(lines(1) + b"{nothing\n" * 12 + lines(1, 1), "export.jsonl").files
    staging.read_file(file_id=file.pk)
    file.refresh_from_db()
    assert (file.state, file.records) == (State.READ, 14)
    assert file.items.filter(status=Status.STAGED).count() == 2
    bad = file.items.filter(status=Status.FAILED).count()
    assert bad + 2 < 14
    assert f"{12 - bad} more records" in file.problems[0]["message"]


def test_a_file_of_which_nothing_can_be_read_has_failed() -> None:
    (file,) = brought(b'[{"title": "A", "body": ', "broken.json").files
    assert file.state == State.FAILED
    assert "line" in file.problems[0]["message"].lower()


def test_a_batch_that_is_full_stops_the_file(settings) -> None:  # type: ignore[no-untyped-def]
    settings.IMPORT_MAX_BATCH_ITEMS = 2
    (file,) = brought(lines(1), "a.jsonl").files
    file = ImportFile.objects.get(pk=file.pk)
    assert file.state == State.READ
    batch = file.batch
    (more,) = brought(lines(2, 5), "b.jsonl", batch=batch).files
    more.refresh_from_db()
    assert (more.state, more.records) == (State.STOPPED, 0)
    assert "IMPORT_MAX_BATCH_ITEMS" in more.problems[0]["message"]
    brought(distinct_page(50), "c.txt", batch=batch)
    with pytest.raises(BatchFull, match="at most 2 items"):
        brought(distinct_page(51), "d.txt", batch=batch)


def test_queries_do_not_grow_with_the_records(django_assert_max_num_queries: Any) -> None:
    with django_assert_max_num_queries(60):
        (file,) = brought(lines(150), "export.jsonl").files
    assert file.items.count() == 150
