"""Files that are made to break what reads them: each is imported, or says why not."""

import io
import struct
import zipfile
import zlib
from pathlib import Path

import pytest

from articles.models import ImportFile, ImportItem
from articles.services import committing, staging
from articles.services.bringing import bring
from tests.articles.containers import brought, lines, zipped
from tests.articles.import_command import run_json
from tests.articles.texts import distinct_page
from tests.factories import make_batch

Status = ImportItem.Status
pytestmark = pytest.mark.django_db

RLO = "\u202e"
LONG = "n" * 251


def raw_zip(
    entries: list[tuple[bytes, bytes]], *, flags: int = 0, zip64: bool = False, later: bool = False
) -> bytes:
    """An archive as other programs write it: any bytes for names, ZIP64, sizes that come later."""
    out = directory = b""
    for name, content in entries:
        packing = zlib.compressobj(9, zlib.DEFLATED, -15)
        packed = packing.compress(content) + packing.flush()
        sizes = zlib.crc32(content), len(packed), len(content)
        shown = (sizes[0], 0xFFFFFFFF, 0xFFFFFFFF) if zip64 else sizes
        extra = struct.pack("<HHQQ", 1, 16, sizes[2], sizes[1]) if zip64 else b""
        common = (flags | 8 * later, 8, 0, 0x5821)
        begin = struct.pack("<4s5H", b"PK\3\4", 45, *common)
        begin += struct.pack("<3L2H", *((0, 0, 0) if later else shown), len(name), len(extra))
        directory += struct.pack("<4s6H", b"PK\1\2", 45, 45, *common)
        directory += struct.pack("<3L5H2L", *shown, len(name), len(extra), 0, 0, 0, 0, len(out))
        directory += name + extra
        out += begin + name + extra + packed
        out += struct.pack("<4s3L", b"PK\7\10", *sizes) if later else b""
    count, at = len(entries), len(out)
    end = b""
    if zip64:
        end = struct.pack(
            "<4sQ2H2L4Q", b"PK\6\6", 44, 45, 45, 0, 0, count, count, len(directory), at
        )
        end += struct.pack("<4sLQL", b"PK\6\7", 0, at + len(directory), 1)
    end += struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, count, count, len(directory), at, 0)
    return out + directory + end


def statuses(content: bytes, name: str) -> list[str]:
    """What became of each record or member, all of them read and those that can be committed."""
    found = brought(content, name)
    for file in found.files:
        staging.read_file(file_id=file.pk)
    while waiting := ImportFile.objects.filter(state=ImportFile.State.READING).first():
        staging.read_file(file_id=waiting.pk)
    items = list(ImportItem.objects.order_by("pk"))
    assert items or ImportFile.objects.filter(state=ImportFile.State.WAITING)
    for item in items:
        assert item.status != Status.FAILED or item.problems[0]["message"]
    report = committing.commit(
        items=[item for item in items if item.status == Status.STAGED and item.title], by=None
    )
    assert not [entry for entry in report.refused if "database" in entry.message]
    return [item.status for item in items]


@pytest.mark.parametrize(
    "names",
    [
        ["Статья.txt".encode("cp866"), "新闻.txt".encode("gbk")],
        [b"a.txt", b"a.txt", b"A.TXT"],
        [
            b"a\nb\r.txt",
            f"{RLO}txt.exe.txt".encode(),
            f"{LONG}.txt".encode(),
            b"y" * 60_000 + b".txt",
        ],
        [b"a\x00b.txt", b"\x00.txt"],
        ["\U0001f600/\u0301.txt".encode(), b"<script>.txt", b"'; DROP TABLE x;--.txt"],
    ],
    ids=["encodings", "twice", "odd", "nul", "marks"],
)
@pytest.mark.parametrize("form", [{}, {"zip64": True}, {"later": True}, {"flags": 0x800}])
def test_members_under_any_names_are_staged(names: list[bytes], form: dict[str, int]) -> None:
    if form.get("flags"):
        names = [name.decode("utf-8", "replace").encode() for name in names]
    entries = [(name, distinct_page(number)) for number, name in enumerate(names)]
    assert statuses(raw_zip(entries, **form), "a.zip") == ["staged"] * len(names)  # type: ignore[arg-type]


def test_archives_in_archives_in_archives_stop_nothing() -> None:
    inner = zipped({"e.txt": distinct_page(1)})
    middle = zipped({"d.zip": inner, "x.jsonl": lines(2), "x.txt": distinct_page(5)})
    content = zipped({"b.zip": middle, "y.txt": distinct_page(6), "c.zip": middle})
    found = statuses(content, "a.zip")
    # Of the second one, all is the same again.
    assert sorted(found) == ["duplicate"] * 3 + ["failed"] * 2 + ["staged"] * 4


@pytest.mark.parametrize(
    "name",
    [
        "a\nb.txt",
        f"{RLO}txt.exe.txt",
        f"{LONG}.txt",
        "\udcff\udcfe.txt",
        "'\"<&>.txt",
        "\x1b[31m.txt",
    ],
)
def test_files_of_any_name_are_imported_by_the_command(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(distinct_page(3))
    (tmp_path / "b.jsonl").write_bytes(lines(1, 8))
    reports, failure = run_json(tmp_path)
    assert failure == ""
    assert [report["status"] for report in reports] == ["imported", "imported"]


class Changing(io.BytesIO):
    """A file that somebody writes anew while it is read: from the third look on it is another."""

    looks = 0

    def seek(self, offset: int, whence: int = 0) -> int:
        self.looks += 1
        if self.looks == 3:
            at = self.tell()
            super().seek(0)
            self.truncate()
            self.write(b'{"title": "Other"}\n')
            super().seek(at)
        return super().seek(offset, whence)


@pytest.mark.parametrize("name", ["a.jsonl", "a.csv", "a.txt", "a.json", "a.zip", "a.xml"])
def test_a_file_that_changes_while_it_is_read_raises_nothing(name: str) -> None:
    content = zipped({"a.txt": distinct_page(1)}) if name == "a.zip" else lines(50)
    file = Changing(content)
    found = bring(batch=make_batch(), name=name, file=file, by=None)
    assert file.getvalue() != content
    assert found.items or found.files


ODD = [
    ("a.csv", b"title,text\n\x00,\x00\nA,B b b b.\n" + b"x," * 20_000 + b"\n"),
    ("a.jsonl", b'{"title": "\\ud800", "text": "\\udfff x"}\n{"title": "\\u0000", "text": "y"}\n'),
    ("a.json", '[{"title": "Ä", "text": "Ö"}]'.encode("utf-32")),
    ("a.json", b'[{"title": ' + b"9" * 9_000 + b', "text": "A text.", "date": 1e999999}]'),
    ("a.xml", "<rss><channel><item><title>Ä</title></item></channel></rss>".encode("utf-16")),
    ("a.rtf", b"{\\rtf1" + b"{" * 20_000 + b"Some text \\u55357?\\u-1 \\bin99999 x" + b"}" * 9),
    ("a.txt", ("T" + "\u0301" * 100_000 + "\n\nA text.").encode()),
    ("a.txt", "\ufffe\ufdd0\U0010ffff\ue000 title\n\n\u2066text\u202e".encode()),
    ("a.html", b"<html><p " + b"a " * 9_000 + b">" + b"<b>" * 9_000 + b"A text of some words."),
]


@pytest.mark.parametrize(("name", "content"), ODD)
@pytest.mark.parametrize("packed", [False, True])
def test_odd_contents_are_staged_or_say_why_not(name: str, content: bytes, packed: bool) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(name, content)
    statuses(out.getvalue() if packed else content, "a.zip" if packed else name)
