"""The encoding of a file that holds records: found once for all of them, with how sure that is."""

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import BinaryIO

from ..decoding import CERTAIN, doubt
from ..encodings import Candidate, guesses
from ..filetypes import byte_order_mark, unicode_without_mark
from ..mixed_encodings import is_single_byte, mixed
from ..problems import UNCERTAIN_ENCODING, Problem
from .text_files import detect_unicode

_WINDOW = 1 << 20
_JAPANESE = b"\x1b$"
# Of each line that tells encodings apart, in bytes; and of all of them.
_BEFORE = 100
_EXCERPT = 4_000
_ENOUGH = 32_000
_MOST_EXCERPTS = 200
_SHOWN_LINES = 3
_SHOWN = 160  # characters of a line
_NAMED_LINES = 8
# The share of lines in UTF-8, of those with foreign letters, from which a file may be UTF-8 with
# other lines in it, and from which it is that. In other encodings, a line is UTF-8 by chance.
_PERHAPS_UTF8 = 0.03
_MOSTLY_UTF8 = 0.2
_DAMAGED = 20  # letters in UTF-8 to one broken byte
# Never the second byte of a character, in any encoding.
_SAFE = re.compile(rb"[\x00-\x2f]")
_FOREIGN = re.compile(rb"[\x80-\xff]")
_BESIDE_ASCII = re.compile(rb"(?<=[A-Za-z])[\x80-\xff]|[\x80-\xff](?=[A-Za-z])")
_BROKEN = re.compile("[\udc80-\udcff]")
_UTF8 = re.compile("[^\x00-\x7f\udc80-\udcff]+")
# Of so many broken bytes, it need not be known where the rest of them is.
_MOST_BROKEN = 2_000_000
_LATIN_END = "\u024f"


@dataclass(frozen=True, slots=True)
class FileEncoding:
    """The likeliest encoding. `problem` is what an editor should know of it; with the code
    UNCERTAIN_ENCODING, somebody has to choose. `others` are the next likely ones.
    """

    name: str
    problem: Problem | None = None
    others: tuple[str, ...] = ()


def find(file: BinaryIO) -> FileEncoding:
    """By its mark, else as strict UTF-8 to its end, else by the letters that its bytes make."""
    return _found(file)[0]


def choices(file: BinaryIO) -> tuple[Candidate, ...]:
    """The encodings that a file may be in, the likeliest first, each with how the lines read by
    which they differ. Empty where there is no doubt."""
    found, looked = _found(file)
    if found.problem is None:
        return ()
    names = (found.name, *found.others)
    broken, utf8 = (
        [[_shown(line, name) for name in names] for line in lines]
        for lines in (looked.broken, looked.utf8)
    )
    samples = [""] * len(names)
    for number in range(min(_SHOWN_LINES, len(broken) + len(utf8))):
        # The line that tells the most of them apart, with those that are shown already.
        lines = broken if number == 0 else [*broken, *utf8]
        line = max(lines, key=lambda one: len(set(zip(samples, one, strict=True))))
        (broken if line in broken else utf8).remove(line)
        samples = [f"{before}{more}\n" for before, more in zip(samples, line, strict=True)]
    by_sample: dict[str, Candidate] = {}
    for name, sample in zip(names, samples, strict=True):
        by_sample.setdefault(sample, Candidate(name, 0.0, sample.strip()))
    return tuple(by_sample.values())


@dataclass(slots=True)
class _Looked:
    """What the lines of a file that is not UTF-8 tell of its encoding.

    `utf8_lines` and `broken_lines` count those with foreign letters that are UTF-8, and those that
    are not, the first of which `numbers` has. `letters` are foreign ones in UTF-8, `broken_bytes`
    are no part of any, and `torn` those of them that stand beside letters that are not Latin.
    `utf8` and `broken` are excerpts of both kinds of lines, and `stray` are the broken ones without
    letters in UTF-8.
    """

    utf8_lines: int = 0
    broken_lines: int = 0
    numbers: list[int] = field(default_factory=list)
    letters: int = 0
    broken_bytes: int = 0
    torn: int = 0
    utf8: list[bytes] = field(default_factory=list)
    broken: list[bytes] = field(default_factory=list)
    stray: list[bytes] = field(default_factory=list)

    @property
    def utf8_share(self) -> float:
        return self.utf8_lines / max(1, self.utf8_lines + self.broken_lines)

    @property
    def is_mostly_utf8(self) -> bool:
        few = self.broken_bytes * _DAMAGED <= self.letters
        return few or self.utf8_share >= _MOSTLY_UTF8

    @property
    def is_in_latin(self) -> bool:
        """Whether the broken bytes are mostly beside letters of ASCII."""
        stray = b"\n".join(self.stray)
        return 2 * len(_BESIDE_ASCII.findall(stray)) >= len(_FOREIGN.findall(stray))


def _found(file: BinaryIO) -> tuple[FileEncoding, _Looked]:
    file.seek(0)
    head = file.read(_WINDOW)
    _, name = byte_order_mark(head)
    name = name or unicode_without_mark(head) or detect_unicode(head)
    if not name.startswith("utf-8"):
        return FileEncoding(name), _Looked()
    if _JAPANESE in head and _is_in(file, "iso2022_jp"):
        return FileEncoding("iso2022_jp"), _Looked()
    if _is_in(file, "utf-8"):
        return FileEncoding("utf-8"), _Looked()
    looked = _look(file)
    return (_mostly_utf8 if looked.is_mostly_utf8 else _guessed)(file, looked), looked


