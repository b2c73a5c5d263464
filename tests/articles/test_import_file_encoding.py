"""A file with records whose encoding nobody can be sure of: it waits, is decided, is changed."""

import json
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from articles.models import Article, ImportBatch, ImportFile, ImportItem
from articles.services import file_encoding, mappings
from articles.services.bringing import bring
from articles.services.errors import Refused
from articles.services.fields import Fields, change_fields
from articles.services.raw import open_raw
from articles.services.record_groups import groups_of
from articles.services.staging import Superseded, advance, read_file
from tests.articles.import_command import run, run_json
from tests.articles.texts import distinct_page
from tests.factories import make_batch

pytestmark = pytest.mark.django_db

GERMAN = "Der Stadtrat beschloss, die Fähranlegestelle zu schließen; Fischer äußern Ärger."


def body(number: int) -> str:
    _, _, text = distinct_page(number).decode().partition("\n\n")
    return f"{GERMAN} {' '.join(text.split())}".replace('"', "")


def rows(numbers: range, encoding: str) -> bytes:
    return b"".join(f'Fähre {n},"{body(n)}"\n'.encode(encoding) for n in numbers)


MIXED = b"title,text\n" + rows(range(4), "utf-8") + rows(range(4, 6), "cp1252")
LINES = b"".join(
    json.dumps({"title": f"Fähre {n}", "text": body(n)}, ensure_ascii=False).encode(name) + b"\n"
    for n, name in enumerate(("utf-8", "utf-8", "cp1252"))
)


def uncertain_export() -> bytes:
    export = (Path(__file__).parents[1] / "data/news_databases/nexis_old.txt").read_text()
    head, _, rest = export.partition("LENGTH")
    content = (head + "LENGTH").encode() + rest.replace(" the ", " théâtre ", 1).encode("cp1252")
    return content.replace(b"LENGTH", "LENGTH à ".encode(), 1)


def brought(content: bytes, name: str = "week.csv", batch: ImportBatch | None = None) -> ImportFile:
    batch = batch or make_batch()
    (file,) = bring(batch=batch, name=name, file=BytesIO(content), by=None).files
    return file


def titles(file: ImportFile) -> list[str]:
    return list(file.items.order_by("record").values_list("title", flat=True))


@pytest.mark.parametrize(
    ("content", "name", "where", "count"),
    [(MIXED, "a.csv", "lines 6 and 7", 6), (LINES, "a.jsonl", "line 3", 3)],
)
def test_a_file_in_two_encodings_waits_and_one_choice_decides(
    content: bytes, name: str, where: str, count: int
) -> None:
    file = brought(content, name)
    assert (file.state, file.waits_for, file.items.count()) == ("waiting", "its encoding", 0)
    assert f"bytes in {where} that" in file.options["doubt"]["message"]
    first, *others = file_encoding.choices(file)
    assert first.encoding == "utf-8+cp1252"
    assert "utf-8" in [other.encoding for other in others]
    file = file_encoding.choose(file=file, encoding=first.encoding, by=None)
    assert file.state == "reading"
    read_file(file_id=file.pk)
    assert titles(file) == [f"Fähre {n}" for n in range(count)]
    last = file.items.order_by("record").last()
    assert last
    assert "read as cp1252" in last.problems[0]["message"]
    assert not file_encoding.choices(ImportFile.objects.get(pk=file.pk))


def test_a_clear_guess_is_read_and_said(client: Client, editor: object) -> None:
    file = brought(b"title,text\n" + rows(range(6), "cp1252"))
    file.refresh_from_db()
    assert (file.state, file.items.count()) == ("read", 6)
    assert file.options["doubt"]["code"] == "guessed-encoding"
    page = client.get(reverse("admin:articles_importbatch_change", args=[file.batch_id]))
    assert "was guessed as cp1252" in page.content.decode()


def test_the_encoding_is_changed_while_nothing_is_imported() -> None:
    file = brought(b"title,text\n" + rows(range(6), "cp1252"))
    item = file.items.order_by("record")[0]
    change_fields(item=item, fields=Fields(title="Mine"), by=None)
    file = file_encoding.choose(file=file, encoding="cp1250", by=None)
    read_file(file_id=file.pk)
    file.refresh_from_db()
    assert (file.state, file.records, file.options["encoding"]) == ("read", 6, "cp1250")
    assert set(file.items.values_list("encoding", flat=True)) == {"cp1250"}
    assert "Mine" not in titles(file)


def test_the_encoding_of_what_is_imported_stays() -> None:
    file = brought(b"title,text\n" + rows(range(6), "cp1252"))
    file.items.filter(record=1).update(status="queued")
    with pytest.raises(Refused, match="undo that first"):
        file_encoding.choose(file=file, encoding="cp1250", by=None)
    assert file.items.count() == 6
    ImportFile.objects.filter(pk=file.pk).update(state="reading")
    with pytest.raises(Refused, match="stop that first"):
        file_encoding.choose(file=file, encoding="cp1250", by=None)


