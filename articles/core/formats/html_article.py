"""Which lines of a web page are the article, as trafilatura finds it, and what the others are."""

from collections.abc import Mapping, Sequence
from typing import Any

from lxml import etree
from rapidfuzz import fuzz

from .. import boilerplate, bylines
from ..extracted import Given
from ..facts import date_of
from ..lines import Disposition, Role, Verdict
from ..prose import ends_sentence, is_prose, words
from .html_alignment import Segment, align, key
from .html_lines import PageLine, Tree
from .html_places import BYLINE, DATE, KICKER, LINKS, STANDFIRST, Place
from .records import ArticleField

_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_KIND_OF_TAG = {
    **dict.fromkeys(_HEADINGS, Role.HEADING),
    "li": Role.LIST_ITEM,
    "blockquote": Role.QUOTATION,
    "figcaption": Role.CAPTION,
}
_KIND_OF_SEGMENT = {
    "heading": Role.HEADING,
    "list_item": Role.LIST_ITEM,
    "quotation": Role.QUOTATION,
}
_SEGMENT_TAGS = {"head": "heading", "item": "list_item", "quote": "quotation"}
_SEGMENT_ENDS = frozenset((
    "p", "head", "item", "quote", "row", "cell", "list", "table", "lb", "div", "main", "body",
    "code",
))  # fmt: skip
# Words. What is longer is text, however the page marks it.
_LONGEST: Mapping[Place, int] = {BYLINE: 20, DATE: 12, KICKER: 6}
_ABOVE_BODY = 12
_MOST_LINES = 20_000
_LEAST_COVERED = 0.2
_LONGEST_LINK = 8
_MOSTLY_LINKS = 0.5
_ONLY_LINKS = 0.9

_OUTSIDE = Verdict(
    Role.BOILERPLATE,
    "html-outside",
    "The line stands outside the article that was found in the page.",
    0.75,
)
_TITLE = Verdict(Role.TITLE, "html-title", "The line is the title that the page states.", 0.95)
_HEADLINE = Verdict(Role.TITLE, "html-h1", "The line is the page’s main heading.", 0.85)
_TITLE_AGAIN = Verdict(
    Role.REPEATED_TITLE, "html-title-again", "The line repeats the title of the page.", 0.9
)
_CAPTION = Verdict(
    Role.CAPTION, "html-figcaption", "The page marks the line as a picture’s caption.", 0.9
)
_BETWEEN = "The line stands between lines of the article, in the same part of the page."
_AGAIN = "The line is equal to another line of the article, and stands among its lines."
_ARTICLE = "The line is in the article that was found in the page."


def verdicts_of(
    root: Tree, lines: Sequence[PageLine], given: Mapping[ArticleField, Given]
) -> dict[int, Verdict]:
    """What each line is, by its index in `lines`; empty where no article is found in the page."""
    # Its time grows with the square of the lines; no article has so many.
    segments = _segments(root) if len(lines) <= _MOST_LINES else []
    if not segments:
        return {}
    keys = [key(line.text) for line in lines]
    shunned = [_is_removed(line.place) for line in lines]
    segment_keys = [key(segment.text) for segment in segments]
    matches = align(keys, segment_keys, shunned)
    covered = sum(len(keys[match.line]) for match in matches)
    if not matches or covered < _LEAST_COVERED * sum(map(len, segment_keys)):
        return {}
    body = {match.line: _body(lines[match.line], segments[match.segment]) for match in matches}
    title = _title(lines, keys, given, body)
    if title is not None:
        body.pop(title, None)
    if not body:
        return {}
    body |= _left_out(lines, keys, body, title)
    verdicts = {index: _outside(line) for index, line in enumerate(lines)} | body
    verdicts |= _links(lines, body)
    verdicts |= _around(lines, body, title)
    if title is not None:
        again = {index for index, found in enumerate(keys) if found == keys[title]}
        verdicts |= dict.fromkeys(again - {title}, _TITLE_AGAIN)
        stated = ArticleField.TITLE in given
        verdicts[title] = _TITLE if stated else _HEADLINE
    return verdicts


def _segments(root: Tree) -> list[Segment]:
    """The article's paragraphs as trafilatura extracts them from a copy of the tree."""
    import trafilatura  # a second and 40 MB, which other formats don't need

    try:
        found = trafilatura.bare_extraction(
            root, include_comments=False, include_formatting=False, deduplicate=False
        )
    except Exception:
        # Whatever goes wrong in there on a broken page, its lines can be judged as plain text.
        return []
    body = getattr(found, "body", None)
    return _segments_of(body) if body is not None else []


def _segments_of(body: Any) -> list[Segment]:
    segments: list[Segment] = []
    kinds = ["paragraph"]
    pieces: list[str] = []

    def end() -> None:
        text = " ".join("".join(pieces).split())
        pieces.clear()
        if text:
            segments.append(Segment(text, kinds[-1]))

    for event, element in etree.iterwalk(body, events=("start", "end")):
        tag = element.tag
        if event == "start":
            if tag in _SEGMENT_ENDS:
                end()
            kinds.append(_SEGMENT_TAGS.get(tag, kinds[-1]))
            pieces.append(element.text or "")
        else:
            if tag in _SEGMENT_ENDS:
                end()
            kinds.pop()
            pieces.append(element.tail or "")
    end()
    return segments


