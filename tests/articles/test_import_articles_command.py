"""The command line: files and folders in, one report for each."""

import io
import json
import os
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.models import Article, ImportBatch, ImportItem, SearchEntry, Source
from articles.services import batches, sources
from articles.services.arrivals import Group
from articles.services.batches import one_article
from articles.services.examining import examine, light_of
from articles.services.importing import import_group
from tests.articles.import_command import run, run_json
from tests.articles.texts import distinct_page, herald_page

pytestmark = pytest.mark.django_db

KEYS = [
    "file",
    "record",
    "line",
    "status",
    "article",
    "title",
    "kicker",
    "source",
    "authors",
    "external_id",
    "dateline",
    "published",
    "language",
    "blocks",
    "removed",
    "problems",
    "body",
]


def test_one_object_a_line_with_all_keys(folder: Path) -> None:
    reports, failure = run_json(folder)
    assert failure == ""
    assert [list(report) for report in reports] == [KEYS] * 4
    assert [Path(report["file"]).name for report in reports] == [
        "a.txt",
        "c.TXT",
        "picture.png",
        "2.txt",
    ]
    assert [report["status"] for report in reports] == ["imported"] * 2 + ["skipped", "imported"]
    first = reports[0]
    assert first["source"] == "Port Ellery Herald"
    assert first["external_id"] == "77001"
    assert first["blocks"] == {"paragraph": 2}
    assert [set(cut) for cut in first["removed"]] == [{"line", "rule", "text"}] * 4
    assert all(set(problem) == {"line", "message"} for problem in first["problems"])
    assert first["body"] == Article.objects.get(pk=first["article"]).current_version.body  # type: ignore[union-attr]
    assert ImportBatch.objects.get().origin == ImportBatch.Origin.COMMAND
    assert SearchEntry.objects.count() == 3


def test_a_person_reads_a_summary(folder: Path) -> None:
    out, _ = run(folder)
    assert "a.txt: imported, article " in out
    assert "Port Ellery Herald (new, from its header lines)" in out
    assert "4 (" in out
    assert "Of a folder, .txt" in out
    assert out.splitlines()[-1] == "3 imported, 1 skipped."


def test_importing_again_changes_nothing(folder: Path) -> None:
    first, _ = run_json(folder / "a.txt")
    second, failure = run_json(folder / "a.txt")
    assert failure == ""
    assert second[0]["status"] == "duplicate"
    assert second[0]["article"] == first[0]["article"]
    assert Article.objects.count() == 1


def test_a_given_source_is_made_and_said(folder: Path) -> None:
    out, _ = run(folder / "b", source="  The  Evening Post ")
    assert "The source “The Evening Post” did not exist: it was made." in out
    assert Article.objects.get().source == Source.objects.get(name="The Evening Post")
    out, _ = run(folder / "a.txt", source="evening post")
    assert "did not exist" not in out
    assert Source.objects.count() == 1


def test_bad_files_are_reported_and_the_others_imported(folder: Path, tmp_path: Path) -> None:
    (folder / "empty.txt").write_bytes(b"")
    (folder / "picture.txt").write_bytes(b"\x89PNG\r\n\x1a\n" + os.urandom(300))
    reports, failure = run_json(folder / "missing.txt", folder)
    assert "3 of 7 not imported" in failure
    failed = {
        Path(r["file"]).name: r["problems"][0]["message"]
        for r in reports
        if r["status"] == "failed"
    }
    assert set(failed) == {"missing.txt", "empty.txt", "picture.txt"}
    assert "no such file" in failed["missing.txt"]
    assert "empty" in failed["empty.txt"]
    assert Article.objects.count() == 3


def test_a_text_without_title_is_called_like_its_file(tmp_path: Path) -> None:
    path = tmp_path / "2016_pier-vote.txt"
    path.write_bytes(
        b"The harbour council of Port Ellery voted on Monday to close the old ferry pier."
    )
    (rehearsed,), _ = run_json(path, dry_run=True)
    assert (rehearsed["status"], rehearsed["title"]) == ("ready", "2016_pier-vote")
    out, failure = run(path)
    assert failure == ""
    assert "! No title found: the file’s name stands in for it." in out
    assert Article.objects.get().title == "2016_pier-vote"


def test_a_text_with_nothing_left_waits_for_an_editor(tmp_path: Path) -> None:
    path = tmp_path / "one.txt"
    path.write_bytes(b"Select Page\nMedia ID: 12\nShare this article\n")
    out, failure = run(path)
    assert "not imported yet" in out
    assert "no text left" in out
    assert failure
    assert ImportItem.objects.get().status == ImportItem.Status.STAGED


def test_the_seeds_come_out_right(shared_dir: Path) -> None:
    reports, failure = run_json(shared_dir / "seeds")
    assert failure == ""
    first, second = reports
    assert first["title"] == (
        "Shamkhani, Senior Director of Damascus, Moscow, Tehran Joint Efforts in Syria"
    )
    assert (first["kicker"], first["source"]) == ("", "Asharq Al-Awsat")
    assert (first["external_id"], first["dateline"]) == ("55352404", "London-Moscow")
    assert first["body"].split("\n\n")[1].startswith("London-Moscow-")
    assert first["blocks"] == {"caption": 1, "paragraph": 15}
    assert [cut["line"] for cut in first["removed"]] == [1, 3, 4, 5]
    assert second["title"] == (
        "Top Iranian official Shamkhani — Why the sudden trip to Moscow to discuss Syria?"
    )
    assert (second["kicker"], second["source"], second["external_id"]) == ("PHOTO", "", "")
    assert second["blocks"] == {"paragraph": 9, "caption": 2}
    assert second["removed"] == []
    messages = " ".join(problem["message"] for problem in second["problems"])
    assert "photo line" in messages
    assert "source" in messages
    for report in reports:
        assert (report["language"], report["published"]) == ("en", "")
        assert "date" in " ".join(problem["message"] for problem in report["problems"])
    assert ImportItem.objects.get(position=2).proposal["date_hint"]["value"] == "06-16"