def _mostly_utf8(file: BinaryIO, looked: _Looked) -> FileEncoding:
    """The broken bytes are letters in an encoding of single bytes, or what is left of letters."""
    found = guesses(b"\n".join(looked.stray))
    best = next((one for one in found if is_single_byte(one.encoding)), None)
    names = [best.encoding] if best else []
    # A letter or two are a guess; beside others of ASCII, they are of the commonest encoding.
    is_sure = best is not None and best.confidence >= CERTAIN
    names = [*names, "cp1252"] if is_sure or not looked.is_in_latin else ["cp1252", *names]
    readings = [*map(mixed, names)]
    readings.insert(0 if 2 * looked.torn > looked.broken_bytes else 1, "utf-8")
    others = [one.encoding for one in guesses(b"\n".join((*looked.utf8, *looked.broken)))[:2]]
    message = (
        f"The file is UTF-8, but for bytes in {_named(looked)} that are not: compare how "
        "they read, and choose."
    )
    first, *rest = dict.fromkeys((*readings, *others))
    return FileEncoding(first, Problem(None, UNCERTAIN_ENCODING, message), tuple(rest))


def _guessed(file: BinaryIO, looked: _Looked) -> FileEncoding:
    found = guesses(b"\n".join(looked.broken))
    best = next((one for one in found[:4] if _is_in(file, one.encoding)), None)
    if best is None:
        # The rest of the file is in another one, or it is damaged.
        name = found[0].encoding if found else "utf-8"
        confidence = 0.0
    else:
        name, confidence = best.encoding, best.confidence
    others = [one.encoding for one in found[:4] if one.encoding != name]
    if looked.utf8_share >= _PERHAPS_UTF8:
        confidence = min(confidence, CERTAIN / 2)
        others.insert(0, mixed(name if is_single_byte(name) else "cp1252"))
    if confidence < CERTAIN and "cp1252" not in (name, *others):
        others.insert(0, "cp1252")
        if looked.is_in_latin:
            name, others[0] = others[0], name
    return FileEncoding(name, doubt(name, confidence, others), tuple(others))


def _is_in(file: BinaryIO, encoding: str) -> bool:
    """Whether the whole file is in an encoding."""
    decoder = codecs.getincrementaldecoder(encoding)()
    file.seek(0)
    try:
        while chunk := file.read(_WINDOW):
            decoder.decode(chunk)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _look(file: BinaryIO) -> _Looked:
    looked = _Looked()
    last = 0
    for number, piece in _pieces(file):
        found = _FOREIGN.search(piece)
        if found is None:
            continue
        text = piece.decode("utf-8", "surrogateescape")
        broken = [found.start() for found in _BROKEN.finditer(text)]
        foreign = len(text) - len(text.encode("ascii", "ignore"))
        looked.letters += foreign - len(broken)
        if not broken:
            looked.utf8_lines += 1
            if _has_room(looked.utf8):
                looked.utf8.append(_excerpt(piece, found.start()))
            continue
        if number != last:
            looked.broken_lines += 1
            looked.numbers += [number][: _NAMED_LINES - len(looked.numbers)]
            last = number
        looked.broken_bytes += len(broken)
        if foreign > len(broken):
            looked.torn += sum(_is_torn(text, at) for at in broken)
        at = len(text[: broken[0]].encode("utf-8", "surrogateescape"))
        if _has_room(looked.broken):
            looked.broken.append(_excerpt(piece, at))
            stray = _UTF8.sub("", text).encode("utf-8", "surrogateescape")
            looked.stray.append(stray[:_EXCERPT])
        if looked.broken_bytes > _MOST_BROKEN:
            break
    return looked


def _has_room(excerpts: list[bytes]) -> bool:
    return len(excerpts) < _MOST_EXCERPTS and sum(map(len, excerpts)) < _ENOUGH


def _pieces(file: BinaryIO) -> Iterator[tuple[int, bytes]]:
    """Lines with their numbers; a long one in pieces that end between characters of UTF-8."""
    file.seek(0)
    number = 1
    rest = b""
    line = file.readline(_WINDOW)
    while line:
        following = file.readline(_WINDOW)
        piece, rest = rest + line, b""
        if following and not line.endswith(b"\n"):
            end = codecs.utf_8_decode(piece, "surrogateescape", False)[1]
            piece, rest = piece[:end], piece[end:]
        yield number, piece
        number += line.endswith(b"\n")
        line = following


def _excerpt(piece: bytes, at: int) -> bytes:
    """What is around a byte of a line, between bytes that are whole characters."""
    before = [found.start() for found in _SAFE.finditer(piece, max(0, at - _BEFORE), at)]
    start = before[0] if before else max(0, at - _BEFORE)
    end = start + _EXCERPT
    if end < len(piece):
        behind = _SAFE.search(piece, end)
        end = behind.start() if behind and behind.start() < end + _EXCERPT else end
    return piece[start:end].strip()


def _is_torn(text: str, at: int) -> bool:
    """Whether what is beside a broken byte is a letter that no other encoding would stand among."""
    beside = text[max(0, at - 1) : at] + text[at + 1 : at + 2]
    return any(one > _LATIN_END and not _BROKEN.match(one) for one in beside)


def _shown(line: bytes, encoding: str) -> str:
    text = " ".join(line.decode(encoding, "replace").split())
    return text[:_SHOWN]


def _named(looked: _Looked) -> str:
    named = [f"{number:,}" for number in looked.numbers]
    if len(named) == 1:
        return f"line {named[0]}"
    if (rest := looked.broken_lines - len(named)) > 0:
        return f"lines {', '.join(named)} and {rest:,} more"
    return f"lines {', '.join(named[:-1])} and {named[-1]}"