def _body(line: PageLine, segment: Segment) -> Verdict:
    # Extractors take buttons and links to other articles along when they stand in the text.
    if (known := boilerplate.judge(line.text)) and known.role is not Role.CATEGORY:
        return known
    role = _KIND_OF_TAG.get(line.tag) or _KIND_OF_SEGMENT.get(segment.kind, Role.PARAGRAPH)
    return Verdict(role, "html-article", _ARTICLE, 0.95)


def _title(
    lines: Sequence[PageLine],
    keys: Sequence[str],
    given: Mapping[ArticleField, Given],
    body: Mapping[int, Verdict],
) -> int | None:
    """The line that is the title: equal to the one stated, or like it, or the only h1."""
    end = max(body)
    headings = [i for i, line in enumerate(lines) if line.tag in _HEADINGS and i <= end]
    stated = given.get(ArticleField.TITLE)
    if stated:
        wanted = key(stated.values[0])
        equal = [i for i in range(end + 1) if keys[i] == wanted]
        own = [i for i in equal if not _is_removed(lines[i].place)]
        if equal:
            return next((i for i in own if lines[i].tag in _HEADINGS), (own or equal)[0])
        near = [
            (fuzz.ratio(keys[i], wanted), -i)
            for i in headings
            if not _is_removed(lines[i].place) and fuzz.ratio(keys[i], wanted) >= 75
        ]
        if near:
            return -max(near)[1]
    main = [i for i in headings if lines[i].tag == "h1" and not _is_removed(lines[i].place)]
    return main[0] if len(main) == 1 and words(lines[main[0]].text) >= 3 else None


def _left_out(
    lines: Sequence[PageLine],
    keys: Sequence[str],
    body: Mapping[int, Verdict],
    title: int | None,
) -> dict[int, Verdict]:
    """Lines among those of the article that the extractor dropped: repeated ones, captions."""
    first, last = min(body), max(body)
    wanted = {keys[index] for index in body}
    parents = [lines[index].parent for index in sorted(body)]
    order = sorted(body)
    found: dict[int, Verdict] = {}
    position = 0
    start = first if title is None else min(first, title)
    for index in range(start, last + 1):
        while position < len(order) and order[position] < index:
            position += 1
        line = lines[index]
        if index in body or index == title:
            continue
        if line.tag == "figcaption":
            found[index] = _CAPTION
        elif index < first or _is_removed(line.place) or line.linked > _MOSTLY_LINKS:
            continue
        elif known := boilerplate.judge(line.text):
            found[index] = known
        elif keys[index] in wanted:
            role = _KIND_OF_TAG.get(line.tag, Role.PARAGRAPH)
            found[index] = Verdict(role, "html-article-again", _AGAIN, 0.85)
        elif line.parent in (parents[position - 1], parents[position]) and line.place is None:
            role = _KIND_OF_TAG.get(line.tag, Role.PARAGRAPH)
            found[index] = Verdict(role, "html-article-gap", _BETWEEN, 0.7)
    return found


def _links(lines: Sequence[PageLine], body: Mapping[int, Verdict]) -> dict[int, Verdict]:
    """Menus that were extracted as text: bare links above the first and below the last prose."""
    prose = [index for index in body if is_prose(lines[index].text)]
    if not prose:
        return {}
    first, last = min(prose), max(prose)
    return {
        index: _of(LINKS)
        for index in body
        if not first < index < last
        and lines[index].linked > _ONLY_LINKS
        and words(lines[index].text) <= _LONGEST_LINK
        and not ends_sentence(lines[index].text)
    }


def _around(
    lines: Sequence[PageLine], body: Mapping[int, Verdict], title: int | None
) -> dict[int, Verdict]:
    """The byline, the date and the summary near the title, also where they were in the text."""
    prose = min((i for i in body if lines[i].place is None and is_prose(lines[i].text)), default=0)
    top = prose if title is None else min(prose, title)
    found: dict[int, Verdict] = {}
    for index in range(max(0, top - _ABOVE_BODY), min(prose + _ABOVE_BODY, len(lines))):
        line, place = lines[index], lines[index].place
        count = words(line.text)
        below_title = title is not None and title < index
        if place is STANDFIRST and below_title and index < prose:
            found[index] = Verdict(Role.STANDFIRST, place.rule, place.reason, 0.85)
        elif place is not None and place in _LONGEST and count <= _LONGEST[place]:
            if place is not KICKER or (title is not None and index < title):
                found[index] = _of(place)
        elif index in body and index < prose and place is None:
            verdict = _by_words(line.text) if count <= _LONGEST[BYLINE] else None
            found |= {index: verdict} if verdict else {}
    return found


def _by_words(text: str) -> Verdict | None:
    """What a short line above the text is by its words: a date, or the author's name."""
    if date_of(text):
        return Verdict(Role.DATE_LINE, "date-line", "The line is a date and nothing else.", 0.85)
    if bylines.read(text):
        return Verdict(Role.BYLINE, "byline", "The line names the author.", 0.85)
    return None


def _outside(line: PageLine) -> Verdict:
    if line.tag == "figcaption":
        return _OUTSIDE
    if line.place is None or not _is_removed(line.place):
        return boilerplate.judge(line.text) or _OUTSIDE
    return _of(line.place)


def _of(place: Place) -> Verdict:
    return Verdict(place.role, place.rule, place.reason, 0.9)


def _is_removed(place: Place | None) -> bool:
    return place is not None and place.role.disposition is Disposition.REMOVED
