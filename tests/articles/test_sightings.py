"""Where else an article was seen, fingerprints, and articles of one story."""

import datetime

import pytest
from pytest_django import DjangoAssertNumQueries

from articles.core.minhash import bands
from articles.models import Article, Fingerprint, ImportItem, Sighting, Story
from articles.services import fingerprints, relating, sightings
from tests.articles.likeness import archived, brought, text
from tests.factories import make_article, make_source, make_story

pytestmark = pytest.mark.django_db


def test_a_sighting_says_where_and_when() -> None:
    article, source = archived(1), make_source()
    item = brought(
        text(1), source=source, url="https://example.net/copy", external_id="9",
        published=datetime.date(2024, 5, 1), published_precision="month",
    )  # fmt: skip
    sightings.note(item=item, article=article)
    sighting = Sighting.objects.get()
    assert (sighting.article, sighting.source, sighting.url) == (article, source, item.url)
    assert (sighting.external_id, sighting.published_precision) == ("9", "month")
    item.refresh_from_db()
    assert (item.status, item.article) == (ImportItem.Status.DUPLICATE, article)


def test_what_says_nothing_new_is_no_sighting() -> None:
    article = archived(1, url="https://example.org/a")
    sightings.note(item=brought(text(1)), article=article)
    sightings.note(item=brought(text(1), url="https://example.org/a"), article=article)
    assert Sighting.objects.count() == 0
    assert ImportItem.objects.filter(article=article, status="duplicate").count() == 2


def test_noting_again_leaves_one() -> None:
    article, other = archived(1), archived(1)
    item = brought(text(1), url="https://example.net/copy")
    sightings.note(item=item, article=article)
    sightings.note(item=item, article=other)
    assert Sighting.objects.get().article == other


def test_many_are_noted_in_three_queries(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    article = archived(1)
    items = [brought(text(1), url=f"https://example.net/{number}") for number in range(20)]
    with django_assert_num_queries(3):
        sightings.note_all([(item, article) for item in items])
    assert Sighting.objects.count() == 20


def test_fingerprints_are_written_and_replaced() -> None:
    articles = [make_article() for _ in range(3)]
    made = text(1).signature
    assert fingerprints.write((article.pk, made) for article in articles) == 3
    assert fingerprints.write([(articles[0].pk, text(2).signature), (articles[1].pk, b"")]) == 1
    stored = {row.article_id: row for row in Fingerprint.objects.all()}
    assert set(stored) == {articles[0].pk, articles[2].pk}
    assert bytes(stored[articles[0].pk].signature) == text(2).signature
    assert stored[articles[2].pk].bands == list(bands(made))


def test_missing_fingerprints_are_written() -> None:
    present, missing = archived(1), make_article()
    make_article(paragraphs=("…",))
    assert fingerprints.write_missing() == 1
    assert set(Fingerprint.objects.values_list("article", flat=True)) == {present.pk, missing.pk}


def test_related_articles_get_a_story_by_the_title_of_the_first() -> None:
    first, second = make_article(title="Fire " * 100), make_article()
    story = relating.relate(article=second, to=first, by=None)
    assert story.title.startswith("Fire Fire")
    assert len(story.title) <= 300
    assert set(Article.objects.filter(story=story)) == {first, second}
    assert second.story == story


def test_related_articles_share_the_story_of_either() -> None:
    story = make_story("Fire")
    first, second, third = make_article(story=story), make_article(), make_article()
    relating.relate(article=second, to=first, by=None)
    relating.relate(article=second, to=third, by=None)
    assert set(Article.objects.filter(story=story)) == {first, second, third}
    assert Story.objects.count() == 1
