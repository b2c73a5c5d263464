from articles.core.encoding_names import in_words


def test_an_encoding_is_called_by_its_letters_whatever_its_spelling() -> None:
    assert in_words("windows-1251") == in_words("cp1251") == "Cyrillic (windows-1251)"
    assert in_words("koi8_r") == "Cyrillic (koi8-r)"


def test_of_two_the_second_is_for_the_rest() -> None:
    shown = "Unicode (utf-8), and Western European (windows-1252) where it is not"
    assert in_words("utf-8+cp1252") == shown


def test_what_nobody_knows_stays_as_it_is() -> None:
    assert [in_words(name) for name in ("", "x-mac-farsi", "iso8859_10", "a\0b")] == [
        "",
        "x-mac-farsi",
        "iso8859_10",
        "a\0b",
    ]
