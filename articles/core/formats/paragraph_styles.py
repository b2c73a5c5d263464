"""What the styles of word processors say of a paragraph, by their names."""

import re

from ..lines import Role, Verdict

_HEADING = re.compile(r"(?:heading|titre|überschrift|заголовок) ?\d")
_LIST = re.compile(r"list (?:bullet|number)\b")
_ROLES = {
    "title": Role.TITLE,
    "subtitle": Role.STANDFIRST,
    "caption": Role.CAPTION,
    "quote": Role.QUOTATION,
    "intense quote": Role.QUOTATION,
    "quotations": Role.QUOTATION,
    "block text": Role.QUOTATION,
    "html blockquote": Role.QUOTATION,
}
_NAMES = {
    Role.TITLE: "title",
    Role.STANDFIRST: "subtitle",
    Role.CAPTION: "caption",
    Role.QUOTATION: "quotation",
    Role.HEADING: "heading",
    Role.LIST_ITEM: "list item",
}


def role_of(style: str) -> Role | None:
    """What a style with this name, in small letters, makes of a paragraph; None for nothing.

    >>> role_of("heading 2"), role_of("normal")
    (<Role.HEADING: 'heading'>, None)
    """
    if _HEADING.match(style):
        return Role.HEADING
    return _ROLES.get(style) or (Role.LIST_ITEM if _LIST.match(style) else None)


def styled(role: Role, format_: str) -> Verdict:
    """The verdict on a line whose style gives it this role; `format_` begins the rule's name."""
    what = _NAMES[role]
    reason = f"The document’s style makes the line a {what}."
    return Verdict(role, f"{format_}-{what.replace(' ', '-')}", reason, 0.9)
