"""Pages as people paste them: no blank lines, lists and short lines between the paragraphs."""

import pytest

from articles.core.boilerplate import judge
from articles.core.plaintext import propose

_MENU = ["Search", "Subscribe", "Log in", "News", "Sport", "Weather"]
_TITLE = "Mill bridge closes for the winter"
_TEXT = [
    "The council of the upper valley has closed the bridge at the old mill until spring.",
    "Two of its piers were found to be hollow when a diver looked at them in September.",
    "“We were lucky that the carnival went the other way round,” the mayor said.",
    "Whoever wants to cross the river has to take the road by the station until April.",
]
_LINKS = ["Related articles", "Diver finds bell in the river", "Carnival goes the other way"]
_FOOT = ["Most read", "Why the lake is turning green", "Privacy policy"]


def test_links_amid_paragraphs_without_blank_lines_do_not_end_the_article() -> None:
    page = [*_MENU, _TITLE, "12 May 2022", *_TEXT[:2], *_LINKS, *_TEXT[2:], *_FOOT]
    assert propose("\n".join(page)).body == "\n\n".join(_TEXT)


@pytest.mark.parametrize("gap", ["\n", "\n\n"])
def test_a_list_below_a_line_with_a_colon_stays(gap: str) -> None:
    items = ["What a diver needs:", "* a lamp for each hand", "* a rope", "* a friend on the bank"]
    last = "With less than that, nobody should go near the mill."
    page = [*_MENU, _TITLE, "12 May 2022", *_TEXT[:3], *items, last, *_FOOT]
    found = propose(gap.join(page))
    assert all(item in found.body for item in items)
    assert last in found.body


@pytest.mark.parametrize(
    ("words", "foot"),
    [
        ("홈 | 로그인 | 회원가입 | 검색 | 기사공유하기 | 인쇄", "관련기사 | 많이 본 뉴스 | 댓글"),
        (
            "ホーム | ログイン | 検索 | 印刷 | シェアする",
            "関連記事 | アクセスランキング | 利用規約",
        ),
        ("होम | ई-पेपर | लॉगिन | शेयर करें", "यह भी पढ़ें | ताज़ा खबरें | टिप्पणी करें"),
    ],
)
def test_buttons_in_other_scripts(words: str, foot: str) -> None:
    for line in (words + " | " + foot).split(" | "):
        assert judge(line) is not None
