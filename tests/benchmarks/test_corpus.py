"""The made-up corpus: the same again from the same seed, and right about what stands where."""

import json
from pathlib import Path

import pytest

from articles.core.blocks import check_tiling
from articles.core.fingerprints import text_sha256
from benchmarks.corpus import PER_STORY, annotations, article, spread
from benchmarks.subjects import subjects
from benchmarks.vocabulary import SIZE, vocabulary


def test_an_article_depends_on_seed_and_number_alone() -> None:
    first = article(41)
    article(7)
    assert article(41) == first
    assert article(41, seed=8) != first
    assert article(42) != first


def test_it_stays_the_same_from_version_to_version() -> None:
    """Figures of different days are of the same texts."""
    made = article(3)
    assert (made.source, made.published.isoformat()) == ("Harbour Gazette", "2022-10-11")
    assert text_sha256(made.title + made.body).startswith("219aa79ec73a7b6f")


@pytest.mark.parametrize("number", [0, 1, 99, 1_000_000])
def test_blocks_mentions_and_sentences_are_where_they_are_said_to_be(number: int) -> None:
    made = article(number)
    assert check_tiling(made.body, made.blocks) == []
    assert made.mentions
    for mention in made.mentions:
        assert made.body[mention.start : mention.end] == mention.name.text
    for start, end in made.sentences:
        assert made.body[start:end][0] in made.body[start].upper() + "“"
        assert made.body[end - 1] == "."


def test_articles_of_a_story_share_people_and_days() -> None:
    one, other = article(4 * PER_STORY), article(4 * PER_STORY + 1)
    assert {mention.name for mention in one.mentions} & {mention.name for mention in other.mentions}
    assert abs((one.published - other.published).days) < 3


def test_length() -> None:
    assert 240 < len(article(5).body.split()) < 1_200
    assert 6_000 <= len(article(5, words=6_000).body.split()) < 7_000


@pytest.mark.parametrize("count", [0, 1, 5, 60])
def test_annotations_are_as_many_as_wanted_and_within_the_text(count: int) -> None:
    made = article(12)
    found = annotations(made, count)
    assert found == annotations(made, count)
    assert len(found) == count
    assert all(0 <= one.start < one.end <= len(made.body) for one in found)
    assert found == sorted(found, key=lambda one: (one.start, -one.end))


def test_spread_annotations_cover_the_text_evenly() -> None:
    made = article(9_000_000, words=6_000)
    found = spread(made, 2_000)
    assert len(found) == 2_000
    assert all(one.start < one.end for one in found)
    assert found[-1].end > 0.95 * len(made.body)


def test_words_are_distinct_and_as_many_as_said() -> None:
    words = vocabulary(1).words
    assert len(set(words)) == len(words) == SIZE
    assert words[0] == "the"


def test_subjects_of_another_benchmark_keep_their_text_and_spans(tmp_path: Path) -> None:
    record = {
        "id": 9, "title": "Pier", "date": "2020-05-04", "text": "One two.\n\nThree.",
        "label": [[0, 3, "PERSON"], [10, 15, "CLAIM"]],
    }  # fmt: skip
    for name in ("spans0", "spans200", "spans2000", "long20k"):
        (tmp_path / f"{name}.json").write_text(json.dumps(record), encoding="utf-8")
    found = {name: (made, marked) for name, made, marked in subjects(1, tmp_path)}
    made, marked = found["spans200"]
    assert made.body == record["text"]
    assert [(one.kind, made.body[one.start : one.end]) for one in marked] == [
        ("entity", "One"), ("claim", "Three"),
    ]  # fmt: skip
