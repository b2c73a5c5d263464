"""Titles of whole pages: what must not become one, and what an editor is told of in doubt."""

import pytest

from articles.core.headlines import UNCERTAIN, is_like_headline
from articles.core.lines import Role
from articles.core.plaintext import Proposal, propose

_MENU = "\n".join(
    ["Search", "Log in", "Subscribe", "  * Home", "  * World", "  * Sport", "    + Skiing"]
)
_TEXT = "\n\n".join(
    f"    The council of the {name} valley met on Monday to speak about the new bridge, and its "
    "members could not agree on who should pay for it. They will meet again in a week."
    for name in ("upper", "lower", "green", "quiet")
)


def _page(*header: str) -> Proposal:
    return propose("\n\n".join([_MENU, *(f"    {line}" for line in header), _TEXT]))


@pytest.mark.parametrize(
    "line",
    [
        "21:17 18.11.2019 Get short URL",
        "chevron_left Browse All Posts",
        "arrow_back Back to the list of articles",
        "Continue reading the main story",
        "Facebook Twitter Email LinkedIn Reddit",
        "Tuesday, 19 November 2019 at 10:24, the valley",
        "https://example.org/2019/11/valley-bridge",
        "Click for all results of the race",
        "You are using an outdated browser. Please upgrade it to read this page well.",
    ],
)
@pytest.mark.parametrize("is_below", [True, False])
def test_a_line_of_the_site_is_no_title(line: str, is_below: bool) -> None:
    title = "Valley Councils Argue Over New Bridge"
    found = _page(*((title, line) if is_below else (line, title)))
    assert found.title.value == title
    assert "title-uncertain" not in [problem.code for problem in found.problems]


@pytest.mark.parametrize("line", ["menu_open Valley", "2019/11/19 in the valley", "© The Valley"])
def test_the_editor_sees_a_title_that_nothing_speaks_for(line: str) -> None:
    found = _page(line)
    codes = [problem.code for problem in found.problems]
    assert "no-title" in codes or (found.title.rule == UNCERTAIN and "title-uncertain" in codes)


@pytest.mark.parametrize(
    "line",
    [
        "13-Inch Screens Expected in First Half of 2020",
        "Bridge of 1890 to be rebuilt by 2030",
        "Мост через долину построят к 2030 году",
        "新桥将于明年开工",
    ],
)
def test_a_headline_may_have_numbers(line: str) -> None:
    assert is_like_headline(line)


@pytest.mark.parametrize(
    ("name", "date"),
    [("Иван Петров", "19 ноября 2019"), ("JANE VAN DER BERG", "Nov. 19, 2019 8:03 am ET")],
)
def test_a_name_beside_the_date_is_the_authors(name: str, date: str) -> None:
    text = "\n\n".join(["Valley councils argue over new bridge", name, date, _TEXT])
    found = propose(text)
    assert [author.value for author in found.authors] == [name]
    assert found.published is not None
    assert found.lines[2].role is Role.BYLINE
    assert name not in found.body


def test_a_section_beside_the_date_is_no_author() -> None:
    text = "\n\n".join(
        ["Valley councils argue over new bridge", "World News", "19 May 2019", _TEXT]
    )
    assert propose(text).authors == ()


def test_a_date_below_many_lines_about_the_author() -> None:
    about = ["By", "Jane Doe", "The Valley Paper", "Biography", "@janedoe", "jane@example.org"]
    lines = ["A sentence that sums up what the councils of the valley have to decide on now."]
    found = _page(
        "Valley Councils Argue Over New Bridge", *lines, *about, "Nov. 19, 2019 8:03 am ET"
    )
    assert found.published is not None
    assert found.published.value == "2019-11-19"


@pytest.mark.parametrize(
    "line",
    [
        "The mayor at the new bridge last week. Credit... Jane Doe/The Valley Paper",
        "© VALLEY WIRE / POOL",
        "阅读简体中文版",
        "اقرأ هذا المقال بالعربية",
    ],
)
def test_credits_and_links_to_translations_are_no_titles(line: str) -> None:
    found = _page("Valley Argues Over Bridge", line, "By Jane Doe", "Nov. 19, 2019")
    assert found.title.value == "Valley Argues Over Bridge"


def test_a_short_title_that_its_series_has_in_the_menu() -> None:
    links = ["The Mayor Who Would Not Build Any Bridge Testifies Again", "More articles"]
    found = propose(
        "\n\n".join(
            [_MENU, "The Bridge Clock", *links, "    The Bridge Clock", "    By Jane Doe", _TEXT]
        )
    )
    assert found.title.value == "The Bridge Clock"


def test_a_date_in_a_line_beside_the_title() -> None:
    found = _page("Valley Councils Argue Over New Bridge", "Jane Doe / Roads / Nov 19, 2019")
    assert found.published is not None
    assert (found.published.value, found.published.confidence) == ("2019-11-19", 0.65)
    assert [author.value for author in found.authors] == ["Jane Doe"]
    assert found.published.line is not None
    assert found.lines[found.published.line - 1].rule == "date-in-line"


def test_the_headline_above_a_standfirst_that_is_signed() -> None:
    title = "Bridge row goes on in valley"
    below = (
        "Councils of the upper and the lower valley cannot agree on who of them should pay for the "
        "new bridge"
    )
    found = _page(title, below, "Rita Holm", "12 May 2022")
    assert found.title.value == title
    assert [author.value for author in found.authors] == ["Rita Holm"]


def test_of_two_headlines_above_the_byline_the_editor_is_told() -> None:
    other = "Councils of the upper and the lower valley cannot agree"
    found = _page("Bridge row goes on in valley", other, "Picture 3 of 5", "12 May 2022")
    assert [problem.code for problem in found.problems if problem.line] == ["title-uncertain"]


@pytest.mark.parametrize(
    "line",
    [
        "Головна » Новини » Долина",
        "Accueil / La vallée / Oberau",
        "Sie sind hier: Startseite / Inland",
        "首页 > 新闻 > 正文",
        "Publié hier à 18h00, modifié à 09h12",
    ],
)
def test_where_a_page_stands_on_its_site_is_no_title(line: str) -> None:
    title = "Valley Councils Argue Over New Bridge"
    assert _page(title, line).title.value == title
    assert _page(line, title).title.value == title


def test_of_two_lines_that_may_be_the_title_the_editor_is_told() -> None:
    found = _page("What is the price of a bridge?", "Tom Hale to the Valley Paper last year")
    assert [problem.code for problem in found.problems if problem.line] == ["title-uncertain"]
