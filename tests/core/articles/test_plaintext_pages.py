"""Whole pages as text, in many languages: menu above, article, and what sites put below it."""

import json
from pathlib import Path
from typing import Any

import pytest

from articles.core.lines import Role
from articles.core.plaintext import propose

PAGES = json.loads(
    (Path(__file__).parents[2] / "data" / "plaintext_pages.json").read_text(encoding="utf-8")
)


def rendered(page: dict[str, Any]) -> str:
    """As a page-to-text converter writes it: menus and boxes indented unlike the article."""
    return "\n".join(
        [
            *(f"      * {line}" for line in page["menu"]),
            "",
            f"    {page['title']}",
            "",
            *(f"        {line}\n" for line in page["body"]),
            *(f"      {line}" for line in page["below"]),
        ]
    )


def pasted(page: dict[str, Any]) -> str:
    """As somebody copies it from a browser: nothing is indented."""
    body = "\n\n".join(page["body"])
    return "\n".join([*page["menu"], "", page["title"], "", body, "", *page["below"]])


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page["language"])
@pytest.mark.parametrize("writing", [rendered, pasted])
def test_article_of_a_page(page: dict[str, Any], writing: Any) -> None:
    found = propose(writing(page))
    assert found.body.split("\n\n") == page["body"]
    assert found.title.value == page["title"]
    for gone in found.removed:
        assert gone.rule
        assert gone.reason.endswith(".")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page["language"])
def test_what_is_below_an_article_has_a_role(page: dict[str, Any]) -> None:
    roles = {line.text.strip(): line.role for line in propose(pasted(page)).lines}
    assert roles[page["related"]] is Role.RELATED
    assert roles[page["comments"]] is Role.COMMENTS
    assert roles[page["share"]] is Role.SHARING
    assert roles[page["subscribe"]] is Role.SUBSCRIBE
    assert roles[page["rights"]] in (Role.COPYRIGHT, Role.FOOTER)
    assert roles[page["cookies"]] is Role.COOKIES
