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
# By how much the best reading of a text must fit better than the next one that is different.
_CLEAR_MARGIN = 0.02
_SOME_MARGIN = 0.005
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f]")
_C1 = re.compile("[\x7f-\x9f]")
_NOT_ASCII = re.compile(rb"[\x80-\xff]")


@dataclass(frozen=True, slots=True)
class Candidate:
    """An encoding that a file may be in, and some lines of it as they would read."""

    encoding: str
    confidence: float
    sample: str


def candidates(raw: bytes, *, limit: int = 6) -> tuple[Candidate, ...]:
    """The encodings these bytes may be in, the likeliest first, each with how it would read.

    Encodings in which the sample reads the same are one candidate.
    """
    found = guesses(raw)
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError:
        pass
    else:
        found.insert(0, Candidate("utf-8", 1.0, _shown(text)))
    return tuple(found[:limit])


def guesses(raw: bytes) -> list[Candidate]:
    """The encodings in which these bytes make letters that belong to a language."""
    sample = _sample(raw)
    fits: dict[str, tuple[float, str]] = {}
    for name in _CANDIDATES:
        try:
            text = sample.decode(name)
        except UnicodeDecodeError as error:
            # The sample may have been cut inside a character.
            if error.start < len(sample) - 3:
                continue
            text = sample[: error.start].decode(name)
        if text and text not in fits:
            fits[text] = (_fit(text), name)
    ranked = sorted(fits.items(), key=lambda entry: -entry[1][0])
    found: list[Candidate] = []
    for rank, (text, (fit, name)) in enumerate(ranked):
        if fit < _LEAST_FIT:
            break
        margin = fit - ranked[rank + 1][1][0] if rank + 1 < len(ranked) else 1.0
        confidence = _confidence(fit, margin) if rank == 0 else found[-1].confidence / 2
        found.append(Candidate(name, round(confidence, 2), _shown(text)))
    return found


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


def _fit(text: str) -> float:
    language, _ = languages.detect(text)
    best = max(alphabets.fit(text, one) for one in alphabets.possible(language))
    return best - len(_C1.findall(text)) / len(text)


def _confidence(fit: float, margin: float) -> float:
    share = 0.9 if margin >= _CLEAR_MARGIN else 0.7 if margin >= _SOME_MARGIN else 0.5
    return min(1.0, fit) * share


def _shown(text: str) -> str:
    """The lines of a text that tell encodings apart, some hundred characters of them."""
    lines = [_CONTROL.sub("", line).strip() for line in text.splitlines()]
    telling = [line for line in lines if not line.isascii()]
    return "\n".join(telling or lines)[:_SHOWN]
