"""Whom the lines beside a title name as the authors, in the forms that sites write them."""

import pytest

from articles.core import bylines
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
