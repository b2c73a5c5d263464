"""Buttons' words that a text needs, and headings right below a button."""

import pytest

from articles.core.lines import Disposition, Role
from articles.core.plaintext import propose

_TITLE = "Valley councils argue over new bridge"
_ONE = (
    "The council of the upper valley met on Monday to speak about the new bridge, and could not "
    "agree on who should pay for it."
)
_TWO = "Members will meet again in a week, the mayor said, when the engineers have counted."
_MENU = ["Search", "Subscribe", "Log in", "Menu", ""]


def test_items_of_a_list_that_a_sentence_introduces() -> None:
    items = ["* Facebook", "* Twitter", "* Instagram"]
    text = [_TITLE, "", _ONE, "", "The town closed its pages on these services:", *items, "", _TWO]
    found = propose("\n".join(text))
    roles = [line.role for line in found.lines if line.text in items]
    assert roles == [Role.LIST_ITEM] * 3
    assert "Twitter" in found.body


def test_buttons_below_a_text() -> None:
    found = propose(
        "\n".join([_TITLE, "", _ONE, "", _TWO, "", "* Facebook", "* Twitter", "* Print"])
    )
    assert "Twitter" not in found.body


def test_a_line_of_dashes_below_a_colon_separates() -> None:
    found = propose(
        "\n".join([_TITLE, "", _ONE, "", "These are the names of all of them:", "---", _TWO])
    )
    assert found.lines[5].role is Role.SEPARATOR


@pytest.mark.parametrize("end", ["Facebook.", "home.", "more"])
def test_the_end_of_a_wrapped_sentence(end: str) -> None:
    text = [_TITLE, "", "The council met on Monday and its members wrote about it on", end, _TWO]
    found = propose("\n".join(text))
    assert found.lines[3].role.disposition is Disposition.BODY


@pytest.mark.parametrize("button", ["Share", "Newsletter", "Subscribe", "Related", "Menu"])
def test_a_heading_right_below_a_button(button: str) -> None:
    text = [
        *_MENU,
        _TITLE,
        "By Jane Doe",
        "",
        _ONE,
        "",
        button,
        "What it will cost",
        "",
        _TWO,
        "",
        _ONE,
    ]
    found = propose("\n".join(text))
    heading = found.lines[len(_MENU) + 6]
    assert (heading.text, heading.role) == ("What it will cost", Role.HEADING)
