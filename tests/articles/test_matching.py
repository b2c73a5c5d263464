"""Finding what items may be, and deciding it."""

from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries

from articles.core.version_texts import VersionText
from articles.models import Article, ImportItem
from articles.services import fingerprints, matching, sightings
from articles.services.errors import NotStaged, Refused
from tests.articles.likeness import archived, brought, paragraphs, text
from tests.factories import make_article, make_batch, make_source, make_version

pytestmark = pytest.mark.django_db
Match = ImportItem.Match
Decision = ImportItem.Decision


def find(item: ImportItem, made: VersionText) -> tuple[Article | None, str]:
    matching.find(items=[item], signatures=[made.signature])
    return item.match, item.match_kind


def test_nothing_is_like_a_new_text() -> None:
    archived(1)
    item = brought(text(2))
    assert find(item, text(2)) == (None, "")
    assert item.similarity is None


def test_the_same_text() -> None:
    article = archived(1)
    item = brought(text(1))
    assert find(item, text(1)) == (article, Match.SAME_TEXT)
    assert item.similarity == 1.0


def test_the_same_text_of_an_earlier_version() -> None:
    article = archived(1)
    make_version(article, paragraphs=("Something else now.",))
    assert find(brought(text(1)), text(1)) == (article, Match.SAME_TEXT)


def test_the_present_text_of_one_comes_before_the_earlier_of_another() -> None:
    revised = archived(1)
    make_version(revised, paragraphs=("Something else now.",))
    present = archived(1)
    assert find(brought(text(1)), text(1)) == (present, Match.SAME_TEXT)


def test_the_one_with_the_same_address_comes_first_of_those_with_the_same_text() -> None:
    archived(1)
    article = archived(1, url="https://example.org/a")
    archived(1)
    item = brought(text(1), url="https://example.org/a")
    assert find(item, text(1)) == (article, Match.SAME_TEXT)


@pytest.mark.parametrize(
    "url",
    [
        "https://example.org/2024/fire",
        "http://example.org/2024/fire",
        "https://www.example.org/2024/fire/",
        "https://example.org/2024/fire?utm_source=feed&utm_medium=rss",
        "https://example.org/2024/fire#comments",
    ],
)
def test_the_same_address(url: str) -> None:
    article = archived(1, url="https://example.org/2024/fire")
    item = brought(text(1, edited=60), url=url)
    assert find(item, text(1, edited=60)) == (article, Match.SAME_ADDRESS)
    assert item.similarity is not None
    assert item.similarity < 0.5


def test_a_front_page_is_no_address_of_an_article() -> None:
    archived(1, url="https://example.org/")
    assert find(brought(text(2), url="https://example.org/"), text(2)) == (None, "")


def test_an_id_counts_within_its_source() -> None:
    source = make_source()
    article = archived(1, source=source, external_id="77")
    assert find(brought(text(2), source=source, external_id="77"), text(2)) == (
        article,
        Match.SAME_ADDRESS,
    )
    assert find(brought(text(2), source=make_source(), external_id="77"), text(2)) == (None, "")
    assert find(brought(text(2), external_id="77"), text(2)) == (None, "")


def test_a_similar_text() -> None:
    archived(2)
    article = archived(1)
    item = brought(text(1, edited=8))
    assert find(item, text(1, edited=8)) == (article, Match.SIMILAR)
    assert item.similarity is not None
    assert 0.55 < item.similarity < 0.9


def test_the_most_similar_text() -> None:
    archived(1)
    closer = archived(1)
    made = text(1, edited=8)
    make_version(closer, paragraphs=paragraphs(1, edited=7))
    fingerprints.write([(closer.pk, text(1, edited=7).signature)])
    first, second = matching.best(brought(made), body=made.body)
    assert first.article_id == closer.pk
    assert (first.similarity or 0) > (second.similarity or 0)


def test_where_an_article_was_seen_besides_is_for_people_to_decide() -> None:
    article = archived(1, url="https://example.org/a")
    elsewhere = brought(text(1), url="https://example.net/copy")
    sightings.note(item=elsewhere, article=article)
    item = brought(text(3), url="https://example.net/copy")
    assert find(item, text(3)) == (article, Match.SIMILAR)


