"""RTF documents: their paragraphs as lines.

Read by a small reader of our own: the public ones decode each \\'hh by itself, which breaks Chinese
and Japanese, drop footnotes, and take time that grows with the square of hostile input.
"""

import datetime
from collections.abc import Iterator, Sequence

from ..decoding import MOST_LINES, normalise, too_many_lines, with_line_feeds
from ..extracted import Extracted, Given
from ..lines import Role, Verdict
from ..problems import Problem
from . import file_properties
from .paragraph_styles import styled
from .records import ArticleField, Unreadable
from .rtf_text import Paragraph, Reader
from .rtf_tokens import tokens

_MOST_TEXT = 50_000_000
_NOTE = Verdict(Role.PARAGRAPH, "rtf-note", "The line is a note of the document.", 0.8)


def extract_rtf(content: bytes) -> Extracted:
    """The lines of an RTF document, what its styles say of them and what its properties state.

    Hidden and deleted text, page headers, pictures and field codes are no lines. Raises
    Unreadable for what is no RTF document or has no text.
    """
    reader = Reader()
    lines: list[str] = []
    verdicts: dict[int, Verdict] = {}
    for paragraph in _read(reader, content):
        verdict = _verdict(paragraph)
        for line in with_line_feeds(paragraph.text).split("\n"):
            lines.append(line.rstrip())
            if verdict and line.strip():
                verdicts[len(lines)] = verdict
        if len(lines) > MOST_LINES:
            raise Unreadable(
                too_many_lines("document", "Split it into one file per article."),
                code="too-many-lines",
            )
    joined, unwanted = normalise("\n".join(lines).strip("\n"))
    if not joined.strip():
        raise Unreadable("This RTF document has no text.", code="empty")
    above = next(index for index, line in enumerate(lines) if line)
    return Extracted(
        joined,
        encoding=reader.encoding,
        given=_given(reader, lines),
        verdicts={number - above: verdict for number, verdict in verdicts.items()},
        problems=(*_problems(reader), *unwanted),
    )


def paragraphs(content: bytes) -> Iterator[Paragraph]:
    """The paragraphs of an RTF document in order, its notes last. Raises Unreadable."""
    return _read(Reader(), content)


def _read(reader: Reader, content: bytes) -> Iterator[Paragraph]:
    if not content[:64].lstrip(b"\xef\xbb\xbf \r\n\t\x00").startswith(b"{\\rtf"):
        raise Unreadable(
            "This is not an RTF document. Save it as plain text (UTF-8) or as a Word document.",
            code="damaged",
        )
    size = 0
    for paragraph in reader.paragraphs(tokens(content)):
        size += len(paragraph.text)
        if size > _MOST_TEXT:
            raise Unreadable(
                f"The document has more than {_MOST_TEXT:,} characters. Split it.",
                code="too-large",
            )
        yield paragraph


def _verdict(paragraph: Paragraph) -> Verdict | None:
    if paragraph.note:
        return _NOTE
    return styled(paragraph.role, "rtf") if paragraph.role else None


def _given(reader: Reader, lines: Sequence[str]) -> dict[ArticleField, Given]:
    try:
        created = datetime.date(*reader.created).isoformat() if reader.created else ""
    except ValueError:
        created = ""
    return file_properties.given_of(
        lines,
        title=reader.properties.get("title", ""),
        author=reader.properties.get("author", ""),
        created=created,
    )


def _problems(reader: Reader) -> Iterator[Problem]:
    if reader.broken:
        message = (
            f"{reader.broken} byte(s) of the document mean nothing in {reader.encoding}; they are "
            "shown as \ufffd. Compare with the original."
        )
        yield Problem(None, "broken-characters", message)
    if reader.unbalanced:
        message = "The document is damaged or cut off: its groups don’t match. Check its end."
        yield Problem(None, "damaged", message)
