import random
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.core.decoding import (
    MOST_LINES,
    Undecodable,
    decode,
    normalise,
)

FRENCH = "L’été dernier, à Genève, le ministre a déjà exprimé son désaccord.\n"
RUSSIAN = "Министр обороны России прибыл в Тегеран для переговоров о положении в Сирии.\n"
GERMAN = "Der Minister sagte, die Gespräche würden fortgesetzt, für Köln wäre das schön.\n"
CZECH = "Premiér v pondělí řekl, že jednání budou pokračovat příští týden v Praze.\n"
POLISH = "Minister powiedział, że rozmowy będą kontynuowane w przyszłym tygodniu.\n"
TURKISH = "Dışişleri bakanı görüşmelerin gelecek hafta süreceğini söyledi.\n"
ARABIC = "قال وزير الدفاع إن المحادثات في طهران كانت مثمرة للغاية.\n"


@pytest.mark.parametrize(
    ("raw", "encoding"),
    [
        (FRENCH.encode(), "utf-8"),
        (b"\xef\xbb\xbf" + FRENCH.encode(), "utf-8"),
        (b"\xff\xfe" + FRENCH.encode("utf-16-le"), "utf-16-le"),
        (b"\xfe\xff" + FRENCH.encode("utf-16-be"), "utf-16-be"),
        (FRENCH.encode("utf-32"), "utf-32-le"),
        (FRENCH.encode("utf-16-le"), "utf-16-le"),
        (FRENCH.encode("cp1252"), "cp1252"),
        (GERMAN.encode("cp1252"), "cp1252"),
        (CZECH.encode("cp1250"), "cp1250"),
        (POLISH.encode("cp1250"), "cp1250"),
        (TURKISH.encode("cp1254"), "cp1254"),
        (RUSSIAN.encode("cp1251"), "cp1251"),
        (RUSSIAN.encode("koi8_r"), "koi8_r"),
        (ARABIC.encode("cp1256"), "cp1256"),
    ],
)
def test_encodings(raw: bytes, encoding: str) -> None:
    found = decode(raw)
    assert found.encoding == encoding
    assert found.text in (FRENCH, GERMAN, CZECH, POLISH, TURKISH, RUSSIAN, ARABIC)
    guessed = [problem.code for problem in found.problems] == ["guessed-encoding"]
    assert guessed == (not encoding.startswith("utf"))
    assert (found.confidence < 0.95) == (guessed or raw[:2] == b"L\x00")


def test_editor_chooses_the_encoding() -> None:
    assert decode(RUSSIAN.encode("cp866"), encoding="cp866").text == RUSSIAN
    with pytest.raises(Undecodable, match="no encoding called 'nonsense'"):
        decode(b"abc", encoding="nonsense")
    with pytest.raises(Undecodable, match="line 2 has bytes"):
        decode(b"abc\n\xff", encoding="utf-8")


@pytest.mark.parametrize(
    ("raw", "message"),
    [
        (b"", "empty"),
        (b" \r\n\t ", "empty"),
        (b"\xef\xbb\xbf\n", "empty"),
        (b"\x00\x00\x00", "binary"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "PNG image"),
        (b"%PDF-1.7\n", "PDF"),
        (b"PK\x03\x04\x14\x00", "ZIP"),
        (b"\x7fELF\x02\x01\x01\x00", "program"),
        (b"MZ\x90\x00\x03\x00\x00\x00", "program"),
        (bytes(range(256)) * 20, "binary"),
        (bytes(range(128, 256)) * 5, "encoding of this file cannot be told"),
    ],
)
def test_files_that_hold_no_text(raw: bytes, message: str) -> None:
    with pytest.raises(Undecodable, match=message):
        decode(raw)


def test_letters_of_a_signature_can_open_a_text() -> None:
    assert decode(b"MZ is how programs begin.").text.startswith("MZ")
    assert decode(b"BM and RIFF, too.").text.startswith("BM")


