"""What holds for every text: no line is lost, blocks tile the body, editors have the last word."""

import json
import time
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from articles.core.blocks import check_tiling, from_json, to_json
from articles.core.decoding import decode, normalise
from articles.core.extracted import Given
from articles.core.formats.records import ArticleField
from articles.core.lines import Disposition, Role, Verdict, line_key
from articles.core.plaintext import Proposal, propose

SHARED = Path(__file__).resolve().parents[4] / "shared"
PAGES = sorted((SHARED / "data" / "messy_pages").glob("*.txt"))
SEEDS = sorted((SHARED / "seeds").glob("*.txt"))
NAUGHTY = SHARED / "data" / "blns.json"

FRAGMENTS = [
    "o Terms", "Select Page",
    "Media ID: 55", "Skip to content", "By Jane Doe", "12 March 2016", "03/04/2024",
    "Mayor resigns after scandal | The Daily Planet", "World News | Daily Planet", "PHOTO: A crowd",
    "CAIRO (Reuters) - The talks went on for a day and ended without any result at all.",
    "Related", "* one", "1. two", "> quoted", "***", "“Never.”", "— Jane Doe", "https://example.org/a",
    "The talks went on for a day and ended without any result at all, an official told us there",
    "on Monday after the ministers had left the building through a side door and driven to the air",
    "port.", "TEHRAN CROWD 06-16", "東京で会議が開かれた。",
    "قال مسؤول إن المحادثات انتهت.", "\u200b", " \t", "",
    "Source: Daily Planet", "Title: The mayor", "Home", "World", "Asia",
    "      * Home", "    Share this", "  Comments", "12 comments", "    Most read", "Newsletter",
    "        The talks went on for a day and ended without any result at all.", "© 2024 Planet",
    "        “We are tired,” one of the ministers said, “and we are going home now.”",
]  # fmt: skip
TEXTS = st.one_of(
    st.text(max_size=300),
    st.text(alphabet="a B.|-–:\n\r\x00\x85\u2028\ufeff\ud800\u200b1/", max_size=120),
    st.lists(st.sampled_from(FRAGMENTS), max_size=25).map("\n".join),
)
OVERRIDES = st.dictionaries(st.integers(1, 25), st.sampled_from(list(Role)), max_size=6)


def assert_sound(text: str, proposal: Proposal) -> None:
    clean, _ = normalise(text)
    assert "\n".join(line.text for line in proposal.lines) == clean
    assert [line.number for line in proposal.lines] == list(range(1, len(proposal.lines) + 1))
    if proposal.body:
        assert check_tiling(proposal.body, proposal.blocks) == []
    else:
        assert proposal.blocks == ()
        assert "no-body" in {problem.code for problem in proposal.problems}
    position = 0
    for line in proposal.lines:
        assert line.rule
        assert line.reason
        if line.role.disposition is Disposition.BODY:
            found = proposal.body.find(line.text.strip(), position)
            assert found >= 0, line
            position = found + len(line.text.strip())
    taken_out = [line.number for line in proposal.lines if line.role.disposition == "removed"]
    listed = [gone.line for gone in proposal.removed if gone.rule != "title-suffix"]
    assert listed == taken_out
    assert from_json(to_json(proposal.blocks)) == proposal.blocks


@settings(max_examples=400, deadline=None)
@given(text=TEXTS, overrides=OVERRIDES)
@example(text="", overrides={})
@example(text="a\n\nb", overrides={1: Role.TITLE, 3: Role.TITLE})
@example(text="a\n\nb", overrides={1: Role.BLANK, 3: Role.NAVIGATION})
def test_any_text_with_any_overrides(text: str, overrides: dict[int, Role]) -> None:
    proposal = propose(text, overrides=overrides)
    assert_sound(text, proposal)
    assert propose(text, overrides=overrides) == proposal
    for line in proposal.lines:
        wanted = overrides.get(line.number)
        if wanted and line.role is not Role.BLANK:
            assert line.rule == "editor"
            assert line.role is (Role.BOILERPLATE if wanted is Role.BLANK else wanted)


