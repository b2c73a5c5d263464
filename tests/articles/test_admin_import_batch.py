"""The page of a batch: its table, importing, leaving out, undoing."""

import pytest
from django.test import Client
from django.urls import reverse
from procrastinate.contrib.django.models import ProcrastinateJob

from articles.admin import import_actions
from articles.models import Article, ImportBatch, ImportItem, Source
from articles.services import batches, committing, undoing
from tests.articles.texts import herald_page, plain_page
from tests.factories import make_batch, make_project, make_project_article

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("editor")]


@pytest.fixture
def batch() -> ImportBatch:
    batch = make_batch()
    for name, raw in (("a.txt", herald_page()), ("b.txt", plain_page()), ("c.txt", b"")):
        batches.stage(batch=batch, name=name, raw=raw, by=None)
    return batch


def page_of(batch: ImportBatch) -> str:
    return reverse("admin:articles_importbatch_change", args=[batch.pk])


def act(
    client: Client, batch: ImportBatch, action: str, *items: ImportItem, accept: str = ""
) -> str:
    address = reverse("admin:articles_importbatch_items", args=[batch.pk])
    data = {"action": action, "item": [item.pk for item in items], "accept-sources": accept}
    return client.post(address, data, follow=True).content.decode()


def test_the_table_says_what_each_file_becomes(client: Client, batch: ImportBatch) -> None:
    page = client.get(page_of(batch)).content.decode()
    assert "Accept Port Ellery Herald" in page
    assert "Council closes ferry pier</textarea>" in page
    assert "Import all 2 ready" in page
    assert "not readable 1" in page
    failed = client.get(f"{page_of(batch)}?item={batch.items.get(position=3).pk}").content.decode()
    assert "The file is empty" in failed


def test_all_staged_are_imported(client: Client, batch: ImportBatch) -> None:
    page = act(client, batch, "import-all")
    assert "2 articles imported." in page
    for article in Article.objects.all():
        assert article.get_absolute_url() in page
    assert "Undo this import" in page
    assert "nothing to import" in act(client, batch, "import-all")
    assert Article.objects.count() == 2


def test_importing_accepts_the_new_sources_that_are_sure(
    client: Client, batch: ImportBatch
) -> None:
    shown = client.get(page_of(batch)).content.decode()
    assert "the new source <bdi>Port Ellery Herald</bdi>" in shown
    page = act(client, batch, "import-all", accept="1")
    source = Source.objects.get()
    assert f'Accepted source: <a href="{source.get_absolute_url()}">Port Ellery Herald</a>.' in page
    assert "with the new source" not in page
    assert "nobody accepted" not in page
    names = Article.objects.order_by("pk").values_list("source__name", flat=True)
    assert list(names) == ["Port Ellery Herald", None]


def test_items_found_by_their_proposal_are_imported_with_it(
    client: Client, batch: ImportBatch
) -> None:
    address = reverse("admin:articles_importbatch_items", args=[batch.pk])
    data = {"action": "import", "all": "1", "accept-sources": "1"}
    page = client.post(f"{address}?source=proposed", data, follow=True).content.decode()
    assert "1 article imported." in page
    assert Article.objects.get().source == Source.objects.get()


def test_without_the_tick_no_source_is_made(client: Client, batch: ImportBatch) -> None:
    page = act(client, batch, "import-all")
    assert "1 of them has no source: nobody accepted the one that was proposed." in page
    assert not Source.objects.exists()


def test_chosen_ones_are_imported_and_a_second_click_says_so(
    client: Client, batch: ImportBatch
) -> None:
    item = batch.items.get(position=2)
    assert "1 article imported." in act(client, batch, "import", item)
    assert "not staged any more" in act(client, batch, "import", item)
    assert Article.objects.count() == 1


def test_what_is_missing_is_said(client: Client, batch: ImportBatch) -> None:
    item = batch.items.get(position=2)
    batch.items.filter(pk=item.pk).update(title="")
    page = act(client, batch, "import-all")
    assert "1 article imported." in page
    assert "1 item is left" in page
    assert "has no title" in act(client, batch, "import", item)


def test_items_are_left_out_and_taken_up_again(client: Client, batch: ImportBatch) -> None:
    item = batch.items.get(position=1)
    assert "1 left out." in act(client, batch, "dismiss", item)
    assert "1 staged again." in act(client, batch, "restage", item)
    assert "could not be read" in act(client, batch, "restage", batch.items.get(position=3))


