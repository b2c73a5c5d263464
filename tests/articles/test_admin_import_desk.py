"""The import desk: what a form post and single uploads stage, and who may."""

import json
from typing import Any

import pytest
from django.contrib.auth.models import Permission, User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import resolve, reverse

from articles.admin.import_routes import ROUTES
from articles.models import Article, ImportBatch, ImportItem, Source
from articles.services.previews import raw_bytes
from tests.articles.texts import herald_page, plain_page
from tests.factories import make_batch, make_file, make_item, make_user

pytestmark = pytest.mark.django_db
DESK = "/admin/articles/importbatch/add/"


def file(name: str, content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, content_type="text/plain")


def make_editor(*actions: str) -> User:
    """A member of staff with permissions on import batches."""
    user = make_user(is_staff=True)
    names = [f"{action}_importbatch" for action in actions]
    user.user_permissions.set(Permission.objects.filter(codename__in=names))
    return user


@pytest.fixture
def editor(client: Client) -> User:
    user = make_editor("add", "change", "view")
    client.force_login(user)
    return user


def test_the_page_shows_the_desk_and_latest_batches(client: Client, editor: User) -> None:
    filled, empty = make_item(make_batch(created_by=editor)).batch, make_batch()
    page = client.get(DESK).content.decode()
    assert 'name="files" multiple' in page
    assert "1 to check" in page
    for batch, is_shown in ((filled, True), (empty, False)):
        address = reverse("admin:articles_importbatch_change", args=[batch.pk])
        assert (f'href="{address}"' in page) == is_shown


def test_an_import_whose_files_wait_says_so(client: Client, editor: User) -> None:
    batch = make_batch(created_by=editor)
    for state in ("waiting", "waiting", "reading"):
        make_file(batch, state=state)
    page = client.get(DESK).content.decode()
    assert "2 files wait for you" in page
    assert "0 items" not in page


def test_the_number_of_queries_does_not_grow(
    client: Client, editor: User, django_assert_max_num_queries: Any
) -> None:
    for _ in range(12):
        make_item(make_batch(created_by=editor))
    with django_assert_max_num_queries(8):
        client.get(DESK)


def test_several_files_and_a_pasted_text_are_staged(client: Client, editor: User) -> None:
    files = [file("a.txt", herald_page()), file("b.txt", b""), file("c.txt", plain_page())]
    pasted = plain_page(number=9).decode()
    response = client.post(DESK, {"files": files, "text": pasted})
    batch = ImportBatch.objects.get()
    assert response.headers["Location"] == f"/admin/articles/importbatch/{batch.pk}/change/"
    assert batch.created_by == editor
    staged = [(item.name, item.status) for item in batch.items.all()]
    assert staged == [
        ("a.txt", "staged"),
        ("b.txt", "failed"),
        ("c.txt", "staged"),
        ("pasted text", "staged"),
    ]
    assert raw_bytes(batch.items.get(position=1)) == herald_page()


def test_a_given_source_is_that_of_all(client: Client, editor: User) -> None:
    files = [file("a.txt", herald_page()), file("c.txt", plain_page())]
    client.post(DESK, {"files": files, "source": "The Evening Post"})
    source = Source.objects.get()
    assert set(ImportItem.objects.values_list("source", flat=True)) == {source.pk}


def test_nothing_chosen_is_said(client: Client, editor: User) -> None:
    response = client.post(DESK, {"text": "  \n"})
    assert response.status_code == 422
    assert "Nothing to import yet" in response.content.decode()
    assert not ImportBatch.objects.exists()


def test_a_source_without_letters_is_refused(client: Client, editor: User) -> None:
    response = client.post(DESK, {"text": "Some text", "source": "!!!"})
    assert response.status_code == 422
    assert "needs a name with letters or digits" in response.content.decode()
    assert not ImportBatch.objects.exists()


def test_what_is_wrong_is_said_and_the_pasted_text_kept(client: Client, editor: User) -> None:
    response = client.post(DESK, {"text": "A long page", "source": "x" * 201})
    page = response.content.decode()
    assert response.status_code == 422
    assert "at most 200 characters" in page
    assert "A long page</textarea>" in page
    assert not ImportBatch.objects.exists()
    upload = reverse("admin:articles_importbatch_upload", args=[make_batch().pk])
    data = {"files": [file("a.txt", plain_page())], "source": "x" * 201}
    answer = client.post(upload, data)
    assert (answer.status_code, "at most 200" in answer.json()["message"]) == (422, True)