VERDICTS = st.dictionaries(
    st.integers(1, 25),
    st.builds(
        Verdict, st.sampled_from(list(Role)), st.just("html-said"), st.just("So."), st.just(0.9)
    ),
    max_size=6,
)
GIVEN = st.dictionaries(
    st.sampled_from(list(ArticleField)),
    st.builds(
        Given,
        st.lists(st.sampled_from(FRAGMENTS) | st.text(max_size=30), max_size=2).map(tuple),
        st.just("html-meta"),
    ),
    max_size=5,
)
LEARNT = st.dictionaries(
    st.sampled_from([line_key(line) for line in FRAGMENTS]), st.sampled_from(list(Role)), max_size=4
)


@settings(max_examples=300, deadline=None)
@given(text=TEXTS, overrides=OVERRIDES, verdicts=VERDICTS, given_=GIVEN, learnt=LEARNT)
def test_editors_then_formats_then_what_was_learnt(
    text: str,
    overrides: dict[int, Role],
    verdicts: dict[int, Verdict],
    given_: dict[ArticleField, Given],
    learnt: dict[int, Role],
) -> None:
    proposal = propose(
        text, overrides=overrides, verdicts=verdicts, given=given_, learnt=learnt, file_name="a.txt"
    )
    assert_sound(text, proposal)
    for line in proposal.lines:
        if line.role is Role.BLANK:
            continue
        wanted: Role | None = learnt.get(line_key(line.text))
        if line.number in verdicts:
            wanted = verdicts[line.number].role
        if line.number in overrides:
            wanted = overrides[line.number]
        if wanted:
            assert line.role is (Role.BOILERPLATE if wanted is Role.BLANK else wanted)


@settings(max_examples=200, deadline=None)
@given(text=TEXTS)
def test_saying_what_the_rules_say_changes_no_role(text: str) -> None:
    lines = propose(text).lines
    again = propose(text, overrides={line.number: line.role for line in lines}).lines
    assert [line.role for line in again] == [line.role for line in lines]


@settings(max_examples=200, deadline=None)
@given(text=TEXTS)
def test_every_removed_line_can_be_restored(text: str) -> None:
    removed = [line for line in propose(text).lines if line.role.disposition == "removed"]
    restored = propose(text, overrides={line.number: Role.PARAGRAPH for line in removed})
    assert_sound(text, restored)
    for line in removed:
        assert line.text.strip() in restored.body


@pytest.mark.skipif(not PAGES, reason="needs the public pages in ../shared/data/messy_pages")
@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_messy_pages(path: Path) -> None:
    text = decode(path.read_bytes()).text
    assert_sound(text, propose(text))


@pytest.mark.skipif(not NAUGHTY.exists(), reason="needs ../shared/data/blns.json")
def test_naughty_strings() -> None:
    strings = json.loads(NAUGHTY.read_text(encoding="utf-8"))
    for text in [*strings, "\n\n".join(strings), "\n".join(strings)]:
        assert_sound(text, propose(text))


@pytest.mark.parametrize(
    "text",
    [
        "The council said on Monday that talks would resume. " * 100_000,
        "The council said on Monday that the talks would resume next week in the capital.\n"
        * 64_000,
        "One two three four five six seven eight nine ten eleven\n\n" * 90_000,
        "|" * 5_000_000,
        "a-" * 2_500_000,
        "- " * 100 + ("A - B | C : " * 15 + "\n") * 28_000,
        "By " + "Jane " * 1_000_000,
        "Home\nMenu\nShare\n" + "".join(f"{' ' * (n % 9)}Word {n}\n" for n in range(50_000)),
        "Home\nMenu\nShare\n" + "photo " * 800_000,
        "Home\nMenu\nShare\n" + "".join(f"{' ' * n}x\n" for n in range(3_000)),
    ],
    ids=[
        *("one-line", "prose", "short-lines", "pipes", "hyphens", "dividers", "byline"),
        *("page-of-50000-lines", "page-with-credits", "stairs"),
    ],
)
def test_five_megabytes_take_seconds(text: str) -> None:
    propose("Warm up the language model with a sentence or two.")
    started = time.process_time()
    propose(text)
    # About three seconds on an idle machine; more where tests share its cores.
    assert time.process_time() - started < 60
