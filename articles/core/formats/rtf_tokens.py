"""The tokens of an RTF document, by the grammar of the RTF Specification 1.9.1, "RTF Syntax"."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

_TOKEN = re.compile(
    rb"(?P<open>\{)|(?P<close>\})"
    rb"|\\(?P<word>[a-zA-Z]{1,32})(?P<number>-?\d{1,10})?\x20?"
    rb"|\\'(?P<hex>[0-9a-fA-F]{2})"
    rb"|\\(?P<symbol>[^a-zA-Z'])"
    rb"|\\'?"
    rb"|[\r\n\x00]+"
    rb"|(?P<text>[^\\{}\r\n\x00]+)",
    re.DOTALL,
)


class Kind(Enum):
    OPEN = "open"
    CLOSE = "close"
    WORD = "word"
    SYMBOL = "symbol"
    BYTES = "bytes"


@dataclass(frozen=True, slots=True)
class Token:
    """`name` is a control word or symbol, `number` its parameter; `text` the bytes of text."""

    kind: Kind
    name: str = ""
    number: int | None = None
    text: bytes = b""


_OPEN = Token(Kind.OPEN)
_CLOSE = Token(Kind.CLOSE)


def tokens(content: bytes) -> Iterator[Token]:
    """The tokens in order. What follows \\bin is skipped; anything else is some token."""
    position = 0
    while found := _TOKEN.match(content, position):
        position = found.end()
        group = found.lastgroup
        if group == "text":
            yield Token(Kind.BYTES, text=found.group())
        elif group == "hex":
            yield Token(Kind.BYTES, text=bytes.fromhex(found.group("hex").decode()))
        elif group == "open":
            yield _OPEN
        elif group == "close":
            yield _CLOSE
        elif group == "symbol":
            yield Token(Kind.SYMBOL, found.group("symbol").decode("latin-1"))
        elif group in ("word", "number"):
            word = found.group("word").decode()
            digits = found.group("number")
            number = int(digits) if digits else None
            if word == "bin":
                position += min(max(0, number or 0), len(content) - position)
            else:
                yield Token(Kind.WORD, word, number)