@pytest.mark.parametrize("encoding", ["rubbish", "utf-8+rubbish", "utf-8+gb18030", "hex"])
def test_an_encoding_that_does_not_exist_is_refused(encoding: str) -> None:
    file = brought(MIXED)
    with pytest.raises(Refused, match="no encoding called"):
        file_encoding.choose(file=file, encoding=encoding, by=None)


@pytest.mark.parametrize("name", ["a.jsonl", "nexis.txt"])
def test_an_encoding_in_which_a_file_has_no_records_is_refused(name: str) -> None:
    content = LINES if name == "a.jsonl" else uncertain_export()
    file = brought(content, name)
    with pytest.raises(Refused, match=r"In utf-16, “.*” has no records"):
        file_encoding.choose(file=file, encoding="utf-16", by=None)
    file = file_encoding.choose(file=file, encoding="utf-8+cp1252", by=None)
    read_file(file_id=file.pk)
    count = file.items.count()
    assert count > 1
    with pytest.raises(Refused, match="has no records"):
        file_encoding.choose(file=file, encoding="utf-16", by=None)
    file.refresh_from_db()
    assert (file.state, file.options["encoding"]) == ("read", "utf-8+cp1252")
    assert file.items.count() == count


def test_a_file_in_which_no_columns_are_found_can_be_read_otherwise(
    client: Client, editor: object
) -> None:
    file = brought(b"[1, 2]", "a.json")
    assert not file.options["columns"]
    page = client.get(reverse("admin:articles_importbatch_change", args=[file.batch_id]))
    assert reverse("admin:articles_importfile_mapping", args=[file.pk]) in page.content.decode()


def test_what_was_read_in_the_former_encoding_is_not_staged_any_more() -> None:
    file = brought(MIXED)
    former = file_encoding.choose(file=file, encoding="utf-8", by=None)
    with open_raw(file.sha256) as content:
        (group,) = groups_of(former, content)
    ImportFile.objects.filter(pk=file.pk).update(state="stopped")
    file_encoding.choose(file=file, encoding="utf-8+cp1252", by=None)
    with pytest.raises(Superseded):
        advance(group)


def test_an_uncertain_file_whose_columns_are_not_known_asks_for_both(
    client: Client, editor: object
) -> None:
    file = brought(MIXED.replace(b"title,text", b"a,b", 1))
    mapping = reverse("admin:articles_importfile_mapping", args=[file.pk])
    page = client.get(mapping).content.decode()
    assert "Which of these reads well?" in page
    assert "What do the columns mean?" not in page
    with pytest.raises(Refused, match="Choose the encoding"):
        mappings.confirm(file=file, mapping={}, by=None)
    address = reverse("admin:articles_importfile_encoding", args=[file.pk])
    answer = client.post(address, {"encoding": "utf-8+cp1252"})
    assert answer.headers["Location"] == mapping
    page = client.get(mapping).content.decode()
    assert "What do the columns mean?" in page
    # Another delimiter does not forget the choice.
    client.post(mapping, {"column-0": "title", "column-1": "body", "delimiter": ","})
    file.refresh_from_db()
    assert file.options["encoding"] == "utf-8+cp1252"
    assert file.state in ("reading", "read")


def test_the_page_of_a_file_that_is_read_changes_its_encoding(
    client: Client, editor: object
) -> None:
    file = brought(b"title,text\n" + rows(range(6), "cp1252"))
    page = client.get(reverse("admin:articles_importfile_mapping", args=[file.pk]))
    assert "All 6 records are read again" in page.content.decode()
    assert page.content.decode().count('name="encoding"') == 1
    address = reverse("admin:articles_importfile_encoding", args=[file.pk])
    assert (
        "being read as cp1250"
        in client.post(address, {"encoding": "cp1250"}, follow=True).content.decode()
    )
    refused = client.post(address, {"encoding": "cp1252"})
    assert (refused.status_code, "stop that first" in refused.content.decode()) == (409, True)


