"""Telling running text from headings, menus and labels by its length and its ends."""

import re

_END = re.compile(r"[.!?…。！？؟۔।]['\"’”»)\]]*$")
_ENDS = frozenset(".!?…")
_FULL_STOP = re.compile(r"[.…。۔।]['\"’”»)\]]*$")
_INNER_END = re.compile(r"[.!?؟۔।]['\"’”»)]*\s+['\"‘“«(]*[^\Wa-z]|[。！？].")
_SPACELESS = re.compile("[\u2e80-\u9fff\uf900-\ufaff\u0e00-\u0eff]+")
_LONG = 200


def words(text: str) -> int:
    """How many words a text has; in scripts without spaces two characters count as one."""
    count = len(text.split())
    if text.isascii():
        return count
    return max(count, sum(map(len, _SPACELESS.findall(text))) // 2)


def ends_sentence(text: str) -> bool:
    """Whether a text ends like a sentence, closing quotes and brackets apart."""
    last = text[-1:]
    if last.isalnum():
        return False
    return last in _ENDS or bool(_END.search(text[-8:]))


def is_prose(text: str) -> bool:
    """Whether a text is a sentence or more of running text, rather than a headline or label.

    >>> is_prose("Why the sudden trip to Moscow to discuss Syria?")
    False
    >>> is_prose("The talks between the three ministers of defense ended on Monday without result.")
    True
    """
    if len(text) >= _LONG:
        return True
    if not ends_sentence(text):
        return False
    count = words(text)
    if _INNER_END.search(text):
        return count >= 10
    return count >= (10 if _FULL_STOP.search(text[-8:]) else 25)
