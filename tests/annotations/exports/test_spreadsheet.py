"""The CSV export."""

import csv
import io

import pytest

from annotations.exports.rows import Selection
from annotations.exports.spreadsheet import COLUMNS, defused, stream, undefused
from annotations.models import Annotation, Kind, Project
from articles.models import Article
from tests.annotations.exports.conftest import cut
from tests.factories import make_annotation, make_article, make_project

pytestmark = pytest.mark.django_db


def read(project: Project, selection: Selection | None = None) -> list[dict[str, str]]:
    text = "".join(stream(project, selection or Selection()))
    assert text.startswith("\ufeff")
    table = csv.DictReader(io.StringIO(text[1:], newline=""))
    return [{name: undefused(cell) for name, cell in row.items()} for row in table]


def test_each_annotation_is_a_row(everything: list[Annotation], project: Project) -> None:
    rows = read(project)
    assert {int(row["annotation"]) for row in rows} == {one.pk for one in everything}
    assert all(tuple(row) == COLUMNS for row in rows)


def test_quotes_are_the_spans_of_their_version(
    everything: list[Annotation], project: Project, article: Article
) -> None:
    for row in read(project):
        start, end = int(row["start"]), int(row["end"])
        assert row["quote"] == cut(article, int(row["version"]), start, end)


def test_a_claim_has_its_speaker_as_the_entity_it_was_merged_into(
    everything: list[Annotation], project: Project
) -> None:
    row = next(row for row in read(project) if row["rendering"] == "attributes")
    assert (row["claim"], row["speaker"]) == ("The pier closes.", "Ana Lindqvist")
    assert (row["source"], row["published"]) == ("The Harbour Post", "2024-05")
    assert (row["created_by"], row["replies"]) == ("alice", "1")


def test_an_entity_has_its_aliases(everything: list[Annotation], project: Project) -> None:
    row = next(row for row in read(project) if row["kind"] == "entity")
    assert (row["entity"], row["entity_kind"]) == ("Ana Lindqvist", "person")
    assert row["entity_aliases"] == "Lindqvist | the mayor"


@pytest.mark.parametrize(
    "text",
    ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "  =1", "＝1", "'", "'=1", "''"],
)
def test_what_a_spreadsheet_would_run_is_defused_and_comes_back(text: str) -> None:
    assert defused(text) == f"'{text}"
    assert undefused(defused(text)) == text


def test_no_cell_of_a_row_begins_a_formula(everything: list[Annotation], project: Project) -> None:
    text = "".join(stream(project, Selection()))
    for cells in csv.reader(io.StringIO(text[1:], newline="")):
        assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]


def test_naughty_strings_come_back(naughty: list[str], project: Project) -> None:
    article = make_article(paragraphs=("A text to mark.",))
    for text in naughty:
        make_annotation(project, article, note=text)
    assert sorted(row["note"] for row in read(project)) == sorted(naughty)


def test_filters(everything: list[Annotation], project: Project, article: Article) -> None:
    lead = everything[0].label_id
    alice = everything[0].created_by_id
    assert lead
    assert alice
    assert {row["kind"] for row in read(project, Selection(kinds=(Kind.CLAIM,)))} == {"claim"}
    assert [row["label"] for row in read(project, Selection(labels=(lead,)))] == ["lead"]
    assert len(read(project, Selection(people=(alice,)))) == len(everything) - 1
    assert len(read(project, Selection(articles=(article.pk,)))) == len(everything)
    assert read(project, Selection(articles=(article.pk + 1,))) == []


def test_nothing_of_another_project(everything: list[Annotation], article: Article) -> None:
    assert read(make_project()) == []
