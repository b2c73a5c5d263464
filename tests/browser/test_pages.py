"""Every page of the site, with the sample in it: axe finds nothing in light and in dark."""

from collections.abc import Callable

import pytest
from django.contrib.auth.models import User
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from annotations.models import Annotation, Claim, Entity, Label
from annotations.services import sample
from articles.models import Article, ImportBatch, ImportItem, Source

pytestmark = pytest.mark.browser


def test_every_page_is_accessible_in_light_and_dark(
    page: Page,
    live_server: LiveServer,
    administrator: User,
    sign_in: Callable[[User], None],
    check_accessibility: Callable[[], None],
) -> None:
    page.goto(f"{live_server.url}/sign-in/")
    check_accessibility()
    project = sample.load(by=administrator)
    sign_in(administrator)
    first, second = Article.objects.order_by("pk")
    entity = Entity.objects.registered().order_by("pk")[0]
    claim = Claim.objects.registered().order_by("pk")[0]
    annotation = Annotation.objects.order_by("pk")[0]
    batch, item = ImportBatch.objects.get(), ImportItem.objects.order_by("pk")[0]
    desk = f"/projects/{project.slug}/"
    for address in (
        "/archive/",
        "/archive/?q=river",
        f"/archive/{first.pk}/",
        "/archive/sources/",
        f"/archive/sources/{Source.objects.order_by('pk')[0].pk}/",
        "/projects/",
        "/projects/new/",
        desk,
        f"{desk}read/{first.pk}/",
        f"{desk}compare/{first.pk},{second.pk}/",
        f"{desk}articles/add/",
        f"{desk}annotations/{annotation.pk}/history/",
        f"{desk}claims/",
        f"{desk}claims/{claim.pk}/",
        f"{desk}claims/{claim.pk}/edit/",
        f"{desk}claims/{claim.pk}/merge/",
        f"{desk}entities/",
        f"{desk}entities/{entity.pk}/",
        f"{desk}entities/{entity.pk}/edit/",
        f"{desk}entities/{entity.pk}/merge/",
        f"{desk}codebook/",
        f"{desk}codebook/{Label.objects.order_by('pk')[0].pk}/",
        f"{desk}codebook/new/",
        f"{desk}members/",
        f"{desk}settings/",
        f"{desk}export/",
        "/password/",
        "/admin/articles/importbatch/add/",
        f"/admin/articles/importbatch/{batch.pk}/change/",
        f"/admin/articles/importbatch/item/{item.pk}/",
    ):
        response = page.goto(live_server.url + address)
        assert response is not None
        assert response.status == 200, address
        check_accessibility()
