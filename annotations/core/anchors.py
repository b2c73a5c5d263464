"""Anchors: how a span of a text is stored so that it can be found again.

Offsets are Unicode code points of the text, half-open. The quote is always cut from the text here,
never taken from what a client sent. Prefix and suffix are the context of the W3C text quote
selector (Web Annotation Data Model, 4.2.4).
"""

from dataclasses import dataclass

CONTEXT = 32
"""Code points of context kept on each side: enough to tell repeated names apart."""


class SpanOutsideText(ValueError):
    """A span that is empty or reaches beyond the text."""


@dataclass(frozen=True, slots=True)
class Anchor:
    """A span of a text with its quote and up to CONTEXT code points before and behind it."""

    start: int
    end: int
    quote: str
    prefix: str
    suffix: str


def anchor(text: str, start: int, end: int) -> Anchor:
    """The anchor of `text[start:end]`.

    >>> anchor("In Moscow today", 3, 9)
    Anchor(start=3, end=9, quote='Moscow', prefix='In ', suffix=' today')

    Raises SpanOutsideText when the span is empty or not within the text.
    """
    if not 0 <= start < end <= len(text):
        raise SpanOutsideText(f"{start}–{end} is not a span of a text of {len(text)} characters")
    return Anchor(
        start=start,
        end=end,
        quote=text[start:end],
        prefix=text[max(0, start - CONTEXT) : start],
        suffix=text[end : end + CONTEXT],
    )


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """The span without the white space at its ends; unchanged when there is nothing else in it.

    >>> trimmed("In Moscow today", 2, 10)
    (3, 9)
    """
    inner = text[start:end]
    stripped = inner.strip()
    if not stripped:
        return start, end
    left = start + len(inner) - len(inner.lstrip())
    return left, left + len(stripped)
