"""Where a passage stands in a text, as a row keeps it."""

from typing import TypedDict

from annotations.core.anchors import Anchor, anchor, trimmed
from annotations.models import AnchorState
from annotations.services.errors import InvalidContent


class PlaceFields(TypedDict):
    start: int
    end: int
    quote: str
    prefix: str
    suffix: str
    state: str


def place_in(body: str, start: int, end: int) -> Anchor:
    """The anchor of `[start, end)` without the white space at its ends.

    Raises SpanOutsideText, and InvalidContent where there is nothing else.
    """
    given = anchor(body, start, end)
    if not given.quote.strip():
        raise InvalidContent({"span": "There is nothing but white space in this passage."})
    return anchor(body, *trimmed(body, start, end))


def anchored(place: Anchor) -> PlaceFields:
    """The columns of an annotation that somebody put there."""
    return PlaceFields(
        start=place.start,
        end=place.end,
        quote=place.quote,
        prefix=place.prefix,
        suffix=place.suffix,
        state=AnchorState.EXACT.value,
    )
