"""Files that are gone when the command line comes to read their records."""

from pathlib import Path
from typing import Any

import pytest
from django.core.files.storage import storages

from articles.management import file_import
from articles.models import ImportFile
from articles.services import intake
from tests.articles.containers import brought, lines
from tests.articles.import_command import run, run_json
from tests.articles.texts import distinct_page
from tests.factories import make_batch

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_raw_files")]


def test_a_file_that_vanishes_before_its_records_are_read_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = {"a.txt": distinct_page(1), "b.jsonl": lines(3), "c.txt": distinct_page(2)}
    for name, content in files.items():
        (tmp_path / name).write_bytes(content)

    def take_in_and_lose(*args: Any, **kwargs: Any) -> Any:
        taken = intake.take_in(*args, **kwargs)
        if isinstance(taken, ImportFile):
            (tmp_path / "b.jsonl").unlink()
        return taken

    monkeypatch.setattr(file_import, "take_in", take_in_and_lose)
    reports, failure = run_json(tmp_path, dry_run=True)
    found = {Path(report["file"]).name: report for report in reports}
    assert found["a.txt"]["status"] == found["c.txt"]["status"] == "ready"
    assert found["b.jsonl"]["status"] == "failed"
    assert "1 of 3" in failure


def test_going_on_with_files_whose_bytes_are_gone_ends_and_says_so() -> None:
    batch = make_batch()
    (file,) = brought(lines(3), "export.jsonl", batch=batch).files
    ImportFile.objects.filter(pk=file.pk).update(state=ImportFile.State.STOPPED)
    storage = storages["raw"]
    storage.delete(f"{file.sha256[:2]}/{file.sha256[2:4]}/{file.sha256}")
    output, failure = run("--resume", str(batch.pk))
    assert "cannot be read" in output
    assert failure
