"""Strings that break software: as imported, every page shows them character by character."""

import csv
import io
import json
from collections.abc import Iterator
from contextlib import suppress
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from annotations.models import Project, Role
from articles.models import Article, ImportBatch, Source
from articles.services import staging
from articles.services.bringing import bring
from articles.services.previews import preview
from tests.articles.texts import distinct_page
from tests.factories import make_batch, make_claim, make_entity, make_member, make_project

pytestmark = pytest.mark.django_db
_LOADING = ("script", "img", "iframe", "object", "embed", "base")
LINES = 60
"""Strings in one text: shown together, so that there are few pages to get."""


class Element:
    def __init__(self, tag: str, attributes: dict[str, str]) -> None:
        self.tag = tag
        self.attributes = attributes
        self.classes = attributes.get("class", "").split()
        self.text = ""


class Page(HTMLParser):
    """The elements of a page, each with its attributes and all of its text (textContent)."""

    def __init__(self, content: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[Element] = []
        self._open: list[Element] = []
        self.feed(content)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {name: value or "" for name, value in attrs})
        self.elements.append(element)
        if tag not in ("input", "img", "link", "meta", "br", "hr", "path", "use"):
            self._open.append(element)

    def handle_endtag(self, tag: str) -> None:
        while self._open and self._open.pop().tag != tag:
            pass

    def handle_data(self, data: str) -> None:
        # As in a browser, a line end right after this tag does not count.
        if self._open and self._open[-1].tag == "textarea" and not self._open[-1].text:
            data = data.removeprefix("\n")
        for element in self._open:
            element.text += data

    def texts(self, wanted: str) -> list[str]:
        """The texts of all elements with this class, or of this name."""
        return [e.text for e in self.elements if wanted in e.classes or wanted == e.tag]

    def titles(self) -> list[str]:
        """The titles of a list of articles."""
        return [e.text.removesuffix("\n") for e in self.elements if "data-title" in e.attributes]

    def blocks(self) -> list[str]:
        return [element.text for element in self.elements if "data-start" in element.attributes]

    def runs(self) -> list[str]:
        """What would run or load that is not the site's own."""
        found = []
        for element in self.elements:
            for name, value in element.attributes.items():
                is_address = name in ("href", "src", "action", "formaction", "srcdoc", "data")
                scheme = value.strip().partition(":")[0].lower()
                if name.startswith("on") or (is_address and scheme in ("javascript", "data")):
                    found.append(f"{element.tag} {name}={value}")
            source = element.attributes.get("src", "")
            is_own = source.startswith(("/static/", "/admin/jsi18n/"))
            is_inert = element.attributes.get("type") == "application/json"
            if element.tag in _LOADING and not (is_own or is_inert):
                found.append(f"{element.tag} {element.attributes}")
        return found


@pytest.fixture
def naughty(shared_dir: Path) -> list[str]:
    return list(json.loads((shared_dir / "data" / "blns.json").read_text()))


@pytest.fixture
def reader(client: Client) -> Project:
    """A project whose curator is signed in, who looks after the archive, too."""
    project = make_project(slug="naughty")
    user = make_member(project, role=Role.CURATOR, is_staff=True, is_superuser=True)
    client.force_login(user)
    return project


def rows_of(naughty: list[str]) -> list[dict[str, Any]]:
    """One record for each string, which it has in all fields but the text."""
    names = ("title", "source", "authors", "kicker", "dateline", "url", "id")
    return [
        dict.fromkeys(names, text) | {"body": distinct_page(number).decode().partition("\n\n")[2]}
        for number, text in enumerate(naughty)
    ]


def in_lines(rows: list[dict[str, Any]]) -> bytes:
    return "\n".join(map(json.dumps, rows)).encode()


def in_table(rows: list[dict[str, Any]]) -> bytes:
    out = io.StringIO()
    writer = csv.DictWriter(out, list(rows[0]))
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode("utf-8", "surrogatepass")


def one_line(text: str) -> str:
    """A text in one line, as it is but for what PostgreSQL can't store."""
    storable = text.replace("\0", "").encode("utf-8", "replace").decode()
    return " ".join(filter(None, map(str.strip, storable.splitlines())))


def imported(folder: Path, content: bytes) -> ImportBatch:
    """What the command line makes of a file of JSON Lines."""
    path = folder / "naughty.jsonl"
    path.write_bytes(content)
    with suppress(CommandError):  # Some have no title.
        call_command("import_articles", str(path), stdout=io.StringIO(), stderr=io.StringIO())
    return ImportBatch.objects.latest("pk")


def got(client: Client, address: str, **query: str) -> Page:
    """A page on which nothing runs that is not the site's own."""
    response = client.get(address, query)
    assert response.status_code == 200
    page = Page(response.content.decode())
    assert page.runs() == []
    return page


