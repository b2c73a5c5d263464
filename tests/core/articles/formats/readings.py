"""Files made of bytes, and what is read of them."""

import io
from dataclasses import replace

from articles.core import extraction
from articles.core.extracted import Extracted
from articles.core.formats import reading, sniffing
from articles.core.formats.records import (
    ArticleField,
    BadRecord,
    FileFormat,
    Limits,
    Options,
    Record,
    Unreadable,
)

LIMITS = Limits(
    file_bytes=50_000_000,
    record_bytes=20_000_000,
    records=100_000,
    members=1_000,
    unpacked_bytes=50_000_000,
    ratio=200,
    seconds=60,
)
BODY = "The council said on Monday that the talks would be resumed in spring. " * 3


def limits(**changed: int) -> Limits:
    return replace(LIMITS, **changed)


def sniffed(content: bytes, name: str = "file") -> FileFormat:
    return sniffing.sniff(io.BytesIO(content), name=name)


def proposed(content: bytes, name: str = "file") -> Options:
    file = io.BytesIO(content)
    return reading.propose_options(file, sniffing.sniff(file, name=name))


def read(
    content: bytes,
    name: str = "file",
    *,
    options: Options | None = None,
    within: Limits = LIMITS,
    skip: int = 0,
) -> list[Record | BadRecord]:
    """Everything in a file, as it is proposed to be read; what has an offset is there."""
    file = io.BytesIO(content)
    fmt = sniffing.sniff(file, name=name)
    options = options or reading.propose_options(file, fmt)
    found = list(reading.records(file, fmt, options, within, skip=skip))
    assert [one.number for one in found] == list(range(skip + 1, skip + 1 + len(found)))
    for one in found:
        if isinstance(one, Record) and one.offset is not None:
            assert content[one.offset : one.offset + len(one.content)] == one.content
    return found


def good(found: list[Record | BadRecord]) -> list[Record]:
    return [one for one in found if isinstance(one, Record)]


def bad(found: list[Record | BadRecord]) -> list[BadRecord]:
    return [one for one in found if isinstance(one, BadRecord)]


def extracted(record: Record, options: Options | None = None) -> Extracted:
    return extraction.extract(
        record.content,
        format=record.format,
        options=options or Options(),
        stated=record.stated,
    )


def articles(
    content: bytes, name: str = "file", *, options: Options | None = None
) -> list[Extracted]:
    """The texts of all records of a file that has no bad ones."""
    options = options or proposed(content, name)
    found = read(content, name, options=options)
    assert bad(found) == []
    return [extracted(record, options) for record in good(found)]


def texts(content: bytes, name: str = "file") -> list[str]:
    return [article.text for article in articles(content, name)]


def given(article: Extracted) -> dict[ArticleField, str]:
    return {field: "; ".join(value.values) for field, value in article.given.items()}


def refusal(content: bytes, name: str = "file") -> Unreadable:
    """Why a file is not read."""
    try:
        found = sniffed(content, name)
    except Unreadable as error:
        return error
    raise AssertionError(f"it was taken for {found}")
