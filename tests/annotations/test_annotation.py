"""The deep link of an annotation."""

import pytest

from tests import factories
from tests.annotations.reading_room import ReadingRoom

pytestmark = pytest.mark.django_db


def test_it_leads_to_the_passage(room: ReadingRoom) -> None:
    annotation = room.annotate("ferry pier")
    response = room.client(room.rita).get(room.url(f"annotations/{annotation.pk}/"))
    assert response["Location"] == room.url(f"read/{room.article.pk}/#a-{annotation.pk}")


def test_strangers_and_other_projects_get_404(room: ReadingRoom) -> None:
    annotation = room.annotate("ferry pier")
    foreign = factories.make_annotation(factories.make_project("Elsewhere"), room.article)
    url = room.url(f"annotations/{annotation.pk}/")
    assert room.client(room.sam).get(url).status_code == 404
    assert room.client(room.bob).get(room.url(f"annotations/{foreign.pk}/")).status_code == 404
    assert room.client(room.bob).get(room.url("annotations/999999/")).status_code == 404


def test_only_get(room: ReadingRoom) -> None:
    annotation = room.annotate("ferry pier")
    url = room.url(f"annotations/{annotation.pk}/")
    assert room.client(room.bob).post(url).status_code == 405
