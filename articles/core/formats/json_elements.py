"""Where the elements of a JSON array are in a file of any size."""

import re
from collections.abc import Iterator
from typing import BinaryIO

from .json_values import BLANK, MOST_NESTED, too_deep
from .records import Unreadable

_WINDOW = 1 << 20
_INSIDE = re.compile(rb'["\[\]{}]')
_BETWEEN = re.compile(rb'["\[\]{},]')
# Faster than searching for each quotation mark where many are escaped.
_REST_OF_STRING = re.compile(rb'(?:[^"\\]++|\\.)*+', re.DOTALL)
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
    depth = position = 0
    while found := _INSIDE.search(head, position):
        at, position = found.span()
        if head[at] != _QUOTE:
            depth += 1 if head[at] in _CLOSERS else -1
            continue
        if depth in (1, 2) and (wrapped := _WRAPPED.match(head, at)):
            return wrapped.end()
        position = _string_end(head, position)
        if position < 0:
            break
    return None


def elements(file: BinaryIO, start: int, *, whole: bool) -> Iterator[tuple[int, int]]:
    """The byte ranges between the commas of the array that begins at `start`, blanks included.

    An empty array has none. Only brackets and strings are looked at: what is between them may
    not be JSON. Raises Unreadable where the brackets do not match, and, when the array
    is the `whole` document, where something follows it.
    """
    wanted = bytearray()
    begin = start
    in_string = starts_escaped = False
    for base, window in _windows(file, start):
        position = int(starts_escaped)
        starts_escaped = False
        while True:
            if in_string:
                end = _string_end(window, position)
                if end < 0:
                    starts_escaped = _is_escaped(window, position, len(window))
                    break
                in_string = False
                position = end
            found = (_BETWEEN if len(wanted) == 1 else _INSIDE).search(window, position)
            if not found:
                break
            at, position = found.span()
            token = window[at]
            if token == _QUOTE:
                in_string = True
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


def _string_end(window: bytes, start: int) -> int:
    """Behind the quotation mark that ends the string whose text begins at `start`; -1 without."""
    at = window.find(b'"', start)
    if at < 0 or not _is_escaped(window, start, at):
        return at + 1 or -1
    rest = _REST_OF_STRING.match(window, at + 1)
    end = rest.end() if rest else len(window)
    return end + 1 if window[end : end + 1] == b'"' else -1


def _is_escaped(window: bytes, start: int, at: int) -> bool:
    before = at
    while before > start and window[before - 1] == _BACKSLASH:
        before -= 1
    return (at - before) % 2 == 1


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
