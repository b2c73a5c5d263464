"""The page of an item: its fields, its state, its bytes; as a page and in parts."""

import threading
from typing import Any

import pytest
from django.db import connection, transaction
from django.test import Client

from articles.models import Article, ImportItem
from articles.services import batches, committing
from articles.services.items import lock
from tests.articles.import_pages import address
from tests.articles.texts import plain_page
from tests.factories import make_batch, make_item

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("editor")]
HTMX = {"HX-Request": "true"}


def fields(**changes: str) -> dict[str, str]:
    return {"title": "Ferry pier to close before winter", "language": "en"} | changes


def test_fields_are_saved(client: Client, item: ImportItem) -> None:
    data = fields(title="Other\ntitle", authors="A. One\n\nB. Two", published="2016-6")
    response = client.post(address(item), data)
    assert response.headers["Location"] == address(item)
    item.refresh_from_db()
    assert (item.title, item.authors) == ("Other title", ["A. One", "B. Two"])
    assert (str(item.published), item.published_precision) == ("2016-06-01", "month")


def test_another_editors_change_of_another_field_stays(client: Client, item: ImportItem) -> None:
    form = client.get(address(item)).context["form"]
    shown = {field.html_name: field.value() or "" for field in form}
    shown |= {field.html_initial_name: field.value() or "" for field in form}
    assert {f'name="{name}"' in str(form) for name in shown} == {True}
    for change in (
        {"title": "Mine", "published": "2016-06", "authors": "A. One\r\n\r\nB. Two"},
        {"kicker": "NEWS", "language": "fr"},
    ):
        assert client.post(address(item), shown | change).status_code == 302
    item.refresh_from_db()
    assert (item.title, item.kicker, item.language) == ("Mine", "NEWS", "fr")
    assert (item.authors, item.published_precision) == (["A. One", "B. Two"], "month")
    shown |= {"initial-title": "Mine", "title": "", "initial-published": "2016-06"}
    client.post(address(item), shown)
    item.refresh_from_db()
    assert (item.title, item.published, item.kicker) == ("", None, "NEWS")


@pytest.mark.django_db(transaction=True)
def test_a_change_that_is_being_saved_is_waited_for(client: Client, item: ImportItem) -> None:
    form = client.get(address(item)).context["form"]
    shown = {field.html_name: field.value() or "" for field in form}
    shown |= {field.html_initial_name: field.value() or "" for field in form}
    answers: list[int] = []

    def save() -> None:
        answers.append(client.post(address(item), shown | {"title": "Mine"}).status_code)
        connection.close()

    other = threading.Thread(target=save)
    with transaction.atomic():
        present = lock(item)
        present.title = "Theirs"
        present.save(update_fields=["title"])
        other.start()
        other.join(timeout=2)
        assert not answers
    other.join(timeout=60)
    item.refresh_from_db()
    assert (answers, item.title) == ([409], "Theirs")


def test_another_editors_change_of_the_same_field_is_shown_first(
    client: Client, item: ImportItem
) -> None:
    form = client.get(address(item)).context["form"]
    shown = {field.html_name: field.value() or "" for field in form}
    shown |= {field.html_initial_name: field.value() or "" for field in form}
    theirs = {"title": "Theirs", "authors": "T. Heirs", "published": "2016-06"}
    client.post(address(item), shown | theirs)
    refused = client.post(address(item), shown | theirs | {"title": "Mine", "authors": "M. Ine"})
    assert refused.status_code == 409
    assert "title: “Theirs”; authors: “T. Heirs”" in refused.content.decode()
    item.refresh_from_db()
    assert (item.title, item.authors) == ("Theirs", ["T. Heirs"])
    form = refused.context["form"]
    again = {field.html_name: field.value() or "" for field in form}
    assert (again["title"], again["authors"]) == ("Mine", "M. Ine")
    again |= {field.html_initial_name: form.data[field.html_initial_name] for field in form}
    assert client.post(address(item), again).status_code == 302
    item.refresh_from_db()
    assert (item.title, item.authors) == ("Mine", ["M. Ine"])


def test_fields_are_saved_in_place(client: Client, item: ImportItem) -> None:
    response = client.post(address(item), fields(kicker="NEWS"), headers=HTMX)
    part = response.content.decode()
    assert part.lstrip().startswith('<div id="item"')
    assert "Saved" in part


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"published": "06-16"}, "is no date"),
        ({"published": "2016-13"}, "There is no day"),
        ({"language": "zz"}, "Select a valid choice"),
        ({"external_id": "x" * 201}, "at most 200"),
    ],
)
def test_what_cannot_be_is_said(
    client: Client, item: ImportItem, changes: dict[str, str], says: str
) -> None:
    response = client.post(address(item), fields(**changes), headers=HTMX)
    assert response.status_code == 422
    assert says in response.content.decode()


def test_one_item_is_imported_left_out_taken_up(client: Client, item: ImportItem) -> None:
    state = address(item, "state")
    client.post(state, {"action": "dismiss"})
    client.post(state, {"action": "restage"})
    page = client.post(state, {"action": "import"}, follow=True).content.decode()
    assert "“Ferry pier to close before winter” is imported." in page
    assert (
        "not staged any more"
        in client.post(state, {"action": "import"}, follow=True).content.decode()
    )
    assert Article.objects.count() == 1
    assert client.post(state, {"action": "eat"}).status_code == 404


def test_an_imported_item_says_that_it_cannot_be_changed(client: Client, item: ImportItem) -> None:
    committing.commit(items=[item], by=None)
    page = client.get(address(item)).content.decode()
    assert 'name="title"' not in page
    for name, data in (("change", fields()), ("line", {"line": "1", "role": ""})):
        response = client.post(address(item, name), data, headers=HTMX)
        assert response.status_code == 409
        assert "is imported" in response.content.decode()
        page = client.post(address(item, name), data, follow=True).content.decode()
        assert "is imported" in page


def test_an_unreadable_item_shows_what_to_do(client: Client) -> None:
    item = batches.stage(batch=make_batch(), name="a", raw=b"", by=None)
    page = client.get(address(item)).content.decode()
    assert "The file is empty" in page
    assert "There is no text to show" in page


def test_neighbours_are_linked(client: Client, item: ImportItem) -> None:
    after = batches.stage(batch=item.batch, name="b", raw=plain_page(), by=None)
    assert address(after) in client.get(address(item)).content.decode()
    assert address(item) in client.get(address(after)).content.decode()


def test_the_raw_file_is_only_to_save(client: Client) -> None:
    content = b"<script>alert(1)</script>\r\n\r\nNot a page but a text about scripts.\x00"
    item = batches.stage(batch=make_batch(), name='x/"é.html', raw=content, by=None)
    response = client.get(address(item, "raw"))
    assert b"".join(response.streaming_content) == content  # type: ignore[attr-defined]
    assert response.headers["Content-Disposition"].startswith("attachment;")
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Content-Type"] == "application/octet-stream"


def test_a_file_of_which_nothing_was_kept(client: Client) -> None:
    item = make_item(status="failed")
    assert client.get(address(item, "raw")).status_code == 404
    assert "nothing of it was kept" in client.get(address(item)).content.decode()


def test_the_number_of_queries_is_constant(
    client: Client, item: ImportItem, django_assert_max_num_queries: Any
) -> None:
    with django_assert_max_num_queries(12):
        client.get(address(item))
