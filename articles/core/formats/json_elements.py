"""Where the elements of a JSON array are in a file of any size."""

import re
from collections.abc import Iterator
from typing import BinaryIO

from .json_values import BLANK, MOST_NESTED, too_deep
from .records import Unreadable

_WINDOW = 1 << 20
_STRING = rb'"[^"\\]*+(?:\\.[^"\\]*+)*+"'
_INSIDE = re.compile(_STRING + rb'|["\[\]{}]', re.DOTALL)
_BETWEEN = re.compile(_STRING + rb'|["\[\]{},]', re.DOTALL)
_REST_OF_STRING = re.compile(rb'[^"\\]*+(?:\\.[^"\\]*+)*+', re.DOTALL)
_QUOTE, _BACKSLASH, _COMMA = b'"\\,'
_CLOSERS = {ord("["): ord("]"), ord("{"): ord("}")}
_WRAPPERS = (
    b"articles|items|data|results|docs|documents|records|entries|stories|posts|news|rows|hits"
    b"|value|values|tasks"
)
_WRAPPED = re.compile(
    rb'"(?:' + _WRAPPERS + rb')"[ \t\r\n]*:[ \t\r\n]*(?=\[[ \t\r\n]*\{)', re.IGNORECASE
)


def wrapped_list(head: bytes) -> int | None:
    """Where the list of articles begins in a document such as {"total": 2, "articles": [{…}]}.

    `head` is the beginning of the document. None when there is no such list among the first two
    levels of objects.
    """
    depth = 0
    for found in _INSIDE.finditer(head):
        token = found.group()
        if token in b"[{":
            depth += 1
        elif token in b"]}":
            depth -= 1
        elif depth in (1, 2) and (wrapped := _WRAPPED.match(head, found.start())):
            return wrapped.end()
    return None


def elements(file: BinaryIO, start: int, *, whole: bool) -> Iterator[tuple[int, int]]:
    """The byte ranges between the commas of the array that begins at `start`, blanks included.

    An empty array has none. Only brackets and strings are looked at: what is between them may
    not be JSON. Raises Unreadable where the brackets do not match, and, when the array
    is the `whole` document, where something follows it.
    """
    wanted = bytearray()
    begin = start
    in_string = escaped = False
    for base, window in _windows(file, start):
        position = 0
        while True:
            if in_string:
                rest = _REST_OF_STRING.match(window, position + escaped)
                position = rest.end() if rest else len(window)
                escaped = False
                if position == len(window):
                    break
                if window[position] == _BACKSLASH:
                    escaped = True
                    break
                in_string = False
                position += 1
            found = (_BETWEEN if len(wanted) == 1 else _INSIDE).search(window, position)
            if not found:
                break
            at, position = found.span()
            token = window[at]
            if token == _QUOTE:
                in_string = position - at == 1
            elif token == _COMMA:
                yield begin, base + at
                begin = base + position
            elif token in _CLOSERS:
                if len(wanted) >= MOST_NESTED:
                    raise too_deep(_line(file, base + at))
                wanted.append(_CLOSERS[token])
                begin = base + position if len(wanted) == 1 else begin
            elif wanted[-1] != token:
                raise _broken(file, base + at, f"“{chr(wanted[-1])}” is missing here")
            else:
                wanted.pop()
                if not wanted:
                    if begin > start + 1 or not _is_blank(file, begin, base + at):
                        yield begin, base + at
                    if whole:
                        _nothing_after(file, base + position)
                    return
    raise _broken(file, begin, "the file ends before the list that begins here is complete")


def _windows(file: BinaryIO, start: int) -> Iterator[tuple[int, bytes]]:
    while True:
        file.seek(start)
        window = file.read(_WINDOW)
        if not window:
            return
        yield start, window
        start += len(window)


def _is_blank(file: BinaryIO, start: int, end: int) -> bool:
    file.seek(start)
    while start < end and (chunk := file.read(min(_WINDOW, end - start))):
        if chunk.strip(BLANK):
            return False
        start += len(chunk)
    return True


def _nothing_after(file: BinaryIO, end: int) -> None:
    for base, window in _windows(file, end):
        if rest := window.lstrip(BLANK):
            at = base + len(window) - len(rest)
            raise _broken(file, at, "there is more after the end of the list")


def _broken(file: BinaryIO, offset: int, reason: str) -> Unreadable:
    line = _line(file, offset)
    return Unreadable(
        f"Line {line}: this is not JSON: {reason}. What comes after it was not read; "
        "export the file again.",
        code="bad-json",
        line=line,
    )


def _line(file: BinaryIO, offset: int) -> int:
    file.seek(0)
    line = 1
    while offset > 0 and (chunk := file.read(min(_WINDOW, offset))):
        line += chunk.count(b"\n")
        offset -= len(chunk)
    return line
