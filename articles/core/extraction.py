"""The text of one record, whatever its format."""

from dataclasses import replace

from . import dates, decoding, mixed_encodings, mojibake
from .extracted import COLUMN, Extracted, Given
from .formats import feeds, json_values, mapping, news_databases, tables, text_files
from .formats.json_values import JsonValue
from .formats.mapping import Fields
from .formats.records import ArticleField, Options, RecordFormat, Stated, Unreadable
from .problems import Problem

_STATED_RULE = "stated-by-file"
_SURE = 0.5


def extract(
    content: bytes,
    *,
    format: RecordFormat,
    options: Options,
    encoding: str | None = None,
    repair: bool = False,
    stated: Stated | None = None,
) -> Extracted:
    """The text of a record and what its format states of it.

    `stated` is what the file says of the record outside of its `content`, which wins where it is
    sure of a value: a page knows its own address best. `encoding` is the editor's choice for this
    record and wins over the stated one and over that of the `options` of its file. `repair` undoes
    characters that were decoded wrongly before (mojibake). Raises Unreadable where there is no
    text.
    """
    stated = stated or Stated()
    found = _content(content, format, options, encoding or stated.encoding or None, repair)
    given = {
        name: Given((value,), _STATED_RULE)
        for name, value in stated.given.items()
        if name not in found.given or found.given[name].confidence < _SURE
    }
    found = replace(found, given={**found.given, **given}) if given else found
    if not stated.missing:
        return found
    message = f"The end of the page is missing in its file: {stated.missing}. Look at the original."
    return replace(found, problems=(*found.problems, Problem(None, "cut-off", message)))


def _content(
    content: bytes, format: RecordFormat, options: Options, encoding: str | None, repair: bool
) -> Extracted:
    chosen = encoding or options.encoding or None
    match format:
        case RecordFormat.TEXT if options.producer in news_databases.PRODUCERS:
            found = news_databases.extract(content, options.producer)
        case RecordFormat.TEXT:
            return _text(content, chosen, repair)
        case RecordFormat.OBJECT:
            return _object(content, options, encoding, repair)
        case RecordFormat.ROW:
            return _row(content, options, encoding, repair)
        case RecordFormat.HTML:
            found = _html(content, chosen)
        case RecordFormat.ENTRY:
            found = feeds.extract_entry(content)
        case RecordFormat.DOCX:
            found = _docx(content)
        case RecordFormat.RTF:
            found = _rtf(content)
    return _repaired(found) if repair else _doubted(found)


def _text(content: bytes, encoding: str | None, repair: bool) -> Extracted:
    try:
        decoded = decoding.decode(content, encoding=encoding, repair=repair)
    except decoding.Undecodable as error:
        raise Unreadable(str(error), code="undecodable") from None
    return Extracted(decoded.text, decoded.encoding, decoded.confidence, problems=decoded.problems)


def _repaired(found: Extracted) -> Extracted:
    given = {
        field: replace(value, values=tuple(map(mojibake.repaired, value.values)))
        for field, value in found.given.items()
    }
    return replace(found, text=mojibake.repaired(found.text), given=given)


def _doubted(found: Extracted) -> Extracted:
    doubt = mojibake.problem(found.text)
    return replace(found, problems=(*found.problems, doubt)) if doubt else found


# Each of these loads libraries that other records do without.


def _html(content: bytes, encoding: str | None) -> Extracted:
    from .formats.html import extract_html

    return extract_html(content, encoding=encoding)


def _docx(content: bytes) -> Extracted:
    from .formats.docx import extract_docx

    return extract_docx(content)


def _rtf(content: bytes) -> Extracted:
    from .formats.rtf import extract_rtf

    return extract_rtf(content)


