"""The IRIs in an export are the addresses that the site answers."""

import pytest
from django.urls import reverse

from annotations.exports.addresses import Addresses
from annotations.models import Project

pytestmark = pytest.mark.django_db

SITE = "https://news.example.org"


def test_they_are_the_sites_own(project: Project) -> None:
    addresses = Addresses.of(project, SITE)
    here = {"slug": project.slug, "pk": 12}
    assert addresses.annotation(12) == SITE + reverse("annotations:annotation", kwargs=here)
    assert addresses.entity(12) == SITE + reverse("annotations:entity", kwargs=here)
    assert addresses.claim(12) == SITE + reverse("annotations:claim", kwargs=here)
    assert addresses.source(12) == SITE + reverse("articles:source", args=[12])
    assert addresses.version(12, 3) == SITE + reverse("articles:article", args=[12]) + "?version=3"
    assert addresses.collection.startswith(
        SITE + reverse("annotations:export", args=[project.slug]) + "?"
    )


def test_without_a_site_they_are_urns(project: Project) -> None:
    addresses = Addresses.of(project)
    assert addresses.version(12, 3) == "urn:newsarchive:article:12:version:3"
    assert addresses.reply(5, 2) == "urn:newsarchive:annotation:5#reply-2"
