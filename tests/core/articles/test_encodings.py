import gettext
from pathlib import Path

import django
import pytest

from articles.core.decoding import CERTAIN, decode, normalise
from articles.core.encodings import candidates
from articles.core.problems import UNCERTAIN_ENCODING

RUSSIAN = "Министр обороны России прибыл в Тегеран для переговоров о положении в Сирии.\n"
# Django's own translations: sentences in the languages that these tables were made for.
TABLES = {
    "ar": "cp1256 iso8859_6", "bg": "cp1251", "cs": "cp1250 iso8859_2", "de": "cp1252 mac_roman",
    "el": "cp1253 iso8859_7", "es": "cp1252", "fa": "cp1256", "fr": "cp1252 iso8859_15",
    "he": "cp1255 iso8859_8", "hu": "cp1250 iso8859_2", "it": "cp1252",
    "ja": "cp932 euc_jp iso2022_jp",
    "ko": "cp949", "lt": "cp1257", "lv": "cp1257", "nl": "cp1252", "pl": "cp1250 iso8859_2",
    "pt": "cp1252", "ro": "cp1250", "ru": "cp1251 koi8_r cp866 iso8859_5 mac_cyrillic",
    "sr": "cp1251", "sv": "cp1252", "th": "cp874", "tr": "cp1254", "uk": "cp1251 koi8_u",
    "vi": "cp1258", "zh_Hans": "gb18030", "zh_Hant": "big5",
}  # fmt: skip


def sentences(language: str) -> str:
    catalogue = Path(django.__file__).parent / f"conf/locale/{language}/LC_MESSAGES/django.mo"
    with catalogue.open("rb") as file:
        messages = gettext.GNUTranslations(file)._catalog  # type: ignore[attr-defined]
    long = [
        text
        for key, text in messages.items()
        if key and isinstance(text, str) and len(text) > 25 and not set("%{<") & set(text)
    ]
    return "\n".join(sorted(long)[:12])


@pytest.mark.parametrize(
    ("language", "encoding"),
    [(language, name) for language, names in TABLES.items() for name in names.split()],
)
def test_old_encodings_are_told_from_each_other_or_asked_for(language: str, encoding: str) -> None:
    raw = sentences(language).encode(encoding, errors="ignore")
    text = raw.decode(encoding)
    if text.isascii() or not text.strip():
        pytest.skip("Nothing beyond ASCII in these sentences.")
    found = decode(raw)
    codes = [problem.code for problem in found.problems]
    if codes == [UNCERTAIN_ENCODING]:
        assert found.confidence < CERTAIN
        assert text in [normalise(raw.decode(one.encoding))[0] for one in candidates(raw)]
    else:
        assert found.text == text


def test_candidates_read_differently_and_the_likeliest_comes_first() -> None:
    found = candidates(RUSSIAN.encode("koi8_r"))
    assert found[0].encoding == "koi8_r"
    assert found[0].sample == RUSSIAN.strip()
    assert len({one.sample for one in found}) == len(found) <= 6
    assert [one.confidence for one in found] == sorted((o.confidence for o in found), reverse=True)
    assert candidates(b"plain")[0].encoding == "utf-8"
    assert candidates(b"") == candidates(b"", limit=1)


def test_what_cannot_be_told_is_asked() -> None:
    # The same byte is one of two letters that Romanian is written with.
    found = decode("Pre\u015fedintele a spus c\u0103 guvernul va continua.".encode("cp1250"))
    assert [problem.code for problem in found.problems] == [UNCERTAIN_ENCODING]
    assert "choose" in found.problems[0].message


@pytest.mark.parametrize("length", [40, 60, 100, 150])
@pytest.mark.parametrize(
    ("language", "encoding"),
    [
        *((language, name) for language in ("cs", "pl", "hu") for name in ("cp1250", "iso8859_2")),
        *(("ru", name) for name in ("cp1251", "koi8_r", "mac_cyrillic")),
        *(("ar", "cp1256"), ("fa", "cp1256"), ("he", "cp1255"), ("de", "mac_roman")),
        *(("zh_Hans", "gb18030"), ("zh_Hant", "big5"), ("ja", "cp932"), ("ja", "euc_jp")),
    ],
)
def test_short_texts_are_told_rightly_or_asked_for(
    language: str, encoding: str, length: int
) -> None:
    text = sentences(language).encode(encoding, errors="ignore").decode(encoding)
    for start in range(0, len(text) - length, length):
        raw = text[start : start + length].encode(encoding)
        found = candidates(raw, limit=4)
        if found[0].confidence >= CERTAIN:
            assert raw.decode(found[0].encoding) == raw.decode(encoding)


@pytest.mark.parametrize("encoding", ["iso8859_2", "cp1250"])
def test_words_of_two_scripts_are_no_reading(encoding: str) -> None:
    raw = "Indexy adresářů zde nejsou.\n".encode(encoding)
    found = decode(raw)
    assert (found.text, found.confidence < CERTAIN) == (raw.decode(encoding), True)
    assert raw.decode(encoding).strip() in [one.sample for one in candidates(raw, limit=4)]


def test_one_foreign_letter_is_enough_in_a_text_whose_language_is_known() -> None:
    english = "The council voted on Monday to close the old pier. Its friends dispute that.\n"
    found = decode((english * 4 + "They met in a café.").encode("cp1252"))
    assert (found.encoding, found.confidence >= CERTAIN) == ("cp1252", True)
    rare = decode((english * 4 + "They met with Zoë there.").encode("cp1252"))
    assert ("with Zoë there." in rare.text, rare.confidence < CERTAIN) == (True, True)
