"""03/04/2024 is read as the other dates of its file are, and asked about where they don't tell."""

import csv
import datetime
import io
from pathlib import Path

import pytest
from django.core.management import call_command

from articles.core.formats.records import ArticleField
from articles.models import Article, ImportFile, ImportItem, RememberedMapping, Source
from articles.services import mappings
from articles.services.bringing import bring
from articles.services.previews import preview
from articles.services.staging import read_file
from tests.articles.texts import distinct_page
from tests.factories import make_batch, make_source

pytestmark = pytest.mark.django_db


def table(*days: str, columns: tuple[str, str, str] = ("title", "text", "date")) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(columns)
    for number, day in enumerate(days):
        title, _, body = distinct_page(number).decode().partition("\n\n")
        writer.writerow([title, body, day])
    return out.getvalue().encode()


def first_of(content: bytes) -> ImportItem:
    (file,) = bring(batch=make_batch(), name="table.csv", file=io.BytesIO(content), by=None).files
    read_file(file_id=file.pk, processes=1)
    return ImportItem.objects.get(record=1)


def test_other_dates_of_the_column_tell() -> None:
    item = first_of(table("03/04/2024", "25/12/2023"))
    assert item.published == datetime.date(2024, 4, 3)
    assert item.proposal["published"]["rule"] == "order-of-dates"
    found = preview(item).proposal.published
    assert found is not None
    assert found.value == "2024-04-03"


def test_it_is_asked_where_none_tells() -> None:
    item = first_of(table("03/04/2024", "05/06/2024"))
    assert item.published is None
    assert "ambiguous-date" in {problem["code"] for problem in item.problems}


def test_of_a_column_that_its_editor_names() -> None:
    content = table("03/04/2024", "12/25/2023", columns=("a", "b", "c"))
    (file,) = bring(batch=make_batch(), name="t.csv", file=io.BytesIO(content), by=None).files
    mapping = {
        ArticleField.TITLE: "a",
        ArticleField.BODY: "b",
        ArticleField.PUBLISHED: "c",
    }
    file = mappings.confirm(file=file, mapping=mapping, by=None)
    assert file.options["date_order"] == "mdy"
    read_file(file_id=file.pk, processes=1)
    assert ImportItem.objects.get(record=1).published == datetime.date(2024, 3, 4)


def test_on_the_command_line(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_bytes(table("03/04/2024", "25/12/2023", columns=("a", "b", "c")))
    columns = ["--map", "title=a", "--map", "body=b", "--map", "published=c"]
    call_command("import_articles", str(path), *columns, stdout=io.StringIO())
    days = Article.objects.order_by("published").values_list("published", flat=True)
    assert list(days) == [datetime.date(2023, 12, 25), datetime.date(2024, 4, 3)]


def test_an_editor_says_it_and_the_same_columns_are_read_so_from_then() -> None:
    content = table("03/04/2024", "05/06/2024", columns=("a", "b", "c"))
    (file,) = bring(batch=make_batch(), name="t.csv", file=io.BytesIO(content), by=None).files
    mapping = {ArticleField.TITLE: "a", ArticleField.BODY: "b", ArticleField.PUBLISHED: "c"}
    mappings.confirm(file=file, mapping=mapping, date_order="mdy", by=None)
    read_file(file_id=file.pk, processes=1)
    assert file.items.get(record=1).published == datetime.date(2024, 3, 4)
    again = table("07/08/2024", "09/10/2024", columns=("a", "b", "c"))
    told = table("07/08/2024", "25/12/2024", columns=("a", "b", "c"))
    for content, day in ((again, datetime.date(2024, 7, 8)), (told, datetime.date(2024, 8, 7))):
        (other,) = bring(batch=make_batch(), name="u.csv", file=io.BytesIO(content), by=None).files
        read_file(file_id=other.pk, processes=1)
        assert other.items.get(record=1).published == day


COLUMNS = ("a", "b", "c")
MEANING = {ArticleField.TITLE: "a", ArticleField.BODY: "b", ArticleField.PUBLISHED: "c"}


def waiting(*days: str, source: Source | None = None) -> ImportFile:
    content = io.BytesIO(table(*days, columns=COLUMNS))
    (file,) = bring(batch=make_batch(), name="t.csv", file=content, source=source, by=None).files
    assert file.state == ImportFile.State.WAITING
    return file


def test_a_confirmation_that_says_no_order_keeps_the_one_that_was_said() -> None:
    first, second = waiting("03/04/2024"), waiting("05/06/2024")
    told, cleared = waiting("03/04/2024", "25/12/2023"), waiting("05/06/2024")
    mappings.confirm(file=first, mapping=MEANING, date_order="mdy", by=None)
    assert mappings.confirm(file=second, mapping=MEANING, by=None).options["date_order"] == "mdy"
    assert mappings.confirm(file=told, mapping=MEANING, by=None).options["date_order"] == "dmy"
    assert RememberedMapping.objects.get().date_order == "mdy"
    file = mappings.confirm(file=cleared, mapping=MEANING, date_order="", by=None)
    assert (file.options["date_order"], RememberedMapping.objects.get().date_order) == ("", "")


def test_a_source_takes_over_the_order_said_for_files_of_any() -> None:
    source = make_source()
    first, second = waiting("03/04/2024"), waiting("05/06/2024", source=source)
    mappings.confirm(file=first, mapping=MEANING, date_order="mdy", by=None)
    mappings.confirm(file=second, mapping=MEANING, by=None)
    assert RememberedMapping.objects.get(source=source).date_order == "mdy"


def test_the_command_line_reads_dates_in_the_order_that_was_said(tmp_path: Path) -> None:
    mappings.confirm(file=waiting("03/04/2024"), mapping=MEANING, date_order="mdy", by=None)
    path = tmp_path / "t.csv"
    path.write_bytes(table("07/08/2024", columns=COLUMNS))
    columns = ["--map", "title=a", "--map", "body=b", "--map", "published=c"]
    call_command("import_articles", str(path), *columns, stdout=io.StringIO())
    assert Article.objects.get().published == datetime.date(2024, 7, 8)