def test_control_characters_of_a_pasted_text_are_removed_as_of_a_file(
    client: Client, editor: User
) -> None:
    pasted = plain_page().decode().replace("Council", "Coun\0cil")
    assert client.post(DESK, {"text": pasted}).status_code == 302
    item = ImportItem.objects.get()
    assert (item.status, item.title) == ("staged", "Council closes ferry pier")
    assert "nul" in [problem["code"] for problem in item.problems]
    assert raw_bytes(item) == pasted.encode()


def test_a_number_too_long_for_one_is_none(client: Client, editor: User) -> None:
    number = "9" * 5000
    assert client.get(f"{DESK}?batch={number}").status_code == 200
    batch = make_batch()
    address = reverse("admin:articles_importbatch_items", args=[batch.pk])
    response = client.post(address, {"action": "import", "item": [number]}, follow=True)
    assert "Nothing was chosen" in response.content.decode()
    for query in ("page", "story", "source"):
        assert client.get(reverse("articles:archive"), {query: number}).status_code == 200


def test_files_are_added_to_a_batch(client: Client, editor: User) -> None:
    batch = make_batch()
    client.post(f"{DESK}?batch={batch.pk}", {"files": [file("a.txt", plain_page())]})
    assert batch.items.count() == 1
    assert client.get(f"{DESK}?batch=999999").status_code == 404


def test_uploads_one_by_one(client: Client, editor: User) -> None:
    started = client.post(reverse("admin:articles_importbatch_start"))
    assert started.status_code == 201
    upload = started.json()["upload"]
    answer = client.post(
        upload, {"files": [file("a.txt", herald_page())], "name": "week 12/a.txt"}
    ).json()
    assert answer == {
        "status": "staged",
        "label": "staged",
        "title": "Ferry pier to close before winter",
        "message": "",
    }
    assert ImportItem.objects.get().name == "week 12/a.txt"
    again = client.post(upload, {"files": [file("b.txt", herald_page())]}).json()
    assert again["status"] == "duplicate"
    assert "week 12/a.txt" in again["message"]
    empty = client.post(upload, {"files": [file("c.txt", b"")]}).json()
    assert (empty["status"], "empty" in empty["message"]) == ("failed", True)
    assert client.get(started.json()["page"]).status_code == 200
    assert not Article.objects.exists()


def test_an_upload_is_one_file(client: Client, editor: User) -> None:
    upload = reverse("admin:articles_importbatch_upload", args=[make_batch().pk])
    nothing = client.post(upload)
    assert (nothing.status_code, "send it again" in nothing.json()["message"]) == (400, True)
    files = [file("a.txt", plain_page()), file("b.txt", plain_page(number=2))]
    assert client.post(upload, {"files": files}).status_code == 400
    assert not ImportItem.objects.exists()


def test_a_file_above_the_limit_is_named(client: Client, editor: User, settings: Any) -> None:
    settings.IMPORT_MAX_FILE_BYTES = 100
    upload = reverse("admin:articles_importbatch_upload", args=[make_batch().pk])
    answer = client.post(upload, {"files": [file("a.txt", plain_page())]}).json()
    assert answer["status"] == "failed"
    assert "at most 100" in answer["message"]


def test_only_what_is_missing_is_asked_for_again(client: Client, editor: User) -> None:
    batch = make_batch()
    make_item(batch, name="week/a.txt", size=10)
    make_item(batch, name="week/bad.txt", size=3, status="failed")
    make_file(batch, name="b.csv", size=20)
    address = reverse("admin:articles_importbatch_missing", args=[batch.pk])
    asked = [["week/a.txt", 10], ["week/a.txt", 11], ["b.csv", 20], ["c", 1], ["week/bad.txt", 3]]
    answer = client.post(address, json.dumps(asked), content_type="application/json")
    assert answer.json() == {"missing": [1, 3, 4]}
    for wrong in ("{", "[1]", json.dumps([["a", 1]] * 2001), '[["a", 1e999]]'):
        refused = client.post(address, wrong, content_type="application/json")
        assert refused.status_code == 400


def test_files_with_names_that_cannot_be_stored_are_asked_for(client: Client, editor: User) -> None:
    batch = make_batch()
    upload = reverse("admin:articles_importbatch_upload", args=[batch.pk])
    client.post(upload, {"files": [file("a.txt", plain_page())], "name": "a\x07.txt"})
    address = reverse("admin:articles_importbatch_missing", args=[batch.pk])
    asked = json.dumps([["a\x07.txt", len(plain_page())], ["nul\0.txt", 1], ["\ud800.txt", 1]])
    answer = client.post(address, asked, content_type="application/json")
    assert answer.json() == {"missing": [1, 2]}


