"""A mapping proposed for columns: by their names in several languages, and by what is in them."""

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise
from statistics import fmean

from . import column_names, mapping
from .json_values import JsonValue
from .records import ArticleField

_ADDRESS = re.compile(r"https?://\S+\.\S+")
_DATE = re.compile(r"(?:1[6-9]|20)\d\d-\d\d(?:-\d\d)?(?:$|[T ]\d\d:)")
_BODY_LEAST = 100
_TITLE_MOST = 400
_FIELDS = tuple(ArticleField)

# The keys that annotation tools write for themselves: they say nothing of the article.
_TOOLS_KEYS = {
    "doccano": "id label labels entities relations comments cats annotation_approver Comments",
    "label-studio": (
        "id annotations predictions file_upload drafts meta created_at updated_at inner_id"
        " total_annotations cancelled_annotations total_predictions comment_count project"
        " unresolved_comment_count last_comment_updated_at updated_by comment_authors annotator"
        " annotation_id lead_time label sentiment choice"
    ),
    "prodigy": (
        "_input_hash _task_hash _view_id _session_id _annotator_id _timestamp spans tokens answer"
        " relations accept options label head child config"
    ),
}
# Where Label Studio keeps a file of a task, or passes it on from elsewhere: no article's address.
_STORED = re.compile(
    r"(?:https?://[^/\s]+)?/(?:\S+/)?(?:data/(?:upload|local-files)|storage-data"
    r"|(?:tasks|projects)/\d+/(?:resolve|presign))/"
)
_PRODIGY = frozenset({"_input_hash", "_task_hash"})


def producer_of(rows: Sequence[Mapping[str, JsonValue]]) -> str:
    """Which annotation tool exported these objects; "" when none is recognised."""
    if not rows:
        return ""
    keys = set(rows[0])
    text = rows[0].get("text")
    if _PRODIGY & keys and isinstance(text, str):
        return "prodigy"
    if isinstance(rows[0].get("data"), dict) and keys & {"annotations", "predictions", "drafts"}:
        return "label-studio"
    if {"annotation_id", "annotator", "lead_time"} <= keys:
        return "label-studio"
    is_labelled = any(
        isinstance(rows[0].get(key), list) for key in ("label", "labels", "entities", "cats")
    )
    if isinstance(text, str) and "id" in keys and is_labelled and "title" not in keys:
        return "doccano"
    return ""


def propose(
    columns: Sequence[str], rows: Sequence[Mapping[str, JsonValue]], producer: str = ""
) -> dict[ArticleField, str]:
    """Column by field, for columns whose values in `rows` do not speak against it."""
    own = set(_TOOLS_KEYS.get(producer, "").split())
    texts = {
        column: [mapping.shown(mapping.value_at(row, column)) for row in rows]
        for column in columns
        if column.partition(".")[0] not in own or column.startswith(("data.", "meta."))
    }
    if producer == "label-studio":
        texts = {column: each for column, each in texts.items() if not _all(each, _STORED)}
    lengths = {column: fmean(_lengths(column, rows) or [0]) for column in texts}
    found: dict[ArticleField, str] = {}
    ranked = sorted(
        (named[1], position, named[0], column)
        for position, column in enumerate(texts)
        if (named := column_names.field_named(column))
    )
    for _, _, field, column in ranked:
        if field not in found and _fits(field, texts[column], lengths[column]):
            found[field] = column
    taken = set(found.values())
    free = [column for column in texts if column not in taken]
    _by_content(found, free, texts, lengths)
    return {field: found[field] for field in _FIELDS if field in found}


def _by_content(
    found: dict[ArticleField, str],
    free: list[str],
    texts: Mapping[str, list[str]],
    lengths: Mapping[str, float],
) -> None:
    longest = max(free, key=lambda column: lengths[column], default="")
    named = found.get(ArticleField.BODY, "")
    # A column called "summary" or "text" may be a teaser beside the article itself.
    if longest and lengths[longest] >= max(_BODY_LEAST, 3 * lengths.get(named, 0)):
        found[ArticleField.BODY] = longest
        free.remove(longest)
    for field, pattern in ((ArticleField.URL, _ADDRESS), (ArticleField.PUBLISHED, _DATE)):
        if field not in found:
            # Below another key, it may be the address of an author or the date of a picture.
            fitting = [one for one in free if "." not in one and _all(texts[one], pattern)]
            if len(fitting) == 1:
                found[field] = fitting[0]


def _fits(field: ArticleField, texts: list[str], length: float) -> bool:
    filled = [text for text in texts if text]
    if not texts:
        return True
    if not filled:
        return False
    if field is ArticleField.URL:
        return any(re.match(r"(?:https?:/)?/|www\.", text) for text in filled)
    if field is ArticleField.PUBLISHED:
        return sum(any(c.isdigit() for c in text) for text in filled) * 2 > len(filled)
    if field is ArticleField.EXTERNAL_ID:
        return not _are_numbers_of_rows(filled) and length < 200
    if field is ArticleField.LANGUAGE:
        return length <= 20
    if field is ArticleField.BODY:
        return not all(_ADDRESS.fullmatch(text) for text in filled)
    return length <= _TITLE_MOST


def _are_numbers_of_rows(texts: list[str]) -> bool:
    """Whether they count the rows: the first row of another file has the same one."""
    numbers = [int(text) for text in texts if text.isascii() and text.isdigit() and len(text) < 12]
    if len(numbers) < len(texts):
        return False
    steps = {after - before for before, after in pairwise(numbers)}
    return numbers[0] <= 1 and steps <= {1}


def _all(texts: list[str], pattern: re.Pattern[str]) -> bool:
    filled = [text for text in texts if text]
    return bool(filled) and sum(bool(pattern.match(text)) for text in filled) >= 0.8 * len(filled)


def _lengths(column: str, rows: Sequence[Mapping[str, JsonValue]]) -> list[int]:
    found = []
    for row in rows:
        value = mapping.value_at(row, column)
        if isinstance(value, list):
            found.append(sum(len(one) for one in value if isinstance(one, str)))
        elif isinstance(value, str):
            found.append(len(value))
    return found
