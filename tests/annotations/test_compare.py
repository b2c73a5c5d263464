"""Articles side by side, and the tables under them."""

import pytest
from pytest_django import DjangoAssertNumQueries

from annotations.models import Kind
from articles.models import Article
from tests import factories
from tests.annotations.reading_room import ReadingRoom
from tests.annotations.revising import revise

pytestmark = pytest.mark.django_db


@pytest.fixture
def other() -> Article:
    return factories.make_article(title="Ferry stops", paragraphs=("Mayor A. Lindqvist spoke.",))


def test_both_texts_are_there_and_each_is_annotatable(room: ReadingRoom, other: Article) -> None:
    page = _compare(room, room.article, other)
    assert page.count("data-pane ") == 2
    assert page.count("data-slot") == 2
    for article in (room.article, other):
        assert f'id="pane-{article.pk}"' in page


def test_the_tables_show_renderings_and_names(room: ReadingRoom, other: Article) -> None:
    entity = factories.make_entity(room.project, "Ana Lindqvist")
    claim = factories.make_claim(room.project, "The pier is unsafe.")
    left = room.annotate("the pier was unsafe", kind=Kind.CLAIM, claim=claim, rendering="denies")
    room.annotate("Mayor Ana Lindqvist", kind=Kind.ENTITY, entity=entity)
    right = factories.make_annotation(
        room.project, other, start=6, end=18, kind=Kind.ENTITY, entity=entity
    )
    page = _compare(room, room.article, other)
    assert right.quote == "A. Lindqvist"
    row = page[page.index(f'id="claim-row-{claim.pk}"') :].split("</tr>")[0]
    assert "denies" in row
    assert "not coded yet" in row
    assert f'href="#a-{left.pk}"' in row
    row = page[page.index(f'id="entity-row-{entity.pk}"') :].split("</tr>")[0]
    assert "Mayor Ana Lindqvist" in row
    assert "A. Lindqvist" in row


def test_a_checked_absence_is_not_a_blank_cell(room: ReadingRoom, other: Article) -> None:
    from annotations.services import claims

    claim = factories.make_claim(room.project, "The pier is unsafe.")
    room.annotate("the pier was unsafe", kind=Kind.CLAIM, claim=claim)
    claims.record_absence(claim=claim, version=factories.text_of(other), by=room.bob)
    page = _compare(room, room.article, other)
    row = page[page.index(f'id="claim-row-{claim.pk}"') :].split("</tr>")[0]
    assert "absent: looked for by bob" in row
    assert "not coded yet" not in row


def test_only_touched_rows_travel_after_an_annotation(room: ReadingRoom, other: Article) -> None:
    claim = factories.make_claim(room.project, "The pier is unsafe.")
    room.annotate("Fishermen dispute", kind=Kind.CLAIM, claim=factories.make_claim(room.project))
    place = room.url(f"compare/{room.article.pk},{other.pk}/")
    client = room.script(room.bob, **{"HX-Current-URL": f"http://testserver{place}"})
    sent = room.span("the pier was unsafe") | {"kind": "claim", "rendering": "asserts"}
    response = client.post(
        room.url("annotations/new/"), sent | {"claim": f"claim-{claim.pk}", "speaker": "outlet"}
    )
    page = response.content.decode()
    assert response.status_code == 201
    assert f'id="claim-row-{claim.pk}"' in page
    assert page.count("<tr ") == 1


@pytest.mark.parametrize(
    "place",
    [
        "http://[",
        "/projects/{slug}/compare/{article},987654/",
        "/projects/{slug}/compare/{article},x/",
        "/projects/{slug}/compare/" + "9" * 5000 + "/",
        "/projects/{slug}/compare/{article},1,2,3,4/",
        "/projects/elsewhere/compare/{article},1/",
    ],
)
def test_what_is_saved_is_answered_wherever_it_comes_from(room: ReadingRoom, place: str) -> None:
    place = place.format(slug=room.project.slug, article=room.article.pk)
    client = room.script(room.bob, **{"HX-Current-URL": place})
    sent = room.span("ferry pier") | {"kind": "highlight"}
    response = client.post(room.url("annotations/new/"), sent)
    page = response.content.decode()
    assert response.status_code == 201
    assert 'data-kind="highlight"' in page
    assert "<mark" in page
    assert "<tr " not in page


def test_a_row_without_mentions_goes(room: ReadingRoom, other: Article) -> None:
    annotation = room.annotate("Ana Lindqvist", kind=Kind.ENTITY)
    place = room.url(f"compare/{room.article.pk},{other.pk}/")
    client = room.script(room.bob, **{"HX-Current-URL": f"http://testserver{place}"})
    page = client.post(
        room.url(f"annotations/{annotation.pk}/delete/"), {"revision": 1}
    ).content.decode()
    assert f'hx-target="#entity-row-{annotation.entity_id}" hx-swap="delete"' in page


def test_one_article_is_read_and_repeated_ones_collapse(room: ReadingRoom, other: Article) -> None:
    client = room.client(room.rita)
    one = room.article.pk
    for ids in (f"{one}", f"{one},{one}"):
        response = client.get(room.url(f"compare/{ids}/"))
        assert response["Location"] == room.url(f"read/{one}/")
    response = client.get(room.url(f"compare/{one},{other.pk},{one}/"))
    assert response["Location"] == room.url(f"compare/{one},{other.pk}/")