def test_control_characters_are_removed_and_listed() -> None:
    found = decode(b"One\r\ntw\x00o\x07\rthree\x0cfour\ttabbed\n")
    assert found.text == "One\ntwo\nthree\nfour\ttabbed\n"
    assert [(problem.line, problem.code) for problem in found.problems] == [(2, "nul")]
    said = "Line 2: 2 control characters were removed (U+0000, U+0007)."
    assert found.problems[0].message == said
    one = decode(b"One\x01 line of text\n").problems[0].message
    assert one == "Line 1: a control character was removed (U+0001)."


def test_many_bad_lines_are_counted() -> None:
    found = decode(b"b\x01ad line of text\n" * 500)
    assert len(found.problems) == 51
    assert found.problems[-1].message == "450 more lines have the same problem."


def test_damaged_utf8_is_shown_where_it_is() -> None:
    found = decode(FRENCH.encode() * 8 + b"cut off: \xe2\x80\n" + FRENCH.encode())
    assert found.encoding == "utf-8"
    assert [(problem.line, problem.code) for problem in found.problems] == [
        (9, "broken-characters")
    ]


def test_twenty_megabytes() -> None:
    line = b"The council said on Monday that the talks would resume. " * 18
    ascii_part = (line + b"\n") * 20_000
    started = time.process_time()
    assert decode(ascii_part + FRENCH.encode("cp1252")).encoding == "cp1252"
    assert decode(ascii_part + FRENCH.encode()).encoding == "utf-8"
    assert time.process_time() - started < 10


@given(st.text())
def test_normalising_twice_changes_nothing_more(text: str) -> None:
    once, _ = normalise(text)
    assert normalise(once) == (once, ())
    once.encode()


@given(st.binary(max_size=400))
def test_any_bytes(raw: bytes) -> None:
    try:
        found = decode(raw)
    except Undecodable:
        return
    assert found.text.strip()
    assert "\x00" not in found.text


def test_random_bytes_are_binary() -> None:
    with pytest.raises(Undecodable):
        decode(random.Random(1).randbytes(20_000))


@pytest.mark.parametrize("end", [b"\n", b"\r", b"\r\n", "\u2028".encode()])
def test_a_text_of_more_lines_than_any_article_is_refused(end: bytes) -> None:
    assert decode(b"a" + (end + b"a") * (MOST_LINES - 1)).text.count("\n") == MOST_LINES - 1
    with pytest.raises(Undecodable, match="more than 50,000 lines"):
        decode(b"a" + (end + b"a") * MOST_LINES)


@pytest.mark.parametrize(
    "text",
    [
        "Le café de la gare a été fermé — dit-on. Elle était là.",
        "Привет, мир. Вчера в Москве",
        "日本語のテキスト、新しい。 本 と 本",
    ],
)
def test_utf_7_is_shown_as_it_is_and_said(text: str) -> None:
    raw = text.encode("utf-7")
    found = decode(raw)
    assert found.text == raw.decode("ascii")
    (problem,) = found.problems
    assert problem.code == "perhaps-utf-7"
    assert "save the file as UTF-8" in problem.message
    assert decode(raw, encoding="utf-7").text == text


def test_of_many_places_with_plus_signs_the_first_tell() -> None:
    (problem,) = decode(b"+AOk-" * 1_000 + b"+5 ").problems
    assert problem.code == "perhaps-utf-7"
    assert decode(b"+AOk-" * 900 + b"+5 ").problems == ()


@pytest.mark.parametrize(
    "text",
    [
        "1 + 1 = 2, C++ and A+, Disney+ and Canal+, 5+5 and +5",
        "Call +44 20 7946 0000, +442079460000, +12345678 or +123-456.",
        "Canal+ et France+ ou +AOk-",
        "a+b, https://a.example/?q=one+two+three",
        "Le café +AOk- et +AOk-",
    ],
)
def test_texts_with_plus_signs_are_not_utf_7(text: str) -> None:
    assert decode(text.encode()).problems == ()
