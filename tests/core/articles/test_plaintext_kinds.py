"""Kinds of articles that look like lists, talk or little at all: none of their lines goes."""

from time import process_time

import pytest

from articles.core.lines import Role
from articles.core.plaintext import propose

LONG = (
    "The market on the square was full by seven in the morning, and by noon most of the stalls "
    "had nothing left to sell but flowers."
)
MENU = ["Home", "World", "Sport", "Food", "Sign in"]
FOOTER = ["Share this article", "Privacy policy", "© 2024 The Lake Courier. All rights reserved."]

RECIPE = [
    LONG,
    "Ingredients",
    "* 500 g of flour",
    "* 2 eggs",
    "* a pinch of salt",
    "* 1 cup of warm water",
    "Mix everything in a large bowl and let the dough rest for an hour in a warm place.",
    "Bake it for forty minutes, and let it cool before you cut the first slice.",
]
INTERVIEW = [
    LONG,
    "When did you begin to bake?",
    "When I was nine. My grandmother let me knead the dough on Sundays.",
    "And today?",
    "Today I get up at three.",
    "Do you regret it?",
    "Never, not for a single morning in thirty years of doing it.",
]
LIVE_BLOG = [
    LONG,
    "10:42",
    "The mayor has arrived at the town hall and refuses to answer questions from reporters.",
    "11:05",
    "Police close two streets north of the square, and ask people to stay away from it.",
    "11:30",
    "The council votes to adjourn the meeting until Thursday without any decision at all.",
]
QUOTATIONS = [
    LONG,
    "“We never saw so many people here.”",
    "“Not since the year of the flood.”",
    "The two women who said so have sold cheese on the square since they were girls.",
]
KINDS = {
    "recipe": RECIPE,
    "interview": INTERVIEW,
    "live-blog": LIVE_BLOG,
    "quotations": QUOTATIONS,
    "short": [LONG],
    "two": [LONG, "Rain is expected on Friday, and the market will then be in the old hall."],
}


@pytest.mark.parametrize("body", KINDS.values(), ids=KINDS)
def test_alone(body: list[str]) -> None:
    found = propose("\n\n".join(["Flowers sell out at the market", *body]))
    assert found.body.split("\n\n") == body


@pytest.mark.parametrize("body", KINDS.values(), ids=KINDS)
@pytest.mark.parametrize("indents", [(0, 0, 0), (6, 4, 8)], ids=["pasted", "rendered"])
def test_in_a_page(body: list[str], indents: tuple[int, int, int]) -> None:
    menu, title, text = (" " * indent for indent in indents)
    items = [f"{text}  {line}" if line[0] == "*" and text else f"{text}{line}" for line in body]
    found = propose(
        "\n".join(
            [
                *(f"{menu}{line}" for line in MENU),
                "",
                f"{title}Flowers sell out at the market",
                "",
                *(f"{line}\n" for line in items),
                *(f"{menu}{line}" for line in FOOTER),
            ]
        )
    )
    assert found.body.split("\n\n") == body
    assert found.title.value == "Flowers sell out at the market"


def test_a_page_without_paragraphs() -> None:
    found = propose("\n".join([*MENU, "Results of the day", "Lake 2, Hill 1", *FOOTER]))
    assert "Lake 2, Hill 1" in found.body


@pytest.mark.parametrize(
    "heading",
    ["More women in parliament", "Minister’s comments anger unions", "A popular uprising"],
)
def test_headings_that_sound_like_those_of_boxes(heading: str) -> None:
    lines = [*MENU, "", "Flowers sell out at the market", "", LONG, "", heading, "", LONG, *FOOTER]
    roles = {line.text: line.role for line in propose("\n".join(lines)).lines}
    assert roles[heading] is Role.HEADING


def test_a_heading_for_other_articles_again_and_again_takes_no_longer() -> None:
    lines = [LONG, *["Related articles", "Another headline of the day"] * 6_000]
    began = process_time()
    found = propose("\n".join(lines))
    assert process_time() - began < 20, "its square would be minutes"
    assert {line.role for line in found.lines[1:]} == {Role.RELATED}


@pytest.mark.parametrize(
    "line",
    [
        "“You will find the whole file in your inbox,” the aide wrote to the editor that night.",
        "All rights reserved for the archive went to the state in 1994, the court ruled on Monday.",
    ],
)
def test_a_sentence_with_the_words_of_a_notice_is_text(line: str) -> None:
    assert line in propose("\n\n".join([LONG, line, LONG])).body


def test_a_full_stop_inside_quotation_marks_ends_no_heading() -> None:
    lines = [
        "市政府周一宣布，将在未来五年内修建三条新的地铁线路，总长六十公里。",
        "市长说：“这是最大的工程。”",
    ]
    found = propose("\n\n".join(["地铁计划", *lines, lines[0]]))
    assert {line.role for line in found.lines if line.text == lines[1]} == {Role.PARAGRAPH}
