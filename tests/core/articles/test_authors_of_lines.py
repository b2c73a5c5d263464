"""Whom the lines beside a title name as the authors, in the forms that sites write them."""

import pytest

from articles.core import bylines
from articles.core.extracted import Given
from articles.core.formats.records import ArticleField
from articles.core.lines import Role
from articles.core.plaintext import propose

_TITLE = "Mill bridge closes for the winter"
_TEXT = [
    "The council of the upper valley has closed the bridge at the old mill until spring.",
    "Two of its piers were found to be hollow when a diver looked at them in September.",
]


@pytest.mark.parametrize(
    ("line", "authors"),
    [
        ("By RITA HOLM FOR THE VALLEY PAPER", ["RITA HOLM"]),
        ("By Rita Holm  @holm_valley", ["Rita Holm"]),
        ("By Rita Holm rholm@valley.example", ["Rita Holm"]),
        ("di Giulia Verdi e Marco Neri", ["Giulia Verdi", "Marco Neri"]),
        ("Recipe by Rita Holm", ["Rita Holm"]),
        ("김민수 기자", ["김민수"]),
        ("김민수 사회부 기자 minsu@valley.example", ["김민수"]),
        ("本报记者 王小明", ["王小明"]),
        ("Haber: Ayşe Yılmaz", ["Ayşe Yılmaz"]),
        ("di nuovo chiuso il ponte", []),
        ("Da Vinci Museum Opens Today", []),
    ],
)
def test_a_line_that_names_authors(line: str, authors: list[str]) -> None:
    assert list(bylines.read(line)) == authors


@pytest.mark.parametrize(
    ("lines", "authors"),
    [
        (["Rita Holm in Oberau and Tom Hale in London"], ["Rita Holm", "Tom Hale"]),
        (["Rita Holm, Environment correspondent"], ["Rita Holm"]),
        (["Rita Holm , Correspondent"], ["Rita Holm"]),
        (["Rita Holm, Chief Reporter"], ["Rita Holm"]),
        (["Valley Reporter"], []),
        (["Rita Holm", "Chief Reporter"], ["Rita Holm"]),
        (["Interview: Rita Holm und Tom Hale"], ["Rita Holm", "Tom Hale"]),
        (["Health and Science"], []),
    ],
)
def test_names_above_the_day(lines: list[str], authors: list[str]) -> None:
    found = propose("\n\n".join([_TITLE, *lines, "12 May 2022", *_TEXT]))
    assert found.title.value == _TITLE
    assert [author.value for author in found.authors] == authors
    if authors:
        roles = {line.text: line.role for line in found.lines}
        assert {roles[line] for line in lines} == {Role.BYLINE}


_HEADLINES = [
    "Di Canio Sacked",
    "Da Vinci Code Returns",
    "Reporter: Police Beat Him",
    "Text: A Man",
]


@pytest.mark.parametrize("title", _HEADLINES)
@pytest.mark.parametrize(
    ("above", "below", "authors"),
    [
        ([], [], []),
        ([], ["12 May 2022"], []),
        ([], ["By Rita Holm", "12 May 2022"], ["Rita Holm"]),
        (["Valley News"], ["12 May 2022"], []),
    ],
)
def test_a_headline_that_begins_like_a_byline(
    title: str, above: list[str], below: list[str], authors: list[str]
) -> None:
    found = propose("\n\n".join([*above, title, *below, *_TEXT]))
    assert found.title.value == title
    assert [author.value for author in found.authors] == authors


@pytest.mark.parametrize("byline", ["Di Rita Holm", "AF RITA HOLM", "Text: Rita Holm"])
@pytest.mark.parametrize(
    "order",
    [
        "title byline",
        "title byline date",
        "title date byline",
        "title standfirst byline",
        "byline date title",
    ],
)
def test_a_byline_that_begins_like_a_headline(byline: str, order: str) -> None:
    lines = {
        "title": _TITLE,
        "byline": byline,
        "date": "12 May 2022",
        "standfirst": "Nobody in the valley knows who is to pay for a new one",
    }
    found = propose("\n\n".join([*(lines[name] for name in order.split()), *_TEXT]))
    assert found.title.value == _TITLE
    assert [author.value.title() for author in found.authors] == ["Rita Holm"]


def test_of_a_headline_and_what_may_be_one_or_a_byline_the_editor_is_told() -> None:
    found = propose("\n\n".join(["Da Roma A Milano", _TITLE, *_TEXT]))
    assert found.title.value == _TITLE
    assert found.authors == ()
    assert "title-uncertain" in [problem.code for problem in found.problems]


@pytest.mark.parametrize("opening", ["Interview", "Entrevista"])
def test_who_held_an_interview_is_no_title(opening: str) -> None:
    line = f"{opening}: Rita Holm"
    found = propose("\n\n".join([line, "12 May 2022", _TITLE, *_TEXT]))
    assert found.title.value == _TITLE
    assert [author.value for author in found.authors] == ["Rita Holm"]
    alone = propose("\n\n".join([line, "12 May 2022", *_TEXT]))
    assert "title-uncertain" in [problem.code for problem in alone.problems]


@pytest.mark.parametrize(("title", "authors"), [(_TITLE, ["Rita Holm"]), ("Text: Rita Holm", [])])
def test_where_the_file_states_the_title_no_other_line_is_one(
    title: str, authors: list[str]
) -> None:
    stated = {ArticleField.TITLE: Given((title,), "html-title")}
    found = propose("\n\n".join(["Text: Rita Holm", *_TEXT]), given=stated)
    assert found.title.value == title
    assert [author.value for author in found.authors] == authors
    assert "Rita Holm" not in found.body
