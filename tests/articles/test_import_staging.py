"""Staging: what becomes of each file, good or bad, and that its bytes are kept."""

import io
import os
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from articles.models import ImportBatch, ImportItem
from articles.services import batches, committing
from articles.services.fields import Fields, change_fields, open_problems
from articles.services.previews import PASTED, raw_bytes
from tests.articles.texts import herald_page, plain_page
from tests.factories import make_article, make_batch, make_source

Status = ImportItem.Status
pytestmark = pytest.mark.django_db


def stage(raw: bytes, *, batch: ImportBatch | None = None, name: str = "a.txt") -> ImportItem:
    item = batches.stage(batch=batch or make_batch(), name=name, raw=raw, by=None)
    return ImportItem.objects.get(pk=item.pk)


def codes(item: ImportItem) -> list[str]:
    return [problem["code"] for problem in item.problems]


def test_a_page_is_staged_with_what_was_read_and_removed() -> None:
    item = stage(herald_page())
    assert item.status == Status.STAGED
    assert item.title == "Ferry pier to close before winter"
    assert item.source is None
    assert item.source_name == "Port Ellery Herald"
    assert item.external_id == "77001"
    assert item.language == "en"
    assert item.block_counts == {"paragraph": 2}
    assert [cut["line"] for cut in item.removed] == [1, 3, 4, 5]
    assert all(cut["rule"] and cut["reason"] and cut["text"] for cut in item.removed)
    assert (item.encoding, item.encoding_confidence) == ("utf-8", 1.0)


def test_nothing_is_lost() -> None:
    raw = herald_page().replace(b"\n", b"\r\n") + b"\x00tail\x1b"
    assert raw_bytes(stage(raw)) == raw


def test_a_known_source_is_recognised() -> None:
    source = make_source("port-ellery HERALD")
    item = stage(herald_page())
    assert item.source == source
    assert item.source_name == ""


def test_a_given_source_replaces_the_proposed_one() -> None:
    source = make_source("Another Paper")
    batch = make_batch()
    item = batches.stage(batch=batch, name="a", raw=herald_page(), by=None, source=source)
    assert item.source == source
    assert item.source_name == ""


@pytest.mark.parametrize(
    ("raw", "says"),
    [
        (b"", "empty"),
        (b" \n\t\n", "empty"),
        (b"\x89PNG\r\n\x1a\n" + os.urandom(500), "not a text file"),
        (b"\x7fELF" + bytes(range(32)) * 40, "not a text file"),
        (bytes(range(1, 32)) * 50, "binary"),
    ],
)
def test_unreadable_files_fail_with_what_to_do(raw: bytes, says: str) -> None:
    item = stage(raw)
    assert item.status == Status.FAILED
    assert says in item.problems[0]["message"]
    assert item.problems[0]["message"].count(".") >= 1
    assert raw_bytes(item) == raw


def test_nul_bytes_are_taken_out_and_said_so() -> None:
    item = stage(plain_page().replace(b"ferry", b"fer\x00ry"))
    assert item.status == Status.STAGED
    assert "nul" in codes(item)


def test_fifty_megabytes_are_refused_with_the_limit() -> None:
    raw = b"The harbour council voted. " * (50 * 1024 * 1024 // 27)
    item = stage(raw)
    assert item.status == Status.FAILED
    assert codes(item) == ["too-large"]
    assert "3.0\xa0MB (IMPORT_MAX_ARTICLE_BYTES)" in item.problems[0]["message"]
    assert item.size == len(raw)
    assert item.sha256 == ""


def test_a_stream_above_the_limit_is_not_read_whole(settings) -> None:  # type: ignore[no-untyped-def]
    settings.IMPORT_MAX_ARTICLE_BYTES = 1000

    class Stream(io.BytesIO):
        most = 0

        def read(self, size: int | None = -1, /) -> bytes:
            Stream.most = max(Stream.most, size or -1)
            assert size is not None
            assert size > 0
            return super().read(size)

    item = batches.stage(batch=make_batch(), name="big", raw=Stream(b"x" * 5000), by=None)
    assert item.status == Status.FAILED
    assert item.size == 5000
    assert Stream.most == 1001


def test_bytes_that_are_imported_already_are_a_duplicate() -> None:
    first = stage(plain_page())
    committing.commit(items=[first], by=None)
    first.refresh_from_db()
    second = stage(plain_page(), name="again.txt")
    assert second.status == Status.DUPLICATE
    assert second.article == first.article
    assert codes(second)[0] == "same-bytes"


def test_the_same_bytes_twice_in_a_batch_are_a_duplicate() -> None:
    batch = make_batch()
    stage(plain_page(), batch=batch, name="one.txt")
    second = stage(plain_page(), batch=batch, name="two.txt")
    assert second.status == Status.DUPLICATE
    assert second.article is None
    assert "one.txt" in second.problems[0]["message"]


def test_an_article_with_the_same_id_is_its_match() -> None:
    source = make_source("Port Ellery Herald")
    article = make_article(source=source, external_id="77001", title="An earlier text")
    item = stage(herald_page())
    assert item.status == Status.STAGED
    assert (item.match, item.match_kind) == (article, ImportItem.Match.SAME_ADDRESS)


def test_a_file_name_stands_in_for_a_title_until_an_editor_gives_one() -> None:
    prose = plain_page().split(b"\n\n", 1)[1]
    item = stage(prose, name="pier/vote_1.txt")
    assert item.title == "vote_1"
    assert codes(item)[0] == "title-from-file-name"
    changed = change_fields(item=item, fields=Fields(title="Pier closes"), by=None)
    assert "title-from-file-name" not in [problem["code"] for problem in open_problems(changed)]
    assert len(committing.commit(items=[item], by=None).committed) == 1


def test_a_pasted_text_asks_for_its_title() -> None:
    item = stage(plain_page().split(b"\n\n", 1)[1], name=PASTED)
    assert item.title == ""
    assert "no-title" in codes(item)


def test_names_are_made_printable() -> None:
    item = stage(plain_page(), name="caf\udce9\x00\n.txt")
    assert item.name.isprintable()


@pytest.mark.django_db(transaction=True)
def test_uploads_at_the_same_time_get_positions_of_their_own() -> None:
    batch = make_batch()

    def upload(number: int) -> int:
        try:
            raw = plain_page(number=number)
            return batches.stage(batch=batch, name=str(number), raw=raw, by=None).position
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        positions = list(pool.map(upload, range(12)))
    assert sorted(positions) == list(range(1, 13))
