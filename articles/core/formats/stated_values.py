"""One value that a page states of its article, as a field can take it."""

import html
import re
from typing import Any
from urllib.parse import urlsplit

from .. import dates, languages
from ..extracted import Given

_LONGEST = 1_000
_ISO = re.compile(r"\s*((?:1[6-9]|20)\d\d-\d\d-\d\d)(?:$|[T\s])")
_COMPACT = re.compile(r"\s*((?:1[6-9]|20)\d\d)(\d\d)(\d\d)(?:$|T)")
_BY = re.compile(r"^(?:by|von|par|por|di|от|автор|بقلم|文|作者)\s*[:：]?\s+", re.IGNORECASE)
_LANGUAGE = re.compile(r"[a-zA-Z]{2,3}(?=$|[-_])")


def as_date(stated: str, rule: str, confidence: float) -> Given | None:
    """The day as it is written; one that can be read in two orders as it stands, with 0.3."""
    text = " ".join(stated.split())[:100]
    if found := _ISO.match(text):
        value = found.group(1)
    elif found := _COMPACT.match(text):
        value = "-".join(found.groups())
    else:
        reading = dates.read(text)
        if reading is None:
            return None
        if isinstance(reading, dates.AmbiguousDate):
            return Given((reading.raw,), rule, 0.3)
        value, confidence = reading.value, min(confidence, reading.confidence)
    checked = dates.read(value)
    return Given((value,), rule, confidence) if isinstance(checked, dates.DateReading) else None


def as_person(text: str) -> str:
    """The name in a byline; "" for an address and for what is no name."""
    name = _BY.sub("", as_line(text)).strip(" ,;|")
    return "" if "://" in name or len(name) > 120 or not re.search(r"[^\W\d_]", name) else name


def as_address(*values: Any) -> tuple[str, ...]:
    """The first web address among values of JSON or attributes; nothing where there is none."""
    for value in values:
        address = value.get("@id") if isinstance(value, dict) else value
        if not isinstance(address, str) or len(address) > 2_000:
            continue
        address = address.strip()
        try:
            parts = urlsplit(address)
        except ValueError:
            continue
        if parts.scheme in ("http", "https") and parts.netloc:
            return (address,)
    return ()


def as_language(value: str | None) -> str:
    """The code of a known language from a tag such as "en-GB"; "" where it names none."""
    found = _LANGUAGE.match((value or "").strip())
    code = found.group().lower() if found else ""
    return code if code in languages.NAMES and code != languages.UNDETERMINED else ""


def as_line(text: str) -> str:
    """One line without markup and entities, which some sites put into their metadata twice."""
    plain = html.unescape(text[: 4 * _LONGEST])
    plain = re.sub(r"</?[a-zA-Z][^<>]{0,200}>", "", plain)
    plain = "".join(
        c for c in plain if c.isprintable() or c.isspace() or c in "\u200c\u200d\u200e\u200f"
    )
    return " ".join(plain.split())[:_LONGEST]
