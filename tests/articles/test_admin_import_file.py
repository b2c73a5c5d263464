"""A file with records: what its columns mean, its bytes, stopping and going on."""

from io import BytesIO

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from articles.models import ImportBatch, ImportFile, RememberedMapping
from articles.services.bringing import bring
from tests.factories import make_batch, make_file

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("editor")]
HTMX = {"HX-Request": "true"}
BODY = "The council voted on Monday to close the old ferry pier. Fishermen dispute it strongly"
TABLE = f"a;b;c\nPier to close;{BODY} 1.;2024-03-04\nFerry moves;{BODY} 2.;2024-03-05\n".encode()


@pytest.fixture
def batch() -> ImportBatch:
    return make_batch()


@pytest.fixture
def waiting(batch: ImportBatch) -> ImportFile:
    brought = bring(batch=batch, name="week.csv", file=BytesIO(TABLE), by=None)
    assert [file.state for file in brought.files] == ["waiting"]
    return brought.files[0]


def mapping(file: ImportFile) -> str:
    return reverse("admin:articles_importfile_mapping", args=[file.pk])


def test_the_batch_asks_what_the_columns_mean(client: Client, waiting: ImportFile) -> None:
    address = reverse("admin:articles_importbatch_change", args=[waiting.batch_id])
    page = client.get(address).content.decode()
    assert "Say what the columns mean" in page
    assert mapping(waiting) in page


def test_columns_are_shown_with_values_and_their_proposed_meaning(
    client: Client, waiting: ImportFile
) -> None:
    page = client.get(mapping(waiting)).content.decode()
    assert "Pier to close" in page
    assert "– nothing –" in page
    chosen = {"column-0": "title", "column-1": "", "column-2": "title"}
    part = client.get(mapping(waiting), chosen, headers=HTMX).content.decode()
    assert part.lstrip().startswith('<form id="mapping"')
    assert "No column is chosen for the text" in part
    assert "“a” and “c” are both chosen as title" in part
    otherwise = client.get(mapping(waiting), {"delimiter": ","}, headers=HTMX).content.decode()
    assert "a;b;c" in otherwise


def test_a_mapping_is_used_and_remembered(client: Client, waiting: ImportFile) -> None:
    chosen = {"column-0": "title", "column-1": "body", "column-2": "published"}
    response = client.post(mapping(waiting), chosen)
    assert response.headers["Location"].endswith(f"/{waiting.batch_id}/change/")
    waiting.refresh_from_db()
    assert waiting.state in ("reading", "read")
    remembered = RememberedMapping.objects.get()
    assert remembered.mapping == {"title": "a", "body": "b", "published": "c"}
    assert "is being read" in client.get(response.headers["Location"]).content.decode()
    again = client.post(mapping(waiting), chosen)
    assert (again.status_code, "is being read" in again.content.decode()) == (409, True)


def test_columns_that_are_not_used_are_named_and_can_be(client: Client, batch: ImportBatch) -> None:
    content = TABLE.replace(b"a;b;c", b"title;text;printed").replace(b"2024-03-0", b"March 2024, ")
    (file,) = bring(batch=batch, name="week.csv", file=BytesIO(content), by=None).files
    assert file.state == "read"
    address = reverse("admin:articles_importbatch_change", args=[batch.pk])
    page = " ".join(client.get(address).content.decode().split())
    assert 'Not used: <span dir="auto">printed</span>. <a href=' in page
    ImportBatch.objects.filter(pk=batch.pk).update(committed_at=timezone.now())
    page = " ".join(client.get(address).content.decode().split())
    assert 'Not used: <span dir="auto">printed</span>.</p>' in page
    assert "Use it and read again" in client.get(mapping(file)).content.decode()
    chosen = {"column-0": "title", "column-1": "body", "column-2": "published"}
    assert client.post(mapping(file), chosen).status_code == 302
    file.refresh_from_db()
    assert (file.state, file.items.count()) == ("reading", 0)
    assert "Not used" not in client.get(address).content.decode()


def test_a_mapping_without_a_text_is_refused(client: Client, waiting: ImportFile) -> None:
    response = client.post(mapping(waiting), {"column-0": "title"})
    assert response.status_code == 422
    assert "No column is chosen for the text" in response.content.decode()
    assert not RememberedMapping.objects.exists()


def test_a_file_is_saved_as_it_came(client: Client, waiting: ImportFile) -> None:
    response = client.get(reverse("admin:articles_importfile_raw", args=[waiting.pk]))
    assert b"".join(response) == TABLE
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Content-Disposition"] == 'attachment; filename="week.csv"'
    gone = make_file(waiting.batch, name="gone.csv")
    for name in ("raw", "mapping"):
        address = reverse(f"admin:articles_importfile_{name}", args=[gone.pk])
        assert client.get(address).status_code in (404, 422)


