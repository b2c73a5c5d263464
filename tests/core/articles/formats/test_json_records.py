"""JSON and JSON Lines: which records are in them, and which are not JSON."""

import io
import json
from itertools import chain
from pathlib import Path
from time import process_time

import pytest
from hypothesis import given as for_all
from hypothesis import settings
from hypothesis import strategies as st

from articles.core.formats import json_elements, json_values, reading
from articles.core.formats.records import (
    ArticleField,
    BadRecord,
    FileFormat,
    Options,
    Record,
    Unreadable,
)

from .readings import BODY, LIMITS, articles, bad, extracted, given, good, limits, proposed, read

NEWS = [
    {"title": "Mayor resigns", "text": BODY, "date": "2024-03-04"},
    {"title": "Talks fail", "text": "“Never”, she said.", "date": "2024-03-05"},
]
SCALARS = st.sampled_from([None, True, 0, -1.5e9, "", "é“😀", '\\"[{', "a\nb", "]},:"])
INNER = st.dictionaries(SCALARS.map(str), SCALARS, max_size=3)
VALUES = SCALARS | st.lists(SCALARS, max_size=3) | INNER
OBJECTS = st.dictionaries(st.text(min_size=1, max_size=4), VALUES, min_size=1, max_size=4)


def document(content: bytes, options: Options | None = None) -> list[Record | BadRecord]:
    return list(reading.records(io.BytesIO(content), FileFormat.JSON, options or Options(), LIMITS))


def suite(shared_dir: Path, kind: str) -> list[Path]:
    found = sorted((shared_dir / "data" / "json_parsing").glob(f"{kind}_*.json"))
    assert found
    return found


def test_suite_must_accept(shared_dir: Path) -> None:
    for path in suite(shared_dir, "y"):
        json_values.parse(path.read_bytes())
        codes = {one.code for one in bad(document(path.read_bytes()))}
        assert codes <= {"no-article"}, path.name


def test_suite_must_reject_with_line_and_reason(shared_dir: Path) -> None:
    for path in suite(shared_dir, "n"):
        with pytest.raises(Unreadable, match=r"Line \d+.*: .{10}") as caught:
            json_values.parse(path.read_bytes())
        assert caught.value.line, path.name
        found = document(path.read_bytes())
        assert "bad-json" in {one.code for one in bad(found)}, path.name
        assert all(one.line for one in bad(found)), path.name
        try:
            refused = bad(read(path.read_bytes(), path.name))
        except Unreadable as error:
            refused = [BadRecord(1, error.code, str(error), error.line)]
        assert refused, path.name
        assert all(one.line and one.message.startswith("Line ") for one in refused), path.name


def test_suite_may_do_either(shared_dir: Path) -> None:
    for path in suite(shared_dir, "i"):
        for record in good(document(path.read_bytes())):
            json_values.parse(record.content)


@pytest.mark.parametrize("depth", [101, 3_000, 100_000])
@pytest.mark.parametrize("brackets", ["[]", ['{"a":', "}"]])
def test_deep_nesting_is_refused_at_once(depth: int, brackets: list[str]) -> None:
    began = process_time()
    content = (brackets[0] * depth + "1" + brackets[1] * depth).encode()
    with pytest.raises(Unreadable, match="nested deeper than 100"):
        json_values.parse(content)
    lines = b'{"text": "a"}\n{"a": %s}\n{"text": "b"}\n' % content
    codes = [one.code for one in bad(read(lines, "a.jsonl"))]
    assert codes == (["bad-json"] if depth > 1_000 else [])
    assert process_time() - began < 30


@pytest.mark.parametrize("name", ["NaN", "Infinity", "-Infinity"])
def test_what_is_no_number_is_refused(name: str) -> None:
    found = read(f'{{"text": "a"}}\n{{"text": "b",\t"n": {name}}}\n'.encode(), "a.jsonl")
    assert [(one.line, name in one.message) for one in bad(found)] == [(2, True)]


