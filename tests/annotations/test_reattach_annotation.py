"""Putting an annotation on another passage: an orphan, or one that moved or changed."""

import re
from dataclasses import replace

import pytest

from annotations.forms.standing import PassageForm
from annotations.models import Annotation
from annotations.services import annotations
from articles.services import versions
from tests.annotations.reading_room import ReadingRoom
from tests.annotations.revising import revise
from tests.factories import make_article

pytestmark = pytest.mark.django_db


@pytest.fixture
def orphan(room: ReadingRoom) -> Annotation:
    """Bob's, of revision 2, on version 1; version 2 is present."""
    annotation = room.annotate("second inspection")
    revise(
        room.article,
        ("Fishermen dispute the finding and want a second inspection", "They ask for another one"),
    )
    return annotation


def reattach(room: ReadingRoom, annotation: Annotation) -> str:
    return room.url(f"annotations/{annotation.pk}/reattach/")


def now(annotation: Annotation) -> tuple[str, str, int, int]:
    row = Annotation.objects.select_related("version").get(pk=annotation.pk)
    assert row.version.body[row.start : row.end] == row.quote
    return row.state, row.quote, row.version.number, row.revision


def test_orphans_are_listed_with_their_quote(room: ReadingRoom, orphan: Annotation) -> None:
    page = room.client(room.bob).get(room.url(f"read/{room.article.pk}/")).content.decode()
    listed = page[page.index("data-orphans") : page.index("</details>", page.index("data-orphans"))]
    assert "second inspection" in listed
    assert reattach(room, orphan) in listed
    assert "data-orphan-count>1<" in listed
    assert f'data-a="{orphan.pk}"' not in page
    page = room.client(room.rita).get(room.url(f"read/{room.article.pk}/")).content.decode()
    assert reattach(room, orphan) not in page


def test_a_selection(room: ReadingRoom, orphan: Annotation) -> None:
    span = room.span("ask for another one")
    response = room.script(room.bob).post(reattach(room, orphan), span | {"revision": 2})
    page = response.content.decode()
    assert response.status_code == 200
    assert f'hx-target="#a-{orphan.pk}" hx-swap="delete"' in page
    assert f'hx-target="#cards-{room.version.pk}" hx-swap="beforeend' in page
    assert f'data-a="{orphan.pk}"' in page
    assert '"said": "Attached"' in response["HX-Trigger"]
    assert now(orphan) == ("exact", "ask for another one", 2, 3)


def test_of_a_changed_one_both_places_are_painted_anew(room: ReadingRoom) -> None:
    changed = room.annotate("the pier was unsafe")
    revise(room.article, ("unsafe", "dangerous"))
    span = room.span("ferry pier")
    response = room.script(room.bob).post(reattach(room, changed), span | {"revision": 2})
    page = response.content.decode()
    assert f'id="b-{room.version.pk}-0"' in page
    assert f'id="b-{room.version.pk}-1"' in page
    assert f'hx-target="#a-{changed.pk}" hx-swap="outerHTML' in page
    assert now(changed) == ("exact", "ferry pier", 2, 3)


def test_words_in_a_plain_form(room: ReadingRoom, orphan: Annotation) -> None:
    client = room.client(room.bob)
    page = client.get(reattach(room, orphan)).content.decode()
    assert "second inspection" in page
    sent = {"revision": 2, "words": " ask  for another\none "}
    response = client.post(reattach(room, orphan), sent)
    assert response["Location"] == room.url(f"read/{room.article.pk}/#a-{orphan.pk}")
    assert now(orphan) == ("exact", "ask for another one", 2, 3)


@pytest.mark.parametrize(
    ("sent", "complaint"),
    [
        ({"words": "nobody said this"}, "nowhere"),
        ({"words": "the"}, "more than once"),
        ({"words": "word " * 80_000}, "at most 5,000 characters; these are 399999."),
        ({}, "Select the passage"),
        ({"start": 3, "end": 9}, "Select the passage"),
        ({"words": " "}, "Select the passage"),
    ],
)
def test_what_is_no_passage(
    room: ReadingRoom, orphan: Annotation, sent: dict[str, object], complaint: str
) -> None:
    response = room.client(room.bob).post(reattach(room, orphan), sent | {"revision": 2})
    assert response.status_code == 422
    assert complaint in response.content.decode()
    assert now(orphan)[0] == "orphaned"


@pytest.mark.parametrize(("start", "end"), [(0, 999_999), (9, 9), (-1, 4), ("x", 4)])
def test_a_span_outside_the_text(
    room: ReadingRoom, orphan: Annotation, start: object, end: int
) -> None:
    sent = {"revision": 2, "version": room.version.pk, "start": start, "end": end}
    assert room.client(room.bob).post(reattach(room, orphan), sent).status_code == 422


def test_another_articles_text(room: ReadingRoom, orphan: Annotation) -> None:
    other = make_reading_room_article()
    sent = {"revision": 2, "version": other, "start": 0, "end": 4}
    assert room.client(room.bob).post(reattach(room, orphan), sent).status_code == 422


def make_reading_room_article() -> int:
    from tests.factories import make_article, text_of

    return text_of(make_article()).pk