def test_reading_is_stopped_and_goes_on(client: Client, batch: ImportBatch) -> None:
    file = make_file(batch, state="reading")
    state = reverse("admin:articles_importfile_state", args=[file.pk])
    page = client.post(state, {"action": "stop"}, follow=True).content.decode()
    file.refresh_from_db()
    assert file.state == "stopped"
    assert "Go on reading" in page
    client.post(state, {"action": "resume"})
    file.refresh_from_db()
    assert file.state == "reading"
    ImportFile.objects.filter(pk=file.pk).update(state="read")
    refused = client.post(state, {"action": "stop"}, follow=True).content.decode()
    assert "nothing to stop" in refused


def test_the_order_of_dates_is_shown_with_its_reason_and_can_be_changed(
    client: Client, batch: ImportBatch
) -> None:
    rows = TABLE.replace(b"2024-03-04", b"03/04/2024")
    (file,) = bring(batch=batch, name="a.csv", file=BytesIO(rows), by=None).files
    chosen = {"column-0": "title", "column-1": "body", "column-2": "published"}
    page = client.get(mapping(file), chosen).content.decode()
    assert "No date of the first records tells how “03/04/2024” is read" in page
    assert "3 April 2024 or 4 March 2024?" in page
    page = client.get(mapping(file), chosen | {"date_order": "mdy"}).content.decode()
    assert "03/04/2024 – 4 March 2024" in page
    client.post(mapping(file), chosen | {"date_order": "mdy"})
    file.refresh_from_db()
    assert file.options["date_order"] == "mdy"
    assert "selected>month, day, year" in client.get(mapping(file)).content.decode()


def test_an_order_said_before_is_shown_and_forgotten_only_where_it_is_taken_back(
    client: Client, batch: ImportBatch
) -> None:
    doubtful = TABLE.replace(b"2024-03-04", b"03/04/2024")
    told = doubtful.replace(b"2024-03-05", b"25/12/2024")
    first, second, third = (
        bring(batch=batch, name=name, file=BytesIO(rows), by=None).files[0]
        for name, rows in (("a.csv", doubtful), ("b.csv", told), ("c.csv", doubtful + b"x;y;\n"))
    )
    chosen = {"column-0": "title", "column-1": "body", "column-2": "published"}
    client.post(mapping(first), chosen | {"date_order": "mdy"})
    # What its own dates tell is left as found: that says nothing of other files.
    client.post(mapping(second), chosen | {"date_order": ""})
    second.refresh_from_db()
    assert second.options["date_order"] == "dmy"
    assert RememberedMapping.objects.get().date_order == "mdy"
    page = client.get(mapping(third), chosen).content.decode()
    assert "selected>month, day, year" in page
    client.post(mapping(third), chosen | {"date_order": ""})
    third.refresh_from_db()
    assert third.options["date_order"] == ""
    assert RememberedMapping.objects.get().date_order == ""


def test_an_order_said_before_is_shown_of_a_file_that_is_read(
    client: Client, batch: ImportBatch
) -> None:
    content = TABLE.replace(b"a;b;c", b"title;text;date").replace(b"2024-03-04", b"03/04/2024")
    first, second = (
        bring(batch=batch, name=name, file=BytesIO(content + row), by=None).files[0]
        for name, row in (("a.csv", b""), ("b.csv", b"x;y;\n"))
    )
    assert (first.state, second.state) == ("read", "read")
    chosen = {"column-0": "title", "column-1": "body", "column-2": "published"}
    client.post(mapping(first), chosen | {"date_order": "mdy"})
    assert "selected>month, day, year" in client.get(mapping(second)).content.decode()
    second.items.update(status="queued")
    assert "selected>month, day, year" not in client.get(mapping(second)).content.decode()


def test_an_order_that_other_dates_tell_names_one(client: Client, batch: ImportBatch) -> None:
    rows = TABLE.replace(b"2024-03-04", b"03/04/2024").replace(b"2024-03-05", b"25/12/2024")
    (file,) = bring(batch=batch, name="a.csv", file=BytesIO(rows), by=None).files
    page = client.get(mapping(file), {"column-2": "published"}).content.decode()
    assert "as found: day, month, year" in page
    assert "“25/12/2024” can only be read so" in page
    assert "Day and month" not in client.get(mapping(file), {"column-1": "body"}).content.decode()


def test_without_a_title_it_is_said_what_happens(client: Client, waiting: ImportFile) -> None:
    page = client.get(mapping(waiting), {"column-1": "body"}).content.decode()
    assert "titles are looked for in the first lines" in page
    page = client.get(mapping(waiting), {"column-0": "title", "column-1": "body"}).content.decode()
    assert "titles are looked for" not in page
