import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.core import languages
from articles.core.fingerprints import sha256_hex, text_sha256
from articles.core.sentences import sentences


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ("The council said on Monday that the talks would resume next week.", "en"),
        ("Le ministre a déclaré lundi que les négociations reprendraient.", "fr"),
        ("قال وزير الدفاع إن المحادثات في طهران كانت مثمرة للغاية.", "ar"),
        ("Ok.", "und"),
        ("1234567890 " * 20, "und"),
        ("", "und"),
    ],
)
def test_detection(body: str, code: str) -> None:
    found, confidence = languages.detect(body)
    assert found == code
    assert 0 <= confidence <= 1
    assert (confidence == 0) == (code == "und")


def test_a_beginning_that_leaves_doubts_is_read_on() -> None:
    names = "Tehran, Moscow, Damascus. " * 12
    body = names + "Le ministre a déclaré lundi que les négociations reprendraient bientôt. " * 10
    assert languages.detect(body)[0] == "fr"
    assert languages.detect("1914 – 1918 " * 30 + body[len(names) :])[0] == "fr"


def test_blocks_in_another_language() -> None:
    english = [
        "The minister said on Monday that the talks with the council would resume next week.",
        "The council of the city said that the talks had been useful for the two sides.",
    ]
    french = "« Nous avons parlé de la situation et nous reviendrons bientôt », a-t-il dit."
    arabic = "قال وزير الدفاع إن المحادثات في طهران كانت مثمرة للغاية."
    texts = [english[0], french, english[1], arabic, "« Oui »", french]
    assert languages.foreign(texts, "en") == ["", "fr", "", "ar", "", "fr"]
    assert languages.foreign([], "en") == []


def test_what_follows_from_a_language() -> None:
    assert languages.direction("fa-IR") == "rtl"
    assert languages.direction("en") == "ltr"
    assert languages.search_configuration("de") == "german"
    assert languages.search_configuration("pt-BR") == "portuguese"
    assert languages.search_configuration("fa") == "simple"
    assert languages.search_configuration("und") == "simple"
    assert languages.name("ar") == "Arabic"
    assert languages.name("tlh") == "tlh"


@given(st.text(max_size=200), st.sampled_from(["en", "ar", "ja", "und", ""]))
def test_sentences_lose_nothing_but_space(text: str, language: str) -> None:
    spans = sentences(text, language)
    position = 0
    for start, end in spans:
        assert not text[position:start].strip()
        assert text[start:end].strip() == text[start:end] != ""
        position = end
    assert not text[position:].strip()


def test_sentence_offsets_are_code_points() -> None:
    text = "🎉 It rained. Nobody came."
    assert [text[start:end] for start, end in sentences(text, "en")] == [
        "🎉 It rained.",
        "Nobody came.",
    ]


def test_fingerprints() -> None:
    assert text_sha256("é") == sha256_hex(b"\xc3\xa9")
    assert sha256_hex(b"").startswith("e3b0c442")
