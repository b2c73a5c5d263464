"""From the bytes of a file to text that can be stored: encoding, line ends, control characters."""

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass

from . import languages
from .filetypes import binary_format, control_share, utf16_without_mark
from .problems import Problem

# Line ends of every platform and of Unicode. \x1c-\x1e, which str.splitlines() also takes for
# line ends, are control characters here and removed.
_LINE_END = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_UNWANTED = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark is a prefix of this one
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# What news texts come in. The detector's full list (with EBCDIC and DOS tables) guesses those
# for short texts in common encodings.
_CANDIDATES = (
    "cp1252", "cp1250", "cp1251", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257", "cp1258",
    "iso8859_2", "iso8859_5", "iso8859_6", "iso8859_7", "iso8859_8", "iso8859_9", "iso8859_13",
    "iso8859_15", "koi8_r", "koi8_u", "cp866", "mac_roman", "mac_cyrillic", "cp874",
    "cp932", "shift_jis", "euc_jp", "iso2022_jp", "gb18030", "big5", "cp949", "euc_kr",
)  # fmt: skip
_LATIN = frozenset(
    {"cp1252", "cp1250", "cp1254", "cp1257", "cp1258", "mac_roman"}
    | {"iso8859_2", "iso8859_9", "iso8859_13", "iso8859_15"}
)
_LATIN_TABLE = {
    language: table
    for table, codes in (
        ("cp1252", "en fr de es it pt nl sv da nb nn no fi is ca gl eu ga af id ms sw"),
        ("cp1250", "pl cs sk hu hr sl bs ro"),
        ("cp1254", "tr az"),
        ("cp1257", "lt lv et"),
        ("cp1258", "vi"),
    )
    for language in codes.split()
}
_SAMPLE = 64_000
_LEAST_CONFIDENCE = 0.45
_MOST_LISTED = 50
# A news article never has so many; reading millions of short lines takes minutes and gigabytes.
MOST_LINES = 50_000


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text without byte order mark, with \\n as its only line end, and how it was encoded."""

    text: str
    encoding: str
    confidence: float
    problems: tuple[Problem, ...]


class Undecodable(ValueError):
    """The file holds no text that can be read; the message says why and what to do."""


def decode(raw: bytes, *, encoding: str | None = None) -> Decoded:
    """The text of a file: by its byte order mark, else as strict UTF-8, else by detection.

    `encoding` is the editor's choice and replaces the detection. Raises Undecodable for files
    that are empty, binary, in an encoding that cannot be told, or of more than MOST_LINES lines.
    """
    if not raw.strip():
        raise Undecodable("The file is empty: it holds no text. Export it again, or leave it out.")
    text, used, confidence, problems = _read(raw, encoding)
    text, unwanted = normalise(text)
    if not text.strip():
        raise Undecodable("The file is empty: it holds no text. Export it again, or leave it out.")
    if (count := text.rstrip("\n").count("\n") + 1) > MOST_LINES:
        raise Undecodable(
            f"The file has {count:,} lines, and at most {MOST_LINES:,} can be imported: no article "
            "has so many. Split it into one file per article."
        )
    return Decoded(text, used, confidence, (*problems, *unwanted))


def normalise(text: str) -> tuple[str, tuple[Problem, ...]]:
    """Make every line end \\n and drop a leading byte order mark and control characters.

    Each line that lost characters is a problem. Normalising twice changes nothing more.
    """
    text = _LINE_END.sub("\n", text)
    if not _UNWANTED.search(text):
        return text.lstrip("\ufeff"), ()
    problems = tuple(_limited(_unwanted_by_line(text)))
    return _UNWANTED.sub("", text).lstrip("\ufeff"), problems


_Reading = tuple[str, str, float, tuple[Problem, ...]]


def _read(raw: bytes, chosen: str | None) -> _Reading:
    if chosen:
        return _read_as(raw, chosen)
    for mark, name in _MARKS:
        if raw.startswith(mark):
            try:
                return raw[len(mark) :].decode(name), name, 1.0, ()
            except UnicodeDecodeError:
                break
    if found := binary_format(raw):
        raise Undecodable(
            f"This is not a text file: it looks like {found}. Save its text as plain text (UTF-8)."
        )
    if name := utf16_without_mark(raw):
        try:
            return raw.decode(name), name, 0.9, ()
        except UnicodeDecodeError:
            pass
    share = control_share(raw)
    if share > 0.3:
        raise _binary(share)
    try:
        return raw.decode("utf-8"), "utf-8", 1.0, ()
    except UnicodeDecodeError:
        if share > 0.04:
            raise _binary(share) from None
    return _damaged_utf8(raw) or _detected(raw)


def _binary(share: float) -> Undecodable:
    return Undecodable(
        f"This looks like a binary file: {share:.0%} of its bytes are control characters. "
        "Save its text as plain text (UTF-8)."
    )


def _read_as(raw: bytes, name: str) -> _Reading:
    try:
        return raw.decode(name), codecs.lookup(name).name, 1.0, ()
    except LookupError:
        raise Undecodable(f"There is no encoding called {name!r}. Try utf-8 or cp1252.") from None
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise Undecodable(
            f"The file is not in {name}: line {line} has bytes that mean nothing in it. "
            "Choose another encoding."
        ) from None


def _damaged_utf8(raw: bytes) -> _Reading | None:
    """UTF-8 with a few broken bytes, such as a cut-off character; None when it is not that."""
    text = raw.decode("utf-8", errors="replace")
    broken = text.count("\ufffd")
    readable = sum(1 for character in text[:200_000] if character > "\x7f") - broken
    if broken * 20 > readable:
        return None
    problems = (
        Problem(
            number,
            "broken-characters",
            f"Line {number} has bytes that are not valid UTF-8; they are shown as \ufffd. "
            "Compare with the original.",
        )
        for number, line in enumerate(text.split("\n"), 1)
        if "\ufffd" in line
    )
    return text, "utf-8", 0.7, tuple(_limited(problems))


def _detected(raw: bytes) -> _Reading:
    for name, confidence in _guesses(_sample(raw)):
        if confidence < _LEAST_CONFIDENCE:
            break
        try:
            text = raw.decode(name)
        except UnicodeDecodeError:
            continue
        message = (
            f"The encoding was guessed as {name} (confidence {confidence:.0%}). "
            "Check accented letters and quotation marks, or choose the encoding."
        )
        return text, name, confidence, (Problem(None, "guessed-encoding", message),)
    raise Undecodable(
        "The encoding of this file cannot be told: it is not UTF-8 and no other encoding fits well "
        "enough. Save it as UTF-8, or choose its encoding."
    )


def _sample(raw: bytes) -> bytes:
    """Whole lines that hold non-ASCII bytes: only they tell encodings apart."""
    if len(raw) <= _SAMPLE:
        return raw
    lines: list[bytes] = []
    size = 0
    position = 0
    while size < _SAMPLE and (found := re.compile(rb"[\x80-\xff]").search(raw, position)):
        start = max(raw.rfind(b"\n", 0, found.start()) + 1, found.start() - _SAMPLE)
        end = raw.find(b"\n", found.start())
        end = min(len(raw) if end < 0 else end + 1, found.start() + _SAMPLE)
        lines.append(raw[start:end])
        size += end - start
        position = end
    return b"".join(lines)[: 2 * _SAMPLE]


def _guesses(sample: bytes) -> list[tuple[str, float]]:
    from charset_normalizer import from_bytes

    matches = list(from_bytes(sample, cp_isolation=list(_CANDIDATES)))
    if not matches:
        return []
    guesses = [(match.encoding, _confidence(match.chaos, match.coherence)) for match in matches]
    best = matches[0]
    if best.encoding not in _LATIN:
        return guesses
    # The Latin tables differ in a few letters that the detector cannot weigh, but the language
    # shows through wrong accents, and each language is written in one of them.
    language, _ = languages.detect(str(best))
    wanted = _LATIN_TABLE.get(language, "cp1252")
    for match in matches:
        close = match.chaos <= best.chaos + (0.15 if language in _LATIN_TABLE else 0)
        if close and wanted in (match.encoding, *match.could_be_from_charset):
            return [(wanted, _confidence(match.chaos, match.coherence)), *guesses]
    return guesses


def _confidence(chaos: float, coherence: float) -> float:
    return round(min(0.9, (1 - chaos) * (0.5 + 0.4 * min(1.0, coherence))), 2)


def _unwanted_by_line(text: str) -> Iterator[Problem]:
    for number, line in enumerate(text.split("\n"), 1):
        found = _UNWANTED.findall(line)
        if not found:
            continue
        names = ", ".join(sorted({f"U+{ord(character):04X}" for character in found})[:5])
        kind = "nul" if "\x00" in found else "control-characters"
        yield Problem(
            number,
            kind,
            f"Line {number}: {len(found)} control character(s) removed ({names}).",
        )


def _limited(problems: Iterator[Problem]) -> Iterator[Problem]:
    """The first problems one by one; the rest counted, so that a broken file stays readable."""
    rest = 0
    for index, problem in enumerate(problems):
        if index < _MOST_LISTED:
            yield problem
            last = problem
        else:
            rest += 1
    if rest:
        yield Problem(None, last.code, f"{rest} more lines have the same problem.")
