"""What a run of the command would do, said beforehand."""

import os
import zipfile
from pathlib import Path

import pytest
from django.core.files.storage import storages

from articles.core.fingerprints import sha256_hex
from articles.models import Article, ImportBatch, ImportFile, ImportItem, Source
from tests.articles.import_command import jsonl, run_json
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
    assert [report["status"] for report in reports] == ["ready"] * 4
    for model in (Article, ImportBatch, ImportFile, ImportItem):
        assert not model.objects.exists()
    done, failure = run_json(tmp_path)
    assert failure == ""
    assert [report["status"] for report in done] == ["imported"] * 5
    assert done[2]["file"] == f"{tmp_path}/b.zip/x.txt"
    assert {report["file"] for report in done[3:]} == {f"{tmp_path}/b.zip/y.jsonl"}
