"""Which encodings the bytes of a text may be in, told by the letters that they make."""

import re
from dataclasses import dataclass

from . import alphabets, languages

# What news texts come in. A table of another system that has the same letters is tried, too.
_CANDIDATES = (
    "cp1252", "cp1250", "cp1251", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257", "cp1258",
    "iso8859_2", "iso8859_5", "iso8859_6", "iso8859_7", "iso8859_8", "iso8859_9", "iso8859_13",
    "iso8859_15", "iso8859_16", "koi8_r", "koi8_u", "cp866", "mac_roman", "mac_cyrillic", "cp874",
    "cp932", "euc_jp", "iso2022_jp", "gb18030", "big5", "cp949",
)  # fmt: skip
_SAMPLE = 8_000
_SHOWN = 400
_LEAST_FIT = 0.6
# A foreign name is all that a text in English may have beyond ASCII.
_LEAST_FIT_OF_FEW = 0.4
_FEW = 0.1
# By how much the best reading of a text must fit better than the next one that is different.
_CLEAR_MARGIN = 0.02
_SOME_MARGIN = 0.005
# The same in letters, of a text that is long enough to know its language by, and of any other.
_LETTERS_OF_KNOWN = 0.3
_LETTERS_OF_UNKNOWN = 1.5
_LANGUAGE_KNOWN = 0.5
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f]")
_C1 = re.compile("[\x7f-\x9f]")
_BEYOND_ASCII = re.compile("[^\x00-\x7f]")
_LATIN = "A-Za-z\u00c0-\u024f"
_OTHER = "\u0370-\u052f\u05d0-\u05ea\u0621-\u064a\u0671-\u06d3"
_MARKS = "№«»‹›„•°§€£©®™·"
_INSIDE = f"[{_LATIN}{_OTHER}{_MARKS}]"
# Two scripts in a word, or marks inside of it, are what wrong tables make of letters.
_MISFITS = re.compile(
    f"(?<=[{_LATIN}])[{_OTHER}]|[{_OTHER}](?=[{_LATIN}])"
    f"|(?<={_INSIDE})(?<![Ll](?=·[Ll]))[{_MARKS}](?={_INSIDE})"
)
_NOT_ASCII = re.compile(rb"[\x80-\xff]")


@dataclass(frozen=True, slots=True)
class Candidate:
    """An encoding that a file may be in, and some lines of it as they would read."""

    encoding: str
    confidence: float
    sample: str


def candidates(raw: bytes, *, limit: int = 6) -> tuple[Candidate, ...]:
    """The encodings these bytes may be in, the likeliest first, each with how it would read.

    Encodings in which the sample reads the same are one candidate. Some do not fit well: who is
    asked shall see every reading that there is.
    """
    found = _judged(raw)
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError:
        pass
    else:
        found.insert(0, (True, Candidate("utf-8", 1.0, _shown(text))))
    return tuple(candidate for _, candidate in found[:limit])


def guesses(raw: bytes) -> list[Candidate]:
    """The encodings in which these bytes make letters that belong to a language."""
    return [candidate for is_likely, candidate in _judged(raw) if is_likely]


def _judged(raw: bytes) -> list[tuple[bool, Candidate]]:
    """Every reading, the best first, with whether its letters belong to a language."""
    sample = _sample(raw)
    readings: dict[str, _Reading] = {}
    for name in _CANDIDATES:
        try:
            text = sample.decode(name)
        except UnicodeDecodeError as error:
            # A sample may have been cut inside a character, a whole text not.
            if sample is raw or error.start < len(sample) - 3:
                continue
            text = sample[: error.start].decode(name)
        if text and text not in readings:
            readings[text] = _Reading.of(text, name)
    ranked = sorted(readings.values(), key=lambda reading: -reading.fit)
    found: list[tuple[bool, Candidate]] = []
    for reading, following in zip(ranked, (*ranked[1:], None), strict=False):
        margin = reading.fit - following.fit if following else 1.0
        confidence = found[-1][1].confidence / 2 if found else reading.confidence(margin)
        candidate = Candidate(reading.encoding, round(confidence, 2), _shown(reading.text))
        found.append((reading.is_likely, candidate))
    return found


@dataclass(frozen=True, slots=True)
class _Reading:
    """A text as it reads in an encoding, and how well its letters fit: 0 badly, 1 well.

    `letters` are those beyond ASCII, `is_known` whether there is text enough to know its language.
    """

    text: str
    encoding: str
    fit: float
    letters: int
    is_known: bool

    @classmethod
    def of(cls, text: str, encoding: str) -> "_Reading":
        language, sure = languages.detect(text)
        best = max(alphabets.fit(text, one) for one in alphabets.possible(language))
        letters = len(_BEYOND_ASCII.findall(text))
        misfits = len(_MISFITS.findall(text)) / max(1, letters)
        fit = best - misfits - len(_C1.findall(text)) / len(text)
        return cls(text, encoding, fit, letters, sure >= _LANGUAGE_KNOWN)

    @property
    def is_likely(self) -> bool:
        has_few = self.letters < _FEW * len(self.text)
        return self.fit >= (_LEAST_FIT_OF_FEW if has_few else _LEAST_FIT)

    def confidence(self, margin: float) -> float:
        """How sure it is that the text reads so, when it fits by so much better than the next."""
        share = 0.9 if margin >= _CLEAR_MARGIN else 0.7 if margin >= _SOME_MARGIN else 0.5
        # One letter of three is no majority; of a hundred, one is one too many.
        if margin * self.letters < (_LETTERS_OF_KNOWN if self.is_known else _LETTERS_OF_UNKNOWN):
            share = 0.5
        return min(1.0, self.fit) * share


def _sample(raw: bytes) -> bytes:
    """Whole lines that hold non-ASCII bytes: only they tell encodings apart."""
    if len(raw) <= _SAMPLE:
        return raw
    lines: list[bytes] = []
    size = 0
    position = 0
    while size < _SAMPLE and (found := _NOT_ASCII.search(raw, position)):
        start = max(raw.rfind(b"\n", 0, found.start()) + 1, found.start() - _SAMPLE)
        end = raw.find(b"\n", found.start())
        end = min(len(raw) if end < 0 else end + 1, found.start() + _SAMPLE)
        lines.append(raw[start:end])
        size += end - start
        position = end
    return b"".join(lines)[: 2 * _SAMPLE]


def _shown(text: str) -> str:
    """The lines of a text that tell encodings apart, some hundred characters of them."""
    lines = [_CONTROL.sub("", line).strip() for line in text.splitlines()]
    telling = [line for line in lines if not line.isascii()]
    return "\n".join(telling or lines)[:_SHOWN]
