"""The encoding of files that hold records: certain, guessed, or for an editor to choose."""

import io
import json

import pytest

from articles.core.decoding import decode
from articles.core.encodings import Candidate
from articles.core.filetypes import unicode_without_mark
from articles.core.formats import file_encodings
from articles.core.formats.file_encodings import FileEncoding
from articles.core.formats.records import ArticleField, FileFormat
from articles.core.problems import UNCERTAIN_ENCODING

from .readings import articles, given, proposed, read, sniffed

GERMAN = "Der Stadtrat beschloss, die Fähranlegestelle zu schließen; Fischer äußern Ärger {}."
FRENCH = "Le conseil a décidé lundi de fermer l’ancienne jetée, dénoncée par les pêcheurs {}."
RUSSIAN = "Городской совет решил в понедельник закрыть старую пристань, сообщает редакция {}."
ARABIC = "قرر مجلس المدينة يوم الاثنين إغلاق رصيف العبارة القديم، وهو ما يعارضه الصيادون {}."
CHINESE = "市议会周一决定关闭旧渡轮码头，渔民对此表示强烈反对。这是第{}句话，讲的是港口的历史。\n"


def rows(text: str, encoding: str, count: int) -> list[bytes]:
    return [f'Titel {n};"{text.format(n)}"'.encode(encoding) for n in range(count)]


def table(*lines: bytes) -> bytes:
    return b"\n".join((b"title;text", *lines))


def found(content: bytes) -> FileEncoding:
    return file_encodings.find(io.BytesIO(content))


def choices(content: bytes) -> tuple[Candidate, ...]:
    return file_encodings.choices(io.BytesIO(content))


def code(content: bytes) -> str:
    problem = found(content).problem
    return problem.code if problem else ""


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "iso2022_jp"])
def test_unicode_is_certain(encoding: str) -> None:
    text = "港が閉まる" if encoding == "iso2022_jp" else GERMAN
    content = "\n".join(["title;text", *[f"Titel;{text}"] * 3]).encode(encoding)
    assert (code(content), choices(content)) == ("", ())
    assert text in content.decode(found(content).name)


@pytest.mark.parametrize(
    ("text", "encoding"),
    [(GERMAN, "cp1252"), (RUSSIAN, "cp1251"), (RUSSIAN, "koi8_r"), (CHINESE, "gb18030")],
)
def test_a_clear_guess_is_said(text: str, encoding: str) -> None:
    content = table(*rows(text, encoding, 6))
    assert found(content).name == encoding
    assert code(content) == "guessed-encoding"


def test_utf8_with_lines_of_another_encoding_is_first_proposed_as_that() -> None:
    content = table(*rows(GERMAN, "utf-8", 5), *rows(FRENCH, "cp1252", 12))
    assert found(content).name == "utf-8+cp1252"
    assert code(content) == UNCERTAIN_ENCODING
    problem = found(content).problem
    assert problem
    assert "lines 7, 8, 9, 10, 11, 12, 13, 14 and 4 more" in problem.message
    first, second, *_ = choices(content)
    assert (first.encoding, second.encoding) == ("utf-8+cp1252", "utf-8")
    assert "dénoncée par les pêcheurs" in first.sample
    assert "d\ufffdnonc\ufffde par" in second.sample


def test_lines_that_are_not_utf8_are_read_in_the_encoding_of_their_letters() -> None:
    content = table(*rows(RUSSIAN, "utf-8", 5), *rows(RUSSIAN, "cp1251", 3))
    assert found(content).name == "utf-8+cp1251"
    assert content.decode("utf-8+cp1251").count("Городской совет") == 8


def test_one_broken_byte_makes_no_other_encoding_of_a_file() -> None:
    whole = table(*rows(RUSSIAN, "utf-8", 5))
    content = whole.replace("совет".encode(), "сов".encode() + b"\xd1" + "т".encode(), 1)
    # Among letters that are not Latin, it is what is left of one.
    assert (found(content).name, code(content)) == ("utf-8", UNCERTAIN_ENCODING)
    problem = found(content).problem
    assert problem
    assert "line 2 " in problem.message
    latin = table(*rows(GERMAN, "utf-8", 5), b'Titel;"Ein Caf\xe9 in der Stadt"')
    assert (found(latin).name, code(latin)) == ("utf-8+cp1252", UNCERTAIN_ENCODING)
    assert "Ein Café in der Stadt" in choices(latin)[0].sample


def test_some_lines_of_utf8_among_others_are_asked_about() -> None:
    content = table(*rows(GERMAN, "cp1252", 9), *rows(GERMAN, "utf-8", 1))
    assert code(content) == UNCERTAIN_ENCODING
    readings = {choice.encoding: choice.sample for choice in choices(content)}
    assert "FÃ¤hranlegestelle" in readings["cp1252"]
    assert "Ã" not in readings["utf-8+cp1252"]


