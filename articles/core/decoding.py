"""From the bytes of a file to text that can be stored: encoding, line ends, control characters."""

import codecs
import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass

from . import encodings, mojibake, utf7
from .filetypes import (
    MOST_CONTROLS,
    MOST_CONTROLS_IN_LETTERS,
    binary_format,
    byte_order_mark,
    control_share,
    unicode_without_mark,
)
from .problems import UNCERTAIN_ENCODING, Problem

# Line ends of every platform and of Unicode. \x1c-\x1e, which str.splitlines() also takes for
# line ends, are control characters here and removed.
_LINE_END = re.compile("[\r\x0b\x0c\x85\u2028\u2029]")
# ISO-2022-JP is ASCII with escape sequences.
_SHIFT_TO_JAPANESE = b"\x1b$"
_UNWANTED = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
CERTAIN = 0.6
"""Below this confidence an editor has to choose the encoding."""

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


def decode(raw: bytes, *, encoding: str | None = None, repair: bool = False) -> Decoded:
    """The text of a file: by its byte order mark, else as strict UTF-8, else by detection.

    `encoding` is the editor's choice and replaces the detection; with `repair`, what seems to have
    been decoded wrongly before is put right, else it is a problem. Raises Undecodable for files
    that are empty, binary, in an encoding that cannot be told, or of more than MOST_LINES lines.
    """
    if not raw.strip():
        raise Undecodable("The file is empty: it holds no text. Export it again, or leave it out.")
    text, used, confidence, problems = _read(raw, encoding)
    # Before control characters go, which are halves of such sequences.
    if repair:
        text = mojibake.repaired(text)
    elif found := mojibake.problem(text):
        problems = (*problems, found)
    text, unwanted = normalise(text)
    if not text.strip():
        raise Undecodable("The file is empty: it holds no text. Export it again, or leave it out.")
    if text.rstrip("\n").count("\n") >= MOST_LINES:
        raise Undecodable(too_many_lines("file", "Split it into one file per article."))
    return Decoded(text, used, confidence, (*problems, *unwanted))


def too_many_lines(what: str, advice: str) -> str:
    """Why a file, page or record of more than MOST_LINES lines is refused, and what to do."""
    return (
        f"The {what} has more than {MOST_LINES:,} lines, and no more can be imported: no article "
        f"has so many. {advice}"
    )


def normalise(text: str) -> tuple[str, tuple[Problem, ...]]:
    """Make every line end \\n and drop a leading byte order mark and control characters.

    Each line that lost characters is a problem. Normalising twice changes nothing more.
    """
    # Nothing of what goes is printable: most texts are told by one quick look.
    if text.replace("\n", " ").isprintable():
        return text, ()
    text = with_line_feeds(text)
    if not _UNWANTED.search(text):
        return text.lstrip("\ufeff"), ()
    problems = tuple(_limited(_unwanted_by_line(text)))
    return _UNWANTED.sub("", text).lstrip("\ufeff"), problems


def with_line_feeds(text: str) -> str:
    """The text with \\n for every line end of any platform."""
    return _LINE_END.sub("\n", text.replace("\r\n", "\n"))


_Reading = tuple[str, str, float, tuple[Problem, ...]]


def _read(raw: bytes, chosen: str | None) -> _Reading:
    if chosen:
        return *read_as(raw, chosen), 1.0, ()
    mark, marked = byte_order_mark(raw)
    if marked:
        with suppress(UnicodeDecodeError):
            return raw[len(mark) :].decode(marked), marked, 1.0, ()
    if found := binary_format(raw):
        raise Undecodable(
            f"This is not a text file: it looks like {found}. Save its text as plain text (UTF-8)."
        )
    if name := unicode_without_mark(raw):
        try:
            return raw.decode(name), name, 0.9, ()
        except UnicodeDecodeError:
            pass
    share = control_share(raw)
    if share > MOST_CONTROLS:
        raise _binary(share)
    if _SHIFT_TO_JAPANESE in raw[:8_000]:
        try:
            return raw.decode("iso2022_jp"), "iso2022_jp", 0.9, ()
        except UnicodeDecodeError:
            pass
    try:
        return raw.decode("utf-8"), "utf-8", 1.0, utf7.note(raw)
    except UnicodeDecodeError:
        if share > MOST_CONTROLS_IN_LETTERS:
            raise _binary(share) from None
    return _damaged_utf8(raw) or _detected(raw)


def is_unicode(raw: bytes) -> bool:
    """Whether bytes are certainly in an encoding of Unicode: by their mark, or as UTF-8."""
    if byte_order_mark(raw)[1] or unicode_without_mark(raw):
        return True
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _binary(share: float) -> Undecodable:
    return Undecodable(
        f"This looks like a binary file: {share:.0%} of its bytes are control characters. "
        "Save its text as plain text (UTF-8)."
    )


def read_as(raw: bytes, encoding: str) -> tuple[str, str]:
    """The text of a file in an encoding that an editor chose, and the name of its codec.

    Raises Undecodable where there is no such encoding, or the file is not in it.
    """
    try:
        return raw.decode(encoding), codecs.lookup(encoding).name
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise Undecodable(
            f"The file is not in {encoding}: line {line} has bytes that mean nothing in it. "
            "Choose another encoding."
        ) from None
    except (LookupError, ValueError):
        raise Undecodable(
            f"There is no encoding called {encoding!r}. Try utf-8 or cp1252."
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
    guesses = encodings.guesses(raw)
    for guess in guesses:
        try:
            text = raw.decode(guess.encoding)
        except UnicodeDecodeError:
            continue
        others = [other.encoding for other in guesses[:4] if other is not guess]
        problem = doubt(guess.encoding, guess.confidence, others)
        return text, guess.encoding, guess.confidence, (problem,)
    raise Undecodable(
        "The encoding of this file cannot be told: it is not UTF-8 and no other encoding fits well "
        "enough. Save it as UTF-8, or choose its encoding."
    )


def doubt(encoding: str, confidence: float, others: Sequence[str]) -> Problem:
    """What an editor should know of an encoding that was guessed, and may be one of the others."""
    if confidence < CERTAIN:
        message = (
            f"The encoding may be {encoding}, or {', '.join(others) or 'another one'}: "
            "compare how they read and choose."
        )
        return Problem(None, UNCERTAIN_ENCODING, message)
    message = (
        f"The encoding was guessed as {encoding} (confidence {confidence:.0%}). Check accented "
        "letters and quotation marks, or choose the encoding."
    )
    return Problem(None, "guessed-encoding", message)


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
            f"Line {number}: {_characters(len(found))} removed ({names}).",
        )


def _characters(count: int) -> str:
    return "a control character was" if count == 1 else f"{count} control characters were"


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
