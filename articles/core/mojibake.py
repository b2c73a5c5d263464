"""Characters that were decoded in the wrong encoding before they came here: “cafÃ©” for “café”.

The text itself is what is wrong, so no choice of encoding helps. ftfy knows which sequences are
hardly ever meant. What it would change is proposed, and done only when an editor says so.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from ftfy import TextFixerConfig, fix_text
from ftfy.badness import is_bad

from .problems import Problem
from .scripts import without_marks

MOJIBAKE = "mojibake"
"""The code of the problem of a text with such lines."""

# Only wrong decoding is repaired: quotation marks, ligatures and entities stay as they came.
_CONFIGURATION = TextFixerConfig(
    unescape_html=False,
    remove_terminal_escapes=False,
    fix_encoding=True,
    restore_byte_a0=True,
    replace_lossy_sequences=False,
    decode_inconsistent_utf8=True,
    fix_c1_controls=False,
    fix_latin_ligatures=False,
    fix_character_width=False,
    uncurl_quotes=False,
    fix_line_breaks=False,
    fix_surrogates=False,
    remove_control_chars=False,
    normalization=None,
    explain=False,
)
# Longer lines are not looked at: no line of an article has so many characters.
_LONGEST = 20_000
_SHOWN = 60
_AROUND = 12
_MOST_LOOKED_AT = 20


# The encodings that ftfy undoes.
_MISREAD_AS = (
    *("cp1252", "cp1250", "cp1251", "cp1253", "cp1254", "cp1257"),
    *("iso8859_2", "mac_roman", "cp437"),
)


def _firsts(encoding: str) -> str:
    """What the first bytes of characters in UTF-8 are in another encoding."""
    return re.escape(bytes(range(0xC2, 0xF5)).decode(encoding, "ignore"))


def _seconds(encoding: str) -> str:
    """What the next bytes are; C1 controls in Latin-1, and a space that was a hard one."""
    return re.escape(bytes(range(0x80, 0xC0)).decode(encoding, "ignore")) + "\x80-\x9f "


_BEYOND_ASCII = re.compile("[^\x00-\x7f]{2,}|Ã ")
_SUSPECT = re.compile(
    f"(?=[{''.join(map(_firsts, _MISREAD_AS))}])(?:"
    + "|".join(f"[{_firsts(name)}][{_seconds(name)}]" for name in _MISREAD_AS)
    + ")"
)


@dataclass(frozen=True, slots=True)
class Repair:
    """A line, counted from 1, that seems wrongly decoded, and what it should be."""

    line: int
    before: str
    after: str


def repairs(text: str) -> Iterator[Repair]:
    """The lines of a text that seem wrongly decoded, in order. Lines end with \\n.

    >>> [repair.after for repair in repairs("A cafÃ©\\nand a bar")]
    ['A café']
    """
    # ftfy finds nothing bad in quotation marks, dashes and dots among ASCII.
    if without_marks(text).isascii() or not _BEYOND_ASCII.search(text):
        return
    for number, line in enumerate(text.split("\n"), 1):
        after = _repaired(line)
        if after != line:
            yield Repair(number, line, after)


def problem(text: str) -> Problem | None:
    """What an editor should know of a text's wrongly decoded lines; None when there are none."""
    found = repairs(text)
    first = next(found, None)
    if first is None:
        return None
    count = 1 + sum(1 for _ in found)
    lines = "1 line seems" if count == 1 else f"{count} lines seem"
    message = (
        f"{lines} to have been decoded wrongly before, such as “{_beginning(first.before)}” for "
        f"“{_beginning(first.after)}”. Repair or leave it."
    )
    return Problem(first.line, MOJIBAKE, message)


def repaired(text: str) -> str:
    """The text with every such line as it should be; as many lines as before."""
    if text.isascii():
        return text
    return "\n".join(map(_repaired, text.split("\n")))


def _repaired(line: str) -> str:
    if line.isascii() or len(line) > _LONGEST or not _is_bad(line):
        return line
    after = fix_text(line, _CONFIGURATION)
    return line if "\n" in after or "\r" in after else after


def _is_bad(line: str) -> bool:
    """Whether ftfy would change something. It looks long at each character, so it is shown only the
    surroundings of what can be halves of a wrongly decoded character."""
    suspects = (
        found.start()
        for run in _BEYOND_ASCII.finditer(line)
        for found in _SUSPECT.finditer(line, run.start(), run.end() + 1)
    )
    return any(
        is_bad(line[max(0, start - _AROUND) : start + _AROUND])
        for start in islice(suspects, _MOST_LOOKED_AT)
    )


def _beginning(line: str) -> str:
    line = line.strip()
    return line if len(line) <= _SHOWN else f"{line[:_SHOWN]}…"
