"""What is refused at import, what is hostile, and that neither stops anything else."""

import csv
import io
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from articles.models import ImportFile, ImportItem
from articles.services import committing, staging
from articles.services.bringing import Brought, bring
from articles.services.previews import preview
from tests.articles.containers import described, lines, zipped
from tests.articles.import_command import run_json
from tests.articles.texts import distinct_page
from tests.factories import make_batch

Status = ImportItem.Status
State = ImportFile.State
pytestmark = pytest.mark.django_db

MANY = zipped({f"{number}": b"" for number in range(1001)})
REPOSITORY = Path(__file__).resolve().parents[2]


def brought(content: bytes, name: str) -> Brought:
    return bring(batch=make_batch(), name=name, file=io.BytesIO(content), by=None)


def refusal(found: Brought) -> str:
    (item,) = found.items
    assert item.status == Status.FAILED
    return str(item.problems[0]["message"])


@pytest.mark.parametrize(
    ("limit", "name", "content", "says"),
    [
        ("IMPORT_MAX_FILE_BYTES", "a.jsonl", lines(4), "IMPORT_MAX_FILE_BYTES"),
        ("IMPORT_MAX_ARTICLE_BYTES", "a.txt", distinct_page(1) * 2, "IMPORT_MAX_ARTICLE_BYTES"),
        ("IMPORT_MAX_ARTICLE_BYTES", "a.html", b"<html><p>x</p>" * 200, "IMPORT_MAX_ARTICLE_BYTES"),
        (
            "IMPORT_MAX_ARCHIVE_MEMBERS",
            "a.zip",
            zipped({f"{n}": b"" for n in range(1001)}),
            "1,000",
        ),
    ],
)
def test_what_is_above_a_limit_is_refused_with_its_name(
    limit: str, name: str, content: bytes, says: str, settings: Any
) -> None:
    setattr(settings, limit, 1000)
    message = refusal(brought(content, name))
    assert says in message
    assert "plit it" in message


class Growing(io.BytesIO):
    """A file that somebody still writes to: it has more than its size says."""

    def seek(self, offset: int, whence: int = 0) -> int:
        return min(super().seek(offset, whence), 100) if whence == 2 else super().seek(offset)


def test_a_file_that_grows_above_the_limit_is_refused(settings: Any) -> None:
    settings.IMPORT_MAX_FILE_BYTES = 200
    found = bring(batch=make_batch(), name="a.jsonl", file=Growing(lines(4)), by=None)
    assert "IMPORT_MAX_FILE_BYTES" in refusal(found)


def test_a_record_above_the_limit_leaves_the_others(settings: Any) -> None:
    settings.IMPORT_MAX_ARTICLE_BYTES = 2000
    big = json.dumps({"title": "Big", "body": "x" * 5000}).encode() + b"\n"
    found = brought(lines(1) + big + lines(1, 1), "a.jsonl")
    assert [item.status for item in found.items] == ["staged", "failed", "staged"]
    assert "2,000" in found.items[1].problems[0]["message"]


def test_bombs_are_broken_off_by_what_really_comes_out(settings: Any) -> None:
    settings.IMPORT_MAX_RATIO = 100
    content = zipped({"zeros.txt": bytes(5_000_000), "good.txt": distinct_page(1)})
    assert len(content) < 10_000
    zeros, good = brought(content, "a.zip").items
    assert "100 times" in zeros.problems[0]["message"]
    assert good.status == Status.STAGED
    settings.IMPORT_MAX_RATIO = 1_000_000
    settings.IMPORT_MAX_UNPACKED_BYTES = 1_000_000
    zeros, good = brought(content, "a.zip").items
    assert "1,000,000 bytes" in zeros.problems[0]["message"]


def test_damaged_archives_say_so() -> None:
    content = zipped({"a.txt": distinct_page(1), "b.txt": distinct_page(2)})
    assert "cut off" in refusal(brought(content[:-30], "a.zip"))
    damaged = bytearray(content)
    damaged[60:90] = bytes(30)
    first, second = brought(bytes(damaged), "a.zip").items
    assert (first.status, second.status) == (Status.FAILED, Status.STAGED)


