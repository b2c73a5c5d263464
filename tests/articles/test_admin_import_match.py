"""Beside an import item: what it resembles, and saying what that means."""

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from articles.models import Article, ImportItem
from articles.services import batches, committing, restaging, undoing
from tests.articles.likeness import archived, paragraphs
from tests.articles.texts import plain_page
from tests.factories import make_batch, make_source, make_user

pytestmark = pytest.mark.django_db
Decision = ImportItem.Decision


@pytest.fixture
def client() -> Client:
    client = Client()
    client.force_login(make_user("editor", is_staff=True, is_superuser=True))
    return client


def staged(*, edited: int = 8, title: str = "Pier closes", seed: int = 1) -> ImportItem:
    texts = [f"{text[0].upper()}{text[1:]}" for text in paragraphs(seed, edited=edited)]
    raw = "\n\n".join([title, *texts]).encode()
    return batches.stage(batch=make_batch(), name="a.txt", raw=raw, by=None)


def page(client: Client, item: ImportItem, query: str = "") -> str:
    address = reverse("admin:articles_importitem_change", args=[item.pk])
    response = client.get(address + query)
    assert response.status_code == 200
    return response.content.decode()


def decide(client: Client, item: ImportItem, decision: str, **more: object) -> ImportItem:
    address = reverse("admin:articles_importitem_match", args=[item.pk])
    client.post(address, {"decision": decision, **more})
    return ImportItem.objects.get(pk=item.pk)


def test_nothing_is_shown_of_an_item_that_resembles_nothing(client: Client) -> None:
    assert 'id="match"' not in page(client, staged())


def test_which_article_it_resembles_and_how(client: Client) -> None:
    article = archived(1, title="Pier to close", source=make_source("Ellery Post"))
    item = staged()
    assert item.match == article
    shown = page(client, item)
    assert "A similar text" in shown
    assert "% alike" in shown
    assert f'href="{article.get_absolute_url()}"' in shown
    assert "Pier to close" in shown
    assert "Ellery Post" in shown
    assert "<del>" in shown
    assert "<ins>other" in shown
    assert "imported only after you have said" in shown
    for choice in Decision.values:
        assert f'value="{choice}"' in shown


@pytest.mark.parametrize("decision", Decision.values)
def test_deciding_without_scripts(client: Client, decision: str) -> None:
    archived(1)
    item = decide(client, staged(), decision)
    assert item.decision == decision
    shown = page(client, item)
    assert shown.count('aria-pressed="true"') == 1
    assert "after you have said" not in shown
    assert decide(client, item, "").decision == ""


def test_importing_says_what_became_an_article_and_what_a_version(client: Client) -> None:
    archived(1)
    item = decide(client, staged(), "version")
    batches.stage(batch=item.batch, name="b.txt", raw=plain_page(), by=None)
    address = reverse("admin:articles_importbatch_items", args=[item.batch_id])
    said = client.post(address, {"action": "import", "item": item.pk}, follow=True)
    assert "1 new text version imported." in said.content.decode()
    undoing.undo(batch=item.batch, by=None)
    restaging.restage(item=item, by=None)
    decide(client, item, "version")
    said = client.post(address, {"action": "import-all"}, follow=True)
    assert "1 article and 1 new text version imported." in said.content.decode()


def test_deciding_with_htmx_answers_with_the_item(client: Client) -> None:
    archived(1)
    item = staged()
    address = reverse("admin:articles_importitem_match", args=[item.pk])
    response = client.post(address, {"decision": "version"}, headers={"HX-Request": "true"})
    assert response.status_code == 200
    assert 'aria-pressed="true"' in response.content.decode()


def test_several_candidates_and_choosing_another(client: Client) -> None:
    titles = ("First", "Second", "Third", "Fourth")
    articles = {title: archived(1, title=title) for title in titles}
    item = staged()
    shown = page(client, item)
    assert sum(title in shown for title in titles) == 3
    other = next(one for one in articles.values() if one != item.match and one.title in shown)
    shown = page(client, item, f"?match={other.pk}")
    assert f'<input type="hidden" name="match" value="{other.pk}">' in shown
    item = decide(client, item, "same", match=other.pk)
    assert (item.match, item.decision) == (other, "same")


@pytest.mark.parametrize("match", ["0", "x", "99999999999"])
def test_a_match_that_does_not_exist(client: Client, match: str) -> None:
    article = archived(1)
    item = staged()
    page(client, item, f"?match={match}")
    decided = decide(client, item, "same", match=match)
    assert (decided.match, decided.decision) == (article, "same" if match == "x" else "")


def test_an_article_that_came_after_the_item_was_staged_is_shown(client: Client) -> None:
    item = staged()
    archived(1, title="Later")
    assert "Later" in page(client, item)


def test_an_imported_item_shows_no_match(client: Client) -> None:
    item = staged()
    committing.commit(items=[item], by=None)
    assert 'id="match"' not in page(client, ImportItem.objects.get(pk=item.pk))


def test_who_may_only_look_is_offered_no_decision(client: Client) -> None:
    archived(1)
    item = staged()
    viewer = make_user("viewer", is_staff=True)
    viewer.user_permissions.add(Permission.objects.get(codename="view_importbatch"))
    other = Client()
    other.force_login(viewer)
    assert "data-decide" not in page(other, item)
    address = reverse("admin:articles_importitem_match", args=[item.pk])
    assert other.post(address, {"decision": "same"}).status_code == 403
    assert client.get(address).status_code == 405


def test_a_restored_line_can_change_what_it_matches(client: Client) -> None:
    article = archived(1)
    item = staged(edited=0)
    assert item.match_kind == "same-text" or item.match == article
    line = reverse("admin:articles_importitem_line", args=[item.pk])
    client.post(line, {"line": "3", "quick": "boilerplate"})
    item.refresh_from_db()
    assert item.match_kind == "similar"


def test_queries_do_not_grow_with_candidates(
    client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    item = staged()
    for count in (1, 10):
        for _ in range(count):
            archived(1)
        with django_assert_max_num_queries(24):
            page(client, item)
    assert Article.objects.count() == 11
