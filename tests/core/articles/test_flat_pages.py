"""Pages without their indentation, as somebody pastes them."""

from articles.core.plaintext import propose

_MENU = ["Search", "Subscribe", "Log in", "Menu", "World", "Sport", "Weather", ""]
_ARTICLE = [
    "The council of the upper valley met on Monday to speak about the new bridge, and its members "
    f"could not agree on who should pay for {part} of it, the mayor said after hours of talks."
    for part in ("the first half", "the second half", "the last stone")
]


def _body(*below: str) -> str:
    lines = [*_MENU, "Valley councils argue over new bridge", "By Jane Doe", *_ARTICLE, *below]
    return propose("\n\n".join(lines)).body


def test_many_comments_are_no_article() -> None:
    comments = [
        line
        for name in ("Ann", "Bob", "Cem", "Dan", "Eva", "Fay", "Gil", "Hal", "Ida", "Jon")
        for line in (name, f"I think that {name.lower()}bridge is a name that nobody needs. " * 3)
    ]
    body = _body("3 comments", *comments)
    assert "last stone" in body
    assert "bridge is a name" not in body


def test_teasers_of_other_articles() -> None:
    teasers = [
        line
        for number in range(6)
        for line in (
            f"+ The {number} things that mayors of valleys know",
            "Ann Lee",
            "Tuesday November 19, 2019",
            f"A mayor may learn how a valley thinks of its bridges in {number} ways.",
        )
    ]
    body = _body(*teasers)
    assert "last stone" in body
    # The first can't be told from the text that it touches.
    assert body.count("may learn how") <= 1


def test_a_list_of_paragraphs_with_headings_stays() -> None:
    listed = [
        line
        for number in range(6)
        for line in (
            f"+ The {number} things that mayors of valleys know",
            f"A mayor may learn how a valley thinks of its bridges in {number} ways.",
        )
    ]
    assert _body(*listed).count("may learn how") == 6


def test_long_lines_that_are_no_sentences_do_not_end_a_text() -> None:
    parts = ["Flour, butter, salt and what else the bakers of the upper valley use"] * 5
    body = _body(*parts, _ARTICLE[0])
    assert body.count("Flour") == 5