def test_three_levels_of_archives_are_two_too_many() -> None:
    inner = zipped({"a.txt": distinct_page(1)})
    found = brought(zipped({"b.zip": zipped({"c.zip": inner}), "d.txt": distinct_page(2)}), "a.zip")
    assert [item.status for item in found.items] == ["failed", "staged"]
    assert "nest" in found.items[0].problems[0]["code"]


@pytest.mark.parametrize(
    "content",
    [
        b"[" * 100_000,
        b'{"a":' * 100_000,
        b'{"title": "A", "body": NaN}\n{"title": Infinity}\n',
        b'{"title": "A", "title": "B", "body": "C, and some more of it."}\n' * 2,
        b"title,body\n" + b'"' + b"x," * 10_000,
        b"title,body\na,b,c,d\ne\n\n,,,,\n",
        b"title\x00,body\nA\x00,B\x00\n",
        b"PK\x03\x04" + b"\xff" * 400,
        b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 99999999\r\n\r\nshort",
        b'<?xml version="1.0"?><!DOCTYPE r [<!ENTITY a "x"><!ENTITY b "&a;&a;">]><rss>&b;</rss>',
        b"{\\rtf1" + b"{" * 50_000,
    ],
)
@pytest.mark.parametrize("name", ["a.json", "a.jsonl", "a.csv", "a.zip", "a.txt", "a.docx"])
def test_nothing_raises_and_all_is_accounted_for(content: bytes, name: str) -> None:
    found = brought(content, name)
    assert found.items or found.files
    for file in ImportFile.objects.all():
        assert file.state in (State.READ, State.FAILED, State.WAITING)
    for item in ImportItem.objects.filter(status=Status.FAILED):
        assert item.problems[0]["message"]


def test_all_of_the_json_suite_is_brought_without_an_exception(shared_dir: Path) -> None:
    paths = sorted((shared_dir / "data" / "json_parsing").glob("*.json"))
    assert len(paths) > 300
    for path in paths:
        content = path.read_bytes()
        found = brought(content, path.name)
        states = {item.status for item in found.items} | {file.state for file in found.files}
        if path.name.startswith("n_"):
            assert states <= {Status.FAILED, State.FAILED, State.READ}, path.name
            assert Status.STAGED not in states, path.name


@pytest.fixture
def naughty(shared_dir: Path) -> list[str]:
    return list(json.loads((shared_dir / "data" / "blns.json").read_text()))


