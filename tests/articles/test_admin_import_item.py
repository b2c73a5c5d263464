"""The page of an item: fields, lines, source, encoding; as a page and in parts."""

from typing import IO, Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from articles.models import Article, ImportItem, Source
from articles.services import batches, committing, raw
from articles.services.raw import open_raw
from tests.articles.texts import herald_page, plain_page
from tests.factories import make_article, make_batch, make_file, make_item, make_user

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


@pytest.fixture(autouse=True)
def editor(client: Client) -> User:
    user = make_user(is_staff=True, is_superuser=True)
    client.force_login(user)
    return user


@pytest.fixture
def item() -> ImportItem:
    return batches.stage(batch=make_batch(), name="a.txt", raw=herald_page(), by=None)


def address(item: ImportItem, name: str = "change") -> str:
    return reverse(f"admin:articles_importitem_{name}", args=[item.pk])


def fields(**changes: str) -> dict[str, str]:
    return {"title": "Ferry pier to close before winter", "language": "en"} | changes


def test_every_line_is_shown_in_order_with_its_reason(client: Client, item: ImportItem) -> None:
    page = client.get(address(item)).content.decode()
    lines = [line for line in herald_page().decode().split("\n") if line]
    places = [page.index(line) for line in lines if "|" not in line][1:]
    assert places == sorted(places)
    assert page.count("is-removed") == 3
    assert "select-page-menu" in page
    assert "PORT ELLERY HERALD Online" in page
    assert "Accept Port Ellery Herald" in page
    assert "No publication date found" in page


def test_line_numbers_and_pages_of_a_long_text(client: Client) -> None:
    content = plain_page() + b"\n\n".join(b"Sentence number %d ends here." % n for n in range(600))
    item = batches.stage(batch=make_batch(), name="long", raw=content, by=None)
    first = client.get(address(item)).content.decode()
    assert "Lines 1–500 of" in first
    second = client.get(f"{address(item)}?page=2").content.decode()
    assert 'id="line-501"' in second
    assert 'id="line-500"' not in second


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


def test_a_line_is_restored_and_removed(client: Client, item: ImportItem) -> None:
    line = address(item, "line")
    response = client.post(line, {"line": "4", "role": "navigation", "quick": "paragraph"})
    assert response.headers["Location"] == address(item)
    part = client.post(line, {"line": "7", "role": "caption"}, headers=HTMX).content.decode()
    assert 'id="line-7"' in part
    item.refresh_from_db()
    assert item.line_roles == {"4": "paragraph", "7": "caption"}
    client.post(line, {"line": "4", "role": ""}, headers=HTMX)
    item.refresh_from_db()
    assert item.line_roles == {"7": "caption"}


@pytest.mark.parametrize(
    ("data", "status"),
    [
        ({"line": "2", "role": "paragraph"}, 409),
        ({"line": "999", "role": "paragraph"}, 409),
        ({"line": "4", "role": "hero"}, 422),
        ({"line": "four", "role": "paragraph"}, 422),
        ({"line": "9" * 40, "role": "paragraph"}, 422),
        ({"line": "4", "role": "blank"}, 409),
    ],
)
def test_no_such_line_or_role(
    client: Client, item: ImportItem, data: dict[str, str], status: int
) -> None:
    response = client.post(address(item, "line"), data, headers=HTMX)
    assert response.status_code == status
    assert 'role="alert"' in response.content.decode()


