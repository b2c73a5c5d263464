"""Pages as people paste them: no blank lines, lists and short lines between the paragraphs."""

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
