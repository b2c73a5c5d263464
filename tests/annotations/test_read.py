"""The reader: an article with what was said of it."""

import html
import re

import pytest
from pytest_django import DjangoAssertNumQueries

from annotations.models import Kind
from tests import factories
from tests.annotations.reading_room import ReadingRoom

pytestmark = pytest.mark.django_db


def read(room: ReadingRoom, query: str = "", user: str = "bob") -> str:
    client = room.client(getattr(room, user))
    response = client.get(room.url(f"read/{room.article.pk}/") + query)
    assert response.status_code == 200
    return response.content.decode()


def test_blocks_contain_the_text_and_nothing_else(room: ReadingRoom) -> None:
    room.annotate("old ferry pier", kind=Kind.ENTITY)
    room.annotate("ferry pier.", kind=Kind.CLAIM)
    page = read(room)
    blocks = re.findall(r'class="block [^>]*data-start="(\d+)">(.*?)</(?:p|h2|blockquote)>', page)
    assert len(blocks) == 3
    for start, inner in blocks:
        text = html.unescape(re.sub(r"<[^>]*>", "", inner))
        assert room.version.body[int(start) :].startswith(text)


def test_overlapping_annotations_become_runs_that_name_them_all(room: ReadingRoom) -> None:
    first = room.annotate("old ferry pier", kind=Kind.ENTITY)
    second = room.annotate("pier.", kind=Kind.CLAIM)
    page = read(room)
    assert (
        f'<mark class="k-claim k-entity" data-a="{first.pk} {second.pk}" '
        f'data-e="{first.entity_id}" data-c="{second.claim_id}">pier</mark>' in page
    )


def test_mentions_of_a_merged_entity_carry_the_one_it_was_merged_into(room: ReadingRoom) -> None:
    canonical = factories.make_entity(room.project, "Ana Lindqvist")
    merged = factories.make_entity(room.project, "Mayor Lindqvist", merged_into=canonical)
    room.annotate("Mayor Ana Lindqvist", kind=Kind.ENTITY, entity=merged)
    page = read(room)
    assert f'data-e="{canonical.pk}" data-c="">Mayor Ana Lindqvist</mark>' in page


def test_article_text_is_escaped(room: ReadingRoom) -> None:
    factories.make_version(room.article, paragraphs=("<script>alert(1)</script> & more",))
    page = read(room)
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; more</p>" in page


def test_a_card_says_what_the_annotation_says(room: ReadingRoom) -> None:
    speaker = factories.make_entity(room.project, "Ana Lindqvist")
    claim = factories.make_claim(room.project, "The pier is unsafe.")
    room.annotate(
        "the pier was unsafe",
        kind=Kind.CLAIM,
        claim=claim,
        rendering="attributes",
        speaker=speaker,
        note="Quoted without evidence.",
    )
    page = read(room)
    for words in ("The pier is unsafe.", "attributes", "Ana Lindqvist", "Quoted without evidence."):
        assert words in page


def test_filters_of_the_address_hide_cards_and_paint(room: ReadingRoom) -> None:
    entity = room.annotate("old ferry pier", kind=Kind.ENTITY)
    claim = room.annotate("pier.", kind=Kind.CLAIM)
    page = read(room, "?kind=claim")
    assert re.search(rf'id="a-{entity.pk}"[^>]* hidden[ >]', page)
    assert not re.search(rf'id="a-{claim.pk}"[^>]* hidden[ >]', page)
    assert f'<mark class="k-claim" data-a="{entity.pk} {claim.pk}"' in page


def test_filters_that_mean_nothing_show_nothing_and_do_not_fail(room: ReadingRoom) -> None:
    room.annotate("old ferry pier", kind=Kind.ENTITY)
    page = read(room, "?kind=x&label=%00&entity=9999999999999999999999&claim=drop&by=-1")
    assert 'class="k-' not in page


def test_text_runs_in_its_own_direction(room: ReadingRoom) -> None:
    room.article.language = "ar"
    room.article.save()
    assert 'lang="ar" dir="rtl"' in read(room)


