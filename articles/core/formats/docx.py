"""Word documents: their paragraphs as lines, and what the styles say of them."""

import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, BinaryIO

from ..decoding import MOST_LINES, normalise, too_many_lines, with_line_feeds
from ..extracted import Extracted, Given
from ..lines import Role, Verdict
from . import file_properties
from .docx_parts import Package
from .paragraph_styles import role_of, styled
from .records import ArticleField, Unreadable

_BREAKS = {"br": "\n", "cr": "\n", "tab": "\t", "noBreakHyphen": "\u2011", "softHyphen": "\u00ad"}
_NOT_TEXT = frozenset({"del", "moveFrom", "Fallback", "rPr", "sectPr", "instrText", "delText"})
_NOTES = ("footnote", "endnote")
_DEEPEST = 10
_DAY = re.compile(r"((?:19|20)\d\d-\d\d-\d\d)(?:$|T)")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph; `text` has \\n where a line ends inside it.

    `style` is the name of its style in small letters, `role` what that means, None where it means
    nothing. `note` paragraphs are foot- and endnotes.
    """

    text: str
    style: str = ""
    role: Role | None = None
    note: bool = False


@dataclass(slots=True)
class _Open:
    pieces: list[str] = field(default_factory=list)
    style: str = ""
    listed: bool = False
    outlined: bool = False


def extract_docx(content: bytes) -> Extracted:
    """The lines of a Word document, what its styles say of them and what its properties state.

    Tracked deletions, hidden text, page headers and comments are no lines. Raises Unreadable for
    what is no Word document, is encrypted, damaged or too large unpacked, or has no text.
    """
    package = Package(io.BytesIO(content))
    lines: list[str] = []
    verdicts: dict[int, Verdict] = {}
    read = list(_bounded(_paragraphs(package)))
    main_heading = _main_heading(read)
    for index, paragraph in enumerate(read):
        verdict = _verdict(paragraph, index == main_heading)
        for line in with_line_feeds(paragraph.text).split("\n"):
            lines.append(line.rstrip())
            if verdict and line.strip():
                verdicts[len(lines)] = verdict
    joined, unwanted = normalise("\n".join(lines).strip("\n"))
    if not joined.strip():
        raise Unreadable("This Word file has no text.", code="empty")
    above = next(index for index, line in enumerate(lines) if line)
    moved = {number - above: verdict for number, verdict in verdicts.items()}
    given = _properties(package, lines)
    return Extracted(joined, given=given, verdicts=moved, problems=unwanted)


def paragraphs(file: BinaryIO) -> Iterator[Paragraph]:
    """The paragraphs of a Word document in order, then its notes; memory stays small.

    Paragraphs in cells and text boxes are paragraphs like others. Raises Unreadable.
    """
    return _paragraphs(Package(file))


def _bounded(found: Iterator[Paragraph]) -> Iterator[Paragraph]:
    lines = 0
    for paragraph in found:
        lines += 1 + paragraph.text.count("\n")
        if lines > MOST_LINES:
            raise Unreadable(
                too_many_lines("document", "Split it into one file per article."),
                code="too-many-lines",
            )
        yield paragraph


def _paragraphs(package: Package) -> Iterator[Paragraph]:
    main = package.main()
    folder = main.rpartition("/")[0]
    styles = _styles(package, f"{folder}/styles.xml")
    yield from _part(package, main, styles, note=False)
    for notes in _NOTES:
        name = f"{folder}/{notes}s.xml"
        if name in package:
            yield from _part(package, name, styles, note=True)


def _part(
    package: Package, name: str, styles: dict[str, tuple[str, Role | None]], *, note: bool
) -> Iterator[Paragraph]:
    open_: list[_Open] = []
    skipped = 0
    for event, element in package.elements(name, ("start", "end")):
        tag = _local(element)
        is_separator = tag in _NOTES and _attribute(element, "type") not in ("", "normal")
        if tag in _NOT_TEXT or is_separator:
            skipped += 1 if event == "start" else -1
            if event == "end" and tag == "rPr" and not skipped:
                _hide(element)
        if event == "start":
            if tag == "p" and not skipped:
                open_.append(_Open())
            continue
        if open_ and not skipped:
            _read(open_[-1], tag, element)
            if tag == "p":
                yield _closed(open_.pop(), styles, note)
        if tag in ("p", "r", "tbl", "tr", "sectPr"):
            # A run's properties are needed until the run ends; a paragraph's until it ends.
            element.clear(keep_tail=False)
            while tag in ("p", "tbl") and element.getprevious() is not None:
                del element.getparent()[0]


def _hide(properties: Any) -> None:
    """Mark the run of these properties where they make it invisible."""
    for child in properties:
        if _local(child) in ("vanish", "webHidden") and _attribute(child, "val") not in (
            "0", "false", "off",
        ):  # fmt: skip
            run = properties.getparent()
            if run is not None and _local(run) == "r":
                run.set("hidden", "1")


def _read(paragraph: _Open, tag: str, element: Any) -> None:
    """What an element that ends inside a paragraph adds to it."""
    if tag == "t":
        run = element.getparent()
        if element.text and not (run is not None and run.get("hidden")):
            paragraph.pieces.append(element.text)
    elif tag in _BREAKS and _local(element.getparent()) == "r":
        paragraph.pieces.append(_BREAKS[tag])
    elif tag == "pStyle":
        paragraph.style = _attribute(element, "val")
    elif tag == "numId":
        paragraph.listed = _attribute(element, "val") != "0"
    elif tag == "outlineLvl":
        paragraph.outlined = _attribute(element, "val") in "012345678"


def _closed(paragraph: _Open, styles: dict[str, tuple[str, Role | None]], note: bool) -> Paragraph:
    name, role = styles.get(paragraph.style, (paragraph.style.lower(), None))
    role = role or role_of(name)
    if role is None and paragraph.outlined:
        role = Role.HEADING
    if role is None and paragraph.listed:
        role = Role.LIST_ITEM
    return Paragraph("".join(paragraph.pieces).strip("\n"), name, role, note)


def _styles(package: Package, name: str) -> dict[str, tuple[str, Role | None]]:
    """The name of each style by its identifier, and what it or a style it is based on means."""
    if name not in package:
        return {}
    names: dict[str, str] = {}
    bases: dict[str, str] = {}
    for _, element in package.elements(name, ("end",)):
        if _local(element) != "style":
            continue
        key = _attribute(element, "styleId")
        for child in element:
            if _local(child) == "name":
                names[key] = _attribute(child, "val").lower()
            elif _local(child) == "basedOn":
                bases[key] = _attribute(child, "val")
        element.clear(keep_tail=False)
    found: dict[str, tuple[str, Role | None]] = {}
    for key, named in names.items():
        at, role = key, role_of(named)
        for _ in range(_DEEPEST):
            at = bases.get(at, "")
            if role or not at:
                break
            role = role_of(names.get(at, ""))
        found[key] = named, role
    return found


def _main_heading(read: Sequence[Paragraph]) -> int | None:
    """The first text of the document where it is its only heading of the first level."""
    if any(paragraph.role is Role.TITLE for paragraph in read):
        return None
    first = [i for i, p in enumerate(read) if p.style == "heading 1" and p.text.strip()]
    texts = (i for i, p in enumerate(read) if p.text.strip())
    return first[0] if len(first) == 1 and next(texts, None) == first[0] else None


def _verdict(paragraph: Paragraph, is_main_heading: bool) -> Verdict | None:
    if is_main_heading:
        reason = "The line is the only heading of the first level and the first line of the text."
        return Verdict(Role.TITLE, "docx-heading", reason, 0.8)
    if paragraph.note:
        return Verdict(Role.PARAGRAPH, "docx-note", "The line is a note of the document.", 0.8)
    if paragraph.role is None:
        return None
    return styled(paragraph.role, "docx")


def _properties(package: Package, lines: Sequence[str]) -> dict[ArticleField, Given]:
    values: dict[str, str] = {}
    if "docProps/core.xml" in package:
        for _, element in package.elements("docProps/core.xml", ("end",)):
            values.setdefault(_local(element), element.text or "")
    day = _DAY.match(values.get("created", "").strip())
    return file_properties.given_of(
        lines,
        title=values.get("title", ""),
        author=values.get("creator", ""),
        created=day.group(1) if day else "",
    )


def _local(element: Any) -> str:
    """A name without its namespace: strict and transitional documents differ in nothing else."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def _attribute(element: Any, name: str) -> str:
    for key, value in element.attrib.items():
        if key.rpartition("}")[2] == name:
            return str(value)
    return ""