def test_taking_up_what_takes_long_goes_on_with_another_click(
    client: Client, batch: ImportBatch, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(import_actions, "_TAKING_UP_SECONDS", -1)
    act(client, batch, "import", batch.items.get(position=1))
    batch.items.filter(position=2).update(status="dismissed")
    batches.stage(batch=batch, name="d.txt", raw=plain_page(number=4), by=None)
    batch.items.filter(position=4).update(status="dismissed")
    everything = list(batch.items.all())
    page = act(client, batch, "restage", *everything)
    assert "3 are left: take them up again" in page
    act(client, batch, "restage", *everything)
    act(client, batch, "restage", *everything)
    assert batch.items.filter(status="staged").count() == 2


def test_what_is_not_kept_any_more_is_not_taken_up_again(
    client: Client, batch: ImportBatch
) -> None:
    item = batch.items.get(position=1)
    batch.items.filter(pk=item.pk).update(status="dismissed", raw_sha256="0" * 64)
    assert "bring it again" in act(client, batch, "restage", item)


def test_bytes_that_are_no_text_any_more_are_not_taken_up_again(
    client: Client, batch: ImportBatch
) -> None:
    item = batch.items.get(position=1)
    batch.items.filter(pk=item.pk).update(status="dismissed", raw_offset=10**6)
    assert "can’t be read" in act(client, batch, "restage", item)
    batch.items.filter(pk=item.pk).update(status="staged")
    address = reverse("admin:articles_importitem_line", args=[item.pk])
    page = client.post(address, {"line": "1", "role": "caption"}, follow=True)
    assert "can’t be read" in page.content.decode()


def test_nothing_chosen_and_nonsense_are_said(client: Client, batch: ImportBatch) -> None:
    assert "Nothing was chosen" in act(client, batch, "import")
    assert "not something to do" in act(client, batch, "explode", batch.items.get(position=1))


def test_items_of_other_batches_are_not_touched(client: Client, batch: ImportBatch) -> None:
    other = batches.stage(batch=make_batch(), name="x", raw=plain_page(number=7), by=None)
    act(client, batch, "import", other)
    assert not Article.objects.exists()


def test_a_batch_is_undone(client: Client, batch: ImportBatch) -> None:
    committing.commit(items=batch.items.all(), by=None)
    undo = reverse("admin:articles_importbatch_undo", args=[batch.pk])
    page = client.post(undo, follow=True).content.decode()
    assert "2 articles deleted" in page
    assert not Article.objects.exists()
    assert "nothing to undo" in client.post(undo, follow=True).content.decode()


def test_undo_is_refused_with_the_list(client: Client, batch: ImportBatch) -> None:
    committing.commit(items=batch.items.all(), by=None)
    article = Article.objects.get(title="Council closes ferry pier")
    make_project_article(make_project(), article)
    undo = reverse("admin:articles_importbatch_undo", args=[batch.pk])
    page = client.post(undo, follow=True).content.decode()
    assert "Nothing was undone" in page
    link = f'“<a href="{article.get_absolute_url()}">Council closes ferry pier</a>”'
    assert f"{link} (project articles). Remove" in page
    assert Article.objects.count() == 2


def test_a_large_batch_is_undone_by_a_job_that_shows_what_became_of_it(
    client: Client, batch: ImportBatch, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(undoing, "AT_ONCE", 1)
    committing.commit(items=batch.items.all(), by=None)
    undo = reverse("admin:articles_importbatch_undo", args=[batch.pk])
    page = client.post(undo, follow=True).content.decode()
    assert "It is being undone" in page
    assert "Delete 2 articles" not in page
    assert 'hx-trigger="every 1s"' in page
    make_project_article(make_project(), Article.objects.get(title="Council closes ferry pier"))
    assert undoing.undo_later(batch_id=batch.pk, user_id=None) == 0
    ProcrastinateJob.objects.all()._raw_delete(using="default")
    shown = client.get(reverse("admin:articles_importbatch_change", args=[batch.pk]))
    assert "“Council closes ferry pier” (project articles)" in shown.content.decode()


def test_an_import_of_nothing_but_sightings_is_undone(client: Client, batch: ImportBatch) -> None:
    committing.commit(items=batch.items.all(), by=None)
    again = make_batch()
    seen = plain_page().replace(b"\n\n", b"\n\nhttps://wire.example/7\n\n", 1)
    batches.stage(batch=again, name="d.txt", raw=seen, by=None)
    committing.commit(items=again.items.all(), by=None)
    page = client.get(reverse("admin:articles_importbatch_change", args=[again.pk]))
    assert "Forgets where it saw 1 known article again" in page.content.decode()
    undo = reverse("admin:articles_importbatch_undo", args=[again.pk])
    page = client.post(undo, follow=True)
    assert "1 sighting of known articles removed" in page.content.decode()
    assert Article.objects.count() == 2


def test_a_batch_that_is_not_there(client: Client) -> None:
    assert client.get("/admin/articles/importbatch/999999/change/").status_code == 404


def test_the_list_of_imports_counts(client: Client, batch: ImportBatch) -> None:
    page = client.get(reverse("admin:articles_importbatch_changelist")).content.decode()
    assert f"Import {batch.pk}" in page
    assert '<td class="field-items_shown">3</td>' in page


def test_batches_are_not_deleted(client: Client, batch: ImportBatch) -> None:
    address = reverse("admin:articles_importbatch_delete", args=[batch.pk])
    assert client.post(address, {"post": "yes"}).status_code == 403
