"""Pages of very different layouts, pasted with and without their indentation."""

import pytest

from articles.core.lines import Role
from articles.core.plaintext import Proposal, propose

_MENU = ["Search", "Subscribe", "Log in", "News", "Sport", "Weather"]
_FOOT = ["Most read", "Why the lake is turning green", "Ten islands to see", "Privacy policy"]
_FIRST = (
    "The council of the upper valley met on Monday to speak about the new bridge, and its members "
    "could not agree on who should pay for it."
)
_LAST = "They will meet again in a week, when the mayor is back from the capital of the province."

pages = pytest.mark.parametrize("is_indented", [True, False])


def _page(header: list[str], text: list[str], is_indented: bool) -> Proposal:
    margin = "      " if is_indented else ""
    lines = [
        *(f"  {line}" if is_indented else line for line in _MENU),
        *(f"{margin}{line}" for line in [*header, *text]),
        *(f"  {line}" if is_indented else line for line in _FOOT),
    ]
    return propose("\n\n".join(lines))


@pages
def test_tables_between_the_paragraphs_of_a_match_report(is_indented: bool) -> None:
    table = ["Line-ups", "Rovers", "Formation 4-4-2", "1 Hill", "2 Stone", "5 Carver", "9 Adler"]
    results = ["Results", "Rovers 3 Athletic 2", "Town 0 United 0", "City 1 Albion 4"]
    found = _page(
        ["Rovers come from behind to win"],
        [_FIRST, *table, *results, _LAST],
        is_indented,
    )
    assert _LAST in found.body
    if not is_indented:  # a column of short lines in a page's own layout can be a box
        assert "Town 0 United 0" in found.body
        assert "9 Adler" in found.body


@pages
def test_an_interview_keeps_its_short_questions_and_answers(is_indented: bool) -> None:
    talk = ["Was it hard to write?", "No. It was hard to stop.", "Q: What next?", "A: A garden."]
    found = _page(
        ['"I never wanted to write about it"', "Interview by Tom Hale", "Sunday 9 April 2023"],
        [_FIRST, *talk, _LAST],
        is_indented,
    )
    assert all(line in found.body for line in talk)
    assert found.title.value == '"I never wanted to write about it"'
    assert [author.value for author in found.authors] == ["Tom Hale"]


@pages
def test_advertisements_between_paragraphs(is_indented: bool) -> None:
    offers = [
        "Advertisement",
        "Get the best local news in your inbox! Sign up for our morning headlines.",
        "SPONSORED",
    ]
    found = _page(["Fire damages barn"], [_FIRST, *offers, _LAST], is_indented)
    assert found.body == f"{_FIRST}\n\n{_LAST}"


@pages
def test_key_points_above_the_text(is_indented: bool) -> None:
    points = [
        "* All trains north of Karlby are cancelled until Friday",
        "* About 40,000 homes of the valley are without power",
    ]
    header = ["Storm Edda stops all trains in the north", "12 May 2022", "Key points", *points]
    found = _page(header, [_FIRST, _LAST], is_indented)
    roles = {line.text.strip(): line.role for line in found.lines}
    assert roles["Key points"] is Role.HEADING
    assert [roles[point] for point in points] == [Role.LIST_ITEM] * 2


@pages
def test_links_above_the_text_are_no_key_points(is_indented: bool) -> None:
    links = ["* Watch the mayor open a bridge again", "* Ten bridges to see before summer ends"]
    header = ["Storm Edda stops all trains in the north", "12 May 2022", *links]
    assert "Watch the mayor" not in _page(header, [_FIRST, _LAST], is_indented).body


@pages
def test_a_paywall_and_its_offers(is_indented: bool) -> None:
    offers = [
        "This article is for subscribers only. To continue reading, choose an offer below.",
        "Try full digital access for 4 weeks for only 1 euro. You can cancel at any time.",
    ]
    found = _page(
        ["Grain traders bet on a dry spring", "Marta Kowal in Gdynia", "3 March 2022"],
        [_FIRST, _LAST, *offers],
        is_indented,
    )
    assert found.body == f"{_FIRST}\n\n{_LAST}"
    assert found.title.value == "Grain traders bet on a dry spring"
    assert [author.value for author in found.authors] == ["Marta Kowal"]


@pytest.mark.parametrize(
    ("byline", "note"),
    [
        ("By Jane Doe", "Jane Doe is a writer in the valley, where she keeps bees and two goats."),
        (
            "Ein Gastbeitrag von Jana Muster",
            "Jana Muster, 41, ist Verkehrsplanerin und lehrt an der Hochschule in Oberau im Tal.",
        ),
        ("Por Ana Pérez", "Ana Pérez es periodista y escribe sobre puentes desde hace diez años."),
        ("Автор: Иван Петров", "Иван Петров — журналист, пишет о мостах долины уже десять лет."),
    ],
)
def test_a_note_about_the_author_at_the_end(byline: str, note: str) -> None:
    found = _page(["Who closes the bridge closes the valley", byline], [_FIRST, _LAST, note], True)
    assert found.body == f"{_FIRST}\n\n{_LAST}"
    assert [line.role for line in found.lines if line.rule == "author-note"] == [Role.ABOUT_AUTHOR]


def test_what_somebody_else_is_stays() -> None:
    last = "John Roe is a baker in the valley, where he keeps bees and two goats of his aunt."
    found = _page(["Who closes the bridge", "By Jane Doe"], [_FIRST, _LAST, last], True)
    assert last in found.body


def test_a_chinese_page_without_spaces() -> None:
    menu = ["首页", "新闻", "财经", "体育", "登录", "注册"]
    trail = "当前位置：首页 > 新闻 > 正文"
    facts = "2022-04-11 09:30:12　来源：北山日报　作者：王小明"
    text = [
        "　　北山市交通局昨日宣布，北山大桥将于下月一日起封闭维修，工期约三个月，"
        "期间所有车辆须绕行南岸公路。",
        "　　交通局负责人表示，大桥建成已四十年，桥面多处出现裂缝。“安全第一。”他说。",
    ]
    foot = ["相关阅读", "南岸公路今起拓宽", "分享到：", "微信", "关于我们"]
    title = "北山大桥下月起封闭维修三个月"
    found = propose("\n\n".join([*menu, trail, title, facts, *text, *foot]))
    assert found.title.value == title
    assert found.published is not None
    assert found.published.value == "2022-04-11"
    assert [author.value for author in found.authors] == ["王小明"]
    assert found.body == "\n\n".join(line.strip() for line in text)


def test_a_dispatch_with_its_codes() -> None:
    found = propose(
        "\n".join(
            [
                "ZCZC",
                "NNW1234 4 pol 310 NNW-ELX",
                "BC-VALLEY-ELECTION (UPDATE 2)",
                "Valley premier calls early election after budget defeat",
                "",
                "By Rita Holm",
                "",
                f"OBERAU, May 12 (NNW) - {_FIRST}",
                "",
                _LAST,
                "NNNN",
            ]
        )
    )
    assert found.title.value == "Valley premier calls early election after budget defeat"
    assert found.body == f"OBERAU, May 12 (NNW) - {_FIRST}\n\n{_LAST}"
