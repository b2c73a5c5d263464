"""Saved web pages: all visible text as lines, and which of them are the article."""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice

from lxml import etree
from lxml import html as lxml_html

from .. import languages
from ..decoding import MOST_LINES, too_many_lines
from ..extracted import Extracted, Given
from ..lines import Disposition, Verdict
from ..problems import Problem
from . import html_decoding
from .html_article import verdicts_of
from .html_lines import PageLine, Tree, lines_of, lines_without_tree
from .html_metadata import given_of
from .records import ArticleField, Unreadable

# A tree takes some 200 bytes an element, and twice that while the article is looked for. The
# largest pages of news sites have some 20,000 elements.
MOST_ELEMENTS = 100_000
# Each attribute is compared with those before it: a hundred thousand take minutes.
_MOST_ATTRIBUTES = 1_000
_SURE = 0.95
_OF_HEAD = frozenset(
    {
        "base",
        "basefont",
        "bgsound",
        "link",
        "meta",
        "noframes",
        "noscript",
        "script",
        "style",
        "template",
        "title",
    }
)
_ELEMENT = re.compile(r"<[a-zA-Z]")
_QUOTED = re.compile(r"""=\s*+(?:"[^"]*+"|'[^']*+')""")
_TAG = re.compile(
    r"<!--.*?(?:-->|\Z)|<(?P<raw>script|style)\b.*?(?:</(?P=raw)|\Z)"
    rf"|(?P<tag><[a-z](?:{_QUOTED.pattern}|[^>=]++|=)*+)",
    re.DOTALL | re.IGNORECASE,
)
_MARKUP = re.compile(r"<[a-zA-Z/!?][^<>]*>|&(?:#\d+|#[xX][0-9a-fA-F]+|[a-zA-Z]\w+);")


def extract_html(content: bytes, *, encoding: str | None = None) -> Extracted:
    """The visible lines of a saved web page, what its metadata state, and what each line is.

    `encoding` is the editor's choice and replaces what the page declares. Where the article can't
    be told from the rest of the page there are no verdicts, and the rules for plain text judge.
    Nothing is fetched and no script is run. Raises Unreadable for a page without text, in an
    encoding that can't be told, or of more than MOST_LINES lines.
    """
    markup, used, confidence, problems = html_decoding.read(content, encoding)
    markup, unwanted = _without_nul(markup)
    root, reason = _tree(markup)
    found = lines_of(root) if root is not None else lines_without_tree(markup)
    lines = list(islice(found, MOST_LINES + 1))
    numbers, text = _numbered(lines)
    given = given_of(root, lines, markup) if root is not None else {}
    verdicts = verdicts_of(root, lines, given) if root is not None else {}
    if ArticleField.LANGUAGE in given and _contradicts(given, lines, verdicts):
        given = {name: value for name, value in given.items() if name != ArticleField.LANGUAGE}
    return Extracted(
        text,
        used,
        confidence,
        given,
        {numbers[index]: verdict for index, verdict in verdicts.items()},
        (*problems, *unwanted, *reason),
    )


def lines_of_fragment(markup: str) -> str:
    """The text of a value that has markup in it, a line for each paragraph; "" where it has none.

    Text without any markup comes back as it is.

    >>> lines_of_fragment("<p>Talks&nbsp;failed.</p><p>Both sides<br>left.</p>")
    'Talks\\xa0failed.\\nBoth sides\\nleft.'
    """
    if not _MARKUP.search(markup):
        return markup
    root, _ = _tree(f"<div>{markup}</div>")
    found = lines_of(root) if root is not None else lines_without_tree(markup)
    return "\n".join(line.text for line in found)


def visible_text(content: bytes, *, encoding: str | None = None) -> Iterator[str]:
    """The visible lines of a page of any length, with empty lines between blocks."""
    markup, _, _, _ = html_decoding.read(content, encoding)
    markup, _ = _without_nul(markup)
    root, _ = _tree(markup)
    for line in lines_of(root) if root is not None else lines_without_tree(markup):
        if line.apart:
            yield ""
        yield line.text


def _without_nul(markup: str) -> tuple[str, tuple[Problem, ...]]:
    count = markup.count("\x00")
    if not count:
        return markup, ()
    message = f"{count} NUL character(s) of the page were removed."
    return markup.replace("\x00", ""), (Problem(None, "nul", message),)


def _tree(markup: str) -> tuple[Tree | None, tuple[Problem, ...]]:
    """The parsed page; None, with the reason, where a tree of it would be too deep or too big."""
    if sum(1 for _ in _ELEMENT.finditer(markup)) > MOST_ELEMENTS:
        return None, (_flat(f"it has more than {MOST_ELEMENTS:,} elements"),)
    if _has_too_many_attributes(markup):
        reason = f"one of its elements has more than {_MOST_ATTRIBUTES:,} attributes"
        return None, (_flat(reason),)
    parser = lxml_html.HTMLParser(
        huge_tree=False, remove_comments=True, remove_pis=True, encoding="utf-8"
    )
    try:
        # As bytes: a declaration of another encoding in a string would be refused.
        root = lxml_html.document_fromstring(markup.encode("utf-8", "replace"), parser=parser)
    except (etree.LxmlError, ValueError, AssertionError):
        return None, ()
    if any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log):
        return None, (_flat("its elements are nested too deeply, or one of them is too long"),)
    _end_head(root)
    return root, ()


def _end_head(root: Tree) -> None:
    """Begin the body with the elements that can't be in a page's head.

    libxml2 knows the elements of HTML 4: with no body tag, an <article> stays in the head.
    """
    head = root.find("head")
    moved = [] if head is None else [child for child in head if child.tag not in _OF_HEAD]
    if not moved:
        return
    body = root.find("body")
    if body is None:
        body = etree.SubElement(root, "body")
    moved[-1].tail = (moved[-1].tail or "") + (body.text or "")
    body.text = None
    body[:0] = moved


def _has_too_many_attributes(markup: str) -> bool:
    for found in _TAG.finditer(markup):
        tag = found.group("tag") or ""
        if len(tag) > 2 * _MOST_ATTRIBUTES:
            bare = _QUOTED.sub(" ", tag).replace("/", " ")
            if len(bare.split()) > _MOST_ATTRIBUTES:
                return True
    return False


def _contradicts(
    given: Mapping[ArticleField, Given], lines: Sequence[PageLine], verdicts: Mapping[int, Verdict]
) -> bool:
    """Whether the text is surely in another language than the page says: templates say English."""
    body = [i for i, verdict in verdicts.items() if verdict.role.disposition is Disposition.BODY]
    text = "\n".join(lines[index].text for index in sorted(body))
    language, confidence = languages.detect(text)
    return confidence >= _SURE and language != given[ArticleField.LANGUAGE].values[0]


def _flat(reason: str) -> Problem:
    return Problem(
        None,
        "page-not-parsed",
        f"The page could only be read as plain text: {reason}. Check which lines are the article.",
    )


def _numbered(lines: Sequence[PageLine]) -> tuple[list[int], str]:
    """The number of each line in the text, counted from 1, and the text."""
    if not lines:
        raise Unreadable(
            "The page has no visible text. Save the whole page, not only its frame.", code="empty"
        )
    numbers: list[int] = []
    out: list[str] = []
    for line in lines:
        if line.apart and out:
            out.append("")
        out.append(line.text)
        numbers.append(len(out))
    if len(out) > MOST_LINES:
        raise Unreadable(
            too_many_lines("page", "Save its articles one by one."),
            code="too-many-lines",
        )
    return numbers, "\n".join(out)
