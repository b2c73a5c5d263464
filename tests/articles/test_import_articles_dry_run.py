"""What a run of the command would do, said beforehand."""

import json
import os
import zipfile
from pathlib import Path

import pytest
from django.core.files.storage import storages

from articles.core.fingerprints import sha256_hex
from articles.models import Article, ImportBatch, ImportFile, ImportItem, Source
from articles.services import rehearsing
from articles.services.arrivals import Arrival
from articles.services.examining import examine, light_of
from tests.articles.import_command import jsonl, run_json
from tests.articles.likeness import paragraphs
from tests.articles.texts import distinct_page, herald_page

pytestmark = pytest.mark.django_db


def test_a_dry_run_changes_nothing(folder: Path) -> None:
    raw = herald_page(number=int.from_bytes(os.urandom(3)))
    (folder / "a.txt").write_bytes(raw)
    (folder / "twin.txt").write_bytes(raw)
    reports, failure = run_json(folder, dry_run=True, source="New Paper")
    assert failure == ""
    assert [report["status"] for report in reports] == [
        "ready",
        "ready",
        "skipped",
        "duplicate",
        "ready",
    ]
    assert reports[0]["body"]
    assert reports[0]["source"] == "New Paper"
    for model in (Article, ImportBatch, ImportItem, Source):
        assert not model.objects.exists()
    sha256 = sha256_hex(raw)
    assert not storages["raw"].exists(f"{sha256[:2]}/{sha256[2:4]}/{sha256}")


def test_a_dry_run_says_what_a_run_does(folder: Path) -> None:
    rehearsed, _ = run_json(folder, dry_run=True)
    done, _ = run_json(folder)
    for before, after in zip(rehearsed, done, strict=True):
        assert before | {"status": "", "article": 0} == after | {"status": "", "article": 0}


def test_a_dry_run_of_records_changes_nothing(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_bytes(jsonl(range(2)))
    with zipfile.ZipFile(tmp_path / "b.zip", "w") as archive:
        archive.writestr("x.txt", distinct_page(5))
        archive.writestr("y.jsonl", jsonl(range(2, 4)))
    reports, failure = run_json(tmp_path, dry_run=True)
    assert failure == ""
    assert [report["status"] for report in reports] == ["ready"] * 5
    assert [report["file"] for report in reports[3:]] == [f"{tmp_path}/b.zip/y.jsonl"] * 2
    for model in (Article, ImportBatch, ImportFile, ImportItem):
        assert not model.objects.exists()
    done, failure = run_json(tmp_path)
    assert failure == ""
    assert [report["status"] for report in done] == ["imported"] * 5
    assert done[2]["file"] == f"{tmp_path}/b.zip/x.txt"
    assert {report["file"] for report in done[3:]} == {f"{tmp_path}/b.zip/y.jsonl"}


def test_a_dry_run_of_an_archive_that_holds_only_files_with_records(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("x.jsonl", jsonl(range(2)))
    for options, status in (({"dry_run": True}, "ready"), ({}, "imported")):
        reports, failure = run_json(path, **options)
        assert [report["status"] for report in reports] == [status] * 2
        assert failure == ""


def test_what_the_database_cannot_keep_is_said_and_the_others_are_as_they_would_be() -> None:
    arrivals = [Arrival(f"{number}.txt", distinct_page(number)) for number in range(4)]
    for title in ("caf\udce9", "A\x00B"):
        files = examine(arrivals, light_of(batch=None))
        files[1].item.title = title
        rehearsing.begin()
        found = rehearsing.rehearse(files, source_name="New Paper")
        ready, failed = ImportItem.Status.COMMITTED, ImportItem.Status.FAILED
        assert [one.status for one in found] == [ready, failed, ready, ready]
        assert "can’t keep this" in found[1].message
        again = rehearsing.rehearse(examine(arrivals, light_of(batch=None)))
        copy = ImportItem.Status.DUPLICATE
        assert [one.status for one in again] == [copy, ready, copy, copy]


def page(seed: int, *, title: str, url: str = "", edited: int = 0) -> dict[str, str]:
    return {"title": title, "body": "\n\n".join(paragraphs(seed, edited=edited)), "url": url}


def alike() -> dict[str, dict[str, str]]:
    """Articles that are each other's copies, versions and likenesses."""
    at = "https://paper.example/"
    return {
        "a.json": page(1, title="Storm", url=f"{at}storm"),
        "b.json": page(1, title="Storm") | {"author": "Ann Lee"},
        "c.json": page(1, title="Storm hits", edited=4),
        "d.json": page(1, title="Storm", url=f"{at}storm?utm_source=x", edited=30),
        "e.json": page(2, title="Ferry", url=f"{at}ferry"),
        "f.json": page(3, title="Budget", url=f"{at}ferry"),
        "g.json": page(2, title="Ferry", url=f"{at}ferry"),
        "h.json": page(4, title="Vote", edited=3),
        "i.json": page(4, title="Vote again"),
        "j.json": page(5, title=""),
        "k.json": page(6, title="Pier", url=at),
        "l.json": {"title": "Empty", "body": " "},
        "m.json": page(7, title="Repair") | {"source": "The Paper", "id": "77"},
        "n.json": page(7, title="Repair", edited=20) | {"source": "The Paper", "id": "77"},
    }


@pytest.mark.parametrize("group", [1, 3, 200])
@pytest.mark.parametrize("archived", [False, True])
@pytest.mark.parametrize("source", ["", "New Paper"])
def test_what_resembles_something_of_the_same_run_is_said_as_in_a_run(
    group: int, archived: bool, source: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("articles.services.arrivals.GROUP_RECORDS", group)
    for name, article in alike().items():
        (tmp_path / name).write_text(json.dumps(article))
    (tmp_path / "z.jsonl").write_text("\n".join(map(json.dumps, alike().values())))
    (tmp_path / "copy.json").write_bytes((tmp_path / "a.json").read_bytes())
    if archived:
        run_json(tmp_path / "c.json")
        run_json(tmp_path / "i.json")
    counts = [model.objects.count() for model in (Article, ImportItem, Source)]
    rehearsed, _ = run_json(tmp_path, dry_run=True, source=source)
    assert counts == [model.objects.count() for model in (Article, ImportItem, Source)]
    again, _ = run_json(tmp_path, dry_run=True, source=source)
    assert rehearsed == again
    done, _ = run_json(tmp_path, source=source)
    assert [(one["file"], one["record"], one["status"]) for one in rehearsed] == [
        (one["file"], one["record"], one["status"].replace("imported", "ready")) for one in done
    ]
    assert {one["status"] for one in rehearsed} == {"ready", "staged", "duplicate", "failed"}
    for before, after in zip(rehearsed, done, strict=True):
        if before["status"] == "staged":
            assert before["problems"][0]["message"]
            assert after["problems"][0]["message"].startswith(
                before["problems"][0]["message"].split(":")[0]
            )
