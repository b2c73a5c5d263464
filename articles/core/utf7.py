"""Text that seems to be UTF-7, in which mails once were: “caf+AOk-” for “café”.

It is not read as that unasked: any text may have plus signs, and programs disagree on what they
mean.
"""

import re
from itertools import islice
from unicodedata import category

from .problems import Problem

_SHIFTED = re.compile(rb"\+([A-Za-z0-9+/]+)-?")
_FEWEST = 2
_MOST = 1_000


def note(raw: bytes) -> tuple[Problem, ...]:
    """What to know of a text in which whatever follows plus signs is characters in UTF-7.

    Only its first places are looked at: all of a large text would take seconds.
    """
    if b"+" not in raw or not raw.isascii():
        return ()
    found = [match.group() for match in islice(_SHIFTED.finditer(raw), _MOST)]
    if len(found) < _FEWEST or not all(map(_is_text, found)):
        return ()
    first = found[0].decode("ascii")
    message = (
        f"This looks like UTF-7: “{first}” would be “{found[0].decode('utf-7')}”. It is shown as "
        "it is in the file; if that is wrong, save the file as UTF-8 and bring it again."
    )
    return (Problem(None, "perhaps-utf-7", message),)


def _is_text(shifted: bytes) -> bool:
    try:
        text = shifted.decode("utf-7")
    except UnicodeDecodeError:
        return False
    # Telephone numbers may happen to be characters of Chinese.
    is_number = shifted.strip(b"+-").isdigit()
    return not is_number and all(one > "\x7f" and category(one)[0] != "C" for one in text)
