"""Passages followed from one text to the next; in star notation, they stand between stars."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from annotations.core.reanchor import Placed, State, reanchor
from annotations.core.runs import Span

PIER = "The council of Port Ellery voted on Monday to close the old ferry pier."
MAYOR = "Mayor Ana Lindqvist said the pier was unsafe after the storm of last winter."
FISHERMEN = "Fishermen dispute the finding and want a second inspection before the summer."


def follow(old: str, new: str) -> Placed:
    """Where the passage between the stars of `old` is in `new`, whose stars are taken out."""
    start = old.index("*")
    end = old.index("*", start + 1) - 1
    [placed] = reanchor(old.replace("*", ""), new.replace("*", ""), [Span(start, end, 7)])
    return placed


def starred(new: str, placed: Placed) -> str:
    new = new.replace("*", "")
    if placed.start is None or placed.end is None:
        return new
    return f"{new[: placed.start]}*{new[placed.start : placed.end]}*{new[placed.end :]}"


CASES = [
    # exact
    (f"{PIER} Mayor *Ana Lindqvist* spoke.", f"{PIER} Mayor *Ana Lindqvist* spoke.", "exact"),
    (f"{PIER} *{MAYOR}*", f"*{MAYOR}*", "exact"),
    (f"*{MAYOR}*", f"{PIER} {FISHERMEN}\n\n*{MAYOR}*", "exact"),
    ("The old *ferry pier* was closed.", "Today the old *ferry pier* was closed again.", "exact"),
    ("He came. He *saw*. He won.", "He came. He *saw*. He won.", "exact"),
    ("the *pi*er was unsafe", "they say the *pi*er was unsafe", "exact"),
    # Others deleted beside it: of equal words, its own stay its own.
    (f"{PIER}\n\n*{MAYOR}*\n\n{FISHERMEN}", f"*{MAYOR}*\n\n{FISHERMEN}", "exact"),
    (f"*{PIER}* {MAYOR} {FISHERMEN}", f"*{PIER}* {FISHERMEN}", "exact"),
    # changed
    ("The council voted *on Monday* to close it.", "The council voted *on Tuesday* to close it.",
     "changed"),
    ("The council voted on *Monday* to close it.", "The council voted on *Tuesday* to close it.",
     "changed"),
    ("*The harbour council* voted to close the pier.", "*A committee* voted to close the pier.",
     "changed"),
    ("Mayor Lindqvist called it *unsafe and old*.", "Mayor Lindqvist called it *unsafe*.",
     "changed"),
    ("She said the *old pier* was unsafe.", "She said the *old ferry pier* was unsafe.", "changed"),
    ("They met *in  Port Ellery* today.", "They met *in Port Ellery* today.", "changed"),
    (f"{PIER} {MAYOR} *{FISHERMEN}*",
     f"*{FISHERMEN.replace('a second', 'another')}* {PIER} {MAYOR}", "changed"),
    # moved
    (f"{PIER}\n\n{MAYOR}\n\n*{FISHERMEN}*", f"*{FISHERMEN}*\n\n{PIER}\n\n{MAYOR}", "moved"),
    (f"{PIER}\n\n{MAYOR}\n\nFishermen *dispute the finding* and want a second inspection.",
     f"Fishermen *dispute the finding* and want a second inspection.\n\n{PIER}\n\n{MAYOR}",
     "moved"),
    # orphaned
    (f"{PIER} *{MAYOR}* {FISHERMEN}", f"{PIER} {FISHERMEN}", "orphaned"),
    (f"{PIER} Mayor Ana *Lindqvist said the pier* was unsafe.", PIER, "orphaned"),
    ("He said, *after some thought*, that it was so.", "He said that it was so.", "orphaned"),
    ("All of *it rained away*.", "Nothing else was ever said here", "orphaned"),
    # The phrase stood elsewhere all the time: it is another one.
    (f"{PIER} Some time later *the old ferry* sank in a gale off the northern coast of the island.",
     PIER, "orphaned"),
    # Arabic, Chinese, emoji
    ("قال مسؤول إن *المحادثات انتهت* أمس في القاهرة.",
     "قال مسؤول إن *المحادثات انتهت* أمس في القاهرة. وأضاف.",
     "exact"),
    ("قال مسؤول إن المحادثات *انتهت أمس* في القاهرة.",
     "قال مسؤول إن المحادثات *انتهت اليوم* في القاهرة.",
     "changed"),
    ("会议昨天在*北京*召开，各方出席。", "据报道，会议昨天在*北京*召开，各方出席。", "exact"),
    ("会议昨天在*北京召开*，各方出席。", "会议昨天在*上海召开*，各方出席。", "changed"),
    ("We won 👍 *and 👨‍👩‍👧 went* home early today.",
     "We won 👍🏽 *and 👨‍👩‍👧‍👦 went* home early today.", "changed"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "state"), CASES)
def test_follows(old: str, new: str, state: str) -> None:
    placed = follow(old, new)
    assert (starred(new, placed), placed.state.value) == (new, state)


def test_of_a_repeated_sentence_nobody_knows_which_was_deleted() -> None:
    """One of three equal sentences went: those that are still found are found with doubt."""
    text = "No comment. " * 3
    answers = reanchor(text, "No comment. " * 2, [Span(n * 12, n * 12 + 11, n) for n in range(3)])
    assert [answer.state for answer in answers].count(State.ORPHANED) == 1
    assert State.EXACT not in [answer.state for answer in answers]


def test_answers_come_in_the_order_of_the_questions() -> None:
    spans = [Span(10, 17, 3), Span(4, 11, 1), Span(4, 7, 2)]
    assert [placed.key for placed in reanchor(PIER, PIER, spans)] == [3, 1, 2]


def test_white_space_at_the_ends_is_not_the_passage() -> None:
    [placed] = reanchor(PIER, PIER, [Span(3, 12, 1)])
    assert (placed.start, placed.end, placed.quote) == (4, 11, "council")


def test_white_space_alone_has_no_place() -> None:
    [placed] = reanchor("a b", "a b", [Span(1, 2, 1)])
    assert placed.state is State.ORPHANED


def test_an_orphan_keeps_its_quote() -> None:
    placed = follow(f"{PIER} *{MAYOR}*", PIER)
    assert (placed.start, placed.end, placed.quote, placed.confidence) == (None, None, MAYOR, 0)


@pytest.mark.parametrize(("start", "end"), [(-1, 2), (3, 3), (5, 4), (0, 999)])
def test_a_span_outside_the_text_is_refused(start: int, end: int) -> None:
    with pytest.raises(ValueError, match="not a span"):
        reanchor(PIER, PIER, [Span(start, end, 1)])


PIECES = st.sampled_from(
    [
        "The council voted", "to close the pier", "Ana Lindqvist", "unsafe", "the", "of the", "one",
        ". ", ", ", "\n\n", "! ", " ", "  ", "北京", "会议在召开。", "المحادثات", " انتهت",
        "👨‍👩‍👧", "🇸🇦🇩🇪",
        "👍🏽", "e\u0301", "कितना", "\u200d", "\u0301", "a", "1,234",
    ]
)  # fmt: skip
TEXTS = st.one_of(st.lists(PIECES, min_size=1, max_size=40).map("".join), st.text(min_size=1))


@st.composite
def texts_and_span(draw: st.DrawFn) -> tuple[str, str, Span]:
    old = draw(TEXTS)
    new = draw(st.one_of(TEXTS, st.just(old), st.just(old + old), st.just(old[::2])))
    start = draw(st.integers(0, len(old) - 1))
    return old, new, Span(start, draw(st.integers(start + 1, len(old))), 1)


@settings(max_examples=300, deadline=None)
@given(texts_and_span())
@example(("a\u0301", "a", Span(0, 1, 1)))
def test_no_text_is_said_to_be_what_it_is_not(case: tuple[str, str, Span]) -> None:
    old, new, span = case
    [placed] = reanchor(old, new, [span])
    quote = old[span.start : span.end].strip()
    if placed.start is None or placed.end is None:
        assert placed.state is State.ORPHANED
        return
    assert new[placed.start : placed.end] == placed.quote
    assert placed.quote == placed.quote.strip() != ""
    if placed.state is not State.CHANGED:
        assert placed.quote == quote


@settings(deadline=None)
@given(texts_and_span())
def test_in_an_equal_text_everything_stays(case: tuple[str, str, Span]) -> None:
    old, _, span = case
    [placed] = reanchor(old, old, [span])
    quote = old[span.start : span.end]
    if quote.strip():
        assert placed.state is State.EXACT
        assert placed.quote == quote.strip()
        assert placed.start == span.start + len(quote) - len(quote.lstrip())


@settings(deadline=None)
@given(st.lists(st.sampled_from("abcdefgh"), min_size=1, max_size=8).map(" ".join), TEXTS)
def test_what_is_deleted_is_orphaned(quote: str, rest: str) -> None:
    """Whatever else is there, as long as it shares no word with the quote."""
    new = rest.upper()
    old = f"{quote}\n\n{rest}"
    [placed] = reanchor(old, new, [Span(0, len(quote), 1)])
    if not set(quote.split()) & set(new.split()):
        assert placed.state is State.ORPHANED
