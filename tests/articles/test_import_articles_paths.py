"""`manage.py import_articles` on paths that are no files to read."""

import os
from pathlib import Path

import pytest

from articles.management.opening import opened
from articles.models import Article
from tests.articles.import_command import run, run_json
from tests.articles.texts import distinct_page

pytestmark = pytest.mark.django_db


def test_an_empty_folder_is_said(tmp_path: Path) -> None:
    out, failure = run(tmp_path)
    assert "The folder holds no file to import." in out
    assert failure


def test_what_is_neither_file_nor_folder_is_not_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    out, failure = run(tmp_path / "pipe")
    assert "neither a file nor a folder" in out
    assert failure


def test_a_path_that_cannot_be_looked_at_is_one_failure(folder: Path) -> None:
    reports, failure = run_json(folder / "a.txt", folder / ("x" * 300), folder / "c.TXT")
    assert "1 of 3 not imported" in failure
    assert [report["status"] for report in reports] == ["imported", "failed", "imported"]
    assert "File name too long" in reports[1]["problems"][0]["message"]


def test_links_are_reported(folder: Path) -> None:
    (folder / "again").symlink_to(folder / "b")
    (folder / "loop.txt").symlink_to(folder / "loop.txt")
    (folder / "nothing.txt").symlink_to(folder / "gone.txt")
    by_name = {Path(report["file"]).name: report for report in run_json(folder)[0]}
    assert by_name["again"]["status"] == "skipped"
    for name, says in (
        ("again", "A link to a folder: not followed."),
        ("loop.txt", "cannot be read"),
        ("nothing.txt", "no such file"),
    ):
        assert says in by_name[name]["problems"][0]["message"]
    assert Article.objects.count() == 3


@pytest.mark.parametrize("path", ["/proc/kmsg", "/proc/self/mem", "/proc/version", "/dev/zero"])
def test_what_the_system_makes_up_is_refused_and_the_others_go_on(
    path: str, tmp_path: Path
) -> None:
    if not os.access(path, os.R_OK):
        pytest.skip(f"{path} cannot be read here")
    (tmp_path / "a.txt").write_bytes(distinct_page(1))
    for dry_run in (True, False):
        (refused, other), failure = run_json(path, tmp_path, dry_run=dry_run)
        assert (refused["file"], refused["status"]) == (path, "failed")
        assert refused["problems"][0]["message"].startswith(("The file cannot be read", "This is"))
        assert other["status"] == ("ready" if dry_run else "imported")
        assert failure


def test_a_pipe_that_takes_the_place_of_a_file_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.txt")
    with pytest.raises(OSError, match="no file on a disk"):
        opened(tmp_path / "a.txt")
