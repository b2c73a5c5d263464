"""The JSON Lines export."""

import json
from typing import Any

import pytest

from annotations.exports.lines import stream
from annotations.exports.rows import Selection
from annotations.models import Annotation, Kind, Project
from articles.core.blocks import check_tiling, from_json
from tests.factories import make_annotation, make_article, make_label

pytestmark = pytest.mark.django_db


def read(project: Project, selection: Selection | None = None) -> list[dict[str, Any]]:
    text = "".join(stream(project, selection or Selection()))
    assert text.endswith("\n")
    return [json.loads(line) for line in text.removesuffix("\n").split("\n")]


def of_type(records: list[dict[str, Any]], name: str) -> list[dict[str, Any]]:
    return [record for record in records if record["type"] == name]


def test_it_says_everything_in_an_order_that_can_be_read_once(
    everything: list[Annotation], project: Project
) -> None:
    records = read(project)
    kinds = list(dict.fromkeys(record["type"] for record in records))
    assert kinds == [
        "project", "label", "entity", "claim", "claim_link", "text", "annotation", "absence", "end",
    ]  # fmt: skip
    assert records[-1] == {"type": "end", "annotations": len(everything)}


def test_each_quote_is_its_span_of_the_text_in_the_file(
    everything: list[Annotation], project: Project
) -> None:
    records = read(project)
    texts = {(text["article"], text["version"]): text for text in of_type(records, "text")}
    assert len(texts) == 2
    for text in texts.values():
        assert check_tiling(text["body"], from_json(text["blocks"])) == []
    for one in of_type(records, "annotation"):
        body = texts[one["article"], one["version"]]["body"]
        assert body[one["start"] : one["end"]] == one["quote"]


def test_a_merged_entity_is_named_as_it_is_and_as_it_was_marked(
    everything: list[Annotation], project: Project
) -> None:
    entity = next(one["entity"] for one in of_type(read(project), "annotation") if "entity" in one)
    assert entity["name"] == "Ana Lindqvist"
    assert entity["marked_as"]["name"] == "A. Lindqvist"


def test_replies_links_and_absences(everything: list[Annotation], project: Project) -> None:
    records = read(project)
    assert [
        reply["text"] for one in of_type(records, "annotation") for reply in one["replies"]
    ] == ["Is she the speaker?"]
    assert [link["kind"] for link in of_type(records, "claim_link")] == ["supports"]
    assert [absence["created_by"]["username"] for absence in of_type(records, "absence")] == [
        "alice"
    ]


def test_a_claim_without_speaker_is_the_outlets(
    everything: list[Annotation], project: Project
) -> None:
    claims = [one for one in of_type(read(project), "annotation") if one["kind"] == "claim"]
    assert [one["speaker"] and one["speaker"]["name"] for one in claims] == ["Ana Lindqvist", None]


def test_filters_keep_the_codebook_and_drop_absences_of_other_kinds(
    everything: list[Annotation], project: Project
) -> None:
    records = read(project, Selection(kinds=(Kind.ENTITY,)))
    assert {one["kind"] for one in of_type(records, "annotation")} == {"entity"}
    assert of_type(records, "label")
    assert of_type(records, "absence") == []


def test_naughty_strings_come_back(naughty: list[str], project: Project) -> None:
    article = make_article(paragraphs=("A text to mark.",))
    for text in naughty:
        make_annotation(project, article, note=text)
    make_label(project, "\u2028")
    records = read(project)
    assert [one["note"] for one in of_type(records, "annotation")] == naughty