def pages(client: Client, address: str, **query: str) -> Iterator[Page]:
    number = 1
    while True:
        page = got(client, address, page=str(number), **query)
        yield page
        if not any(element.attributes.get("rel") == "next" for element in page.elements):
            return
        number += 1


def test_staged_in_a_table(naughty: list[str], reader: Project, client: Client) -> None:
    naughty = naughty[::8]
    content = in_table(rows_of(naughty))
    file = bring(batch=make_batch(), name="a.csv", file=io.BytesIO(content), by=None).files[0]
    staging.read_file(file_id=file.pk)
    items = file.items.order_by("record")
    titles = [item.title for item in items]
    assert [title for title, text in zip(titles, naughty, strict=True) if one_line(text)] == [
        title for text in naughty if (title := one_line(text))
    ]
    address = reverse("admin:articles_importbatch_change", args=[file.batch_id])
    assert [text for page in pages(client, address) for text in page.texts("textarea")] == titles
    for item in items[::4]:
        page = got(client, reverse("admin:articles_importitem_change", args=[item.pk]))
        typed = {e.attributes.get("name"): e.attributes.get("value", e.text) for e in page.elements}
        assert (typed["title"], typed["url"]) == (item.title, item.url)


def test_imported_in_fields(
    naughty: list[str], reader: Project, client: Client, tmp_path: Path
) -> None:
    batch = imported(tmp_path, in_lines(rows_of(naughty)))
    titles = {one_line(text) for text in naughty} - {""}
    articles = list(Article.objects.select_related("source"))
    assert {article.title for article in articles} == titles
    shown = [text for page in pages(client, "/archive/", sort="added") for text in page.titles()]
    assert sorted(shown) == sorted(article.title for article in articles)
    address = reverse("admin:articles_importbatch_change", args=[batch.pk])
    cells = [
        text
        for page in pages(client, address, state="committed")
        for text in page.texts("cell-text")[::4]
    ]
    assert set(cells) == titles
    for source in Source.objects.all()[::50]:
        assert got(client, reverse("articles:source", args=[source.pk])).texts("h1") == [
            source.name
        ]
        got(client, reverse("admin:articles_source_change", args=[source.pk]))
    for article in articles[::50]:
        for address in (
            reverse("articles:article", args=[article.pk]),
            reverse("annotations:read", args=["naughty", article.pk]),
        ):
            page = got(client, address)
            assert page.texts("article-title") == [article.title]
            assert ", ".join(article.authors) in page.texts("span") or not article.authors
        got(client, reverse("admin:articles_article_change", args=[article.pk]))
    got(client, reverse("admin:articles_importbatch_report", args=[batch.pk]))


def test_imported_in_texts(
    naughty: list[str], reader: Project, client: Client, tmp_path: Path
) -> None:
    """Each string is a line of a text; what is kept and what is removed of it are all of it."""
    texts = [
        "\n\n".join(f"{text} {n}" for n, text in enumerate(naughty[first : first + LINES]))
        for first in range(0, len(naughty), LINES)
    ]
    batch = imported(
        tmp_path,
        in_lines([{"title": f"A plain title {n}", "body": text} for n, text in enumerate(texts)]),
    )
    articles = [item.article for item in batch.items.select_related("article__current_version")]
    for item in batch.items.all():
        raw = got(client, reverse("admin:articles_importitem_change", args=[item.pk]) + "?view=raw")
        assert raw.texts("line-text") == [line.text for line in preview(item).lines]
        got(client, reverse("admin:articles_importitem_change", args=[item.pk]))
    for article in articles:
        assert article is not None
        assert article.current_version is not None
        body = article.current_version.body
        for address in (
            reverse("articles:article", args=[article.pk]),
            reverse("annotations:read", args=["naughty", article.pk]),
        ):
            assert "".join(got(client, address).blocks()) == body.replace("\n", "")
    ids = ",".join(str(article.pk) for article in articles[:2] if article)
    compared = got(client, reverse("annotations:compare", args=["naughty", ids]))
    assert "".join(compared.blocks()) == "".join(
        article.current_version.body.replace("\n", "")
        for article in articles[:2]
        if article and article.current_version
    )


def test_names_and_statements(naughty: list[str], reader: Project, client: Client) -> None:
    stored = list(dict.fromkeys(filter(None, map(one_line, naughty))))[::5]
    for text in stored:
        make_claim(reader, text)
        make_entity(reader, text[:200])
    for name in ("claims", "entities"):
        address = reverse(f"annotations:{name}", args=["naughty"])
        shown = [text for page in pages(client, address) for text in page.texts("row-title")]
        assert set(shown) == {text if name == "claims" else text[:200] for text in stored}
