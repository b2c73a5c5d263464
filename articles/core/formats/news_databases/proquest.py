"""Articles as ProQuest exports them: a title, labelled lines, the full text among them."""

from collections.abc import Callable, Sequence

from ...lines import Role
from ..records import ArticleField
from .layouts import LAYOUTS, PROQUEST_LABEL
from .marking import Marked

_NO_AUTHOR = frozenset({"anonymous", "anonymous.", "n/a", "none"})
_SEPARATED = LAYOUTS["proquest"].starts
_TEXT = "full text"
_STATED: dict[str, tuple[ArticleField, Role, str]] = {
    "title": (ArticleField.TITLE, Role.REPEATED_TITLE, "title"),
    "author": (ArticleField.AUTHORS, Role.BYLINE, "author"),
    "authors": (ArticleField.AUTHORS, Role.BYLINE, "author"),
    "publication title": (ArticleField.SOURCE, Role.SOURCE_LINE, "source"),
    "publication date": (ArticleField.PUBLISHED, Role.DATE_LINE, "date"),
    "section": (ArticleField.KICKER, Role.KICKER, "section"),
    "dateline": (ArticleField.DATELINE, Role.DATELINE, "dateline"),
    "document url": (ArticleField.URL, Role.URL, "url"),
    "proquest document id": (ArticleField.EXTERNAL_ID, Role.MEDIA_ID, "document-id"),
    "language of publication": (ArticleField.LANGUAGE, Role.BOILERPLATE, "language"),
}
_LABELLED = "The database’s label “{}” says what the line is."


def read(lines: Sequence[str]) -> Marked:
    """One article as exported."""
    found = Marked("proquest")
    values = _values(lines)
    _state(found, values)
    # Where there is no full text, the abstract is what there is to read.
    text = _TEXT if any(values.get(_TEXT, ())) else "abstract"
    label = ""
    own: list[str] = []
    for line in [*lines, ""]:
        stripped = line.strip()
        begins = PROQUEST_LABEL.match(stripped)
        labelled = begins is not None and _may_follow(begins.group("label"), label)
        if label == text and not labelled and not _SEPARATED.fullmatch(stripped):
            own.append(line)
            continue
        found.add_text(own)
        own = []
        if begins and labelled:
            label = _key(begins.group("label"))
            if label == text:
                found.add_label(f"{begins.group('label')}:")
                own = [value] if (value := (begins.group("value") or "").strip()) else []
            else:
                _labelled(found, line, label)
        elif not stripped:
            found.add(line)
        elif _SEPARATED.fullmatch(stripped):
            found.add(line, Role.SEPARATOR, "separator", "The line separates articles.")
        elif label:
            _labelled(found, line, label)
        else:
            _above(found, line, stripped)
    found.add_text(own)
    found.lines.pop()
    return found


def _values(lines: Sequence[str]) -> dict[str, list[str]]:
    """The lines of each label's value, by the label in small letters."""
    values: dict[str, list[str]] = {}
    label = ""
    for line in lines:
        text = line.strip()
        begins = PROQUEST_LABEL.match(text)
        if begins and _may_follow(begins.group("label"), label):
            label = _key(begins.group("label"))
            text = (begins.group("value") or "").strip()
        if label and text:
            values.setdefault(label, []).append(text)
    return values


def _key(label: str) -> str:
    key = label.casefold()
    return "abstract" if key.startswith("abstract") else key


def _may_follow(label: str, before: str) -> bool:
    """Whether a label can stand here. In the full text, words such as "Notes:" are text."""
    key = _key(label)
    in_text = ("notes", "links", "people", "person", "year", "column", "illustration", "location")
    return before != _TEXT or key not in in_text


def _state(found: Marked, values: dict[str, list[str]]) -> None:
    readers: dict[str, Callable[[str], tuple[str, ...]]] = {
        "title": lambda value: (value,),
        "author": _authors,
        "authors": _authors,
        "publication title": lambda value: (value.partition(";")[0],),
        "section": lambda value: (value.partition(";")[0],),
        "dateline": lambda value: (value,),
        "document url": lambda value: (value.replace(" ", ""),),
        "proquest document id": lambda value: (value,),
    }
    for label, read_value in readers.items():
        value = " ".join(values.get(label, ()))
        found.state(_STATED[label][0], *read_value(value))
    found.state_date(" ".join(values.get("publication date", ())))
    found.state_language(" ".join(values.get("language of publication", ())))


def _authors(value: str) -> tuple[str, ...]:
    """ "Doe, Jane; Roe, Max" as names in their usual order."""
    names: list[str] = []
    for name in value.split(";"):
        family, comma, given = (part.strip() for part in name.strip(" .").partition(","))
        full = f"{given} {family}" if comma and given and "," not in given else name.strip(" .")
        if full and full.casefold() not in _NO_AUTHOR:
            names.append(full)
    return tuple(names)


def _labelled(found: Marked, line: str, label: str) -> None:
    if label in ("author", "authors") and ArticleField.AUTHORS not in found.given:
        found.add_label(line)
    elif label in _STATED:
        _, role, what = _STATED[label]
        found.add(line, role, what, _LABELLED.format(label.capitalize()))
    elif label == "copyright":
        found.add(line, Role.COPYRIGHT, "copyright", _LABELLED.format("Copyright"))
    else:
        found.add_label(line)


def _above(found: Marked, line: str, text: str) -> None:
    """A line above all labels: the title, or a link of the database."""
    title = found.title
    if not title:
        found.state(ArticleField.TITLE, text)
        title = found.title
    if " ".join(text.split()) in title:
        reason = "The line is the title that the database states."
        found.add(line, Role.TITLE, "title", reason)
    else:
        found.add_label(line)
