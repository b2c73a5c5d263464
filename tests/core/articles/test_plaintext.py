"""What the rules read in small texts of the kinds that editors bring in."""

import json
from pathlib import Path
from typing import Any

import pytest

from articles.core.lines import Role, Verdict
from articles.core.plaintext import Proposal, propose
from articles.core.sources import KnownSource

PROSE = (
    "The council said on Monday that the talks would resume next week in the capital, "
    "officials told reporters after a long day."
)
TITLES = json.loads(
    (Path(__file__).parents[2] / "data" / "plaintext_titles.json").read_text(encoding="utf-8")
)
GUARDIAN = KnownSource(7, "The Guardian", ("guardian.co.uk",), ("theguardian.com",))


def roles(proposal: Proposal) -> str:
    return " ".join(line.role.value for line in proposal.lines if line.role is not Role.BLANK)


def text_of(*lines: str) -> str:
    return "\n\n".join(lines)


@pytest.mark.parametrize("case", TITLES, ids=lambda case: case["lines"][0])
def test_title_and_source(case: dict[str, Any]) -> None:
    lines = [PROSE if line == "PROSE" else line for line in case["lines"]]
    found = propose(text_of(*lines), known_sources=[GUARDIAN])
    assert found.title.value == case["title"]
    assert found.source.name == case["source"]
    assert found.source.source_id == case["source_id"]
    assert PROSE in found.body


def test_header_of_a_report() -> None:
    found = propose(
        text_of(
            "Skip to content",
            "OPINION",
            "Why the mayor should resign now",
            "Officials say he will stay",
            "By Jane Doe and John O’Neill | 12 March 2016",
            "CAIRO (Reuters) - " + PROSE,
            "Read more: How the mayor won",
            PROSE,
            "Share this:",
        )
    )
    assert roles(found) == (
        "navigation kicker title standfirst byline paragraph related paragraph sharing"
    )
    assert found.kicker.value == "OPINION"
    assert [author.value for author in found.authors] == ["Jane Doe", "John O’Neill"]
    assert found.published is not None
    assert (found.published.value, found.published.precision) == ("2016-03-12", "day")
    assert found.dateline.value == "CAIRO"
    assert [block.kind.value for block in found.blocks] == ["paragraph"] * 3


def test_repeated_title_and_menu_are_removed() -> None:
    menu = "Home\nWorld\nAsia\nEurope\nSport"
    found = propose(
        f"Mayor resigns after scandal - BBC News\n{menu}\nMayor resigns after scandal\n{PROSE}"
    )
    assert found.title.line == 7
    assert found.body == PROSE
    assert [gone.line for gone in found.removed] == [1, 2, 3, 4, 5, 6]


def test_photo_line_is_a_caption_where_there_is_a_better_title() -> None:
    found = propose(text_of("PHOTO: The mayor waves", "Mayor resigns after scandal", PROSE))
    assert found.title.value == "Mayor resigns after scandal"
    assert roles(found) == "caption title paragraph"


def test_ambiguous_date_is_asked_for() -> None:
    found = propose(text_of("Mayor resigns after scandal", "03/04/2024", PROSE))
    assert found.published is None
    assert found.date_hint.value == "03/04/2024"
    assert {"ambiguous-date", "no-date"} <= {problem.code for problem in found.problems}
    assert "No publication date found." in {problem.message for problem in found.problems}


def test_date_of_dateline_is_a_hint() -> None:
    found = propose(text_of("Mayor resigns after scandal", f"LONDON, March 3 — {PROSE}"))
    assert (found.dateline.value, found.date_hint.value) == ("LONDON", "March 3")
    assert found.published is None


def test_published_wins_over_updated() -> None:
    lines = [
        "Mayor resigns after scandal",
        "Updated: 14 March 2016",
        "Published: 12 March 2016",
        PROSE,
    ]
    found = propose(text_of(*lines))
    assert found.published is not None
    assert (found.published.value, found.published.line) == ("2016-03-12", 5)


def test_wrapped_paragraphs_are_joined() -> None:
    wrapped = (
        "The council said on Monday that the talks would resume next week in\n"
        "the capital, officials told reporters after a long day of counter-\n"
        "accusations between the two sides, who had not met for a decade and\n"
        "did not shake hands.\n"
    )
    found = propose(f"Talks on the river\nresume in the capital\n\n{wrapped}\n{wrapped}")
    assert found.title.value == "Talks on the river resume in the capital"
    assert len(found.blocks) == 2
    assert "next week in the capital, officials" in found.body
    assert "counter-accusations" in found.body
    assert "wrapped" in found.lines[3].reason


def test_one_paragraph_a_line() -> None:
    found = propose("Mayor resigns after scandal\n" + f"{PROSE}\n" * 5)
    assert len(found.blocks) == 5


def test_body_roles() -> None:
    found = propose(
        text_of(
            "Mayor resigns after scandal",
            PROSE,
            "What comes next",
            PROSE,
            "* the first point",
            "1. number one",
            "2. number two",
            "“I never took a penny.”",
            "— Jane Doe, former mayor",
            "Photograph: John Roe/Getty Images",
            "The mayor (L) waves in Metropolis. (AFP Photo/John Roe)",
            "Footage of the crowd in front of the town hall:",
            "CITY HALL CROWD 06-16",
            PROSE,
        )
    )
    assert roles(found) == (
        "title paragraph heading paragraph list_item list_item list_item quotation paragraph"
        " caption caption caption caption paragraph"
    )
    assert found.date_hint.value == "06-16"