def test_readers_get_no_tools_to_annotate(room: ReadingRoom) -> None:
    annotation = room.annotate("old ferry pier")
    page = read(room, user="rita")
    assert "data-toolbar" not in page
    assert f"annotations/{annotation.pk}/edit/" not in page


def test_annotators_edit_their_own_and_curators_everybodys(room: ReadingRoom) -> None:
    annotation = room.annotate("old ferry pier", created_by=room.alice)
    link = f"annotations/{annotation.pk}/edit/"
    assert link not in read(room, user="bob")
    assert link in read(room, user="carol")


def test_sentences_are_sent_as_spans_of_the_body(room: ReadingRoom) -> None:
    page = read(room)
    spans = re.search(r"data-sentences>(\[.*?\])</script>", page)
    assert spans
    first = room.version.body.index("\n\n")
    assert spans.group(1).startswith(f"[[0,{first}]")


def test_deleted_ones_are_not_shown_but_offered_back(room: ReadingRoom) -> None:
    annotation = room.annotate("old ferry pier")
    client = room.client(room.bob)
    back = client.post(room.url(f"annotations/{annotation.pk}/delete/"), {"revision": 1})
    page = client.get(back["Location"]).content.decode()
    assert f'id="a-{annotation.pk}"' not in page
    assert f"annotations/{annotation.pk}/restore/" in page


@pytest.mark.parametrize("pk", ["9" * 5000, "x", "²", ""])
def test_what_no_annotation_is_called_is_not_offered_back(room: ReadingRoom, pk: str) -> None:
    response = room.client(room.bob).get(room.url(f"read/{room.article.pk}/"), {"deleted": pk})
    assert response.status_code == 200


def test_number_of_queries_does_not_grow(
    room: ReadingRoom, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    client = room.client(room.bob)
    url = room.url(f"read/{room.article.pk}/")
    client.get(url)
    for count in (10, 60):
        for place in range(count):
            kind = list(Kind)[place % 4]
            factories.make_annotation(
                room.project, room.article, start=place, end=place + 5, kind=kind
            )
        with django_assert_max_num_queries(14):
            client.get(url)


def test_strangers_get_404(room: ReadingRoom) -> None:
    assert room.client(room.sam).get(room.url(f"read/{room.article.pk}/")).status_code == 404


def test_unknown_articles_get_404(room: ReadingRoom) -> None:
    client = room.client(room.bob)
    assert client.get(room.url("read/999999/")).status_code == 404
    assert client.get(room.url("read/99999999999999999999999/")).status_code == 404


def test_only_get(room: ReadingRoom) -> None:
    assert room.client(room.bob).post(room.url(f"read/{room.article.pk}/")).status_code == 405


def test_a_hidden_highlight_leaves_its_hue_for_the_scripts(room: ReadingRoom) -> None:
    label = factories.make_label(room.project, "Framing", colour="rose")
    room.annotate("old ferry pier", label=label)
    room.annotate("ferry", kind=Kind.ENTITY)
    page = read(room, "?kind=entity")
    assert '<mark class="hue-rose"' in page
    assert '<mark class="k-entity hue-rose"' in page


def test_a_paragraph_in_another_language_says_so_and_keeps_its_offsets(room: ReadingRoom) -> None:
    version = factories.make_version(
        room.article,
        paragraphs=("He said:", "قال الرئيس إن المحادثات", "Nothing more."),
        languages=("", "ar", ""),
    )
    page = read(room)
    blocks = re.findall(
        r'<p class="block [^"]*" id="[^"]*" data-start="(\d+)"([^>]*)>([^<]*)<', page
    )
    assert [(own, text) for _, own, text in blocks] == [
        ("", "He said:"),
        (' lang="ar" dir="rtl"', "قال الرئيس إن المحادثات"),
        ("", "Nothing more."),
    ]
    for start, _, text in blocks:
        assert version.body[int(start) :].startswith(text)
