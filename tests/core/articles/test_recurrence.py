from collections.abc import Iterable

from hypothesis import given
from hypothesis import strategies as st

from articles.core import recurrence
from articles.core.lines import Role, line_key
from articles.core.plaintext import propose
from articles.core.recurrence import Learnt, Tally

TEXT = (
    "Ferry pier to close before winter\n\n"
    "The harbour council of Port Ellery voted on Monday to close the old ferry pier.\n\n"
    "Tide tables and harbour cameras\n\n"
    "Fishermen dispute the finding and want a second inspection before the winter comes.\n"
)


def test_short_lines_of_the_body_are_candidates() -> None:
    found = propose(TEXT)
    assert recurrence.candidates(found.lines) == (line_key("tide tables and harbour cameras"),)


def test_what_was_taken_out_because_it_recurs_goes_on_being_counted() -> None:
    learnt = {line_key("Tide tables and harbour cameras"): Role.BOILERPLATE, 5: Role.CAPTION}
    found = propose(TEXT, learnt=learnt)
    assert "Tide tables" not in found.body
    assert recurrence.candidates(found.lines) == tuple(list(learnt)[:1])
    assert recurrence.used(found.lines, learnt) == {next(iter(learnt)): Role.BOILERPLATE}
    assert recurrence.used(found.lines, {}) == {}


def recurring(texts: Iterable[Iterable[int]]) -> frozenset[int]:
    """The keys that recur in texts, each given by the keys of its lines."""
    tally = Tally()
    for number, keys in enumerate(texts):
        tally.add(f"{number:015x}", keys)
    return tally.recurring()


def test_three_texts_make_a_line_recur() -> None:
    assert recurring([[1, 1, 2], [1, 3], [1]]) == {1}
    assert recurring([[1, 1, 1], [1]]) == frozenset()
    assert recurring([]) == frozenset()


def test_of_many_texts_more_must_have_it() -> None:
    texts = [[1, 2] if number < 9 else [2] for number in range(1_000)]
    assert recurring(texts) == {2}
    assert recurrence.enough(20) == 3
    assert recurrence.enough(100) == 5
    assert recurrence.enough(100_000) == 10


@given(st.lists(st.lists(st.integers(1, 9), max_size=5), max_size=30))
def test_what_recurs_is_in_enough_texts(texts: list[list[int]]) -> None:
    found = recurring(texts)
    for key in range(1, 10):
        count = sum(key in text for text in texts)
        assert (key in found) == (count >= recurrence.enough(len(texts)))


def test_a_source_has_the_last_word() -> None:
    learnt = Learnt(
        {1: Role.BOILERPLATE, 2: Role.BOILERPLATE}, {7: {1: Role.HEADING, 3: Role.SHARING}}
    )
    assert learnt.of(None) == learnt.of(8) == {1: Role.BOILERPLATE, 2: Role.BOILERPLATE}
    assert learnt.of(7) == {1: Role.HEADING, 2: Role.BOILERPLATE, 3: Role.SHARING}
