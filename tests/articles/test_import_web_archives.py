"""What a web archive states of its pages is kept with them: address, encoding, when it was seen."""

import datetime
import io
from pathlib import Path

import pytest
from django.core.management import call_command
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from articles.models import Article, ImportItem
from articles.services import committing, newer_rules
from articles.services.bringing import bring
from articles.services.fields import set_encoding
from articles.services.previews import preview
from articles.services.staging import read_file
from tests.factories import make_batch

pytestmark = pytest.mark.django_db

PAGE = """<html><head><title>Паром закроют до зимы</title></head><body><article>
<h1>Паром закроют до зимы</h1><p>вчера</p>
<p>Портовый совет проголосовал в понедельник за закрытие старого причала до начала зимы.</p>
<p>Рыбаки оспаривают это решение и требуют второй проверки до наступления холодов.</p>
</article></body></html>"""
ADDRESS = "https://planet.example/pier"


def archive(charset: str = "windows-1251") -> bytes:
    file = io.BytesIO()
    writer = WARCWriter(file, gzip=False)
    headers = [("Content-Type", f"text/html; charset={charset}")]
    writer.write_record(
        writer.create_warc_record(
            ADDRESS,
            "response",
            payload=io.BytesIO(PAGE.encode(charset)),
            http_headers=StatusAndHeaders("200 OK", headers, protocol="HTTP/1.1"),
            warc_headers_dict={"WARC-Date": "2024-03-04T10:00:00Z"},
        )
    )
    return file.getvalue()


def brought() -> ImportItem:
    found = bring(batch=make_batch(), name="crawl.warc", file=io.BytesIO(archive()), by=None)
    # On a busy machine the rest is left to a job.
    read_file(file_id=found.files[0].pk, processes=1)
    return ImportItem.objects.get()


def test_it_is_kept_from_staging_to_reading_again() -> None:
    item = brought()
    assert item.stated == {
        "given": {"url": ADDRESS},
        "encoding": "windows-1251",
        "fetched": "2024-03-04T10:00:00Z",
    }
    assert (item.url, item.encoding) == (ADDRESS, "cp1251")
    found = preview(item)
    assert "Портовый совет" in found.body
    assert found.proposal.url.value == ADDRESS
    assert (item.published, item.proposal["published"]["rule"]) == (
        datetime.date(2024, 3, 3),
        "relative-date",
    )
    (article,) = committing.commit(items=[item], by=None).committed
    committed = Article.objects.get()
    assert (article.article, committed.url) == (committed, ADDRESS)
    assert committed.current_version is not None
    assert "Портовый совет" in committed.current_version.body
    assert list(newer_rules.outdated(ImportItem.objects.all())) == []


def test_items_that_wait_keep_it_when_newer_rules_read_them() -> None:
    item = brought()
    ImportItem.objects.update(url="", encoding="", title="", proposal={})
    call_command("reread_imports", "--apply", stdout=io.StringIO())
    item.refresh_from_db()
    assert (item.url, item.encoding) == (ADDRESS, "cp1251")


def test_the_editors_encoding_wins_until_it_is_taken_back() -> None:
    item = set_encoding(item=brought(), encoding="koi8-r", by=None).item
    assert (item.encoding, "Портовый" in preview(item).body) == ("koi8-r", False)
    item = set_encoding(item=item, encoding="", by=None).item
    assert (item.encoding, "Портовый" in preview(item).body) == ("cp1251", True)


def test_on_the_command_line(tmp_path: Path) -> None:
    path = tmp_path / "crawl.warc"
    path.write_bytes(archive())
    call_command("import_articles", str(path), stdout=io.StringIO())
    article = Article.objects.get()
    assert article.url == ADDRESS
    assert article.current_version is not None
    assert "Портовый совет" in article.current_version.body
