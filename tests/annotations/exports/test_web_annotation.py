"""The W3C Web Annotation export, against the W3C's own schemas of each MUST."""

import json
import re
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft4Validator, FormatChecker
from referencing import Registry
from referencing.jsonschema import DRAFT4

from annotations.exports.addresses import Addresses
from annotations.exports.rows import Selection
from annotations.exports.web_annotation import CONTEXT, W3C_CONTEXT, stream, stream_lines
from annotations.models import Annotation, Project
from articles.models import Article
from tests.annotations.exports.conftest import cut
from tests.factories import make_annotation, make_article

SITE = "https://news.example.org"
BASES = pytest.mark.parametrize("base_url", ["", SITE])

pytestmark = pytest.mark.django_db


def collection(project: Project, base_url: str = "") -> dict[str, Any]:
    addresses = Addresses.of(project, base_url)
    document: dict[str, Any] = json.loads("".join(stream(project, Selection(), addresses)))
    return document


def items(project: Project, base_url: str = "") -> list[dict[str, Any]]:
    nodes: list[dict[str, Any]] = collection(project, base_url)["first"]["items"]
    return nodes


def is_passage(item: dict[str, Any]) -> bool:
    return bool(item["motivation"] != "replying")


FORMATS = FormatChecker(())
"""The formats the schemas name, checked here: jsonschema passes them unless more is installed."""


@FORMATS.checks("uri")
def is_uri(value: object) -> bool:
    return not isinstance(value, str) or bool(re.fullmatch(r"[A-Za-z][\w+.-]*:[!-~]+", value))


@FORMATS.checks("date-time", raises=ValueError)
def is_moment(value: object) -> bool:
    return not isinstance(value, str) or datetime.fromisoformat(value).tzinfo is not None


class Musts:
    """The W3C's list of assertions that must hold, each a JSON schema."""

    def __init__(self, folder: Path, listing: str) -> None:
        registry: Registry[Any] = Registry().with_resources(
            (path.name, DRAFT4.create_resource(_schema(path)))
            for path in (folder / "definitions").glob("*.json")
        )
        names = json.loads((folder / listing).read_text(encoding="utf-8"))["assertions"]
        self.validators = {
            name: Draft4Validator(
                _schema(folder / name),
                registry=registry,
                format_checker=FORMATS,
            )
            for name in names
        }

    def failed(self, node: dict[str, Any]) -> list[str]:
        return [name for name, schema in self.validators.items() if not schema.is_valid(node)]


def _schema(path: Path) -> dict[str, Any]:
    schema: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return schema


@pytest.fixture(scope="module")
def schemas(shared_dir: Path) -> Path:
    return shared_dir / "data" / "web_annotation"


@pytest.fixture(scope="module")
def annotation_musts(schemas: Path) -> Musts:
    return Musts(schemas, "annotations/annotationMusts.test")


def test_the_schemas_tell_right_from_wrong(schemas: Path, annotation_musts: Musts) -> None:
    wrong = _schema(schemas / "samples" / "incorrect" / "anno2.json")
    assert annotation_musts.failed(wrong)
    assert len(annotation_musts.validators) > 50


@BASES
def test_each_annotation_meets_every_must(
    everything: list[Annotation], project: Project, annotation_musts: Musts, base_url: str
) -> None:
    nodes = items(project, base_url)
    assert len(nodes) == len(everything) + 1  # and the reply
    assert {node["id"]: annotation_musts.failed(node) for node in nodes} == {
        node["id"]: [] for node in nodes
    }


def test_naughty_strings_come_back_in_valid_annotations(
    naughty: list[str], project: Project, annotation_musts: Musts
) -> None:
    article = make_article(paragraphs=("A text to mark.",))
    for text in naughty:
        make_annotation(project, article, note=text)
    nodes = items(project)
    assert [node["body"][0]["value"] for node in nodes] == naughty
    # The schemas look at the form and not at the text; each of the 500 would take 20 ms.
    assert [name for node in nodes[::25] for name in annotation_musts.failed(node)] == []


@BASES
@pytest.mark.parametrize("part", ["collection", "page"])
def test_collection_and_page_meet_every_must(
    everything: list[Annotation], project: Project, schemas: Path, base_url: str, part: str
) -> None:
    document = collection(project, base_url)
    if part == "page":
        musts = Musts(schemas, "collections/pages/pageMusts.test")
        document = {"@context": document["@context"], **document["first"]}
    else:
        musts = Musts(schemas, "collections/collectionMusts.test")
    assert musts.failed(document) == []