def test_a_text_that_was_revised_since(room: ReadingRoom, orphan: Annotation) -> None:
    span = room.span("ask for another one")
    revise(room.article, ("another one", "a third one"))
    response = room.script(room.bob).post(reattach(room, orphan), span | {"revision": 2})
    assert response.status_code == 409
    assert "revised while you had it open" in response.content.decode()


def test_a_text_that_was_taken_back_since(room: ReadingRoom, orphan: Annotation) -> None:
    gone = revise(room.article, ("ferry pier", "pier"))
    orphan.refresh_from_db()
    place = {"revision": orphan.revision, "version": gone.pk, "start": 0, "end": 4}
    versions.take_back(version=gone, by=room.alice)
    response = room.script(room.carol).post(reattach(room, orphan), place)
    assert response.status_code == 422
    assert "The article does not have the text any more" in response.content.decode()
    assert now(orphan)[0] == "orphaned"


def test_what_was_changed_since_is_shown_first(room: ReadingRoom, orphan: Annotation) -> None:
    span = room.span("ask for another one")
    for client in (room.client(room.bob), room.script(room.bob)):
        response = client.post(reattach(room, orphan), span | {"revision": 1})
        page = response.content.decode()
        assert response.status_code == 409
        assert "Attach it anyway" in page
        assert 'name="revision" value="2"' in page
        assert f'name="start" value="{span["start"]}"' in page
    assert now(orphan)[0] == "orphaned"


def test_both_passages_are_shown_then(room: ReadingRoom, orphan: Annotation) -> None:
    mine, theirs = room.span("ask for another one"), room.span("ferry pier")
    client = room.script(room.bob)
    client.post(reattach(room, orphan), theirs | {"revision": 2})
    page = client.post(reattach(room, orphan), mine | {"revision": 2}).content.decode()
    assert re.search(r"It stands at <q[^>]*>ferry pier</q>", page)
    assert re.search(r"You would put it at <q[^>]*>ask for another one</q>", page)


def test_words_of_two_paragraphs(room: ReadingRoom, orphan: Annotation) -> None:
    body = room.version.body
    at = body.index("\n\n")
    words = " ".join(body[at - 12 : at + 12].split())
    assert room.client(room.bob).post(reattach(room, orphan), {"revision": 2, "words": words})
    assert now(orphan)[0] == "exact"
    assert Annotation.objects.get(pk=orphan.pk).quote == body[at - 12 : at + 12].strip()


@pytest.mark.parametrize(
    ("body", "words", "found"),
    [
        ("\t One \n\n two\xa0 three", "ne two\tth", (3, 16)),
        ("\t One \n\n two\xa0 three", "One", (2, 5)),
        ("(a+b) .* (a-b)", ".*", (6, 8)),
        ("anana", "ana", None),
        ("one two", "onetwo", None),
    ],
)
def test_words_are_found_whatever_white_space_is_between_them(
    db: None, body: str, words: str, found: tuple[int, int] | None
) -> None:
    article = make_article()
    assert article.current_version
    article.current_version.body = body
    form = PassageForm({"words": words}, article=article)
    assert form.is_valid() == bool(found)
    if found:
        assert (form.place()["start"], form.place()["end"]) == found


def test_a_long_quote_is_cut_on_its_card(room: ReadingRoom) -> None:
    words = " ".join(f"word{number}" for number in range(400))
    long = make_article(paragraphs=(f"Once {words} again.",))
    room = replace(room, article=long)
    annotation = room.annotate(words)
    revise(long, (words, "nothing"))
    assert now(annotation)[:2] == ("orphaned", words)
    page = room.client(room.bob).get(room.url(f"read/{long.pk}/")).content.decode()
    shown = page.split('class="card-stood"')[1].split("<s>")[1].split("</s>")[0]
    assert shown.startswith("word0 word1 ")
    assert len(shown) <= 600
    assert shown.endswith("…")


def test_a_deleted_one_is_said_to_be(room: ReadingRoom, orphan: Annotation) -> None:
    annotations.delete(annotation=orphan, revision=2, by=room.carol)
    response = room.client(room.bob).get(reattach(room, orphan))
    assert response.status_code == 409


def test_orphans_are_deleted_and_come_back_as_orphans(
    room: ReadingRoom, orphan: Annotation
) -> None:
    client = room.script(room.bob)
    url = room.url(f"annotations/{orphan.pk}/")
    page = client.post(f"{url}delete/", {"revision": 2}).content.decode()
    assert 'class="block' not in page
    page = client.post(f"{url}restore/", {"revision": 3}).content.decode()
    assert f'hx-target="#orphans-{room.article.pk}"' in page
    assert 'class="block' not in page
    assert "data-start" not in client.get(f"{url}edit/").content.decode()


def test_only_its_author_and_curators(room: ReadingRoom, orphan: Annotation) -> None:
    orphan.created_by = room.alice
    Annotation.objects.update(created_by=room.alice)
    sent = room.span("another") | {"revision": 2}
    for user, status in ((room.bob, 403), (room.rita, 403), (room.sam, 404), (room.carol, 302)):
        assert room.client(user).post(reattach(room, orphan), sent).status_code == status


def test_unknown_ones_get_404(room: ReadingRoom) -> None:
    assert room.client(room.bob).post(room.url("annotations/999/reattach/")).status_code == 404
