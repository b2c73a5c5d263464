"""Which columns become which fields."""

from types import MappingProxyType

import pytest

from articles.core.formats import mapping, proposing
from articles.core.formats.json_values import JsonValue
from articles.core.formats.records import ArticleField, FileFormat, Options

from .readings import BODY

A = ArticleField


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ({"headline": "T", "body": BODY, "pubDate": "x 1", "byline": "J"},
         {A.TITLE: "headline", A.BODY: "body", A.PUBLISHED: "pubDate", A.AUTHORS: "byline"}),
        ({"Article Title": "T", "Full text": BODY, "Publication": "P", "Lang": "en"},
         {A.TITLE: "Article Title", A.BODY: "Full text", A.SOURCE: "Publication",
          A.LANGUAGE: "Lang"}),
        ({"titre": "T", "texte": BODY, "auteur": "J", "rubrique": "Monde"},
         {A.TITLE: "titre", A.BODY: "texte", A.AUTHORS: "auteur", A.KICKER: "rubrique"}),
        ({"заголовок": "T", "текст": BODY, "дата": "2024", "источник": "I"},
         {A.TITLE: "заголовок", A.BODY: "текст", A.PUBLISHED: "дата", A.SOURCE: "источник"}),
        ({"标题": "T", "正文": BODY, "作者": "J", "链接": "https://a.b/c"},
         {A.TITLE: "标题", A.BODY: "正文", A.AUTHORS: "作者", A.URL: "链接"}),
        ({"عنوان": "T", "نص": BODY, "الكاتب": "J"},
         {A.TITLE: "عنوان", A.BODY: "نص", A.AUTHORS: "الكاتب"}),
        ({"title": "T", "description": "Short.", "content": BODY,
          "source": {"id": "bbc", "name": "BBC"}},
         {A.TITLE: "title", A.BODY: "content", A.SOURCE: "source.name"}),
        ({"title": {"rendered": "T"}, "content": {"rendered": BODY}, "guid": {"rendered": "g/1"}},
         {A.TITLE: "title.rendered", A.BODY: "content.rendered", A.EXTERNAL_ID: "guid.rendered"}),
        ({"id": "w/1", "webTitle": "T", "fields": {"bodyText": BODY}, "webUrl": "https://g.c/1"},
         {A.TITLE: "webTitle", A.BODY: "fields.bodyText", A.URL: "webUrl", A.EXTERNAL_ID: "id"}),
        ({"_source": {"title": "T", "text": BODY}, "_id": "x9"},
         {A.TITLE: "_source.title", A.BODY: "_source.text", A.EXTERNAL_ID: "_id"}),
        ({"c1": "https://a.b/c", "c2": "2024-01-02T00:00", "c3": BODY},
         {A.URL: "c1", A.PUBLISHED: "c2", A.BODY: "c3"}),
        ({"title": "T", "text": "A teaser.", "maintext_extra": BODY},
         {A.TITLE: "title", A.BODY: "maintext_extra"}),
        ({"text": BODY, "author": {"name": "J", "url": "https://a.b/j"}},
         {A.BODY: "text", A.AUTHORS: "author.name"}),
        ({"text": BODY, "url": "none", "date": "soon"}, {A.BODY: "text"}),
    ],
)  # fmt: skip
def test_proposals(row: dict[str, JsonValue], expected: dict[ArticleField, str]) -> None:
    found = proposing.propose(mapping.columns_of(row), [row])
    assert found == expected


def test_numbers_of_rows_are_no_ids() -> None:
    def proposed(*ids: str) -> object:
        rows: list[dict[str, JsonValue]] = [{"id": one, "text": BODY} for one in ids]
        return proposing.propose(["id", "text"], rows).get(A.EXTERNAL_ID)

    assert proposed("0", "1", "2") is None
    assert proposed("1") is None
    assert proposed("4811", "4813", "4790") == "id"
    assert proposed("a-1", "a-2") == "id"


