"""Which column of a table, or key of an object, becomes which field of an article."""

import datetime
import email.utils
import hashlib
import html
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from .json_values import JsonValue
from .records import ArticleField, FileFormat, Options

_TAG = re.compile(r"</?[a-zA-Z][^<>]*>")
_ENTITY = re.compile(r"&(?:[a-zA-Z]{2,8}|#\d{2,6}|#x[0-9a-fA-F]{2,5});")
_BLOCKS = re.compile(
    r"</(?:p|div|h[1-6]|ul|ol|li|blockquote|table|article|section|figure|body)\s*>"
    r"|<br\s*/?>|<p(?:\s[^<>]*)?>",
    re.IGNORECASE,
)
_INLINE = re.compile(r"</(?:a|strong|em|b|i|span)\s*>", re.IGNORECASE)
# A short value with nothing but such elements is more likely a text about them.
_LEAST_WITH_INLINE = 200
_ISO = re.compile(r"((?:1[6-9]|20)\d\d-\d\d-\d\d)(?:[T ]\d\d:\d\d\S*(?: ?[A-Z+-][\w:]*)?)?")
_EPOCH = re.compile(r"-?\d{9,10}(?:\.\d+)?|-?\d{12,13}|-?\d{15,16}")
_MEMBERS = (
    "name",
    "rendered",
    "title",
    "text",
    "value",
    "main",
    "content",
    "$oid",
    "$date",
    "#text",
)
_MOST_SHOWN = 500


@dataclass(frozen=True, slots=True)
class Fields:
    """The values of one record's fields; authors may be several. `body` is "" where it has none.

    `is_markup` says that the body is HTML.
    """

    body: str
    is_markup: bool
    values: Mapping[ArticleField, tuple[str, ...]]


def signature(fmt: FileFormat, columns: Iterable[str]) -> str:
    """The same 64 characters for all files of one format with the same columns in any order."""
    names = "\x1f".join(sorted({column.strip() for column in columns}))
    return hashlib.sha256(f"{fmt.value}\x1e{names}".encode("utf-8", "replace")).hexdigest()


def check(options: Options) -> list[str]:
    """What is wrong with a mapping, in sentences; empty when records can be read by it."""
    complaints = []
    if not options.mapping.get(ArticleField.BODY):
        complaints.append("No column is chosen for the text of the article. Choose one.")
    fields: dict[str, list[ArticleField]] = {}
    for field, column in options.mapping.items():
        if column:
            fields.setdefault(column, []).append(field)
    for column, several in fields.items():
        if len(several) > 1:
            named = " and ".join(field.value.replace("_", " ") for field in several)
            complaints.append(f"The column “{column}” is chosen for {named}. Choose it once.")
        if options.columns and column not in options.columns:
            complaints.append(f"The file has no column “{column}”. Choose another.")
    return complaints


def fields_of(values: Mapping[str, JsonValue], options: Options) -> Fields:
    """What the columns of one record say of its article, by the mapping of `options`."""
    body = _text(value_at(values, options.mapping.get(ArticleField.BODY, "")), "\n\n")
    has_markup = is_markup(body)
    line = one_line if has_markup else _joined
    found: dict[ArticleField, tuple[str, ...]] = {}
    for field, column in options.mapping.items():
        value = value_at(values, column)
        if field is ArticleField.PUBLISHED:
            found[field] = (date_of(_text(value, " ")),)
        elif field is ArticleField.AUTHORS:
            found[field] = tuple(map(line, _names(value)))
        elif field is ArticleField.TITLE and not has_markup:
            found[field] = (_on_one_line(_text(value, ", ")),)
        elif field is not ArticleField.BODY:
            found[field] = (line(_text(value, ", ")),)
    given = {
        field: kept for field, several in found.items() if (kept := tuple(filter(None, several)))
    }
    return Fields(body, has_markup, given)


def value_at(values: Mapping[str, JsonValue], column: str) -> JsonValue:
    """The value of a column; of "meta.date" that of "date" in the object "meta"; else None."""
    if column in values:
        return values[column]
    key, _, rest = column.partition(".")
    inner = values.get(key)
    return value_at(inner, rest) if rest and isinstance(inner, dict) else None


def columns_of(values: Mapping[str, JsonValue]) -> list[str]:
    """The columns of one object: its keys, and "key.inner" for those of an object in it."""
    columns: list[str] = []
    for key, value in values.items():
        if isinstance(value, dict) and value:
            columns += [f"{key}.{inner}" for inner in value]
        else:
            columns.append(key)
    return columns


def shown(value: JsonValue) -> str:
    """A value for the preview of a mapping: one line, cut off where it is long."""
    return _joined(_text(value, ", "))[:_MOST_SHOWN]


def is_markup(text: str) -> bool:
    """Whether a text is HTML and not one that happens to have angle brackets."""
    if "<" not in text:
        return False
    if _BLOCKS.search(text):
        return True
    return len(text) >= _LEAST_WITH_INLINE and bool(_INLINE.search(text))


def date_of(text: str) -> str:
    """A date in ISO 8601 where it is certain: of a time stamp, seconds or milliseconds since 1970,
    or a mail header; otherwise as it stands.

    >>> date_of("1710000000"), date_of("2024-03-09T16:00:00Z"), date_of("03/04/2024")
    ('2024-03-09', '2024-03-09', '03/04/2024')
    """
    text = _joined(text)
    if found := _ISO.fullmatch(text):
        return found.group(1)
    if _EPOCH.fullmatch(text):
        seconds = float(text)
        while abs(seconds) > 99_999_999_999:
            seconds /= 1000
        moment = datetime.datetime(1970, 1, 1) + datetime.timedelta(seconds=seconds)
        return moment.date().isoformat()
    if text[:3].isalpha() and ":" in text:
        try:
            return email.utils.parsedate_to_datetime(text).date().isoformat()
        except (ValueError, TypeError, IndexError, OverflowError):
            return text
    return text


def _text(value: JsonValue, between: str) -> str:
    if isinstance(value, str):
        return value.replace("\x00", "")
    if value is None or isinstance(value, bool):
        return ""
    if isinstance(value, list):
        return between.join(text for one in value if (text := _text(one, between)))
    if isinstance(value, dict):
        for name in _MEMBERS:
            if text := _text(value.get(name), between):
                return text
        return ""
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


def one_line(text: str) -> str:
    """A text as one line, without markup and with its entities resolved."""
    if "<" in text:
        text = _TAG.sub(" ", text)
    if "&" in text and _ENTITY.search(text):
        text = html.unescape(text)
    return " ".join(text.split())


def _on_one_line(text: str) -> str:
    """A text as one line, with its spaces as they are."""
    return " ".join(filter(None, map(str.strip, text.splitlines())))


def _joined(text: str) -> str:
    return " ".join(text.split())


def _names(value: JsonValue) -> list[str]:
    several = value if isinstance(value, list) else [value]
    names = [_text(one, " ") for one in several]
    return re.split(r"[;|]", names[0]) if len(names) == 1 else names
