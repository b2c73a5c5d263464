"""Sources in the admin, and what they are recognised by."""

import pytest
from django.apps import apps
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from articles.models import KnownLine, Source, SourceName
from articles.services import sources
from tests.factories import make_article, make_source, make_user

pytestmark = pytest.mark.django_db
ADD = "/admin/articles/source/add/"


@pytest.fixture(autouse=True)
def signed_in(client: Client) -> None:
    client.force_login(make_user(is_staff=True, is_superuser=True))


def form(name: str, *names: tuple[str, str, str, bool], initial: int = 0) -> dict[str, str]:
    """A source's form; each name is (key, kind, text, delete)."""
    data = {"name": name, "names-TOTAL_FORMS": str(len(names)), "names-INITIAL_FORMS": str(initial)}
    for index, (key, kind, text, delete) in enumerate(names):
        data |= {
            f"names-{index}-id": key,
            f"names-{index}-kind": kind,
            f"names-{index}-text": text,
        }
        if delete:
            data[f"names-{index}-DELETE"] = "on"
    data |= {"known_lines-TOTAL_FORMS": "0", "known_lines-INITIAL_FORMS": "0"}
    return data


def test_a_new_source_is_recognised_by_its_name_and_the_others(client: Client) -> None:
    names = ("", "name", "The  HERALD", False), ("", "host", "https://www.herald.example/", False)
    client.post(ADD, form("Port Ellery Herald", *names))
    source = Source.objects.get()
    found = sorted(source.names.values_list("kind", "text", "key"))
    assert found == [
        ("host", "https://www.herald.example/", "herald.example"),
        ("name", "Port Ellery Herald", "portelleryherald"),
        ("name", "The HERALD", "herald"),
    ]


def test_a_name_of_another_source_is_refused(client: Client) -> None:
    sources.create(name="The Herald", by=None)
    response = client.post(ADD, form("Other", ("", "name", "HERALD", False)))
    assert "The Herald is recognised by “The Herald” already." in response.content.decode()
    assert Source.objects.count() == 1


def test_a_name_without_letters_is_refused(client: Client) -> None:
    response = client.post(ADD, form("Other", ("", "name", "---", False)))
    assert "has no letter or digit" in response.content.decode()


def test_a_source_of_the_same_name_is_refused(client: Client) -> None:
    make_source("The Herald")
    response = client.post(ADD, form("the herald"))
    assert response.status_code == 200
    assert Source.objects.count() == 1


def test_names_are_changed_and_removed(client: Client) -> None:
    source = sources.create(name="Herald", names=["Old name", "Other name"], by=None)
    old = source.names.get(text="Old name")
    other = source.names.get(text="Other name")
    data = form(
        "Herald",
        (str(old.pk), "name", "New name", False),
        (str(other.pk), "name", "Other name", True),
        initial=2,
    )
    client.post(reverse("admin:articles_source_change", args=[source.pk]), data)
    assert sorted(SourceName.objects.values_list("key", flat=True)) == ["herald", "newname"]


def test_history_names_who_removed_a_name(client: Client) -> None:
    source = sources.create(name="Herald", names=["Old name"], by=None)
    old = source.names.get(text="Old name")
    kept = source.names.get(text="Herald")
    rows = ((str(kept.pk), "name", "Herald", False), (str(old.pk), "name", "Old name", True))
    data = form("Herald", *rows, initial=2)
    client.post(reverse("admin:articles_source_change", args=[source.pk]), data)
    history = apps.get_model("articles", "SourceNameEvent").objects
    removed = history.filter(pgh_obj_id=old.pk).order_by("-pgh_id").first()
    assert removed.pgh_context["user"] == User.objects.get().pk


def test_the_list_counts_articles(client: Client) -> None:
    source = make_source("Herald", language="fa")
    make_article(source=source)
    page = client.get(reverse("admin:articles_source_changelist")).content.decode()
    assert "Persian" in page
    assert f'articles/article/?source__id__exact={source.pk}">1</a>' in page


def test_a_source_with_articles_is_not_deleted(client: Client) -> None:
    source = make_source()
    make_article(source=source)
    client.post(reverse("admin:articles_source_delete", args=[source.pk]), {"post": "yes"})
    assert Source.objects.count() == 1


def test_what_was_learnt_of_a_source_is_listed_and_can_be_forgotten(client: Client) -> None:
    source = make_source("Herald")
    line = KnownLine.objects.create(source=source, key=7, text="Tide tables", role="sharing")
    KnownLine.objects.create(source=source, key=8, text="Harbour cameras", seen=3)
    address = reverse("admin:articles_source_change", args=[source.pk])
    page = client.get(address).content.decode()
    assert "Tide tables" in page
    assert "Not the article" in page
    data = form("Herald") | {
        "known_lines-TOTAL_FORMS": "1",
        "known_lines-INITIAL_FORMS": "1",
        "known_lines-0-id": str(line.pk),
        "known_lines-0-source": str(source.pk),
        "known_lines-0-DELETE": "on",
    }
    assert client.post(address, data).status_code == 302
    assert [known.key for known in KnownLine.objects.all()] == [8]