def test_a_text_without_words_is_like_nothing() -> None:
    make_article(paragraphs=("…",))
    item = brought(text(1))
    matching.find(items=[item], signatures=[b""])
    assert item.match is None


def test_items_of_one_batch_with_the_same_text_name_each_other() -> None:
    batch = make_batch()
    waiting = brought(text(1), batch=batch, name="first.txt", title="")
    same, new = brought(text(1), batch=batch), brought(text(2), batch=batch)
    made = [text(1).signature, text(2).signature]
    matching.find(items=[same, new], signatures=made, batch=batch)
    assert waiting.problems == new.problems == []
    assert [problem["code"] for problem in same.problems] == ["same-text-here"]
    assert "item 1 here, “first.txt”" in same.problems[0]["message"]
    matching.find(items=[same], signatures=[text(5).signature], batch=make_batch())
    assert same.problems == []


def test_queries_do_not_grow_with_items(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    source, batch = make_source(), make_batch()
    for number in range(30):
        archived(
            number, source=source, external_id=str(number), url=f"https://example.org/{number}"
        )
    for count in (3, 30):
        texts = [text(number, edited=8) for number in range(count)]
        items = [
            brought(
                one, batch=batch, source=source, external_id=str(n), url=f"https://example.org/{n}"
            )
            for n, one in enumerate(texts)
        ]
        with django_assert_num_queries(5):
            matching.find(items=items, signatures=[one.signature for one in texts], batch=batch)
        assert all(item.match_kind == Match.SAME_ADDRESS for item in items)


def matched(**fields: Any) -> ImportItem:
    archived(1)
    item = brought(text(1, edited=8), **fields)
    find(item, text(1, edited=8))
    item.save()
    assert item.match_kind == Match.SIMILAR
    return item


@pytest.mark.parametrize("decision", ["", *Decision.values])
def test_deciding(decision: str) -> None:
    item = matched()
    matching.decide(item=item, decision=decision, by=None)
    item.refresh_from_db()
    assert item.decision == decision


@pytest.mark.parametrize("decision", [Decision.SAME, Decision.VERSION, Decision.RELATED])
def test_what_needs_a_match_is_refused_without_one(decision: Decision) -> None:
    item = brought(text(1))
    with pytest.raises(Refused, match="no article"):
        matching.decide(item=item, decision=decision, by=None)
    matching.decide(item=item, decision=Decision.SEPARATE, by=None)


def test_nonsense_is_refused() -> None:
    with pytest.raises(Refused):
        matching.decide(item=matched(), decision="maybe", by=None)
    batch, everything = make_batch(), ImportItem.objects.all()
    with pytest.raises(Refused):
        matching.decide_many(batch=batch, items=everything, decision="maybe", by=None)


def test_an_imported_item_is_not_decided_about() -> None:
    item = matched(status="committed", article=make_article())
    with pytest.raises(NotStaged):
        matching.decide(item=item, decision=Decision.SAME, by=None)


def test_another_match_makes_the_decision_open_again() -> None:
    item = matched()
    item.decision = Decision.SAME
    find(item, text(1, edited=8))
    assert item.decision == Decision.SAME
    other = archived(3, url="https://example.org/a")
    item.url = other.url
    find(item, text(3))
    assert (item.match, item.decision) == (other, "")


def test_a_separate_article_stays_separate() -> None:
    item = matched(decision=Decision.SEPARATE)
    item.text_sha256 = text(5).sha256
    find(item, text(5))
    assert (item.match, item.decision) == (None, Decision.SEPARATE)


def test_deciding_about_many(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    batch = make_batch()
    items = [
        matched(batch=batch),
        matched(batch=batch),
        brought(text(9), batch=batch),
        matched(batch=batch, status="dismissed"),
    ]
    elsewhere = matched()
    chosen = ImportItem.objects.exclude(pk=items[0].pk).order_by("position")
    with django_assert_num_queries(5):  # two of them begin and end the transaction
        done = matching.decide_many(batch=batch, items=chosen, decision="related", by=None)
    assert (done.count, done.passed_over) == (1, 2)
    everything = ImportItem.objects.all()
    done = matching.decide_many(batch=batch, items=everything, decision="separate", by=None)
    assert (done.count, done.passed_over) == (3, 1)
    elsewhere.refresh_from_db()
    assert elsewhere.decision == ""
