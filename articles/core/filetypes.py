"""What the first bytes of a file tell: that it is no text, or which encoding of Unicode it has."""

import codecs
import re
import unicodedata
from collections import Counter

MOST_CONTROLS = 0.3
"""The share of control characters from which bytes are no text, even where they are UTF-8."""
MOST_CONTROLS_IN_LETTERS = 0.04
"""The same of bytes that are not UTF-8, of which each may be a letter in some encoding."""

_SIGNATURES = (
    (b"\x89PNG\r\n\x1a\n", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF87a", "a GIF image"),
    (b"GIF89a", "a GIF image"),
    (b"II*\x00", "a TIFF image"),
    (b"MM\x00*", "a TIFF image"),
    (b"%PDF-", "a PDF document"),
    (b"PK\x03\x04", "a ZIP archive (or a Word, Excel or EPUB file)"),
    (b"PK\x05\x06", "an empty ZIP archive"),
    (b"{\\rtf", "an RTF document"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Word or Excel document"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ\x00", "an xz archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive"),
    (b"Rar!\x1a\x07", "a RAR archive"),
    (b"\x28\xb5\x2f\xfd", "a zstd archive"),
    (b"\x7fELF", "a program"),
    (b"\xfe\xed\xfa", "a program"),
    (b"\xcf\xfa\xed\xfe", "a program"),
    (b"\xca\xfe\xba\xbe", "a program"),
    (b"\x00asm", "a program"),
    (b"SQLite format 3\x00", "a SQLite database"),
    (b"OggS", "an audio file"),
    (b"ID3", "an audio file"),
    (b"fLaC", "an audio file"),
    (b"\x1aE\xdf\xa3", "a video file"),
    (b"wOFF", "a font"),
    (b"wOF2", "a font"),
)
# Signatures made of letters could open a text; a NUL byte soon after them cannot.
_LETTERS_ONLY = (
    (b"MZ", "a program"),
    (b"RIFF", "an audio, video or WebP file"),
    (b"BM", "a bitmap image"),
)
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark is a prefix of this one
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_ANY = tuple(signature for signature, _ in (*_SIGNATURES, *_LETTERS_ONLY))
_NEEDS_NUL = frozenset({b"ID3", b"BZh", b"OggS", b"fLaC", b"wOFF", b"wOF2"})
_CONTROL = bytes([*range(9), *range(14, 27), *range(28, 32), 127])
_ANY_CONTROL = re.compile(b"[" + re.escape(_CONTROL) + b"]")
_SAMPLE = 65_536
_PRINTABLE = bytes((*b"\t\n\r", *range(32, 127)))
_WIDE = ("utf-32-le", "utf-32-be", "utf-16-le", "utf-16-be")
_LEAST_LETTERS = 6


def binary_format(raw: bytes) -> str:
    """What kind of binary file the bytes are, in words; "" when no signature is known."""
    head = raw[:512]
    for signature, name in (*_SIGNATURES, *_LETTERS_ONLY) if head.startswith(_ANY) else ():
        if not head.startswith(signature):
            continue
        by_letters = signature in _NEEDS_NUL or (signature, name) in _LETTERS_ONLY
        if not by_letters or b"\x00" in head:
            return name
    if head[4:8] == b"ftyp":
        return "a video file"
    return ""


def byte_order_mark(head: bytes) -> tuple[bytes, str]:
    """The mark a file begins with, and the encoding it stands for; empty when it has none."""
    return next(((mark, name) for mark, name in _MARKS if head.startswith(mark)), (b"", ""))


def unicode_without_mark(raw: bytes) -> str:
    """Which order of UTF-16 or UTF-32 an unmarked text is surely in, by its NUL bytes and by what
    its letters would be; "" for any other file."""
    sample = raw[:4096]
    if 0 not in sample:
        return ""
    half = len(sample) // 2
    if len(raw) % 2 == 0 and half >= 4:
        even, odd = sample[0::2].count(0) / half, sample[1::2].count(0) / half
        if odd > 0.3 and even < 0.05:
            return "utf-16-le"
        if even > 0.3 and odd < 0.05:
            return "utf-16-be"
    if _is_narrow(sample):
        return ""
    return next((name for name in _WIDE if _reads_as(raw, name)), "")


def _is_narrow(sample: bytes) -> bool:
    """Whether these are ASCII, or UTF-8 with foreign letters, that happen to have a NUL."""
    if len(sample.translate(None, _PRINTABLE)) < 0.1 * len(sample):
        return True
    try:
        return not codecs.getincrementaldecoder("utf-8")().decode(sample).isascii()
    except UnicodeDecodeError:
        return False


def _reads_as(raw: bytes, encoding: str) -> bool:
    """Whether a text with spaces or line ends is in one script in this encoding, beside Latin."""
    if len(raw) % (4 if "32" in encoding else 2):
        return False
    try:
        # The last character may be cut in two.
        text = codecs.getincrementaldecoder(encoding)().decode(raw[:4096])
    except UnicodeDecodeError:
        return False
    visible = [character for character in text if character not in " \t\r\n"]
    if len(visible) < _LEAST_LETTERS or len(visible) == len(text):
        return False
    kinds = Counter(unicodedata.category(character) for character in visible)
    # What a space and line ends become in the wrong order of bytes is among the odd ones.
    if any(kinds[odd] for odd in ("Cc", "Cn", "Co", "Cs")) or "\u2000" in text:
        return False
    letters = [character for character in visible if character.isalpha()]
    scripts = Counter(_script(character) for character in letters if character > "\u024f")
    foreign = scripts.total()
    most = scripts.most_common(1)[0][1] if foreign else 0
    return 2 * len(letters) > len(visible) and most >= 0.95 * foreign


def _script(letter: str) -> str:
    """The first word of its name: "CYRILLIC"; that of kana and ideographs is the same one."""
    name = unicodedata.name(letter, "").partition(" ")[0]
    return "CJK" if name in ("HIRAGANA", "KATAKANA", "KATAKANA-HIRAGANA", "IDEOGRAPHIC") else name


def control_share(raw: bytes) -> float:
    """The share of control bytes (tab, line ends and escape apart) among the first 64 KiB."""
    sample = raw[:_SAMPLE]
    return (len(sample) - len(sample.translate(None, _CONTROL))) / max(1, len(sample))


def first_control(raw: bytes) -> int:
    """Where the first control byte is; 0 when there is none."""
    found = _ANY_CONTROL.search(raw)
    return found.start() if found else 0
