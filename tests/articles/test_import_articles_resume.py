"""Runs of the command that were stopped, and go on."""

import io
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from articles.management import file_import
from articles.models import Article, ImportBatch, ImportFile, ImportItem
from articles.services import arrivals
from articles.services.importing import import_group
from tests.articles.import_command import jsonl, run, run_json
from tests.articles.texts import distinct_page

pytestmark = pytest.mark.django_db


def stopped_after(count: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Have the user press Ctrl+C while the group after so many is imported."""
    real = import_group
    calls = iter(range(1000))

    def stopping(**options: Any) -> Any:
        if next(calls) == count:
            raise KeyboardInterrupt
        return real(**options)

    monkeypatch.setattr(file_import, "import_group", stopping)


@pytest.mark.parametrize("count", range(5))
def test_a_stopped_run_is_gone_on_with(
    count: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(arrivals, "GROUP_RECORDS", 3)
    (tmp_path / "a.jsonl").write_bytes(jsonl(range(7)))
    for number in range(10, 15):
        (tmp_path / f"b{number}.txt").write_bytes(distinct_page(number))
    said = io.StringIO()
    with monkeypatch.context() as context, suppress(KeyboardInterrupt):
        stopped_after(count, context)
        call_command("import_articles", str(tmp_path), stdout=io.StringIO(), stderr=said)
    batch = ImportBatch.objects.get()
    assert f"{tmp_path} --resume {batch.pk}" in said.getvalue()
    assert f"{Article.objects.count()} imported" in said.getvalue()
    reports, failure = run_json(tmp_path, resume=batch.pk)
    assert failure == ""
    assert {report["status"] for report in reports} <= {"imported"}
    assert ImportBatch.objects.count() == 1
    assert Article.objects.count() == 12
    assert not ImportFile.objects.exclude(state=ImportFile.State.READ).exists()
    assert ImportItem.objects.filter(status="committed").count() == ImportItem.objects.count() == 12
    assert run_json(tmp_path, resume=0) == ([], "")


def test_there_is_nothing_to_go_on_with() -> None:
    assert "no import to go on with" in run(resume=0)[1]
    assert "no import 77" in run(resume=77)[1]
    assert "name files" in run()[1]
