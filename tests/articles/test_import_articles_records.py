"""The command line: files of many records."""

from pathlib import Path

import pytest
from django.db import connection

from articles.models import Article, ImportItem, Source
from articles.services.arrivals import Arrival, Group
from articles.services.examining import examine, light_of
from articles.services.importing import import_group
from articles.services.previews import raw_bytes
from tests.articles.import_command import jsonl, run, run_json
from tests.articles.texts import distinct_page
from tests.factories import make_batch

pytestmark = pytest.mark.django_db


def test_records_of_files_are_reported_with_their_place(tmp_path: Path) -> None:
    path = tmp_path / "export.jsonl"
    path.write_bytes(jsonl(range(3), source="Port Ellery Herald") + b"\n{broken\n")
    reports, failure = run_json(path)
    assert "1 of 4 not imported" in failure
    assert {report["file"] for report in reports} == {str(path)}
    assert [(r["record"], r["line"]) for r in reports] == [(n, n) for n in (1, 2, 3, 4)]
    assert [report["status"] for report in reports] == ["imported"] * 3 + ["failed"]
    assert [report["source"] for report in reports[:3]] == ["Port Ellery Herald"] * 3
    assert Source.objects.count() == 1
    assert Article.objects.count() == 3
    again, failure = run_json(path)
    assert [report["status"] for report in again] == ["duplicate"] * 3 + ["failed"]
    assert Article.objects.count() == 3


def test_of_many_records_a_person_reads_what_failed_and_the_totals(tmp_path: Path) -> None:
    path = tmp_path / "export.jsonl"
    path.write_bytes(jsonl(range(3)) + b"\n{broken\n")
    out, _ = run(path)
    assert out.splitlines()[0] == f"{path}, record 4 (line 4): failed"
    assert out.splitlines()[-2:] == [f"{path}: 3 imported, 1 failed.", "3 imported, 1 failed."]


def test_columns_are_named_on_the_command_line(tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    rows = [distinct_page(n).decode().partition("\n\n") for n in (1, 2)]
    text = "\n".join(f'{title};"{body}"' for title, _, body in rows)
    path.write_text(f"c1;c2\n{text}\n")
    (report,), failure = run_json(path)
    assert (report["status"], bool(failure)) == ("staged", True)
    assert "c1, c2" in report["problems"][0]["message"]
    (report,), _ = run_json(path, map=["body=c3"])
    assert "The file has no column “c3”" in report["problems"][0]["message"]
    reports, failure = run_json(path, map=["title=c1", "body=c2"])
    assert failure == ""
    assert [report["title"] for report in reports] == [title for title, _, _ in rows]
    assert "FIELD=COLUMN" in run(path, map=["rubbish=c1"])[1]


def test_columns_that_are_named_add_to_those_that_are_recognised(tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    titles, _, body = distinct_page(1).decode().partition("\n\n")
    path.write_text(f'title,text,c3\n"{titles}","{body}",Port Ellery Herald\n')
    (report,), failure = run_json(path, map=["source=c3"])
    assert (failure, report["status"]) == ("", "imported")
    assert (report["title"], report["source"]) == (titles, "Port Ellery Herald")
    # What is named otherwise than it seems is only that.
    (report,), _ = run_json(path, map=["kicker=title"], dry_run=True)
    assert report["kicker"] == titles
    path.write_text(f'c1,text,c3\n"{titles}","{body}",Port Ellery Herald\n')
    (report,), _ = run_json(path, map=["source=c3"], dry_run=True)
    assert report["status"] == "staged"
    (report,), _ = run_json(path, map=["title=c1", "source=c3"], dry_run=True)
    assert report["title"] == titles


def test_the_line_of_a_problem_is_said_once(tmp_path: Path) -> None:
    path = tmp_path / "export.jsonl"
    path.write_bytes(b"{broken\n" + jsonl(range(2)))
    out, _ = run(path)
    assert "  ! Line 1, column 2: this is not JSON" in out
    assert "line 1: Line" not in out


_REFUSING = """
    CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql
    AS $$ BEGIN RAISE check_violation USING MESSAGE = 'not this one'; END $$;
    CREATE TRIGGER refusing BEFORE INSERT ON articles_article
    FOR EACH ROW WHEN (NEW.title = '{title}') EXECUTE FUNCTION refuse()
"""


def test_a_record_that_the_database_refuses_is_kept_and_said(tmp_path: Path) -> None:
    title = distinct_page(1).decode().partition("\n")[0]
    with connection.cursor() as cursor:
        cursor.execute(_REFUSING.format(title=title))
    path = tmp_path / "export.jsonl"
    path.write_bytes(jsonl(range(3)))
    reports, failure = run_json(path)
    assert "1 of 3 not imported" in failure
    assert [report["status"] for report in reports] == ["imported", "failed", "imported"]
    refused = ImportItem.objects.get(status="failed")
    assert (refused.record, refused.article) == (2, None)
    assert "not this one" in refused.problems[0]["message"]
    assert distinct_page(1).decode().split()[-1] in raw_bytes(refused).decode()
    assert (ImportItem.objects.count(), Article.objects.count()) == (3, 2)


@pytest.mark.django_db(transaction=True)
def test_a_source_that_is_deleted_meanwhile_costs_no_record() -> None:
    source = Source.objects.create(name="Port Ellery Herald")
    batch = make_batch()
    arrivals = [Arrival(f"{n}.txt", distinct_page(n), source=source) for n in range(2)]
    light = light_of(batch=batch)
    examined = examine(arrivals, light)
    Source.objects.all().delete()
    imported = import_group(
        batch=batch, group=Group(arrivals), examined=examined, light=light, by=None
    )
    assert [file.item.status for file in imported] == ["committed"] * 2
    assert list(Article.objects.values_list("source", flat=True)) == [None, None]