def test_signature_is_of_the_names_in_any_order() -> None:
    one = mapping.signature(FileFormat.CSV, ("title", "text"))
    assert one == mapping.signature(FileFormat.CSV, (" text", "title"))
    assert one != mapping.signature(FileFormat.JSON, ("title", "text"))
    assert one != mapping.signature(FileFormat.CSV, ("titletext",))
    assert len(one) == 64


def options(columns: tuple[str, ...] = (), **columns_by_field: str) -> Options:
    found = {ArticleField(field): column for field, column in columns_by_field.items()}
    return Options(columns=columns, mapping=MappingProxyType(found))


@pytest.mark.parametrize(
    ("mapped", "words"),
    [
        (options(("a", "b"), body="a", title="b"), []),
        (options(("a",), title="a"), ["text of the article"]),
        (options(("a",), body=""), ["text of the article"]),
        (options(("a", "b"), body="a", title="a"), ["“a” is chosen for body and title"]),
        (options(("a",), body="a", title="gone"), ["no column “gone”"]),
    ],
)
def test_complaints(mapped: Options, words: list[str]) -> None:
    found = mapping.check(mapped)
    assert len(found) == len(words)
    assert all(word in complaint for word, complaint in zip(words, found, strict=True))


def test_values_of_every_kind() -> None:
    row: dict[str, JsonValue] = {
        "text": ["One.", "", {"text": "Two."}, None, 3],
        "title": "A &amp; <i>B</i>\n C\x00",
        "authors": [{"name": "Jane Doe"}, "John Roe", {}],
        "meta": {"date": 1_710_000_000_000, "site": {"name": "Daily Planet"}},
        "id": 12.0,
        "a.b": "https://a.b/c",
    }
    mapped = options(
        body="text", title="title", authors="authors", published="meta.date",
        source="meta.site.name", external_id="id", url="a.b", kicker="gone",
    )  # fmt: skip
    found = mapping.fields_of(row, mapped)
    assert (found.body, found.is_markup) == ("One.\n\nTwo.\n\n3", False)
    assert found.values == {
        A.TITLE: ("A &amp; <i>B</i> C",),
        A.AUTHORS: ("Jane Doe", "John Roe"),
        A.PUBLISHED: ("2024-03-09",),
        A.SOURCE: ("Daily Planet",),
        A.EXTERNAL_ID: ("12",),
        A.URL: ("https://a.b/c",),
    }


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<p>One</p>", True),
        ("One<br>two", True),
        ("x" * 200 + "<a href='x'>y</a>", True),
        ("a < b > c", False),
        ("<svg><script>123<1>alert(123)</script>", False),
        ("How to write </b>", False),
    ],
)
def test_markup_is_told_from_text_about_it(text: str, expected: bool) -> None:
    found = mapping.fields_of({"t": text, "h": "A &amp; <i>B</i>"}, options(body="t", title="h"))
    assert found.is_markup is expected
    assert found.values[A.TITLE] == (("A & B",) if expected else ("A &amp; <i>B</i>",))


@pytest.mark.parametrize(
    ("stated", "expected"),
    [
        ("1710000000", "2024-03-09"),
        ("1710000000.5", "2024-03-09"),
        ("1710000000000", "2024-03-09"),
        ("1710000000000000", "2024-03-09"),
        ("2024-03-09T23:59:59-05:00", "2024-03-09"),
        ("2024-03-09 10:00:00 UTC", "2024-03-09"),
        ("Sat, 09 Mar 2024 23:10:00 -0500", "2024-03-09"),
        ("03/04/2024", "03/04/2024"),
        ("9 March 2024", "9 March 2024"),
        ("2024", "2024"),
        ("99999999", "99999999"),
        ("Sun, 99 Foo 2024 99:99", "Sun, 99 Foo 2024 99:99"),
    ],
)
def test_dates(stated: str, expected: str) -> None:
    assert mapping.date_of(stated) == expected


def test_authors_in_one_cell() -> None:
    found = mapping.fields_of(
        {"a": "Doe, Jane; Roe, John|X", "t": "b"}, options(body="t", authors="a")
    )
    assert found.values[A.AUTHORS] == ("Doe, Jane", "Roe, John", "X")
