import random
import time
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articles.core import text_diff
from articles.core.text_diff import TextDiff, compare
from articles.core.word_diff import Kind


def shown(diff: TextDiff) -> str:
    """Deleted text in [ ], inserted in { }, paragraphs by |."""
    marks = {Kind.EQUAL: "{}", Kind.DELETE: "[{}]", Kind.INSERT: "{{{}}}"}
    return "|".join(
        "".join(marks[part.kind].format(part.text.strip("\n")) for part in paragraph.parts)
        for paragraph in diff.paragraphs
    )


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("", "", ""),
        ("It rained.", "It rained.", "It rained."),
        ("", "It rained.", "{It rained.}"),
        ("It rained.", "", "[It rained.]"),
        ("It rained in Aleppo.", "It snowed in Aleppo.", "It [rained]{snowed} in Aleppo."),
        ("First.\n\nSecond.", "First.\n\nNew.\n\nSecond.", "First.|{New.}|Second."),
        (
            "The mayor of Port Ellery said no on Monday.\n\nIt rained.",
            "Before.\n\nThe mayor of Port Ellery said yes on Monday.\n\nIt rained.",
            "{Before.}|The mayor of Port Ellery said [no]{yes} on Monday.|It rained.",
        ),
        # A space that stands behind what was inserted, and not before it any more.
        ("The dye ran.", "The dye, not oil, ran.", "The dye{, not oil,} ran."),
        ("The dye, not oil, ran.", "The dye ran.", "The dye[, not oil,] ran."),
        # Two paragraphs that have nothing in common are not one.
        ("Prices rose today.", "Who saw the fire?", "[Prices rose today.]|{Who saw the fire?}"),
        ("他周一抵达北京。", "他周二抵达北京。", "他周[一]{二}抵达北京。"),
        ("وصل الوزير إلى حلب أمس", "وصل الوزير إلى دمشق أمس", "وصل الوزير إلى [حلب]{دمشق} أمس"),
        # Three letters that stay in a sentence that was written anew are of no use to anybody.
        (
            "We met at noon. The council of the old harbour sat for hours; and nothing came of it.",
            "We met at noon. A committee was convened quickly; and everybody agreed to a pause.",
            "We met at noon. [The council of the old harbour sat for hours; and nothing came of it]"
            "{A committee was convened quickly; and everybody agreed to a pause}.",
        ),
    ],
)  # fmt: skip
def test_what_changed(old: str, new: str, expected: str) -> None:
    assert shown(compare(old, new)) == expected


WORDS = st.lists(
    st.sampled_from(["a", "pier", "Mayor", "said", ",", ". ", "\n\n", "\n", "  ", "北", "京", "é"]),
    max_size=60,
).map(" ".join)


@settings(deadline=None)
@given(st.one_of(WORDS, st.text()), st.one_of(WORDS, st.text()))
def test_both_texts_are_in_it(old: str, new: str) -> None:
    diff = compare(old, new)
    assert "".join(part.text for part in diff.parts if part.kind is not Kind.INSERT) == old
    assert "".join(part.text for part in diff.parts if part.kind is not Kind.DELETE) == new
    assert all(part.text for part in diff.parts)
    assert diff.is_same == (old == new)
    unfolded = [para for stretch in diff.stretches for para in stretch.paragraphs]
    assert unfolded == list(diff.paragraphs)


@settings(deadline=None)
@given(WORDS, WORDS)
def test_no_two_parts_of_a_kind_in_a_row(old: str, new: str) -> None:
    for paragraph in compare(old, new).paragraphs:
        kinds = [part.kind for part in paragraph.parts]
        assert all(one is not other for one, other in pairwise(kinds))


def test_long_unchanged_runs_are_folded() -> None:
    old = "\n\n".join(f"Paragraph {number}." for number in range(20))
    diff = compare(old, old.replace("Paragraph 10.", "Something else."))
    assert [(len(s.paragraphs), s.is_folded) for s in diff.stretches] == [
        (9, True),
        (4, False),
        (8, True),
    ]
    assert [stretch.is_folded for stretch in compare(old, old).stretches] == [True]


def test_counts_words() -> None:
    diff = compare("It rained in Aleppo, again.", "It snowed in Aleppo.")
    assert (diff.equal, diff.deleted, diff.inserted) == (3, 2, 1)


def _text(words: int, seed: int, vocabulary: int = 8_000) -> str:
    draw = random.Random(seed)
    return "\n\n".join(
        " ".join(f"w{int(draw.paretovariate(0.6)) % vocabulary}" for _ in range(60)) + "."
        for _ in range(words // 60)
    )


def _edited(text: str, rate: float, seed: int) -> str:
    draw = random.Random(seed)
    return "\n\n".join(
        " ".join(
            f"new{draw.randrange(5000)}" if draw.random() < rate else word
            for word in paragraph.split(" ")
        )
        for paragraph in text.split("\n\n")
    )


@pytest.mark.parametrize("rate", [0.02, 0.4, 1.0])
def test_twenty_thousand_words_are_compared_in_seconds(rate: float) -> None:
    old = _text(20_000, 1)
    new = _edited(old, rate, 2)
    started = time.process_time()
    diff = compare(old, new)
    assert time.process_time() - started < 10
    assert "".join(part.text for part in diff.parts if part.kind is not Kind.DELETE) == new


def test_hostile_texts_are_compared_in_bounded_time() -> None:
    old, new = "ab " * 200_000, "ba ab " * 100_000
    started = time.process_time()
    diff = text_diff.compare(old, new)
    assert time.process_time() - started < 30
    assert "".join(part.text for part in diff.parts if part.kind is not Kind.INSERT) == old
