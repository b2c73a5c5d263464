import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.core.runs import Run, Span, runs

TEXT_LENGTH = 30


@st.composite
def spans(draw: st.DrawFn) -> list[Span]:
    edges = st.integers(-5, TEXT_LENGTH + 5)
    pairs = draw(st.lists(st.tuples(edges, edges), max_size=12))
    return [Span(min(pair), max(pair), key) for key, pair in enumerate(pairs)]


def star(text: str, *marks: str) -> tuple[tuple[str, tuple[int, ...]], ...]:
    """Runs of a text as (piece, keys); each mark is a line under it with ~ where it covers."""
    found = [
        Span(mark.index("~"), mark.rindex("~") + 1, key) for key, mark in enumerate(marks, start=1)
    ]
    return tuple((text[r.start : r.end], r.keys) for r in runs(0, len(text), found))


def test_nothing_covers_the_text() -> None:
    assert runs(3, 9, []) == (Run(3, 9, ()),)


def test_empty_range_has_no_runs() -> None:
    assert runs(4, 4, [Span(0, 9, 1)]) == ()


@pytest.mark.parametrize(
    ("marks", "expected"),
    [
        (("~~~~~~~~",), (("In Aleppo"[:8], (1,)), ("o", ()))),
        (
            ("~~~~~~", "   ~~~~~~"),
            (("In ", (1,)), ("Ale", (1, 2)), ("ppo", (2,))),
        ),
        (("   ~~~", "~~~~~~~~~"), (("In ", (2,)), ("Ale", (2, 1)), ("ppo", (2,)))),
        (("~~~", "   ~~~~~~"), (("In ", (1,)), ("Aleppo", (2,)))),
        (("   ~~~~~~", "   ~~~"), (("In ", ()), ("Ale", (1, 2)), ("ppo", (1,)))),
    ],
)
def test_cuts(marks: tuple[str, ...], expected: tuple[tuple[str, tuple[int, ...]], ...]) -> None:
    assert star("In Aleppo", *marks) == expected


def test_spans_are_clipped_to_the_range() -> None:
    assert runs(5, 10, [Span(0, 7, 1), Span(9, 40, 2), Span(0, 5, 3), Span(10, 12, 4)]) == (
        Run(5, 7, (1,)),
        Run(7, 9, ()),
        Run(9, 10, (2,)),
    )


def test_touching_spans_of_one_key_are_one_run() -> None:
    assert runs(0, 9, [Span(0, 4, 7), Span(4, 9, 7)]) == (Run(0, 9, (7,)),)


def test_a_key_covers_as_long_as_one_of_its_spans_does() -> None:
    assert runs(0, 9, [Span(0, 6, 7), Span(2, 4, 7)]) == (Run(0, 6, (7,)), Run(6, 9, ()))


@given(spans())
def test_runs_cover_the_range_exactly_once(found: list[Span]) -> None:
    cut = runs(0, TEXT_LENGTH, found)
    assert cut[0].start == 0
    assert cut[-1].end == TEXT_LENGTH
    assert all(left.end == right.start for left, right in pairwise(cut))
    assert all(run.start < run.end for run in cut)


@given(spans())
def test_keys_are_precisely_those_of_the_spans_that_cover_each_character(found: list[Span]) -> None:
    for run in runs(0, TEXT_LENGTH, found):
        for offset in range(run.start, run.end):
            covering = {span.key for span in found if span.start <= offset < span.end}
            assert set(run.keys) == covering
            assert len(run.keys) == len(covering)


@given(spans())
def test_neighbours_differ_and_outer_spans_come_first(found: list[Span]) -> None:
    cut = runs(0, TEXT_LENGTH, found)
    assert all(left.keys != right.keys for left, right in pairwise(cut))
    by_key = {span.key: span for span in found}
    for run in cut:
        clipped = [(max(0, by_key[key].start), -by_key[key].end) for key in run.keys]
        assert [start for start, _ in clipped] == sorted(start for start, _ in clipped)


def test_ten_times_as_many_spans_take_about_ten_times_as_long() -> None:
    def seconds(number: int) -> float:
        many = [Span(place * 3, place * 3 + 7, place) for place in range(number)]
        best = []
        for _ in range(3):
            began = time.process_time()
            runs(0, number * 3 + 10, many)
            best.append(time.process_time() - began)
        return min(best)

    assert seconds(20_000) < 40 * seconds(2_000)
