"""What encodings are called: by the letters they are for, as an editor knows them."""

import codecs

_LETTERS = {
    "Unicode": "utf-8 utf-16 utf-16-le utf-16-be utf-32",
    "Western European": "windows-1252 iso-8859-1 iso-8859-15 mac-roman",
    "Central European": "windows-1250 iso-8859-2",
    "South-eastern European": "iso-8859-16",
    "Baltic": "windows-1257 iso-8859-13",
    "Turkish": "windows-1254 iso-8859-9",
    "Cyrillic": "windows-1251 iso-8859-5 koi8-r koi8-u cp866 mac-cyrillic",
    "Greek": "windows-1253 iso-8859-7",
    "Hebrew": "windows-1255 iso-8859-8",
    "Arabic": "windows-1256 iso-8859-6",
    "Vietnamese": "windows-1258",
    "Thai": "cp874",
    "Japanese": "shift_jis cp932 euc-jp iso-2022-jp",
    "Chinese": "gb18030 big5",
    "Korean": "euc-kr cp949",
}
_NAMES = {
    codecs.lookup(name).name: f"{letters} ({name})"
    for letters, names in _LETTERS.items()
    for name in names.split()
}


def in_words(encoding: str) -> str:
    """An encoding with the letters it is for: "Cyrillic (windows-1251)".

    Of two, as in "utf-8+cp1252", the second is for what is not in the first. A name that nobody
    knows stays as it is.

    >>> in_words("cp1251")
    'Cyrillic (windows-1251)'
    """
    first, _, other = encoding.partition("+")
    return f"{_named(first)}, and {_named(other)} where it is not" if other else _named(first)


def _named(encoding: str) -> str:
    try:
        return _NAMES.get(codecs.lookup(encoding).name, encoding)
    except (LookupError, ValueError):
        return encoding