def test_an_empty_project_is_an_empty_collection(project: Project) -> None:
    document = collection(project)
    assert (document["total"], document["first"]["items"]) == (0, [])


def test_positions_and_quotes_select_the_same_text(
    everything: list[Annotation], project: Project, article: Article
) -> None:
    passages = [item for item in items(project) if is_passage(item)]
    for item in passages:
        position, quote = item["target"]["selector"]
        version = int(item["target"]["source"]["id"].rsplit(":", 1)[1])
        assert cut(article, version, position["start"], position["end"]) == quote["exact"]
        before = cut(article, version, 0, position["start"])
        assert before.endswith(quote["prefix"])
    # An emoji lies before it, which UTF-16 would count twice.
    assert any("🛳️" in item["target"]["selector"][1]["prefix"] for item in passages)


def test_what_the_kinds_say(everything: list[Annotation], project: Project) -> None:
    by_id = {item["id"]: item for item in items(project)}
    highlight, _, entity, claim, outlet_claim, stance, _ = (
        by_id[f"urn:newsarchive:annotation:{one.pk}"] for one in everything
    )
    assert highlight["motivation"] == "highlighting"
    assert highlight["body"][0] | {"value": "lead", "purpose": "tagging"} == highlight["body"][0]
    identified = entity["body"][0]["source"]
    assert (entity["body"][0]["purpose"], identified["name"]) == ("identifying", "Ana Lindqvist")
    assert identified["markedAs"]["name"] == "A. Lindqvist"
    assert claim["body"][0]["rendering"] == "attributes"
    assert claim["body"][0]["speaker"]["name"] == "Ana Lindqvist"
    assert outlet_claim["body"][0]["speaker"]["type"] == "Outlet"
    assert stance["body"][0]["position"] == "opposes"
    assert stance["body"][0]["source"]["statement"] == "The pier closes."


def test_a_reply_is_an_annotation_of_the_annotation(
    everything: list[Annotation], project: Project
) -> None:
    reply = next(item for item in items(project) if not is_passage(item))
    assert reply["target"] == f"urn:newsarchive:annotation:{everything[3].pk}"
    assert reply["body"][0]["value"] == "Is she the speaker?"


def test_ids_lie_below_the_sites_address(everything: list[Annotation], project: Project) -> None:
    first = items(project, SITE + "/")[0]
    assert first["id"].startswith(f"{SITE}/projects/port-ellery/annotations/")
    assert first["target"]["source"]["id"].startswith(f"{SITE}/archive/")
    assert "//" not in first["id"].removeprefix("https://")


def test_times_are_utc(everything: list[Annotation], project: Project) -> None:
    for item in items(project):
        assert item["created"].endswith("Z")
        assert datetime.fromisoformat(item["created"]).tzinfo


def test_each_key_is_a_term_of_a_context(
    everything: list[Annotation], project: Project, schemas: Path
) -> None:
    """A key without a term would silently say nothing to a JSON-LD processor."""
    w3c = _schema(schemas / "anno.jsonld")["@context"]
    own = CONTEXT[1]
    assert isinstance(own, dict)
    assert not set(own) & set(w3c)
    terms = set(w3c) | set(own) | {"@context"}
    document = collection(project)
    assert _names(document) - terms == set()


def _names(node: object) -> set[str]:
    """The keys and types of a document, without its contexts."""
    match node:
        case dict():
            own = {node["type"]} if isinstance(node.get("type"), str) else set()
            return (
                own
                | set(node)
                | {
                    name
                    for key, value in node.items()
                    if key != "@context"
                    for name in _names(value)
                }
            )
        case list():
            return {name for value in node for name in _names(value)}
    return set()


def test_one_per_line_each_stands_alone(
    everything: list[Annotation], project: Project, annotation_musts: Musts
) -> None:
    text = "".join(stream_lines(project, Selection(), Addresses.of(project)))
    lines = [json.loads(line) for line in text.removesuffix("\n").split("\n")]
    assert all(line["@context"] == CONTEXT for line in lines)
    assert [name for line in lines for name in annotation_musts.failed(line)] == []
    assert [{**line, "@context": W3C_CONTEXT} for line in lines] == items(project)