def test_a_broken_byte_behind_many_megabytes_is_found() -> None:
    content = table(*rows(GERMAN, "utf-8", 1), *[b"Titel;" + b"x" * 1_000] * 3_000, b"Caf\xe9")
    assert code(content) == UNCERTAIN_ENCODING
    problem = found(content).problem
    assert problem
    assert "line 3,003 " in problem.message
    in_one_line = content.replace(b"\n", b" ")
    assert code(in_one_line) == UNCERTAIN_ENCODING
    assert "Caf" in choices(in_one_line)[0].sample


def test_a_character_between_two_windows_is_whole() -> None:
    content = b"x" * ((1 << 20) - 1) + "é".encode() * 5_000 + b"\xe9"
    assert found(content).name == "utf-8+cp1252"
    problem = found(content).problem
    assert problem
    assert "line 1 " in problem.message


def test_rows_say_which_bytes_were_read_otherwise() -> None:
    content = table(*rows(GERMAN, "utf-8", 3), *rows(FRENCH, "cp1252", 1))
    options = proposed(content, "a.csv")
    assert (options.encoding, options.is_uncertain) == ("utf-8+cp1252", True)
    read_so = articles(content, name="a.csv", options=options)
    assert "pêcheurs" in read_so[3].text
    assert [[p.code for p in one.problems] for one in read_so] == [[]] * 3 + [["broken-characters"]]
    assert "read as cp1252" in read_so[3].problems[0].message


def test_json_that_is_not_unicode_is_no_replacement_characters() -> None:
    records = [{"title": f"Titel {n}", "text": GERMAN.format(n) * 3} for n in range(4)]
    lines = [json.dumps(one, ensure_ascii=False) for one in records]
    content = "\n".join(lines).encode("cp1252")
    options = proposed(content, "a.jsonl")
    assert options.encoding == "cp1252"
    assert options.doubt
    assert "schließen" in articles(content, name="a.jsonl", options=options)[0].text
    mixed = "\n".join(lines).encode() + b'\n{"title": "Caf\xe9", "text": "Ein Caf\xe9"}'
    options = proposed(mixed, "a.jsonl")
    assert (options.encoding, options.is_uncertain) == ("utf-8+cp1252", True)
    assert given(articles(mixed, name="a.jsonl", options=options)[4])[ArticleField.TITLE] == "Café"
    assert proposed("\n".join(lines).encode(), "a.jsonl").encoding == ""


def test_json_in_the_japanese_encoding_of_mails_keeps_it() -> None:
    text = "市議会は月曜日、古い渡し船の桟橋を閉鎖することを決めた。" * 5
    lines = [json.dumps({"title": "桟橋を閉鎖", "text": text}, ensure_ascii=False)] * 2
    for content, name in (("\n".join(lines), "a.jsonl"), (f"[{','.join(lines)}]", "a.json")):
        raw = content.encode("iso2022_jp")
        options = proposed(raw, name)
        assert (options.encoding, options.doubt) == ("iso2022_jp", None)
        assert [one.text for one in articles(raw, name=name, options=options)] == [text] * 2


def test_another_reading_makes_no_single_bytes_certain(monkeypatch: pytest.MonkeyPatch) -> None:
    content = table(*rows(GERMAN, "utf-8", 5), "Titel;Ein Café in der Stadt".encode("cp1252"))
    readings = [Candidate("cp932", 0.9, ""), Candidate("cp1250", 0.4, "")]
    monkeypatch.setattr(file_encodings, "guesses", lambda _: readings)
    assert found(content).name == "utf-8+cp1252"


def test_what_is_no_json_at_all_is_not_asked_about() -> None:
    assert proposed(b'["\xe5"]', "a.json").doubt is None
    assert proposed(b'{"\xb9":"0",}', "a.json").doubt is None


@pytest.mark.parametrize("text", [GERMAN, RUSSIAN, ARABIC, CHINESE])
@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
def test_wide_characters_without_a_mark(text: str, encoding: str) -> None:
    page = "\n".join([text.format(n) for n in range(3)])
    raw = page.encode(encoding)
    assert unicode_without_mark(raw) == encoding
    assert sniffed(raw, "a.txt") is FileFormat.TEXT
    assert (decode(raw).text.strip(), decode(raw).encoding) == (page.strip(), encoding)
    content = f"title;text\nA;{text}\nB;{text}".replace("\n\n", "\n").encode(encoding)
    options = proposed(content, "a.csv")
    assert (options.encoding, options.doubt) == (encoding, None)
    assert len(articles(content, name="a.csv", options=options)) == 2
    assert read(content, name="a.csv", options=options)


@pytest.mark.parametrize(
    "raw",
    [
        bytes(range(256)) * 8,
        RUSSIAN.encode() * 20 + b"\x00",
        RUSSIAN.encode("cp1251") * 20 + b"\x00\x00",
        CHINESE.encode("gb18030") * 20 + b"\x00",
        "Закон".encode("utf-16-le"),
        b"plain text \x00 with a NUL " * 20,
    ],
)
def test_what_is_not_surely_wide_characters(raw: bytes) -> None:
    assert unicode_without_mark(raw) == ""
