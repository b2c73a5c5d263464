"""What becomes of items that are imported."""

import pytest
from pytest_django import DjangoAssertNumQueries

from articles.core.version_texts import VersionText
from articles.models import Article, ImportItem
from articles.services.settling import Fate, Settled, settle
from tests.articles.likeness import archived, as_text, brought, text
from tests.factories import make_batch, make_source

pytestmark = pytest.mark.django_db
Match = ImportItem.Match
Decision = ImportItem.Decision
ADDRESS = "https://example.org/2024/fire"


def settled(item: ImportItem, made: VersionText) -> Settled:
    (one,) = settle(items=[item], texts=[made])
    return one


def test_a_new_text_becomes_an_article() -> None:
    archived(1)
    item = brought(text(2))
    assert settled(item, text(2)) == Settled(item, Fate.ARTICLE)


def test_the_same_text_is_the_same_article() -> None:
    article = archived(1)
    item = brought(text(1))
    assert settled(item, text(1)) == Settled(item, Fate.SAME, article)


def test_another_text_at_the_same_address_is_a_new_version() -> None:
    article = archived(1, url=ADDRESS)
    item = brought(text(1, edited=8), url=ADDRESS)
    assert settled(item, text(1, edited=8)) == Settled(item, Fate.VERSION, article)


def test_an_earlier_text_at_the_same_address_is_no_new_version() -> None:
    article = archived(1, url=ADDRESS)
    item = brought(text(1), url=ADDRESS)
    assert settled(item, text(1)).fate is Fate.SAME
    assert settled(item, text(1)).article == article


def test_quite_another_text_at_the_same_address_waits() -> None:
    article = archived(1, url=ADDRESS, title="Fire")
    item = brought(text(2), url=ADDRESS, title="Flood")
    one = settled(item, text(2))
    assert one.fate is Fate.REFUSED
    assert "“Fire”" in one.message
    assert (item.match, item.match_kind) == (article, Match.SAME_ADDRESS)


def test_quite_another_text_under_the_same_title_is_a_new_version() -> None:
    archived(1, url=ADDRESS, title="Fire, live")
    assert settled(brought(text(2), url=ADDRESS, title="FIRE, live"), text(2)).fate is Fate.VERSION


def test_a_similar_text_waits_and_remembers_which() -> None:
    article = archived(1)
    item = brought(text(1, edited=8))
    one = settled(item, text(1, edited=8))
    assert one.fate is Fate.REFUSED
    assert article.title in one.message
    assert item.match == article
    assert item.similarity is not None


def test_what_was_similar_when_it_was_staged_waits_though_the_article_has_another_text() -> None:
    article = archived(2)
    item = brought(text(1), match=article, match_kind=Match.SIMILAR, similarity=0.8)
    one = settled(item, text(1))
    assert one.fate is Fate.REFUSED
    assert f"“{article.title}” (80% alike)" in one.message
    assert settled(brought(text(1)), text(1)).fate is Fate.ARTICLE


def test_a_short_text_under_another_title_waits() -> None:
    stub = as_text(("Subscribe to read the whole article.",))
    article = archived(1, title="Fire")
    item = brought(stub, title="Flood", match=article)
    first, second = settle(items=[item, brought(stub, title="Storm")], texts=[stub, stub])
    assert (first.fate, second.fate) == (Fate.ARTICLE, Fate.REFUSED)
    assert "short" in second.message


@pytest.mark.parametrize(
    ("decision", "fate"),
    [
        (Decision.SEPARATE, Fate.ARTICLE),
        (Decision.RELATED, Fate.ARTICLE),
        (Decision.SAME, Fate.SAME),
        (Decision.VERSION, Fate.VERSION),
    ],
)
def test_what_an_editor_decided(decision: Decision, fate: Fate) -> None:
    article = archived(1)
    item = brought(text(1), match=article, decision=decision)
    expected = None if decision == Decision.SEPARATE else article
    assert settled(item, text(1)) == Settled(item, fate, expected)


@pytest.mark.parametrize("decision", [Decision.RELATED, Decision.SAME, Decision.VERSION])
def test_a_decision_about_an_article_that_is_gone(decision: Decision) -> None:
    item = brought(text(1), decision=decision)
    one = settled(item, text(1))
    assert one.fate is Fate.REFUSED
    assert "gone" in one.message


def test_items_settled_together() -> None:
    batch = make_batch()
    items = [
        brought(text(1), batch=batch, title="One", url=ADDRESS),
        brought(text(1), batch=batch),
        brought(text(1, edited=4), batch=batch, url=ADDRESS),
        brought(text(1, edited=6), batch=batch),
        brought(text(2), batch=batch),
        brought(text(1), batch=batch, decision=Decision.SEPARATE),
    ]
    texts = [text(1), text(1), text(1, edited=4), text(1, edited=6), text(2), text(1)]
    found = settle(items=items, texts=texts)
    assert [one.fate for one in found] == [
        Fate.ARTICLE, Fate.SAME, Fate.VERSION, Fate.REFUSED, Fate.ARTICLE, Fate.ARTICLE,
    ]  # fmt: skip
    assert [one.first for one in found] == [None, *[items[0]] * 3, None, None]
    assert "“One”, which is imported with it" in found[3].message


def test_nobody_settles_on_what_was_refused_before_it() -> None:
    archived(1)
    items = [brought(text(1, edited=8)), brought(text(1, edited=8))]
    found = settle(items=items, texts=[text(1, edited=8)] * 2)
    assert [one.fate for one in found] == [Fate.REFUSED, Fate.REFUSED]


def test_queries_do_not_grow_with_items(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    source = make_source()
    for number in range(20):
        archived(number, source=source, external_id=f"x{number}", url=f"{ADDRESS}/{number}")
    for count in (2, 20):
        texts = [text(number, edited=8) for number in range(count)]
        items = [
            brought(one, source=source, external_id=f"x{n}", url=f"{ADDRESS}/{n}")
            for n, one in enumerate(texts)
        ]
        with django_assert_num_queries(5):
            found = settle(items=items, texts=texts)
        assert {one.fate for one in found} == {Fate.VERSION}
    assert Article.objects.count() == 20
