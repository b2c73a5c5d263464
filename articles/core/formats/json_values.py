"""One JSON document, read strictly (RFC 8259): what is wrong is said with its line."""

import json
import re
from dataclasses import dataclass
from typing import NoReturn, TypeAlias

from ..problems import Problem
from .records import Unreadable

JsonValue: TypeAlias = "bool | int | float | str | list[JsonValue] | dict[str, JsonValue] | None"

# Nothing that holds an article is nested so deep, and the parser's own limit is the stack.
MOST_NESTED = 100
_MOST_DIGITS = 4_000
BLANK = b" \t\r\n"

_BRACKET = re.compile(r'"(?:[^"\\]++|\\.)*+"|[\[{]|[\]}]', re.DOTALL)
_SURROGATE_ESCAPE = re.compile(r"\\u[dD][89abAB]|\\u[dD][c-fC-F]")
_SURROGATE = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Parsed:
    """A JSON value without lone surrogates, and what is odd about how it was written."""

    value: JsonValue
    problems: tuple[Problem, ...] = ()


def parse(content: bytes, *, encoding: str = "", line: int = 1) -> Parsed:
    """Read one JSON document; `line` is where it begins in its file.

    The encoding is one of Unicode's, told by the first bytes, unless `encoding` names another.
    Duplicate keys (the last wins), lone surrogates and bytes that are not in the encoding are
    problems; whatever else is not JSON raises Unreadable with code "bad-json".
    """
    text, problems = _decoded(content, encoding)
    _check_depth(content, text, line)
    try:
        value = _decode(_DECODER, text, line)
    except _DuplicateKey:
        keys: list[str] = []
        value = _decode(_noting(keys), text, line)
        named = ", ".join(repr(key) for key in dict.fromkeys(keys[:5]))
        message = f"The key {named} is there more than once: its last value was taken."
        problems += (Problem(None, "duplicate-key", message),)
    if _SURROGATE_ESCAPE.search(text):
        repaired = _without_surrogates(value)
        if repaired != value:
            message = "Half of a character is missing (a lone surrogate); it is shown as \ufffd."
            problems += (Problem(None, "broken-characters", message),)
            value = repaired
    return Parsed(value, problems)


def check(content: bytes, *, encoding: str = "", line: int = 1) -> JsonValue:
    """The value as it is, faster than `parse` reads it.

    Raises Unreadable as that does, but may let values pass that are nested too deep for it.
    """
    text, _ = _decoded(content, encoding)
    return _decode(_PLAIN, text, line)


def _check_depth(content: bytes, text: str, line: int) -> None:
    if content.count(b"[") + content.count(b"{") <= MOST_NESTED:
        return
    depth = 0
    for found in _BRACKET.finditer(text):
        depth += {"[": 1, "{": 1, "]": -1, "}": -1}.get(found.group()[:1], 0)
        if depth > MOST_NESTED:
            raise too_deep(line + text.count("\n", 0, found.start()))


def too_deep(line: int) -> Unreadable:
    return Unreadable(
        f"Line {line}: the JSON is nested deeper than {MOST_NESTED} levels. No article needs that; "
        "export it again.",
        code="bad-json",
        line=line,
    )


class _DuplicateKey(Exception):
    pass


def _pairs(pairs: list[tuple[str, JsonValue]]) -> dict[str, JsonValue]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise _DuplicateKey
    return found


def _noting(keys: list[str]) -> json.JSONDecoder:
    def pairs(pairs: list[tuple[str, JsonValue]]) -> dict[str, JsonValue]:
        found: dict[str, JsonValue] = {}
        for key, value in pairs:
            if key in found:
                keys.append(key)
            found[key] = value
        return found

    return json.JSONDecoder(object_pairs_hook=pairs, parse_int=_integer, parse_constant=_refuse)


class _Constant(ValueError):
    pass


def _refuse(name: str) -> NoReturn:
    raise _Constant(name)


def _integer(digits: str) -> int | str:
    """A whole number; of more digits than Python converts, the digits."""
    return int(digits) if len(digits) < _MOST_DIGITS else digits


_PLAIN = json.JSONDecoder(parse_int=_integer, parse_constant=_refuse)
_DECODER = json.JSONDecoder(object_pairs_hook=_pairs, parse_int=_integer, parse_constant=_refuse)


def _decode(decoder: json.JSONDecoder, text: str, line: int) -> JsonValue:
    try:
        value: JsonValue = decoder.decode(text)
    except json.JSONDecodeError as error:
        at = line + error.lineno - 1
        raise Unreadable(
            f"Line {at}, column {error.colno}: this is not JSON: {_reason(error, text)}. "
            "Correct it there, or export the file again.",
            code="bad-json",
            line=at,
        ) from None
    except _Constant as error:
        name = str(error)
        at = line + text.count("\n", 0, max(0, text.find(name)))
        raise Unreadable(
            f"Line {at}: {name} is not JSON. Write null, or leave the value out.",
            code="bad-json",
            line=at,
        ) from None
    except RecursionError:
        raise too_deep(line) from None
    return value


def _reason(error: json.JSONDecodeError, text: str) -> str:
    if not text.strip():
        return "there is nothing"
    if error.pos >= len(text.rstrip()):
        return f"it ends too early ({error.msg.lower()})"
    return error.msg[:1].lower() + error.msg[1:]


def _decoded(content: bytes, encoding: str) -> tuple[str, tuple[Problem, ...]]:
    name = encoding or json.detect_encoding(content)
    if name in ("utf-8", "utf-8-sig") and content.startswith(b"\xef\xbb\xbf"):
        content, name = content[3:], "utf-8"
    try:
        return content.decode(name), ()
    except LookupError:
        message = f"There is no encoding called {name!r}. Try utf-8 or cp1252."
        raise Unreadable(message, code="bad-encoding") from None
    except UnicodeDecodeError:
        message = (
            f"Some bytes are not valid {name.upper()}; they are shown as \ufffd. "
            "Compare with the original, or choose the encoding."
        )
        problem = Problem(None, "broken-characters", message)
        return content.decode(name, errors="replace"), (problem,)


def _without_surrogates(value: JsonValue) -> JsonValue:
    if isinstance(value, str):
        return _SURROGATE.sub("\ufffd", value)
    if isinstance(value, list):
        return [_without_surrogates(one) for one in value]
    if isinstance(value, dict):
        return {
            _SURROGATE.sub("\ufffd", key): _without_surrogates(one) for key, one in value.items()
        }
    return value
