"""Articles in the admin: their fields, their texts to look at, deleting."""

import pytest
from django.contrib.admin import site
from django.contrib.auth.models import Permission
from django.db.models import ProtectedError
from django.test import Client, RequestFactory
from django.urls import reverse

from articles.admin.articles import ArticleAdmin
from articles.models import Article, ImportItem, SearchEntry
from articles.services import batches, committing, search
from tests.articles.texts import herald_page
from tests.factories import (
    make_article,
    make_batch,
    make_project,
    make_project_article,
    make_source,
    make_story,
    make_user,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def signed_in(client: Client) -> None:
    client.force_login(make_user(is_staff=True, is_superuser=True))


def address(article: Article, name: str = "change") -> str:
    return reverse(f"admin:articles_article_{name}", args=[article.pk])


def form_of(article: Article, **changes: str) -> dict[str, str]:
    return {
        "title": article.title,
        "language": article.language,
        "versions-TOTAL_FORMS": "0",
        "versions-INITIAL_FORMS": "0",
    } | changes


def imported() -> Article:
    item = batches.stage(batch=make_batch(), name="a.txt", raw=herald_page(), by=None)
    committing.commit(items=[item], by=None)
    return Article.objects.get()


def test_the_list_shows_and_searches(client: Client) -> None:
    make_article(title="Ferries", source=make_source("Herald"), language="ar")
    make_article(title="Trams", external_id="991")
    address = reverse("admin:articles_article_changelist")
    page = client.get(address).content.decode()
    assert "Herald" in page
    assert "Arabic" in page
    found = client.get(address, {"q": "991"}).content.decode()
    assert "Trams" in found
    assert "Ferries" not in found


def test_the_page_shows_texts_removed_lines_and_the_raw_file(client: Client) -> None:
    article = imported()
    page = client.get(address(article)).content.decode()
    assert "The harbour council of Port Ellery" in page
    assert "Media ID: 77001" in page
    assert reverse("admin:articles_importitem_raw", args=[ImportItem.objects.get().pk]) in page
    assert "View on site" in page


def test_fields_are_saved_and_indexed(client: Client) -> None:
    article = make_article()
    search.index([article])
    source, story = make_source(), make_story()
    data = form_of(
        article,
        title="Grande\n marée",
        language="fr",
        authors="A. One\nB. Two",
        published_as_known="2016",
        source=str(source.pk),
        story=str(story.pk),
    )
    response = client.post(address(article), data)
    assert response.status_code == 302, response.content.decode()
    article.refresh_from_db()
    assert (article.title, article.language, article.authors) == (
        "Grande marée",
        "fr",
        ["A. One", "B. Two"],
    )
    assert (str(article.published), article.published_precision) == ("2016-01-01", "year")
    assert (article.source, article.story) == (source, story)
    assert SearchEntry.objects.get().configuration == "french"
    client.post(address(article), form_of(article, published_as_known=""))
    article.refresh_from_db()
    assert (article.published, article.published_precision) == (None, "")


@pytest.mark.parametrize("changes", [{"title": " "}, {"published_as_known": "June"}])
def test_what_cannot_be_is_said(client: Client, changes: dict[str, str]) -> None:
    article = make_article(title="Kept")
    response = client.post(address(article), form_of(article, **changes))
    assert response.status_code == 200
    assert "errorlist" in response.content.decode()
    article.refresh_from_db()
    assert article.title == "Kept"


def test_articles_come_by_import_only(client: Client) -> None:
    assert client.get(reverse("admin:articles_article_add")).status_code == 403


def test_an_article_is_deleted_and_its_file_can_come_again(client: Client) -> None:
    article = imported()
    client.post(address(article, "delete"), {"post": "yes"})
    assert not Article.objects.exists()
    assert ImportItem.objects.get().status == ImportItem.Status.UNDONE


def test_an_article_in_use_is_not_deleted(client: Client) -> None:
    article = make_article()
    make_project_article(make_project("Secret study"), article)
    page = client.post(address(article, "delete"), {"post": "yes"}).content.decode()
    assert "would require deleting the following protected" in page
    assert "Secret study" not in page
    assert Article.objects.count() == 1


def test_of_articles_deleted_together_all_stay_when_one_is_in_use_by_then(
    rf: RequestFactory,
) -> None:
    make_project_article(make_project(), make_article(title="B"))
    make_article(title="A")
    request = rf.post("/")
    request.user = make_user(is_superuser=True)
    chosen = Article.objects.order_by("title")
    with pytest.raises(ProtectedError):
        ArticleAdmin(Article, site).delete_queryset(request, chosen)
    assert Article.objects.count() == 2


def test_looking_needs_the_permission_to_view(client: Client) -> None:
    article = make_article()
    user = make_user(is_staff=True)
    client.force_login(user)
    assert client.get(address(article)).status_code == 403
    user.user_permissions.set(Permission.objects.filter(codename="view_article"))
    assert client.get(address(article)).status_code == 200
    assert client.post(address(article), form_of(article)).status_code == 403


def test_the_index_offers_the_import_first(client: Client) -> None:
    page = client.get(reverse("admin:index")).content.decode()
    assert page.index("Bring files in") < page.index("app-articles") < page.index("app-auth")
    assert "style=" not in page
