"""The visible text of a web page, line by line as a browser shows it, and where each stands."""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from .html_places import Place, place_of

Tree = etree._Element

_BLOCKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "button",
        "caption",
        "center",
        "dd",
        "details",
        "dialog",
        "dir",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "frameset",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hgroup",
        "hr",
        "html",
        "legend",
        "li",
        "listing",
        "main",
        "menu",
        "nav",
        "ol",
        "optgroup",
        "option",
        "p",
        "plaintext",
        "pre",
        "search",
        "section",
        "summary",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "title",
        "tr",
        "ul",
        "video",
        "audio",
        "xmp",
    ]
)
# Blocks that follow each other without an empty line.
_TIGHT = frozenset(
    ["li", "tr", "dt", "dd", "td", "th", "option", "button", "tbody", "thead", "tfoot", "span"]
)
_HIDDEN = frozenset(
    [
        "script",
        "style",
        "noscript",
        "template",
        "head",
        "iframe",
        "object",
        "embed",
        "svg",
        "math",
        "canvas",
        "select",
        "datalist",
        "map",
        "noframes",
        "applet",
        "audio",
        "video",
        "param",
        "source",
        "track",
    ]
)
_KINDS = frozenset(["h1", "h2", "h3", "h4", "h5", "h6", "li", "blockquote", "figcaption", "p"])
_HIDING_STYLE = re.compile(r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.I)
_SPACE = re.compile("[ \t\n\r\f\x0b\x0c\x85\u2028\u2029]+")
_UNWANTED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufeff]")
_LINE_END = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
# Linear on any input: nothing that fails late is ever tried again.
_TOKEN = re.compile(
    r"<!--.*?(?:-->|\Z)"
    r"|<(?P<raw>script|style|noscript|template|head|svg|select|iframe|object)\b.*?(?:</(?P=raw)\b[^<>]*>?|\Z)"
    r"|<(?P<tag>/?[a-z][a-z0-9]*)[^<>]*>?"
    r"|<[!?/][^<>]*>?"
    r"|(?P<text>[^<]+|<)",
    re.IGNORECASE | re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class PageLine:
    """One visible line. `parent` tells the elements around blocks apart.

    `tag` is the innermost of heading, list item, quotation, caption and paragraph around it, ""
    where there is none. `linked` is the share of its characters that are inside links. `apart`
    lines have an empty line above.
    """

    text: str
    tag: str = ""
    place: Place | None = None
    parent: int = 0
    linked: float = 0.0
    apart: bool = True


@dataclass(slots=True)
class _Open:
    """An element that is being read; `parent` is the number of its nearest block."""

    tag: str
    place: Place | None
    parent: int
    within: int
    preformatted: bool
    linked: bool


def lines_of(root: Tree) -> Iterator[PageLine]:
    """The visible lines of a page in document order."""
    return _Walk().lines(root)


class _Walk:
    """One pass over a tree; the text since the last line end is in `_pieces`."""

    def __init__(self) -> None:
        self._open: list[_Open] = [_Open("", None, 0, 0, False, False)]
        self._pieces: list[tuple[str, bool]] = []
        self._blocks = 0
        self._apart = True
        self._at: _Open = self._open[0]

    def lines(self, root: Tree) -> Iterator[PageLine]:
        events = etree.iterwalk(root, events=("start", "end"))
        for event, element in events:
            tag = element.tag
            if event == "start":
                if not isinstance(tag, str) or _is_hidden(tag, element):
                    events.skip_subtree()
                    self._open.append(self._open[-1])
                    continue
                yield from self._start(tag, element)
            else:
                closed = self._open.pop()
                if isinstance(tag, str) and closed is not self._open[-1] and tag in _BLOCKS:
                    yield from self._line(tag not in _TIGHT)
                if element.tail and element is not root:
                    yield from self._text(element.tail)
        yield from self._line(True)

    def _start(self, tag: str, element: Tree) -> Iterator[PageLine]:
        above = self._open[-1]
        block = tag in _BLOCKS
        if block or tag == "br":
            if tag == "br" and not any(piece.strip() for piece, _ in self._pieces):
                self._apart = True  # two line ends in a row show an empty line
            yield from self._line(block and tag not in _TIGHT)
        if block:
            self._blocks += 1
        self._open.append(
            _Open(
                tag if tag in _KINDS and not (tag == "p" and above.tag) else above.tag,
                place_of(tag, element, above.place),
                self._blocks if block else above.parent,
                above.parent if block else above.within,
                above.preformatted or tag in ("pre", "listing", "xmp", "plaintext"),
                above.linked or tag == "a",
            )
        )
        if element.text:
            yield from self._text(element.text)

    def _text(self, text: str) -> Iterator[PageLine]:
        here = self._open[-1]
        if not here.preformatted:
            self._add(text, here)
            return
        first, *others = _LINE_END.sub("\n", text).split("\n")
        self._add(first, here)
        for other in others:
            yield from self._line(False)
            self._add(other, here)

    def _add(self, text: str, here: _Open) -> None:
        if not any(piece.strip() for piece, _ in self._pieces) and text.strip():
            self._at = here
        self._pieces.append((text, here.linked))

    def _line(self, apart: bool) -> Iterator[PageLine]:
        """What was collected, as a line; `apart` says whether an empty line comes next."""
        at, pieces = self._at, self._pieces
        text = _collapse("".join(piece for piece, _ in pieces), at.preformatted)
        if text:
            linked = sum(len(piece.strip()) for piece, inside in pieces if inside)
            share = min(1.0, linked / len(text)) if linked else 0.0
            yield PageLine(text, at.tag, at.place, at.within, share, self._apart)
            self._apart = False
        self._pieces = []
        self._apart = self._apart or apart


def lines_without_tree(markup: str) -> Iterator[PageLine]:
    """The lines of markup that is too deep or has too many elements to be made a tree of."""
    pieces: list[str] = []
    apart = True
    for token in _TOKEN.finditer(markup):
        if text := token.group("text"):
            pieces.append(text)
            continue
        tag = (token.group("tag") or "").lower().lstrip("/")
        if tag != "br" and tag not in _BLOCKS:
            continue
        if text := _collapse(html.unescape("".join(pieces)), False):
            yield PageLine(text, apart=apart)
            apart = False
        apart = apart or tag not in _TIGHT | {"br"}
        pieces = []
    if text := _collapse(html.unescape("".join(pieces)), False):
        yield PageLine(text, apart=apart)


def _is_hidden(tag: str, element: Tree) -> bool:
    if tag in _HIDDEN:
        return True
    if not element.attrib:
        return False
    if element.get("hidden") is not None or element.get("type") == "hidden":
        return True
    style = element.get("style")
    return bool(style and _HIDING_STYLE.search(style))


def _collapse(text: str, preformatted: bool) -> str:
    """White space as rendered, without characters that a stored text can't have."""
    text = text.rstrip(" \t") if preformatted else _SPACE.sub(" ", text).strip(" ")
    if _UNWANTED.search(text):
        text = _UNWANTED.sub("", text).strip(" ")
    return text if text.strip() else ""
