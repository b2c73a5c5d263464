"""Exports of news databases that are damaged, endless or made to take long."""

import io
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articles.core.formats.news_databases import extract, records
from articles.core.formats.records import BadRecord, FileFormat, Limits, Options, Record

LIMITS = Limits(10**9, 10**6, 10**5, 10**5, 10**9, 100, 60)
PRODUCERS = ["nexis", "factiva", "proquest"]


def test_an_article_that_never_ends_is_refused_and_the_others_are_read() -> None:
    good = b"Seal\nRecord\nMay 2, 2019\nLength: 2 words\nBody\nA seal.\nEnd of Document\n"
    bad = b"Endless\nRecord\nLength: 9 words\nBody\n" + b"word after word after word\n" * 100_000
    found = records(
        io.BytesIO(good + bad + b"End of Document\n" + good), FileFormat.TEXT, Options(), LIMITS
    )
    assert found is not None
    first, second, third = found
    assert isinstance(first, Record)
    assert isinstance(second, BadRecord)
    assert isinstance(third, Record)
    assert (second.code, second.line) == ("record-too-large", 8)
    assert third.number == 3


def test_an_article_of_too_many_lines_is_refused() -> None:
    raw = b"1 of 1 DOCUMENTS\nLENGTH: 9 words\n" + b"\n" * 60_000 + b"LOAD-DATE: May 2, 2019\n"
    found = records(io.BytesIO(raw), FileFormat.TEXT, Options(), LIMITS)
    assert found is not None
    (one,) = found
    assert isinstance(one, BadRecord)
    assert "50,000 lines" in one.message


@pytest.mark.parametrize("producer", PRODUCERS)
@pytest.mark.parametrize(
    "text",
    [
        "_" * 30 + "\n",
        "1 of 2 DOCUMENTS\n",
        "End of Document\nBody\n",
        "Document ABCD000020200101eg1100\n12 words\n",
        "LP " + "x" * 150 + "\n",
        "Title: a\nFull text: b\n",
        "LENGTH: 3 words\n\n",
        "Body\n" + "\n" * 40 + "A line.\n",
        "_" * 30 + "\nText\n",
    ],
)
def test_hostile_exports_take_little_time(producer: str, text: str) -> None:
    raw = b"Full text: a\nDatabase\nTitle: b\n12 words\n" + (text * 30_000).encode()[:400_000]
    start = time.process_time()
    found = records(io.BytesIO(raw), FileFormat.TEXT, Options(producer=producer), LIMITS)
    assert found is not None
    count = sum(1 for _ in found)
    extract(raw[:40_000], producer)
    assert time.process_time() - start < 25, count


_marks = st.sampled_from(
    ["1 of 2 DOCUMENTS", "End of Document", "Body", "Length: 5 words", "BYLINE: By Jane Doe",
     "May 2, 2019", "Document ABCD000020200101eg1100", "12 words", "HD Talks fail", "LP A text.",
     "PD 2 May 2019", "SN Record", "English", "_" * 60, "Document 1 of 2", "Title: Talks fail",
     "Full text: A text.", "ProQuest document ID: 123", "Copyright 2019 Record", "", "A line."]
)  # fmt: skip


@settings(max_examples=200, deadline=None)
@given(
    st.lists(_marks | st.text(alphabet="ab é:", max_size=8), max_size=40),
    st.sampled_from(PRODUCERS),
)
def test_lines_are_kept_in_order(lines: list[str], producer: str) -> None:
    raw = "\n".join(lines).encode()
    found = records(io.BytesIO(raw), FileFormat.TEXT, Options(producer=producer), LIMITS)
    assert found is not None
    end = 0
    for record in found:
        assert isinstance(record, Record)
        assert record.offset is not None
        assert record.offset >= end
        end = record.offset + len(record.content)
        assert raw[record.offset : end] == record.content
        if record.content.strip():
            read = extract(record.content, producer)
            joined = "".join(read.text.split())
            assert joined == "".join(record.content.decode().split())
            assert all(1 <= number <= read.text.count("\n") + 1 for number in read.verdicts)