def test_the_source_of_a_seed_is_recognised_from_then_on(shared_dir: Path) -> None:
    run(shared_dir / "seeds")
    source = Source.objects.get()
    assert source.name == "Asharq Al-Awsat"
    assert source.names.exists()
    seed = next(path for path in (shared_dir / "seeds").iterdir() if "000" in path.name)
    (again,) = examine([one_article("again", seed.read_bytes() + b"\n")], light_of(batch=None))
    assert again.item.source == source


def test_files_that_are_all_there_already_make_no_batch(folder: Path) -> None:
    first, _ = run_json(folder)
    second, failure = run_json(folder)
    assert failure == ""
    assert [r["article"] for r in second] == [r["article"] for r in first]
    assert [r["status"] for r in second].count("duplicate") == 3
    assert ImportBatch.objects.count() == 1
    (folder / "b" / "new.txt").write_bytes(distinct_page(77))
    run(folder)
    assert [item.name[-7:] for item in ImportBatch.objects.first().items.all()] == ["new.txt"]  # type: ignore[union-attr]


def test_a_copy_of_a_file_is_not_imported_again(folder: Path) -> None:
    (folder / "b" / "copy.txt").write_bytes(distinct_page(3))
    reports, failure = run_json(folder)
    assert failure == ""
    by_name = {Path(report["file"]).name: report for report in reports}
    assert by_name["copy.txt"]["status"] == "duplicate"
    assert by_name["copy.txt"]["article"] == by_name["c.TXT"]["article"]
    assert Article.objects.count() == 3


def test_more_files_than_one_transaction_takes(tmp_path: Path) -> None:
    for number in range(60):
        (tmp_path / f"{number:02}.txt").write_bytes(distinct_page(number))
    (tmp_path / "30.txt").write_bytes(b"")
    reports, failure = run_json(tmp_path)
    assert "1 of 60 not imported" in failure
    assert [Path(report["file"]).stem for report in reports] == [f"{n:02}" for n in range(60)]
    assert Article.objects.count() == SearchEntry.objects.count() == 59
    positions = ImportItem.objects.order_by("position").values_list("position", flat=True)
    assert list(positions) == list(range(1, 61))
    for report in reports:
        if report["article"]:
            article = Article.objects.get(pk=report["article"])
            assert article.current_version is not None
            assert article.current_version.body == report["body"]


def test_statements_do_not_grow_with_the_files(tmp_path: Path) -> None:
    def statements(count: int, first: int) -> int:
        folder = tmp_path / str(count)
        folder.mkdir()
        for number in range(first, first + count):
            (folder / f"{number}.txt").write_bytes(distinct_page(number))
        with CaptureQueriesContext(connection) as captured:
            run(folder)
        return len(captured)

    few, many = statements(2, 100), statements(40, 200)
    # One search entry for each.
    assert many - few <= 40 - 2


@pytest.mark.django_db(transaction=True)
def test_a_source_deleted_during_a_run_is_made_again() -> None:
    source = sources.create(name="Port Ellery Herald", by=None)
    group = Group([one_article(f"{number}", herald_page(number=number)) for number in (1, 2)])
    group.add(one_article("z", distinct_page(3)))
    light = light_of(batch=None)
    examined = examine(group.arrivals, light)
    assert [file.item.source for file in examined] == [source, source, None]
    source.delete()
    batch = batches.create_batch(origin=ImportBatch.Origin.COMMAND, by=None)
    imported = import_group(batch=batch, group=group, examined=examined, light=light, by=None)
    assert imported[0].item.source == imported[0].item.article.source  # type: ignore[union-attr]
    assert Source.objects.get().name == "Port Ellery Herald"
    assert [file.item.status for file in imported][::2] == ["committed"] * 2


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["--resume", "export.jsonl"], "PATH --resume [NUMBER]"),
        (["export.jsonl", "--jobs", "0"], "give 1 or more"),
        ([""], "A path is empty"),
    ],
)
def test_arguments_that_make_no_sense_are_explained(arguments: list[str], says: str) -> None:
    with pytest.raises(CommandError) as refused:
        call_command("import_articles", *arguments, stdout=io.StringIO(), stderr=io.StringIO())
    assert says in str(refused.value)


def test_what_is_whole_has_nothing_left(folder: Path) -> None:
    run(folder / "b")
    out, failure = run(folder / "b", resume=0)
    assert (out.strip(), failure) == ("Nothing was left to import.", "")


def test_a_title_does_not_steer_the_terminal(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_text(json.dumps({"title": "Red \x1b[31m tape", "body": distinct_page(5).decode()}))
    out, _ = run(path)
    assert "imported" in out
    assert "\x1b" not in out


def test_columns_that_nothing_is_taken_of_are_named(tmp_path: Path) -> None:
    body = "The council voted on Monday to close the old ferry pier. Fishermen dispute it strongly."
    (tmp_path / "week.csv").write_text(f"title,text,printed\nPier to close,{body},Tuesday\n")
    assert "1 imported. Not used: printed." in run(tmp_path)[0]
