"""How a text's lines make paragraphs: one a line, or hard-wrapped over several.

A wrapped text shows in its line lengths. Whoever broke its lines filled each one until the next
word no longer fitted, so nearly every line plus the first word of the next is longer than the
text's width, and most lines stop in the middle of a sentence.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

_NARROWEST, _WIDEST = 30, 120
_FEWEST_PAIRS = 2
_SENTENCE_END = re.compile(r"[.!?…。！？؟۔।:;]['\"’”»)\]]*$")
_FIRST_WORD = re.compile(r"\S+")
_INDENT = re.compile(r"[ \t\u00a0\u3000]*")
# Chinese and Japanese; Korean has spaces.
_SPACELESS = re.compile(
    "[\u2e80-\u312f\u31a0-\u9fff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff]"
)
_LIST_MARK = re.compile(r"(?:[*•·▪‣◦●–-]|\d{1,3}[.)]|\(\d{1,3}\))\s")


@dataclass(frozen=True, slots=True)
class Wrapping:
    """Whether a text is hard-wrapped, at which width (characters), and why one thinks so."""

    wrapped: bool
    width: int
    reason: str


@dataclass(frozen=True, slots=True)
class Unit:
    """Lines that belong together: `first` and `last` are indexes into the list of lines."""

    first: int
    last: int
    text: str


def wrapping(lines: Sequence[str], open_: Sequence[bool]) -> Wrapping:
    """Decide for a whole text, from the pairs of neighbouring lines that are both `open_`.

    Blank lines and lines whose role is already known are not open.
    """
    pairs = [
        (lines[i].strip(), lines[i + 1].strip())
        for i in range(len(lines) - 1)
        if open_[i] and open_[i + 1]
    ]
    if len(pairs) < _FEWEST_PAIRS:
        return Wrapping(False, 0, "Each paragraph is one line: few lines touch another one.")
    lengths = sorted(max(len(upper), len(lower)) for upper, lower in pairs)
    width = lengths[(len(lengths) - 1) * 9 // 10]
    if not _NARROWEST <= width <= _WIDEST:
        return Wrapping(
            False,
            0,
            f"Each line is a paragraph: lines of up to {width} characters are not wrapped.",
        )
    full = sum(_is_full(upper, lower, width) for upper, lower in pairs) / len(pairs)
    unfinished = sum(not _SENTENCE_END.search(upper) for upper, _ in pairs) / len(pairs)
    figures = (
        f"{full:.0%} of the lines are filled up to {width} characters and "
        f"{unfinished:.0%} stop inside a sentence"
    )
    if full >= 0.6 and unfinished >= 0.5:
        return Wrapping(True, width, f"Lines are wrapped: {figures}.")
    return Wrapping(False, 0, f"Each line is a paragraph: only {figures}.")


def units(
    lines: Sequence[str], open_: Sequence[bool], how: Wrapping, roles: Mapping[int, str]
) -> list[Unit]:
    """The open lines, joined where a paragraph was wrapped.

    `roles` has what editors said of lines; only lines with the same role are joined.
    """
    found: list[Unit] = []
    index = 0
    while index < len(lines):
        if not open_[index]:
            index += 1
            continue
        last = index
        if how.wrapped:
            while (
                last + 1 < len(lines)
                and open_[last + 1]
                and roles.get(last) == roles.get(last + 1)
                and _continues(lines[last], lines[last + 1], how.width)
            ):
                last += 1
        found.append(Unit(index, last, join(lines[index : last + 1])))
        index = last + 1
    return found


def join(lines: Sequence[str]) -> str:
    """The text of a wrapped paragraph.

    Lines are joined by a space; by nothing after a hyphen inside a word and between two
    characters of a script that has no spaces. No character of a line is lost.

    >>> join(["The counter-", "terrorism  talks", "ended."])
    'The counter-terrorism  talks ended.'
    """
    if len(lines) == 1:
        return lines[0].strip()
    parts: list[str] = []
    for line in lines:
        piece = line.strip()
        if parts and piece:
            parts.append(_glue(parts[-1], piece))
        parts.append(piece)
    return "".join(parts)


def _glue(upper: str, lower: str) -> str:
    broken_word = len(upper) > 1 and upper[-1] in "-\u00ad\u2010" and upper[-2].isalpha()
    if broken_word and lower[0].islower():
        return ""
    return "" if _is_spaceless(upper[-1]) and _is_spaceless(lower[0]) else " "


def _continues(upper: str, lower: str, width: int) -> bool:
    indent = len(_indent(lower)) - len(_indent(upper))
    if indent >= 2 or "\t" in _indent(lower)[len(_indent(upper)) :]:
        return False
    upper, lower = upper.strip(), lower.strip()
    if _LIST_MARK.match(lower):
        return False
    if _is_full(upper, lower, width):
        return True
    return not _SENTENCE_END.search(upper) and lower[:1].islower()


def _is_full(upper: str, lower: str, width: int) -> bool:
    word = _FIRST_WORD.match(lower)
    first = word.group() if word else ""
    # In scripts without spaces a line can break after any character.
    needed = 1 if first and _is_spaceless(first[0]) else 1 + len(first)
    return len(upper) + needed > width * 0.97 and len(upper) >= width * 0.5


def _indent(line: str) -> str:
    found = _INDENT.match(line)
    return found.group() if found else ""


def _is_spaceless(character: str) -> bool:
    return bool(_SPACELESS.match(character))