def test_more_than_four_get_a_message(room: ReadingRoom) -> None:
    pks = [str(factories.make_article().pk) for _ in range(5)]
    response = room.client(room.bob).get(room.url(f"compare/{','.join(pks)}/"))
    assert response.status_code == 422
    assert f"/compare/{','.join(pks[:4])}/" in response.content.decode()


@pytest.mark.parametrize(
    "ids", ["x", "1,x", ",", "1,,2", "-1,2", "9" * 19, "9" * 5000, "1 ,2", "٣,٤", "%00"]
)
def test_lists_that_are_none_get_404(room: ReadingRoom, ids: str) -> None:
    assert room.client(room.bob).get(room.url(f"compare/{ids}/")).status_code == 404


def test_unknown_articles_get_404(room: ReadingRoom) -> None:
    url = room.url(f"compare/{room.article.pk},999999/")
    assert room.client(room.bob).get(url).status_code == 404


def test_strangers_get_404(room: ReadingRoom, other: Article) -> None:
    url = room.url(f"compare/{room.article.pk},{other.pk}/")
    assert room.client(room.sam).get(url).status_code == 404


def test_readers_get_no_tools_to_annotate(room: ReadingRoom, other: Article) -> None:
    assert "data-toolbar" not in _compare(room, room.article, other, user="rita")


def test_only_get(room: ReadingRoom, other: Article) -> None:
    url = room.url(f"compare/{room.article.pk},{other.pk}/")
    assert room.client(room.bob).post(url).status_code == 405


def test_the_tables_say_what_was_revised(room: ReadingRoom, other: Article) -> None:
    unsafe = room.annotate("the pier was unsafe", kind=Kind.CLAIM)
    inspection = room.annotate("second inspection", kind=Kind.CLAIM)
    revise(
        room.article,
        ("unsafe", "dangerous"),
        ("Fishermen dispute the finding and want a second inspection", "Nobody spoke"),
    )
    page = _compare(room, room.article, other)
    row = page.split(f'id="claim-row-{unsafe.claim_id}"')[1].split("</tr>")[0]
    assert '<span class="chip chip-state">changed</span>' in row
    row = page.split(f'id="claim-row-{inspection.claim_id}"')[1].split("</tr>")[0]
    assert ">orphaned</span>" in row
    assert row.count("not coded yet") == 2  # the present text, and the other article
    assert row.index("not coded yet") < row.index("An earlier text: ") < row.index(">asserts<")


def test_a_name_whose_passage_is_gone_is_not_marked_in_the_present_text(
    room: ReadingRoom, other: Article
) -> None:
    mention = room.annotate("Fishermen dispute", kind=Kind.ENTITY)
    revise(room.article, ("Fishermen dispute the finding and want a second inspection", "So"))
    row = _compare(room, room.article, other).split(f'id="entity-row-{mention.entity_id}"')[1]
    row = row.split("</tr>")[0]
    assert row.index("not marked yet") < row.index("An earlier text: ") < row.index(">orphaned<")


def test_columns_of_one_source_are_told_by_their_titles(room: ReadingRoom, other: Article) -> None:
    source, alone = factories.make_source("Herald"), factories.make_source("Gazette")
    third = factories.make_article(title="Third", source=alone)
    for article in (room.article, other):
        article.source = source
        article.save(update_fields=["source"])
    head = _compare(room, room.article, other, third).split('id="claims-table"')[1]
    head = head.split("</thead>")[0]
    assert ">Herald<" not in head
    assert head.index(">Pier to close<") < head.index(">Ferry stops<") < head.index(">Gazette<")


def test_a_name_that_is_used_often_takes_no_more_queries(
    room: ReadingRoom, other: Article, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    entity = factories.make_entity(room.project)
    client = room.client(room.bob)
    _compare(room, room.article, other)
    for _ in range(20):
        factories.make_annotation(
            room.project, room.article, start=0, end=4, kind=Kind.ENTITY, entity=entity
        )
    with django_assert_max_num_queries(15):
        client.get(room.url(f"compare/{room.article.pk},{other.pk}/"))


def test_number_of_queries_does_not_grow(
    room: ReadingRoom, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    articles = [room.article, *(factories.make_article() for _ in range(3))]
    client = room.client(room.bob)
    client.get(room.url(f"read/{room.article.pk}/"))
    for count in (5, 30):
        for place in range(count):
            factories.make_annotation(
                room.project,
                articles[place % 4],
                start=place,
                end=place + 5,
                kind=list(Kind)[place % 4],
            )
        ids = ",".join(str(article.pk) for article in articles)
        with django_assert_max_num_queries(15):
            client.get(room.url(f"compare/{ids}/"))


def _compare(room: ReadingRoom, *articles: Article, user: str = "bob") -> str:
    ids = ",".join(str(article.pk) for article in articles)
    response = room.client(getattr(room, user)).get(room.url(f"compare/{ids}/"))
    assert response.status_code == 200
    return response.content.decode()
