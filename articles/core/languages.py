"""The language of a text, its writing direction, and PostgreSQL's search configuration for it.

Codes are ISO 639-1; "und" is an undetermined language.
"""

import functools
from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .language_model import LanguageModel

UNDETERMINED = "und"

NAMES = {
    "af": "Afrikaans", "am": "Amharic", "ar": "Arabic", "az": "Azerbaijani", "be": "Belarusian",
    "bg": "Bulgarian", "bn": "Bengali", "bs": "Bosnian", "ca": "Catalan", "cs": "Czech",
    "cy": "Welsh", "da": "Danish", "de": "German", "el": "Greek", "en": "English",
    "es": "Spanish", "et": "Estonian", "eu": "Basque", "fa": "Persian", "fi": "Finnish",
    "fr": "French", "ga": "Irish", "gl": "Galician", "gu": "Gujarati", "he": "Hebrew",
    "hi": "Hindi", "hr": "Croatian", "hu": "Hungarian", "hy": "Armenian", "id": "Indonesian",
    "is": "Icelandic", "it": "Italian", "ja": "Japanese", "ka": "Georgian", "kk": "Kazakh",
    "km": "Khmer", "ko": "Korean", "ku": "Kurdish", "lt": "Lithuanian", "lv": "Latvian",
    "mk": "Macedonian", "ms": "Malay", "nb": "Norwegian Bokmål", "ne": "Nepali", "nl": "Dutch",
    "nn": "Norwegian Nynorsk", "no": "Norwegian", "pa": "Punjabi", "pl": "Polish",
    "ps": "Pashto", "pt": "Portuguese", "ro": "Romanian", "ru": "Russian", "sk": "Slovak",
    "sl": "Slovenian", "so": "Somali", "sq": "Albanian", "sr": "Serbian", "sv": "Swedish",
    "sw": "Swahili", "ta": "Tamil", "te": "Telugu", "th": "Thai", "tl": "Tagalog",
    "tr": "Turkish", "ug": "Uyghur", "uk": "Ukrainian", "ur": "Urdu", "uz": "Uzbek",
    "vi": "Vietnamese", "yi": "Yiddish", "zh": "Chinese", UNDETERMINED: "Undetermined",
}  # fmt: skip

_CONFIGURATIONS = {
    "ar": "arabic", "hy": "armenian", "eu": "basque", "ca": "catalan", "da": "danish",
    "nl": "dutch", "en": "english", "et": "estonian", "fi": "finnish", "fr": "french",
    "de": "german", "el": "greek", "hi": "hindi", "hu": "hungarian", "id": "indonesian",
    "ga": "irish", "it": "italian", "lt": "lithuanian", "ne": "nepali", "no": "norwegian",
    "nb": "norwegian", "nn": "norwegian", "pt": "portuguese", "ro": "romanian",
    "ru": "russian", "sr": "serbian", "es": "spanish", "sv": "swedish", "ta": "tamil",
    "tr": "turkish", "yi": "yiddish",
}  # fmt: skip

_RIGHT_TO_LEFT = frozenset(
    {"ar", "ckb", "dv", "fa", "he", "iw", "ku", "ps", "sd", "ug", "ur", "yi"}
)

# The model's answer is mostly settled after some hundred characters, and its time grows with each.
_BEGINNING = 200
_SETTLED = 0.8
_SAMPLE = 800
_ENOUGH_LETTERS = 20
_ENOUGH_FOR_BLOCK = 40
_SURE = 0.95
_SHARED = 0.05
_LONGEST_WORD = 20


def detect(body: str) -> tuple[str, float]:
    """The language of a body and a confidence in [0, 1]; ("und", 0.0) when there is too little.

    Give it the body, not the title: short titles misfire. The first 200 characters decide, or the
    first 800 where those leave a doubt.
    """
    sample = body[:_BEGINNING]
    letters = _letters(sample)
    if letters < _ENOUGH_LETTERS and len(body) > _BEGINNING:
        sample = body[:_SAMPLE]
        letters = _letters(sample)
    if letters < _ENOUGH_LETTERS:
        return UNDETERMINED, 0.0
    language, probability = _model().classify(sample)
    if probability < _SETTLED and len(sample) == _BEGINNING < len(body):
        sample = body[:_SAMPLE]
        letters = _letters(sample)
        language, probability = _model().classify(sample)
    # Short texts get a probability near 1 from the model that they don't deserve.
    return language, round(min(probability, letters / 100), 2)


def foreign(texts: Sequence[str], language: str) -> list[str]:
    """The language of each of an article's blocks where it is not the article's, else "".

    Only blocks that share few words with those before them (the first one: with those after it) are
    looked at, and only long ones, for which the answer is sure. Of all but the first block the
    beginning tells.
    """
    known = set[str]().union(*(_words(text[:_BEGINNING]) for text in texts[1:4]))
    found: list[str] = []
    for text in texts:
        # Those of all blocks at the same time would take a hundred times what a long text does.
        words = _words(text[:_BEGINNING] if found else text)
        is_like_others = len(words & known) > max(1, _SHARED * len(words))
        # Of a long first block, the article's own language was told.
        is_beginning = not found and len(text) >= _BEGINNING
        other = "" if is_like_others or is_beginning else _other(text, language)
        if not found:
            known.clear()
        if not other:
            known |= words
        found.append(other)
    return found


def _words(text: str) -> set[str]:
    """The words of a text, roughly; its characters where there are hardly any spaces."""
    words = set(text.lower().split())
    return words if len(words) * _LONGEST_WORD > len(text) else set(text)


def _other(text: str, language: str) -> str:
    letters = _letters(text)
    if letters < _ENOUGH_FOR_BLOCK:
        return ""
    found, confidence = detect(text)
    # As sure as a text of its length can be.
    is_sure = confidence >= min(_SURE, round(letters / 100, 2))
    return found if is_sure and _base(found) != _base(language) else ""


def _letters(text: str) -> int:
    return sum(map(str.isalpha, text))


def direction(code: str) -> str:
    """ "rtl" for languages written from right to left, else "ltr"."""
    return "rtl" if _base(code) in _RIGHT_TO_LEFT else "ltr"


def search_configuration(code: str) -> str:
    """The name of PostgreSQL's built-in text search configuration for a language, or "simple"."""
    return _CONFIGURATIONS.get(_base(code), "simple")


def name(code: str) -> str:
    """The English name of a language; the code itself where it is not one of the common ones."""
    return NAMES.get(_base(code), code)


def _base(code: str) -> str:
    return code.lower().replace("_", "-").partition("-")[0]


def load() -> None:
    """Read the model of languages now, which else the first text waits for."""
    _model()


@functools.cache
def _model() -> "LanguageModel":
    # Imported on first use: the model takes a second to load.
    from .language_model import LanguageModel

    return LanguageModel()