def test_a_file_with_records_says_what_became_of_it(client: Client, editor: User) -> None:
    batch = make_batch()
    upload = reverse("admin:articles_importbatch_upload", args=[batch.pk])
    body = "The council voted on Monday to close the old ferry pier. Fishermen dispute it."
    table = f"title,text\nPier to close,{body}\nFerry moves,{body} Again.\n".encode()
    known = client.post(upload, {"files": [file("known.csv", table)]}).json()
    assert (known["label"], known["message"]) == ("read", "2 articles in it so far")
    unknown = table.replace(b"title,text", b"a,b")
    waiting = client.post(upload, {"files": [file("odd.csv", unknown)]}).json()
    assert (waiting["status"], "columns mean" in waiting["message"]) == ("waiting", True)
    assert waiting["label"] == "waits for its columns"
    mixed = table + f"Café,Un café. {body}\n".encode() + f"Café,Un café. {body}\n".encode("cp1252")
    waiting = client.post(upload, {"files": [file("mixed.csv", mixed)]}).json()
    assert (waiting["status"], waiting["label"]) == ("waiting", "waits for its encoding")
    assert waiting["message"] == "Choose its encoding on the next page."
    assert batch.items.count() == 2


@pytest.mark.parametrize("method", ["get", "put"])
def test_other_methods_are_refused(client: Client, editor: User, method: str) -> None:
    start = reverse("admin:articles_importbatch_start")
    assert getattr(client, method)(start).status_code == 405


def test_every_page_of_the_import_asks_for_its_permission(client: Client) -> None:
    batch = make_batch()
    item = make_item(batch, encoding="utf-8", title="A")
    file = make_file(batch)
    name = "admin:articles_import"
    pages = [
        ("get", reverse(f"{name}batch_add"), "add"),
        ("post", reverse(f"{name}batch_start"), "add"),
        ("post", reverse(f"{name}batch_upload", args=[batch.pk]), "add"),
        ("get", reverse(f"{name}batch_changelist"), "view"),
        ("get", reverse(f"{name}batch_change", args=[batch.pk]), "view"),
        ("post", reverse(f"{name}batch_items", args=[batch.pk]), "change"),
        ("post", reverse(f"{name}batch_missing", args=[batch.pk]), "add"),
        ("post", reverse(f"{name}batch_undo", args=[batch.pk]), "change"),
        ("post", reverse(f"{name}batch_stop", args=[batch.pk]), "change"),
        ("get", reverse(f"{name}batch_progress", args=[batch.pk]), "view"),
        ("get", reverse(f"{name}batch_report", args=[batch.pk]), "view"),
        ("get", reverse(f"{name}batch_report_file", args=[batch.pk]), "view"),
        ("get", reverse(f"{name}file_mapping", args=[file.pk]), "view"),
        ("post", reverse(f"{name}file_mapping", args=[file.pk]), "change"),
        ("post", reverse(f"{name}file_encoding", args=[file.pk]), "change"),
        ("get", reverse(f"{name}file_raw", args=[file.pk]), "view"),
        ("post", reverse(f"{name}file_state", args=[file.pk]), "change"),
        ("get", reverse(f"{name}item_change", args=[item.pk]), "view"),
        ("post", reverse(f"{name}item_change", args=[item.pk]), "change"),
        ("post", reverse(f"{name}item_line", args=[item.pk]), "change"),
        ("post", reverse(f"{name}item_source", args=[item.pk]), "change"),
        ("get", reverse(f"{name}item_preview", args=[item.pk]), "view"),
        ("get", reverse(f"{name}item_cell", args=[item.pk]), "view"),
        ("post", reverse(f"{name}item_cell", args=[item.pk]), "change"),
        ("post", reverse(f"{name}item_match", args=[item.pk]), "change"),
        ("post", reverse(f"{name}item_repair", args=[item.pk]), "change"),
        ("post", reverse(f"{name}item_date", args=[item.pk]), "change"),
        ("post", reverse(f"{name}item_encoding", args=[item.pk]), "change"),
        ("post", reverse(f"{name}item_state", args=[item.pk]), "change"),
        ("get", reverse(f"{name}item_raw", args=[item.pk]), "view"),
    ]
    assert {route.name for route in ROUTES} <= {resolve(page).url_name for _, page, _ in pages}
    for method, address, needed in pages:
        client.logout()
        assert getattr(client, method)(address).status_code == 302, address
        client.force_login(make_user())
        assert getattr(client, method)(address).status_code == 302, address
        for action in ("add", "change", "view"):
            client.force_login(make_editor(action))
            allowed = action == needed or (action == "change" and needed == "view")
            status = getattr(client, method)(address).status_code
            assert (status != 403) == allowed, (method, address, action, status)
