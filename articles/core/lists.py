"""Lines with the words of a button that are text: items of lists, ends of sentences."""

from collections.abc import Sequence

from .lines import Role
from .prose import ends_sentence, words

_BULLETS = "*•·▪‣◦●+–-"
_LONGEST_LIST = 12
_LONG = 40
_INTRODUCTION = 5
_MOST_WORDS = 3


def is_part_of_text(lines: Sequence[str], index: int, role: Role) -> bool:
    """Whether the lines above say that this one is text, though by itself it would have this role.

    A sentence that introduces a list ("… on these services:") has its items below it; a wrapped
    sentence goes on in a line that begins with a small letter or ends it.
    """
    line = lines[index].strip()
    if role is Role.SEPARATOR or words(line) > _MOST_WORDS:
        return False
    if line[0] in _BULLETS:
        return role is Role.SHARING and _introduced(lines, index)
    if not index or not (line[0].islower() or ends_sentence(line)):
        return False
    above = lines[index - 1].strip()
    return len(above) >= _LONG and above[-1].isalnum() and any(map(str.islower, above))


def _introduced(lines: Sequence[str], index: int) -> bool:
    for above in range(index - 1, max(-1, index - _LONGEST_LIST), -1):
        line = lines[above].strip()
        if line and line[0] not in _BULLETS:
            return line[-1] in ":：" and words(line) >= _INTRODUCTION
    return False
