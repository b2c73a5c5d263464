"""What becomes of a file whose bringing is interrupted, finds no room, or meets a large one."""

import threading
from pathlib import Path

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob

from articles.models import ImportFile, ImportItem
from articles.services import (
    bringing,
    intake,
    previews,
    reading_files,
    staging,
    text_work,
    turns,
)
from articles.services.errors import StorageFull
from tests.articles.containers import brought, lines, zipped
from tests.factories import make_batch

pytestmark = pytest.mark.django_db
State = ImportFile.State


def jobs(file: ImportFile) -> list[ProcrastinateJob]:
    queued = ProcrastinateJob.objects.filter(task_name=reading_files.JOB)
    return list(queued.filter(args__file_id=file.pk))


class Killed(BaseException):
    """The end of a process: nothing after it happens."""


def test_a_small_file_whose_reader_is_killed_is_read_by_a_job(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def be_killed(file: ImportFile) -> None:
        raise Killed

    monkeypatch.setattr(bringing, "read_small", be_killed)
    batch = make_batch()
    with pytest.raises(Killed):
        brought(lines(3), "export.jsonl", batch=batch)
    file = batch.files.get()
    assert file.state == State.READING
    (job,) = jobs(file)
    assert job.scheduled_at is not None
    assert staging.read_file(**job.args)
    file.refresh_from_db()
    assert (file.state, file.items.count()) == (State.READ, 3)


def test_the_job_for_a_file_that_is_read_at_once_finds_nothing_to_do() -> None:
    (file,) = brought(lines(3), "export.jsonl").files
    assert file.state == State.READ
    (job,) = jobs(file)
    assert staging.read_file(**job.args)
    assert ImportItem.objects.count() == 3


@pytest.mark.usefixtures("small_groups")
def test_the_rest_of_a_small_file_waits_for_nobody() -> None:
    (file,) = brought(lines(8), "export.jsonl").files
    assert (file.state, file.records) == (State.READING, 3)
    first, second = jobs(file)
    # They run one after the other: the first one must not wait for its time.
    assert (first.scheduled_at, second.scheduled_at) == (None, None)


def test_a_file_that_waits_for_its_mapping_has_no_job() -> None:
    (file,) = brought(b"one,two\n1,2\n", "a.csv").files
    assert file.state == State.WAITING
    assert not jobs(file)


def test_no_room_for_temporary_files_is_said(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    full = OSError(28, "No space left on device")

    def none_left(*args: object, **kwargs: object) -> None:
        raise full

    batch = make_batch()
    (file,) = brought(zipped({"a.txt": b"A title\n\nA text.\n"}), "a.zip", batch=batch).files
    assert file.state == State.READ
    monkeypatch.setattr("articles.services.record_groups.SpooledTemporaryFile", none_left)
    (file,) = brought(zipped({"b.txt": b"A title\n\nAnother.\n"}), "b.zip", batch=batch).files
    file.refresh_from_db()
    assert file.state == State.STOPPED
    assert "no room for the file in the folder for temporary files" in file.problems[0]["message"]
    monkeypatch.setattr(intake, "sniff", none_left)
    with pytest.raises(StorageFull, match="No space left"):
        brought(b"A title\n\nA third text.\n", "c.txt", batch=batch)


def held_elsewhere() -> bool:
    """Whether another thread would wait for its turn now."""
    free: list[bool] = []

    def look() -> None:
        if turns._TURN.acquire(blocking=False):
            turns._TURN.release()
            free.append(True)

    other = threading.Thread(target=look)
    other.start()
    other.join()
    return not free


@pytest.fixture
def held(monkeypatch: pytest.MonkeyPatch) -> dict[str, bool]:
    """By what was called, whether the turn was held then."""
    seen: dict[str, bool] = {}

    def watch(place: object, name: str) -> None:
        called = getattr(place, name)

        def watched(*args: object, **kwargs: object) -> object:
            seen[name] = held_elsewhere()
            return called(*args, **kwargs)

        monkeypatch.setattr(place, name, watched)

    watch(bringing, "take_in")
    watch(bringing, "keep_all")
    watch(staging, "keep")
    watch(text_work, "clean_all")
    watch(previews, "read")
    return seen


LONG = b"A title\n\n" + b"The council voted on Monday to close the pier.\n" * 6000


def test_the_turn_of_a_large_text_is_for_reading_it_alone(held: dict[str, bool]) -> None:
    (item,) = brought(LONG, "a.txt").items
    assert held == {"take_in": False, "clean_all": True, "keep_all": False, "keep": False}
    previews.preview(item)
    assert held["read"]


def test_a_large_file_of_small_texts_waits_for_nobody(held: dict[str, bool]) -> None:
    stored = zipped({"a.txt": b"A title\n\nA text.\n"}) + bytes(turns.LARGE)
    assert brought(stored, "a.zip").files
    brought(lines(4) + b"\n" * turns.LARGE, "b.jsonl")
    assert held.keys() >= {"take_in", "clean_all", "keep"}
    assert not any(held.values())


def test_large_texts_of_several_threads_take_turns() -> None:
    inside, entered = [], threading.Event()

    def work(number: int, size: int) -> None:
        with turns.turn(size):
            inside.append(number)
            entered.set()

    with turns.turn(turns.LARGE):
        large = threading.Thread(target=work, args=(1, turns.LARGE))
        large.start()
        small = threading.Thread(target=work, args=(2, turns.LARGE - 1))
        small.start()
        small.join(timeout=60)
        assert inside == [2]
    large.join(timeout=60)
    assert inside == [2, 1]