def test_on_the_command_line_an_uncertain_file_waits_until_it_is_stated(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(MIXED)
    for options in ({"dry_run": True}, {}):
        (report,), failure = run_json(path, **options)
        assert (report["status"], bool(failure)) == ("staged", True)
        message = report["problems"][0]["message"]
        assert "lines 6 and 7" in message
        assert "Say it with --encoding NAME" in message
        assert "The likeliest is utf-8+cp1252" in message
        assert "--map" not in message
    reports, failure = run_json(path, encoding="utf-8+cp1252")
    assert failure == ""
    assert [report["title"] for report in reports] == [f"Fähre {n}" for n in range(6)]
    assert Article.objects.count() == 6
    assert "no encoding called" in run(path, encoding="rubbish")[1]


def test_a_stated_encoding_in_which_a_table_is_none_stops_nothing(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(MIXED.replace(b"text", b"text" + b"k" * 10_001, 1))
    (tmp_path / "b.txt").write_bytes(distinct_page(9))
    # In this one, each of them is a comma.
    for options in ({"dry_run": True}, {}):
        (table, text), failure = run_json(tmp_path, encoding="cp037", **options)
        assert (table["status"], text["status"]) == ("failed", "ready" if options else "imported")
        assert "more than 10,000 columns" in table["problems"][0]["message"]
        assert failure


@pytest.mark.parametrize(
    ("content", "name", "encoding"),
    [
        (LINES, "a.jsonl", "utf-16"),
        (LINES, "a.jsonl", "cp037"),
        (b"[" + LINES.strip().replace(b"\n", b",") + b"]", "a.json", "cp037"),
    ],
)
def test_a_stated_encoding_in_which_json_has_no_records_is_said_once(
    content: bytes, name: str, encoding: str, tmp_path: Path
) -> None:
    (tmp_path / name).write_bytes(content)
    (tmp_path / "b.txt").write_bytes(distinct_page(9))
    for options in ({"dry_run": True}, {}):
        reports, failure = run_json(tmp_path, encoding=encoding, **options)
        assert [report["status"] for report in reports] == [
            "failed",
            "ready" if options else "imported",
        ]
        assert reports[0]["file"] == str(tmp_path / name)
        message = reports[0]["problems"][0]["message"]
        assert f"In {encoding}, it has no records" in message
        assert "perhaps --encoding " in message
        assert "1 of 2" in failure


def test_a_guess_is_said_on_the_command_line(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b"title,text\n" + rows(range(6), "cp1252"))
    out, failure = run(path, dry_run=True)
    assert failure == ""
    assert "6 can be imported. The encoding was guessed as cp1252" in out
    reports, _ = run_json(path)
    assert "guessed as cp1252" in reports[0]["problems"][0]["message"]


def test_a_stated_encoding_is_that_of_texts_and_members_that_are_not_unicode(
    tmp_path: Path,
) -> None:
    text = "Fähre zwei\n\n" + body(11)
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("a.csv", MIXED)
        archive.writestr("b.txt", text.encode("cp1252"))
    (tmp_path / "b.txt").write_bytes(("Fähre drei\n\n" + body(12)).encode("cp1252"))
    (tmp_path / "c.txt").write_bytes(("Fähre vier\n\n" + body(13)).encode())
    for options in ({"dry_run": True}, {}):
        reports, _ = run_json(tmp_path, encoding="utf-8+cp1252", **options)
        assert {report["status"] for report in reports} == {"ready" if options else "imported"}
        assert len(reports) == 9
    of_text = ImportItem.objects.filter(name__endswith=".txt").order_by("name")
    assert [item.encoding for item in of_text] == ["utf-8+cp1252", "utf-8+cp1252", "utf-8"]


def test_a_dry_run_says_what_waits_in_an_archive(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("a.csv", MIXED)
        archive.writestr("b.csv", MIXED.replace(b"title,text", b"a,b"))
        archive.writestr("c.jsonl", LINES.splitlines()[0] + b"\n{broken")
        archive.writestr("d.csv", b"title,text\n" + rows(range(20, 22), "utf-8"))
    path = tmp_path / "a.zip"
    rehearsed, _ = run_json(path, dry_run=True)
    done, _ = run_json(path)
    for reports, status in ((rehearsed, "ready"), (done, "imported")):
        assert [(Path(one["file"]).name, one["status"]) for one in reports] == [
            ("a.csv", "staged"),
            ("b.csv", "staged"),
            ("c.jsonl", status),
            ("c.jsonl", "failed"),
            ("d.csv", status),
            ("d.csv", status),
        ]


def test_an_export_of_a_news_database_waits_for_its_encoding(
    client: Client, editor: object
) -> None:
    file = brought(uncertain_export(), "nexis.txt")
    assert (file.format, file.state) == ("text", "waiting")
    address = reverse("admin:articles_importfile_mapping", args=[file.pk])
    page = client.get(address).content.decode()
    assert "Which of these reads well?" in page
    file = file_encoding.choose(file=file, encoding="utf-8+cp1252", by=None)
    read_file(file_id=file.pk)
    file.refresh_from_db()
    assert file.state == "read"
    assert file.items.count() > 1
    assert file_encoding.why_decided(file) == ""
    page = client.get(address).content.decode()
    assert "It was read as Unicode (utf-8), and Western European (windows-1252)" in page
    assert "What do the columns mean" not in page
    batch = client.get(reverse("admin:articles_importbatch_change", args=[file.batch_id]))
    assert address in batch.content.decode()
