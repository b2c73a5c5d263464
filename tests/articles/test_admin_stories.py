"""Stories in the admin, with their articles."""

import pytest
from django.contrib import admin
from django.test import Client, RequestFactory
from django.urls import reverse

from articles.models import Story
from tests.factories import make_article, make_story, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def signed_in(client: Client) -> None:
    client.force_login(make_user(is_staff=True, is_superuser=True))


def test_a_story_is_made_with_its_articles(client: Client) -> None:
    one, two = make_article(), make_article()
    data = {"title": "Ferries", "articles": [one.pk, two.pk]}
    client.post(reverse("admin:articles_story_add"), data)
    assert set(Story.objects.get().articles.all()) == {one, two}


def test_articles_leave_and_join(client: Client) -> None:
    story, other = make_story(), make_story()
    one, two = make_article(story=story), make_article(story=other)
    address = reverse("admin:articles_story_change", args=[story.pk])
    page = client.get(address).content.decode()
    assert one.title in page
    assert two.title not in page
    client.post(address, {"title": story.title, "articles": [two.pk]})
    assert list(story.articles.all()) == [two]
    assert not other.articles.exists()


def test_pages_asked_for_at_the_same_time_show_each_their_articles(rf: RequestFactory) -> None:
    request = rf.get("/")
    request.user = make_user(is_staff=True, is_superuser=True)
    stories = [make_story(), make_story()]
    articles = [make_article(story=story) for story in stories]
    stories_admin = admin.site.get_model_admin(Story)
    forms = [stories_admin.get_form(request, story) for story in stories]
    for form, story, article in zip(forms, stories, articles, strict=True):
        assert form(instance=story)["articles"].initial == [article]


def test_articles_are_found_while_typing(client: Client) -> None:
    article = make_article(title="Ferries close")
    asked = {
        "term": "ferries",
        "app_label": "articles",
        "model_name": "importitem",
        "field_name": "article",
    }
    found = client.get(reverse("admin:autocomplete"), asked).json()
    assert [entry["id"] for entry in found["results"]] == [str(article.pk)]


def test_the_list_counts_articles(client: Client) -> None:
    make_article(story=make_story("Ferries"))
    page = client.get(reverse("admin:articles_story_changelist")).content.decode()
    assert '<td class="field-article_count">1</td>' in page
