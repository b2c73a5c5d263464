"""The page of what an annotation was before."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from annotations.models import Annotation
from annotations.services import annotations, reanchoring
from annotations.services.annotations import Content
from articles.services import versions
from tests.annotations.reading_room import ReadingRoom
from tests.annotations.revising import revise
from tests.factories import PARAGRAPHS, make_version

pytestmark = pytest.mark.django_db


def note(room: ReadingRoom, annotation: Annotation, text: str, revision: int) -> None:
    content = Content(kind="highlight", note=text)
    annotations.update(annotation=annotation, content=content, revision=revision, by=room.carol)


def test_it_shows_what_was_said_and_where_the_newest_first(room: ReadingRoom) -> None:
    annotation = room.annotate("the pier was unsafe", note="First.", updated_by=room.bob)
    note(room, annotation, "Second.", 1)
    pier, mayor, _ = PARAGRAPHS
    revised = make_version(room.article, paragraphs=(pier, mayor.replace("unsafe", "dangerous")))
    reanchoring.follow(old=room.version, new=revised, by=None)
    page = room.client(room.rita).get(room.url(f"annotations/{annotation.pk}/history/"))
    text = page.content.decode()
    shown = ["the pier was dangerous", "Second.", "by itself", "version 2 of the text, changed"]
    shown += ["the pier was unsafe", "carol", "version 1 of the text, exact", "First.", "bob"]
    places = [text.index(words) for words in shown]
    assert places == sorted(places)
    assert room.url(f"annotations/{annotation.pk}/") in text


def test_a_text_that_was_taken_back_has_no_number(room: ReadingRoom) -> None:
    annotation = room.annotate("the pier was unsafe")
    revised = revise(room.article, ("unsafe", "dangerous"))
    versions.take_back(version=revised, by=room.carol)
    url = room.url(f"annotations/{annotation.pk}/history/")
    text = room.client(room.rita).get(url).content.decode()
    shown = ["version 1 of the text, exact", "a text that was taken back, changed", "version 1 of"]
    places = [text.index(shown[0]), text.index(shown[1]), text.rindex(shown[2])]
    assert places == sorted(places)
    assert "version  of" not in text


def test_its_card_leads_there_once_it_was_changed(room: ReadingRoom) -> None:
    annotation = room.annotate("ferry pier")
    page, address = room.url(f"read/{room.article.pk}/"), f"annotations/{annotation.pk}/history/"
    assert address not in room.client(room.rita).get(page).content.decode()
    note(room, annotation, "Second.", 1)
    assert address in room.client(room.rita).get(page).content.decode()


def test_a_long_history_takes_as_many_queries_as_a_short_one(room: ReadingRoom) -> None:
    annotation = room.annotate("ferry pier")
    url, counts = room.url(f"annotations/{annotation.pk}/history/"), []
    note(room, annotation, "1", 1)
    for more in range(2, 40):
        if more in (3, 39):
            with CaptureQueriesContext(connection) as queries:
                assert room.client(room.rita).get(url).status_code == 200
            counts.append(len(queries))
        note(room, annotation, str(more), more)
    assert counts[0] == counts[1]


def test_strangers_get_404(room: ReadingRoom) -> None:
    annotation = room.annotate("ferry pier")
    url = room.url(f"annotations/{annotation.pk}/history/")
    assert room.client(room.sam).get(url).status_code == 404
    assert room.client(room.bob).post(url).status_code == 405