def _object(content: bytes, options: Options, encoding: str | None, repair: bool) -> Extracted:
    name = encoding or text_files.record_encoding(options.encoding)
    parsed = json_values.parse(content, encoding=name)
    noted = mixed_encodings.note(content, name)
    if not isinstance(parsed.value, dict):
        raise Unreadable(
            "The record is no object with the fields of an article.", code="no-article"
        )
    return _mapped(parsed.value, options, name or "utf-8", (*noted, *parsed.problems), repair)


def _row(content: bytes, options: Options, encoding: str | None, repair: bool) -> Extracted:
    name = encoding or text_files.record_encoding(options.encoding) or "utf-8"
    problems = [*mixed_encodings.note(content, name)]
    try:
        text = content.decode(name)
    except LookupError:
        message = f"There is no encoding called {name!r}. Try utf-8 or cp1252."
        raise Unreadable(message, code="bad-encoding") from None
    except UnicodeDecodeError:
        text = content.decode(name, errors="replace")
        message = (
            f"Some bytes of the row are not valid {name.upper()}; they are shown as \ufffd. "
            "Choose the encoding of the file."
        )
        problems.append(Problem(None, "broken-characters", message))
    cells = tables.cells_of(text, options)
    problems += _ragged(cells, options)
    values: dict[str, JsonValue] = dict(zip(options.columns, cells, strict=False))
    return _mapped(values, options, name, tuple(problems), repair)


def _ragged(cells: list[str], options: Options) -> list[Problem]:
    wanted = len(options.columns)
    spare = [cell for cell in cells[wanted:] if cell.strip()]
    if len(cells) < wanted:
        message = (
            f"The row has {len(cells)} cells, the table {wanted} columns: the last ones are empty."
        )
        return [Problem(None, "ragged-row", message)]
    if spare:
        message = (
            f"The row has {len(cells)} cells, the table {wanted} columns. Left out: "
            f"{' | '.join(spare)[:200]}. Perhaps a cell holds an unquoted delimiter: "
            "check the text."
        )
        return [Problem(None, "ragged-row", message)]
    return []


def _mapped(
    values: dict[str, JsonValue],
    options: Options,
    encoding: str,
    problems: tuple[Problem, ...],
    repair: bool,
) -> Extracted:
    if not options.mapping.get(ArticleField.BODY):
        raise Unreadable(
            "No column is chosen for the text of the article. Choose one for this file.",
            code="no-mapping",
        )
    fields = mapping.fields_of(values, options)
    text = body_text(fields)
    # Before control characters go, which are halves of wrongly decoded ones.
    if repair:
        text = mojibake.repaired(text)
    elif doubt := mojibake.problem(text):
        problems = (*problems, doubt)
    text, unwanted = decoding.normalise(text)
    if not text.strip():
        column = options.mapping[ArticleField.BODY]
        there = ", ".join(list(values)[:8])
        raise Unreadable(
            f"The record has no text in “{column}”. It has: {there or 'nothing'}.", code="no-body"
        )
    if text.count("\n") >= decoding.MOST_LINES:
        raise Unreadable(
            decoding.too_many_lines("text", "Split it into one record per article."),
            code="too-many-lines",
        )
    given = {field: _given(field, several, options) for field, several in fields.values.items()}
    found = Extracted(text, encoding, given=given, problems=(*problems, *unwanted))
    return replace(found, given=_repaired(found).given) if repair else found


def _given(field: ArticleField, values: tuple[str, ...], options: Options) -> Given:
    """A column's value; a date that can be read in two orders in that of the file's other dates."""
    if field is ArticleField.PUBLISHED and options.date_order and values:
        found = dates.read(values[0])
        if isinstance(found, dates.AmbiguousDate):
            value = found.readings[0 if options.date_order == "dmy" else 1]
            return Given((value,), "order-of-dates", 0.85)
    return Given(values, COLUMN)


def body_text(fields: Fields) -> str:
    """The lines of a body, which may be HTML."""
    if not fields.is_markup:
        return fields.body
    from .formats.html import lines_of_fragment

    return lines_of_fragment(fields.body)