def test_a_change_of_a_line_reads_the_file_once(
    client: Client, item: ImportItem, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = []

    def open_and_count(sha256: str) -> IO[Any]:
        opened.append(sha256)
        return open_raw(sha256)

    monkeypatch.setattr(raw, "open_raw", open_and_count)
    client.post(address(item, "line"), {"line": "7", "role": "caption"}, headers=HTMX)
    assert opened == [item.sha256]
    client.post(address(item, "encoding"), {"encoding": "utf-8"}, headers=HTMX)
    assert len(opened) == 2


def test_the_proposed_source_is_accepted_from_either_page(client: Client, item: ImportItem) -> None:
    data = {"accept": "1", "back": "batch", "source": ""}
    answer = client.post(address(item, "source"), data, headers=HTMX)
    assert (answer.status_code, answer.headers["HX-Trigger"]) == (204, '{"items-changed": {}}')
    assert Source.objects.get().name == "Port Ellery Herald"
    response = client.post(address(item, "source"), {"source": "", "back": "batch"})
    assert response.headers["Location"].endswith(f"importbatch/{item.batch_id}/change/")
    item.refresh_from_db()
    assert item.source is None
    assert Source.objects.get().name == "Port Ellery Herald"


def test_accepting_twice_says_why_not(client: Client, item: ImportItem) -> None:
    client.post(address(item, "source"), {"accept": "1"}, headers=HTMX)
    response = client.post(address(item, "source"), {"accept": "1"}, headers=HTMX)
    assert response.status_code == 409
    assert "No source is proposed" in response.content.decode()


def test_another_encoding_is_tried(client: Client, item: ImportItem) -> None:
    part = client.post(address(item, "encoding"), {"encoding": "utf-16"}, headers=HTMX)
    assert part.status_code in (200, 409)
    part = client.post(address(item, "encoding"), {"encoding": "rot13"}, headers=HTMX)
    assert part.status_code == 422


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


def test_text_is_never_markup(client: Client) -> None:
    content = plain_page(title="<b>Bold</b> & <script>x</script> title")
    item = batches.stage(batch=make_batch(), name="<i>.txt", raw=content, by=None)
    page = client.get(address(item)).content.decode()
    assert "<script>x" not in page
    assert "<i>.txt" not in page


def test_the_number_of_queries_is_constant(
    client: Client, item: ImportItem, django_assert_max_num_queries: Any
) -> None:
    with django_assert_max_num_queries(12):
        client.get(address(item))


def test_views_of_the_text_and_where_a_record_stands(client: Client, item: ImportItem) -> None:
    cleaned = client.get(f"{address(item)}?view=cleaned").content.decode()
    assert "Select Page" not in cleaned
    assert "Fishermen dispute" in cleaned
    assert "Select Page" in client.get(f"{address(item)}?view=raw").content.decode()
    file = make_file(item.batch, name="week.jsonl")
    record = make_item(item.batch, file=file, record=1200, line=1203, title="A record")
    page = client.get(address(record)).content.decode()
    assert "record 1,200 of" in page
    assert "line 1,203" in page


def test_both_readings_of_a_date_are_offered_and_one_is_chosen(client: Client) -> None:
    raw = plain_page().replace(b"\n\n", b"\n\nPublished: 03/04/2024\n\n", 1)
    item = batches.stage(batch=make_batch(), name="a", raw=raw, by=None)
    page = client.get(address(item)).content.decode()
    assert "3 April 2024" in page
    assert "4 March 2024" in page
    answer = client.post(address(item, "date"), {"published": "2024-03-04"}, headers=HTMX)
    assert "4 March 2024" not in answer.content.decode()
    item.refresh_from_db()
    assert (str(item.published), item.published_precision) == ("2024-03-04", "day")
    assert client.post(address(item, "date"), {"published": "soon"}).status_code == 302
    wrong = client.post(address(item, "date"), {"published": "soon"}, headers=HTMX)
    assert (wrong.status_code, "is no date" in wrong.content.decode()) == (422, True)


def test_encodings_that_a_text_may_be_in_are_shown_as_they_read(client: Client) -> None:
    item = batches.stage(batch=make_batch(), name="a", raw="Совет города".encode("koi8-r"), by=None)
    ImportItem.objects.filter(pk=item.pk).update(encoding_confidence=0.3, status="staged")
    page = client.get(address(item)).content.decode()
    assert "Which of these reads well?" in page
    assert "Совет города" in page
    data = {"encoding": "koi8_r", "back": "pane"}
    answer = client.post(address(item, "encoding"), data, headers=HTMX)
    assert (answer.status_code, "Which of these" in answer.content.decode()) == (200, False)
    item.refresh_from_db()
    assert (item.encoding, item.encoding_confidence) == ("koi8-r", 1.0)


def test_what_an_item_is_to_its_match_is_decided(client: Client, item: ImportItem) -> None:
    other = make_article(title="Ferry pier closed")
    ImportItem.objects.filter(pk=item.pk).update(match=other, match_kind="similar", similarity=0.87)
    page = client.get(address(item)).content.decode()
    assert "Ferry pier closed" in page
    assert "only after you have said" in page
    answer = client.post(address(item, "match"), {"decision": "separate"}, headers=HTMX)
    assert answer.status_code == 200
    item.refresh_from_db()
    assert item.decision == "separate"
    refused = client.post(address(item, "match"), {"decision": "maybe"}, headers=HTMX)
    assert refused.status_code == 409


def test_the_pane_answers_to_its_own_questions(client: Client, item: ImportItem) -> None:
    answer = client.post(address(item, "source"), {"accept": "1", "back": "pane"}, headers=HTMX)
    assert "items-changed" in answer.headers["HX-Trigger"]
    assert "Cleaned" in answer.content.decode()
    again = client.post(address(item, "source"), {"accept": "1", "back": "pane"}, headers=HTMX)
    assert (again.status_code, "No source is proposed" in again.content.decode()) == (409, True)
    table = client.post(address(item, "source"), {"accept": "1", "back": "batch"}, headers=HTMX)
    assert "No source is proposed" in table.content.decode()


def test_wrongly_decoded_characters_are_repaired_when_an_editor_says_so(client: Client) -> None:
    raw = plain_page() + "A line about the cafÃ© and its naÃ¯ve owners, he said.\n".encode()
    item = batches.stage(batch=make_batch(), name="a", raw=raw, by=None)
    page = client.get(address(item)).content.decode()
    assert "café and its naïve owners" in page
    part = client.post(address(item, "repair"), {"repaired": "1"}, headers=HTMX).content.decode()
    assert "cafÃ©" not in part
    assert "As it came" in part
    item.refresh_from_db()
    assert item.is_repaired
    part = client.post(address(item, "repair"), {"repaired": ""}, headers=HTMX).content.decode()
    assert "left as they came" in part
    item.refresh_from_db()
    assert item.is_repaired is False
    assert [problem["code"] for problem in item.problems if problem["code"] == "mojibake"] == []