@pytest.mark.parametrize("name", ["a.jsonl", "a.csv"])
def test_naughty_strings_are_kept_as_they_are(name: str, naughty: list[str]) -> None:
    rows = [
        {"title": text, "body": f"{number} {text} end.\n\nA second one.", "source": ""}
        for number, text in enumerate(naughty)
    ]
    rows += [
        {"title": "A plain title", "body": f"A plain text of number {number}.", "source": text}
        for number, text in enumerate(naughty)
    ]
    if name == "a.csv":
        out = io.StringIO()
        writer = csv.DictWriter(out, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
        content = out.getvalue().encode("utf-8", "surrogatepass")
    else:
        content = "\n".join(map(json.dumps, rows)).encode()
    (file,) = brought(content, name).files
    staging.read_file(file_id=file.pk)
    items = {item.record: item for item in file.items.select_related("file")}
    assert len(items) == len(rows)
    for number, row in enumerate(rows, 1):
        item = items[number]
        assert item.status == Status.STAGED, row
        if _storable(row["title"]):
            # As it is, on one line.
            lines = map(str.strip, row["title"].splitlines())
            assert item.title == " ".join(filter(None, lines)), row
        assert _storable(row["body"]) in " ".join(preview(item).extracted.text.split()), row
    report = committing.commit(items=[item for item in items.values() if item.title], by=None)
    assert not [entry.message for entry in report.refused if "database" in entry.message]


def _storable(text: str) -> str:
    """What can be stored of a text, in one line."""
    kept = "".join(c for c in text if not (ord(c) < 32 or 127 <= ord(c) < 160) or c in "\t\n\r\x85")
    return " ".join(kept.encode("utf-8", "ignore").decode().split())


@pytest.mark.django_db(transaction=True)
def test_a_worker_that_is_killed_leaves_what_another_finishes(tmp_path: Path) -> None:
    (whole,) = brought(lines(700), "export.jsonl").files
    staging.read_file(file_id=whole.pk)
    file = ImportFile.objects.create(
        batch=make_batch(),
        **{name: getattr(whole, name) for name in ("name", "size", "sha256", "format", "options")},
    )
    worker = subprocess.Popen(
        [sys.executable, "-c", _WORKER, str(connection.settings_dict["NAME"]), str(file.pk)],
        cwd=REPOSITORY,
        env=os.environ | {"IMPORT_PROCESSES": "2", "PGAPPNAME": "killed"},
    )
    end = time.monotonic() + 240
    while not file.items.exists() and time.monotonic() < end:
        time.sleep(0.01)
    worker.send_signal(signal.SIGKILL)
    worker.wait()
    while _is_connected("killed"):  # PostgreSQL ends what it was told last
        assert time.monotonic() < end
        time.sleep(0.01)
    file.refresh_from_db()
    assert 0 < file.records <= 700
    assert file.items.count() == file.records
    staging.read_file(file_id=file.pk)
    whole.refresh_from_db()
    assert described(file) == described(whole)


def _is_connected(application: str) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_stat_activity WHERE application_name = %s", [application])
        return cursor.fetchone() is not None


_WORKER = """
import os, sys
os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
if __name__ == "__main__":
    import django
    from django.conf import settings
    settings.DATABASES["default"]["NAME"] = sys.argv[1]
    django.setup()
    from articles.services import staging
    staging.read_file(file_id=int(sys.argv[2]))
"""


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.zip", zipped({})),
        ("a.zip", zipped({"__MACOSX/._a.txt": b"x", "folder/": b""})),
        ("a.json", b"[]"),
        ("a.jsonl", b"\n\n"),
        ("a.csv", b"title,body\n"),
        ("a.xml", b'<?xml version="1.0"?><rss version="2.0"><channel></channel></rss>'),
    ],
)
def test_what_holds_no_article_says_so(name: str, content: bytes) -> None:
    assert refusal(brought(content, name))


def test_what_would_unpack_to_too_much_is_not_unpacked(settings: Any) -> None:
    settings.IMPORT_MAX_RATIO = 100
    content = bytearray(zipped({"zeros.txt": bytes(5_000_000)}))
    # Were it unpacked, it would be found damaged.
    content[60:200] = bytes(140)
    message = refusal(brought(bytes(content), "a.zip"))
    assert "IMPORT_MAX_RATIO" in message
    assert "unpacked" in message


def test_a_cell_of_five_megabytes_leaves_the_other_rows(tmp_path: Path) -> None:
    rows = [["title", "body"]]
    for number in range(3):
        title, _, body = distinct_page(number).decode().partition("\n\n")
        body = " ".join(body.split())
        rows.append([title, "\n".join([body] * 6_500) if number == 1 else body])
    out = io.StringIO()
    csv.writer(out).writerows(rows)
    assert len(rows[2][1]) > 5_000_000 > len(rows[1][1])
    (tmp_path / "a.csv").write_text(out.getvalue(), newline="")
    reports, failure = run_json(tmp_path / "a.csv")
    assert [one["status"] for one in reports] == ["imported", "failed", "imported"]
    assert "1 of 3" in failure
    refused = reports[1]["problems"][0]["message"]
    (file,) = brought(out.getvalue().encode(), "b.csv").files
    staging.read_file(file_id=file.pk)
    assert [item.status for item in file.items.order_by("record")] == [
        Status.DUPLICATE,
        Status.FAILED,
        Status.DUPLICATE,
    ]
    assert file.items.get(record=2).problems[0]["message"] == refused
    for said in ("Line 3:", "3,145,728", "IMPORT_MAX_ARTICLE_BYTES", "split it", "runs the site"):
        assert said in refused