def test_odd_but_readable() -> None:
    text = '{"text": "first", "text": "a\\ud800b \\ud83d\\ude00", "n": ' + "9" * 5_000 + "}"
    parsed = json_values.parse(text.encode())
    assert isinstance(parsed.value, dict)
    assert parsed.value["text"] == "a\ufffdb 😀"
    assert [problem.code for problem in parsed.problems] == ["duplicate-key", "broken-characters"]
    parsed = json_values.parse(b'{"text": "caf\xe9"}')
    assert parsed.value == {"text": "caf\ufffd"}
    assert [problem.code for problem in parsed.problems] == ["broken-characters"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-32"])
@pytest.mark.parametrize("indent", [None, 2])
def test_list_in_any_unicode(encoding: str, indent: int | None) -> None:
    content = json.dumps(NEWS, indent=indent, ensure_ascii=False).encode(encoding)
    found = articles(content, "a.json")
    assert [article.text for article in found] == [BODY, "“Never”, she said."]
    assert given(found[0])[ArticleField.PUBLISHED] == "2024-03-04"


def test_lines_with_their_numbers() -> None:
    found = read(b'\xef\xbb\xbf{"text":"a"}\r\n\r\n  {"text":"b"}  \n3\nx\n{"text":"c"}', "a.jsonl")
    assert [(one.number, one.line) for one in found] == [(1, 1), (2, 3), (3, 4), (4, 5), (5, 6)]
    assert [one.code for one in bad(found)] == ["no-article", "bad-json"]
    assert [one.content for one in good(found)] == [
        b'{"text":"a"}',
        b'{"text":"b"}',
        b'{"text":"c"}',
    ]


def test_one_bad_element_does_not_stop_the_list() -> None:
    content = b'[\n{"text": "a"},\n{"text": b},\n"only words",\n,\n{"text": "c"}\n]'
    found = read(content, "a.json")
    assert [one.line for one in good(found)] == [2, 6]
    assert [(one.line, one.code) for one in bad(found)] == [
        (3, "bad-json"), (4, "no-article"), (5, "bad-json"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("end", "line"), [(b"", 1), (b', {"text": ', 1), (b"}\n]", 1), (b"]\n]", 2), (b',\n"a]', 1)]
)
def test_broken_end_keeps_what_was_before(end: bytes, line: int) -> None:
    found = read(b'[{"text": "a"}' + end, "a.json")
    assert len(good(found)) in (0, 1)
    assert [one.code for one in bad(found)][-1:] == ["bad-json"]
    if line == 2:
        assert (len(good(found)), found[-1].line) == (1, 2)


@pytest.mark.parametrize(
    "wrapper",
    [
        {"status": "ok", "tags": ["a"], "articles": NEWS},
        {"response": {"total": 2, "docs": NEWS}},
        {"data": NEWS, "next": None},
    ],
)
def test_list_in_an_object(wrapper: dict[str, object]) -> None:
    content = json.dumps(wrapper, indent=1, ensure_ascii=False).encode()
    assert [article.text for article in articles(content)] == [BODY, "“Never”, she said."]


def test_single_object_is_one_record() -> None:
    article = {"title": "T", "text": BODY, "entities": [{"name": "x"}], "data": [1]}
    found = read(json.dumps(article).encode())
    assert [(one.number, one.line, one.offset) for one in good(found)] == [(1, 1, 0)]


@pytest.mark.parametrize("content", [b"[]", b' "x" ', b"3", b"null", b"{}", b"[[]]", b"[{}]"])
def test_json_without_an_article(content: bytes) -> None:
    found = document(content)
    assert [one.code for one in bad(found)] == ["no-article"]
    assert good(found) == []


def test_record_above_the_limit_is_left_out() -> None:
    within = limits(record_bytes=1_000)
    big = json.dumps({"text": 'x\\"[' * 5_000}).encode()
    for content, name in (
        (b'[{"text": "a"},\n' + big + b',\n{"text": "c"}]', "a.json"),
        (b'{"text": "a"}\n' + big + b'\n{"text": "c"}', "a.jsonl"),
    ):
        found = read(content, name, within=within)
        assert [one.line for one in good(found)] == [1, 3]
        assert [(one.line, one.code) for one in bad(found)] == [(2, "record-too-large")]
        assert "1,000" in bad(found)[0].message


def test_strings_and_escapes_across_windows(monkeypatch: pytest.MonkeyPatch) -> None:
    values = [{"text": "\\" * n + '"[{' * n + "é"} for n in range(12)]
    content = json.dumps(values, ensure_ascii=False).encode()
    whole = list(json_elements.elements(io.BytesIO(content), 0, whole=True))
    assert [json.loads(content[start:end]) for start, end in whole] == values
    for window in range(1, 40):
        monkeypatch.setattr(json_elements, "_WINDOW", window)
        assert list(json_elements.elements(io.BytesIO(content), 0, whole=True)) == whole


@settings(max_examples=100, deadline=None)
@for_all(values=st.lists(OBJECTS, min_size=1, max_size=6), indent=st.none() | st.integers(0, 3))
def test_any_list_comes_back(values: list[dict[str, object]], indent: int | None) -> None:
    content = json.dumps(values, indent=indent).encode()
    found = read(content, "a.json", options=Options())
    assert [json.loads(one.content) for one in good(found)] == values
    for one in good(found):
        assert one.line == content.count(b"\n", 0, one.offset) + 1
    lines = "\n".join(json.dumps(value) for value in values).encode()
    found = list(reading.records(io.BytesIO(lines), FileFormat.JSON_LINES, Options(), LIMITS))
    assert [json.loads(one.content) for one in good(found)] == values


@settings(max_examples=200, deadline=None)
@for_all(
    content=st.text(alphabet='[]{},:"\\ \n\t1-aeE.truefalsn', max_size=60).map(str.encode)
    | st.lists(OBJECTS, max_size=3).map(json.dumps).map(str.encode),
    cut=st.integers(0, 60),
)
def test_list_is_bad_where_the_parser_says_so(content: bytes, cut: int) -> None:
    content = content[: len(content) - cut] if cut < len(content) else content
    try:
        json_values.parse(content)
        is_json = True
    except Unreadable:
        is_json = False
    is_bad = "bad-json" in {one.code for one in bad(document(content))}
    wrapped = json_elements.wrapped_list(content)
    assert is_bad != is_json or wrapped is not None


@pytest.mark.parametrize("fmt", [FileFormat.JSON, FileFormat.JSON_LINES])
def test_reading_goes_on_where_it_stopped(fmt: FileFormat) -> None:
    values = chain.from_iterable([f'{{"text": "{n}"}}', "x"] for n in range(10))
    joined = "[" + ",\n".join(values) + "]" if fmt is FileFormat.JSON else "\n".join(values)
    file = io.BytesIO(joined.encode())
    whole = list(reading.records(file, fmt, Options(), LIMITS))
    assert len(whole) == 20
    for skip in (0, 1, 7, 19, 20, 25):
        assert list(reading.records(file, fmt, Options(), LIMITS, skip=skip)) == whole[skip:]


def test_exports_of_annotation_tools() -> None:
    doccano = {"id": 7, "text": BODY, "label": [[0, 3, "X"]], "outlet": "Daily Planet"}
    task = {
        "id": 7,
        "data": {"text": BODY, "title": "T", "source": "Daily Planet"},
        "annotations": [{"result": []}],
        "created_at": "2024-01-01T00:00:00Z",
    }
    minimal = {
        "text": BODY, "outlet": "Daily Planet", "id": 7, "label": "X", "annotator": 1,
        "annotation_id": 2, "lead_time": 3.5, "created_at": "2024-01-01T00:00:00Z",
    }  # fmt: skip
    prodigy = {
        "text": BODY, "meta": {"source": "Daily Planet"}, "_input_hash": 1, "_task_hash": 2,
        "spans": [{"start": 0, "end": 3, "label": "X"}], "answer": "accept",
    }  # fmt: skip
    for value, name, producer in (
        (doccano, "a.jsonl", "doccano"),
        ([task], "a.json", "label-studio"),
        ([minimal], "a.json", "label-studio"),
        (prodigy, "a.jsonl", "prodigy"),
    ):
        content = json.dumps(value).encode()
        options = proposed(content, name)
        assert options.producer == producer
        (record,) = good(read(content, name))
        article = extracted(record, options)
        assert article.text == BODY
        stated = given(article)
        assert stated[ArticleField.SOURCE] == "Daily Planet"
        assert set(stated) <= {ArticleField.SOURCE, ArticleField.TITLE}


def test_where_label_studio_keeps_a_file_is_no_address_of_the_article() -> None:
    for path in ("data/upload/1/a.txt", "data/local-files/?d=a", "tasks/7/resolve/?fileuri=YQ=="):
        for address in (f"https://studio.example/{path}", f"/{path}"):
            task = {"id": 7, "annotations": [], "data": {"text": BODY, "url": address}}
            options = proposed(json.dumps([task]).encode(), "a.json")
            assert dict(options.mapping) == {ArticleField.BODY: "data.text"}
