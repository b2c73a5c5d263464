"""Readings of files that were killed or stopped, and go on; each record is staged once."""

from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import Any

import pytest

from articles.models import ImportFile, ImportItem
from articles.services import reading_files, staging
from articles.services.errors import Refused
from tests.articles.containers import brought, described, lines, zipped
from tests.articles.texts import distinct_page
from tests.factories import make_batch

Status = ImportItem.Status
State = ImportFile.State
pytestmark = pytest.mark.django_db


class Killed(BaseException):
    """The process ends here."""


def killed_after(count: int) -> Callable[..., None]:
    real = staging.stage_group
    calls: Iterator[int] = iter(range(1000))

    def stage(**options: Any) -> Any:
        if next(calls) == count:
            raise Killed
        return real(**options)

    return stage


@pytest.mark.usefixtures("small_groups")
@pytest.mark.parametrize("count", range(5))
@pytest.mark.parametrize("name", ["export.jsonl", "all.zip"])
def test_a_killed_reading_goes_on_and_ends_as_if_nothing_had_happened(
    count: int, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    content = lines(4) + b"{bad\n" + lines(2, 2) + lines(5, 20)
    if name == "all.zip":
        members = {f"{n}.txt": distinct_page(n % 9) for n in range(11)}
        content = zipped(members | {"in.zip": zipped({"x.txt": distinct_page(30)})})
    (whole,) = brought(content, name).files
    staging.read_file(file_id=whole.pk)
    (broken,) = ImportFile.objects.bulk_create(
        [_copy_of(whole, batch=make_batch(), state=State.READING, records=0)]
    )
    with monkeypatch.context() as context, suppress(Killed):
        context.setattr(staging, "stage_group", killed_after(count))
        staging.read_file(file_id=broken.pk)
    staging.read_file(file_id=broken.pk)
    whole.refresh_from_db()
    broken.refresh_from_db()
    assert (broken.state, broken.records) == (State.READ, 12)
    assert (whole.state, whole.records) == (State.READ, 12)
    assert described(broken) == described(whole)


def _copy_of(file: ImportFile, **changes: Any) -> ImportFile:
    columns = ("name", "size", "sha256", "format", "options", "source")
    return ImportFile(**{column: getattr(file, column) for column in columns} | changes)


@pytest.mark.usefixtures("small_groups")
def test_an_editor_stops_a_reading_and_goes_on() -> None:
    (file,) = brought(lines(8), "export.jsonl").files
    file.refresh_from_db()
    assert (file.state, file.records) == (State.READING, 3)
    reading_files.stop(file=file, by=None)
    staging.read_file(file_id=file.pk)
    assert file.items.count() == 3
    with pytest.raises(Refused, match="stopped"):
        reading_files.stop(file=file, by=None)
    reading_files.resume(file=file, by=None)
    staging.read_file(file_id=file.pk)
    assert [item.record for item in file.items.order_by("position")] == list(range(1, 9))
    with pytest.raises(Refused, match="read"):
        reading_files.resume(file=file, by=None)


@pytest.mark.usefixtures("small_groups")
def test_two_jobs_for_one_file_stage_each_record_once(monkeypatch: pytest.MonkeyPatch) -> None:
    (file,) = brought(lines(9), "export.jsonl").files
    real = staging.stage_group

    def overtaken(**options: Any) -> Any:
        monkeypatch.setattr(staging, "stage_group", real)
        staging.read_file(file_id=file.pk, processes=1)
        return real(**options)

    monkeypatch.setattr(staging, "stage_group", overtaken)
    staging.read_file(file_id=file.pk, processes=1)
    file.refresh_from_db()
    assert (file.state, file.records) == (State.READ, 9)
    records = file.items.order_by("record").values_list("record", flat=True)
    assert list(records) == list(range(1, 10))