@pytest.mark.parametrize(
    "line",
    [
        "He asked his readers to share this article with friends in the party.",
        "Related crimes rose by a third: burglary, theft and fraud. Police blamed the winter.",
        "Media ID cards were checked at the gate.",
        "“Skip to the end,” she said.",
        "Advertisement spending fell.",
        "Comments made by the minister angered the opposition.",
        "By Monday the talks had failed.",
        "In March 2016 the talks failed.",
        "Posted in Cairo since 2011, the ambassador speaks Arabic. He left on Monday.",
    ],
)
def test_sentences_stay(line: str) -> None:
    found = propose(text_of("Mayor resigns after scandal", PROSE, line, PROSE))
    assert found.body == text_of(PROSE, line, PROSE)


def test_override_of_the_title() -> None:
    text = text_of("Metropolis in turmoil", "Mayor resigns after the scandal", PROSE)
    assert propose(text).title.line == 1
    found = propose(text, overrides={3: Role.TITLE})
    assert (found.title.value, found.title.rule) == ("Mayor resigns after the scandal", "editor")
    assert found.body.startswith("Metropolis in turmoil")


def test_override_joins_title_lines_and_drops_a_paragraph() -> None:
    text = text_of("Metropolis in turmoil:", "Mayor resigns", PROSE, "Support us.", PROSE)
    found = propose(text, overrides={1: Role.TITLE, 3: Role.TITLE, 7: Role.BOILERPLATE})
    assert found.title.value == "Metropolis in turmoil: Mayor resigns"
    assert found.body == text_of(PROSE, PROSE)
    assert [(gone.line, gone.rule, gone.text) for gone in found.removed] == [
        (7, "editor", "Support us.")
    ]


def test_override_fills_fields() -> None:
    text = text_of("Mayor resigns after scandal", "jane doe", "03/03/2016", "Planet", "A-77", PROSE)
    found = propose(
        text,
        overrides={3: Role.BYLINE, 5: Role.DATE_LINE, 7: Role.SOURCE_LINE, 9: Role.MEDIA_ID},
    )
    assert [author.value for author in found.authors] == ["jane doe"]
    assert found.published is not None
    assert found.published.value == "2016-03-03"
    assert found.source.name == "Planet"
    assert found.external_id.value == "A-77"
    assert found.body == PROSE


def test_the_date_that_an_editor_chose_wins_over_a_likelier_one() -> None:
    text = text_of("Mayor resigns after scandal", "12 March 2016", PROSE, "13 April 2017")
    proposed = [
        propose(text, overrides=overrides).published for overrides in ({}, {7: Role.DATE_LINE})
    ]
    assert [date and date.value for date in proposed] == ["2016-03-12", "2017-04-13"]


def test_the_line_that_an_editor_chose_wins_over_earlier_ones_of_its_kind() -> None:
    text = text_of(
        "https://aggregator.example/a/1",
        "Media ID: A-1",
        "Mayor resigns after scandal",
        PROSE,
        "https://planet.example/mayor",
        "A-77",
    )
    assert propose(text).url.value == "https://aggregator.example/a/1"
    found = propose(text, overrides={9: Role.URL, 11: Role.MEDIA_ID})
    assert (found.url.value, found.url.line) == ("https://planet.example/mayor", 9)
    assert found.source.name == "planet.example"
    assert found.external_id.value == "A-77"
    found = propose(
        text_of("Mayor resigns", "Cairo", "London", PROSE),
        verdicts={3: Verdict(Role.DATELINE, "format", "", 0.9)},
        overrides={5: Role.DATELINE},
    )
    assert found.dateline.value == "London"


@pytest.mark.parametrize(
    ("file_name", "title"),
    [
        ("scans/2016_03-12_talks.v2.txt", "2016_03-12_talks.v2"),
        ("C:\\scans\\talks.TXT", "talks"),
        ("talks", "talks"),
    ],
)
def test_file_name_stands_in_for_a_title(file_name: str, title: str) -> None:
    found = propose(text_of(PROSE, PROSE), file_name=file_name)
    assert (found.title.value, found.title.rule, found.title.line) == (title, "file-name", None)
    assert found.title.confidence < 0.5
    assert len(found.blocks) == 2
    codes = {problem.code for problem in found.problems}
    assert "title-from-file-name" in codes
    assert "no-title" not in codes


def test_file_name_does_not_replace_a_title() -> None:
    text = text_of("Mayor resigns after scandal", PROSE)
    assert propose(text, file_name="a.txt") == propose(text)


def test_messages_are_sentences() -> None:
    for text in ("", PROSE, "PHOTO: The mayor of Metropolis resigns\n\n03/04/2024\n\n" + PROSE):
        for problem in propose(text).problems:
            assert problem.message[0].isupper()
            assert problem.message.endswith(".")


@pytest.mark.parametrize("line", ["Subscribe | Log in", "Home · About us · Contact"])
def test_a_line_of_menu_commands(line: str) -> None:
    found = propose(text_of(line, "Mayor resigns after scandal", PROSE, line))
    assert found.title.value == "Mayor resigns after scandal"
    assert found.body == PROSE


def test_header_lines_that_are_filled_alike_are_not_joined() -> None:
    """A title, byline and date below each other look like a wrapped paragraph."""
    lines = ("Mayor resigns after scandal in town", "By Jane Doe, regional correspondent")
    found = propose("\n".join((*lines, "12 March 2016")) + f"\n\n{PROSE}\n")
    assert found.title.value == lines[0]
    assert [author.value for author in found.authors] == ["Jane Doe"]
    assert found.published is not None
    assert found.published.value == "2016-03-12"
    assert found.body == PROSE


def test_title_is_not_forced_on_a_text_without_one() -> None:
    found = propose(text_of(PROSE, PROSE))
    assert not found.title
    assert "no-title" in {problem.code for problem in found.problems}
    assert len(found.blocks) == 2
